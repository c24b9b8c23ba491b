/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bounds over every assignment of the unknown, against trying every assignment, and against worked figures.
 */
#include "missing_bounds.h"

#include "random.h"
#include "statistics_kit.h"

static bool near(double found, double expected, double tolerance)
{
    return fabs(found - expected) <= tolerance;
}

/* ----------------------------------------------------------------------------------------------- figures */

static const exq_share sexes[] = {
    {352, 800},
    {450, 900}
};
static const exq_share races[] = {
    {400, 780},
    {122, 290},
    {122, 310},
    {133, 264}
};

static void two_groups(void **state)
{
    (void)state;
    uint64_t scratch[2];
    exq_bounds found = exq_missing_against_all(sexes, 2, 0, (exq_unknown){18, 22}, scratch);
    assert_true(near(found.lo.v, 0.840, 5e-4) && near(found.hi.v, 0.927, 5e-4));
    const exq_unknown many = {110, 140};
    found = exq_missing_against_all(sexes, 2, 0, many, scratch);
    assert_true(near(found.lo.v, 0.675, 5e-4) && found.hi.v == 1);
    found = exq_missing_against(sexes[0], sexes[1], many);
    assert_true(near(found.lo.v, 0.675, 5e-4) && near(found.hi.v, 1.173, 5e-4));
}

static void four_groups(void **state)
{
    (void)state;
    exq_missing_joint found = exq_missing_over_groups(races, 4, (exq_unknown){28, 32});
    assert_true(near(found.min_ratio.lo.v, 0.646980, 5e-7) && near(found.min_ratio.hi.v, 0.874368, 5e-7));
    assert_true(near(found.max_difference.lo.v, 0.062232, 5e-7) && near(found.max_difference.hi.v, 0.194645, 5e-7));
    found = exq_missing_over_groups(races, 4, (exq_unknown){94, 106});
    assert_true(near(found.min_ratio.lo.v, 0.462513, 5e-7) && found.min_ratio.hi.v == 1);
    assert_true(found.max_difference.lo.v == 0 && near(found.max_difference.hi.v, 0.340809, 5e-7));
}

static void nobody_unknown_leaves_no_doubt(void **state)
{
    (void)state;
    uint64_t scratch[4];
    const exq_bounds black = exq_missing_against_all(races, 4, 2, (exq_unknown){0, 0}, scratch);
    assert_true(near_relative(black.lo.v, 122.0 / 310 / (400.0 / 780), 1e-15));
    assert_true(near_relative(black.hi.v, black.lo.v, 1e-15));
    const exq_missing_joint all = exq_missing_over_groups(races, 4, (exq_unknown){0, 0});
    assert_true(near_relative(all.min_ratio.hi.v, all.min_ratio.lo.v, 1e-15));
    assert_true(near(all.max_difference.hi.v, all.max_difference.lo.v, 1e-15));
}

/* -------------------------------------------------------------------------------------------- brute force */

enum { MOST_GROUPS = 3 };

typedef struct extremes {
    double least_ratio[MOST_GROUPS], most_ratio[MOST_GROUPS];
    double least_min_ratio, most_min_ratio, least_difference, most_difference;
    uint64_t tipping[MOST_GROUPS]; /* UINT64_MAX: none */
} extremes;

static void judge(const exq_share *rates, size_t count, extremes *out)
{
    double highest = 0, lowest = 1;
    for (size_t g = 0; g < count; g++) {
        const double rate = (double)rates[g].k / (double)rates[g].n;
        highest = fmax(highest, rate);
        lowest = fmin(lowest, rate);
    }
    out->least_difference = fmin(out->least_difference, highest - lowest);
    out->most_difference = fmax(out->most_difference, highest - lowest);
    if (highest == 0)
        return;
    out->least_min_ratio = fmin(out->least_min_ratio, lowest / highest);
    out->most_min_ratio = fmax(out->most_min_ratio, lowest / highest);
    for (size_t g = 0; g < count; g++) {
        const double ratio = (double)rates[g].k / (double)rates[g].n / highest;
        out->least_ratio[g] = fmin(out->least_ratio[g], ratio);
        out->most_ratio[g] = fmax(out->most_ratio[g], ratio);
    }
}

