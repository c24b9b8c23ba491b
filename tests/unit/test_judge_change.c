/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks that compare with another version: who may not be worse served than before, and what no narrowing of a gap may
 * hide. Selection rates, so that each number can be followed by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "changes.h"
#include "judge.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct counted {
    const char *group;
    int k, n;
} counted;

enum { MOST_GROUPS = 4 };

typedef struct asked {
    exq_check check;
    exq_selected_is selected_is;
    uint64_t min_cell;
    const exq_baseline *baseline;
} asked;

static void write_counts(char *path, const counted *groups)
{
    const int descriptor = mkstemp(path);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    assert_non_null(file);
    fputs("team,chosen,people\n", file);
    for (size_t i = 0; i < MOST_GROUPS && groups[i].group != NULL; i++)
        fprintf(file, "%s,yes,%d\n%s,no,%d\n", groups[i].group, groups[i].k, groups[i].group,
                groups[i].n - groups[i].k);
    fclose(file);
}

/* `result` NULL where it is refused: the message is in `error`. */
static exq_status audit(const counted *groups, const asked *how, exq_result **result, exq_error *error)
{
    static const char *const columns[] = {"team"}, *const favourable[] = {"yes"};
    const exq_grouping by = {columns, 1};
    char path[] = "/tmp/judge_changeXXXXXX";
    const char *input = path;
    write_counts(path, groups);
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.decision = "chosen";
    request.favourable = favourable;
    request.favourable_count = 1;
    request.counts = "people";
    request.by = &by;
    request.by_count = 1;
    request.replicates = 0;
    request.selected_is = how->selected_is;
    request.min_cell = how->min_cell > 0 ? how->min_cell : 10;
    request.checks = &how->check;
    request.check_count = how->check.metric != NULL;
    request.baselines = how->baseline;
    request.baseline_count = how->baseline != NULL;
    const exq_status status = exq_audit(&request, result, error);
    unlink(path);
    return status;
}

static exq_result *describe(const counted *groups, exq_selected_is selected_is)
{
    exq_result *result = NULL;
    exq_error error = {0};
    if (audit(groups, &(asked){.selected_is = selected_is}, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

static exq_check no_worse(const char *metric, const char *limit)
{
    return (exq_check){.id = "no-loss", .metric = metric, .op = EXQ_AT_MOST, .limit = limit, .baseline = "base.json"};
}

/* `how->baseline` is filled in. */
static exq_result *gate(const counted *before, const counted *after, asked how)
{
    exq_result *base = describe(before, how.selected_is), *result = NULL;
    const exq_baseline baseline = {"base.json", base};
    exq_error error = {0};
    how.baseline = &baseline;
    if (audit(after, &how, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    exq_result_free(base);
    return result;
}

static const exq_doc_check *check_of(const exq_result *result)
{
    assert_int_equal(exq_result_document(result)->check_count, 1);
    return &exq_result_document(result)->checks[0];
}

typedef struct changing {
    const char *name;
    counted before[MOST_GROUPS], after[MOST_GROUPS];
    const char *metric, *limit;
    exq_selected_is selected_is;
    const char *verdict, *why;
    bool levelled_down;
    size_t rows;
} changing;

static const changing cases[] = {
    {"nothing changed, within what chance allows",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     "selection_rate",                "0.10",
     EXQ_SELECTED_GOOD,     "met",
     NULL,             false,
     3},
    {"nothing changed, yet so few people",
     {{"a", 50, 100}, {"b", 40, 100}},
     {{"a", 50, 100}, {"b", 40, 100}},
     "selection_rate",                "0.10",
     EXQ_SELECTED_GOOD,     "not_settled",
     NULL,             false,
     3},
    {"one group lost",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 5000, 10000}, {"b", 3000, 10000}},
     "selection_rate",                "0.05",
     EXQ_SELECTED_GOOD,     "missed",
     NULL,             false,
     3},
    {"being selected is bad, and fewer are",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 4500, 10000}, {"b", 3500, 10000}},
     "selection_rate",                "0.05",
     EXQ_SELECTED_BAD,      "met",
     NULL,             false,
     3},
    {"both gained, and the gap grew",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 7000, 10000}, {"b", 4500, 10000}},
     "selection_rate",                "0.05",
     EXQ_SELECTED_GOOD,     "missed",
     NULL,             false,
     3},
    {"the gap narrows as those ahead lose less than the limit",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 4500, 10000}, {"b", 4000, 10000}},
     "selection_rate",                "0.10",
     EXQ_SELECTED_GOOD,     "missed",
     NULL,             true,
     3},
    {"the same, of the comparison",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 4500, 10000}, {"b", 4000, 10000}},
     "selection_rate_max_difference", "0.10",
     EXQ_SELECTED_GOOD,     "missed",
     NULL,             true,
     3},
    {"the gap narrows as those behind gain",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 5000, 10000}, {"b", 4500, 10000}},
     "selection_rate",                "0.10",
     EXQ_SELECTED_GOOD,     "met",
     NULL,             false,
     3},
    {"nobody said what is better",
     {{"a", 500, 1000}, {"b", 400, 1000}},
     {{"a", 500, 1000}, {"b", 400, 1000}},
     "selection_rate",                "0.10",
     EXQ_SELECTED_NOT_SAID, "not_computed",
     "no_better_side", false,
     2},
    {"a new group has no before",
     {{"a", 5000, 10000}, {"b", 4000, 10000}},
     {{"a", 5000, 10000}, {"b", 4000, 10000}, {"c", 4000, 10000}},
     "selection_rate",                "0.10",
     EXQ_SELECTED_GOOD,     "met",
     NULL,             false,
     3},
};

