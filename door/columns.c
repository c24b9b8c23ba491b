/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Joining, sorting and comparing sets of columns. They are short: a question rarely crosses more than three.
 */
#include "columns.h"

#include <string.h>

exq_status exq_columns_join(exq_columns a, exq_columns b, exq_arena *arena, exq_columns *out, exq_error *error)
{
    size_t *at = EXQ_NEW(arena, size_t, a.count + b.count);
    if (at == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < a.count; i++)
        at[i] = a.at[i];
    for (size_t i = 0; i < b.count; i++)
        at[a.count + i] = b.at[i];
    *out = (exq_columns){at, a.count + b.count};
    return EXQ_OK;
}

exq_status exq_columns_sort(exq_columns columns, exq_arena *arena, exq_columns *out, exq_error *error)
{
    size_t *at = EXQ_NEW(arena, size_t, columns.count);
    if (at == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t i = 0; i < columns.count; i++) {
        const size_t column = columns.at[i];
        size_t place = 0;
        while (place < count && at[place] < column)
            place++;
        if (place < count && at[place] == column)
            continue;
        memmove(at + place + 1, at + place, (count - place) * sizeof *at);
        at[place] = column;
        count++;
    }
    *out = (exq_columns){at, count};
    return EXQ_OK;
}

size_t exq_columns_common(exq_columns a, exq_columns b, size_t *out)
{
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
        if (a.at[i] == b.at[j]) {
            out[count++] = a.at[i];
            i++;
            j++;
        } else if (a.at[i] < b.at[j]) {
            i++;
        } else {
            j++;
        }
    }
    return count;
}

int exq_columns_compare(exq_columns a, exq_columns b)
{
    if (a.count != b.count)
        return a.count < b.count ? -1 : 1;
    for (size_t i = 0; i < a.count; i++) {
        if (a.at[i] != b.at[i])
            return a.at[i] < b.at[i] ? -1 : 1;
    }
    return 0;
}
