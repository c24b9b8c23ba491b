/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The release as its users see it: order of rows, counts by label and decision, weights rounded once, what may be said of
 * the number of rows, and what is refused.
 */
#include "door.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fake_tally.h"

static const char *const attributes[] = {"race", "sex"};
static const char *const classes[] = {"unfavourable", "favourable"};
static const char *const race[] = {"race"};
static const char *const sex_race[] = {"sex", "race"};
static const char *const both_ways[] = {"race", "sex"};

static void add(exq_tally *tally, const char *first, const char *second, uint32_t label, uint32_t decision,
                uint64_t count, double weight)
{
    const char *const levels[] = {first, second};
    uint32_t codes[2];
    fake_tally_codes(tally, levels, codes);
    fake_entry_append(tally, fake_tally_append(tally, codes), label, decision, count, weight);
}

static exq_release release_of(const exq_tally *tally, exq_grouping by, uint64_t min_cell, exq_arena *arena)
{
    exq_release release;
    exq_error error = {0};
    const exq_release_plan plan = {.by = &by, .by_count = 1, .min_cell = min_cell};
    assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), EXQ_OK);
    return release;
}

static void test_rows_and_counts(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    add(tally, "b", "m", EXQ_NO_CODE, 1, 30, 1);
    add(tally, "b", NULL, 0, 0, 20, 1);
    add(tally, "a", "m", 1, 0, 40, 1);
    add(tally, "a", "m", 1, 1, 50, 1);
    add(tally, "ab", "f", 0, 1, 60, 1);
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(tally, (exq_grouping){sex_race, 2}, 10, arena);
    fake_tally_free(tally);

    const exq_published *question = &release.questions[0];
    assert_int_equal(release.question_count, 1);
    assert_int_equal(question->by_count, 2);
    assert_string_equal(question->by[0], "sex");
    assert_string_equal(question->classes[1], "favourable");
    assert_true(question->has_labels);
    assert_false(question->has_weights);
    static const char *const levels[][2] = {
        {"f",  "ab"},
        {"m",  "a" },
        {"m",  "b" },
        {NULL, "b" }
    };
    static const uint64_t counts[][6] = {
        {0,  60, 0,  0,  0, 0 },
        {0,  0,  40, 50, 0, 0 },
        {0,  0,  0,  0,  0, 30},
        {20, 0,  0,  0,  0, 0 }
    };
    static const uint64_t all[] = {20, 60, 40, 50, 0, 30};
    const exq_table *table = &question->marginal;
    assert_int_equal(table->group_count, 4);
    assert_null(table->strata_levels);
    for (size_t i = 0; i < 4; i++) {
        const exq_row *group = &table->groups[i];
        assert_string_equal(group->levels[1], levels[i][1]);
        if (levels[i][0] == NULL)
            assert_null(group->levels[0]);
        else
            assert_string_equal(group->levels[0], levels[i][0]);
        assert_memory_equal(group->counts, counts[i], sizeof counts[i]);
        assert_null(group->weights);
        assert_null(table->rests[i].levels);
        assert_int_equal(table->rests[i].people, 200 - group->people);
    }
    assert_memory_equal(table->overall.counts, all, sizeof all);
    assert_null(table->overall.levels);
    exq_arena_free(arena);
}

static void test_weights_are_rounded_once(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, true);
    add(tally, "a", "m", 0, 1, 10, 1e16);
    add(tally, "a", "f", 0, 1, 10, 1.0);
    add(tally, "a", "m", 0, 1, 10, 1.0);
    add(tally, "b", "m", 0, 1, 10, -1e16);
    add(tally, "b", "m", 1, 1, 10, 0.5);
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(tally, (exq_grouping){race, 1}, 10, arena);
    fake_tally_free(tally);

    const exq_table *table = &release.questions[0].marginal;
    assert_true(release.questions[0].has_weights);
    assert_true(table->groups[0].weights[1] == 1e16 + 2.0);
    assert_true(table->groups[1].weights[1] == -1e16);
    assert_true(table->groups[1].weights[3] == 0.5);
    assert_true(table->groups[1].squares[3] == 0.25);
    assert_true(table->overall.weights[1] == 2.0);
    assert_true(table->rests[0].weights[1] == -1e16);
    assert_true(table->rests[0].weights[3] == 0.5);
    assert_true(table->rests[1].weights[1] == 1e16 + 2.0);
    assert_true(table->rests[1].weights[3] == 0.0);
    exq_arena_free(arena);
}

