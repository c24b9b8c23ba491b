/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums over the first places of a list, each row made from the one above it: what kernels would otherwise add up anew
 * for every cut-off.
 */
#include "group_sums.h"

#include <string.h>

enum { ROWS = 3 }; /* of doubles, for each place: places, attention, members */

size_t exq_group_sums_room(const exq_item_grouping *grouping, size_t length)
{
    const size_t a_place = ROWS * sizeof(double) + sizeof(exq_group_pairs);
    return ((length + 1) * a_place + sizeof(double)) * grouping->group_count;
}

/* What an item adds to the sums of the places above it. */
static void add_item(const exq_item_grouping *grouping, uint32_t item, double weight, double *places, double *attention,
                     double *members)
{
    if (item == EXQ_NO_ITEM)
        return;
    for (size_t i = grouping->first[item]; i < grouping->first[item + 1]; i++) {
        const exq_alignment *to = &grouping->alignments[i];
        places[to->group] += to->share;
        attention[to->group] += weight * to->share;
        members[to->group] += to->share > 0;
    }
}

/* The pairs of the place after the first `above` and those. */
static exq_group_pairs add_pairs(exq_group_pairs to, double above, double before, double after)
{
    const double own = after - before;
    to.ahead += before * (1 - own);
    to.behind += (above - before) * own;
    to.held += before + own * above - own * before;
    return to;
}

exq_group_sums exq_group_sums_of(const exq_item_grouping *grouping, const exq_list *list, void *room)
{
    const size_t groups = grouping->group_count, rows = (list->length + 1) * groups;
    exq_group_pairs *pairs = room;
    double *places = (double *)(pairs + rows), *attention = places + rows, *members = attention + rows,
           *history = members + rows;
    const exq_group_sums sums = {places, attention, members, pairs, history};
    memset(pairs, 0, groups * sizeof *pairs);
    memset(places, 0, groups * sizeof *places);
    memset(attention, 0, groups * sizeof *attention);
    memset(members, 0, groups * sizeof *members);
    memset(history, 0, groups * sizeof *history);
    for (size_t r = 0; r < list->length; r++) {
        for (size_t g = 0; g < groups; g++) {
            places[groups + g] = places[g];
            attention[groups + g] = attention[g];
            members[groups + g] = members[g];
        }
        add_item(grouping, list->items[r], list->attention[r], places + groups, attention + groups, members + groups);
        for (size_t g = 0; g < groups; g++)
            pairs[groups + g] = add_pairs(pairs[g], (double)r, places[g], places[groups + g]);
        places += groups;
        attention += groups;
        members += groups;
        pairs += groups;
    }
    for (size_t i = 0; i < list->history_count; i++)
        exq_grouping_add(grouping, list->history[i], 1, history);
    return sums;
}
