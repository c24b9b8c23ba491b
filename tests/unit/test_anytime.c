/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Evidence that may be looked at again and again: its golden, its laws, and how often it cries wolf.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "anytime.h"
#include "random.h"

enum { PERIODS = 3, GROUPS = 2 };
static const double K[] = {30, 20, 33, 22, 28, 25}, N[] = {100, 100, 100, 90, 90, 110};

static void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("%.17g is not %.17g", value, expected);
}

static void gives_the_golden_numbers(void **state)
{
    (void)state;
    double evidence[PERIODS];
    exq_anytime_evidence(K, N, PERIODS, GROUPS, evidence);
    assert_near(evidence[0], 1, 1e-14);
    assert_near(evidence[1], 2.2236125524416934, 1e-12);
    assert_near(evidence[2], 5.370009051791227, 1e-12);
}

static void does_not_mind_which_group_is_which(void **state)
{
    (void)state;
    const double k[] = {20, 30, 22, 33, 25, 28}, n[] = {100, 100, 90, 100, 110, 90};
    double evidence[PERIODS], other[PERIODS];
    exq_anytime_evidence(K, N, PERIODS, GROUPS, evidence);
    exq_anytime_evidence(k, n, PERIODS, GROUPS, other);
    assert_near(evidence[2], other[2], 1e-12);
}

/* One group, an empty period, nobody or everybody counted: nothing that speaks of a difference. */
static void says_nothing_where_nothing_can_be_compared(void **state)
{
    (void)state;
    const double k[] = {3, 0, 9}, n[] = {10, 0, 9};
    double evidence[PERIODS];
    exq_anytime_evidence(k, n, PERIODS, 1, evidence);
    for (size_t t = 0; t < PERIODS; t++)
        assert_near(evidence[t], 1, 1e-12);
    const double none[] = {0, 0, 0, 0}, people[] = {50, 50, 50, 50};
    exq_anytime_evidence(none, people, 2, GROUPS, evidence);
    assert_near(evidence[1], 1, 1e-12);
}

/* 400 worlds of 40 periods in which both groups have one rate: at the level of 5 % no more than 20 may ever reach 20, give
 * or take three standard errors; and where one group has four fifths of the rate, nearly every world must. */
static size_t alarms(double rate, double other_rate)
{
    enum { WORLDS = 400, LOOKS = 40, PEOPLE = 100 };
    size_t count = 0;
    for (size_t world = 0; world < WORLDS; world++) {
        exq_random random;
        exq_random_init(&random, 7, world);
        double k[LOOKS * GROUPS] = {0}, n[LOOKS * GROUPS], evidence[LOOKS];
        for (size_t i = 0; i < LOOKS * GROUPS; i++) {
            n[i] = PEOPLE;
            for (size_t person = 0; person < PEOPLE; person++)
                k[i] += exq_random_unit(&random) < (i % GROUPS == 0 ? rate : other_rate);
        }
        exq_anytime_evidence(k, n, LOOKS, GROUPS, evidence);
        for (size_t t = 0; t < LOOKS; t++) {
            if (evidence[t] >= 20) {
                count++;
                break;
            }
        }
    }
    return count;
}

static void cries_wolf_no_more_often_than_it_says(void **state)
{
    (void)state;
    assert_true((double)alarms(0.5, 0.5) <= 400 * 0.05 + 3 * sqrt(400 * 0.05 * 0.95));
    assert_true(alarms(0.5, 0.4) >= 380);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_golden_numbers),
        cmocka_unit_test(does_not_mind_which_group_is_which),
        cmocka_unit_test(says_nothing_where_nothing_can_be_compared),
        cmocka_unit_test(cries_wolf_no_more_often_than_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