/* Every way to put s selected and u rejected people into three groups. */
static extremes try_every_assignment(const exq_share *groups, exq_unknown unknown)
{
    extremes out = {
        {1, 1, 1},
        {0, 0, 0},
        1, 0, 1, 0, {0, 0, 0}
    };
    const uint64_t s = unknown.selected, u = unknown.rejected;
    for (uint64_t s0 = 0; s0 <= s; s0++) {
        for (uint64_t s1 = 0; s0 + s1 <= s; s1++) {
            for (uint64_t u0 = 0; u0 <= u; u0++) {
                for (uint64_t u1 = 0; u0 + u1 <= u; u1++) {
                    const uint64_t selected[] = {s0, s1, s - s0 - s1}, rejected[] = {u0, u1, u - u0 - u1};
                    exq_share rates[MOST_GROUPS];
                    for (size_t g = 0; g < MOST_GROUPS; g++)
                        rates[g] = (exq_share){groups[g].k + selected[g], groups[g].n + selected[g] + rejected[g]};
                    judge(rates, MOST_GROUPS, &out);
                }
            }
        }
    }
    for (size_t g = 0; g < MOST_GROUPS; g++) {
        out.tipping[g] = UINT64_MAX;
        for (uint64_t x = 0; x <= u; x++) {
            for (uint64_t y = 0; y <= s; y++) {
                for (size_t r = 0; r < MOST_GROUPS; r++) {
                    if (r == g || x + y >= out.tipping[g])
                        continue;
                    if (5 * groups[g].k * (groups[r].n + y) < 4 * (groups[r].k + y) * (groups[g].n + x))
                        out.tipping[g] = x + y;
                }
            }
        }
    }
    return out;
}

static void check_one(const exq_share *groups, exq_unknown unknown)
{
    uint64_t scratch[MOST_GROUPS];
    const extremes truth = try_every_assignment(groups, unknown);
    for (size_t g = 0; g < MOST_GROUPS; g++) {
        const exq_bounds bounds = exq_missing_against_all(groups, MOST_GROUPS, g, unknown, scratch);
        assert_true(near(bounds.lo.v, truth.least_ratio[g], 1e-12));
        assert_true(near(bounds.hi.v, truth.most_ratio[g], 1e-12) ||
                    /* the group could be the only one with anybody selected, or nobody have any */
                    (bounds.hi.v == 1 && groups[0].k + groups[1].k + groups[2].k == groups[g].k));
        const exq_tipping_point tip = exq_missing_tipping_point(groups, MOST_GROUPS, g, unknown, (exq_ratio){80, 100});
        assert_int_equal(tip.possible, truth.tipping[g] != UINT64_MAX);
        if (tip.possible) {
            assert_int_equal(tip.people, truth.tipping[g]);
            assert_int_equal(tip.rejected + tip.selected, tip.people);
        }
    }
    const exq_missing_joint joint = exq_missing_over_groups(groups, MOST_GROUPS, unknown);
    assert_true(near(joint.min_ratio.lo.v, truth.least_min_ratio, 1e-12));
    assert_true(near(joint.max_difference.hi.v, truth.most_difference, 1e-12));
    assert_true(joint.min_ratio.hi.v >= truth.most_min_ratio - 1e-12);
    assert_true(joint.max_difference.lo.v <= truth.least_difference + 1e-12);
}

