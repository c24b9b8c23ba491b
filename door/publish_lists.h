/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps of releasing a tally of lists: people summed over cells, groups of items, the catalogue without names.
 */
#ifndef EXQ_PUBLISH_LISTS_H
#define EXQ_PUBLISH_LISTS_H

#include "list_tally.h"
#include "published_lists.h"

typedef struct exq_lists_publisher {
    const exq_tally_facts *facts;
    const exq_lists *lists;
    uint64_t min_cell;
    const exq_item_reducers *reducers;
    size_t threads;
    exq_arena *arena;
    exq_arena *scratch;
    const uint32_t *kept; /* the user cells that hold anybody; runs of cells are places among them */
    exq_fixedsum *sums;   /* workspace: as many as the widest measure has sums and squares */
    exq_fixedsum *squares;
} exq_lists_publisher;

/* Errors: MEMORY (so all below). */
EXQ_CHECKED exq_status exq_lists_publisher_init(exq_lists_publisher *self, exq_error *error);

/* How many sums of squares or products a measure has. */
size_t exq_measure_squares(const exq_list_measure *measure);

/* Names of the measures and cutoffs. */
EXQ_CHECKED exq_status exq_publish_measures(const exq_lists_publisher *self, exq_published_lists *out,
                                            exq_error *error);

/* A group of people: user cells. */
typedef struct exq_cell_run {
    const uint32_t *cells;
    size_t count;
} exq_cell_run;

/* The people of some user cells. `whole`: also what each group of items got from them. */
EXQ_CHECKED exq_status exq_publish_people(const exq_lists_publisher *self, exq_cell_run cells, bool whole,
                                          exq_user_row *out, exq_error *error);

/* What these people have under two versions; `out` has been published already. */
EXQ_CHECKED exq_status exq_publish_paired(const exq_lists_publisher *self, exq_cell_run cells, exq_user_row *out,
                                          exq_error *error);

/* The other version, as far as it is about everyone. */
EXQ_CHECKED exq_status exq_publish_other(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error);

/* What is known of the groups of a table item by item; `rows` are the table's groups, `runs` the cells of each. */
EXQ_CHECKED exq_status exq_publish_by_item(const exq_lists_publisher *self, const exq_cell_run *runs,
                                           exq_user_row *rows, exq_user_table *table, exq_error *error);

/* All groupings of items. */
EXQ_CHECKED exq_status exq_publish_items(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error);

/* Groups of people, `groups[g]` the cells of each of `rows`, by groups of items. */
EXQ_CHECKED exq_status exq_publish_cross(const exq_lists_publisher *self, const exq_user_row *rows,
                                         const exq_cell_run *groups, size_t group_count, const exq_published_lists *of,
                                         exq_cross_question *out, exq_error *error);

/* How much the items got, without their names. */
EXQ_CHECKED exq_status exq_publish_spreads(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error);

#endif
