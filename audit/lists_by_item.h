/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of people compared item by item.
 */
#ifndef EXQ_LISTS_BY_ITEM_H
#define EXQ_LISTS_BY_ITEM_H

#include "lists_folds.h"

enum { EXQ_RATED_MEASURES = 2 };
/* What a group rated on average and what was foretold, behind the measures that are there; nothing without ratings. */
void exq_lists_rated(const exq_user_row *row, exq_doc_measure *out, size_t *count);

/* The most rows below. */
size_t exq_lists_by_item_rows(const exq_lists_run *run, const exq_user_table *table);
/* Rows of unfairness of ratings and of differential fairness of items. */
EXQ_CHECKED bool exq_lists_by_item(const exq_lists_run *run, const exq_list_crowd *crowd, exq_doc_disparity *rows,
                                   size_t *count);

#endif
