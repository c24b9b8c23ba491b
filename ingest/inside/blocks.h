/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stream of text cut into blocks of whole records, so that blocks can be read by themselves, in parallel. This is
 * also where text that is not UTF-8 at all (UTF-16, spreadsheets, Parquet ...) is refused with advice.
 */
#ifndef EXQ_BLOCKS_H
#define EXQ_BLOCKS_H

#include "stream.h"

#define EXQ_BLOCK_SIZE (256 * 1024)
#define EXQ_MAX_RECORD (4 * 1024 * 1024)

/* Whole records; only the last record of the last block may lack its newline. */
typedef struct exq_block {
    char *bytes;
    size_t length;
    size_t room;
    uint64_t line; /* physical line of the first byte, from 1 */
    bool quoted;   /* there is a quote in it */
} exq_block;

void exq_block_free(exq_block *block);

typedef struct exq_blocks {
    exq_stream *stream; /* borrowed */
    char *carry;        /* read already, behind the last cut */
    size_t carry_length;
    size_t carry_room;
    uint64_t line;
    bool ended;
    bool plain; /* a quote is a character like any other; set before the first block is asked for */
} exq_blocks;

/* Errors: MALFORMED (not text, or not UTF-8). */
EXQ_CHECKED exq_status exq_blocks_init(exq_blocks *blocks, exq_stream *stream, exq_error *error);
void exq_blocks_free(exq_blocks *blocks);

/* The next block, of length 0 at the end; the block's memory is used again. Errors: those of exq_stream_read, MALFORMED
 * "name:line: ..." (a record longer than EXQ_MAX_RECORD), MEMORY. */
EXQ_CHECKED exq_status exq_blocks_next(exq_blocks *blocks, exq_block *block, exq_error *error);

#endif
