/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of columns, as places in the tally's list of attributes. A question names its columns in an order of its
 * own; the table behind it is the same for every order, so tables are known by their ascending columns.
 */
#ifndef EXQ_COLUMNS_H
#define EXQ_COLUMNS_H

#include "arena.h"

typedef struct exq_columns {
    const size_t *at; /* attributes of the tally */
    size_t count;
} exq_columns;

/* a followed by b. Errors: MEMORY (so all below). */
EXQ_CHECKED exq_status exq_columns_join(exq_columns a, exq_columns b, exq_arena *arena, exq_columns *out,
                                        exq_error *error);
/* The same columns ascending, each once. */
EXQ_CHECKED exq_status exq_columns_sort(exq_columns columns, exq_arena *arena, exq_columns *out, exq_error *error);
/* Of two ascending sets: what both hold, in the room of `out`, which must take as many as the smaller. */
size_t exq_columns_common(exq_columns a, exq_columns b, size_t *out);
/* Fewer columns first, then by place: a table comes after all that are coarser. 0 when equal. */
int exq_columns_compare(exq_columns a, exq_columns b);

#endif
