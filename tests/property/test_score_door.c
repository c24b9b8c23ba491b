/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores through the door, against plain loops over the rows: each bin of each row has the people, the sum and the sum of
 * squares that it should, and nobody withheld is in any. Whoever looks at the people between steps, of one row or as the
 * difference of rows, never finds few.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "door.h"
#include "exactsum.h"
#include "score_world.h"

enum { WORLDS = 150, QUESTIONS = 4 };

struct released {
    exq_arena *arena;
    exq_tally *tally;
    exq_release release;
    uint64_t min_cell;
};

static const char *const dept_column[] = {"dept"}, *const group_column[] = {"g"}, *const both_columns[] = {"g", "dept"},
                         *const turned_columns[] = {"dept", "g"};
static const exq_grouping questions[QUESTIONS] = {
    {both_columns, 2}, {group_column, 1}, {dept_column, 1}, {turned_columns, 2}};

static void open_release(struct released *self, struct score_world *world, size_t first, size_t question_count,
                         uint64_t min_cell)
{
    exq_error error = {0};
    *self = (struct released){.arena = exq_arena_new(), .tally = world_read_all(world), .min_cell = min_cell};
    const exq_release_plan plan = {.by = questions + first, .by_count = question_count, .min_cell = min_cell};
    exq_status status = exq_release_tally(self->tally, &plan, self->arena, &self->release, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, EXQ_OK);
}

static void close_release(struct released *self)
{
    exq_tally_free(self->tally);
    exq_arena_free(self->arena);
}

/* ------------------------------------------------------------------------------------------------- plain loops */

static bool is_level(const char *word, const char *level)
{
    return level == NULL ? word[0] == '\0' : strcmp(word, level) == 0;
}

static bool lies_in(const struct scored_row *row, const exq_published *question, const exq_row *group)
{
    for (size_t c = 0; c < question->by_count; c++)
        if (!is_level(question->by[c][0] == 'g' ? row->group : row->dept, group->levels[c]))
            return false;
    return row->used;
}

/* Which shown group of a question a row of data is in; the group count when it is withheld or not used. */
static size_t group_of(const struct scored_row *row, const exq_published *question)
{
    const exq_table *table = &question->marginal;
    for (size_t g = 0; g < table->group_count; g++)
        if (lies_in(row, question, &table->groups[g]))
            return table->groups[g].withheld ? table->group_count : g;
    return table->group_count;
}

static exq_score_label kind_of(const struct score_world *world, const struct scored_row *row)
{
    if (!world->labelled || row->label[0] == '\0')
        return EXQ_SCORED_UNLABELLED;
    return row->label[0] == '1' ? EXQ_SCORED_POSITIVE : EXQ_SCORED_NEGATIVE;
}

enum { OVERALL = 1000, REST = 2000 };

/* Whether a row of data counts in a published row: a group, OVERALL, or REST + a group. */
static bool counts_in(const struct scored_row *row, const exq_published *question, size_t which)
{
    const size_t group = group_of(row, question), groups = question->marginal.group_count;
    if (group == groups)
        return false;
    return which == OVERALL || (which >= REST ? group != which - REST : group == which);
}

static uint64_t row_people(const exq_row_scores *scores, size_t bin)
{
    uint64_t people = 0;
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        people += scores->people[label][bin];
    return people;
}

static void assert_bits(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void check_bin(const struct score_world *world, const exq_published *question, size_t which,
                      const exq_row_scores *scores, size_t bin)
{
    const exq_score_bin *edges = &question->scale->bins[bin];
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
        uint64_t people = 0;
        exq_exactsum sum = {0}, square = {0};
        for (size_t i = 0; i < world->row_count; i++) {
            const struct scored_row *row = &world->rows[i];
            if (!counts_in(row, question, which) || kind_of(world, row) != label || row->value < edges->low ||
                row->value > edges->high)
                continue;
            people += row->people;
            for (unsigned person = 0; person < row->people; person++) {
                exq_exactsum_add(&sum, row->value);
                exq_exactsum_add_square(&square, row->value);
            }
        }
        assert_int_equal(scores->people[label][bin], people);
        assert_bits(scores->sum[label][bin], exq_exactsum_round(&sum));
        assert_bits(scores->square[label][bin], exq_exactsum_round(&square));
    }
}

