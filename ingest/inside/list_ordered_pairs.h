/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs of a relevant item and one that is not - another - of the same list, counted by one thread for one person after
 * the other: who stands above whom. By the signatures of both; and, for ranges by bucket, by the groups of the relevant
 * item.
 */
#ifndef EXQ_LIST_ORDERED_PAIRS_H
#define EXQ_LIST_ORDERED_PAIRS_H

#include "list_part.h"
#include "list_person.h"
#include "list_slices.h"

typedef struct exq_ordered_item {
    uint64_t order;
    uint32_t signature;
} exq_ordered_item;

/* Others of a slice: all, and twice those that stand above where the list is looked at; once those of the same place. */
typedef struct exq_others_met {
    uint32_t all, twice_above;
} exq_others_met;

typedef struct exq_ordered_pairs {
    const exq_list_shape *shape;
    const exq_slices *slices;
    exq_list_part *part;                 /* where pairs go */
    exq_grid by_slices;                  /* bucket, place of a slice: pairs, twice those that are won */
    exq_ordered_item *relevant, *others; /* of the list at hand, best first */
    size_t relevant_count, other_count;
    exq_others_met *met; /* per slice */
} exq_ordered_pairs;

/* Errors: MEMORY (so all below). To be closed even then. */
EXQ_CHECKED exq_status exq_ordered_pairs_open(exq_ordered_pairs *own, const exq_list_shape *shape,
                                              const exq_slices *slices, exq_list_part *part, exq_error *error);
void exq_ordered_pairs_close(exq_ordered_pairs *own);

/* Those of a list of someone of this cell and bucket. `signatures`: of the items of the list. */
EXQ_CHECKED exq_status exq_ordered_pairs_add(exq_ordered_pairs *own, const exq_person *person,
                                             const uint32_t *signatures, size_t cell, size_t bucket, exq_error *error);

/* Once all people are counted: what was counted by slices goes to the groups. */
EXQ_CHECKED exq_status exq_ordered_pairs_end(exq_ordered_pairs *own, exq_error *error);

#endif
