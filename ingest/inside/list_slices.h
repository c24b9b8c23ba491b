/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slices of groups of items: those items that belong to a group by one share, such as the half of all that are of two
 * groups. Shares are few, so what they are to be multiplied with is counted by slice, in whole numbers, and multiplied
 * once all is counted.
 */
#ifndef EXQ_LIST_SLICES_H
#define EXQ_LIST_SLICES_H

#include "list_frame.h"

/* Pairs of an item of a slice with any item, or with one of a slice of the same group, are counted in places: all
 * slices have theirs one after the other. */
typedef struct exq_slice {
    double share;
    uint32_t group;      /* counted on through all groupings */
    uint32_t begin, end; /* slices of the group */
    size_t place;        /* for pairs with any item; behind it those with items of slices `begin` .. `end` */
} exq_slice;

/* In the order of their groups, from 1; 0 stands for none. With it the slices of a signature are filled up to a multiple
 * of EXQ_SLICES_AT_ONCE: most signatures have as many then, and a processor foresees where the loop over them ends. */
enum { EXQ_SLICES_AT_ONCE = 4 };
typedef struct exq_slices {
    exq_slice *slices;
    size_t count; /* with that for none */
    size_t places;
    size_t *first; /* signature s is of slices of[first[s]] .. of[first[s + 1]]; outside the catalogue: of none */
    uint32_t *of;
} exq_slices;

/* Errors: MEMORY. */
EXQ_CHECKED exq_status exq_slices_of(const exq_list_frame *frame, size_t grouping_count, exq_arena *arena,
                                     exq_slices *out, exq_error *error);

#endif
