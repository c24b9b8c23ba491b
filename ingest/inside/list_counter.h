/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one thread has counted: parts of its own, to which it adds one person after the other.
 */
#ifndef EXQ_LIST_COUNTER_H
#define EXQ_LIST_COUNTER_H

#include "list_count.h"
#include "list_measures.h"
#include "list_ordered_pairs.h"

typedef struct exq_list_counter {
    const exq_list_count *of;
    exq_person person;
    exq_list_part parts[EXQ_COUNTED_PARTS];
    exq_list_measures measures;
    exq_ordered_pairs pairs;
    size_t cell;          /* at hand */
    uint32_t *signatures; /* of the items of the list at hand; the last for all outside the catalogue */
    exq_list_faults faults;
} exq_list_counter;

/* Errors: MEMORY (so all below). To be closed even then. */
EXQ_CHECKED exq_status exq_list_counter_open(exq_list_counter *counter, const exq_list_count *of, exq_error *error);
void exq_list_counter_close(exq_list_counter *counter);

/* The people that follow are of this cell. It is dear where cells change with every person. */
EXQ_CHECKED exq_status exq_list_counter_turn(exq_list_counter *counter, size_t cell, exq_error *error);

/* Add a person of the cell at hand; or say that they do not count. Their rows become uses. */
EXQ_CHECKED exq_status exq_list_counter_add(exq_list_counter *counter, size_t user, size_t bucket, exq_error *error);
void exq_list_counter_skip(exq_list_counter *counter, size_t user);

/* All people have been added: what is still to be moved goes into the parts. */
EXQ_CHECKED exq_status exq_list_counter_end(exq_list_counter *counter, exq_error *error);

#endif
