/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rates and gaps with the noise taken out. Small groups have extreme rates by chance alone; an audit that looks at the
 * extremes reads this chance as bias. All groups count, k_g of n_g people, p = K/N the rate of all together.
 */
#ifndef EXQ_SHRINKAGE_H
#define EXQ_SHRINKAGE_H

#include <stddef.h>

#include "number.h"
#include "value.h"

/* With w_g = n_g / (p (1 - p)) and Q = sum w_g (p_g - p)^2. */
typedef struct exq_shrinkage {
    /* V = 1/(G-1) sum (p_g - mean)^2 - 1/G sum p_g (1 - p_g)/(n_g - 1): the variance of the true rates, without bias,
     * and so perhaps negative. Undefined when a group has fewer than two people (ZERO_DENOMINATOR).
     *
     * The double-corrected estimate (Lum, Zhang, Bower 2022) takes the mean over bootstrap replicates of the variance of
     * the rates less twice what chance adds: once for the sample, once for the replicate. Nothing need be drawn for it.
     * With S the first term above and rates p*_g of n_g people drawn with p_g, E S* = S + 1/G sum p_g (1 - p_g)/n_g and
     * E p*_g (1 - p*_g)/(n_g - 1) = p_g (1 - p_g)/n_g, so that
     *     E [S* - 2/G sum p*_g (1 - p*_g)/(n_g - 1)] = S - 1/G sum p_g (1 - p_g)/n_g,
     * which is V but for the factor (n_g - 1)/n_g of a plug-in variance: V is what it estimates, without its noise. */
    exq_value between;
    /* Its interval, never below 0: Q is noncentral chi-square with G - 1 degrees of freedom and lambda = sum w_g
     * (true rate - their mean)^2; the lambdas for which the observed Q is not too large and not too small, over the
     * weight of tau2. */
    exq_value between_lo, between_hi;
    /* (Q - (G-1)) / (sum w_g - sum w_g^2 / sum w_g), at least 0. (DerSimonian, Laird 1986) */
    exq_value tau2;
    exq_value gap;          /* max - min of the raw rates: too large, by chance */
    exq_value gap_shrunken; /* of the constrained estimates, whose spread is that of the true rates */
} exq_shrinkage;

/* For each group, in `bayes` and `constrained` (either may be NULL; both hold `count` doubles, NaN for an empty group):
 *     bayes        p + B_g (p_g - p)        right group by group, but their spread is too small (Efron, Morris 1975)
 *     constrained  p + sqrt(B_g) (p_g - p)  right as a set, but with few groups a little too close together still,
 *                                           since tau2 is uncertain itself (Louis 1984; Ghosh 1992)
 * with B_g = tau2 / (tau2 + p (1 - p) / n_g). Groups without people are passed over. With fewer than two groups all
 * is undefined (ONE_GROUP); with p = 0 or 1 all rates are equal and all but `between` and `gap` is undefined
 * (ZERO_DENOMINATOR). */
exq_shrinkage exq_shrinkage_of(const exq_share *groups, size_t count, double level, double *bayes, double *constrained);

#endif
