/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading lists: which columns they stand in, and what a row says beside its ids.
 */
#include <math.h>
#include <string.h>

#include "id_rows.h"
#include "list_rows.h"
#include "number.h"

enum { USER, ITEM, PLACE, GRADE, SCORE, CONSENT, ROLES };

typedef struct input {
    const exq_list_reading *reading;
    exq_table *table;
    size_t slots[ROLES];
} input;

/* ---------------------------------------------------------------------------------------------------- one row */

static exq_status parse_score(const exq_field *field, double *score, exq_error *error)
{
    if (exq_number_parse(field->bytes, field->length, score))
        return EXQ_OK;
    return exq_fail(error, EXQ_MALFORMED, "this is no score. A score is a finite number such as 0.25.");
}

static exq_status parse_place(const exq_list_rows *rows, const exq_field *field, uint64_t *order, exq_error *error)
{
    double score = 0;
    if (!rows->ranked) {
        EXQ_TRY(parse_score(field, &score, error));
        *order = exq_order_of_score(score);
        return EXQ_OK;
    }
    if (!exq_number_parse_count(field->bytes, field->length, order) || *order > UINT32_MAX)
        return exq_fail(error, EXQ_MALFORMED, "this is no rank. A rank is a whole number: 1, 2, 3 ...");
    if (*order == 0)
        return exq_fail(error, EXQ_MALFORMED,
                        "a rank of 0: ranks begin at 1. Add 1 to all of them, or rank by scores: --score COLUMN "
                        "instead of --rank.");
    return EXQ_OK;
}

static exq_status parse_grade(const exq_field *field, double *grade, exq_error *error)
{
    *grade = 0;
    if (field->length == 0)
        return EXQ_OK; /* not known to be relevant */
    if (!exq_number_parse(field->bytes, field->length, grade) || *grade > EXQ_GRADE_MOST || *grade < -EXQ_GRADE_MOST)
        return exq_fail(error, EXQ_MALFORMED,
                        "this is no grade. A grade is a number of ordinary size such as 1 or 3.5.");
    return EXQ_OK;
}

/* As for rows of decisions: nothing else of such a row is looked at. */
static bool has_consent(const input *of, const exq_field *fields)
{
    const char *must_be = of->reading->request->consent.must_be;
    const size_t slot = of->slots[CONSENT];
    return slot == EXQ_NO_SLOT ||
           (strlen(must_be) == fields[slot].length && memcmp(must_be, fields[slot].bytes, fields[slot].length) == 0);
}

/* The columns of relevance and of scores that are held against it. */
static exq_status parse_judgement(const input *of, const exq_field *fields, exq_id_grade *grade, size_t *culprit,
                                  exq_error *error)
{
    const size_t *slots = of->slots;
    grade->score = NAN;
    *culprit = slots[GRADE];
    EXQ_TRY(parse_grade(&fields[slots[GRADE]], &grade->grade, error));
    if (!of->reading->rows->rates || fields[slots[GRADE]].length == 0 || fields[slots[SCORE]].length == 0)
        return EXQ_OK;
    *culprit = slots[SCORE];
    EXQ_TRY(parse_score(&fields[slots[SCORE]], &grade->score, error));
    if (grade->score > EXQ_FIXEDSUM_MOST || grade->score < -EXQ_FIXEDSUM_MOST)
        return exq_fail(error, EXQ_MALFORMED, "this score is beyond 2^40. Give predictions of ordinary size.");
    return EXQ_OK;
}

static bool says_something(const exq_id_grade *grade)
{
    return grade != NULL && (grade->grade != 0 || isfinite(grade->score));
}

static exq_status parse(const void *payload, const exq_field *fields, uint64_t *order, exq_id_grade *grade,
                        exq_row_use *use, size_t *culprit, exq_error *error)
{
    const input *of = payload;
    const size_t *slots = of->slots;
    const exq_list_rows *rows = of->reading->rows;
    if (!has_consent(of, fields)) {
        *use = EXQ_ROW_REFUSED;
        return EXQ_OK;
    }
    *culprit = slots[PLACE];
    EXQ_TRY(parse_place(rows, &fields[slots[PLACE]], order, error));
    if (grade != NULL)
        EXQ_TRY(parse_judgement(of, fields, grade, culprit, error));
    bool beyond = rows->ranked && *order > rows->keep && !says_something(grade);
    *use = beyond ? EXQ_ROW_KEPT_WITHOUT_ITEM : EXQ_ROW_KEPT;
    return EXQ_OK;
}

