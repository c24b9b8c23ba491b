/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading lists in parallel: a batch of blocks is cut into rows by all threads, which look ids up in the
 * dictionaries as they are; then one thread gives new ids their codes and adds the rows in the order of the input.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "crew.h"
#include "id_cache.h"
#include "list_rows.h"
#include "number.h"
#include "room.h"
#include "text.h"

enum { USER, ITEM, PLACE, GRADE, SCORE, CONSENT, ROLES };

enum { BATCH = 32 };

/* A code with this bit is not one yet, but the place of an id among the new ones of its block. */
#define PENDING UINT32_C(0x80000000)
#define NO_ITEM_NEEDED (PENDING - 1)

typedef struct parsed_row {
    uint64_t order;
    double grade;
    double score; /* when rows are to rate */
    bool rates;   /* it has a score and a grade */
    uint32_t user;
    uint32_t item;
} parsed_row;

/* An id that is in no dictionary yet: a part of the text of its block's rows. */
typedef struct fresh_id {
    size_t begin;
    size_t length;
    uint32_t code; /* once it has one */
} fresh_id;

typedef struct fresh_ids {
    fresh_id *ids;
    size_t count;
    size_t room;
} fresh_ids;

/* One block and what was read in it. */
typedef struct parsed_block {
    exq_block block;
    exq_line_ends ends;
    parsed_row *rows;
    size_t count;
    size_t room;
    uint64_t refused; /* rows of people who did not consent */
    exq_buffer text;  /* of new ids */
    fresh_ids users;
    fresh_ids items;
    exq_buffer last; /* the user of the row before: rows of one user mostly stand together */
    uint32_t last_user;
} parsed_block;

typedef struct input {
    const exq_list_reading *reading;
    exq_table *table;
    size_t slots[ROLES];
    parsed_block *blocks;   /* BATCH of them */
    size_t block_count;     /* of this batch */
    exq_table_lanes *lanes; /* per worker */
    exq_id_cache *recent;   /* per worker: items */
} input;

/* What the taker needs: the lane hands on one pointer. */
typedef struct parsing {
    const input *of;
    parsed_block *into;
    exq_id_cache *recent;
} parsing;

/* ------------------------------------------------------------------------------------------- one row, many threads */

/* An id that is in no dictionary gets a place among the new ones of its block. */
static exq_status add_id(parsed_block *into, fresh_ids *fresh, const exq_field *field, uint32_t *code, exq_error *error)
{
    if (field->length == 0)
        return exq_fail(error, EXQ_MALFORMED, "an empty id. Every row needs a user and an item.");
    if (exq_text_invalid(field->bytes, field->length) != field->length)
        return exq_fail(error, EXQ_MALFORMED,
                        "this is not UTF-8. If the file is ISO 8859-1, say --latin1; else convert it.");
    size_t begin = into->text.length;
    exq_buffer_append(&into->text, field->bytes, field->length);
    if (into->text.failed || !exq_room(&fresh->ids, &fresh->room, fresh->count + 1, sizeof *fresh->ids))
        return exq_fail_memory(error);
    fresh->ids[fresh->count] = (fresh_id){.begin = begin, .length = field->length};
    *code = PENDING | (uint32_t)fresh->count++;
    return EXQ_OK;
}

static exq_status find_user(const parsing *own, const exq_field *field, uint32_t *user, exq_error *error)
{
    parsed_block *into = own->into;
    if (field->length > 0 && field->length == into->last.length &&
        memcmp(field->bytes, into->last.bytes, field->length) == 0) {
        *user = into->last_user;
        return EXQ_OK;
    }
    uint32_t next = into->last_user + 1; /* whom a file in the order of the users names after them */
    *user = exq_dictionary_find_near(own->of->reading->references->users, next, field->bytes, field->length);
    if (*user == EXQ_NO_CODE)
        EXQ_TRY(add_id(into, &into->users, field, user, error));
    into->last_user = *user;
    exq_buffer_clear(&into->last);
    exq_buffer_append(&into->last, field->bytes, field->length);
    return into->last.failed ? exq_fail_memory(error) : EXQ_OK;
}

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

