/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests of "the groups are treated alike" against published figures: COMPAS, mortgage decisions, a hiring table.
 */
#include "significance.h"

#include "sampling.h"
#include "statistics_kit.h"

/* ------------------------------------------------------------------------------------------------- pairs */

/* Two-year recidivism, African-American or Native American against Caucasian. */
static void compas_pairs(void **state)
{
    (void)state;
    static const struct {
        exq_share a, b;
        double z, p, fisher;
    } pairs[] = {
        {{805, 1795},  {349, 1488}, 12.780265,  2.11349e-37, 5.06785e-38},
        {{532, 1901},  {461, 966},  -10.498366, 8.78882e-26, 2.56178e-25},
        {{2174, 3696}, {854, 2454}, 18.450996,  5.11933e-76, 9.82867e-77},
        {{1369, 2174}, {505, 854},  1.956829,   0.0503675,   0.050829   },
        {{3, 8},       {349, 1488}, 0.934052,   0.350277,    0.401201   },
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        exq_p_value p;
        const exq_value z = exq_pooled_z(pairs[i].a, pairs[i].b, &p);
        assert_true(fabs(z.v - pairs[i].z) < 1e-6);
        assert_true(near_relative(p.p, pairs[i].p, 3e-6));
        assert_true(fabs(pow(10, p.log10_p) / p.p - 1) < 1e-12);
        assert_true(near_relative(exq_fisher_two_sided(pairs[i].a, pairs[i].b).p, pairs[i].fisher, 3e-6));
        assert_true(exq_pair_p(pairs[i].a, pairs[i].b).p == exq_fisher_two_sided(pairs[i].a, pairs[i].b).p);
    }
}

static void z_to_the_last_digit(void **state)
{
    (void)state;
    exq_p_value p;
    assert_true(
        near_relative(exq_pooled_z((exq_share){10, 20}, (exq_share){20, 20}, &p).v, -3.6514837167011072, 1e-14));
    assert_true(near_relative(exq_pooled_z((exq_share){5, 83}, (exq_share){12, 99}, &p).v, -1.4078304151258787, 1e-14));
    assert_true(near_relative(exq_pooled_z((exq_share){3, 4}, (exq_share){2, 6}, &p).v, 1.2909944487358058, 1e-14));
    assert_true(exq_pooled_z((exq_share){5, 10}, (exq_share){50, 100}, &p).v == 0 && p.p == 1);
}

/* 1,700 applicants: selected of n, then z, two-sided Fisher and mid-p against the reference. */
static void hiring_table(void **state)
{
    (void)state;
    static const exq_share male = {450, 900}, white = {400, 780}, asian_male = {76, 140};
    static const struct {
        const exq_share *reference;
        exq_share group;
        double z, fisher, mid;
    } rows[] = {
        {&male,       {352, 800}, -2.47, 0.0149, 0.0140},
        {&white,      {122, 290}, -2.68, 0.0089, 0.0081},
        {&white,      {122, 310}, -3.56, 0.0005, 0.0004},
        {&white,      {133, 264}, -0.25, 0.831,  0.803 },
        {&white,      {8, 19},    -0.79, 0.491,  0.423 },
        {&white,      {7, 15},    -0.35, 0.798,  0.702 },
        {&white,      {10, 22},   -0.54, 0.668,  0.594 },
        {&asian_male, {227, 420}, -0.05, 1.000,  0.961 },
        {&asian_male, {173, 360}, -1.25, 0.232,  0.214 },
        {&asian_male, {57, 124},  -1.35, 0.217,  0.198 },
        {&asian_male, {66, 150},  -1.75, 0.100,  0.090 },
        {&asian_male, {66, 160},  -2.26, 0.0278, 0.0241},
        {&asian_male, {56, 140},  -2.39, 0.0228, 0.0173},
        {&asian_male, {56, 150},  -2.90, 0.0046, 0.0039},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        exq_p_value p;
        const double digit = rows[i].fisher < 0.03 ? 0.00005 : 0.0005; /* half the last one printed */
        assert_true(fabs(exq_pooled_z(rows[i].group, *rows[i].reference, &p).v - rows[i].z) <= 0.0051);
        assert_true(fabs(exq_fisher_two_sided(rows[i].group, *rows[i].reference).p - rows[i].fisher) <= digit * 1.01);
        assert_true(fabs(exq_fisher_mid_p(rows[i].group, *rows[i].reference).p - rows[i].mid) <= digit * 1.01);
    }
}

