/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often the fold interval holds the true max - min and min / max, in simulated worlds: fair and unfair, few
 * groups and many, small and large, rare and common. A bootstrap of the same figures holds the truth in none of the
 * fair ones.
 */
#include "distributions.h"
#include "interval.h"
#include "sampling.h"
#include "statistics_kit.h"

enum { WORLDS = 4000, GROUPS_MOST = 14, PEOPLE_MOST = 1000, CHECKED_WORLDS = 5 };

static const double level = 0.95;

/* The limits of every count of a group: one group of that size has been given them all beforehand, since the intervals
 * themselves take a hundred quantiles each. */
typedef struct ladder {
    uint64_t n;
    exq_limits away[PEOPLE_MOST + 1];
    exq_limits towards[PEOPLE_MOST + 1];
} ladder;

static exq_limits clopper_pearson(double k, double n, double z)
{
    const double tail = exq_normal_cdf(-z);
    return (exq_limits){k > 0 ? exq_beta_quantile(tail, k, n - k + 1) : 0,
                        k < n ? 1 - exq_beta_quantile(tail, n - k, k + 1) : 1};
}

static void build_ladder(ladder *of, uint64_t n, exq_reach reach)
{
    of->n = n;
    for (uint64_t k = 0; k <= n; k++) {
        of->away[k] = clopper_pearson((double)k, (double)n, reach.away);
        of->towards[k] = clopper_pearson((double)k, (double)n, reach.towards);
    }
}

/* ------------------------------------------------------------------- the interval, from ready-made limits */

typedef struct fold {
    exq_limits difference, ratio;
} fold;

static double lower_ratio(double p_i, exq_limits i, double p_j, exq_limits j)
{
    const double a = p_i * p_j, b = i.lo * (2 * p_i - i.lo), c = j.hi * (2 * p_j - j.hi);
    return p_i > 0 ? b / (a + sqrt(fmax(a * a - b * c, 0))) : 0;
}

static fold fold_of(const ladder *const *ladders, const uint64_t *counts, size_t groups)
{
    fold out = {
        {0, 0},
        {1, 1}
    };
    for (size_t i = 0; i < groups; i++) {
        for (size_t j = 0; j < groups; j++) {
            const double p_i = (double)counts[i] / (double)ladders[i]->n,
                         p_j = (double)counts[j] / (double)ladders[j]->n;
            if (i == j)
                continue;
            const exq_limits far_i = ladders[i]->away[counts[i]], far_j = ladders[j]->away[counts[j]];
            const exq_limits near_i = ladders[i]->towards[counts[i]], near_j = ladders[j]->towards[counts[j]];
            out.difference.lo = fmax(out.difference.lo, exq_mover(p_i, near_i, p_j, near_j).lo);
            out.difference.hi = fmax(out.difference.hi, exq_mover(p_i, far_i, p_j, far_j).hi);
            out.ratio.lo = fmin(out.ratio.lo, lower_ratio(p_i, far_i, p_j, far_j));
            const double inverse = lower_ratio(p_j, near_j, p_i, near_i);
            out.ratio.hi = fmin(out.ratio.hi, inverse > 0 ? 1 / inverse : 1);
        }
    }
    return out;
}

static void check_against_the_library(const ladder *const *ladders, const uint64_t *counts, size_t groups,
                                      const fold *made)
{
    exq_proportion proportions[GROUPS_MOST];
    exq_limits scratch[GROUPS_MOST];
    for (size_t g = 0; g < groups; g++)
        proportions[g] = (exq_proportion){(double)counts[g], (double)ladders[g]->n, false};
    const exq_reach reach = exq_reach_of(level, level, groups);
    const exq_range difference = exq_interval_max_difference(proportions, groups, reach, scratch);
    const exq_range ratio = exq_interval_min_ratio(proportions, groups, reach, scratch);
    assert_true(fabs(difference.lo.v - made->difference.lo) < 1e-12);
    assert_true(fabs(difference.hi.v - made->difference.hi) < 1e-12);
    assert_true(fabs(ratio.lo.v - made->ratio.lo) < 1e-12);
    assert_true(fabs(ratio.hi.v - made->ratio.hi) < 1e-12);
}

/* ------------------------------------------------------------------------------------------------- worlds */

/* Rates are parts of 10,000. */
typedef struct world {
    size_t groups;
    const ladder *ladders[GROUPS_MOST];
    uint64_t rates[GROUPS_MOST];
} world;

typedef struct coverage {
    double difference, ratio;
} coverage;

