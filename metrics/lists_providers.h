/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Further figures of a vector of exposures or utilities over groups or providers: guarantees, welfare, bias against
 * history.
 */
#ifndef EXQ_LISTS_PROVIDERS_H
#define EXQ_LISTS_PROVIDERS_H

#include "kernel.h"
#include "number.h"

/* Bias disparity (Tsintzou, Pitoura and Tsaparas 2018): the share of category C in what group A was recommended
 * over its share in what A had, less 1: the catalogue's share cancels out. Range -1 and above, ideal 0. NO_HISTORY
 * when A had nothing of C, NO_RECOMMENDATIONS when A was recommended nothing. */
exq_value exq_bias_disparity(double recommended_of, double recommended, double had_of, double had);

/* Generalised cross entropy (Deldjoo and others 2021): (sum target^b share^(1-b) - 1) / (b (1 - b)), share of the
 * total utility. Range below 0 to 0, ideal 0. INFINITE when a group gets nothing and b > 1. */
exq_value exq_generalised_cross_entropy(const double *target, const double *utility, size_t groups, double b);

/* The share of exposure that the lowest `rho` of groups get (MMF), a group at the edge counting in part, so that it
 * is rho when all are alike. `exposure` is sorted. */
exq_value exq_lowest_share(double *exposure, size_t groups, double rho);

/* sum ln share (Kelly 1997): greatest, -G ln G, when all are alike. RATE_ZERO when a group gets nothing. */
exq_value exq_proportional_fairness(const double *exposure, size_t groups);

/* How many providers get at least the guaranteed exposure floor(alpha lists places / providers) (Patro and others
 * 2020, H). */
exq_value exq_guarantee_share(const double *exposure, size_t providers, double alpha, uint64_t lists, uint64_t places);

/* Underexposure (TREC Fair Ranking 2021): sum over groups of max(0, target share - share), and of its square. */
typedef struct exq_underexposure {
    double total, square;
} exq_underexposure;
exq_underexposure exq_underexposure_of(const double *share, const double *target, size_t groups);

/* How strongly the rows and columns of a table of counts hang together: sqrt(chi^2 / (N min(rows - 1, columns - 1))), rows
 * and columns without anything left out. 0 to 1, ideal 0. ONE_GROUP with fewer than two of either. `totals` holds one number
 * a column. (Cramer 1946) */
exq_value exq_cramers_v(const double *counts, size_t rows, size_t columns, double *totals);

/* Of each group's items, how many were in anybody's first places: selected of eligible, for the comparisons of
 * rates. An item of several groups counts in each. `out` holds a share a group. */
void exq_selected_items(const exq_item_grouping *grouping, const double *places, size_t items, exq_share *out);

#endif
