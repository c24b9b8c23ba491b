/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hybrid score interval of a difference of two rates.
 */
#include "interval.h"

exq_range exq_interval_newcombe(exq_proportion group, exq_proportion reference, double level)
{
    double z = exq_interval_z(level);
    exq_limits limits =
        exq_mover(group.k / group.n, exq_wilson(group, z), reference.k / reference.n, exq_wilson(reference, z));
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), group.effective ? "newcombe_effective" : "newcombe"};
}
