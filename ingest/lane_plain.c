/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lanes without quotes. Fields are not copied: they point into the block. Where the fields and lines of a stretch of
 * text end is found out at once, for all of it; a line longer than that is looked at by itself, as are those of formats
 * in which more than one byte parts fields.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "room.h"
#include "scan.h"

/* Bytes: many lines, and little enough to be at hand when the lines are read. */
enum { STRETCH = 4096 };

typedef struct plain_lane plain_lane;

struct plain_lane {
    const exq_layout *layout;
    exq_field *fields; /* by slot */
    size_t room;
    const char *nul; /* in the block at hand; NULL: none */
    bool returns;    /* there are carriage returns in it */
    /* Cut a line into fields; their number, or SIZE_MAX when out of memory. */
    size_t (*cut)(plain_lane *lane, const char *at, const char *end);
    uint16_t ends[STRETCH]; /* of the fields of a stretch */
};

/* ------------------------------------------------------------------------------------------------- cutting */

/* Put field `column` where it is wanted. */
static inline bool keep(plain_lane *lane, size_t column, const char *at, const char *end)
{
    const exq_layout *layout = lane->layout;
    size_t slot = column;
    if (layout->slots != NULL)
        slot = column < layout->width ? layout->slots[column] : EXQ_NO_SLOT;
    else if (!exq_room(&lane->fields, &lane->room, column + 1, sizeof *lane->fields))
        return false;
    if (slot != EXQ_NO_SLOT)
        lane->fields[slot] = (exq_field){at, (size_t)(end - at)};
    return true;
}

static size_t cut_at_delimiter(plain_lane *lane, const char *at, const char *end)
{
    const char delimiter = lane->layout->delimiter;
    size_t width = 0;
    const char *begin = at;
    for (; at < end; at++)
        if (*at == delimiter) {
            if (!keep(lane, width++, begin, at))
                return SIZE_MAX;
            begin = at + 1;
        }
    return keep(lane, width++, begin, end) ? width : SIZE_MAX;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t cut_at_blanks(plain_lane *lane, const char *at, const char *end)
{
    size_t width = 0;
    while (at < end) {
        const char *begin = at;
        while (at < end && !is_blank(*at))
            at++;
        if (at > begin && !keep(lane, width++, begin, at))
            return SIZE_MAX;
        while (at < end && is_blank(*at))
            at++;
    }
    return width;
}

static size_t cut_at_colons(plain_lane *lane, const char *at, const char *end)
{
    size_t width = 0;
    const char *begin = at;
    for (; at + 1 < end; at++)
        if (at[0] == ':' && at[1] == ':') {
            if (!keep(lane, width++, begin, at))
                return SIZE_MAX;
            begin = at + 2;
            at++;
        }
    return keep(lane, width++, begin, end) ? width : SIZE_MAX;
}

/* ------------------------------------------------------------------------------------------------- records */

static exq_status refuse_width(const plain_lane *lane, const exq_block *block, const char *record, size_t width,
                               exq_error *error)
{
    const exq_layout *layout = lane->layout;
    uint64_t line = block->line + exq_scan_count(block->bytes, (size_t)(record - block->bytes), '\n');
    if (lane->cut == cut_at_delimiter)
        return exq_lane_refuse_width(layout, line, width, error);
    return exq_fail(error, EXQ_MALFORMED, "%s:%" PRIu64 ": %zu field%s; a line of this format has %zu.", layout->name,
                    line, width, width == 1 ? "" : "s", layout->width);
}

static exq_status hand_over(plain_lane *lane, const exq_block *block, const char *record, size_t width,
                            const exq_taker *taker, exq_error *error)
{
    const exq_layout *layout = lane->layout;
    if (width == SIZE_MAX)
        return exq_fail_memory(error);
    if (layout->width != 0 && width != layout->width)
        return refuse_width(lane, block, record, width, error);
    exq_error what; /* not cleared: this is done for every record, and errors are rare and large */
    size_t culprit = EXQ_NO_SLOT;
    size_t count = layout->slots == NULL ? width : layout->slot_count;
    exq_status status = taker->take(taker->payload, lane->fields, count, &culprit, &what);
    if (status == EXQ_OK)
        return EXQ_OK;
    if (status == EXQ_MEMORY)
        return exq_fail_memory(error);
    const char *at = culprit == EXQ_NO_SLOT ? record : lane->fields[culprit].bytes;
    return exq_lane_fail(layout, block, at, status, what.message, error);
}

/* What no line may hold. That there is none in a whole block is found out at once. */
static exq_status check_bytes(const plain_lane *lane, const exq_block *block, const char *line, const char *next,
                              exq_error *error)
{
    if (lane->nul != NULL && lane->nul < next)
        return exq_lane_fail(lane->layout, block, lane->nul, EXQ_MALFORMED,
                             "a NUL byte, which no text holds. Export the file again as UTF-8 CSV.", error);
    for (const char *at = line; lane->returns && (at = memchr(at, '\r', (size_t)(next - at))) != NULL; at++)
        if (at + 1 < next && at[1] != '\n')
            return exq_lane_fail(lane->layout, block, at, EXQ_MALFORMED,
                                 "a carriage return without a line feed. If the lines of the file end so, convert it: "
                                 "tr '\\r' '\\n' < FILE > FILE.csv",
                                 error);
    return EXQ_OK;
}

/* Only a line this long can hold a field that is too long. */
static exq_status check_fields(const plain_lane *lane, const exq_block *block, const char *line, const char *end,
                               exq_error *error)
{
    const char *at = line;
    while (end - at > EXQ_MAX_FIELD) {
        const char *next = memchr(at, lane->layout->delimiter, EXQ_MAX_FIELD + 1);
        if (next == NULL)
            return exq_lane_fail(lane->layout, block, at, EXQ_MALFORMED,
                                 "a field is longer than 1 MiB. A quote may have been left open.", error);
        at = next + 1;
    }
    return EXQ_OK;
}

/* The end of a line without what ends it. */
static const char *trim(const char *line, const char *next, exq_line_ends *ends)
{
    bool ended = next[-1] == '\n';
    const char *end = next - ended;
    bool crlf = end > line && end[-1] == '\r';
    ends->crlf = ends->crlf || (ended && crlf);
    ends->lf = ends->lf || (ended && !crlf);
    return end - crlf;
}

static exq_status read_line(plain_lane *lane, const exq_block *block, const char *line, const char *next,
                            const exq_taker *taker, exq_line_ends *ends, exq_error *error)
{
    size_t expected = lane->layout->width;
    EXQ_TRY(check_bytes(lane, block, line, next, error));
    const char *end = trim(line, next, ends);
    if (end == line && expected > 1)
        return EXQ_OK;
    if (end - line > EXQ_MAX_FIELD)
        EXQ_TRY(check_fields(lane, block, line, end, error));
    size_t width = lane->cut(lane, line, end);
    return width == 0 ? EXQ_OK : hand_over(lane, block, line, width, taker, error);
}

/* ---------------------------------------------------------------------------------------------- stretches */

/* A line of which all fields but the last are kept; that one begins at `begin`. */
static exq_status end_line(plain_lane *lane, const exq_block *block, const char *line, const char *begin,
                           const char *newline, size_t width, const exq_taker *taker, exq_line_ends *ends,
                           exq_error *error)
{
    EXQ_TRY(check_bytes(lane, block, line, newline + 1, error));
    const char *end = trim(line, newline + 1, ends);
    if (end == line && lane->layout->width > 1)
        return EXQ_OK;
    if (!keep(lane, width, begin, end))
        return exq_fail_memory(error);
    return hand_over(lane, block, line, width + 1, taker, error);
}

static void foresee(plain_lane *lane, const char *stretch, size_t count, const exq_taker *taker)
{
    const char *begin = stretch;
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        const char *end = stretch + lane->ends[i];
        if (!keep(lane, width++, begin, end))
            return;
        if (*end == '\n') {
            if (width == lane->layout->width)
                taker->foresee(taker->payload, lane->fields);
            width = 0;
        }
        begin = end + 1;
    }
}

