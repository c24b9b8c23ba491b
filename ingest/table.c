/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files with columns: encoding, header, and the choice of columns, whatever the format.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "text.h"

/* ----------------------------------------------------------------------------------------------- encoding */

/* ISO 8859-1 is the first 256 characters of Unicode: each byte from 0x80 on becomes two. */
static exq_status encode(const exq_block *from, exq_block *to, exq_error *error)
{
    if (!exq_room(&to->bytes, &to->room, 2 * from->length + 1, 1))
        return exq_fail_memory(error);
    size_t length = 0;
    for (size_t i = 0; i < from->length; i++) {
        unsigned byte = (unsigned char)from->bytes[i];
        if (byte >= 0x80)
            to->bytes[length++] = (char)(0xc0 | byte >> 6);
        to->bytes[length++] = (char)(byte < 0x80 ? byte : 0x80 | (byte & 0x3f));
    }
    to->length = length;
    to->line = from->line;
    to->quoted = from->quoted;
    return EXQ_OK;
}

exq_status exq_table_next(exq_table *table, exq_block *block, exq_error *error)
{
    if (!table->request->latin1)
        return exq_blocks_next(&table->blocks, block, error);
    EXQ_TRY(exq_blocks_next(&table->blocks, &table->spare, error));
    return encode(&table->spare, block, error);
}

/* ------------------------------------------------------------------------------------------------- columns */

static exq_status name_columns(exq_table *table, const char *names, exq_error *error)
{
    size_t count = 1;
    for (const char *at = names; *at != '\0'; at++)
        count += *at == ' ';
    table->header = (exq_header){
        .delimiter = table->format->delimiter,
        .names = EXQ_NEW(table->arena, const char *, count),
        .count = count,
    };
    if (table->header.names == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(names, " ");
        table->header.names[i] = exq_arena_copy(table->arena, names, length);
        if (table->header.names[i] == NULL)
            return exq_fail_memory(error);
        names += length + 1;
    }
    return EXQ_OK;
}

/* Types are taken off the names. */
static exq_status untype_columns(exq_table *table, exq_error *error)
{
    bool *sequences = EXQ_NEW(table->arena, bool, table->header.count);
    if (sequences == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; table->format->typed && i < table->header.count; i++) {
        const char *typed = table->header.names[i];
        table->header.names[i] = exq_arena_copy(table->arena, typed, exq_format_untyped(typed, &sequences[i]));
        if (table->header.names[i] == NULL)
            return exq_fail_memory(error);
    }
    table->sequences = sequences;
    return EXQ_OK;
}

const char *exq_shown_name(const char *name, exq_arena *arena)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_text_visible(&text, name, strlen(name));
    const char *shown = text.failed ? NULL : exq_arena_copy(arena, text.bytes, text.length);
    exq_buffer_free(&text);
    return shown;
}

size_t exq_table_column(const exq_table *table, const char *name)
{
    for (size_t i = 0; i < table->header.count; i++)
        if (strcmp(table->header.names[i], name) == 0)
            return i;
    return EXQ_NO_COLUMN;
}

exq_status exq_table_want(exq_table *table, const size_t *columns, size_t count, size_t *slots, exq_error *error)
{
    size_t width = table->header.count;
    size_t *by_column = EXQ_NEW(table->arena, size_t, width);
    if (by_column == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < width; i++)
        by_column[i] = EXQ_NO_SLOT;
    size_t slot_count = 0;
    for (size_t i = 0; i < count; i++) {
        slots[i] = EXQ_NO_SLOT;
        if (columns[i] == EXQ_NO_COLUMN)
            continue;
        if (by_column[columns[i]] == EXQ_NO_SLOT)
            by_column[columns[i]] = slot_count++;
        slots[i] = by_column[columns[i]];
    }
    table->layout = (exq_layout){
        .name = table->name,
        .delimiter = table->header.delimiter,
        .width = width,
        .slots = by_column,
        .slot_count = slot_count,
    };
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- opening */

static exq_status choose_format(exq_table *table, const char *format, exq_use use, exq_error *error)
{
    size_t length = 0;
    const char *head = exq_stream_head(table->stream, &length);
    if (format == NULL) {
        table->format = exq_format_recognise(exq_stream_base_name(table->stream), head, length, use);
        return EXQ_OK;
    }
    table->format = exq_format_named(format, head, length, use);
    if (table->format != NULL)
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "there is no format %s for lists. The formats are %s.", format, exq_format_names);
}

