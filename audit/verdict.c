/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides. A limit with two sides is two limits, both of which must hold.
 */
#include "verdict.h"

#include <math.h>

const char *exq_verdict_name(exq_verdict verdict)
{
    static const char *const names[] = {"met", "waived", "not_settled", "not_computed", "missed"};
    return names[verdict];
}

exq_verdict exq_verdict_of_all(const exq_verdict *verdicts, size_t count)
{
    exq_verdict worst = count > 0 ? EXQ_MET : EXQ_NOT_COMPUTED;
    for (size_t i = 0; i < count; i++)
        worst = verdicts[i] > worst ? verdicts[i] : worst;
    return worst;
}

exq_verdict exq_verdict_of_either(exq_verdict one, exq_verdict other)
{
    if (one == EXQ_NOT_COMPUTED || other == EXQ_NOT_COMPUTED)
        return EXQ_NOT_COMPUTED;
    return one < other ? one : other;
}

/* --------------------------------------------------------------------------------------------- what is judged */

double exq_judged_value(const exq_judged *measured)
{
    return measured->by_size ? fabs(measured->value.v) : measured->value.v;
}

static bool has_end(exq_value end)
{
    return end.why == EXQ_WHY_NONE ? !isnan(end.v) : end.why == EXQ_WHY_INFINITE;
}

static double end_of(exq_value end, double infinite)
{
    return exq_known(end) ? end.v : infinite;
}

static exq_value end_at(double v)
{
    return isinf(v) ? exq_none(EXQ_WHY_INFINITE) : exq_some(v);
}

exq_range exq_judged_range(const exq_judged *measured)
{
    exq_range range = {measured->lo, measured->hi, NULL};
    if (!measured->by_size || !has_end(range.lo) || !has_end(range.hi))
        return range;
    double lo = end_of(range.lo, -(double)INFINITY), hi = end_of(range.hi, (double)INFINITY);
    range.lo = end_at(lo > 0 ? lo : hi < 0 ? -hi : 0);
    range.hi = end_at(fmax(-lo, hi));
    return range;
}

/* ------------------------------------------------------------------------------------------------- one side */

typedef struct side {
    bool above; /* the right side is above the limit */
    exq_ratio limit;
} side;

static double limit_value(exq_ratio limit)
{
    return (double)limit.num / (double)limit.den;
}

/* Sign of v - limit; 0 inside the bound, where only an end that is exactly 0 or 1, as no rounding makes it, is `on` it. */
static int compare_double(double v, exq_ratio limit, bool *on)
{
    const double at = limit_value(limit);
    const double bound = EXQ_VERDICT_BOUND * fmax(1, fmax(fabs(at), isinf(v) ? 0 : fabs(v)));
    *on = (v <= 0 && v >= 0 && limit.num == 0) || (v <= 1 && v >= 1 && limit.num == limit.den);
    return v > at + bound ? 1 : v < at - bound ? -1 : 0;
}

/* +1 on the right side or on the limit, -1 on the wrong side, 0 too near to tell. */
static int holds(double v, const side *of)
{
    bool on = false;
    int sign = compare_double(v, of->limit, &on);
    if (on)
        return 1;
    return of->above ? sign : -sign;
}

static exq_verdict interval_side(const exq_judged *measured, const side *of)
{
    const exq_range range = exq_judged_range(measured);
    if (!exq_known(measured->value) || isnan(measured->value.v) || !has_end(range.lo) || !has_end(range.hi))
        return EXQ_NOT_COMPUTED;
    const double lo = end_of(range.lo, -(double)INFINITY), hi = end_of(range.hi, (double)INFINITY);
    if (holds(of->above ? lo : hi, of) > 0)
        return EXQ_MET;
    return holds(of->above ? hi : lo, of) < 0 ? EXQ_MISSED : EXQ_NOT_SETTLED;
}

/* Sign of the number less the limit, in integers; false: it cannot be had that way. */
static bool compare_exactly(const exq_judged *measured, exq_ratio limit, int *sign)
{
    const exq_share group = measured->group, reference = measured->reference, whole = {1, 1};
    switch (measured->made_of) {
    case EXQ_MADE_OF_A_SHARE:
        return group.n > 0 && exq_compare_ratio(group, whole, limit, sign, NULL) == EXQ_OK;
    case EXQ_MADE_AS_RATIO:
        return group.n > 0 && reference.n > 0 && reference.k > 0 &&
               exq_compare_ratio(group, reference, limit, sign, NULL) == EXQ_OK;
    case EXQ_MADE_AS_DIFFERENCE:
        if (group.n == 0 || reference.n == 0 || exq_compare_gap(group, reference, limit, sign, NULL) != EXQ_OK)
            return false;
        /* What is below 0 is below every limit. */
        if (!measured->by_size && exq_compare_shares(group, reference) < 0)
            *sign = -1;
        return true;
    case EXQ_MADE_OTHERWISE:
        break;
    }
    return false;
}

static exq_verdict point_side(const exq_judged *measured, const side *of)
{
    int sign = 0;
    if (!exq_known(measured->value) || isnan(measured->value.v))
        return EXQ_NOT_COMPUTED;
    if (compare_exactly(measured, of->limit, &sign))
        return (of->above ? sign : -sign) >= 0 ? EXQ_MET : EXQ_MISSED;
    const int held = holds(exq_judged_value(measured), of);
    return held > 0 ? EXQ_MET : held < 0 ? EXQ_MISSED : EXQ_NOT_SETTLED;
}

/* ---------------------------------------------------------------------------------------------- both sides */

static size_t sides_of(const exq_limit *limit, side out[2])
{
    size_t count = 0;
    if (limit->op != EXQ_AT_MOST)
        out[count++] = (side){true, limit->low};
    if (limit->op != EXQ_AT_LEAST)
        out[count++] = (side){false, limit->high};
    return count;
}

static exq_verdict decide(const exq_judged *measured, const exq_limit *limit,
                          exq_verdict (*one)(const exq_judged *, const side *))
{
    side sides[2];
    exq_verdict verdicts[2] = {EXQ_NOT_COMPUTED, EXQ_NOT_COMPUTED};
    const size_t count = sides_of(limit, sides);
    for (size_t i = 0; i < count; i++)
        verdicts[i] = one(measured, &sides[i]);
    return exq_verdict_of_all(verdicts, count);
}

exq_verdict exq_verdict_by_interval(const exq_judged *measured, const exq_limit *limit)
{
    return decide(measured, limit, interval_side);
}

exq_verdict exq_verdict_by_point(const exq_judged *measured, const exq_limit *limit)
{
    if (!measured->certain.told)
        return decide(measured, limit, point_side);
    exq_judged open = *measured;
    open.lo = exq_some(measured->certain.lo);
    open.hi = exq_some(measured->certain.hi);
    return decide(&open, limit, interval_side);
}

double exq_verdict_margin(const exq_judged *measured, const exq_limit *limit)
{
    side sides[2];
    const size_t count = sides_of(limit, sides);
    const double value = exq_judged_value(measured);
    double margin = (double)INFINITY;
    if (!exq_known(measured->value) || isnan(value))
        return (double)NAN;
    for (size_t i = 0; i < count; i++) {
        const double beyond = value - limit_value(sides[i].limit);
        margin = fmin(margin, sides[i].above ? beyond : -beyond);
    }
    return margin;
}
