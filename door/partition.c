/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The counting sort behind every partition, and the numbering of its parts.
 */
#include "partition.h"

#include <string.h>

exq_status exq_partition_init(exq_partition *partition, const exq_finest *finest, size_t capacity, exq_arena *scratch,
                              exq_error *error)
{
    *partition = (exq_partition){
        .order = EXQ_NEW(scratch, uint32_t, capacity),
        .parts = EXQ_NEW(scratch, uint32_t, capacity),
        .spare = EXQ_NEW(scratch, uint32_t, capacity),
        .starts = EXQ_NEW(scratch, uint32_t, finest->level_most),
    };
    if (partition->order == NULL || partition->parts == NULL || partition->spare == NULL || partition->starts == NULL)
        return exq_fail_memory(error);
    return EXQ_OK;
}

static void sort_by(exq_partition *partition, const exq_finest *finest, const uint32_t *items, size_t count,
                    size_t column)
{
    const size_t level_count = finest->attributes[column].level_count;
    uint32_t *starts = partition->starts;
    memset(starts, 0, level_count * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[exq_finest_rank(finest, items[i], column)]++;
    uint32_t start = 0;
    for (size_t level = 0; level < level_count; level++) {
        const uint32_t size = starts[level];
        starts[level] = start;
        start += size;
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t item = partition->order[i];
        partition->spare[starts[exq_finest_rank(finest, items[item], column)]++] = item;
    }
    uint32_t *sorted = partition->spare;
    partition->spare = partition->order;
    partition->order = sorted;
}

static bool agree(const exq_finest *finest, uint32_t a, uint32_t b, exq_columns columns)
{
    for (size_t i = 0; i < columns.count; i++) {
        if (exq_finest_rank(finest, a, columns.at[i]) != exq_finest_rank(finest, b, columns.at[i]))
            return false;
    }
    return true;
}

void exq_partition_run(exq_partition *partition, const exq_finest *finest, const uint32_t *items, size_t count,
                       exq_columns columns)
{
    for (uint32_t i = 0; i < count; i++)
        partition->order[i] = i;
    for (size_t i = columns.count; i > 0; i--)
        sort_by(partition, finest, items, count, columns.at[i - 1]);

    uint32_t part = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t item = partition->order[i];
        if (i > 0 && !agree(finest, items[partition->order[i - 1]], items[item], columns))
            part++;
        partition->parts[item] = part;
    }
    partition->part_count = count == 0 ? 0 : part + 1;
}
