/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums over the first places of a list, each row made from the one above it: what kernels would otherwise add up anew
 * for every cut-off.
 */
#include "group_sums.h"

#include <string.h>

size_t exq_group_sums_room(const exq_item_grouping *grouping, size_t length)
{
    return (2 * (length + 1) + 1) * grouping->group_count;
}

exq_group_sums exq_group_sums_of(const exq_item_grouping *grouping, const exq_list *list, double *room)
{
    const size_t groups = grouping->group_count, rows = (list->length + 1) * groups;
    double *places = room, *attention = room + rows, *history = attention + rows;
    const exq_group_sums sums = {places, attention, history};
    memset(places, 0, groups * sizeof *places);
    memset(attention, 0, groups * sizeof *attention);
    memset(history, 0, groups * sizeof *history);
    for (size_t r = 0; r < list->length; r++, places += groups, attention += groups) {
        for (size_t g = 0; g < groups; g++) {
            places[groups + g] = places[g];
            attention[groups + g] = attention[g];
        }
        exq_grouping_add(grouping, list->items[r], 1, places + groups);
        exq_grouping_add(grouping, list->items[r], list->attention[r], attention + groups);
    }
    for (size_t i = 0; i < list->history_count; i++)
        exq_grouping_add(grouping, list->history[i], 1, history);
    return sums;
}
