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

/* Whether a bin is of those selected, where the score decides; else all are on one side. */
static bool is_selected(const struct score_world *world, const exq_scale *scale, size_t bin)
{
    return world->decided || scale->bins[bin].low >= 0.5;
}

/* Fewer than the minimum cell, and not all there are on this side of the threshold, which is told by the decisions. */
static bool tells_of_few(const struct score_world *world, const exq_row_scores *scores, const exq_scale *scale,
                         size_t first, size_t end, uint64_t min_cell)
{
    const uint64_t people = people_between(scores, first, end);
    uint64_t side = 0;
    for (size_t bin = 0; bin < scale->bin_count; bin++)
        side += is_selected(world, scale, bin) == is_selected(world, scale, first) ? row_people(scores, bin) : 0;
    return people > 0 && people < min_cell && people != side;
}

static void check_own_steps(const struct score_world *world, const exq_row_scores *scores, const exq_scale *scale,
                            uint64_t min_cell)
{
    check_ascending(scores->steps, scores->step_count, scale->bin_count);
    for (size_t s = 0; s < scores->step_count; s++) {
        const size_t end = s + 1 < scores->step_count ? scores->steps[s + 1] : scale->bin_count;
        assert_true(people_between(scores, scores->steps[s], end) > 0);
        assert_false(tells_of_few(world, scores, scale, scores->steps[s], end, min_cell));
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

static bool is_told(const exq_row *row)
{
    return !row->withheld && row->scores->step_count > 0;
}

static bool few(uint64_t people, uint64_t min_cell)
{
    return people > 0 && people < min_cell;
}

static void check_sum(const struct score_world *world, const exq_row *row, const exq_scale *scale, uint64_t min_cell,
                      bool all_told)
{
    if (row->people == 0 || row->withheld)
        return;
    assert_int_equal(row->scores->step_count > 0, all_told);
    if (!all_told)
        return;
    check_own_steps(world, row->scores, scale, min_cell);
    check_common(row->scores, scale);
}

/* Where means by label are told, each label has nobody or enough; never where there is no curve. */
static size_t check_labels(const exq_row *row, const exq_scale *scale, uint64_t min_cell)
{
    if (row->withheld || row->people == 0 || !row->scores->by_label)
        return 0;
    assert_true(row->scores->step_count > 0);
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
        uint64_t people = 0;
        for (size_t bin = 0; bin < scale->bin_count; bin++)
            people += row->scores->people[label][bin];
        assert_false(few(people, min_cell));
    }
    return 1;
}

/* In every step of the scale each group with a curve has nobody or enough; so have the steps of rows. */
static void check_question(const struct score_world *world, const exq_published *question, uint64_t min_cell,
                           bool alone)
{
    const exq_scale *scale = question->scale;
    const exq_table *table = &question->marginal;
    bool all_told = true;
    check_ascending(scale->steps, scale->step_count, scale->bin_count);
    for (size_t g = 0; g < table->group_count; g++)
        all_told = all_told && (table->groups[g].withheld || is_told(&table->groups[g]));
    check_sum(world, &table->overall, scale, min_cell, all_told);
    for (size_t g = 0; g < table->group_count; g++) {
        const exq_row_scores *scores = table->groups[g].scores;
        check_sum(world, &table->rests[g], scale, min_cell, all_told);
        if (!is_told(&table->groups[g]))
            continue;
        check_own_steps(world, scores, scale, min_cell);
        assert_true(table->groups[g].people >= min_cell * 5);
        if (!alone)
            check_common(scores, scale);
        for (size_t s = 0; s < scale->step_count; s++) {
            const size_t end = s + 1 < scale->step_count ? scale->steps[s + 1] : scale->bin_count;
            assert_false(tells_of_few(world, scores, scale, scale->steps[s], end, min_cell));
        }
    }
}

/* Where the score decides, a step begins with the first who are selected, and is told by the threshold itself. */
static void check_threshold(const struct score_world *world, const exq_scale *scale)
{
    size_t first = 0, at = 0;
    while (first < scale->bin_count && scale->bins[first].low < 0.5)
        first++;
    if (world->decided || first == 0 || first == scale->bin_count)
        return;
    while (at < scale->step_count && scale->steps[at] != first)
        at++;
    assert_true(at < scale->step_count);
    assert_true(scale->cuts[first] <= 0.5 && scale->cuts[first] >= 0.5);
}

static void steps_hold_enough(void **state)
{
    (void)state;
    size_t curves = 0, finer = 0, by_label = 0;
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
            check_question(&world, question, self.min_cell, alone);
            check_threshold(&world, question->scale);
            by_label += check_labels(&question->marginal.overall, question->scale, self.min_cell);
            for (size_t g = 0; g < question->marginal.group_count; g++) {
                by_label += check_labels(&question->marginal.groups[g], question->scale, self.min_cell);
                (void)check_labels(&question->marginal.rests[g], question->scale, self.min_cell);
            }
            curves += question->scale->step_count > 1;
            for (size_t g = 0; alone && g < question->marginal.group_count; g++)
                finer += is_told(&question->marginal.groups[g]) &&
                         question->marginal.groups[g].scores->step_count > question->scale->step_count;
        }
        close_release(&self);
    }
    assert_true(curves > 100); /* steps are some: one step for all would hold enough as well */
    assert_true(finer > 20);
    assert_true(by_label > 50);
}

