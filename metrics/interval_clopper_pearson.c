/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exact range of one rate: it holds the true rate at least as often as it says, whatever that rate is, and so more
 * often than it says for nearly all.
 */
#include "interval.h"

#include "distributions.h"

/* Effective counts can be any fraction of a person; below a thousandth the limit is 0 to more digits than a double
 * has. */
static double lower_limit(double k, double n, double tail)
{
    return k > 1e-3 ? exq_beta_quantile(tail, k, n - k + 1) : 0;
}

exq_limits exq_clopper_pearson(exq_proportion group, double tail)
{
    return (exq_limits){lower_limit(group.k, group.n, tail), 1 - lower_limit(group.n - group.k, group.n, tail)};
}

exq_range exq_interval_clopper_pearson(exq_proportion group, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("clopper_pearson");
    exq_limits limits = exq_clopper_pearson(group, (1 - level) / 2);
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), names[group.sample]};
}
