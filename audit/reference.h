/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is compared with whom: the reference asked for, found among the groups that are shown.
 */
#ifndef EXQ_REFERENCE_H
#define EXQ_REFERENCE_H

#include "plan.h"

/* Sets kind and group of `options` for a question's marginal table. Errors: USAGE (a level that does not occur, naming
 * those that are shown). */
EXQ_CHECKED exq_status exq_reference_find(const exq_request *request, const exq_grouping *grouping,
                                          const exq_published *question, exq_arena *arena, exq_metric_options *options,
                                          exq_error *error);

/* The same reference inside a stratum, where groups have other indexes: `chosen` is the group the marginal table
 * came to. */
void exq_reference_in_stratum(const exq_published *question, const exq_table *stratum, size_t chosen,
                              exq_metric_options *options);

/* Where a group of the marginal table is inside a stratum; the stratum's count of groups when nobody of it is
 * there. */
size_t exq_reference_place(const exq_published *question, const exq_table *stratum, size_t group);

/* "largest", "best", "overall", "rest", "level" */
const char *exq_reference_name(exq_reference_kind kind);

#endif