static void check_row(const struct score_world *world, const exq_published *question, size_t which, const exq_row *row)
{
    if (row->withheld) {
        assert_null(row->scores);
        return;
    }
    assert_non_null(row->scores);
    uint64_t people = 0;
    for (size_t bin = 0; bin < question->scale->bin_count; bin++) {
        check_bin(world, question, which, row->scores, bin);
        people += row_people(row->scores, bin);
    }
    assert_int_equal(people, exq_row_count(row, question->class_count));
}

static void check_scale(const struct score_world *world, const exq_published *question)
{
    const exq_scale *scale = question->scale;
    for (size_t bin = 0; bin < scale->bin_count; bin++) {
        const exq_score_bin *edges = &scale->bins[bin];
        assert_true(edges->low <= edges->high);
        assert_true(bin == 0 || scale->bins[bin - 1].high < edges->low);
        assert_true(scale->cuts[bin] <= edges->low && (bin == 0 || scale->bins[bin - 1].high < scale->cuts[bin]));
        bool tied = true;
        uint64_t people = 0;
        double seen = NAN;
        for (size_t i = 0; i < world->row_count; i++) {
            const struct scored_row *row = &world->rows[i];
            if (!counts_in(row, question, OVERALL) || row->value < edges->low || row->value > edges->high)
                continue;
            tied = tied && !(seen < row->value) && !(seen > row->value);
            seen = row->value;
            people += row->people;
        }
        assert_true(people > 0);
        assert_int_equal(tied, !(edges->low < edges->high));
    }
}

static void rows_are_what_plain_loops_count(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct score_world world;
        struct released self;
        world_open(&world, seed, 200, false);
        open_release(&self, &world, 0, 1 + seed % QUESTIONS, seed % 3 == 0 ? 1 : 10);
        for (size_t q = 0; q < self.release.question_count; q++) {
            const exq_published *question = &self.release.questions[q];
            const exq_table *table = &question->marginal;
            if (question->scale == NULL) {
                assert_int_equal(table->overall.people, 0);
                continue;
            }
            check_scale(&world, question);
            check_row(&world, question, OVERALL, &table->overall);
            for (size_t g = 0; g < table->group_count; g++) {
                check_row(&world, question, g, &table->groups[g]);
                check_row(&world, question, REST + g, &table->rests[g]);
            }
        }
        close_release(&self);
    }
}

/* ------------------------------------------------------------------------------------------------------- steps */

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

/* All rows of the data in a shown group of the first question and, if `hidden`, withheld in the second; by the step of the
 * value, as any question tells it. */
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
        {0, 3, 1, 0, true }, {0, 3, 2, 0, true }, {1, 2, 0, 1, false}, {1, 2, 1, 0, false}
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

static void release_text(struct released *self, struct score_world *world, const char *rows, uint64_t min_cell)
{
    exq_error error = {0};
    exq_buffer text = EXQ_BUFFER_INIT;
    world_open(world, 3, WORLD_ROWS, false);
    exq_request *request = &world->kit.request;
    request->unit = request->threshold = NULL;
    request->decision = "d";
    request->label = "y";
    request->counts = "n";
    exq_buffer_format(&text, WORLD_HEADER "%s", rows);
    kit_text("some.csv", text.bytes);
    exq_buffer_free(&text);
    *self = (struct released){.arena = exq_arena_new(), .tally = world_read(world, "some.csv"), .min_cell = min_cell};
    const exq_release_plan plan = {.by = questions + 1, .by_count = 1, .min_cell = min_cell};
    assert_int_equal(exq_release_tally(self->tally, &plan, self->arena, &self->release, &error), EXQ_OK);
}

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
    release_text(&self, &world, "p,A,x,1,1,5,9\np,B,x,1,1,5,4\np,A,x,1,1,4,3\np,A,x,1,1,3,7\np,B,x,1,1,4,1\np,B,x,0,1,3,2\n"
                                "p,A,x,1,1,2,1\np,B,x,1,1,1,5\n", 3);
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

