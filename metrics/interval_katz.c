/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The interval of a ratio of two rates that is symmetric on the logarithm: the customary one, where no count is zero.
 */
#include "interval.h"

exq_range exq_interval_katz(exq_proportion group, exq_proportion reference, double level)
{
    if (group.k <= 0 || reference.k <= 0)
        return exq_range_none(EXQ_WHY_ZERO_COUNTS);
    double variance = 1 / group.k - 1 / group.n + 1 / reference.k - 1 / reference.n;
    double half = exq_interval_z(level) * sqrt(fmax(variance, 0));
    double ratio = group.k / group.n / (reference.k / reference.n);
    static exq_method_names names = EXQ_METHOD_NAMES("katz");
    return (exq_range){exq_some(ratio * exp(-half)), exq_some(ratio * exp(half)), names[group.sample]};
}
