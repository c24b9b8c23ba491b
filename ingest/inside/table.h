/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file of lists, judgements, history or attributes, in any of its formats: opened, its columns named, the wanted
 * ones read record by record.
 */
#ifndef EXQ_TABLE_H
#define EXQ_TABLE_H

#include "format.h"
#include "header.h"

typedef struct exq_table {
    const exq_request *request;
    exq_arena *arena; /* names live here */
    const char *name; /* of the file, for messages */
    exq_stream *stream;
    const exq_format *format;
    exq_header header;
    const bool *sequences; /* per column: its values are apart by blanks */
    exq_layout layout;     /* after exq_table_want */
    exq_blocks blocks;
    exq_block block; /* to be read next */
    exq_block spare; /* of a block in another encoding */
    exq_line_ends ends;
} exq_table;

/* Open a file and read its header, or name the columns of a format that has none. `format` is a name, or NULL: it is
 * recognised. Errors: USAGE (no such format), those of streams, blocks and headers. The table must be closed even
 * then. */
EXQ_CHECKED exq_status exq_table_open(exq_table *table, const char *path, const char *format, exq_use use,
                                      const exq_request *request, exq_arena *arena, exq_error *error);
void exq_table_close(exq_table *table);

/* A name from a file as it may stand in a message; NULL when out of memory. */
const char *exq_shown_name(const char *name, exq_arena *arena);

/* The column of a name, or EXQ_NO_COLUMN. */
#define EXQ_NO_COLUMN SIZE_MAX
size_t exq_table_column(const exq_table *table, const char *name);

/* Which columns are wanted, and the slot each gets (a column that is named twice has one slot). Errors: MEMORY. */
EXQ_CHECKED exq_status exq_table_want(exq_table *table, const size_t *columns, size_t count, size_t *slots,
                                      exq_error *error);

/* Put the next block into `block`, of length 0 at the end: blocks are UTF-8, whatever the file is. Errors: those of
 * exq_blocks_next. */
EXQ_CHECKED exq_status exq_table_next(exq_table *table, exq_block *block, exq_error *error);

/* Lanes for the blocks of a table: CSV without a quote in it needs no parser. */
typedef struct exq_table_lanes {
    void *own;
    void *plain; /* NULL: not for this format */
} exq_table_lanes;
EXQ_CHECKED exq_status exq_table_open_lanes(const exq_table *table, exq_table_lanes *out, exq_error *error);
void exq_table_close_lanes(const exq_table *table, exq_table_lanes *lanes);
EXQ_CHECKED exq_status exq_table_read_block(const exq_table *table, const exq_table_lanes *lanes,
                                            const exq_block *block, const exq_taker *taker, exq_line_ends *ends,
                                            exq_error *error);

/* Hand all records to a taker. Errors: those of lanes and of the taker. */
EXQ_CHECKED exq_status exq_table_read(exq_table *table, const exq_taker *taker, exq_error *error);

/* After the last record: what was read. The name is copied; a sentence about the file, or NULL. Errors: as
 * exq_stream_record, MEMORY. */
EXQ_CHECKED exq_status exq_table_record(exq_table *table, exq_source_record *record, const char **note,
                                        exq_error *error);

#endif
