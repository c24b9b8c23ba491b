/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fail-closed: what is no number, undefined, withheld, alone or absent is never met, however kind the limit.
 */
#include "verdict_kit.h"
#include "result.h"

/* No limit, however kind, is met by it, and nothing passes: by range and by point, from above and from below. */
static void never_passes(const world *of, const char *verdict, const char *why)
{
    static const exq_limit_op ops[] = {EXQ_AT_LEAST, EXQ_AT_MOST};
    static const char *const kindest[] = {"0", "1000000"};
    for (size_t i = 0; i < 4; i++) {
        exq_arena *arena = exq_arena_new();
        exq_document document;
        const exq_doc_check found = single(of, ops[i % 2], kindest[i % 2],
                                           i < 2 ? EXQ_DECIDE_ON_INTERVAL : EXQ_DECIDE_ON_POINT, arena, &document);
        assert_string_equal(found.verdict, verdict);
        assert_string_not_equal(document.outcome, "pass");
        if (why != NULL)
            assert_string_equal(found.why, why);
        assert_int_equal(exq_check_exit_code(&found), strcmp(verdict, "not_computed") == 0 ? 4 : 0);
        exq_arena_free(arena);
    }
}

static void nan_never_passes(void **state)
{
    (void)state;
    never_passes(&(world){RATIO, .value = NONE, .lo = 0, .hi = 9}, "not_computed", NULL);
}

static void undefined_never_passes(void **state)
{
    (void)state;
    never_passes(&(world){RATIO, .value = NONE, .lo = NONE, .hi = NONE, .why = "reference_rate_zero"}, "not_computed",
                 "reference_rate_zero");
}

static void a_withheld_group_never_passes(void **state)
{
    (void)state;
    never_passes(&(world){RATIO, .value = 1, .lo = .9, .hi = 1.1, .withheld = true}, "met", NULL);
}

static void one_group_never_passes(void **state)
{
    (void)state;
    never_passes(&(world){RATIO, .value = 1, .lo = .9, .hi = 1.1, .groups = 1}, "not_computed", "one_group");
}

static void two_groups_of_which_one_is_withheld_never_pass(void **state)
{
    (void)state;
    never_passes(&(world){RATIO, .value = 1, .lo = .9, .hi = 1.1, .groups = 1, .withheld = true}, "not_computed",
                 "one_group");
}

/* A metric that this document does not hold. */
static void an_absent_metric_never_passes(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    exq_document document;
    const world of = {RATIO, .value = 1, .lo = .9, .hi = 1.1};
    const exq_check check = check_of("false_positive_rate_ratio", EXQ_AT_LEAST, "0", EXQ_DECIDE_ON_INTERVAL);
    const asked asks = ask(&check, 1);
    const exq_doc_check found = judged(&of, &asks, arena, &document);
    assert_string_equal(found.verdict, "not_computed");
    assert_string_equal(found.why, "no_labels");
    assert_string_equal(document.outcome, "inconclusive");
    exq_arena_free(asks.arena);
    exq_arena_free(arena);
}

static void nothing_at_all_never_passes(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    exq_document document = {0};
    const exq_check check = check_of("selection_rate_ratio", EXQ_AT_LEAST, "0", EXQ_DECIDE_ON_INTERVAL);
    const asked asks = ask(&check, 1);
    assert_true(exq_judge(&asks.request, asks.planned, &document, arena));
    assert_int_equal(document.check_count, 1);
    assert_string_equal(document.checks[0].verdict, "not_computed");
    assert_string_equal(document.outcome, "inconclusive");
    exq_arena_free(asks.arena);
    exq_arena_free(arena);
}

static void no_range_never_passes_where_it_decides(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    exq_document document;
    const world of = {RATIO, .value = 1, .lo = NONE, .hi = NONE, .range_why = "no_interval"};
    const exq_doc_check found = single(&of, EXQ_AT_LEAST, "0", EXQ_DECIDE_ON_INTERVAL, arena, &document);
    assert_string_equal(found.verdict, "not_computed");
    assert_string_equal(found.why, "no_interval");
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nan_never_passes),
        cmocka_unit_test(undefined_never_passes),
        cmocka_unit_test(a_withheld_group_never_passes),
        cmocka_unit_test(one_group_never_passes),
        cmocka_unit_test(two_groups_of_which_one_is_withheld_never_pass),
        cmocka_unit_test(an_absent_metric_never_passes),
        cmocka_unit_test(nothing_at_all_never_passes),
        cmocka_unit_test(no_range_never_passes_where_it_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
