/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How ranking quality is spread over the people of each group: quantiles, their differences and the distance of spreads.
 */
#ifndef EXQ_LISTS_QUALITY_H
#define EXQ_LISTS_QUALITY_H

#include "lists_folds.h"

/* The most measures of a group, and the most rows of a table. */
size_t exq_lists_quality_measures(const exq_lists_run *run);
size_t exq_lists_quality_rows(const exq_lists_run *run, const exq_user_table *table);

/* Add them behind `out[*count]`. */
EXQ_CHECKED bool exq_lists_quality(const exq_lists_run *run, const exq_user_row *row, exq_doc_measure *out,
                                   size_t *count);
EXQ_CHECKED bool exq_lists_quality_gaps(const exq_lists_run *run, const exq_list_crowd *crowd, exq_doc_disparity *rows,
                                        size_t *count);

#endif
