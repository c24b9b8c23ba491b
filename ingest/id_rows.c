/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three batches go round: one is read, one is parsed, one is kept.
 */
#include "id_rows.h"

#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "room.h"
#include "text.h"

enum { BATCH = 16, BATCHES = 3 };

/* A code with this bit is not one yet, but the place of an id among the new ones of its block. */
#define PENDING UINT32_C(0x80000000)

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
    exq_id_row *rows;
    exq_id_grade *grades; /* of the rows; NULL: they have none */
    size_t count;
    size_t room, grade_room;
    size_t refused;  /* rows that were not kept */
    exq_buffer text; /* of new ids */
    fresh_ids users;
    fresh_ids items;
    exq_buffer last; /* the user of the row before: rows of one user mostly stand together */
    uint32_t last_user;
    bool jumping; /* it had not the code behind that of the user before */
} parsed_block;

typedef struct batch {
    parsed_block blocks[BATCH];
    size_t count;
    exq_status status; /* of reading on, once these blocks had been read */
    exq_error error;
} batch;

typedef struct reading {
    const exq_id_rows *of;
    batch batches[BATCHES];
    batch *next, *current, *last; /* to be read, parsed, kept */
    bool ended;
    exq_table_lanes *lanes; /* per worker */
} reading;

/* What the taker needs: the lane hands on one pointer. */
typedef struct parsing {
    const exq_id_rows *of;
    parsed_block *into;
} parsing;

/* -------------------------------------------------------------------------------------- one row, many threads */

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

