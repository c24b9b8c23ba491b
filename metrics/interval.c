/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the methods share: levels, and ranges seen through a monotone function.
 */
#include "interval.h"

#include "distributions.h"

exq_range exq_range_none(exq_why why)
{
    return (exq_range){exq_none(why), exq_none(why), NULL};
}

double exq_interval_z(double level)
{
    return exq_normal_quantile((1 + level) / 2);
}

double exq_interval_sidak(double level, size_t m)
{
    return m < 2 ? level : pow(level, 1 / (double)m);
}

/* ------------------------------------------------------------------------------------------- of one rate */

static const struct {
    const char *name;
    exq_interval_one *of;
} rate_intervals[] = {
    [EXQ_RATE_WILSON] = {"wilson",                   exq_interval_wilson         },
    [EXQ_RATE_CLOPPER_PEARSON] = {"clopper-pearson", exq_interval_clopper_pearson},
    [EXQ_RATE_JEFFREYS] = {"jeffreys",               exq_interval_jeffreys       },
};

exq_range exq_interval_rate(exq_rate_interval method, exq_proportion group, double level)
{
    return rate_intervals[method].of(group, level);
}

const char *exq_rate_interval_name(exq_rate_interval method)
{
    return method < sizeof rate_intervals / sizeof rate_intervals[0] ? rate_intervals[method].name : NULL;
}

/* ------------------------------------------------------------------------------------------------- combined */

/* The root of a^2 + b^2 - 2 r a b. */
static double third_side(double a, double b, double r)
{
    return hypot(a - r * b, b * sqrt(1 - r * r));
}

exq_limits exq_mover_dependent(double a, exq_limits a_limits, double b, exq_limits b_limits, double correlation)
{
    double below = third_side(a - a_limits.lo, b_limits.hi - b, correlation);
    double above = third_side(a_limits.hi - a, b - b_limits.lo, correlation);
    return (exq_limits){a - b - below, a - b + above};
}

exq_limits exq_mover(double a, exq_limits a_limits, double b, exq_limits b_limits)
{
    return exq_mover_dependent(a, a_limits, b, b_limits, 0);
}

double exq_mover_ratio(double a, double a_lower, double b, double b_upper, double correlation)
{
    double middle = a * b - correlation * (a - a_lower) * (b_upper - b);
    double above = a_lower * (2 * a - a_lower);
    double below = b_upper * (2 * b - b_upper);
    return a > 0 ? above / (middle + sqrt(fmax(middle * middle - above * below, 0))) : 0;
}

/* ------------------------------------------------------------------------------------- through a function */

static exq_value times(exq_value end, double factor)
{
    return exq_known(end) ? exq_some(end.v * factor) : end;
}

exq_range exq_interval_difference_to_overall(exq_range against_rest, double share)
{
    against_rest.lo = times(against_rest.lo, 1 - share);
    against_rest.hi = times(against_rest.hi, 1 - share);
    return against_rest;
}

static exq_value ratio_to_overall(exq_value rho, double share)
{
    if (rho.why == EXQ_WHY_INFINITE)
        return exq_some(1 / share);
    if (!exq_known(rho) || rho.v == 0)
        return rho;
    return exq_some(1 / (share + (1 - share) / rho.v));
}

exq_range exq_interval_ratio_to_overall(exq_range against_rest, double share)
{
    against_rest.lo = ratio_to_overall(against_rest.lo, share);
    against_rest.hi = ratio_to_overall(against_rest.hi, share);
    return against_rest;
}

static exq_value logarithm(exq_value end)
{
    if (!exq_known(end))
        return end;
    return end.v > 0 ? exq_some(log(end.v)) : exq_none(EXQ_WHY_INFINITE);
}

exq_range exq_interval_log(exq_range ratio)
{
    ratio.lo = logarithm(ratio.lo);
    ratio.hi = logarithm(ratio.hi);
    return ratio;
}

static exq_value negative(exq_value end)
{
    return exq_known(end) ? exq_some(0 - end.v) : end; /* 0 stays 0, not -0 */
}

exq_range exq_interval_negative(exq_range range)
{
    return (exq_range){negative(range.hi), negative(range.lo), range.method};
}
