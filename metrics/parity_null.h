/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a fair system of this size would look like: with many groups, or small ones, the lowest rate is far below the
 * highest by chance alone. Given how many were selected, the selected are drawn from the groups at random, again and
 * again, each group keeping its size: the permutation test of "all alike", without a nuisance parameter. For people,
 * one row each, unweighted.
 */
#ifndef EXQ_PARITY_NULL_H
#define EXQ_PARITY_NULL_H

#include <stddef.h>

#include "number.h"
#include "value.h"

enum { EXQ_PARITY_NULL_DRAWS = 9999 };

/* Draws first, first + 1, ... last - 1 of a seed, counted. Each draw has a stream of its own and all sums are of
 * integers, so that the counts of parts, made by whatever threads, add up to the counts of the whole. */
typedef struct exq_parity_null_counts {
    uint64_t draws;
    uint64_t ratio_as_low;       /* min ratio at most the observed one, ties decided exactly */
    uint64_t difference_as_high; /* max difference at least the observed one, likewise */
    uint64_t below_limit;        /* min ratio below the limit */
    exq_u128 ratio_sum;          /* in units of 2^-53 */
    exq_u128 difference_sum;
} exq_parity_null_counts;

/* Adds to `counts`. `groups` as for exq_parity_null_of, which says when there is anything to draw; `scratch` holds
 * 2 * count counts. */
void exq_parity_null_draw(const exq_share *groups, size_t count, exq_ratio limit, uint64_t seed, uint64_t first,
                          uint64_t last, uint64_t *scratch, exq_parity_null_counts *counts);
void exq_parity_null_add(exq_parity_null_counts *total, const exq_parity_null_counts *part);

/* p = (1 + #{as bad or worse}) / (draws + 1) (Phipson, Smyth 2010); means over the draws. */
typedef struct exq_parity_null {
    exq_value ratio_p;      /* that a fair system shows a min ratio as low as the observed one */
    exq_value ratio_mean;   /* the min ratio to expect of a fair system */
    exq_value below_limit;  /* how often a fair system comes out below the limit */
    exq_value difference_p; /* the same two for the max difference */
    exq_value difference_mean;
} exq_parity_null;

/* The verdict of the counts. Undefined with fewer than two groups that have people (ONE_GROUP), when nobody is selected
 * (NOBODY_SELECTED) and without draws (NO_INTERVAL). */
exq_parity_null exq_parity_null_of(const exq_share *groups, size_t count, const exq_parity_null_counts *counts);

/* All draws at once. `scratch` holds 2 * count counts. */
exq_parity_null exq_parity_null_test(const exq_share *groups, size_t count, exq_ratio limit, uint64_t seed,
                                     uint64_t draws, uint64_t *scratch);

#endif
