/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Noise taken out of sets of rates: by hand, and in simulated worlds whose true rates are known.
 */
#include "shrinkage.h"

#include "sampling.h"
#include "statistics_kit.h"
#include "worst.h"

/* ---------------------------------------------------------------------------------------------- shrinkage */

static void by_hand(void **state)
{
    (void)state;
    /* Rates .2 and .4 of 100: p = .3, unit .21, Q = 2 x 100 x .01 / .21, weight 100 / .21. */
    static const exq_share groups[] = {
        {20, 100},
        {40, 100}
    };
    double bayes[2], constrained[2];
    const exq_shrinkage found = exq_shrinkage_of(groups, 2, 0.95, bayes, constrained);
    const double q = 2 / 0.21, tau2 = (q - 1) * 0.21 / 100, kept = tau2 / (tau2 + 0.0021);
    assert_true(near_relative(found.between.v, 0.02 - (0.16 + 0.24) / 99 / 2, 1e-12));
    assert_true(near_relative(found.tau2.v, tau2, 1e-12));
    assert_true(near_relative(found.gap.v, 0.2, 1e-12));
    assert_true(near_relative(found.gap_shrunken.v, 0.2 * sqrt(kept), 1e-12));
    assert_true(near_relative(bayes[0], 0.3 - 0.1 * kept, 1e-12));
    assert_true(near_relative(constrained[1], 0.3 + 0.1 * sqrt(kept), 1e-12));
    assert_true(found.between_lo.v > 0 && found.between_lo.v < tau2 && found.between_hi.v > tau2);
    /* With one degree of freedom the ends are known: root Q = root lambda +- 1.96, but for a far tail. */
    assert_true(near_relative(found.between_hi.v, pow(sqrt(q) + 1.959963984540054, 2) * 0.21 / 100, 1e-6));
}

static void equal_rates_shrink_to_nothing(void **state)
{
    (void)state;
    static const exq_share groups[] = {
        {30, 100},
        {0,  0  },
        {31, 100},
        {29, 100}
    };
    double bayes[4], constrained[4];
    const exq_shrinkage found = exq_shrinkage_of(groups, 4, 0.95, bayes, constrained);
    assert_true(found.between.v < 0); /* printed as it is */
    assert_true(found.tau2.v == 0 && found.gap_shrunken.v == 0 && found.between_lo.v == 0);
    assert_true(bayes[0] == bayes[2] && constrained[0] == constrained[3]);
    assert_true(isnan(bayes[1]) && isnan(constrained[1]));
    assert_true(found.gap.v > 0);
}