static void each_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const changing *c = &cases[i];
        exq_result *result =
            gate(c->before, c->after, (asked){.check = no_worse(c->metric, c->limit), .selected_is = c->selected_is});
        const exq_doc_check *check = check_of(result);
        print_message("%s\n", c->name);
        assert_string_equal(check->verdict, c->verdict);
        assert_true((check->why == NULL) == (c->why == NULL) && (c->why == NULL || strcmp(check->why, c->why) == 0));
        assert_int_equal(check->compared_with.levelled_down, c->levelled_down);
        assert_int_equal(check->row_count, c->rows);
        assert_true(check->has_compared_with);
        assert_string_equal(check->compared_with.before, "base.json");
        assert_string_equal(check->compared_with.people_are, "different");
        exq_result_free(result);
    }
}

/* What is judged is how much worse; beside it stands what the reader knows: before, after, and from where it would do. */
static void the_numbers_of_a_row(void **state)
{
    (void)state;
    exq_result *result = gate(
        (counted[MOST_GROUPS]){
            {"a", 5000, 10000},
            {"b", 4000, 10000}
    },
        (counted[MOST_GROUPS]){{"a", 5000, 10000}, {"b", 3000, 10000}},
        (asked){.check = no_worse("selection_rate", "0.05"), .selected_is = EXQ_SELECTED_GOOD});
    const exq_doc_check *check = check_of(result);
    const exq_doc_check_row *b = &check->rows[1];
    assert_string_equal(b->group.items[0].level, "b");
    kit_near(b->value, 0.1, 1e-12);
    assert_true(b->lo < 0.1 && b->hi > 0.1 && b->lo > 0.05);
    kit_near(b->margin, -0.05, 1e-12);
    kit_near(b->version.before, 0.4, 1e-12);
    kit_near(b->version.after, 0.3, 1e-12);
    kit_near(b->version.change, -0.1, 1e-12);
    kit_near(b->version.to_meet, 0.35, 1e-12);
    assert_string_equal(b->version.better, "more");
    const exq_doc_check_row *gap = &check->rows[2];
    assert_string_equal(gap->version.gap, "widened");
    assert_string_equal(gap->version.gained, "neither");
    kit_near(gap->value, 0.1, 1e-12);
    assert_string_equal(check->limit.op, "<=");
    assert_string_equal(check->compared_with.no_worse_by, "0.05");
    exq_result_free(result);
}

/* A group that is not shown in both is never a silent pass. */
static void what_one_version_alone_shows_is_no_pass(void **state)
{
    (void)state;
    exq_result *result = gate(
        (counted[MOST_GROUPS]){
            {"a", 5000, 10000},
            {"b", 4000, 10000}
    },
        (counted[MOST_GROUPS]){{"a", 5000, 10000}, {"b", 4000, 10000}, {"c", 4000, 10000}},
        (asked){.check = no_worse("selection_rate", "0.10"), .selected_is = EXQ_SELECTED_GOOD});
    const exq_doc_check *check = check_of(result);
    assert_int_equal(check->compared.groups, 3);
    assert_int_equal(check->compared.shown, 2);
    assert_string_equal(exq_result_document(result)->outcome, "inconclusive");
    exq_result_free(result);
}

static void refuses(const counted *before, asked how, exq_status status, const char *what)
{
    exq_result *base = describe(before, how.selected_is), *result = NULL;
    const exq_baseline baseline = {"base.json", base};
    exq_error error = {0};
    how.baseline = &baseline;
    assert_int_equal(audit(before, &how, &result, &error), status);
    assert_null(result);
    if (strstr(error.message, what) == NULL)
        fail_msg("%s is not in: %s", what, error.message);
    exq_result_free(base);
}

static void what_cannot_be_compared_is_refused(void **state)
{
    (void)state;
    static const counted groups[MOST_GROUPS] = {
        {"a", 5000, 10000},
        {"b", 4000, 10000}
    };
    exq_check other = no_worse("selection_rate", "0.1"), against = other;
    other.baseline = "other.json";
    against.baseline = NULL;
    against.against = true;
    refuses(groups, (asked){.check = no_worse("selection_rate", "0.1"), .min_cell = 20}, EXQ_INCONSISTENT,
            "min_cell (10 before, 20 now)");
    refuses(groups, (asked){.check = other}, EXQ_USAGE, "the baseline other.json, which is not at hand");
    refuses(groups, (asked){.check = against}, EXQ_USAGE, "--against FILE");
}