/* Where a step of the scale begins; behind the last, nowhere. */
static double edge_of(const exq_scale *scale, size_t step)
{
    return step < scale->step_count ? scale->cuts[scale->steps[step]] : INFINITY;
}

/* Is the row of data in a group of which no curve is told? */
static bool is_untold(const struct scored_row *row, const exq_published *question)
{
    const size_t group = group_of(row, question);
    return row->used && (group == question->marginal.group_count || !is_told(&question->marginal.groups[group]));
}

/* What the second question tells no curve of, of a group of the first or of everybody shown by it, in one of the steps;
 * or, step SIZE_MAX, on the side of the threshold that `selected` says. */
static uint64_t count_untold(const struct score_world *world, const exq_published *coarse, size_t which,
                             const exq_published *fine, size_t step, bool selected)
{
    uint64_t people = 0;
    for (size_t i = 0; i < world->row_count; i++) {
        const struct scored_row *row = &world->rows[i];
        const bool inside = step == SIZE_MAX ? (world->decided || row->value >= 0.5) == selected
                                             : row->value >= edge_of(coarse->scale, step) &&
                                                   row->value < edge_of(coarse->scale, step + 1);
        if (inside && is_untold(row, fine) && counts_in(row, coarse, which))
            people += row->people;
    }
    return people;
}

/* Of these people, those whose label is known to be so. */
static uint64_t count_untold_label(const struct score_world *world, const exq_published *coarse, size_t which,
                                   const exq_published *fine, exq_score_label label)
{
    uint64_t people = 0;
    for (size_t i = 0; i < world->row_count; i++) {
        const struct scored_row *row = &world->rows[i];
        if (kind_of(world, row) == label && is_untold(row, fine) && counts_in(row, coarse, which))
            people += row->people;
    }
    return people;
}

static void check_remainder(const struct score_world *world, const struct released *self, const exq_published *coarse,
                            size_t which, const exq_published *fine)
{
    const exq_table *table = &coarse->marginal;
    const exq_row *row = which == OVERALL ? &table->overall : &table->groups[which];
    for (exq_score_label label = 0; row->scores->by_label && label < EXQ_SCORED_LABELS; label++)
        assert_false(few(count_untold_label(world, coarse, which, fine, label), self->min_cell));
    for (size_t s = 0; s < coarse->scale->step_count; s++) {
        const uint64_t people = count_untold(world, coarse, which, fine, s, false);
        const bool selected = world->decided || edge_of(coarse->scale, s) >= 0.5;
        assert_true(!few(people, self->min_cell) ||
                    people == count_untold(world, coarse, which, fine, SIZE_MAX, selected));
    }
}

/* Everybody, by a question that tells a curve of all groups, and (`nested`) each of its groups. */
static void check_pair(const struct score_world *world, const struct released *self, const exq_published *coarse,
                       const exq_published *fine, bool nested)
{
    const exq_table *table = &coarse->marginal;
    bool tells_all = true;
    for (size_t g = 0; g < table->group_count; g++) {
        tells_all = tells_all && is_told(&table->groups[g]);
        if (nested && is_told(&table->groups[g]))
            check_remainder(world, self, coarse, g, fine);
    }
    if (tells_all)
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
                remainders[p] += !is_told(&fine->marginal.groups[g]) && coarse->scale->step_count > 1;
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
                 "p,A,x,1,1,5,9\np,B,x,1,1,5,9\np,A,x,1,1,4,3\np,A,x,1,1,3,7\np,B,x,1,1,4,1\np,B,x,0,1,3,2\n"
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
