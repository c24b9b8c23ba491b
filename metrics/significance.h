/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests of "the groups are treated alike", on counts. Each gives a p-value and its decimal logarithm, which still
 * tells 10^-38 from 10^-1202 where the double would be 0. A p-value never travels without the effect and its interval.
 */
#ifndef EXQ_SIGNIFICANCE_H
#define EXQ_SIGNIFICANCE_H

#include "number.h"
#include "random.h"
#include "value.h"

typedef struct exq_p_value {
    double p;       /* 0 where it underflows */
    double log10_p; /* finite, or -infinity for a probability that is exactly 0 */
} exq_p_value;

/* From a natural logarithm, at most 0. */
exq_p_value exq_p_of_log(double log_p);

/* Fisher's exact test of two shares, two-sided: the probability, given the margins, of all tables no likelier than
 * the observed one (likelihoods equal within 1e-7 relative count as equal, as in R). Terms by Loader's saddle point,
 * summed outward from the ends of both tails: the work grows with the square root of the people. 1 when a margin is
 * 0. (Fisher 1935; Loader 2000) */
exq_p_value exq_fisher_two_sided(exq_share a, exq_share b);

/* The same with half the weight on tables exactly as likely as the observed one. (Lancaster 1961) */
exq_p_value exq_fisher_mid_p(exq_share a, exq_share b);

/* z = (p_a - p_b) / sqrt(p (1 - p) (1/n_a + 1/n_b)), p pooled; p two-sided. Undefined (ZERO_DENOMINATOR) when a group
 * is empty or p is 0 or 1. */
exq_value exq_pooled_z(exq_share a, exq_share b, exq_p_value *p);

/* Chi-square of the 2 x 2 table with one degree of freedom, each distance from the expected count shortened by 1/2, or
 * to 0 if it is less. Undefined when z is. (Yates 1934) */
exq_value exq_yates(exq_share a, exq_share b, exq_p_value *p);

/* The p of a pair as the result prints it: Fisher two-sided up to 10^5 people, else pooled z. */
exq_p_value exq_pair_p(exq_share a, exq_share b);
const char *exq_pair_p_method(exq_share a, exq_share b); /* "fisher", "pooled_z" */

/* Pearson's chi-square and the likelihood-ratio G of a groups x classes table of counts (row-major), asymptotic p with
 * (rows - 1)(columns - 1) degrees of freedom over rows and columns that are not empty; undefined when there are none,
 * for want of groups (ONE_GROUP) or since all people fall into one class (ZERO_DENOMINATOR). (Pearson 1900; Wilks
 * 1938) */
typedef struct exq_omnibus {
    exq_value chi2;
    exq_value g;
    uint64_t df;
    exq_p_value p_chi2;
    exq_p_value p_g;
    double least_expected; /* below 5: use the permutation p. NaN when there are no degrees of freedom */
} exq_omnibus;
exq_omnibus exq_omnibus_test(const uint64_t *counts, size_t rows, size_t columns);

/* Monte-Carlo permutation p of chi-square given both margins: columns are dealt out by sequential hypergeometric
 * draws, p = (1 + #{at least as large}) / (draws + 1); 1 when chi-square is undefined. Not exact, and never called
 * so. `scratch` holds 3 * rows counts. (Patefield 1981; Phipson, Smyth 2010) */
double exq_permutation_p(const uint64_t *counts, size_t rows, size_t columns, size_t draws, exq_random *random,
                         uint64_t *scratch);

/* Adjust a family of p-values in place; NaN (undefined) entries are left alone and do not count. `scratch` holds
 * `count` indexes. Holm 1979: family-wise error. Benjamini, Hochberg 1995: false discovery rate. */
void exq_adjust_holm(double *p, size_t count, size_t *scratch);
void exq_adjust_benjamini_hochberg(double *p, size_t count, size_t *scratch);
/* By the correction that was asked for. */
void exq_adjust(exq_correction correction, double *p, size_t count, size_t *scratch);

#endif
