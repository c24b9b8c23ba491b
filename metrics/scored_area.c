/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Areas under ROC curves, counted in whole pairs, and their ranges.
 */
#include "scored.h"

#include "number.h"

static uint64_t total(const uint64_t *people, size_t count)
{
    uint64_t sum = 0;
    for (size_t b = 0; b < count; b++)
        sum += people[b];
    return sum;
}

static bool is_one_number(exq_score_bin bin)
{
    return !(bin.low < bin.high);
}

/* Twice the pairs in favour, and the pairs within bins of several numbers. */
typedef struct pairs {
    exq_u128 twice, open;
} pairs;

static pairs count_pairs(const exq_scale *scale, const uint64_t *above, const uint64_t *below)
{
    pairs out = {0};
    uint64_t under = 0;
    for (size_t b = 0; b < scale->bin_count; b++) {
        const exq_u128 within = (exq_u128)above[b] * below[b];
        out.twice += 2 * (exq_u128)above[b] * under + within;
        out.open += is_one_number(scale->bins[b]) ? 0 : within;
        under += below[b];
    }
    return out;
}

static double square(double x)
{
    return x * x;
}

static double variance(const exq_scale *scale, const uint64_t *above, const uint64_t *below, double p, double n,
                       double area)
{
    double of_above = 0, of_below = 0, under = 0, over = p;
    for (size_t b = 0; b < scale->bin_count; b++) {
        const double a = (double)above[b], b_people = (double)below[b];
        over -= a;
        of_above += a * square((under + b_people / 2) / n - area);
        of_below += b_people * square((over + a / 2) / p - area);
        under += b_people;
    }
    return of_above / ((p - 1) * p) + of_below / ((n - 1) * n);
}

exq_scored_value exq_area_under(const exq_scale *scale, const uint64_t *above, const uint64_t *below)
{
    const uint64_t p = total(above, scale->bin_count), n = total(below, scale->bin_count);
    if (p == 0 || n == 0)
        return (exq_scored_value){.value = exq_none(EXQ_WHY_ZERO_DENOMINATOR),
                                  .se = exq_none(EXQ_WHY_ZERO_DENOMINATOR)};
    const pairs found = count_pairs(scale, above, below);
    const double all = (double)((exq_u128)p * n);
    exq_scored_value out = {
        .value = exq_some((double)found.twice / (2 * all)),
        .se = exq_none(EXQ_WHY_TOO_FEW_PEOPLE),
        .fewest = p < n ? p : n,
        .certain = {.told = found.open > 0,
                    .lo = (double)(found.twice - found.open) / (2 * all),
                    .hi = (double)(found.twice + found.open) / (2 * all)},
    };
    if (out.fewest > 1)
        out.se = exq_some(sqrt(variance(scale, above, below, (double)p, (double)n, out.value.v)));
    return out;
}

exq_scored_value exq_scored_auc(exq_scored of)
{
    return exq_area_under(of.scale, of.row->people[EXQ_SCORED_POSITIVE], of.row->people[EXQ_SCORED_NEGATIVE]);
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static exq_limits plain_limits(const exq_scored_value *area, double level)
{
    const double a = area->value.v;
    if (a > 0 && a < 1 && area->se.v > 0) {
        const double middle = log(a / (1 - a)), reach = exq_interval_z(level) * area->se.v / (a * (1 - a));
        return (exq_limits){logistic(middle - reach), logistic(middle + reach)};
    }
    const double alike = pow((1 - level) / 2, 1 / (double)area->fewest);
    return (exq_limits){a * alike, 1 - (1 - a) * alike};
}

exq_range exq_range_of_area(const exq_scored_value *area, double level)
{
    if (!exq_known(area->se))
        return exq_range_none(area->se.why);
    exq_limits limits = plain_limits(area, level);
    if (area->certain.told) {
        limits.lo = fmax(0, limits.lo - (area->value.v - area->certain.lo));
        limits.hi = fmin(1, limits.hi + (area->certain.hi - area->value.v));
    }
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), area->se.v > 0 ? "delong_logit" : "pairs"};
}
