/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums over the first places of a list, each row made from the one above it: what kernels would otherwise add up anew
 * for every cut-off.
 */
#include "group_sums.h"

#include <string.h>

enum { ROWS = 4 }; /* of doubles, for each place: shares of its item, places, attention, members */

size_t exq_group_sums_room(const exq_item_grouping *grouping, size_t length)
{
    const size_t a_place = ROWS * sizeof(double) + sizeof(exq_group_pairs);
    return ((length + 1) * a_place + sizeof(double)) * grouping->group_count;
}

/* The sums at hand while places are added. */
typedef struct summing {
    const exq_list *list;
    size_t groups;
    double *shares; /* a row for each place: of its item alone */
    double *places, *attention, *members;
    exq_group_pairs *pairs;
} summing;

static void share_item(const summing *to, const exq_item_grouping *grouping, size_t r)
{
    double *shares = to->shares + r * to->groups;
    memset(shares, 0, to->groups * sizeof *shares);
    exq_grouping_add(grouping, to->list->items[r], 1, shares);
}

/* The rows below place r, from those above it and from its item. */
static void add_place(const summing *to, size_t r)
{
    const size_t groups = to->groups;
    const double attention = to->list->attention[r], above = (double)r;
    for (size_t g = 0, old = r * groups, next = old + groups; g < groups; g++, old++, next++) {
        const double share = to->shares[old], before = to->places[old], after = before + share, own = after - before;
        exq_group_pairs *pairs = &to->pairs[next];
        to->places[next] = after;
        to->attention[next] = to->attention[old] + attention * share;
        to->members[next] = to->members[old] + (share > 0);
        *pairs = to->pairs[old];
        pairs->ahead += before * (1 - own);
        pairs->behind += (above - before) * own;
        pairs->held += before + own * above - own * before;
    }
}

/* Those whose upper is less relevant. */
static void add_wrong_pairs(const summing *to, size_t r)
{
    const size_t groups = to->groups;
    const double *grades = to->list->grades, *lower = to->shares + r * groups;
    exq_group_pairs *pairs = to->pairs + (r + 1) * groups;
    for (size_t q = 0; grades[r] > 0 && q < r; q++) {
        const double *upper = to->shares + q * groups;
        for (size_t g = 0; grades[q] < grades[r] && g < groups; g++) {
            pairs[g].wrongly_ahead += upper[g] * (1 - lower[g]);
            pairs[g].wrongly_held += upper[g] + lower[g] - upper[g] * lower[g];
        }
    }
}

exq_group_sums exq_group_sums_of(const exq_item_grouping *grouping, const exq_list *list, void *room)
{
    const size_t groups = grouping->group_count, rows = (list->length + 1) * groups;
    double *sums = room, *history = sums + ROWS * rows;
    const summing to = {.list = list,
                        .groups = groups,
                        .shares = sums,
                        .places = sums + rows,
                        .attention = sums + 2 * rows,
                        .members = sums + 3 * rows,
                        .pairs = (exq_group_pairs *)(history + groups)};
    memset(to.places, 0, groups * sizeof *to.places);
    memset(to.attention, 0, groups * sizeof *to.attention);
    memset(to.members, 0, groups * sizeof *to.members);
    memset(to.pairs, 0, groups * sizeof *to.pairs);
    memset(history, 0, groups * sizeof *history);
    for (size_t r = 0; r < list->length; r++) {
        share_item(&to, grouping, r);
        add_place(&to, r);
        add_wrong_pairs(&to, r);
    }
    for (size_t i = 0; i < list->history_count; i++)
        exq_grouping_add(grouping, list->history[i], 1, history);
    return (exq_group_sums){to.places, to.attention, to.members, to.pairs, history};
}
