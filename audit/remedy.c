/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Works backwards from a limit to people. Counts of decisions are exact: products are formed in 128 bits, and what does not
 * fit is not told.
 */
#include "remedy.h"

#include <math.h>
#include <string.h>

#include "quantity.h"

/* A product of two counts and a term of a limit stays below 2^127. */
enum { COUNT_BITS = 43 };

typedef struct exact {
    exq_u128 num, den;
} exact;

/* The share of the group that lies at the limit, upwards or downwards of the reference. False: below 0. */
static bool share_at(const exq_judged *measured, exq_ratio limit, bool upwards, exact *out)
{
    const exq_share reference = measured->reference;
    if (measured->made_of == EXQ_MADE_OF_A_SHARE) {
        *out = (exact){limit.num, limit.den};
        return true;
    }
    out->den = (exq_u128)limit.den * reference.n;
    if (measured->made_of == EXQ_MADE_AS_RATIO) {
        out->num = (exq_u128)limit.num * reference.k;
        return true;
    }
    const exq_u128 base = (exq_u128)limit.den * reference.k, step = (exq_u128)limit.num * reference.n;
    out->num = upwards ? base + step : base - step;
    return upwards || base >= step;
}

/* num * n / den, rounded so that it is on the right side; false: too large to be told. */
static bool people_at(exact share, uint64_t n, bool up, uint64_t *out)
{
    exq_u128 product;
    if (__builtin_mul_overflow(share.num, (exq_u128)n, &product))
        return false;
    const exq_u128 whole = product / share.den + (up && product % share.den != 0);
    *out = whole > n ? n + 1 : (uint64_t)whole;
    return true;
}

static bool fits(exq_share share)
{
    return (share.k | share.n) >> COUNT_BITS == 0;
}

/* The group needs at least (or at most) so many of n. */
static bool bound_of(const exq_judged *measured, exq_ratio limit, bool upwards, bool at_least, uint64_t *out)
{
    exact share;
    if (!share_at(measured, limit, upwards, &share)) {
        *out = 0;
        return at_least; /* nobody at most is met by nobody; fewer than nobody there cannot be */
    }
    return people_at(share, measured->group.n, at_least, out);
}

exq_change exq_change_to_meet(const exq_judged *measured, const exq_limit *limit)
{
    const exq_change none = {0};
    const exq_share group = measured->group;
    const bool pair = measured->made_of != EXQ_MADE_OF_A_SHARE;
    uint64_t least = 0, most = group.n;
    if (measured->made_of == EXQ_MADE_OTHERWISE || group.n == 0 || !fits(group) ||
        (pair && (measured->reference.n == 0 || !fits(measured->reference))))
        return none;
    if (limit->op != EXQ_AT_MOST && !bound_of(measured, limit->low, true, true, &least))
        return none;
    if (limit->op != EXQ_AT_LEAST && !bound_of(measured, limit->high, true, false, &most))
        return none;
    if (measured->by_size && !bound_of(measured, limit->high, false, true, &least))
        return none;
    if (least > most || least > group.n)
        return none;
    most = most > group.n ? group.n : most;
    if (group.k < least)
        return (exq_change){true, true, least - group.k};
    return (exq_change){true, false, group.k > most ? group.k - most : 0};
}

/* ------------------------------------------------------------------------------------------- people to settle */

static double times_for(double value, double end, double limit, bool logarithmic)
{
    if (logarithmic && value > 0 && end > 0 && limit > 0) {
        value = log(value);
        end = log(end);
        limit = log(limit);
    }
    const double away = limit - value;
    const double reach = end - value;
    if (!(fabs(away) > 0) || away * reach <= 0 || isinf(end))
        return (double)NAN;
    return fmax(1, (reach / away) * (reach / away));
}

double exq_times_to_settle(const exq_judged *measured, const exq_limit *limit)
{
    const exq_range range = exq_judged_range(measured);
    const double value = exq_judged_value(measured);
    const exq_ratio limits[] = {limit->low, limit->high};
    const bool asked[] = {limit->op != EXQ_AT_MOST, limit->op != EXQ_AT_LEAST};
    double most = (double)NAN;
    for (size_t i = 0; i < 2; i++) {
        const double at = (double)limits[i].num / (double)(limits[i].den > 0 ? limits[i].den : 1);
        const exq_value end = value < at ? range.hi : range.lo;
        if (!asked[i] || !exq_known(end) || (value < at ? end.v < at : end.v > at))
            continue;
        const double times = times_for(value, end.v, at, measured->made_of == EXQ_MADE_AS_RATIO);
        if (isnan(times))
            return times;
        most = fmax(most, times);
    }
    return most;
}

int64_t exq_people_to_settle(int64_t people, double times)
{
    const double most = 1e12;
    const double needed = (double)people * times;
    if (people <= 0 || !(needed <= most))
        return -1;
    double unit = 1;
    while (needed / unit >= 1000)
        unit *= 10;
    return (int64_t)(ceil(needed / unit) * unit);
}

/* A decision moves a person between the two cells of one label. */
static bool closed_under_decisions(unsigned mask)
{
    const unsigned pairs[] = {TP | FN, FP | TN, US | UR};
    for (size_t i = 0; i < 3; i++)
        if ((mask & pairs[i]) != 0 && (mask & pairs[i]) != pairs[i])
            return false;
    return true;
}

bool exq_decisions_move(const char *rate)
{
    for (size_t i = 0; rate != NULL && i < EXQ_RATES; i++)
        if (strcmp(exq_quantities[i].id, rate) == 0)
            return exq_quantities[i].shape == EXQ_PROPORTION && closed_under_decisions(exq_quantities[i].den) &&
                   !closed_under_decisions(exq_quantities[i].num);
    return false;
}