exq_status exq_table_open(exq_table *table, const char *path, const char *format, exq_use use,
                          const exq_request *request, exq_arena *arena, exq_error *error)
{
    *table = (exq_table){.request = request, .arena = arena};
    EXQ_TRY(exq_stream_open(path, request->digest || request->expect_sha256 != NULL, &table->stream, error));
    table->name = exq_arena_string(arena, exq_stream_name(table->stream));
    if (table->name == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(choose_format(table, format, use, error));
    EXQ_TRY(exq_blocks_init(&table->blocks, table->stream, error));
    table->blocks.plain = !table->format->quotes;
    EXQ_TRY(exq_table_next(table, &table->block, error));
    if (table->format->columns != NULL) {
        EXQ_TRY(name_columns(table, table->format->columns, error));
    } else {
        char delimiter = table->format->delimiter;
        if (delimiter == '\0' && use == EXQ_USE_LISTS)
            delimiter = request->delimiter; /* which speaks of the inputs; other files may be made otherwise */
        EXQ_TRY(exq_header_read(table->format->lane, table->name, delimiter, &table->block, arena, &table->header,
                                &table->ends, error));
    }
    return untype_columns(table, error);
}

void exq_table_close(exq_table *table)
{
    exq_block_free(&table->block);
    exq_block_free(&table->spare);
    exq_blocks_free(&table->blocks);
    exq_stream_close(table->stream);
    *table = (exq_table){0};
}

/* ------------------------------------------------------------------------------------------------- reading */

exq_status exq_table_open_lanes(const exq_table *table, exq_table_lanes *out, exq_error *error)
{
    const exq_lane *own = table->format->lane;
    *out = (exq_table_lanes){.own = own->open(&table->layout)};
    if (own == &exq_lane_csv)
        out->plain = exq_lane_plain.open(&table->layout);
    return out->own == NULL || (own == &exq_lane_csv && out->plain == NULL) ? exq_fail_memory(error) : EXQ_OK;
}

void exq_table_close_lanes(const exq_table *table, exq_table_lanes *lanes)
{
    if (lanes->own != NULL)
        table->format->lane->close(lanes->own);
    if (lanes->plain != NULL)
        exq_lane_plain.close(lanes->plain);
}

exq_status exq_table_read_block(const exq_table *table, const exq_table_lanes *lanes, const exq_block *block,
                                const exq_taker *taker, exq_line_ends *ends, exq_error *error)
{
    if (lanes->plain != NULL && !block->quoted)
        return exq_lane_plain.read(lanes->plain, block, taker, ends, error);
    return table->format->lane->read(lanes->own, block, taker, ends, error);
}

static exq_status read_blocks(exq_table *table, const exq_table_lanes *lanes, const exq_taker *taker, exq_error *error)
{
    do {
        EXQ_TRY(exq_table_read_block(table, lanes, &table->block, taker, &table->ends, error));
        EXQ_TRY(exq_table_next(table, &table->block, error));
    } while (table->block.length > 0);
    return EXQ_OK;
}

exq_status exq_table_read(exq_table *table, const exq_taker *taker, exq_error *error)
{
    exq_table_lanes lanes = {0};
    exq_status status = exq_table_open_lanes(table, &lanes, error);
    if (status == EXQ_OK)
        status = read_blocks(table, &lanes, taker, error);
    exq_table_close_lanes(table, &lanes);
    return status;
}

exq_status exq_table_record(exq_table *table, exq_source_record *record, const char **note, exq_error *error)
{
    EXQ_TRY(exq_stream_record(table->stream, record, note, error));
    if (*note == NULL && table->ends.lf && table->ends.crlf)
        *note = "some lines end in CR LF, others in LF alone";
    record->name = exq_arena_string(table->arena, record->name);
    return record->name == NULL ? exq_fail_memory(error) : EXQ_OK;
}