static coverage simulate(const world *of, uint64_t stream)
{
    uint64_t lowest = 10000, highest = 0;
    for (size_t g = 0; g < of->groups; g++) {
        lowest = of->rates[g] < lowest ? of->rates[g] : lowest;
        highest = of->rates[g] > highest ? of->rates[g] : highest;
    }
    const double difference = (double)(highest - lowest) / 10000, ratio = (double)lowest / (double)highest;
    int difference_held = 0, ratio_held = 0, ratios = 0, checked = 0;
    exq_random random;
    exq_random_init(&random, 20, stream);
    for (int i = 0; i < WORLDS; i++) {
        uint64_t counts[GROUPS_MOST], selected = 0;
        for (size_t g = 0; g < of->groups; g++) {
            counts[g] = exq_sample_binomial(&random, of->ladders[g]->n, of->rates[g], 10000);
            selected += counts[g];
        }
        const fold found = fold_of(of->ladders, counts, of->groups);
        difference_held += found.difference.lo <= difference && difference <= found.difference.hi;
        if (selected == 0)
            continue; /* no ratio */
        ratios++;
        ratio_held += found.ratio.lo <= ratio && ratio <= found.ratio.hi;
        if (checked++ < CHECKED_WORLDS)
            check_against_the_library(of->ladders, counts, of->groups, &found);
    }
    return (coverage){(double)difference_held / WORLDS, (double)ratio_held / ratios};
}

static double least_accepted(void)
{
    return level - 3 * sqrt(level * (1 - level) / WORLDS);
}

static void note(coverage *least, coverage found)
{
    assert_true(found.difference >= least_accepted());
    assert_true(found.ratio >= least_accepted());
    least->difference = fmin(least->difference, found.difference);
    least->ratio = fmin(least->ratio, found.ratio);
}

/* Fair; one group at half the rate; falling from group to group down to a half. */
enum { FAIR, ONE_BEHIND, FALLING, PATTERNS };

static uint64_t rate_of(int pattern, uint64_t rate, size_t group, size_t groups)
{
    if (pattern == ONE_BEHIND)
        return group == 0 ? rate / 2 : rate;
    return pattern == FALLING ? rate - rate * group / (2 * (groups - 1)) : rate;
}

static void groups_of_one_size(void **state)
{
    (void)state;
    static const size_t group_counts[] = {2, 4, 7, 14};
    static const uint64_t sizes[] = {50, 200, 1000}, rates[] = {500, 2000, 5000};
    static ladder steps;
    coverage least[PATTERNS] = {
        {1, 1},
        {1, 1},
        {1, 1}
    };
    uint64_t stream = 0;
    for (size_t i = 0; i < COUNT(group_counts); i++) {
        for (size_t j = 0; j < COUNT(sizes); j++) {
            build_ladder(&steps, sizes[j], exq_reach_of(level, level, group_counts[i]));
            for (size_t k = 0; k < COUNT(rates); k++) {
                for (int pattern = 0; pattern < PATTERNS; pattern++) {
                    world of = {.groups = group_counts[i]};
                    for (size_t g = 0; g < of.groups; g++) {
                        of.ladders[g] = &steps;
                        of.rates[g] = rate_of(pattern, rates[k], g, of.groups);
                    }
                    note(&least[pattern], simulate(&of, stream++));
                }
            }
        }
    }
    static const char *const names[] = {"all alike", "one behind", "falling"};
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
        print_message("%s: least coverage of 36 designs, difference %.4f, ratio %.4f\n", names[pattern],
                      least[pattern].difference, least[pattern].ratio);
    }
}

/* Sex and race of a hiring table: 14 groups of 7 to 420 people. */
static void groups_of_many_sizes(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {420, 360, 150, 140, 160, 150, 140, 124, 10, 9, 8, 7, 12, 10};
    static const uint64_t rates[] = {500, 2000, 4700};
    static ladder steps[COUNT(sizes)];
    coverage least = {1, 1};
    const exq_reach reach = exq_reach_of(level, level, COUNT(sizes));
    for (size_t g = 0; g < COUNT(sizes); g++)
        build_ladder(&steps[g], sizes[g], reach);
    uint64_t stream = 1000;
    for (size_t k = 0; k < COUNT(rates); k++) {
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            world of = {.groups = COUNT(sizes)};
            for (size_t g = 0; g < of.groups; g++) {
                of.ladders[g] = &steps[g];
                of.rates[g] = rate_of(pattern, rates[k], g, of.groups);
            }
            note(&least, simulate(&of, stream++));
        }
    }
    print_message("14 groups of 7 to 420: least coverage, difference %.4f, ratio %.4f\n", least.difference,
                  least.ratio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_of_one_size),
        cmocka_unit_test(groups_of_many_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
