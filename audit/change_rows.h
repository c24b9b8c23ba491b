/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of change between two versions, as decisions and lists both write them.
 */
#ifndef EXQ_CHANGE_ROWS_H
#define EXQ_CHANGE_ROWS_H

#include "document.h"
#include "interval.h"

/* Rows as they gather; out of memory is sticky. */
typedef struct exq_change_rows {
    exq_arena *arena;
    exq_doc_change *rows;
    size_t count, room;
    bool failed;
} exq_change_rows;

/* A row with nothing in it but its question (-1: the catalogue) and metric. */
exq_doc_change exq_change_empty(exq_count question, const char *metric);
/* Whether the range of a change leaves 0 out, and on which side: "rose", "fell", "not_shown"; NULL: no range. */
const char *exq_change_direction(double lo, double hi);

/* Such a row at the end. Borrowed until the next one; NULL: out of memory. */
exq_doc_change *exq_change_rows_add(exq_change_rows *changes, size_t question, const char *metric);

/* A number under both versions, and the ranges of its change. */
void exq_change_put(exq_doc_change *row, exq_value before, exq_value after, exq_value change, exq_range together,
                    exq_range alone);

/* How many people stand behind it, and how many of these are better and worse off: `rose` and `fell` as far as more is
 * better (1), worse (-1) or neither (0). */
void exq_change_people(exq_doc_change *row, uint64_t people, uint64_t rose, uint64_t fell, int better);

/* What became of a gap, whose value at parity is given, and who of the two gained as `group` and `reference` say. */
void exq_change_gap(exq_doc_change *row, double parity, const exq_doc_change *group, const exq_doc_change *reference,
                    int better);

#endif
