/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verdicts: exact at every tie, fail-closed on everything that is no number, and the same whatever else is checked. Numbers
 * go the whole way: described, found as a family, judged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "judge.h"
#include "remedy.h"
#include "result.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NONE ((double)NAN)

/* ------------------------------------------------------------------------------------- a document by hand */

/* Two groups, a and b, of one grouping, and one row of a metric: a against b. */
typedef struct world {
    const char *metric, *of;
    double value, lo, hi;
    const char *why, *range_why, *hi_why;
    exq_share group, reference; /* n 0: not made of people */
    bool withheld;              /* a third group is */
    size_t groups;              /* 2 when 0 */
} world;

static exq_check check_of(const char *metric, exq_limit_op op, const char *limit, exq_decide_on decide_on)
{
    return (exq_check){.metric = metric, .op = op, .limit = limit, .decide_on = decide_on};
}

/* A request with checks, planned; freed with its arena. */
typedef struct asked {
    exq_request request;
    const exq_planned_check *planned;
    exq_arena *arena;
} asked;

static asked ask(const exq_check *checks, size_t count)
{
    asked of = {
        .request = {.checks = checks, .check_count = count},
          .arena = exq_arena_new()
    };
    exq_error error = {0};
    assert_non_null(of.arena);
    if (exq_checks_plan(&of.request, of.arena, &of.planned, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return of;
}

static exq_doc_level levels_of[3] = {
    {"sex", "a"},
    {"sex", "b"},
    {"sex", "c"}
};

/* The checks on that world; the first of them. The caller keeps the arena for as long as it looks. */
static exq_doc_check judged(const world *of, const asked *asks, exq_arena *arena, exq_document *document)
{
    static const char *const by[] = {"sex"};
    exq_doc_group *groups = EXQ_NEW(arena, exq_doc_group, 3);
    exq_doc_disparity *row = EXQ_NEW(arena, exq_doc_disparity, 1);
    exq_doc_question *question = EXQ_NEW(arena, exq_doc_question, 1);
    assert_true(groups != NULL && row != NULL && question != NULL);
    const size_t shown = of->groups > 0 ? of->groups : 2;
    for (size_t i = 0; i < 3; i++)
        groups[i] = (exq_doc_group){
            .levels = {&levels_of[i], 1},
              .n = 100, .withheld = i >= shown
        };
    *row = (exq_doc_disparity){.metric = of->metric,
                               .of = of->of,
                               .value = of->value,
                               .lo = of->lo,
                               .hi = of->hi,
                               .why = of->why,
                               .range_why = of->range_why,
                               .hi_why = of->hi_why,
                               .group = groups[0].levels,
                               .reference = groups[1].levels,
                               .reference_is = "group",
                               .has_people = of->group.n > 0};
    row->people = (exq_doc_people){.k = (exq_count)of->group.k,
                                   .n = (exq_count)of->group.n,
                                   .reference_k = (exq_count)of->reference.k,
                                   .reference_n = (exq_count)of->reference.n};
    *question = (exq_doc_question){.side = "decision",
                                   .by = by,
                                   .by_count = 1,
                                   .reference = {.kind = "largest"},
                                   .groups = groups,
                                   .group_count = shown + of->withheld,
                                   .overall = {.n = 200},
                                   .disparities = row,
                                   .disparity_count = 1};
    *document = (exq_document){.questions = question,
                               .question_count = 1,
                               .conventions = {.missing = "own_group"},
                               .uncertainty = {.level = .95}};
    assert_true(exq_judge(&asks->request, asks->planned, document, arena));
    assert_true(document->check_count > 0);
    return document->checks[0];
}

static exq_verdict verdict_named(const char *name)
{
    for (exq_verdict v = EXQ_MET; v <= EXQ_MISSED; v++)
        if (strcmp(exq_verdict_name(v), name) == 0)
            return v;
    fail_msg("no such verdict: %s", name);
    return EXQ_NOT_COMPUTED;
}

static exq_verdict verdict_on(const world *of, const asked *asks)
{
    exq_arena *arena = exq_arena_new();
    exq_document document;
    assert_non_null(arena);
    const exq_verdict found = verdict_named(judged(of, asks, arena, &document).verdict);
    exq_arena_free(arena);
    return found;
}

/* ------------------------------------------------------------------------------------------- exact ties */

static double share(exq_share of)
{
    return (double)of.k / (double)of.n;
}

static exq_verdict ratio_verdict(exq_share a, exq_share b, const asked *asks)
{
    return verdict_on(&(world){"selection_rate_ratio", "selection_rate", .value = share(a) / share(b), .hi = 9,
                               .group = a, .reference = b},
                      asks);
}

static exq_verdict gap_verdict(exq_share a, exq_share b, const asked *asks)
{
    return verdict_on(&(world){"selection_rate_difference", "selection_rate", .value = share(a) - share(b), .lo = -1,
                               .hi = 1, .group = a, .reference = b},
                      asks);
}

/* 55,689 pairs; quotients of doubles call 18,155 of them less. One person fewer is less, and is missed. */
static void exactly_four_fifths_is_met(void **state)
{
    (void)state;
    enum { MOST = 200 };
    unsigned exact = 0, wrong = 0;
    const exq_check check = check_of("selection_rate_ratio", EXQ_AT_LEAST, "0.80", EXQ_DECIDE_ON_POINT);
    const asked asks = ask(&check, 1);
    for (uint64_t n1 = 1; n1 <= MOST; n1++)
        for (uint64_t n2 = 1; n2 <= MOST; n2++)
            for (uint64_t x2 = 1; x2 <= n2; x2++) {
                const uint64_t product = 4 * x2 * n1, x1 = product / (5 * n2);
                if (x1 == 0 || x1 * 5 * n2 != product)
                    continue;
                exact++;
                wrong += ratio_verdict((exq_share){x1, n1}, (exq_share){x2, n2}, &asks) != EXQ_MET;
                wrong += ratio_verdict((exq_share){x1 - 1, n1}, (exq_share){x2, n2}, &asks) != EXQ_MISSED;
            }
    exq_arena_free(asks.arena);
    print_message("exactly four fifths: %u pairs, %u wrong verdicts\n", exact, wrong);
    assert_int_equal(exact, 55689);
    assert_int_equal(wrong, 0);
}

/* 13,890 pairs, whichever group is ahead; doubles call 3,303 of them more. */
static void exactly_the_gap_is_met(void **state)
{
    (void)state;
    enum { MOST = 300 };
    static const struct {
        const char *text;
        uint64_t num, den;
    } limits[] = {
        {"0.05", 5, 100},
        {"0.1",  1, 10 },
        {"0.2",  2, 10 }
    };
    unsigned exact = 0, wrong = 0;
    for (size_t i = 0; i < COUNT(limits); i++) {
        const exq_check check = check_of("selection_rate_difference", EXQ_AT_MOST, limits[i].text, EXQ_DECIDE_ON_POINT);
        const asked asks = ask(&check, 1);
        for (uint64_t n = 1; n <= MOST; n++) {
            const uint64_t step = n * limits[i].num / limits[i].den;
            if (step * limits[i].den != n * limits[i].num)
                continue;
            for (uint64_t low = 0; low + step <= n; low++) {
                const exq_share a = {low + step, n}, b = {low, n};
                exact++;
                wrong += gap_verdict(a, b, &asks) != EXQ_MET || gap_verdict(b, a, &asks) != EXQ_MET;
                if (low > 0)
                    wrong += gap_verdict(a, (exq_share){low - 1, n}, &asks) != EXQ_MISSED ||
                             gap_verdict((exq_share){low - 1, n}, a, &asks) != EXQ_MISSED;
            }
        }
        exq_arena_free(asks.arena);
    }
    print_message("exactly the gap: %u pairs, %u wrong verdicts\n", exact, wrong);
    assert_int_equal(exact, 13890);
    assert_int_equal(wrong, 0);
}

/* ------------------------------------------------------------------------------------------- fail-closed */

static exq_doc_check single(const world *of, exq_limit_op op, const char *limit, exq_decide_on decide_on,
                            exq_arena *arena, exq_document *document)
{
    const exq_check check = check_of(of->metric, op, limit, decide_on);
    const asked asks = ask(&check, 1);
    const exq_doc_check found = judged(of, &asks, arena, document);
    exq_arena_free(asks.arena);
    return found;
}

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

#define RATIO .metric = "selection_rate_ratio", .of = "selection_rate"

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

/* So many decisions meet the limit, and one fewer does not: tried out, on every small table. */
static void what_would_meet_a_limit_does(void **state)
{
    (void)state;
    enum { N = 12, M = 9 };
    static const exq_limit limits[] = {
        {.op = EXQ_AT_LEAST, .low = {80, 100}  },
        {.op = EXQ_AT_MOST,  .high = {125, 100}},
        {.op = EXQ_WITHIN,   .low = {8, 10},     .high = {125, 100}},
        {.op = EXQ_AT_MOST,                  .high = {1, 10}                   }
    };
    for (size_t l = 0; l < COUNT(limits); l++)
        for (uint64_t k = 0; k <= N; k++)
            for (uint64_t r = 1; r <= M; r++) {
                const bool difference = l == 3;
                exq_judged at = {
                    .value = exq_some(0),
                    .made_of = difference ? EXQ_MADE_AS_DIFFERENCE : EXQ_MADE_AS_RATIO,
                    .group = {k, N},
                    .reference = {r, M},
                    .by_size = difference
                };
                const exq_change change = exq_change_to_meet(&at, &limits[l]);
                if (!change.defined)
                    continue;
                at.group.k = change.more ? k + change.people : k - change.people;
                assert_int_equal(exq_verdict_by_point(&at, &limits[l]), EXQ_MET);
                if (change.people > 0) {
                    at.group.k = change.more ? at.group.k - 1 : at.group.k + 1;
                    assert_int_equal(exq_verdict_by_point(&at, &limits[l]), EXQ_MISSED);
                }
            }
    const exq_judged compas = {
        .value = exq_some(1.91), .made_of = EXQ_MADE_AS_RATIO, .group = {805, 1795},
                .reference = {349, 1488}
    };
    const exq_change change = exq_change_to_meet(&compas, &limits[1]);
    assert_true(change.defined && !change.more && change.people == 279);
}

static void decisions_move_these_rates(void **state)
{
    (void)state;
    static const char *const moved[] = {"selection_rate",      "true_positive_rate", "false_positive_rate",
                                        "false_negative_rate", "true_negative_rate", "accuracy"};
    static const char *const others[] = {"base_rate", "precision", "negative_predictive_value", "f1", "nothing"};
    for (size_t i = 0; i < COUNT(moved); i++)
        assert_true(exq_decisions_move(moved[i]));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(exq_decisions_move(others[i]));
    assert_false(exq_decisions_move(NULL));
}

static void people_that_would_settle_it(void **state)
{
    (void)state;
    const exq_limit limit = {
        .op = EXQ_AT_MOST, .high = {1, 10}
    };
    const exq_judged found = {
        .value = exq_some(.05), .lo = exq_some(-.05), .hi = exq_some(.15), .made_of = EXQ_MADE_AS_DIFFERENCE};
    const double times = exq_times_to_settle(&found, &limit);
    assert_true(fabs(times - 4) < 1e-9); /* half as wide */
    assert_int_equal(exq_people_to_settle(1234, 4.0), 4940);
    assert_int_equal(exq_people_to_settle(1234, NONE), -1);
    const exq_judged at_it = {.value = exq_some(.1), .lo = exq_some(0), .hi = exq_some(.2)};
    assert_true(isnan(exq_times_to_settle(&at_it, &limit)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_four_fifths_is_met),
        cmocka_unit_test(exactly_the_gap_is_met),
        cmocka_unit_test(nan_never_passes),
        cmocka_unit_test(undefined_never_passes),
        cmocka_unit_test(a_withheld_group_never_passes),
        cmocka_unit_test(one_group_never_passes),
        cmocka_unit_test(two_groups_of_which_one_is_withheld_never_pass),
        cmocka_unit_test(an_absent_metric_never_passes),
        cmocka_unit_test(nothing_at_all_never_passes),
        cmocka_unit_test(no_range_never_passes_where_it_decides),
        cmocka_unit_test(ranges_decide),
        cmocka_unit_test(signed_differences_are_judged_by_their_size),
        cmocka_unit_test(inside_the_bound_nothing_is_settled),
        cmocka_unit_test(one_missed_row_is_enough),
        cmocka_unit_test(checks_do_not_know_each_other),
        cmocka_unit_test(what_would_meet_a_limit_does),
        cmocka_unit_test(decisions_move_these_rates),
        cmocka_unit_test(people_that_would_settle_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
