/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whoever looks at the people between steps, of one row or as the difference of rows, never finds few.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "score_release.h"

enum { WORLDS = 150 };

static void check_ascending(const uint32_t *steps, size_t count, size_t bin_count)
{
    assert_true(count > 0 && steps[0] == 0);
    for (size_t i = 1; i < count; i++)
        assert_true(steps[i - 1] < steps[i] && steps[i] < bin_count);
}

static uint64_t people_between(const exq_row_scores *scores, size_t first, size_t end)
{
    uint64_t people = 0;
    for (size_t bin = first; bin < end; bin++)
        people += row_people(scores, bin);
    return people;
}

static void check_own_steps(const exq_row_scores *scores, const exq_scale *scale, uint64_t least)
{
    check_ascending(scores->steps, scores->step_count, scale->bin_count);
    for (size_t s = 0; s < scores->step_count; s++) {
        const size_t end = s + 1 < scores->step_count ? scores->steps[s + 1] : scale->bin_count;
        assert_true(people_between(scores, scores->steps[s], end) >= least);
    }
}

/* Are the row's steps among the scale's? */
static void check_common(const exq_row_scores *scores, const exq_scale *scale)
{
    for (size_t s = 0; s < scores->step_count; s++) {
        size_t at = 0;
        while (at < scale->step_count && scale->steps[at] != scores->steps[s])
            at++;
        assert_true(at < scale->step_count);
    }
}

static bool few(uint64_t people, uint64_t min_cell)
{
    return people > 0 && people < min_cell;
}

/* In every step of the scale each shown group has nobody or enough; steps of rows hold enough. */
static void check_question(const exq_published *question, uint64_t min_cell, bool alone)
{
    const exq_scale *scale = question->scale;
    const exq_table *table = &question->marginal;
    check_ascending(scale->steps, scale->step_count, scale->bin_count);
    check_own_steps(table->overall.scores, scale, min_cell);
    check_common(table->overall.scores, scale);
    for (size_t g = 0; g < table->group_count; g++) {
        if (table->groups[g].withheld)
            continue;
        const exq_row_scores *scores = table->groups[g].scores, *rest = table->rests[g].scores;
        check_own_steps(scores, scale, min_cell);
        if (!alone)
            check_common(scores, scale);
        if (table->rests[g].people > 0) {
            check_own_steps(rest, scale, min_cell);
            check_common(rest, scale);
        }
        for (size_t s = 0; s < scale->step_count; s++) {
            const size_t end = s + 1 < scale->step_count ? scale->steps[s + 1] : scale->bin_count;
            assert_false(few(people_between(scores, scale->steps[s], end), min_cell));
        }
    }
}

static void steps_hold_enough(void **state)
{
    (void)state;
    size_t curves = 0, finer = 0;
    for (uint64_t seed = 1; seed <= 2 * WORLDS; seed++) {
        struct score_world world;
        struct released self;
        world_open(&world, seed, WORLD_ROWS, false);
        open_release(&self, &world, 0, 1 + seed % QUESTIONS, 1 + seed % 12);
        for (size_t q = 0; q < self.release.question_count; q++) {
            const exq_published *question = &self.release.questions[q];
            if (question->scale == NULL)
                continue;
            if (world.units) {
                assert_int_equal(question->scale->step_count, 0);
                assert_int_equal(question->marginal.overall.scores->step_count, 0);
                continue;
            }
            const bool alone = self.release.question_count == 1;
            check_question(question, self.min_cell, alone);
            curves += question->scale->step_count > 1;
            for (size_t g = 0; alone && g < question->marginal.group_count; g++)
                finer += !question->marginal.groups[g].withheld &&
                         question->marginal.groups[g].scores->step_count > question->scale->step_count;
        }
        close_release(&self);
    }
    assert_true(curves > 100); /* steps are some: one step for all would hold enough as well */
    assert_true(finer > 20);
}

/* Where a step of the scale begins; behind the last, nowhere. */
static double edge_of(const exq_scale *scale, size_t step)
{
    return step < scale->step_count ? scale->cuts[scale->steps[step]] : INFINITY;
}

/* What the second question withholds of a group of the first, or of everybody shown by it, in one of the steps. */
static void check_remainder(const struct score_world *world, const struct released *self, const exq_published *coarse,
                            size_t which, const exq_published *fine)
{
    const exq_scale *scale = coarse->scale;
    uint64_t all = 0;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t s = 0; s < scale->step_count; s++) {
            uint64_t people = 0;
            for (size_t i = 0; i < world->row_count; i++) {
                const struct scored_row *row = &world->rows[i];
                const bool hidden = row->used && group_of(row, fine) == fine->marginal.group_count;
                if (hidden && counts_in(row, coarse, which) && row->value >= edge_of(scale, s) &&
                    row->value < edge_of(scale, s + 1))
                    people += row->people;
            }
            all += pass == 0 ? people : 0;
            assert_true(pass == 0 || people == all || !few(people, self->min_cell));
        }
}

