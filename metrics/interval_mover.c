/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ratio of two rates that rest on the same persons. The score interval presumes different people; this one takes
 * the limits of each rate and how far the two go together.
 */
#include "interval.h"

exq_range exq_interval_dependent_ratio(exq_proportion group, exq_proportion reference, double correlation, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("mover");
    double z = exq_interval_z(level);
    double a = group.k / group.n, b = reference.k / reference.n;
    exq_limits a_limits = exq_wilson(group, z), b_limits = exq_wilson(reference, z);
    double lower = exq_mover_ratio(a, a_limits.lo, b, b_limits.hi, correlation);
    double inverse = exq_mover_ratio(b, b_limits.lo, a, a_limits.hi, correlation);
    exq_value upper = inverse > 0 ? exq_some(1 / inverse) : exq_none(EXQ_WHY_INFINITE);
    return (exq_range){exq_some(lower), upper, names[group.sample]};
}