/* The same people under two versions: whatever road the rows came by, they are judged alike. */
static void paired_rows_are_judged_alike(void **state)
{
    (void)state;
    exq_result *before = describe(
        (counted[MOST_GROUPS]){
            {"a", 5000, 10000},
            {"b", 4000, 10000}
    },
        EXQ_SELECTED_GOOD);
    exq_result *after = describe(
        (counted[MOST_GROUPS]){
            {"a", 4000, 10000},
            {"b", 3900, 10000}
    },
        EXQ_SELECTED_GOOD);
    exq_arena *arena = exq_arena_new();
    exq_document document = *exq_result_document(after);
    exq_error error = {0};
    assert_true(exq_changes_between(exq_result_document(before), "old", &document, "new", arena, &document.versions));
    document.has_versions = true;
    document.versions.people_are = "same";
    exq_check check = no_worse("selection_rate", "0.01");
    check.baseline = NULL;
    check.against = true;
    exq_request request = EXQ_REQUEST_INIT;
    request.checks = &check;
    request.check_count = 1;
    const exq_planned_check *planned = NULL;
    assert_int_equal(exq_checks_plan(&request, arena, &planned, &error), EXQ_OK);
    assert_true(exq_judge(&request, planned, &document, arena));
    assert_int_equal(document.check_count, 1);
    assert_string_equal(document.checks[0].verdict, "missed");
    assert_string_equal(document.checks[0].compared_with.people_are, "same");
    assert_string_equal(document.checks[0].compared_with.before, "old");
    assert_true(document.checks[0].compared_with.levelled_down);
    exq_arena_free(arena);
    exq_result_free(before);
    exq_result_free(after);
}

static exq_doc_change own(const char *group, double before, double after)
{
    static exq_doc_level levels[2];
    exq_doc_level *level = &levels[group[0] == 'b'];
    *level = (exq_doc_level){"team", group};
    const double change = after - before;
    return (exq_doc_change){
        .metric = "selection_rate",
        .group = {level, 1},
        .before = before,
        .after = after,
        .change = change,
        .lo = change - 0.01,
        .hi = change + 0.01,
        .direction = change > 0.01    ? "rose"
                     : change < -0.01 ? "fell"
                                      : "not_shown"
    };
}

/* A comparison of all groups at once is told without a range: then the differences behind it decide. */
static void a_comparison_without_rows_is_judged_by_its_differences(void **state)
{
    (void)state;
    exq_result *result = describe(
        (counted[MOST_GROUPS]){
            {"a", 4000, 10000},
            {"b", 3900, 10000}
    },
        EXQ_SELECTED_GOOD);
    exq_arena *arena = exq_arena_new();
    exq_document document = *exq_result_document(result);
    exq_error error = {0};
    const exq_doc_change a = own("a", 0.5, 0.4), b = own("b", 0.4, 0.39);
    exq_doc_change gap = {.metric = "selection_rate_difference",
                          .group = b.group,
                          .reference = a.group,
                          .reference_is = "group",
                          .before = -0.1,
                          .after = -0.01,
                          .change = 0.09,
                          .lo = 0.08,
                          .hi = 0.1,
                          .direction = "rose",
                          .gap = "narrowed",
                          .gained = "neither"};
    const exq_doc_change changes[] = {a, b, gap};
    document.has_versions = true;
    document.versions = (exq_doc_versions){
        .people_are = "same", .before = "old", .after = "new", .changes = changes, .change_count = COUNT(changes)};
    exq_check check = no_worse("selection_rate_max_difference", "0.2");
    check.baseline = NULL;
    check.against = true;
    exq_request request = EXQ_REQUEST_INIT;
    request.checks = &check;
    request.check_count = 1;
    const exq_planned_check *planned = NULL;
    assert_int_equal(exq_checks_plan(&request, arena, &planned, &error), EXQ_OK);
    assert_true(exq_judge(&request, planned, &document, arena));
    const exq_doc_check *judged = &document.checks[0];
    assert_int_equal(judged->row_count, 3);
    assert_string_equal(judged->rows[0].verdict, "met");
    assert_string_equal(judged->rows[1].verdict, "met");
    assert_string_equal(judged->rows[2].verdict, "missed");
    kit_near(judged->rows[2].value, -0.09, 1e-12);
    kit_near(judged->rows[2].lo, -0.1, 1e-12); /* where the two meet */
    assert_true(judged->compared_with.levelled_down);
    exq_arena_free(arena);
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case),
        cmocka_unit_test(the_numbers_of_a_row),
        cmocka_unit_test(what_one_version_alone_shows_is_no_pass),
        cmocka_unit_test(what_cannot_be_compared_is_refused),
        cmocka_unit_test(paired_rows_are_judged_alike),
        cmocka_unit_test(a_comparison_without_rows_is_judged_by_its_differences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
