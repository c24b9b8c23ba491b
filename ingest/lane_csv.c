/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lane of libcsv, of which this is the only includer. It runs in strict mode and is fed one record at a time, so
 * that the place of an error is known. Its traps are closed: options are set once and never include CSV_APPEND_NULL,
 * blanks are not trimmed, the buffer cannot grow without end, csv_fini is never called after an error. Blank lines,
 * widths, bare carriage returns and NUL are not its business but ours.
 */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "lane.h"
#include "library.h"
#include "room.h"
#include "scan.h"

enum { BUFFER_STEP = 64 * 1024 };

typedef struct csv_lane {
    const exq_layout *layout;
    struct csv_parser parser;
    const size_t *slots; /* of the layout: at hand, since every field asks */
    size_t most;         /* columns that have a slot or none */
    size_t width;        /* fields of the record so far */
    exq_field *fields;   /* by slot */
    size_t field_room;
    char *bytes; /* the wanted fields of the record, one behind the other */
    char *end;   /* of the last of them */
    size_t byte_room;
    bool returns; /* the block holds a carriage return */
} csv_lane;

/* -------------------------------------------------------------------------------------- the parser's hooks */

static int never_blank(unsigned char byte)
{
    (void)byte;
    return 0;
}

/* libcsv asks for room for one byte more before it sees that the field is over. */
static void *grow_within_limit(void *memory, size_t size)
{
    return size > EXQ_MAX_FIELD + 1 ? NULL : realloc(memory, size);
}

/* begin_record has made room: a record yields no more bytes than it has. */
static void on_field(void *text, size_t length, void *payload)
{
    csv_lane *lane = payload;
    size_t column = lane->width++;
    size_t slot = column;
    if (lane->slots != NULL)
        slot = column < lane->most ? lane->slots[column] : EXQ_NO_SLOT;
    if (slot == EXQ_NO_SLOT)
        return;
    char *copy = lane->end;
    if (length > 0)
        memcpy(copy, text, length);
    lane->fields[slot] = (exq_field){copy, length};
    lane->end = copy + length;
}

static void on_record(int terminator, void *payload)
{
    (void)terminator;
    (void)payload;
}

/* ---------------------------------------------------------------------------------------- open and close */

static void close_lane(void *opaque)
{
    csv_lane *lane = opaque;
    if (lane == NULL)
        return;
    csv_free(&lane->parser);
    free(lane->fields);
    free(lane->bytes);
    free(lane);
}

static void *open_lane(const exq_layout *layout)
{
    csv_lane *lane = calloc(1, sizeof *lane);
    if (lane == NULL)
        return NULL;
    lane->layout = layout;
    lane->slots = layout->slots;
    lane->most = layout->width;
    if (csv_init(&lane->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        free(lane);
        return NULL;
    }
    csv_set_delim(&lane->parser, (unsigned char)layout->delimiter);
    csv_set_space_func(&lane->parser, never_blank);
    csv_set_blk_size(&lane->parser, BUFFER_STEP);
    csv_set_realloc_func(&lane->parser, grow_within_limit);
    return lane;
}

/* ----------------------------------------------------------------------------------------------- records */

static exq_status begin_record(csv_lane *lane, const char *record, size_t length, exq_error *error)
{
    const exq_layout *layout = lane->layout;
    size_t most = layout->slots != NULL ? layout->slot_count : exq_scan_count(record, length, layout->delimiter) + 1;
    if (!exq_room(&lane->bytes, &lane->byte_room, length, 1) ||
        !exq_room(&lane->fields, &lane->field_room, most, sizeof *lane->fields))
        return exq_fail_memory(error);
    lane->width = 0;
    lane->end = lane->bytes;
    return EXQ_OK;
}

/* libcsv stopped at `at`, or (NULL) met the end of the input inside quotes. */
static exq_status refuse_syntax(csv_lane *lane, const exq_block *block, const char *record, const char *at,
                                exq_error *error)
{
    int reason = csv_error(&lane->parser);
    if (reason == CSV_ENOMEM && lane->parser.entry_size < EXQ_MAX_FIELD)
        return exq_fail_memory(error);
    const char *message = "a delimiter was expected after the closing quote. Double the quotes inside a field.";
    if (reason != CSV_EPARSE)
        message = "a field is longer than 1 MiB. A quote may have been left open.";
    else if (at == NULL)
        message = "a quote in the record that begins here is never closed."
                  " Close it, or double it where it belongs to the text.";
    else if (*at == '"')
        message = "a quote inside an unquoted field. Put the whole field in quotes and double those inside.";
    return exq_lane_fail(lane->layout, block, at == NULL ? record : at, EXQ_MALFORMED, message, error);
}

/* A record that no newline ends (`open`) is the last one of its source. */
static exq_status parse_record(csv_lane *lane, const exq_block *block, const char *record, const char *end, bool open,
                               exq_error *error)
{
    size_t length = (size_t)(end - record);
    size_t parsed = csv_parse(&lane->parser, record, length, on_field, on_record, lane);
    if (parsed != length)
        return refuse_syntax(lane, block, record, record + parsed, error);
    if (open && csv_fini(&lane->parser, on_field, on_record, lane) != 0)
        return refuse_syntax(lane, block, record, NULL, error);
    return EXQ_OK;
}

static exq_status read_record(csv_lane *lane, const exq_block *block, const char *record, const char *end, bool open,
                              const exq_taker *taker, exq_error *error)
{
    const exq_layout *layout = lane->layout;
    EXQ_TRY(begin_record(lane, record, (size_t)(end - record), error));
    if (!exq_lane_blank(record, end)) {
        const char *bare = lane->returns ? exq_lane_bare_return(record, end) : NULL;
        if (bare != NULL)
            return exq_lane_fail(layout, block, bare, EXQ_MALFORMED,
                                 "a carriage return without a line feed. If the lines of the file end so, convert it: "
                                 "tr '\\r' '\\n' < FILE > FILE.csv",
                                 error);
        EXQ_TRY(parse_record(lane, block, record, end, open, error));
    } else if (layout->width > 1) {
        return EXQ_OK;
    } else {
        on_field(NULL, 0, lane); /* a record of one empty field, which libcsv leaves out */
    }
    return exq_lane_hand_over(layout, block, record, end, lane->fields, lane->width, taker, error);
}

static exq_status read_block(void *opaque, const exq_block *block, const exq_taker *taker, exq_line_ends *ends,
                             exq_error *error)
{
    csv_lane *lane = opaque;
    const char *end = block->bytes + block->length;
    const char *nul = memchr(block->bytes, '\0', block->length);
    lane->returns = memchr(block->bytes, '\r', block->length) != NULL;
    const char *next = NULL;
    for (const char *record = block->bytes; record < end; record = next) {
        next = exq_scan_record(record, end, block->quoted);
        bool open = next == NULL;
        if (open)
            next = end;
        if (nul != NULL && nul < next)
            return exq_lane_fail(lane->layout, block, nul, EXQ_MALFORMED,
                                 "a NUL byte, which no text holds. Export the file again as UTF-8 CSV.", error);
        EXQ_TRY(read_record(lane, block, record, next, open, taker, error));
        bool crlf = next - record >= 2 && next[-2] == '\r';
        ends->crlf = ends->crlf || (!open && crlf);
        ends->lf = ends->lf || (!open && !crlf);
    }
    return EXQ_OK;
}

const exq_lane exq_lane_csv = {open_lane, close_lane, read_block};

static const char *version(void)
{
    return EXQ_VERSION_TEXT(CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
}

const exq_library exq_library_csv = {"libcsv", version};
