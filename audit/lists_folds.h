/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons of one number per person between groups of people: every fold, with ranges that hold together.
 */
#ifndef EXQ_LISTS_FOLDS_H
#define EXQ_LISTS_FOLDS_H

#include "lists_quantities.h"
#include "lists_reference.h"

/* What one table of groups of people is compared in. */
typedef struct exq_list_crowd {
    const exq_user_table *table;
    const exq_doc_levels *levels; /* one per group */
    const bool *compared;         /* likewise */
    exq_lists_reference reference;
    const double *normals; /* EXQ_MEAN_DRAWS a group */
} exq_list_crowd;

/* The most rows that one quantity can have. */
size_t exq_lists_most_rows(const exq_list_crowd *crowd);

/* Add all rows of some quantities, one after the other, behind the `*count` that are there; each is given room for the
 * most. */
EXQ_CHECKED bool exq_lists_fold(const exq_lists_run *run, const exq_list_crowd *crowd,
                                const exq_list_quantity *quantities, size_t quantity_count, exq_doc_disparity *rows,
                                size_t *count);

#endif