/* Mortgage decisions: approved of applications. */
static void mortgages(void **state)
{
    (void)state;
    static const exq_share white = {13142, 14461}, not_hispanic = {13943, 15175}, men = {5806, 6497};
    static const struct {
        exq_share group;
        const exq_share *reference;
        bool yates;
        double p;
    } rows[] = {
        {{1065, 1337}, &white,        true,  1.242621e-38},
        {{1224, 1286}, &white,        false, 2.389532e-08},
        {{81, 94},     &white,        false, 0.1467790   },
        {{1593, 2032}, &not_hispanic, true,  1.726213e-82},
        {{3719, 4222}, &men,          true,  0.04300645  },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        exq_p_value p = exq_fisher_two_sided(rows[i].group, *rows[i].reference);
        if (rows[i].yates)
            exq_yates(rows[i].group, *rows[i].reference, &p);
        assert_true(near_relative(p.p, rows[i].p, 5e-7));
    }
}

static void degenerate_pairs(void **state)
{
    (void)state;
    static const exq_share shares[][2] = {
        {{0, 0}, {3, 7}},
        {{0, 5}, {0, 9}},
        {{5, 5}, {9, 9}}
    };
    for (size_t i = 0; i < COUNT(shares); i++) {
        exq_p_value p;
        assert_int_equal(exq_pooled_z(shares[i][0], shares[i][1], &p).why, EXQ_WHY_ZERO_DENOMINATOR);
        assert_true(p.p == 1 && p.log10_p == 0);
        assert_int_equal(exq_yates(shares[i][0], shares[i][1], &p).why, EXQ_WHY_ZERO_DENOMINATOR);
        assert_true(p.p == 1);
    }
    exq_p_value p;
    assert_true(exq_yates((exq_share){5, 10}, (exq_share){6, 10}, &p).v == 0); /* 1/2 away: nothing is left */
    const exq_p_value normal = exq_pair_p((exq_share){30000, 60000}, (exq_share){31000, 60000});
    exq_pooled_z((exq_share){30000, 60000}, (exq_share){31000, 60000}, &p);
    assert_true(normal.p == p.p);
}

/* ------------------------------------------------------------------------------------------------ tables */

static void compas_omnibus(void **state)
{
    (void)state;
    /* selected, rejected by race */
    static const uint64_t counts[] = {2174, 1522, 8, 24, 854, 1600, 190, 447, 12, 6, 79, 298};
    const exq_omnibus found = exq_omnibus_test(counts, 6, 2);
    assert_true(near_relative(found.chi2.v, 539.5577272334275, 1e-12));
    assert_true(near_relative(found.p_chi2.p, 2.300468854354504e-114, 1e-12));
    assert_int_equal(found.df, 5);
    assert_true(near_relative(found.least_expected, 18.0 * 3317 / 7214, 1e-14));
}

