/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would meet a limit, and how many people would settle it.
 */
#include "verdict_kit.h"
#include "remedy.h"

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
        cmocka_unit_test(what_would_meet_a_limit_does),
        cmocka_unit_test(decisions_move_these_rates),
        cmocka_unit_test(people_that_would_settle_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
