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

exq_limits exq_mover(double a, exq_limits a_limits, double b, exq_limits b_limits)
{
    double below = hypot(a - a_limits.lo, b_limits.hi - b);
    double above = hypot(a_limits.hi - a, b - b_limits.lo);
    return (exq_limits){a - b - below, a - b + above};
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