static void omnibus_by_hand(void **state)
{
    (void)state;
    static const uint64_t four[] = {250, 750, 270, 730, 240, 760, 260, 740};
    const exq_omnibus found = exq_omnibus_test(four, 4, 2);
    assert_true(near_relative(found.chi2.v, 2.6319252533, 1e-10));
    assert_true(near_relative(found.p_chi2.p, 0.4519201069, 1e-9));
    /* G is 2n times the mutual information: (20, 10), (10, 20) gives 120 (ln 2 - H(1/3)). */
    static const uint64_t two[] = {20, 10, 10, 20};
    const double entropy = -(log(1.0 / 3) / 3 + 2 * log(2.0 / 3) / 3);
    assert_true(near_relative(exq_omnibus_test(two, 2, 2).g.v, 120 * (log(2) - entropy), 1e-13));
    /* Empty rows and columns do not count. */
    static const uint64_t holes[] = {20, 0, 10, 0, 0, 0, 10, 0, 20};
    const exq_omnibus with_holes = exq_omnibus_test(holes, 3, 3);
    assert_int_equal(with_holes.df, 1);
    assert_true(with_holes.chi2.v == exq_omnibus_test(two, 2, 2).chi2.v);
    static const uint64_t one_group[] = {3, 4, 0, 0}, one_class[] = {3, 0, 4, 0};
    assert_int_equal(exq_omnibus_test(one_group, 2, 2).chi2.why, EXQ_WHY_ONE_GROUP);
    assert_int_equal(exq_omnibus_test(one_class, 2, 2).g.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(exq_omnibus_test(one_class, 2, 2).df, 0);
}

/* Of a 2 x 2 table the permutation distribution is known: large chi-square means far from the expected count. */
static void permutation_agrees_with_the_exact_distribution(void **state)
{
    (void)state;
    static const uint64_t counts[] = {3, 1, 1, 3};
    uint64_t scratch[6];
    exq_random random;
    exq_random_init(&random, 11, 0);
    enum { DRAWS = 20000 };
    const double p = exq_permutation_p(counts, 2, 2, DRAWS, &random, scratch);
    const double exact = 34.0 / 70;
    assert_true(fabs(p - exact) < 5 * sqrt(exact * (1 - exact) / DRAWS));
    /* Nothing is ever as far out as this; 1 / (draws + 1) is the least p there is. */
    static const uint64_t apart[] = {40, 0, 0, 0, 40, 0, 0, 0, 40};
    uint64_t scratch_of_three[9];
    assert_true(exq_permutation_p(apart, 3, 3, 999, &random, scratch_of_three) == 1.0 / 1000);
    /* The table most alike of all: everything is at least as large. */
    static const uint64_t alike[] = {5, 5, 5, 5};
    assert_true(exq_permutation_p(alike, 2, 2, 999, &random, scratch) == 1);
    static const uint64_t one_class[] = {5, 0, 5, 0};
    assert_true(exq_permutation_p(one_class, 2, 2, 99, &random, scratch) == 1);
}

/* In a fair world p-values are uniform: of 400 permutation tests about 20 lie below .05. */
static void permutation_is_uniform_in_a_fair_world(void **state)
{
    (void)state;
    enum { WORLDS = 400 };
    exq_random random;
    exq_random_init(&random, 12, 0);
    int below = 0;
    for (int world = 0; world < WORLDS; world++) {
        static const uint64_t weights[] = {3, 2, 1};
        uint64_t counts[12], scratch[12];
        for (size_t group = 0; group < 4; group++)
            exq_sample_multinomial(&random, 10 + 5 * group, weights, 3, counts + 3 * group);
        below += exq_permutation_p(counts, 4, 3, 199, &random, scratch) <= 0.05;
    }
    assert_in_range(below, 6, 38);
}

/* --------------------------------------------------------------------------------------------- adjustment */

static void compas_adjusted(void **state)
{
    (void)state;
    static const exq_share caucasian = {349, 1488};
    static const exq_share groups[] = {
        {805, 1795},
        {2,   23  },
        {87,  405 },
        {3,   8   },
        {36,  244 }
    };
    static const double raw[] = {5.0678467e-38, 0.13326959, 0.42491346, 0.40120093, 0.0020665924};
    static const double holm[] = {2.53392335e-37, 0.39980876, 0.80240187, 0.80240187, 0.00826637};
    static const double bh[] = {2.53392335e-37, 0.22211598, 0.42491346, 0.42491346, 0.00516648};
    double by_holm[5], by_bh[5];
    size_t scratch[5];
    for (size_t i = 0; i < 5; i++) {
        by_holm[i] = by_bh[i] = exq_fisher_two_sided(groups[i], caucasian).p;
        assert_true(near_relative(by_holm[i], raw[i], 1e-7));
    }
    exq_adjust_holm(by_holm, 5, scratch);
    exq_adjust_benjamini_hochberg(by_bh, 5, scratch);
    for (size_t i = 0; i < 5; i++) {
        assert_true(near_relative(by_holm[i], holm[i], 1e-6));
        assert_true(near_relative(by_bh[i], bh[i], 1e-6));
    }
}

static void adjustment_leaves_the_undefined_alone(void **state)
{
    (void)state;
    double p[] = {(double)NAN, 0.2, 0.3, (double)NAN, 0.4, 0.01};
    double q[] = {0.2, 0.3, 0.4, 0.01};
    size_t scratch[6];
    exq_adjust_benjamini_hochberg(p, 6, scratch);
    exq_adjust_benjamini_hochberg(q, 4, scratch);
    assert_true(isnan(p[0]) && isnan(p[3]));
    assert_true(p[1] == q[0] && p[2] == q[1] && p[4] == q[2] && p[5] == q[3]);
    assert_true(near_relative(q[3], 0.04, 1e-15) && q[0] > 0.05 && q[1] > 0.05 && q[2] > 0.05);
    double fair[] = {0.9, 0.8, 0.7, 0.6};
    exq_adjust_benjamini_hochberg(fair, 4, scratch);
    for (size_t i = 0; i < 4; i++)
        assert_true(near_relative(fair[i], 0.9, 1e-15));
    double nothing = (double)NAN;
    exq_adjust_holm(&nothing, 1, scratch);
    assert_true(isnan(nothing));
    double large[] = {0.9, 0.8};
    exq_adjust_holm(large, 2, scratch);
    assert_true(large[0] == 1 && large[1] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compas_pairs),
        cmocka_unit_test(z_to_the_last_digit),
        cmocka_unit_test(hiring_table),
        cmocka_unit_test(mortgages),
        cmocka_unit_test(degenerate_pairs),
        cmocka_unit_test(compas_omnibus),
        cmocka_unit_test(omnibus_by_hand),
        cmocka_unit_test(permutation_agrees_with_the_exact_distribution),
        cmocka_unit_test(permutation_is_uniform_in_a_fair_world),
        cmocka_unit_test(compas_adjusted),
        cmocka_unit_test(adjustment_leaves_the_undefined_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
