/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairwise accuracy: of two items of which one should stand above the other, does it? Asked group by group of items.
 */
#ifndef EXQ_LISTS_PAIRS_H
#define EXQ_LISTS_PAIRS_H

#include "value.h"

/* Pairs won, a tie counting half, so twice as an integer. Additive over queries. */
typedef struct exq_won_pairs {
    uint64_t twice_won;
    uint64_t count;
} exq_won_pairs;

/* The accuracy; NO_ORDERED_PAIR when there is no pair. Ideal 1, and equal in all groups. */
exq_value exq_won_pairs_accuracy(exq_won_pairs pairs);

/* Pairs of a clicked item of one group and an unclicked one. */
typedef struct exq_won_pairs_of_group {
    exq_won_pairs all;   /* the other of any group */
    exq_won_pairs intra; /* of the same group */
    exq_won_pairs inter; /* of another: all less intra */
} exq_won_pairs_of_group;

/* One query (Beutel and others 2019): item i has scores[i], clicked[i], groups[i] < group_count. Adds to out[group
 * of the clicked item]. Micro averages come from the sums, macro ones from each query's own. `order` holds `count`
 * indexes, `below` and `level` `group_count` counts each. O(n log n). */
void exq_won_pairs_add(const double *scores, const bool *clicked, const uint32_t *groups, size_t count,
                       size_t group_count, size_t *order, uint64_t *tallies, exq_won_pairs_of_group *out);

/* Rank parity, equality and calibration of two groups (Kuhlman, VanValkenburg and Rundensteiner 2019, FARE), from
 * the true and the predicted ranks (1 the best) and the group, false or true, of each item.
 *     parity       mixed pairs in which the group is ahead in the prediction, over mixed pairs          ideal .5
 *     equality     mixed pairs in which it is ahead in the prediction and behind in truth, likewise     ideal 0
 *     calibration  discordant pairs that hold one of the group, over pairs that do                      ideal 0
 * NO_ORDERED_PAIR where there is no such pair. O(n^2). */
typedef struct exq_rank_fairness {
    exq_value parity, equality, calibration;
} exq_rank_fairness;

void exq_rank_fairness_of(const double *true_ranks, const double *predicted_ranks, const bool *groups, size_t count,
                          exq_rank_fairness out[2]);

/* FPR of Cachel and Rundensteiner 2022: the share of pairs of the group with all others in which it stands ahead,
 * in a list of which item i, best first, is of groups[i]. Ideal .5; the gap over groups is Attribute Rank Parity.
 * `out` holds group_count. */
void exq_won_pairs_ahead(const uint32_t *groups, size_t count, size_t group_count, exq_won_pairs *out);

#endif
