/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small tables, read whole.
 */
#include <stdlib.h>

#include "ingest.h"
#include "room.h"
#include "table.h"

typedef struct cells {
    exq_arena *arena;
    const char **items;
    size_t count, room;
} cells;

static exq_status take(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    cells *to = payload;
    (void)culprit;
    if (to->count >= EXQ_SMALL_TABLE_ROWS * count)
        return exq_fail(error, EXQ_INCONSISTENT, "more than %d rows: this is no table of a few categories.",
                        EXQ_SMALL_TABLE_ROWS);
    if (!exq_room(&to->items, &to->room, to->count + count, sizeof *to->items))
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const char *text = exq_arena_copy(to->arena, fields[i].bytes, fields[i].length);
        if (text == NULL)
            return exq_fail_memory(error);
        to->items[to->count++] = text;
    }
    return EXQ_OK;
}

static exq_status read_cells(exq_table *table, cells *to, exq_small_table *out, exq_error *error)
{
    const size_t width = table->header.count;
    size_t *columns = EXQ_NEW(to->arena, size_t, width), *slots = EXQ_NEW(to->arena, size_t, width);
    if (columns == NULL || slots == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < width; i++)
        columns[i] = i;
    EXQ_TRY(exq_table_want(table, columns, width, slots, error));
    EXQ_TRY(exq_table_read(table, &(exq_taker){.take = take, .payload = to}, error));
    const char **kept = EXQ_NEW(to->arena, const char *, to->count);
    if (kept == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < to->count; i++)
        kept[i] = to->items[i];
    *out = (exq_small_table){table->header.names, width, kept, to->count / width};
    return EXQ_OK;
}

exq_status exq_ingest_small_table(const char *path, exq_arena *arena, exq_small_table *out, exq_error *error)
{
    const exq_request request = EXQ_REQUEST_INIT;
    exq_table table;
    cells all = {.arena = arena};
    exq_status status = exq_table_open(&table, path, "csv", EXQ_USE_TABLE, &request, arena, error);
    if (status == EXQ_OK)
        status = read_cells(&table, &all, out, error);
    exq_table_close(&table);
    free(all.items);
    return status;
}
