/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the places of lists, and the items of histories, give to the groups of a grouping.
 */
#ifndef EXQ_GROUP_SUMS_H
#define EXQ_GROUP_SUMS_H

#include "kernel.h"

/* The sums of one grouping, of one batch after the other. One a thread. */
typedef struct exq_group_summer {
    const exq_item_grouping *grouping;
    const size_t *cutoffs; /* ascending; borrowed */
    size_t cutoff_count;
    exq_lanes *rows; /* all that follow */
    /* rows of group_count: what each place gives to the groups; a row of each sum over the places passed */
    exq_lanes *shares;
    exq_lanes *passed;
    exq_lane_counts *counts; /* both that follow: shares in halves, and what they add up to by prefix */
    exq_lane_counts *share_halves, *halves;
    /* what is kept of these, as exq_group_sums has it */
    exq_lanes *places, *members, *attention, *ahead, *behind, *held, *wrongly_ahead, *wrongly_held, *history;
} exq_group_summer;

/* Errors: MEMORY. To be closed even then. */
EXQ_CHECKED exq_status exq_group_summer_open(exq_group_summer *summer, const exq_item_grouping *grouping,
                                             const size_t *cutoffs, size_t cutoff_count, exq_error *error);
void exq_group_summer_close(exq_group_summer *summer);

/* Sum what lists give. The sums stand until the next batch. */
exq_group_sums exq_group_summer_sum(exq_group_summer *summer, const exq_batch *batch);

#endif