static void test_a_withheld_row_holds_nothing(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, true);
    add(tally, "a", "m", 0, 1, 9, 1);
    add(tally, "b", "m", 0, 1, 20, 1);
    add(tally, "c", "m", 1, 1, 30, 1);
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(tally, (exq_grouping){race, 1}, 10, arena);
    fake_tally_free(tally);

    const exq_table *table = &release.questions[0].marginal;
    static const exq_why reasons[] = {EXQ_WHY_BELOW_MIN_CELL, EXQ_WHY_COMPLEMENTARY};
    for (size_t i = 0; i < 2; i++) {
        const exq_row *const rows[] = {&table->groups[i], &table->rests[i]};
        for (size_t j = 0; j < 2; j++) {
            assert_true(rows[j]->withheld);
            assert_int_equal(rows[j]->why, reasons[i]);
            assert_int_equal(rows[j]->people, 0);
            assert_null(rows[j]->counts);
            assert_null(rows[j]->weights);
            assert_null(rows[j]->squares);
        }
    }
    assert_string_equal(table->groups[0].levels[0], "a");
    static const uint64_t nobody[6] = {0};
    assert_int_equal(table->rests[2].people, 0);
    assert_memory_equal(table->rests[2].counts, nobody, sizeof nobody);
    assert_int_equal(release.withheld_groups, 2);
    exq_arena_free(arena);
}

static void test_number_of_rows(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    add(tally, "a", "m", 0, 1, 9, 1);
    add(tally, "b", "m", 0, 1, 20, 1);
    add(tally, "c", "f", 1, 1, 30, 1);
    tally->facts.rows_excluded[EXQ_EXCLUDED_DECISION_MISSING] = 3;
    tally->facts.rows_excluded[EXQ_EXCLUDED_DECISION_UNREADABLE] = 4;
    tally->facts.rows_read += 7;
    exq_arena *arena = exq_arena_new();

    exq_release release = release_of(tally, (exq_grouping){race, 1}, 1, arena);
    assert_false(release.anything_withheld);
    assert_int_equal(release.rows_used, 59);
    assert_int_equal(release.rows_read, 66);

    release = release_of(tally, (exq_grouping){race, 1}, 10, arena);
    assert_true(release.anything_withheld);
    assert_int_equal(release.rows_used, 30);
    assert_int_equal(release.rows_read, 37);

    const exq_grouping by[] = {
        {race,          1},
        {both_ways + 1, 1}
    };
    const exq_release_plan plan = {.by = by, .by_count = 2, .min_cell = 10};
    exq_error error = {0};
    assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), EXQ_OK);
    assert_int_equal(release.rows_used, 59);
    assert_int_equal(release.rows_read, 66);
    exq_arena_free(arena);
    fake_tally_free(tally);
}

static void test_strata_are_sorted_and_hold_their_own_groups(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    add(tally, "b", NULL, 0, 0, 20, 1);
    add(tally, "b", "m", 0, 1, 30, 1);
    add(tally, "a", "m", 1, 0, 40, 1);
    add(tally, "a", "f", 0, 1, 60, 1);
    exq_arena *arena = exq_arena_new();
    exq_release release;
    exq_error error = {0};
    const exq_grouping by = {race, 1};
    const exq_release_plan plan = {
        .by = &by, .by_count = 1, .given = both_ways + 1, .given_count = 1, .min_cell = 10};
    assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), EXQ_OK);
    fake_tally_free(tally);

    const exq_published *question = &release.questions[0];
    assert_string_equal(question->given[0], "sex");
    assert_int_equal(question->stratum_count, 3);
    static const size_t group_counts[] = {1, 2, 1};
    static const uint64_t people[] = {60, 70, 20};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(question->strata[i].group_count, group_counts[i]);
        assert_int_equal(question->strata[i].overall.people, people[i]);
    }
    assert_string_equal(question->strata[0].strata_levels[0], "f");
    assert_null(question->strata[2].strata_levels[0]);
    assert_string_equal(question->strata[1].groups[1].levels[0], "b");
    assert_int_equal(question->strata[1].rests[1].people, 40);
    exq_arena_free(arena);
}

