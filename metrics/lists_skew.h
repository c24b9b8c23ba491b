/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Skew over all lists together, and what NDKL would be of fair lists. The logarithm of one list's share is minus
 * infinity by chance alone, so lists are pooled before it is taken, and never averaged after.
 */
#ifndef EXQ_LISTS_SKEW_H
#define EXQ_LISTS_SKEW_H

#include "value.h"

/* ln(share of the places / target share) of one group, from the places of all groups over all lists (kernel
 * "places"). RATE_ZERO when it has none, NO_ITEMS when its target is 0, NO_RECOMMENDATIONS when there are no
 * places. Ideal 0. (Geyik 2019, pooled) */
exq_value exq_skew_of(const double *places, const double *target, size_t groups, size_t group);

/* The least and the greatest skew over all groups with a target above 0, absent ones included: where one is absent
 * the least is undefined, RATE_ZERO. */
typedef struct exq_skew_extremes {
    exq_value min, max;
    size_t min_group, max_group;
} exq_skew_extremes;

exq_skew_extremes exq_skew_extremes_of(const double *places, const double *target, size_t groups);

/* (1 - t)^k: the share of fair lists of k places that hold nothing of a group. */
double exq_absent_by_chance(double target, size_t length);

/* NDKL of lists that draw each place in proportion to the target: its exact mean
 *     1/Z sum_r w(r) sum_g sum_c Bin(c; r, t_g) (c/r) ln(c / (r t_g)),  w(r) = 1 / log2(r + 1)
 * to be taken off before values are compared. With `pool` (items of each group among the candidates, NULL: as many
 * as one likes) draws are without putting back, and the target must be the pool's shares. `law` holds length + 1
 * doubles. */
double exq_ndkl_of_fair(const double *target, const uint64_t *pool, size_t groups, size_t length, double *law);

/* The least NDKL that any list of `length` single-valued items can have: it cannot be 0, for one item is no
 * mixture. `counts` holds one number a group. */
double exq_ndkl_least(const double *target, size_t groups, size_t length, double *counts);

#endif
