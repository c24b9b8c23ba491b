/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The range that a reader without opinion should hold the rate to be in: shorter than the exact one, and right on average
 * over the rates there can be.
 */
#include "interval.h"

#include "distributions.h"

/* The limit below, of which that above is the mirror image. A fraction of a person can lie below it. */
static double lower_limit(double k, double n, double tail)
{
    return k > 0 ? fmin(exq_beta_quantile(tail, k + 0.5, n - k + 0.5), k / n) : 0;
}

exq_range exq_interval_jeffreys(exq_proportion group, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("jeffreys");
    double tail = (1 - level) / 2, k = group.k, n = group.n;
    return (exq_range){exq_some(lower_limit(k, n, tail)), exq_some(1 - lower_limit(n - k, n, tail)),
                       names[group.sample]};
}
