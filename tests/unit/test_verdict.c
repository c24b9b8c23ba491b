/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verdicts by range, and that no check knows another.
 */
#include "verdict_kit.h"
#include "result.h"

/* ---------------------------------------------------------------------------------------------- by range */

static void ranges_decide(void **state)
{
    (void)state;
    static const struct {
        double value, lo, hi;
        const char *hi_why;
        exq_limit_op op;
        const char *limit, *verdict;
    } table[] = {
        {.9,  .81, 1.1,  NULL,       EXQ_AT_LEAST, "0.8",  "met"        },
        {.9,  .79, 1.1,  NULL,       EXQ_AT_LEAST, "0.8",  "not_settled"},
        {.7,  .6,  .79,  NULL,       EXQ_AT_LEAST, "0.8",  "missed"     },
        {.7,  .6,  .8,   NULL,       EXQ_AT_LEAST, "0.8",  "not_settled"},
        {.9,  .8,  1.1,  NULL,       EXQ_AT_LEAST, "0.8",  "not_settled"}, /* a double at 0.8 could lie on either side */
        {1,   0,   2,    NULL,       EXQ_AT_LEAST, "0",    "met"        },
        {1,   .5,  1,    NULL,       EXQ_AT_MOST,  "1.00", "met"        },
        {1.9, 1.7, 2.2,  NULL,       EXQ_AT_MOST,  "1.25", "missed"     },
        {1.2, 1.1, 1.3,  NULL,       EXQ_AT_MOST,  "1.25", "not_settled"},
        {1.2, .9,  NONE, "infinite", EXQ_AT_MOST,  "1.25", "not_settled"},
        {2.2, 1.9, NONE, "infinite", EXQ_AT_MOST,  "1.25", "missed"     },
        {2.2, 1.9, NONE, "infinite", EXQ_AT_LEAST, "1.25", "met"        },
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        exq_arena *arena = exq_arena_new();
        exq_document document;
        const world of = {RATIO, .value = table[i].value, .lo = table[i].lo, .hi = table[i].hi,
                          .hi_why = table[i].hi_why};
        const exq_doc_check found = single(&of, table[i].op, table[i].limit, EXQ_DECIDE_ON_INTERVAL, arena, &document);
        if (strcmp(found.verdict, table[i].verdict) != 0)
            fail_msg("row %zu: %s instead of %s", i, found.verdict, table[i].verdict);
        exq_arena_free(arena);
    }
}

/* A limit from above holds the size of a signed difference: -0.3 is not within 0.1. */
static void signed_differences_are_judged_by_their_size(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    exq_document document;
    const world far_below = {"selection_rate_difference", "selection_rate", .value = -.3, .lo = -.4, .hi = -.2};
    exq_doc_check found = single(&far_below, EXQ_AT_MOST, "0.1", EXQ_DECIDE_ON_INTERVAL, arena, &document);
    assert_string_equal(found.verdict, "missed");
    assert_true(found.by_size && found.value == .3 && found.lo == .2 && found.hi == .4);
    const world around = {"selection_rate_difference", "selection_rate", .value = -.02, .lo = -.06, .hi = .03};
    found = single(&around, EXQ_AT_MOST, "0.1", EXQ_DECIDE_ON_INTERVAL, arena, &document);
    assert_string_equal(found.verdict, "met");
    assert_true(found.lo == 0 && found.hi == .06);
    exq_arena_free(arena);
}

/* A number of doubles within its bound of the limit is on neither side. */
static void inside_the_bound_nothing_is_settled(void **state)
{
    (void)state;
    const exq_limit limit = {
        .op = EXQ_AT_MOST, .high = {1, 10}
    };
    const double offsets[] = {-1e-11, -1e-13, 0, 1e-13, 1e-11};
    const exq_verdict expected[] = {EXQ_MET, EXQ_NOT_SETTLED, EXQ_NOT_SETTLED, EXQ_NOT_SETTLED, EXQ_MISSED};
    for (size_t i = 0; i < COUNT(offsets); i++)
        assert_int_equal(exq_verdict_by_point(&(exq_judged){.value = exq_some(.1 + offsets[i])}, &limit), expected[i]);
}

/* ------------------------------------------------------------------------------------- families, remedies */

static void one_missed_row_is_enough(void **state)
{
    (void)state;
    const exq_verdict rows[] = {EXQ_MET, EXQ_NOT_SETTLED, EXQ_NOT_COMPUTED, EXQ_MISSED};
    for (size_t count = 1; count <= COUNT(rows); count++)
        assert_int_equal(exq_verdict_of_all(rows, count), rows[count - 1]);
    assert_int_equal(exq_verdict_of_all(rows, 0), EXQ_NOT_COMPUTED);
}

/* Adding a check changes nothing of those before it. */
static void checks_do_not_know_each_other(void **state)
{
    (void)state;
    const exq_check checks[] = {check_of("selection_rate_ratio", EXQ_AT_LEAST, "0.80", EXQ_DECIDE_ON_INTERVAL),
                                check_of("selection_rate_ratio", EXQ_AT_MOST, "1.25", EXQ_DECIDE_ON_POINT),
                                check_of("selection_rate_ratio", EXQ_AT_LEAST, "0.99", EXQ_DECIDE_ON_INTERVAL)};
    const world of = {
        RATIO, .value = .9, .lo = .81, .hi = 1.02, .group = {45, 100},
                    .reference = {50, 100}
    };
    exq_arena *arena = exq_arena_new();
    exq_document before, after;
    for (size_t count = 1; count < COUNT(checks); count++) {
        const asked fewer = ask(checks, count), more = ask(checks, count + 1);
        (void)judged(&of, &fewer, arena, &before);
        (void)judged(&of, &more, arena, &after);
        assert_int_equal(after.check_count, count + 1);
        for (size_t i = 0; i < count; i++) {
            assert_string_equal(before.checks[i].id, after.checks[i].id);
            assert_string_equal(before.checks[i].verdict, after.checks[i].verdict);
            assert_true(before.checks[i].lo == after.checks[i].lo && before.checks[i].hi == after.checks[i].hi);
            assert_true(before.checks[i].margin == after.checks[i].margin);
        }
        exq_arena_free(fewer.arena);
        exq_arena_free(more.arena);
    }
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_decide),
        cmocka_unit_test(signed_differences_are_judged_by_their_size),
        cmocka_unit_test(inside_the_bound_nothing_is_settled),
        cmocka_unit_test(one_missed_row_is_enough),
        cmocka_unit_test(checks_do_not_know_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
