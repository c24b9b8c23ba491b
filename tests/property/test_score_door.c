/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores through the door, against plain loops over the rows: each bin of each row has the people, the sum and the sum of
 * squares that it should, and nobody withheld is in any.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "exactsum.h"
#include "score_release.h"

enum { WORLDS = 150 };

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

/* ---------------------------------------------------------------------------------------------------- single cases */

/* Of one person's score only the public edge below it is shown; what enough people share is shown itself. */
static void a_cut_off_is_nobodys_score(void **state)
{
    (void)state;
    struct score_world world;
    struct released self;
    release_text(&self, &world,
                 "p,A,x,1,1,0.7,2\np,A,x,1,1,0.9,3\np,A,x,1,1,0.3,1\np,A,x,1,1,0.3001,5\np,A,x,0,1,4,1\n", 3);
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
        cmocka_unit_test(rows_are_what_plain_loops_count), cmocka_unit_test(a_cut_off_is_nobodys_score),
        cmocka_unit_test(withheld_people_leave_no_bin),    cmocka_unit_test(other_decisions_are_no_labels),
        cmocka_unit_test(squares_that_are_no_number),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