static void every_assignment_is_within_and_the_ends_are_reached(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 31, 0);
    for (int i = 0; i < 1500; i++) {
        exq_share groups[MOST_GROUPS];
        const uint64_t largest = 3 + exq_random_below(&random, 30);
        for (size_t g = 0; g < MOST_GROUPS; g++) {
            groups[g].n = 1 + exq_random_below(&random, largest);
            groups[g].k = exq_random_below(&random, groups[g].n + 1);
        }
        const exq_unknown unknown = {exq_random_below(&random, 7), exq_random_below(&random, 7)};
        if (groups[0].k + groups[1].k + groups[2].k + unknown.selected > 0)
            check_one(groups, unknown);
    }
}

/* -------------------------------------------------------------------------------------------------- edges */

static void what_cannot_be_said(void **state)
{
    (void)state;
    uint64_t scratch[3];
    static const exq_share nobody_selected[] =
        {
            {0, 3},
            {0, 4}
    },
                           one_group[] = {{1, 3}, {0, 0}};
    const exq_unknown none = {0, 0}, some = {1, 1};
    assert_int_equal(exq_missing_against_all(nobody_selected, 2, 0, none, scratch).lo.why, EXQ_WHY_NOBODY_SELECTED);
    assert_int_equal(exq_missing_over_groups(one_group, 2, some).min_ratio.lo.why, EXQ_WHY_ONE_GROUP);
    assert_int_equal(exq_missing_against(nobody_selected[0], nobody_selected[1], none).lo.why, EXQ_WHY_REFERENCE_ZERO);
    assert_int_equal(exq_missing_against(one_group[0], one_group[1], some).lo.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(exq_missing_against(nobody_selected[0], nobody_selected[1], some).hi.why, EXQ_WHY_INFINITE);
    static const exq_share with_empty[] = {
        {1, 3},
        {0, 0},
        {2, 4}
    };
    assert_int_equal(exq_missing_against_all(with_empty, 3, 1, some, scratch).lo.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_true(exq_known(exq_missing_against_all(with_empty, 3, 0, some, scratch).lo));
}

/* Millions of unknown are poured at once, not one by one. */
static void large_numbers(void **state)
{
    (void)state;
    uint64_t scratch[3];
    const uint64_t million = 1000000;
    const exq_share groups[] = {
        {500 * million, 1000 * million},
        {600 * million, 1000 * million},
        {9,             10            }
    };
    const exq_bounds found = exq_missing_against_all(groups, 3, 0, (exq_unknown){0, 200 * million}, scratch);
    /* 600 of 1,200 million is half; the rest goes to the ten. */
    assert_true(near_relative(found.hi.v, 1, 1e-7));
    const exq_tipping_point tip =
        exq_missing_tipping_point(groups, 3, 1, (exq_unknown){million, 200 * million}, (exq_ratio){80, 100});
    assert_true(tip.possible);
    assert_true(tip.people == 0 && tip.rival == 2); /* .6 is already below .8 of .9 */
}

static void tipping_the_hiring_table(void **state)
{
    (void)state;
    const exq_tipping_point women =
        exq_missing_tipping_point(sexes, 2, 0, (exq_unknown){110, 140}, (exq_ratio){80, 100});
    assert_true(women.possible);
    assert_int_equal(women.people, women.selected + women.rejected);
    /* that many do, one fewer of either does not */
    const double n_g = 800 + (double)women.rejected, k_r = 450 + (double)women.selected;
    assert_true(352 / n_g < 0.8 * k_r / (900 + (double)women.selected));
    assert_true(352 / (n_g - 1) >= 0.8 * k_r / (900 + (double)women.selected));
    assert_false(exq_missing_tipping_point(sexes, 2, 0, (exq_unknown){18, 22}, (exq_ratio){80, 100}).possible);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_groups),
        cmocka_unit_test(four_groups),
        cmocka_unit_test(nobody_unknown_leaves_no_doubt),
        cmocka_unit_test(every_assignment_is_within_and_the_ends_are_reached),
        cmocka_unit_test(what_cannot_be_said),
        cmocka_unit_test(large_numbers),
        cmocka_unit_test(tipping_the_hiring_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
