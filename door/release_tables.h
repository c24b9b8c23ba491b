/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A release of a tally of lists under way: the groups of people that were asked for, counted, and what of them is withheld.
 */
#ifndef EXQ_RELEASE_TABLES_H
#define EXQ_RELEASE_TABLES_H

#include "partition.h"
#include "publish_lists.h"
#include "release_lists.h"
#include "rollup.h"

typedef struct exq_lists_release {
    const exq_lists_release_plan *plan;
    exq_lists_publisher publisher;
    exq_arena *arena, *scratch;
    exq_finest finest;
    exq_partition partition;
    exq_columns given;
    exq_columns strata;
    exq_columns *by;
    exq_rollup *tables; /* distinct, coarse ones first */
    size_t table_count;
    exq_cell_run **runs; /* of each question: the cells of each group */
} exq_lists_release;

/* Read the cells, make the tables of all questions and withhold in them together. Errors: USAGE (a column that is not in the
 * tally, too many groups), MEMORY (so all below). */
EXQ_CHECKED exq_status exq_release_roll_up(exq_lists_release *self, exq_error *error);

/* The table of these columns, counted and withheld with all others. */
EXQ_CHECKED exq_status exq_release_table(const exq_lists_release *self, exq_columns given, exq_columns by,
                                         const exq_rollup **out, exq_error *error);

/* Both in the order that tables are kept in; and the people of a table made beside them. */
EXQ_CHECKED exq_status exq_release_sorted(const exq_lists_release *self, exq_columns by, exq_columns given,
                                          exq_columns *out, exq_error *error);
EXQ_CHECKED exq_status exq_release_count(const exq_lists_release *self, const uint32_t *kept, exq_rollup *table,
                                         exq_error *error);

/* All questions about groups of people. */
EXQ_CHECKED exq_status exq_release_users(exq_lists_release *self, exq_published_lists *out, exq_error *error);

#endif
