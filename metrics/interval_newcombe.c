/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hybrid score interval of a difference of two rates.
 */
#include "interval.h"

static exq_range newcombe(exq_proportion group, exq_proportion reference, double correlation, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("newcombe");
    double z = exq_interval_z(level);
    exq_limits limits = exq_mover_dependent(group.k / group.n, exq_wilson(group, z), reference.k / reference.n,
                                            exq_wilson(reference, z), correlation);
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), names[group.sample]};
}

exq_range exq_interval_newcombe(exq_proportion group, exq_proportion reference, double level)
{
    return newcombe(group, reference, 0, level);
}

exq_range exq_interval_dependent_difference(exq_proportion group, exq_proportion reference, double correlation,
                                            double level)
{
    return newcombe(group, reference, correlation, level);
}
