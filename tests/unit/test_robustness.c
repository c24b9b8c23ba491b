/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Robustness in whole people against hand-made cases and against trying every number, and what a table can show at all.
 */
#include "robustness.h"

#include "power.h"
#include "statistics_kit.h"

static const exq_ratio parity = {1, 1};
static const exq_ratio four_fifths = {80, 100};

/* --------------------------------------------------------------------------------------- flip, shortfall */

static void one_selection_flips_small_numbers(void **state)
{
    (void)state;
    /* 2 of 10 against 6 of 20: one moved makes .300 against .250. */
    const exq_flip_flop small = exq_flip_flop_of((exq_share){2, 10}, (exq_share){6, 20});
    assert_true(small.defined && small.flips && small.to_flip == 1);
    const exq_flip_flop large = exq_flip_flop_of((exq_share){122, 310}, (exq_share){400, 780});
    assert_true(large.defined && !large.flips);
    assert_false(exq_flip_flop_of((exq_share){0, 0}, (exq_share){1, 2}).defined);
}

static void flips_when_moving_that_many_does_and_not_before(void **state)
{
    (void)state;
    for (uint64_t n_a = 1; n_a <= 12; n_a++) {
        for (uint64_t n_b = 1; n_b <= 12; n_b++) {
            for (uint64_t k_a = 0; k_a <= n_a; k_a++) {
                for (uint64_t k_b = 0; k_b <= n_b; k_b++) {
                    if (k_a * n_b > k_b * n_a)
                        continue; /* a is behind */
                    uint64_t j = 1;
                    while ((int64_t)((k_a + j) * n_b) <= ((int64_t)k_b - (int64_t)j) * (int64_t)n_a)
                        j++;
                    assert_int_equal(exq_flip_flop_of((exq_share){k_a, n_a}, (exq_share){k_b, n_b}).to_flip, j);
                    assert_int_equal(exq_flip_flop_of((exq_share){k_b, n_b}, (exq_share){k_a, n_a}).to_flip, j);
                }
            }
        }
    }
}

static void shortfall_of_the_hiring_table(void **state)
{
    (void)state;
    const exq_share white = {400, 780}, black = {122, 310};
    assert_int_equal(exq_shortfall_of(black, white, parity).added, 37);
    assert_int_equal(exq_shortfall_of(black, white, four_fifths).added, 6);
    assert_int_equal(exq_shortfall_of(black, white, four_fifths).swapped, 4);
    /* .5 x 800 - 352 is a whole number, and stays one. */
    const exq_shortfall women = exq_shortfall_of((exq_share){352, 800}, (exq_share){450, 900}, parity);
    assert_int_equal(women.added, 48);
    assert_true(women.exact == 48);
    assert_true(near_relative(women.expected, 800.0 * 802 / 1700 - 352, 1e-13));
    /* Mortgages: 109.4 Hispanic and 33.0 Black applicants. */
    const exq_shortfall hispanic = exq_shortfall_of((exq_share){167, 508}, (exq_share){2072, 3808}, parity);
    assert_true(fabs(hispanic.exact - 109.4) < 0.05 && hispanic.added == 110);
    assert_true(fabs(exq_shortfall_of((exq_share){141, 340}, (exq_share){1854, 3623}, parity).exact - 33.0) < 0.05);
    const exq_shortfall ahead = exq_shortfall_of(white, black, parity);
    assert_true(ahead.defined && ahead.added == 0 && ahead.swapped == 0 && ahead.exact < 0);
    assert_false(exq_shortfall_of(white, (exq_share){0, 0}, parity).defined);
}

static void shortfall_is_what_is_needed_and_no_more(void **state)
{
    (void)state;
    for (uint64_t k_g = 0; k_g <= 9; k_g++) {
        for (uint64_t n_r = 1; n_r <= 12; n_r++) {
            for (uint64_t k_r = 0; k_r <= n_r; k_r++) {
                uint64_t added = 0, swapped = 0;
                while (100 * (k_g + added) * n_r < 80 * k_r * 9)
                    added++;
                while ((int64_t)(100 * (k_g + swapped) * n_r) < 80 * 9 * ((int64_t)k_r - (int64_t)swapped))
                    swapped++;
                const exq_shortfall found = exq_shortfall_of((exq_share){k_g, 9}, (exq_share){k_r, n_r}, four_fifths);
                assert_int_equal(found.added, added);
                assert_int_equal(found.swapped, swapped);
            }
        }
    }
}

