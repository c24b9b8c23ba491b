/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a fair system would look like: against figures of an independent simulation, against counting every deal of a
 * tiny table, and the same for any cutting of the draws.
 */
#include "parity_null.h"

#include "count_law.h"
#include "statistics_kit.h"

static const exq_ratio four_fifths = {80, 100};

/* Within five standard errors of a share of draws, and half the last digit printed. */
static bool near_share(exq_value found, double expected)
{
    return fabs(found.v - expected) < 5 * sqrt(expected * (1 - expected) / EXQ_PARITY_NULL_DRAWS) + 0.0005;
}

static exq_parity_null test_of(const exq_share *groups, size_t count)
{
    uint64_t scratch[28];
    return exq_parity_null_test(groups, count, four_fifths, 1, EXQ_PARITY_NULL_DRAWS, scratch);
}

static void hiring_by_race(void **state)
{
    (void)state;
    static const exq_share races[] = {
        {400, 780},
        {122, 290},
        {122, 310},
        {133, 264},
        {8,   19 },
        {7,   15 },
        {10,  22 }
    };
    const exq_parity_null seven = test_of(races, 7);
    assert_true(near_share(seven.ratio_p, 0.855));
    assert_true(fabs(seven.ratio_mean.v - 0.629) < 0.006);
    const exq_parity_null four = test_of(races, 4);
    assert_true(near_share(four.ratio_p, 0.0091));
    assert_true(fabs(four.ratio_mean.v - 0.890) < 0.003);
}

/* Fourteen cells of the same table: the ratio .614 is what a fair system shows, and it almost never reaches four
 * fifths. */
static void hiring_by_sex_and_race(void **state)
{
    (void)state;
    static const exq_share cells[] = {
        {227, 420},
        {173, 360},
        {66,  150},
        {56,  140},
        {66,  160},
        {56,  150},
        {76,  140},
        {57,  124},
        {5,   10 },
        {3,   9  },
        {4,   8  },
        {3,   7  },
        {6,   12 },
        {4,   10 }
    };
    const exq_parity_null found = test_of(cells, 14);
    assert_true(near_share(found.ratio_p, 0.946));
    assert_true(near_share(found.below_limit, 0.9998));
}

static void fourteen_large_groups(void **state)
{
    (void)state;
    exq_share groups[14];
    for (size_t i = 0; i < 14; i++)
        groups[i] = (exq_share){100, 500};
    const exq_parity_null found = test_of(groups, 14);
    assert_true(near_share(found.below_limit, 0.890));
    assert_true(found.ratio_p.v == 1 && found.difference_p.v == 1); /* nothing is more alike than this */
}

/* Two groups: every deal of 5 selected to 6 and 9 people, with its exact chance. */
static void every_deal_of_a_tiny_table(void **state)
{
    (void)state;
    static const exq_share groups[] = {
        {1, 6},
        {4, 9}
    };
    const exq_hypergeometric law = exq_hypergeometric_of(6, 9, 5);
    double ratio_p = 0, ratio_mean = 0, difference_p = 0, difference_mean = 0, below = 0;
    for (uint64_t k = 0; k <= 5; k++) {
        const double chance = exp(exq_hypergeometric_log(&law, k));
        const uint64_t a = 9 * k, b = 6 * (5 - k); /* rates over 54 */
        const uint64_t low = a < b ? a : b, high = a < b ? b : a;
        ratio_mean += chance * (double)low / (double)high;
        difference_mean += chance * (double)(high - low) / 54;
        ratio_p += low * 24 <= 9 * high ? chance : 0; /* observed 9 and 24 of 54 */
        difference_p += high - low >= 15 ? chance : 0;
        below += 5 * low < 4 * high ? chance : 0;
    }
    const exq_parity_null found = test_of(groups, 2);
    assert_true(near_share(found.ratio_p, ratio_p));
    assert_true(near_share(found.difference_p, difference_p));
    assert_true(near_share(found.below_limit, below));
    assert_true(fabs(found.ratio_mean.v - ratio_mean) < 0.02);
    assert_true(fabs(found.difference_mean.v - difference_mean) < 0.01);
}

static void draws_may_be_cut_anywhere(void **state)
{
    (void)state;
    static const exq_share groups[] = {
        {30, 100},
        {25, 110},
        {0,  0  },
        {12, 20 }
    };
    uint64_t scratch[8];
    exq_parity_null_counts whole = {0}, parts = {0};
    exq_parity_null_draw(groups, 4, four_fifths, 9, 0, 500, scratch, &whole);
    static const uint64_t cuts[] = {333, 500, 7, 333, 0, 7}; /* out of order, as threads end */
    for (size_t i = 0; i < 6; i += 2) {
        exq_parity_null_counts part = {0};
        exq_parity_null_draw(groups, 4, four_fifths, 9, cuts[i], cuts[i + 1], scratch, &part);
        exq_parity_null_add(&parts, &part);
    }
    assert_memory_equal(&whole, &parts, sizeof whole);
}

static void ties_with_the_limit_are_exact(void **state)
{
    (void)state;
    /* 10 of 10 selected of 4 + 6, always 4/4 and 6/6; then the limit 1 is never undercut. */
    static const exq_share all[] = {
        {4, 4},
        {6, 6}
    };
    uint64_t scratch[4];
    const exq_parity_null found = exq_parity_null_test(all, 2, (exq_ratio){1, 1}, 1, 100, scratch);
    assert_true(found.below_limit.v == 0 && found.ratio_mean.v == 1 && found.difference_mean.v == 0);
}

static void counts_near_the_limit_of_integers(void **state)
{
    (void)state;
    const uint64_t n = UINT64_C(1) << 51;
    const exq_share groups[] = {
        {n / 2,     n    },
        {n / 2 + 1, n    },
        {n / 3,     n - 1}
    };
    uint64_t scratch[6];
    const exq_parity_null found = exq_parity_null_test(groups, 3, four_fifths, 1, 200, scratch);
    assert_true(found.ratio_p.v == 1.0 / 201 && found.difference_p.v == 1.0 / 201 && found.below_limit.v == 0);
    assert_true(found.ratio_mean.v > 0.9999999 && found.ratio_mean.v < 1);
}

static void what_cannot_be_said(void **state)
{
    (void)state;
    static const exq_share one[] =
        {
            {3, 4},
            {0, 0}
    },
                           nobody[] = {{0, 4}, {0, 5}}, two[] = {{1, 4}, {2, 5}};
    uint64_t scratch[4];
    assert_int_equal(test_of(one, 2).ratio_p.why, EXQ_WHY_ONE_GROUP);
    assert_int_equal(test_of(nobody, 2).difference_mean.why, EXQ_WHY_NOBODY_SELECTED);
    assert_int_equal(exq_parity_null_test(two, 2, four_fifths, 1, 0, scratch).ratio_p.why, EXQ_WHY_NO_INTERVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hiring_by_race),
        cmocka_unit_test(hiring_by_sex_and_race),
        cmocka_unit_test(fourteen_large_groups),
        cmocka_unit_test(every_deal_of_a_tiny_table),
        cmocka_unit_test(draws_may_be_cut_anywhere),
        cmocka_unit_test(ties_with_the_limit_are_exact),
        cmocka_unit_test(counts_near_the_limit_of_integers),
        cmocka_unit_test(what_cannot_be_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
