/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exact range of one rate: it holds the true rate at least as often as it says, whatever that rate is, and so more
 * often than it says for nearly all.
 */
#include "interval.h"

#include "distributions.h"

exq_limits exq_clopper_pearson(exq_proportion group, double tail)
{
    /* Effective counts can be any fraction of a person; below it the limit is 0, or 1, to more digits than a double has. */
    const double least = 1e-3;
    double k = group.k, n = group.n;
    return (exq_limits){
        .lo = k > least ? exq_beta_quantile(tail, k, n - k + 1) : 0,
        .hi = n - k > least ? exq_beta_upper_quantile(tail, k + 1, n - k) : 1,
    };
}

exq_range exq_interval_clopper_pearson(exq_proportion group, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("clopper_pearson");
    exq_limits limits = exq_clopper_pearson(group, (1 - level) / 2);
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), names[group.sample]};
}