/* Everybody shown by one question that withholds nobody, and (`nested`) each of its groups. */
static void check_pair(const struct score_world *world, const struct released *self, const exq_published *coarse,
                       const exq_published *fine, bool nested)
{
    const exq_table *table = &coarse->marginal;
    bool shows_all = true;
    for (size_t g = 0; g < table->group_count; g++) {
        shows_all = shows_all && !table->groups[g].withheld;
        if (nested && !table->groups[g].withheld)
            check_remainder(world, self, coarse, g, fine);
    }
    if (shows_all)
        check_remainder(world, self, coarse, OVERALL, fine);
}

/* Groups, departments and both; or the first two, of which neither is the finer. */
static void differences_of_questions_tell_of_nobody(void **state)
{
    (void)state;
    static const struct {
        size_t first, count, coarse, fine;
        bool nested;
    } pairs[] = {
        {0, 3, 1, 0, true },
        {0, 3, 2, 0, true },
        {1, 2, 0, 1, false},
        {1, 2, 1, 0, false}
    };
    size_t remainders[COUNT_OF(pairs)] = {0};
    for (uint64_t seed = 1; seed <= 5 * WORLDS; seed++) {
        const size_t p = seed % COUNT_OF(pairs);
        struct score_world world;
        struct released self;
        world_open(&world, seed, WORLD_ROWS, false);
        open_release(&self, &world, pairs[p].first, pairs[p].count, 3 + seed % 10);
        const exq_published *coarse = &self.release.questions[pairs[p].coarse];
        const exq_published *fine = &self.release.questions[pairs[p].fine];
        if (!world.units && coarse->scale != NULL && fine->scale != NULL) {
            check_pair(&world, &self, coarse, fine, pairs[p].nested);
            for (size_t g = 0; g < fine->marginal.group_count; g++)
                remainders[p] += fine->marginal.groups[g].withheld && coarse->scale->step_count > 1;
        }
        close_release(&self);
    }
    assert_true(remainders[0] > 50 && remainders[1] > 50 && remainders[3] > 20);
}

/* ---------------------------------------------------------------------------------------------------- single cases */

static void assert_steps(const uint32_t *steps, size_t count, const uint32_t *expected, size_t expected_count)
{
    assert_int_equal(count, expected_count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(steps[i], expected[i]);
}

/* Bins 1 to 5; from the top: 5 alone, 4 to 3 together for the sake of B, the rest with one of A too few. */
static void steps_by_hand(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    release_text(&self, &world,
                 "p,A,x,1,1,5,9\np,B,x,1,1,5,4\np,A,x,1,1,4,3\np,A,x,1,1,3,7\np,B,x,1,1,4,1\np,B,x,0,1,3,2\n"
                 "p,A,x,1,1,2,1\np,B,x,1,1,1,5\n",
                 3);
    const exq_published *question = &self.release.questions[0];
    const exq_table *table = &question->marginal;
    assert_int_equal(question->scale->bin_count, 5);
    assert_steps(question->scale->steps, question->scale->step_count, (uint32_t[]){0, 4}, 2);
    assert_steps(table->groups[0].scores->steps, table->groups[0].scores->step_count, (uint32_t[]){0, 3, 4}, 3);
    assert_steps(table->groups[1].scores->steps, table->groups[1].scores->step_count, (uint32_t[]){0, 2, 4}, 3);
    assert_steps(table->overall.scores->steps, table->overall.scores->step_count, (uint32_t[]){0, 4}, 2);
    close_release(&self);
}

/* A step where a group has nobody is none of its own. */
static void nobody_is_no_step(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    release_text(&self, &world, "p,A,x,1,1,5,9\np,B,x,1,1,4,9\np,A,x,1,1,3,9\np,B,x,1,1,2,9\n", 3);
    const exq_published *question = &self.release.questions[0];
    const exq_table *table = &question->marginal;
    assert_int_equal(question->scale->step_count, 4);
    assert_steps(table->groups[0].scores->steps, table->groups[0].scores->step_count, (uint32_t[]){0, 3}, 2);
    assert_steps(table->groups[1].scores->steps, table->groups[1].scores->step_count, (uint32_t[]){0, 2}, 2);
    close_release(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_hold_enough),
        cmocka_unit_test(differences_of_questions_tell_of_nobody),
        cmocka_unit_test(steps_by_hand),
        cmocka_unit_test(nobody_is_no_step),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
