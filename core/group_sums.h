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

/* How many bytes the sums of a list of `length` places take. */
size_t exq_group_sums_room(const exq_item_grouping *grouping, size_t length);

/* Sum what a list gives into `room`, which is aligned as doubles are; the sums live as long as that. */
exq_group_sums exq_group_sums_of(const exq_item_grouping *grouping, const exq_list *list, void *room);

#endif
