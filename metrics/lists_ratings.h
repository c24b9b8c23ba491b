/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fairness of predicted ratings and of what each item is shown to whom, from sums per item and group of people.
 */
#ifndef EXQ_LISTS_RATINGS_H
#define EXQ_LISTS_RATINGS_H

#include "value.h"

/* One item's ratings by one group. */
typedef struct exq_item_ratings {
    uint64_t count;
    double predicted, rated; /* sums */
} exq_item_ratings;

/* Yao and Huang 2017, Beyond Parity. With d(item) = mean predicted - mean rated of a group, means over the items
 * that both groups rated:
 *     value     |d_g - d_r|
 *     absolute  ||d_g| - |d_r||
 *     under     |max(0, -d_g) - max(0, -d_r)|
 *     over      |max(0, d_g) - max(0, d_r)|
 *     parity    |mean predicted of g - mean predicted of r| over all ratings
 * Range 0 to the span of ratings, ideal 0. Items that only one group rated are skipped and counted.
 * NO_ORDERED_PAIR, here: no item that both rated. `by_count`: an item weighs as its smaller group. */
typedef struct exq_rating_unfairness {
    exq_value value, absolute, under, over, parity;
    size_t used, skipped;
} exq_rating_unfairness;

exq_rating_unfairness exq_rating_unfairness_of(const exq_item_ratings *group, const exq_item_ratings *rest,
                                               size_t items, bool by_count);

/* Differential fairness of one item (Islam, Keya, Zeng, Pan and Foulds 2021): how many of each group's people it is
 * shown to or predicted for. With p = (shown + a) / (people + 2a), Dirichlet a for each of the two outcomes:
 *     max over pairs of groups of max(|ln p_g / p_h|, |ln (1 - p_g) / (1 - p_h)|)
 * Range 0 and above, ideal 0. ONE_GROUP with fewer than two groups that have people. */
typedef struct exq_item_audience {
    double people;
    double shown; /* people, or a sum of probabilities; at most `people` */
} exq_item_audience;

exq_value exq_item_differential_fairness(const exq_item_audience *groups, size_t count, double a);

/* Its mean, quantiles and maximum over items, from the items' values, which are sorted. The maximum over many items
 * is an extreme value and large by chance: read the quantiles. */
typedef struct exq_item_spread {
    exq_value mean, median, upper; /* upper: the 90 % quantile, R's type 7 */
    exq_value greatest;
} exq_item_spread;

exq_item_spread exq_item_spread_of(double *values, size_t count);

#endif