static exq_status keep(void *payload, const exq_id_row *added, const exq_id_grade *grades, size_t count, size_t refused,
                       exq_error *error)
{
    exq_list_rows *rows = ((const input *)payload)->reading->rows;
    EXQ_TRY(exq_list_rows_add(rows, added, count, error));
    for (size_t i = 0; grades != NULL && i < count; i++) {
        const exq_id_row *row = &added[i];
        const exq_id_grade *said = &grades[i];
        if (said->grade != 0)
            EXQ_TRY(exq_pairs_add(&rows->judged, row->user, row->item, said->grade, error));
        if (isfinite(said->score))
            EXQ_TRY(exq_list_rows_rate(rows, &(exq_rating){row->user, row->item, said->score, said->grade}, error));
    }
    rows->rows_read += count + refused;
    rows->refused += refused;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- one input */

static exq_status report_progress(void *payload, exq_error *error)
{
    const input *of = payload;
    const exq_progress *progress = &of->reading->request->progress;
    const exq_stream *stream = of->table->stream;
    if (progress->step == NULL || progress->step(progress->payload, of->reading->rows->rows_read,
                                                 exq_stream_bytes(stream), exq_stream_bytes_total(stream)))
        return EXQ_OK;
    return exq_fail(error, EXQ_IO, "interrupted");
}

static exq_status cast_columns(input *of, exq_error *error)
{
    const exq_request *request = of->reading->request;
    const exq_table *table = of->table;
    const char *const names[ROLES] = {
        [USER] = request->lists.user,
        [ITEM] = request->lists.item,
        [PLACE] = request->lists.rank != NULL ? request->lists.rank : request->score,
        [GRADE] = request->lists.relevance,
        [SCORE] = of->reading->rows->rates ? request->score : NULL,
    };
    const char *consent = request->consent.column;
    size_t columns[ROLES];
    columns[CONSENT] = EXQ_NO_COLUMN;
    if (consent != NULL)
        EXQ_TRY(exq_header_find_consent(&table->header, table->name, consent, &columns[CONSENT], error));
    for (size_t role = 0; role < CONSENT; role++) {
        columns[role] = EXQ_NO_COLUMN;
        if (names[role] != NULL)
            EXQ_TRY(exq_header_find(&table->header, table->name, names[role], &columns[role], error));
    }
    return exq_table_want(of->table, columns, ROLES, of->slots, error);
}

static exq_status read_input(const exq_list_reading *reading, exq_table *table, size_t index, exq_error *error)
{
    input of = {.reading = reading, .table = table};
    EXQ_TRY(cast_columns(&of, error));
    const exq_id_rows rows = {
        .table = table,
        .threads = reading->request->threads,
        .users = reading->references->users,
        .items = reading->references->items,
        .user_slot = of.slots[USER],
        .item_slot = of.slots[ITEM],
        .graded = of.slots[GRADE] != EXQ_NO_SLOT,
        .payload = &of,
        .parse = parse,
        .keep = keep,
        .pause = report_progress,
    };
    EXQ_TRY(exq_id_rows_read(&rows, error));
    return exq_table_record(table, &reading->records[index], &reading->notes[index], error);
}

exq_status exq_list_rows_read(exq_list_reading *reading, exq_error *error)
{
    const exq_request *request = reading->request;
    for (size_t i = 0; i < request->input_count; i++) {
        exq_table table;
        exq_status status =
            exq_table_open(&table, request->inputs[i], request->format, EXQ_USE_LISTS, request, reading->arena, error);
        if (status == EXQ_OK)
            status = read_input(reading, &table, i, error);
        exq_table_close(&table);
        EXQ_TRY(status);
    }
    return EXQ_OK;
}