static exq_status take(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    const parsing *own = payload;
    const size_t *slots = own->of->slots;
    const exq_list_rows *rows = own->of->reading->rows;
    parsed_row row = {.item = NO_ITEM_NEEDED};
    (void)count;
    if (!has_consent(own->of, fields)) {
        own->into->refused++;
        return EXQ_OK;
    }
    *culprit = slots[PLACE];
    EXQ_TRY(parse_place(rows, &fields[slots[PLACE]], &row.order, error));
    if (slots[GRADE] != EXQ_NO_SLOT) {
        *culprit = slots[GRADE];
        EXQ_TRY(parse_grade(&fields[slots[GRADE]], &row.grade, error));
    }
    if (rows->rates && fields[slots[GRADE]].length > 0 && fields[slots[SCORE]].length > 0) {
        *culprit = slots[SCORE];
        EXQ_TRY(parse_score(&fields[slots[SCORE]], &row.score, error));
        if (row.score > EXQ_FIXEDSUM_MOST || row.score < -EXQ_FIXEDSUM_MOST)
            return exq_fail(error, EXQ_MALFORMED, "this score is beyond 2^40. Give predictions of ordinary size.");
        row.rates = true;
    }
    *culprit = slots[USER];
    EXQ_TRY(find_user(own, &fields[slots[USER]], &row.user, error));
    *culprit = slots[ITEM];
    const exq_field *item = &fields[slots[ITEM]];
    bool beyond = rows->ranked && row.order > rows->keep && row.grade == 0 && !row.rates;
    if (!beyond || item->length == 0)
        row.item = exq_id_find(own->recent, own->of->reading->references->items, item);
    if (row.item == EXQ_NO_CODE)
        EXQ_TRY(add_id(own->into, &own->into->items, item, &row.item, error));
    parsed_block *into = own->into;
    if (!exq_room(&into->rows, &into->room, into->count + 1, sizeof *into->rows))
        return exq_fail_memory(error);
    into->rows[into->count++] = row;
    return EXQ_OK;
}

static exq_status parse_block(void *payload, size_t worker, size_t index, exq_error *error)
{
    input *of = payload;
    parsed_block *into = &of->blocks[index];
    parsing own = {of, into, &of->recent[worker]};
    exq_taker taker = {take, &own};
    into->refused = into->count = into->users.count = into->items.count = 0;
    exq_buffer_clear(&into->text);
    exq_buffer_clear(&into->last);
    return exq_table_read_block(of->table, &of->lanes[worker], &into->block, &taker, &into->ends, error);
}

/* ----------------------------------------------------------------------------------------- all rows, one thread */

static exq_status code_fresh(const parsed_block *of, fresh_ids *fresh, exq_dictionary *ids, exq_error *error)
{
    for (size_t i = 0; i < fresh->count; i++) {
        fresh_id *id = &fresh->ids[i];
        id->code = exq_dictionary_code(ids, of->text.bytes + id->begin, id->length);
        if (id->code >= NO_ITEM_NEEDED)
            return exq_fail_memory(error);
    }
    return EXQ_OK;
}

static uint32_t code_of(const fresh_ids *fresh, uint32_t code)
{
    return (code & PENDING) != 0 ? fresh->ids[code & ~PENDING].code : code;
}

