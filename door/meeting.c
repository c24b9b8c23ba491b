/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parting the rows of two tables at once: rows are told by a cell each, so both kinds go through one partition.
 */
#include "meeting.h"

exq_status exq_meeting_init(exq_meeting *meeting, const exq_rollup *tables, size_t table_count,
                            const exq_finest *finest, exq_arena *scratch, exq_error *error)
{
    size_t most_rows = 0;
    size_t most_columns = 0;
    for (size_t i = 0; i < table_count; i++) {
        if (tables[i].row_count > most_rows)
            most_rows = tables[i].row_count;
        if (tables[i].columns.count > most_columns)
            most_columns = tables[i].columns.count;
    }
    meeting->finest = finest;
    meeting->items = EXQ_NEW(scratch, uint32_t, 2 * most_rows);
    meeting->shared = EXQ_NEW(scratch, size_t, most_columns);
    if (meeting->items == NULL || meeting->shared == NULL)
        return exq_fail_memory(error);
    return exq_partition_init(&meeting->partition, finest, 2 * most_rows, scratch, error);
}

static size_t put_rows(exq_meeting *meeting, size_t count, const exq_rollup *table)
{
    for (size_t row = 0; row < table->row_count; row++)
        meeting->items[count++] = table->examples[row];
    return count;
}

void exq_meeting_of(exq_meeting *meeting, const exq_rollup *one, const exq_rollup *other)
{
    const size_t shared = exq_columns_common(one->columns, other->columns, meeting->shared);
    const size_t count = put_rows(meeting, put_rows(meeting, 0, one), other);
    exq_partition_run(&meeting->partition, meeting->finest, meeting->items, count,
                      (exq_columns){meeting->shared, shared});
}

void exq_meeting_by(exq_meeting *meeting, const exq_rollup *one, exq_columns columns)
{
    const size_t count = put_rows(meeting, 0, one);
    exq_partition_run(&meeting->partition, meeting->finest, meeting->items, count, columns);
}
