/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers per person that groups of people are compared in: one per kernel, cutoff and, for miscalibration, grouping
 * of items that was asked for.
 */
#ifndef EXQ_LISTS_QUANTITIES_H
#define EXQ_LISTS_QUANTITIES_H

#include "lists_describe.h"

typedef struct exq_list_quantity {
    size_t measure; /* index among the published measures */
    const exq_kernel_entry *entry;
    const char *id; /* "ndcg@10"; "miscalibration@10", of further groupings "miscalibration@10:year" */
    exq_why empty;  /* why nobody may be there */
    bool of_shares; /* every person is 0 or 1: a share of people */
} exq_list_quantity;

EXQ_CHECKED bool exq_lists_quantities(const exq_lists_run *run, const exq_list_quantity **out, size_t *count);

/* Sums over some people; of one output b is not used. */
typedef struct exq_quantity_sums {
    bool withheld;
    exq_pair_sums of;
    exq_why why; /* why most of those without the number have none; NONE: nobody is without */
} exq_quantity_sums;

exq_quantity_sums exq_quantity_sums_of(const exq_lists_run *run, const exq_list_quantity *quantity,
                                       const exq_user_row *row);
/* Everyone of `all` who is not of `part`. */
exq_quantity_sums exq_quantity_rest(exq_quantity_sums all, exq_quantity_sums part);
exq_mean exq_quantity_mean(const exq_list_quantity *quantity, exq_quantity_sums sums);

#endif
