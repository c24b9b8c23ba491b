/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting at the last newline that ends a record, carrying the rest over to the next block.
 */
#include "blocks.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "scan.h"

/* ------------------------------------------------------------------------------------------ what is not text */

typedef struct foreign {
    const char *magic;
    size_t length;
    const char *what;
} foreign;

static const foreign foreigners[] = {
    {"PAR1",             4,  "a Parquet file"                },
    {"ARROW1",           6,  "an Arrow file"                 },
    {"PK\003\004",       4,  "a zip archive or a spreadsheet"},
    {"\xd0\xcf\x11\xe0", 4,  "an old spreadsheet"            },
    {"SQLite format 3",  15, "an SQLite database"            },
    {"BZh",              3,  "compressed by bzip2"           },
    {"\xfd"
     "7zXZ",        5,  "compressed by xz"              },
};

/* UTF-16 and UTF-32 are told by their byte order mark, or by the zeros in what must be a header of names. */
static const char *wide_encoding(const char *head, size_t length)
{
    if (length >= 4 && memcmp(head, "\xff\xfe\0\0", 4) == 0)
        return "UTF-32";
    if (length >= 4 && memcmp(head, "\0\0\xfe\xff", 4) == 0)
        return "UTF-32";
    if (length >= 2 && (memcmp(head, "\xff\xfe", 2) == 0 || memcmp(head, "\xfe\xff", 2) == 0))
        return "UTF-16";
    if (length < 4 || memchr(head, '\0', 4) == NULL)
        return NULL;
    if (head[0] == '\0' && head[1] == '\0' && head[2] == '\0')
        return "UTF-32BE";
    if (head[1] == '\0' && head[2] == '\0' && head[3] == '\0')
        return "UTF-32LE";
    if (head[0] == '\0' && head[2] == '\0')
        return "UTF-16BE";
    return head[1] == '\0' && head[3] == '\0' ? "UTF-16LE" : NULL;
}

static exq_status refuse_foreign(const exq_stream *stream, exq_error *error)
{
    size_t length = 0;
    const char *head = exq_stream_head(stream, &length);
    const char *name = exq_stream_name(stream);
    const char *encoding = wide_encoding(head, length);
    if (encoding != NULL)
        return exq_fail(error, EXQ_MALFORMED,
                        "%s: this is %s; UTF-8 was expected. Convert it: iconv -f %s -t UTF-8 FILE > FILE.utf8.csv",
                        name, encoding, encoding);
    for (size_t i = 0; i < sizeof foreigners / sizeof foreigners[0]; i++)
        if (length >= foreigners[i].length && memcmp(head, foreigners[i].magic, foreigners[i].length) == 0)
            return exq_fail(error, EXQ_MALFORMED, "%s: this is %s; CSV was expected. Export it as CSV.", name,
                            foreigners[i].what);
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ blocks */

void exq_block_free(exq_block *block)
{
    free(block->bytes);
    *block = (exq_block){0};
}

void exq_blocks_free(exq_blocks *blocks)
{
    free(blocks->carry);
    *blocks = (exq_blocks){0};
}

exq_status exq_blocks_init(exq_blocks *blocks, exq_stream *stream, exq_error *error)
{
    static const char mark[] = "\xef\xbb\xbf"; /* the byte order mark of UTF-8 is no part of the first name */
    *blocks = (exq_blocks){.stream = stream, .line = 1};
    EXQ_TRY(refuse_foreign(stream, error));
    size_t length = 0;
    const char *head = exq_stream_head(stream, &length);
    if (length >= 3 && memcmp(head, mark, 3) == 0) {
        char taken[3];
        size_t got = 0;
        EXQ_TRY(exq_stream_read(stream, taken, sizeof taken, &got, error));
    }
    return EXQ_OK;
}

/* Read on until the block holds `size` bytes or the stream ends. */
static exq_status fill(exq_blocks *blocks, exq_block *block, size_t size, exq_error *error)
{
    if (!exq_room(&block->bytes, &block->room, size, 1))
        return exq_fail_memory(error);
    size_t got = 0;
    EXQ_TRY(exq_stream_read(blocks->stream, block->bytes + block->length, size - block->length, &got, error));
    block->length += got;
    blocks->ended = block->length < size;
    return EXQ_OK;
}

static exq_status take_carry(exq_blocks *blocks, exq_block *block, exq_error *error)
{
    if (!exq_room(&block->bytes, &block->room, blocks->carry_length + 1, 1))
        return exq_fail_memory(error);
    if (blocks->carry_length > 0)
        memcpy(block->bytes, blocks->carry, blocks->carry_length);
    block->length = blocks->carry_length;
    blocks->carry_length = 0;
    return EXQ_OK;
}

static exq_status cut(exq_blocks *blocks, exq_block *block, const char *end, exq_error *error)
{
    size_t kept = (size_t)(end - block->bytes);
    size_t rest = block->length - kept;
    if (!exq_room(&blocks->carry, &blocks->carry_room, rest, 1))
        return exq_fail_memory(error);
    if (rest > 0)
        memcpy(blocks->carry, end, rest);
    blocks->carry_length = rest;
    block->length = kept;
    return EXQ_OK;
}

static exq_status refuse_length(const exq_blocks *blocks, exq_error *error)
{
    return exq_fail(error, EXQ_MALFORMED,
                    "%s:%" PRIu64
                    ": the record that begins here is longer than 4 MiB. A quote may have been left open.",
                    exq_stream_name(blocks->stream), blocks->line);
}

/* One byte beyond the longest record is enough to see that one is longer. */
static size_t grown(size_t size)
{
    return size * 2 < EXQ_MAX_RECORD ? size * 2 : EXQ_MAX_RECORD + 1;
}

exq_status exq_blocks_next(exq_blocks *blocks, exq_block *block, exq_error *error)
{
    EXQ_TRY(take_carry(blocks, block, error));
    block->line = blocks->line;
    const char *end = NULL;
    for (size_t size = EXQ_BLOCK_SIZE; end == NULL; size = grown(size)) {
        if (!blocks->ended && block->length < size)
            EXQ_TRY(fill(blocks, block, size, error));
        block->quoted = !blocks->plain && memchr(block->bytes, '"', block->length) != NULL;
        end = exq_scan_last_record(block->bytes, block->length, block->quoted);
        if (end == NULL && block->length > EXQ_MAX_RECORD)
            return refuse_length(blocks, error);
        if (end == NULL && blocks->ended)
            end = block->bytes + block->length;
    }
    EXQ_TRY(cut(blocks, block, end, error));
    blocks->line += exq_scan_count(block->bytes, block->length, '\n');
    return EXQ_OK;
}
