/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bags of small numbers, each with a sum: which combinations occur, and how much of each. A bag is an ascending list;
 * it may hold a number twice.
 */
#ifndef EXQ_BAGS_H
#define EXQ_BAGS_H

#include "error.h"

typedef struct exq_bags {
    uint32_t *items; /* one bag behind the other */
    size_t *ends;    /* bag i ends before items[ends[i]] and begins where bag i - 1 ends */
    uint64_t *sums;
    size_t count;
    uint32_t *slots; /* bag + 1, or 0; a power of two of them */
    size_t slot_count;
    size_t item_room, end_room, sum_room;
} exq_bags;

void exq_bags_free(exq_bags *bags);

const uint32_t *exq_bags_get(const exq_bags *bags, size_t i, size_t *length);

/* The order of bags: item by item, then the shorter first. */
int exq_bag_compare(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length);

/* The place of a bag among those held; their count when it is not. */
size_t exq_bags_find(const exq_bags *bags, const uint32_t *bag, size_t length);

/* Add to the sum of a bag, which may be new. Errors: MEMORY, INCONSISTENT (more than 2^64). */
EXQ_CHECKED exq_status exq_bags_add(exq_bags *bags, const uint32_t *bag, size_t length, uint64_t amount,
                                    exq_error *error);

#endif