/* The lines that end in the stretch at `*at`, which moves behind them. */
static exq_status read_stretch(plain_lane *lane, const exq_block *block, const char **at, const exq_taker *taker,
                               exq_line_ends *ends, exq_error *error)
{
    const char *const stretch = *at;
    const size_t left = block->length - (size_t)(stretch - block->bytes);
    const size_t count =
        exq_scan_places(stretch, left < STRETCH ? left : STRETCH, lane->layout->delimiter, '\n', lane->ends);
    if (taker->foresee != NULL)
        foresee(lane, stretch, count, taker);
    const char *begin = stretch;
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        const char *end = stretch + lane->ends[i];
        if (*end == '\n') {
            EXQ_TRY(end_line(lane, block, *at, begin, end, width, taker, ends, error));
            *at = end + 1;
            width = 0;
        } else if (!keep(lane, width++, begin, end)) {
            return exq_fail_memory(error);
        }
        begin = end + 1;
    }
    return EXQ_OK;
}

static exq_status read_block(void *opaque, const exq_block *block, const exq_taker *taker, exq_line_ends *ends,
                             exq_error *error)
{
    plain_lane *lane = opaque;
    const char *limit = block->bytes + block->length;
    lane->nul = memchr(block->bytes, '\0', block->length);
    lane->returns = memchr(block->bytes, '\r', block->length) != NULL;
    for (const char *line = block->bytes; line < limit;) {
        const char *next = line;
        if (lane->cut == cut_at_delimiter)
            EXQ_TRY(read_stretch(lane, block, &next, taker, ends, error));
        if (next == line) {
            const char *newline = memchr(line, '\n', (size_t)(limit - line));
            next = newline == NULL ? limit : newline + 1;
            EXQ_TRY(read_line(lane, block, line, next, taker, ends, error));
        }
        line = next;
    }
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------- open and close */

static void close_lane(void *opaque)
{
    plain_lane *lane = opaque;
    if (lane != NULL)
        free(lane->fields);
    free(lane);
}

static void *open_lane(const exq_layout *layout, size_t (*cut)(plain_lane *lane, const char *at, const char *end))
{
    plain_lane *lane = calloc(1, sizeof *lane);
    if (lane == NULL)
        return NULL;
    lane->layout = layout;
    lane->cut = cut;
    if (!exq_room(&lane->fields, &lane->room, layout->slot_count + 1, sizeof *lane->fields)) {
        close_lane(lane);
        return NULL;
    }
    return lane;
}

static void *open_plain(const exq_layout *layout)
{
    return open_lane(layout, cut_at_delimiter);
}

static void *open_blanks(const exq_layout *layout)
{
    return open_lane(layout, cut_at_blanks);
}

static void *open_colons(const exq_layout *layout)
{
    return open_lane(layout, cut_at_colons);
}

const exq_lane exq_lane_plain = {open_plain, close_lane, read_block};
const exq_lane exq_lane_blanks = {open_blanks, close_lane, read_block};
const exq_lane exq_lane_colons = {open_colons, close_lane, read_block};