static void check_refusal(const exq_tally *tally, exq_grouping by, const char *const *given, size_t given_count,
                          exq_status status, const char *words)
{
    exq_arena *arena = exq_arena_new();
    exq_release release;
    exq_error error = {0};
    const exq_release_plan plan = {
        .by = &by, .by_count = 1, .given = given, .given_count = given_count, .min_cell = 10};
    assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), status);
    if (strstr(error.message, words) == NULL)
        print_error("%s\n", error.message);
    assert_non_null(strstr(error.message, words));
    assert_int_equal(release.question_count, 0);
    exq_arena_free(arena);
}

static void test_refusals(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    for (int i = 0; i < 1002; i++) {
        char first[16];
        char second[16];
        snprintf(first, sizeof first, "%d", i);
        snprintf(second, sizeof second, "%d", i / 2);
        add(tally, first, second, 0, 0, 20, 1);
    }
    static const char *const unknown[] = {"height"};
    check_refusal(tally, (exq_grouping){unknown, 1}, NULL, 0, EXQ_USAGE,
                  "column height is not in the tally, which holds race, sex.");
    check_refusal(tally, (exq_grouping){race, 1}, NULL, 0, EXQ_USAGE,
                  "column race has more than 1,000 groups: is it an identifier?");
    check_refusal(tally, (exq_grouping){sex_race, 2}, NULL, 0, EXQ_USAGE,
                  "columns sex,race have more than 1,000 groups together.");
    check_refusal(tally, (exq_grouping){both_ways + 1, 1}, race, 1, EXQ_USAGE,
                  "column race has more than 1,000 groups: is it an identifier?");
    add(tally, "1", "1", 0, 1, UINT64_C(1) << 53, 1);
    check_refusal(tally, (exq_grouping){both_ways + 1, 1}, NULL, 0, EXQ_INCONSISTENT, "9,007,199,254,740,992 people");
    fake_tally_free(tally);
}

static void test_the_largest_counts_are_exact(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    add(tally, "a", "m", 0, 0, (UINT64_C(1) << 53) - 2, 1);
    add(tally, "a", "f", 0, 0, 1, 1);
    add(tally, "b", "f", 0, 0, 1, 1);
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(tally, (exq_grouping){race, 1}, 1, arena);
    fake_tally_free(tally);
    const exq_table *table = &release.questions[0].marginal;
    assert_true(table->groups[0].people == (UINT64_C(1) << 53) - 1);
    assert_true(table->overall.counts[0] == UINT64_C(1) << 53);
    exq_arena_free(arena);
}

static void test_everyone_as_one_group(void **state)
{
    (void)state;
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    add(tally, "a", "m", 0, 0, 20, 1);
    add(tally, "b", "m", 0, 1, 30, 1);
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(tally, (exq_grouping){NULL, 0}, 10, arena);
    fake_tally_free(tally);
    const exq_table *table = &release.questions[0].marginal;
    assert_int_equal(table->group_count, 1);
    assert_int_equal(table->groups[0].people, 50);
    exq_arena_free(arena);
}

/* A thousand groups over a hundred thousand cells: a dense roll-up matrix would take 800 MB. */
static void test_many_cells(void **state)
{
    (void)state;
    enum { GROUPS = 1000, SHARES = 100 };
    exq_tally *tally = fake_tally_new(attributes, 2, classes, 2, false);
    for (uint32_t i = 0; i < GROUPS * SHARES; i++) {
        char first[16];
        char second[16];
        snprintf(first, sizeof first, "%04u", i % GROUPS);
        snprintf(second, sizeof second, "%u", i / GROUPS);
        add(tally, first, second, i % 3 == 2 ? EXQ_NO_CODE : i % 3, i % 2, 1 + i % 7, 1);
    }
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(tally, (exq_grouping){race, 1}, 1, arena);
    fake_tally_free(tally);
    const exq_table *table = &release.questions[0].marginal;
    assert_int_equal(table->group_count, GROUPS);
    for (uint32_t group = 0; group < GROUPS; group++) {
        uint64_t expected[6] = {0};
        for (uint32_t i = group; i < GROUPS * SHARES; i += GROUPS)
            expected[i % 3 * 2 + i % 2] += 1 + i % 7;
        assert_memory_equal(table->groups[group].counts, expected, sizeof expected);
    }
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_and_counts),
        cmocka_unit_test(test_weights_are_rounded_once),
        cmocka_unit_test(test_a_withheld_row_holds_nothing),
        cmocka_unit_test(test_number_of_rows),
        cmocka_unit_test(test_strata_are_sorted_and_hold_their_own_groups),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_the_largest_counts_are_exact),
        cmocka_unit_test(test_everyone_as_one_group),
        cmocka_unit_test(test_many_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
