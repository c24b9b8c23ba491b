/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of many rows agree in some columns, and in what order: the distinct groups of a question, the rows
 * inside a margin, the strata of a table are all found by it. A stable counting sort on ranks, column by column
 * from the last: linear, and deterministic by construction.
 */
#ifndef EXQ_PARTITION_H
#define EXQ_PARTITION_H

#include "columns.h"
#include "finest.h"

typedef struct exq_partition {
    uint32_t *order; /* the items sorted by the columns; equal ones as they came */
    uint32_t *parts; /* the part of each item, numbered in sorted order */
    size_t part_count;
    uint32_t *spare; /* workspace: the next order, the start of each level */
    uint32_t *starts;
} exq_partition;

/* Room for up to `capacity` items, used again by every run. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_partition_init(exq_partition *partition, const exq_finest *finest, size_t capacity,
                                          exq_arena *scratch, exq_error *error);

/* `items` are cells of the finest table, each standing for a row that it lies in. Without columns all are one
 * part. */
void exq_partition_run(exq_partition *partition, const exq_finest *finest, const uint32_t *items, size_t count,
                       exq_columns columns);

#endif
