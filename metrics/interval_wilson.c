/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The score interval of one rate. Both ends are roots of one quadratic; the lower is taken from the product of the
 * roots so that nothing cancels when k is small beside n.
 */
#include "interval.h"

exq_limits exq_wilson(exq_proportion group, double z)
{
    double k = group.k, n = group.n;
    double middle = k + z * z / 2;
    double half = z * sqrt(k * (n - k) / n + z * z / 4);
    double top = (middle + half) / (n + z * z);
    return (exq_limits){
        .lo = k > 0 ? k / n * (k / (middle + half)) : 0,
        .hi = k < n ? top : 1,
    };
}

exq_range exq_interval_wilson(exq_proportion group, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("wilson");
    exq_limits limits = exq_wilson(group, exq_interval_z(level));
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), names[group.sample]};
}
