/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The range that a reader without opinion should hold the rate to be in: shorter than the exact one, and right on average
 * over the rates there can be.
 */
#include "interval.h"

#include "distributions.h"

exq_range exq_interval_jeffreys(exq_proportion group, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("jeffreys");
    double tail = (1 - level) / 2, k = group.k, n = group.n;
    double lo = k > 0 ? exq_beta_quantile(tail, k + 0.5, n - k + 0.5) : 0;
    double hi = k < n ? exq_beta_upper_quantile(tail, k + 0.5, n - k + 0.5) : 1;
    /* the rate of a fraction of a person can lie outside */
    return (exq_range){exq_some(fmin(lo, k / n)), exq_some(fmax(hi, k / n)), names[group.sample]};
}
