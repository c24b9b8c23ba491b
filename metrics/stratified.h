/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two groups compared like with like: pooled over strata, with a test of whether the strata agree at all.
 */
#ifndef EXQ_STRATIFIED_H
#define EXQ_STRATIFIED_H

#include "significance.h"

/* One stratum: `a` the group, `b` the reference; k selected of n. */
typedef struct exq_stratum_shares {
    exq_share a;
    exq_share b;
} exq_stratum_shares;

/* A chi-square statistic with its degrees of freedom and p. */
typedef struct exq_chi2 {
    exq_value chi2;
    uint64_t df;
    exq_p_value p;
} exq_chi2;

typedef struct exq_stratified {
    exq_value odds_ratio; /* Mantel-Haenszel 1959; undefined when its numerator or denominator is 0 */
    exq_value odds_lo;    /* Robins, Breslow, Greenland 1986 */
    exq_value odds_hi;
    exq_chi2 cmh;           /* Cochran 1954, Mantel-Haenszel 1959, without continuity correction */
    exq_chi2 cmh_corrected; /* with it, as R's mantelhaen.test */
    bool cmh_exact; /* Mantel-Fleiss count below 5: cmh.p is the exact convolution of the strata's hypergeometrics */
    exq_chi2 breslow_day;     /* Breslow, Day 1980: do the strata share one odds ratio? df = usable strata less 1 */
    exq_chi2 tarone;          /* Tarone 1985 correction */
    exq_chi2 woolf;           /* Woolf 1955, without adding 1/2; undefined when a cell of a usable stratum is 0 */
    exq_value standardised_a; /* rates at the pooled mix of strata; undefined when a stratum lacks a group */
    exq_value standardised_b;
    exq_value standardised_ratio;
    exq_value crude_odds_ratio; /* of the pooled table; undefined when its denominator is 0 */
    exq_value crude_ratio;
    exq_p_value crude_p; /* of the pooled table, by exq_pair_p */
    bool reverses;       /* log odds crude and pooled have opposite signs */
    bool vanishes;       /* crude p < alpha, pooled p >= alpha */
    /* Kitagawa 1955: rate of a - rate of b = composition + rates, where composition = sum (w_a - w_b)(p_a + p_b)/2
     * over the strata, rates = sum (w_a + w_b)/2 (p_a - p_b), and w is the part of a group's people that is in the
     * stratum. Both are undefined when a stratum lacks a group. Standard errors by the delta method, mixes and rates
     * both random. */
    exq_value gap, composition, rates;
    exq_value composition_se, rates_se;
} exq_stratified;

/* `alpha` = 1 - level. Strata may hold empty groups; those without anybody are passed over. A stratum is usable when
 * all four margins of its table are above 0; without one everything pooled is undefined (NO_STRATUM_USABLE). */
exq_stratified exq_stratified_compare(const exq_stratum_shares *strata, size_t count, double alpha);

#endif