static void what_cannot_be_said(void **state)
{
    (void)state;
    static const exq_share one[] =
        {
            {3, 10},
            {0, 0 }
    },
                           nobody[] = {{0, 10}, {0, 20}}, loner[] = {{1, 1}, {3, 10}};
    assert_int_equal(exq_shrinkage_of(one, 2, 0.95, NULL, NULL).gap.why, EXQ_WHY_ONE_GROUP);
    const exq_shrinkage alike = exq_shrinkage_of(nobody, 2, 0.95, NULL, NULL);
    assert_true(alike.gap.v == 0 && alike.between.v == 0);
    assert_int_equal(alike.tau2.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(alike.gap_shrunken.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(exq_shrinkage_of(loner, 2, 0.95, NULL, NULL).between.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_true(exq_known(exq_shrinkage_of(loner, 2, 0.95, NULL, NULL).tau2));
}

/* Ten groups of 200, true rates .26 to .34 and one spread of them: variance .0009, gap .093 or so. */
static void noise_is_taken_out_on_average(void **state)
{
    (void)state;
    enum { GROUPS = 10, WORLDS = 3000, PEOPLE = 200 };
    static const uint64_t true_rates[GROUPS] = {2535, 2690, 2800, 2890, 2965, 3035, 3110, 3200, 3310, 3465};
    double mean = 0, variance = 0;
    for (size_t g = 0; g < GROUPS; g++)
        mean += (double)true_rates[g] / 1e4 / GROUPS;
    for (size_t g = 0; g < GROUPS; g++)
        variance += pow((double)true_rates[g] / 1e4 - mean, 2) / (GROUPS - 1);
    exq_random random;
    exq_random_init(&random, 41, 0);
    double between = 0, raw = 0, shrunken = 0, bayes_gap = 0;
    int covered = 0;
    for (int world = 0; world < WORLDS; world++) {
        exq_share groups[GROUPS];
        double bayes[GROUPS], lowest = 1, highest = 0;
        for (size_t g = 0; g < GROUPS; g++)
            groups[g] = (exq_share){exq_sample_binomial(&random, PEOPLE, true_rates[g], 10000), PEOPLE};
        const exq_shrinkage found = exq_shrinkage_of(groups, GROUPS, 0.95, bayes, NULL);
        for (size_t g = 0; g < GROUPS; g++) {
            lowest = fmin(lowest, bayes[g]);
            highest = fmax(highest, bayes[g]);
        }
        between += found.between.v / WORLDS;
        raw += found.gap.v / WORLDS;
        shrunken += found.gap_shrunken.v / WORLDS;
        bayes_gap += (highest - lowest) / WORLDS;
        covered += found.between_lo.v <= variance && variance <= found.between_hi.v;
    }
    print_message("variance %.6f (true %.6f), gap: true .093, raw %.3f, constrained %.3f, Bayes %.3f; coverage %.3f\n",
                  between, variance, raw, shrunken, bayes_gap, (double)covered / WORLDS);
    assert_true(near_relative(between, variance, 0.05));
    /* The constrained gap errs by less than half of what the others err by, on opposite sides. */
    const double gap = 0.093;
    assert_true(raw > gap && bayes_gap < gap);
    assert_true(2 * fabs(shrunken - gap) < fmin(raw - gap, gap - bayes_gap));
    assert_true((double)covered / WORLDS > 0.95 - 3 * sqrt(0.95 * 0.05 / WORLDS));
    assert_true((double)covered / WORLDS < 0.98);
}

static double chance_of(int k, int n, double p)
{
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p));
}

/* The mean over all replicates of three groups, each with its chance, not over drawn ones. */
static void double_correction_is_the_unbiased_variance(void **state)
{
    (void)state;
    static const int k[] = {2, 3, 8}, n[] = {5, 7, 11};
    double corrected = 0, plain = 0;
    exq_share groups[3];
    for (int a = 0; a <= n[0]; a++)
        for (int b = 0; b <= n[1]; b++)
            for (int c = 0; c <= n[2]; c++) {
                const int drawn[] = {a, b, c};
                double chance = 1, added = 0, mean = 0, spread = 0, rate[3];
                for (size_t g = 0; g < 3; g++) {
                    rate[g] = (double)drawn[g] / n[g];
                    chance *= chance_of(drawn[g], n[g], (double)k[g] / n[g]);
                    added += rate[g] * (1 - rate[g]) / (n[g] - 1) / 3;
                    mean += rate[g] / 3;
                }
                for (size_t g = 0; g < 3; g++)
                    spread += pow(rate[g] - mean, 2) / 2;
                corrected += chance * (spread - 2 * added);
            }
    for (size_t g = 0; g < 3; g++) {
        groups[g] = (exq_share){(uint64_t)k[g], (uint64_t)n[g]};
        plain += (double)k[g] / n[g] * (1 - (double)k[g] / n[g]) * (1.0 / (n[g] - 1) - 1.0 / n[g]) / 3;
    }
    const exq_shrinkage found = exq_shrinkage_of(groups, 3, 0.95, NULL, NULL);
    assert_true(near_relative(corrected, found.between.v + plain, 1e-10));
}

/* -------------------------------------------------------------------------------------------------- worst */

static size_t worst_set(const exq_share *groups, size_t count, bool highest, bool *can_be)
{
    enum { MOST = 32 };
    exq_limits limits[MOST];
    assert_true(count <= MOST);
    exq_worst_limits(groups, count, 0.95, limits);
    return exq_worst_set(groups, limits, count, highest, can_be);
}

static void who_can_be_the_worst_of_the_hiring_table(void **state)
{
    (void)state;
    /* White, Hispanic, Black, Asian, Pacific Islander, American Indian, two or more */
    static const exq_share races[] = {
        {400, 780},
        {122, 290},
        {122, 310},
        {133, 264},
        {8,   19 },
        {7,   15 },
        {10,  22 }
    };
    bool can_be[7];
    assert_int_equal(worst_set(races, 7, false, can_be), 5);
    assert_true(!can_be[0] && can_be[1] && can_be[2] && !can_be[3] && can_be[4] && can_be[5] && can_be[6]);
    assert_int_equal(worst_set(races, 4, false, can_be), 2);
    assert_true(!can_be[0] && can_be[1] && can_be[2] && !can_be[3]);
    /* Where being selected is bad, the highest rate is the worst: the same counts of the rejected. */
    exq_share rejected[7];
    bool mirrored[7];
    for (size_t i = 0; i < 7; i++)
        rejected[i] = (exq_share){races[i].n - races[i].k, races[i].n};
    worst_set(races, 7, false, can_be);
    assert_int_equal(worst_set(rejected, 7, true, mirrored), 5);
    assert_memory_equal(can_be, mirrored, sizeof can_be);
}

static void one_group_is_the_worst_and_an_empty_one_is_not(void **state)
{
    (void)state;
    static const exq_share groups[] = {
        {0, 0 },
        {5, 10},
        {0, 0 }
    };
    bool can_be[3];
    assert_int_equal(worst_set(groups, 3, false, can_be), 1);
    assert_true(!can_be[0] && can_be[1] && !can_be[2]);
    static const exq_share equal[] = {
        {5,   10  },
        {50,  100 },
        {500, 1000}
    };
    assert_int_equal(worst_set(equal, 3, false, can_be), 3);
}

/* The truly worst is in the set in 95 of 100 worlds, also where the others are as bad as it. */
static void the_worst_is_in_the_set(void **state)
{
    (void)state;
    enum { GROUPS = 5, WORLDS = 400, PEOPLE = 150 };
    static const uint64_t patterns[2][GROUPS] = {
        {25, 25, 25, 25, 25},
        {20, 24, 30, 35, 40}
    };
    exq_random random;
    exq_random_init(&random, 42, 0);
    for (size_t pattern = 0; pattern < 2; pattern++) {
        int held = 0;
        for (int world = 0; world < WORLDS; world++) {
            exq_share groups[GROUPS];
            bool can_be[GROUPS];
            for (size_t g = 0; g < GROUPS; g++)
                groups[g] = (exq_share){exq_sample_binomial(&random, PEOPLE, patterns[pattern][g], 100), PEOPLE};
            worst_set(groups, GROUPS, false, can_be);
            held += can_be[0];
        }
        assert_true((double)held / WORLDS > 0.95 - 3 * sqrt(0.95 * 0.05 / WORLDS));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(double_correction_is_the_unbiased_variance),
        cmocka_unit_test(equal_rates_shrink_to_nothing),
        cmocka_unit_test(what_cannot_be_said),
        cmocka_unit_test(noise_is_taken_out_on_average),
        cmocka_unit_test(who_can_be_the_worst_of_the_hiring_table),
        cmocka_unit_test(one_group_is_the_worst_and_an_empty_one_is_not),
        cmocka_unit_test(the_worst_is_in_the_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
