/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every lane does in the same way: say where an error is, check widths, tell blank lines and stray carriage
 * returns.
 */
#include "lane.h"

#include <inttypes.h>
#include <string.h>

#include "scan.h"

static uint64_t line_of(const exq_block *block, const char *at)
{
    return block->line + exq_scan_count(block->bytes, (size_t)(at - block->bytes), '\n');
}

exq_status exq_lane_fail(const exq_layout *layout, const exq_block *block, const char *at, exq_status status,
                         const char *message, exq_error *error)
{
    size_t before = (size_t)(at - block->bytes);
    const char *newline = memrchr(block->bytes, '\n', before);
    size_t column = newline == NULL ? before + 1 : (size_t)(at - newline);
    return exq_fail(error, status, "%s:%" PRIu64 ":%zu: %s", layout->name, line_of(block, at), column, message);
}

/* Where the field of a slot begins in its record. */
static const char *find_field(const exq_layout *layout, const char *record, const char *end, size_t slot)
{
    size_t column = slot;
    if (layout->slots != NULL) {
        column = 0;
        while (column < layout->width && layout->slots[column] != slot)
            column++;
    }
    bool inside = false;
    const char *at = record;
    for (; at < end && column > 0; at++) {
        if (*at == '"')
            inside = !inside;
        else if (*at == layout->delimiter && !inside)
            column--;
    }
    return column == 0 ? at : record;
}

exq_status exq_lane_refuse_width(const exq_layout *layout, uint64_t line, size_t width, exq_error *error)
{
    return exq_fail(error, EXQ_MALFORMED,
                    "%s:%" PRIu64 ": %zu field%s, the header has %zu. "
                    "Give every row one field a column; quote a field that holds the delimiter.",
                    layout->name, line, width, width == 1 ? "" : "s", layout->width);
}

exq_status exq_lane_hand_over(const exq_layout *layout, const exq_block *block, const char *record, const char *end,
                              const exq_field *fields, size_t width, const exq_taker *taker, exq_error *error)
{
    if (layout->width != 0 && width != layout->width)
        return exq_lane_refuse_width(layout, line_of(block, record), width, error);
    exq_error what; /* not cleared: this is done for every record, and errors are rare and large */
    size_t culprit = EXQ_NO_SLOT;
    size_t count = layout->slots == NULL ? width : layout->slot_count;
    exq_status status = taker->take(taker->payload, fields, count, &culprit, &what);
    if (status == EXQ_OK)
        return EXQ_OK;
    if (status == EXQ_MEMORY)
        return exq_fail_memory(error);
    const char *at = culprit == EXQ_NO_SLOT ? record : find_field(layout, record, end, culprit);
    return exq_lane_fail(layout, block, at, status, what.message, error);
}

bool exq_lane_blank(const char *record, const char *end)
{
    size_t length = (size_t)(end - record);
    return (length == 1 && (*record == '\n' || *record == '\r')) || (length == 2 && memcmp(record, "\r\n", 2) == 0);
}

const char *exq_lane_bare_return(const char *record, const char *end)
{
    const char *at = memchr(record, '\r', (size_t)(end - record));
    bool at_end = at == NULL || at + 1 == end || (at + 2 == end && at[1] == '\n');
    if (at_end)
        return NULL;
    bool inside = false;
    for (at = record; at + 1 < end; at++) {
        if (*at == '"')
            inside = !inside;
        else if (*at == '\r' && !inside && at[1] != '\n')
            return at;
    }
    return NULL;
}