/* Of one person's score only the public edge below it is shown; what enough people share is shown itself. */
static void a_cut_off_is_nobodys_score(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    release_text(&self, &world, "p,A,x,1,1,0.7,2\np,A,x,1,1,0.9,3\np,A,x,1,1,0.3,1\np,A,x,1,1,0.3001,5\np,A,x,0,1,4,1\n", 3);
    const exq_scale *scale = self.release.questions[0].scale;
    assert_int_equal(scale->bin_count, 4);
    assert_true(scale->bins[0].low < 0.3 && scale->bins[0].high > 0.3001);
    assert_bits(scale->cuts[0], scale->bins[0].low);
    assert_bits(scale->bins[1].low, 0.7);
    assert_bits(scale->bins[1].high, 0.7);
    assert_bits(scale->cuts[1], 0.69921875);
    assert_bits(scale->cuts[2], 0.9);
    assert_bits(scale->cuts[3], 4);
    close_release(&self);
}

/* Bins of withheld people alone are not there. */
static void withheld_people_leave_no_bin(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    release_text(&self, &world, "p,A,x,1,1,0.7,20\np,B,x,1,1,0.7,20\np,C,x,1,1,0.1,2\np,D,x,1,1,0.2,9\n", 10);
    const exq_published *question = &self.release.questions[0];
    assert_int_equal(question->scale->bin_count, 1);
    assert_true(question->marginal.groups[2].withheld && question->marginal.groups[2].scores == NULL);
    assert_null(question->marginal.rests[2].scores);
    close_release(&self);
}

/* Decisions on switched requests are no labels of scores. */
static void other_decisions_are_no_labels(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    for (size_t pairs = 0; pairs < 2; pairs++) {
        exq_error error = {0};
        world_open(&world, 3, WORLD_ROWS, false);
        exq_request *request = &world.kit.request;
        request->unit = request->counts = request->threshold = NULL;
        request->decision = "d";
        request->label = pairs == 0 ? "y" : NULL;
        request->counterfactual = pairs == 1 ? "y" : NULL;
        kit_text("some.csv", WORLD_HEADER "p,A,x,1,1,0.5,1\np,B,x,0,1,0.5,1\n");
        self = (struct released){.arena = exq_arena_new(), .tally = world_read(&world, "some.csv"), .min_cell = 1};
        const exq_release_plan plan = {.by = questions + 1, .by_count = 1, .min_cell = 1};
        assert_int_equal(exq_release_tally(self.tally, &plan, self.arena, &self.release, &error), EXQ_OK);
        const exq_row_scores *scores = self.release.questions[0].marginal.overall.scores;
        assert_int_equal(scores->people[EXQ_SCORED_POSITIVE][0], pairs == 0 ? 2 : 0);
        assert_int_equal(scores->people[EXQ_SCORED_UNLABELLED][0], pairs == 0 ? 0 : 2);
        close_release(&self);
    }
}

static void squares_that_are_no_number(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    release_text(&self, &world, "p,A,x,1,1,1e200,20\np,B,x,1,1,0.7,20\n", 1);
    assert_null(self.release.questions[0].scale);
    assert_null(self.release.questions[0].marginal.groups[0].scores);
    close_release(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_what_plain_loops_count),
        cmocka_unit_test(steps_hold_enough),
        cmocka_unit_test(differences_of_questions_tell_of_nobody),
        cmocka_unit_test(steps_by_hand),
        cmocka_unit_test(nobody_is_no_step),
        cmocka_unit_test(a_cut_off_is_nobodys_score),
        cmocka_unit_test(withheld_people_leave_no_bin),
        cmocka_unit_test(other_decisions_are_no_labels),
        cmocka_unit_test(squares_that_are_no_number),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
