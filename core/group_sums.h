/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the places of one list, and the items of one history, give to the groups of a grouping.
 */
#ifndef EXQ_GROUP_SUMS_H
#define EXQ_GROUP_SUMS_H

#include "kernel.h"

/* Add weight * share of the item to out[group] for every group it belongs to; nothing for EXQ_NO_ITEM. */
static inline void exq_grouping_add(const exq_item_grouping *grouping, uint32_t item, double weight, double *out)
{
    const exq_alignments of = exq_alignments_of(grouping, item);
    for (const exq_alignment *to = of.begin; to < of.end; to++)
        out[to->group] += weight * to->share;
}

/* What items of kinds met lately give to the groups of a grouping, as rows of exq_group_width. */
enum { EXQ_KINDS_MET = 256 };
typedef struct exq_kinds_met {
    const exq_item_grouping *grouping;
    size_t *kinds; /* one more than a kind; 0: none yet */
    double *rows;  /* of each two: its shares, and 1 where it is of the group */
} exq_kinds_met;

/* Errors: MEMORY. To be closed even then. */
EXQ_CHECKED exq_status exq_kinds_met_open(exq_kinds_met *met, const exq_item_grouping *grouping, exq_error *error);
void exq_kinds_met_close(exq_kinds_met *met);

/* The two rows of the kind of an item; of EXQ_NO_ITEM nothing but 0. They stand until the next item. */
const double *exq_kinds_met_rows(exq_kinds_met *met, uint32_t item);

/* How many bytes the sums of a list of `length` places take. */
size_t exq_group_sums_room(const exq_item_grouping *grouping, size_t length);

/* Sum what a list gives into `room`, which is aligned as doubles are; the sums live as long as that. */
exq_group_sums exq_group_sums_of(exq_kinds_met *met, const exq_list *list, void *room);

#endif
