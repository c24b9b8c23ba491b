/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rolling up: the finest cells summed into the rows of a table. With P the 0/1 matrix that says which cells lie
 * in which row (rows x cells) and C the counts of the cells (cells x (K + 1)K), the counts of all rows are the
 * product P C. On the secret side of the door, because a table of withheld cells would have wrong margins.
 */
#ifndef EXQ_ROLLUP_H
#define EXQ_ROLLUP_H

#include "columns.h"
#include "finest.h"
#include "partition.h"

/* One table of the release: all combinations of levels that occur in a set of columns. SECRET until withheld. */
typedef struct exq_rollup {
    exq_columns columns; /* ascending */
    size_t row_count;    /* rows in canonical order: by level bytes, column by column */
    uint32_t *cells;     /* the cells of the finest table, row after row */
    size_t *starts;      /* row r holds cells[starts[r]] to cells[starts[r + 1] - 1]; row_count + 1 of them */
    uint32_t *examples;  /* one cell of each row, to read its levels from */
    uint64_t *counts;    /* row_count x width */
    uint64_t *people;    /* persons with data in a row: without units the sum of its counts; never 0 */
    uint64_t *alone;     /* those of them who are in no other row; without units all */
    exq_why *withheld;   /* why a row may not be shown; EXQ_WHY_NONE: it may */
    size_t withheld_count;
} exq_rollup;

/* Find the rows. `partition` must have room for all cells; `columns` must be ascending. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_rollup_rows(exq_rollup *table, exq_columns columns, const exq_finest *finest,
                                       exq_partition *partition, exq_arena *scratch, exq_error *error);

/* Count the people of the rows, in tiles: memory does not grow with rows times cells. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_rollup_count(exq_rollup *table, const exq_finest *finest, exq_arena *scratch,
                                        exq_error *error);

/* Add the sums of weights of one row, and of their squares, to `width` exact sums each. */
void exq_rollup_weigh(const exq_rollup *table, const exq_finest *finest, size_t row, exq_exactsum *weights,
                      exq_exactsum *squares);

#endif
