/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One stratum as the 2 x 2 table that the tests over strata are made of, and the pieces those tests are cut into. For
 * the files behind stratified.h alone.
 */
#ifndef EXQ_STRATUM_TABLE_H
#define EXQ_STRATUM_TABLE_H

#include "stratified.h"

/*              selected  rejected
 *   group          a         b         (sizes of cells as doubles: counts are below 2^53)
 *   reference      c         d         */
typedef struct exq_stratum_table {
    double a, b, c, d;
    double group, reference, selected, rejected, all;
    bool usable; /* no margin is 0 */
} exq_stratum_table;

exq_stratum_table exq_stratum_table_of(exq_stratum_shares shares);

/* A statistic that is chi-square with `df` degrees of freedom, and one that does not exist. */
exq_chi2 exq_chi2_of(double chi2, uint64_t df);
exq_chi2 exq_chi2_none(exq_why why);

/* cmh.c: the Mantel-Haenszel odds ratio with its interval, and its test, which is made exact where it must be. */
void exq_stratified_pool(const exq_stratum_shares *strata, size_t count, double alpha, exq_stratified *out);

/* The two-sided p of the sum of the group's selected people, the sum of independent hypergeometric counts: the
 * probability of all sums no likelier than the observed one. False, and nothing done, when the observed sum lies too
 * far out for the table (more than 1,000 people from the nearer end of its range). */
bool exq_stratified_exact(const exq_stratum_shares *strata, size_t count, exq_p_value *p);

/* heterogeneity.c: do the strata share one odds ratio? */
void exq_stratified_heterogeneity(const exq_stratum_shares *strata, size_t count, exq_stratified *out);

/* composition.c: standardised rates and the composition bar. */
void exq_stratified_composition(const exq_stratum_shares *strata, size_t count, exq_stratified *out);

#endif