static uint32_t four_bytes(const char *bytes)
{
    uint32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

/* Asked for each row: ids are short, and so is the way to compare them. */
static bool is_last_user(const parsed_block *of, const exq_field *field)
{
    const char *bytes = field->bytes, *last = of->last.bytes;
    const size_t length = field->length, tail = length - 4;
    if (length == 0 || length != of->last.length)
        return false;
    if (length < 4 || length > 8)
        return memcmp(bytes, last, length) == 0;
    return four_bytes(bytes) == four_bytes(last) && four_bytes(bytes + tail) == four_bytes(last + tail);
}

static exq_status find_user(const parsing *own, const exq_field *field, uint32_t *user, exq_error *error)
{
    parsed_block *into = own->into;
    if (is_last_user(into, field)) {
        *user = into->last_user;
        return EXQ_OK;
    }
    uint32_t next = into->last_user + 1; /* whom a file in the order of the users names after them */
    const exq_dictionary *users = own->of->users;
    *user = into->jumping ? exq_dictionary_find(users, field->bytes, field->length)
                          : exq_dictionary_find_near(users, next, field->bytes, field->length);
    into->jumping = *user != next;
    if (*user == EXQ_NO_CODE)
        EXQ_TRY(add_id(into, &into->users, field, user, error));
    into->last_user = *user;
    exq_buffer_clear(&into->last);
    exq_buffer_append(&into->last, field->bytes, field->length);
    return into->last.failed ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status find_item(const parsing *own, const exq_field *field, uint32_t *item, exq_error *error)
{
    *item = exq_dictionary_find(own->of->items, field->bytes, field->length);
    return *item == EXQ_NO_CODE ? add_id(own->into, &own->into->items, field, item, error) : EXQ_OK;
}

static exq_status take(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    const parsing *own = payload;
    const exq_id_rows *of = own->of;
    parsed_block *into = own->into;
    exq_row_use use = EXQ_ROW_KEPT;
    (void)count;
    if (!exq_room(&into->rows, &into->room, into->count + 1, sizeof *into->rows) ||
        (of->graded && !exq_room(&into->grades, &into->grade_room, into->count + 1, sizeof *into->grades)))
        return exq_fail_memory(error);
    exq_id_row *row = &into->rows[into->count];
    exq_id_grade *grade = of->graded ? &into->grades[into->count] : NULL;
    row->order = 0;
    EXQ_TRY(of->parse(of->payload, fields, &row->order, grade, &use, culprit, error));
    if (use == EXQ_ROW_REFUSED) {
        into->refused++;
        return EXQ_OK;
    }
    *culprit = of->user_slot;
    EXQ_TRY(find_user(own, &fields[of->user_slot], &row->user, error));
    *culprit = of->item_slot;
    row->item = EXQ_ITEM_NOT_NEEDED;
    if (use == EXQ_ROW_KEPT || fields[of->item_slot].length == 0)
        EXQ_TRY(find_item(own, &fields[of->item_slot], &row->item, error));
    into->count++;
    return EXQ_OK;
}

static void foresee(void *payload, const exq_field *fields)
{
    const parsing *own = payload;
    const exq_id_rows *of = own->of;
    const exq_field *user = &fields[of->user_slot], *item = &fields[of->item_slot];
    exq_dictionary_foresee(of->items, item->bytes, item->length);
    if (own->into->jumping)
        exq_dictionary_foresee(of->users, user->bytes, user->length);
}

static exq_status parse_block(const reading *to, size_t worker, parsed_block *into, exq_error *error)
{
    parsing own = {to->of, into};
    exq_taker taker = {.take = take, .payload = &own};
    if (exq_dictionary_is_far(to->of->items) || (exq_dictionary_is_far(to->of->users) && into->jumping))
        taker.foresee = foresee;
    into->refused = into->count = into->users.count = into->items.count = 0;
    exq_buffer_clear(&into->text);
    exq_buffer_clear(&into->last);
    return exq_table_read_block(to->of->table, &to->lanes[worker], &into->block, &taker, &into->ends, error);
}

/* ---------------------------------------------------------------------------------------- a batch, one thread */

static exq_status fill(reading *to, exq_error *error)
{
    exq_table *table = to->of->table;
    batch *into = to->next;
    into->count = 0;
    while (into->count < BATCH && !to->ended) {
        parsed_block *next = &into->blocks[into->count++];
        exq_block block = table->block; /* it was read already; its memory is exchanged for that of this place */
        table->block = next->block;
        next->block = block;
        EXQ_TRY(exq_table_next(table, &table->block, error));
        to->ended = table->block.length == 0;
    }
    return EXQ_OK;
}

/* What could be read is kept before a failure to read on is reported: errors come in the order of rows. */
static void read_on(reading *to)
{
    to->next->status = fill(to, &to->next->error);
    to->ended = to->ended || to->next->status != EXQ_OK;
}

static exq_status code_fresh(const parsed_block *of, fresh_ids *fresh, exq_dictionary *ids, exq_error *error)
{
    for (size_t i = 0; i < fresh->count; i++) {
        fresh_id *id = &fresh->ids[i];
        id->code = exq_dictionary_code(ids, of->text.bytes + id->begin, id->length);
        if (id->code == EXQ_NO_CODE)
            return exq_fail_memory(error);
    }
    return EXQ_OK;
}

static uint32_t code_of(const fresh_ids *fresh, uint32_t code)
{
    return (code & PENDING) != 0 ? fresh->ids[code & ~PENDING].code : code;
}

/* Give new ids their codes: the only time that dictionaries change. */
static exq_status settle(const exq_id_rows *of, batch *from, exq_error *error)
{
    for (size_t b = 0; b < from->count; b++) {
        parsed_block *block = &from->blocks[b];
        EXQ_TRY(code_fresh(block, &block->users, of->users, error));
        EXQ_TRY(code_fresh(block, &block->items, of->items, error));
        for (size_t i = 0; block->users.count + block->items.count > 0 && i < block->count; i++) {
            block->rows[i].user = code_of(&block->users, block->rows[i].user);
            block->rows[i].item = code_of(&block->items, block->rows[i].item);
        }
    }
    return EXQ_OK;
}

static exq_status keep(const exq_id_rows *of, const batch *from, exq_error *error)
{
    for (size_t b = 0; b < from->count; b++) {
        const parsed_block *block = &from->blocks[b];
        EXQ_TRY(of->keep(of->payload, block->rows, block->grades, block->count, block->refused, error));
    }
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------- all batches */

enum { KEEPING, READING, PARSING };

static exq_status do_piece(void *payload, size_t worker, size_t index, exq_error *error)
{
    reading *to = payload;
    if (index == KEEPING)
        return keep(to->of, to->last, error);
    if (index >= PARSING)
        return parse_block(to, worker, &to->current->blocks[index - PARSING], error);
    read_on(to);
    return EXQ_OK;
}

static exq_status read_batches(reading *to, exq_error *error)
{
    const exq_id_rows *of = to->of;
    for (read_on(to); to->next->count + to->current->count > 0;) {
        batch *kept = to->last;
        to->last = to->current;
        to->current = to->next;
        to->next = kept;
        EXQ_TRY(exq_crew_run(of->threads, PARSING + to->current->count, do_piece, to, error));
        if (to->last->status != EXQ_OK)
            return exq_fail(error, to->last->status, "%s", to->last->error.message);
        EXQ_TRY(settle(of, to->current, error));
        if (of->pause != NULL)
            EXQ_TRY(of->pause(of->payload, error));
    }
    return EXQ_OK;
}

static void note_ends(const reading *to)
{
    exq_line_ends *all = &to->of->table->ends;
    for (size_t b = 0; b < BATCHES * BATCH; b++) {
        const exq_line_ends *ends = &to->batches[b / BATCH].blocks[b % BATCH].ends;
        all->lf = all->lf || ends->lf;
        all->crlf = all->crlf || ends->crlf;
    }
}

static exq_status open_reading(reading *to, size_t size, exq_error *error)
{
    to->next = &to->batches[0];
    to->current = &to->batches[1];
    to->last = &to->batches[2];
    to->lanes = calloc(size, sizeof *to->lanes);
    if (to->lanes == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < size; i++)
        EXQ_TRY(exq_table_open_lanes(to->of->table, &to->lanes[i], error));
    return EXQ_OK;
}

static void close_reading(reading *to, size_t size)
{
    for (size_t i = 0; to->lanes != NULL && i < size; i++)
        exq_table_close_lanes(to->of->table, &to->lanes[i]);
    free(to->lanes);
    for (size_t b = 0; b < BATCHES * BATCH; b++) {
        parsed_block *block = &to->batches[b / BATCH].blocks[b % BATCH];
        exq_block_free(&block->block);
        free(block->rows);
        free(block->grades);
        exq_buffer_free(&block->text);
        exq_buffer_free(&block->last);
        free(block->users.ids);
        free(block->items.ids);
    }
}

exq_status exq_id_rows_read(const exq_id_rows *rows, exq_error *error)
{
    const size_t size = exq_crew_size(rows->threads);
    reading *to = calloc(1, sizeof *to);
    if (to == NULL)
        return exq_fail_memory(error);
    to->of = rows;
    exq_status status = open_reading(to, size, error);
    if (status == EXQ_OK)
        status = read_batches(to, error);
    note_ends(to);
    close_reading(to, size);
    free(to);
    return status;
}
