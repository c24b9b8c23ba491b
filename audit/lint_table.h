/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A published summary as it was published: numbers keep the decimals they were written with.
 */
#ifndef EXQ_LINT_TABLE_H
#define EXQ_LINT_TABLE_H

#include "arena.h"

/* NaN where nothing is written. A number as published can be off by half a unit of its last decimal. */
typedef struct exq_printed {
    double value;
    double half;
} exq_printed;

typedef struct exq_lint_row {
    size_t line;
    const char *axis; /* "" where there is no such column */
    const char *category;
    bool unknown; /* the row of people of unknown category */
    double n, selected; /* NaN: not published */
    exq_printed rate, ratio;
} exq_lint_row;

typedef struct exq_lint_table {
    const char *name; /* base name of the file */
    exq_lint_row *rows;
    size_t count;
} exq_lint_table;

/* Columns are found by their names: axis, category, n, selected, rate, impact_ratio, and what they are often called. Errors:
 * USAGE (no category, n or impact_ratio), MALFORMED "name:line: ..." (a number that is none), those of reading. */
EXQ_CHECKED exq_status exq_lint_table_read(const char *path, exq_arena *arena, exq_lint_table *out, exq_error *error);

#endif
