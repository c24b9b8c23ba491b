/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the people whose group is unknown could hide. They are known to number s selected and u rejected; wherever
 * among the groups they belong, the figures stay within these bounds, and the bounds are reached. Assumed: nobody
 * unknown belongs to a group that is not listed. Rates are selection rates, k_g of n_g known people; counts are below
 * 2^53.
 */
#ifndef EXQ_MISSING_BOUNDS_H
#define EXQ_MISSING_BOUNDS_H

#include <stddef.h>

#include "number.h"
#include "value.h"

typedef struct exq_unknown {
    uint64_t selected; /* s */
    uint64_t rejected; /* u */
} exq_unknown;

typedef struct exq_bounds {
    exq_value lo;
    exq_value hi; /* INFINITE: the reference might have a rate of 0 */
} exq_bounds;

/* Rate of `group` over that of one named `reference`, which need not be the highest: no end at 1.
 *     [k_g/(n_g + u)] / [(k_r + s)/(n_r + s)]   to   [(k_g + s)/(n_g + s)] / [k_r/(n_r + u)]
 * Undefined when either group has nobody (ZERO_DENOMINATOR), or nobody is or could be selected in the reference
 * (REFERENCE_ZERO). */
exq_bounds exq_missing_against(exq_share group, exq_share reference, exq_unknown unknown);

/* Rate of groups[index] over the highest of all groups, at most 1.
 *     lower end  min over the others of [k_g/(n_g + u)] / [(k_r + s)/(n_r + s)]
 *     upper end  [(k_g + s)/(n_g + s)] / t, t the lowest that u rejected people can bring the highest of the others to
 * Exact, both ends. Undefined with fewer than two groups that have people (ONE_GROUP), when the group itself has nobody
 * (ZERO_DENOMINATOR), and when nobody is or could be selected (NOBODY_SELECTED). `scratch` holds `count` counts. */
exq_bounds exq_missing_against_all(const exq_share *groups, size_t count, size_t index, exq_unknown unknown,
                                   uint64_t *scratch);

/* min over max of the rates, and max - min. The lower end of the ratio and the upper end of the difference are exact;
 * the other two let the rejected lower the highest and the selected raise the lowest at the same time, in fractions
 * of people: never violated, not always reached. Undefined as above. */
typedef struct exq_missing_joint {
    exq_bounds min_ratio;
    exq_bounds max_difference;
} exq_missing_joint;
exq_missing_joint exq_missing_over_groups(const exq_share *groups, size_t count, exq_unknown unknown);

/* Tipping point: the fewest unknown people, x rejected who belong to groups[index] and y selected who belong to some
 * other group, that bring the ratio of the group to that other one below `limit` (at most 1). */
typedef struct exq_tipping_point {
    bool possible; /* false: no assignment of the unknown does it */
    uint64_t people;
    uint64_t rejected; /* x */
    uint64_t selected; /* y */
    size_t rival;
} exq_tipping_point;
exq_tipping_point exq_missing_tipping_point(const exq_share *groups, size_t count, size_t index, exq_unknown unknown,
                                            exq_ratio limit);

#endif
