/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pooled skew, and the mean and the least of NDKL.
 */
#include "lists_skew.h"

#include "positions.h"

exq_value exq_skew_of(const double *places, const double *target, size_t groups, size_t group)
{
    double all = 0;
    for (size_t g = 0; g < groups; g++)
        all += places[g];
    if (all == 0)
        return exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    if (target[group] == 0)
        return exq_none(EXQ_WHY_NO_ITEMS);
    return places[group] > 0 ? exq_some(log(places[group] / all / target[group])) : exq_none(EXQ_WHY_RATE_ZERO);
}

exq_skew_extremes exq_skew_extremes_of(const double *places, const double *target, size_t groups)
{
    const exq_value none = exq_none(EXQ_WHY_NO_ITEMS);
    exq_skew_extremes out = {none, none, SIZE_MAX, SIZE_MAX};
    for (size_t g = 0; g < groups; g++) {
        const exq_value skew = exq_skew_of(places, target, groups, g);
        if (skew.why == EXQ_WHY_NO_ITEMS)
            continue;
        if (skew.why == EXQ_WHY_NO_RECOMMENDATIONS)
            return (exq_skew_extremes){skew, skew, SIZE_MAX, SIZE_MAX};
        const double at = exq_known(skew) ? skew.v : -INFINITY;
        if (out.min_group == SIZE_MAX || at < (exq_known(out.min) ? out.min.v : -INFINITY)) {
            out.min = skew;
            out.min_group = g;
        }
        if (exq_known(skew) && (!exq_known(out.max) || skew.v > out.max.v)) {
            out.max = skew;
            out.max_group = g;
        }
    }
    return out;
}

double exq_absent_by_chance(double target, size_t length)
{
    return pow(1 - target, (double)length);
}

/* ------------------------------------------------------------------------------------------------ fair lists */

/* The chance that the next place goes to the group, of which `had` of `length` places are. */
static double chance(double target, double in_pool, double pool, double had, double length)
{
    return pool > 0 ? fmin(fmax((in_pool - had) / (pool - length), 0), 1) : target;
}

/* Mean over the lists of (c/r) ln(c / (r t)), summed with the weights of the ranks. */
static double group_part(double target, double in_pool, double pool, size_t length, double *law)
{
    double sum = 0;
    law[0] = 1;
    for (size_t r = 1; r <= length; r++) {
        const double before = (double)(r - 1);
        double inner = 0;
        law[r] = 0;
        for (size_t c = r; c > 0; c--) {
            const double stays = 1 - chance(target, in_pool, pool, (double)c, before);
            law[c] = law[c] * stays + law[c - 1] * chance(target, in_pool, pool, (double)(c - 1), before);
            const double share = (double)c / (double)r;
            inner += law[c] * share * log(share / target);
        }
        law[0] *= 1 - chance(target, in_pool, pool, 0, before);
        sum += exq_discount_log(r) * inner;
    }
    return sum;
}

static double weights_of(size_t length)
{
    double sum = 0;
    for (size_t r = 1; r <= length; r++)
        sum += exq_discount_log(r);
    return sum;
}

double exq_ndkl_of_fair(const double *target, const uint64_t *pool, size_t groups, size_t length, double *law)
{
    double sum = 0, items = 0;
    for (size_t g = 0; pool != NULL && g < groups; g++)
        items += (double)pool[g];
    for (size_t g = 0; g < groups; g++) {
        if (target[g] > 0)
            sum += group_part(target[g], pool != NULL ? (double)pool[g] : 0, items, length, law);
    }
    return sum / weights_of(length);
}

static double self_log(double count, double target)
{
    return count > 0 ? count * log(count / target) : 0;
}

/* r KL(D_r || t) + r ln r is a sum of convex functions of the counts that do not change with r. So adding the item
 * that costs least gives the best mixture of every length at once, and it is one list. */
static size_t cheapest(const double *target, size_t groups, const double *counts)
{
    size_t best = SIZE_MAX;
    double least = INFINITY;
    for (size_t g = 0; g < groups; g++) {
        if (target[g] <= 0)
            continue;
        const double cost = self_log(counts[g] + 1, target[g]) - self_log(counts[g], target[g]);
        if (cost < least) {
            least = cost;
            best = g;
        }
    }
    return best;
}

double exq_ndkl_least(const double *target, size_t groups, size_t length, double *counts)
{
    double sum = 0, spent = 0;
    for (size_t g = 0; g < groups; g++)
        counts[g] = 0;
    for (size_t r = 1; r <= length; r++) {
        const size_t g = cheapest(target, groups, counts);
        if (g == SIZE_MAX)
            return (double)NAN;
        spent += self_log(counts[g] + 1, target[g]) - self_log(counts[g], target[g]);
        counts[g]++;
        sum += exq_discount_log(r) * fmax(spent / (double)r - log((double)r), 0);
    }
    return sum / weights_of(length);
}
