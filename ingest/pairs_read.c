/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading pairs: which columns they stand in, and what their ids and grades are.
 */
#include <math.h>

#include "id_rows.h"
#include "number.h"
#include "pairs.h"
#include "text.h"

uint32_t exq_new_id_code(exq_dictionary *ids, const exq_field *field, exq_status *status, exq_error *error)
{
    uint32_t code = EXQ_NO_CODE;
    if (field->length == 0)
        *status = exq_fail(error, EXQ_MALFORMED, "an empty id. Every row needs one.");
    else if (exq_text_invalid(field->bytes, field->length) != field->length)
        *status = exq_fail(error, EXQ_MALFORMED,
                           "this is not UTF-8. If the file is ISO 8859-1, say --latin1; else convert it.");
    else if ((code = exq_dictionary_code(ids, field->bytes, field->length)) == EXQ_NO_CODE)
        *status = exq_fail_memory(error);
    return code;
}

uint32_t exq_id_code(exq_dictionary *ids, const exq_field *field, exq_status *status, exq_error *error)
{
    const uint32_t code = exq_dictionary_find(ids, field->bytes, field->length);
    return code != EXQ_NO_CODE ? code : exq_new_id_code(ids, field, status, error);
}

/* ----------------------------------------------------------------------------------------------- the columns */

enum { USER, ITEM, GRADE, ROLES };

static size_t first_of(const exq_table *table, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t column = exq_table_column(table, names[i]);
        if (column != EXQ_NO_COLUMN)
            return column;
    }
    return EXQ_NO_COLUMN;
}

static exq_status cast_columns(const exq_table *table, size_t columns[ROLES], exq_error *error)
{
    static const char *const grades[] = {"relevance", "rating", "grade"};
    static const char *const names[][2] = {
        {"user",    "item"   },
        {"user_id", "item_id"}
    };
    columns[GRADE] = first_of(table, grades, sizeof grades / sizeof grades[0]);
    for (size_t i = 0; i < 2; i++) {
        columns[USER] = exq_table_column(table, names[i][0]);
        columns[ITEM] = exq_table_column(table, names[i][1]);
        if (columns[USER] != EXQ_NO_COLUMN && columns[ITEM] != EXQ_NO_COLUMN)
            return EXQ_OK;
    }
    if (table->header.count < 2)
        return exq_fail(
            error, EXQ_USAGE,
            "%s: it has one column; a user and an item in each row were expected. Is the delimiter another?",
            table->name);
    columns[USER] = 0;
    columns[ITEM] = 1;
    columns[GRADE] = columns[GRADE] == 2 ? 2 : EXQ_NO_COLUMN;
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------- the records */

typedef struct reading {
    exq_pairs *pairs;
    size_t slots[ROLES];
} reading;

static exq_status parse(const void *payload, const exq_field *fields, uint64_t *order, exq_id_grade *grade,
                        exq_row_use *use, size_t *culprit, exq_error *error)
{
    const reading *to = payload;
    (void)order, (void)use;
    if (grade == NULL)
        return EXQ_OK;
    grade->score = NAN;
    const exq_field *field = &fields[to->slots[GRADE]];
    *culprit = to->slots[GRADE];
    if (!exq_number_parse(field->bytes, field->length, &grade->grade))
        return exq_fail(error, EXQ_MALFORMED, "this is no grade. A grade is a number such as 1 or 3.5.");
    if (grade->grade > EXQ_GRADE_MOST || grade->grade < -EXQ_GRADE_MOST)
        return exq_fail(error, EXQ_MALFORMED, "this grade is beyond a million. Give grades of ordinary size.");
    return EXQ_OK;
}

/* Without grades each pair is as good as any other. */
static exq_status keep(void *payload, const exq_id_row *rows, const exq_id_grade *grades, size_t count, size_t refused,
                       exq_error *error)
{
    reading *to = payload;
    (void)refused;
    for (size_t i = 0; i < count; i++)
        EXQ_TRY(exq_pairs_add(to->pairs, rows[i].user, rows[i].item, grades == NULL ? 1 : grades[i].grade, error));
    return EXQ_OK;
}

static exq_status read_table(exq_table *table, reading *to, exq_dictionary *users, exq_dictionary *items,
                             exq_pairs_source *source, exq_error *error)
{
    size_t columns[ROLES];
    EXQ_TRY(cast_columns(table, columns, error));
    if (!to->pairs->graded)
        columns[GRADE] = EXQ_NO_COLUMN;
    EXQ_TRY(exq_table_want(table, columns, ROLES, to->slots, error));
    source->relevance_name = columns[GRADE] == EXQ_NO_COLUMN ? NULL : table->header.names[columns[GRADE]];
    const exq_id_rows rows = {
        .table = table,
        .threads = table->request->threads,
        .users = users,
        .items = items,
        .user_slot = to->slots[USER],
        .item_slot = to->slots[ITEM],
        .graded = to->slots[GRADE] != EXQ_NO_SLOT,
        .payload = to,
        .parse = parse,
        .keep = keep,
    };
    EXQ_TRY(exq_id_rows_read(&rows, error));
    return exq_table_record(table, &source->record, &source->note, error);
}

exq_status exq_pairs_read(exq_pairs *pairs, const char *path, const exq_request *request, exq_dictionary *users,
                          exq_dictionary *items, exq_arena *arena, exq_pairs_source *source, exq_error *error)
{
    exq_table table;
    reading to = {.pairs = pairs};
    exq_status status = exq_table_open(&table, path, NULL, EXQ_USE_PAIRS, request, arena, error);
    if (status == EXQ_OK)
        status = read_table(&table, &to, users, items, source, error);
    exq_table_close(&table);
    return status;
}
