/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows that name a user and an item - lists, truth, history - read by several threads. Each batch of blocks is cut into
 * rows by all of them, which look ids up in the dictionaries as they are; meanwhile one reads the batch after it, and
 * one keeps the rows of the batch before it. Between batches new ids get their codes, in the order of the rows.
 */
#ifndef EXQ_ID_ROWS_H
#define EXQ_ID_ROWS_H

#include "dictionary.h"
#include "table.h"

typedef struct exq_id_row {
    uint32_t user;
    uint32_t item;  /* EXQ_ITEM_NOT_NEEDED: it was not looked up */
    uint64_t order; /* of the item among those of the user, where the file says it */
} exq_id_row;

/* What a row says of its item beside that. */
typedef struct exq_id_grade {
    double grade;
    double score; /* not finite: none */
} exq_id_grade;

#define EXQ_ITEM_NOT_NEEDED (UINT32_C(0x80000000) - 1)

/* What becomes of a row. */
typedef enum exq_row_use { EXQ_ROW_KEPT, EXQ_ROW_KEPT_WITHOUT_ITEM, EXQ_ROW_REFUSED } exq_row_use;

typedef struct exq_id_rows {
    exq_table *table; /* opened, its columns wanted */
    size_t threads;
    exq_dictionary *users, *items;
    size_t user_slot, item_slot;
    bool graded; /* rows have grades; else those are NULL below */
    void *payload;
    /* Read what the row says beside its ids. By any thread: nothing may change but order and grade. */
    exq_status (*parse)(const void *payload, const exq_field *fields, uint64_t *order, exq_id_grade *grade,
                        exq_row_use *use, size_t *culprit, exq_error *error);
    /* Keep rows, in the order of the file; `refused` stood between them. By one thread at a time. */
    exq_status (*keep)(void *payload, const exq_id_row *rows, const exq_id_grade *grades, size_t count, size_t refused,
                       exq_error *error);
    exq_status (*pause)(void *payload, exq_error *error); /* after each batch; NULL: nothing is to be done */
} exq_id_rows;

/* Errors: those of tables and of `keep`; MALFORMED (an id that is empty or not UTF-8), MEMORY. */
EXQ_CHECKED exq_status exq_id_rows_read(const exq_id_rows *rows, exq_error *error);

#endif
