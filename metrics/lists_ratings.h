/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fairness of predicted ratings and of what each item is shown to whom, from sums per item and group of people.
 */
#ifndef EXQ_LISTS_RATINGS_H
#define EXQ_LISTS_RATINGS_H

#include "published_lists.h"

/* Yao and Huang 2017, Beyond Parity. With d(item) = mean predicted - mean rated of a group, means over the items
 * that both groups rated:
 *     value     |d_g - d_r|
 *     absolute  ||d_g| - |d_r||
 *     under     |max(0, -d_g) - max(0, -d_r)|
 *     over      |max(0, d_g) - max(0, d_r)|
 *     parity    |mean predicted of g - mean predicted of r| over all ratings
 * Range 0 to the span of ratings, ideal 0. Items that only one group rated are skipped and counted.
 * NO_ORDERED_PAIR, here: no item that both rated. `by_count`: an item weighs as its smaller group. The standard errors take
 * items for the sample, each counting once: TOO_FEW_PEOPLE below two, or `by_count`. */
exq_rating_unfairness exq_rating_unfairness_of(const exq_item_ratings *group, const exq_item_ratings *rest,
                                               size_t items, bool by_count);

/* Differential fairness of one item (Islam, Keya, Zeng, Pan and Foulds 2021): how many of each group's people it is
 * shown to or predicted for. With p = (shown + a) / (people + 2a), Dirichlet a for each of the two outcomes:
 *     max over pairs of groups of max(|ln p_g / p_h|, |ln (1 - p_g) / (1 - p_h)|)
 * Range 0 and above, ideal 0. ONE_GROUP with fewer than two groups that have people. */
exq_value exq_item_differential_fairness(const exq_item_audience *groups, size_t count, double a);

/* How far the places that items have are from what people had before, all shares of their sums (Kullback and Leibler 1951;
 * Lin 1991). NO_RECOMMENDATIONS, NO_HISTORY where a sum is 0; INFINITE: something is shown that nobody had. */
exq_divergence_from exq_items_divergence(const double *shown, const double *had, size_t items);

/* All of them, for what releases tallies. */
extern const exq_item_reducers exq_reducers;

/* The mean, quantiles and maximum of differential fairness over items, from the items' values in ascending order. The
 * maximum over many items is an extreme value and large by chance: read the quantiles. */
typedef struct exq_item_spread {
    exq_value mean, median, upper; /* upper: the 90 % quantile, R's type 7 */
    exq_value greatest;
} exq_item_spread;

exq_item_spread exq_item_spread_of(const double *values, size_t count);

#endif