static exq_status take_over(const exq_list_reading *reading, parsed_block *of, exq_error *error)
{
    exq_list_rows *rows = reading->rows;
    EXQ_TRY(code_fresh(of, &of->users, reading->references->users, error));
    EXQ_TRY(code_fresh(of, &of->items, reading->references->items, error));
    for (size_t i = 0; i < of->count; i++) {
        uint32_t user = code_of(&of->users, of->rows[i].user);
        uint32_t item = code_of(&of->items, of->rows[i].item);
        EXQ_TRY(exq_list_rows_add(rows, user, item, of->rows[i].order, error));
        if (of->rows[i].grade != 0)
            EXQ_TRY(exq_pairs_add(&rows->judged, user, item, of->rows[i].grade, error));
        if (of->rows[i].rates)
            EXQ_TRY(exq_list_rows_rate(rows, &(exq_rating){user, item, of->rows[i].score, of->rows[i].grade}, error));
    }
    rows->rows_read += of->count + of->refused;
    rows->refused += of->refused;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- one input */

static exq_status fill_batch(input *of, bool *ended, exq_error *error)
{
    exq_table *table = of->table;
    of->block_count = 0;
    while (of->block_count < BATCH && !*ended) {
        parsed_block *next = &of->blocks[of->block_count];
        exq_block block = table->block; /* it was read already; its memory is exchanged for that of this place */
        table->block = next->block;
        next->block = block;
        of->block_count++;
        EXQ_TRY(exq_table_next(table, &table->block, error));
        *ended = table->block.length == 0;
    }
    return EXQ_OK;
}

static exq_status report_progress(const input *of, exq_error *error)
{
    const exq_progress *progress = &of->reading->request->progress;
    const exq_stream *stream = of->table->stream;
    if (progress->step == NULL || progress->step(progress->payload, of->reading->rows->rows_read,
                                                 exq_stream_bytes(stream), exq_stream_bytes_total(stream)))
        return EXQ_OK;
    return exq_fail(error, EXQ_IO, "interrupted");
}

static exq_status read_batches(input *of, exq_error *error)
{
    size_t threads = of->reading->request->threads;
    for (bool ended = false; !ended;) {
        /* What could be read is counted before a failure to read on is reported: errors come in the order of rows. */
        exq_error read_error = {0};
        exq_status read_status = fill_batch(of, &ended, &read_error);
        EXQ_TRY(exq_crew_run(threads, of->block_count, parse_block, of, error));
        for (size_t i = 0; i < of->block_count; i++)
            EXQ_TRY(take_over(of->reading, &of->blocks[i], error));
        if (read_status != EXQ_OK)
            return exq_fail(error, read_status, "%s", read_error.message);
        EXQ_TRY(report_progress(of, error));
    }
    for (size_t i = 0; i < BATCH; i++) {
        of->table->ends.lf = of->table->ends.lf || of->blocks[i].ends.lf;
        of->table->ends.crlf = of->table->ends.crlf || of->blocks[i].ends.crlf;
    }
    return EXQ_OK;
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

static exq_status open_lanes(input *of, size_t size, exq_error *error)
{
    of->lanes = calloc(size, sizeof *of->lanes);
    of->recent = calloc(size, sizeof *of->recent);
    of->blocks = calloc(BATCH, sizeof *of->blocks);
    if (of->lanes == NULL || of->recent == NULL || of->blocks == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < size; i++)
        EXQ_TRY(exq_table_open_lanes(of->table, &of->lanes[i], error));
    return EXQ_OK;
}

static void close_lanes(input *of, size_t size)
{
    for (size_t i = 0; of->lanes != NULL && i < size; i++)
        exq_table_close_lanes(of->table, &of->lanes[i]);
    free(of->lanes);
    free(of->recent);
    for (size_t i = 0; of->blocks != NULL && i < BATCH; i++) {
        exq_block_free(&of->blocks[i].block);
        free(of->blocks[i].rows);
        exq_buffer_free(&of->blocks[i].text);
        exq_buffer_free(&of->blocks[i].last);
        free(of->blocks[i].users.ids);
        free(of->blocks[i].items.ids);
    }
    free(of->blocks);
}

static exq_status read_input(const exq_list_reading *reading, exq_table *table, size_t index, exq_error *error)
{
    input of = {.reading = reading, .table = table};
    size_t size = exq_crew_size(reading->request->threads);
    EXQ_TRY(cast_columns(&of, error));
    exq_status status = open_lanes(&of, size, error);
    if (status == EXQ_OK)
        status = read_batches(&of, error);
    close_lanes(&of, size);
    if (status == EXQ_OK)
        status = exq_table_record(table, &reading->records[index], &reading->notes[index], error);
    return status;
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