static void large_counts_do_not_overflow(void **state)
{
    (void)state;
    const uint64_t n = (UINT64_C(1) << 53) - 1;
    const exq_ratio fine = {999999, 1000000};
    const exq_shortfall found = exq_shortfall_of((exq_share){0, n}, (exq_share){n, n}, fine);
    assert_true(near_relative((double)found.added, 0.999999 * (double)n, 1e-15));
    assert_int_equal(exq_flip_flop_of((exq_share){0, n}, (exq_share){n, n}).to_flip, n / 2 + 1);
}

/* --------------------------------------------------------------------------------------------- e, power */

static void e_values(void **state)
{
    (void)state;
    assert_true(fabs(exq_e_value(exq_some(0.6818)).v - 2.294) < 5e-4);
    assert_true(near_relative(exq_e_value(exq_some(0.5)).v, 2 + sqrt(2), 1e-15));
    assert_true(exq_e_value(exq_some(2)).v == exq_e_value(exq_some(0.5)).v);
    assert_true(exq_e_value(exq_some(1)).v == 1);
    assert_int_equal(exq_e_value(exq_some(0)).why, EXQ_WHY_RATE_ZERO);
    assert_int_equal(exq_e_value(exq_none(EXQ_WHY_REFERENCE_ZERO)).why, EXQ_WHY_REFERENCE_ZERO);
}

static void detectable_ratios(void **state)
{
    (void)state;
    const double rate = 802.0 / 1700;
    assert_true(fabs(exq_detectable_ratio(800, 900, rate, 0.95, 0.8).v - 0.865201053880) < 5e-13);
    assert_true(fabs(exq_detectable_ratio(310, 780, rate, 0.95, 0.8).v - 0.812238686180) < 5e-13);
    assert_int_equal(exq_detectable_ratio(5, 5, 0.1, 0.95, 0.8).why, EXQ_WHY_TOO_FEW_PEOPLE);
    assert_int_equal(exq_detectable_ratio(0, 5, 0.1, 0.95, 0.8).why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(exq_detectable_ratio(5, 5, 0, 0.95, 0.8).why, EXQ_WHY_ZERO_DENOMINATOR);
    /* More people find more. */
    double before = 0;
    for (uint64_t n = 100; n < 1000000; n *= 3) {
        const double ratio = exq_detectable_ratio(n, n, 0.3, 0.95, 0.8).v;
        assert_true(ratio > before && ratio < 1);
        before = ratio;
    }
}

/* Found by simulation, to two digits: people per group for an 80 % chance to be shown to meet .80. */
static void people_needed(void **state)
{
    (void)state;
    static const size_t groups[] = {2, 4, 7, 14};
    static const double rates[] = {0.05, 0.2, 0.5};
    static const double people[3][4] = {
        {8300, 12000, 14700, 17900},
        {1700, 2600,  3100,  3800 },
        {440,  650,   790,   950  }
    };
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 4; j++) {
            const double found = exq_people_to_meet(rates[i], 0.8, groups[j], 0.95, 0.8).v;
            print_message("rate %.2f, %2zu groups: %.0f people (by simulation %.0f)\n", rates[i], groups[j], found,
                          people[i][j]);
            assert_true(near_relative(found, people[i][j], 0.04));
        }
    }
    assert_int_equal(exq_people_to_meet(0, 0.8, 2, 0.95, 0.8).why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(exq_people_to_meet(0.5, 0.8, 1, 0.95, 0.8).why, EXQ_WHY_ONE_GROUP);
    assert_int_equal(exq_people_to_meet(0.5, 1, 2, 0.95, 0.8).why, EXQ_WHY_INFINITE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_selection_flips_small_numbers),
        cmocka_unit_test(flips_when_moving_that_many_does_and_not_before),
        cmocka_unit_test(shortfall_of_the_hiring_table),
        cmocka_unit_test(shortfall_is_what_is_needed_and_no_more),
        cmocka_unit_test(large_counts_do_not_overflow),
        cmocka_unit_test(e_values),
        cmocka_unit_test(detectable_ratios),
        cmocka_unit_test(people_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
