/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading: inputs in, one tally out. Bytes -> blocks split at record boundaries -> rows -> batches of codes -> partial
 * tallies, one a thread, merged at the end; which thread read what cannot be seen in the result.
 */
#ifndef EXQ_INGEST_H
#define EXQ_INGEST_H

#include "tally.h"

/* What to look for. Text fields as in exq_request. */
typedef struct exq_ingest_plan {
    const exq_request *request;
    const char *const *attributes; /* distinct columns of all groupings and strata, sorted by name */
    size_t attribute_count;
} exq_ingest_plan;

/* Read and count all inputs. Errors: USAGE (a column or value that was named and does not occur; decisions that are not
 * 1/true/yes and no --favourable, naming the values held by at least min_cell people), MALFORMED, INCONSISTENT
 * (expect_rows, expect_sha256, too many excluded, headers that differ), IO, MEMORY. */
EXQ_CHECKED exq_status exq_ingest(const exq_ingest_plan *plan, exq_tally **out, exq_error *error);

/* The median of everybody's score, whatever else is known of them; and how many lie on it and above. */
typedef struct exq_median {
    double value;
    uint64_t people, ties, above;
} exq_median;

/* A table small enough to be looked at whole. Cells are texts, row by row. */
typedef struct exq_small_table {
    const char *const *names;
    size_t width;
    const char *const *cells;
    size_t rows;
} exq_small_table;

/* At most EXQ_SMALL_TABLE_ROWS. Errors: INCONSISTENT (more), those of tables. */
#define EXQ_SMALL_TABLE_ROWS 10000
EXQ_CHECKED exq_status exq_ingest_small_table(const char *path, exq_arena *arena, exq_small_table *out, exq_error *error);

/* Reads the scores of all inputs. Errors: USAGE (standard input, no such column), those of tables, INCONSISTENT (no score). */
EXQ_CHECKED exq_status exq_ingest_median(const exq_request *request, exq_median *out, exq_error *error);

#endif
