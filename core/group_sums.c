/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums over the first places of a list, each row made from the one above it: what kernels would otherwise add up anew
 * for every cut-off.
 */
#include "group_sums.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------------------------------------------- kinds */

exq_status exq_kinds_met_open(exq_kinds_met *met, const exq_item_grouping *grouping, exq_error *error)
{
    const size_t width = exq_group_width(grouping);
    *met = (exq_kinds_met){
        .grouping = grouping,
        .kinds = calloc(EXQ_KINDS_MET, sizeof *met->kinds),
        .rows = calloc(2 * (EXQ_KINDS_MET + 1) * width + 1, sizeof *met->rows), /* the last of no item */
    };
    return met->kinds == NULL || met->rows == NULL ? exq_fail_memory(error) : EXQ_OK;
}

void exq_kinds_met_close(exq_kinds_met *met)
{
    free(met->kinds);
    free(met->rows);
}

static void meet(const exq_kinds_met *met, uint32_t item, double *shares)
{
    const size_t width = exq_group_width(met->grouping);
    double *belongs = shares + width;
    const exq_alignments of = exq_alignments_of(met->grouping, item);
    memset(shares, 0, 2 * width * sizeof *shares);
    for (const exq_alignment *at = of.begin; at < of.end; at++) {
        shares[at->group] += at->share;
        belongs[at->group] = shares[at->group] > 0;
    }
}

const double *exq_kinds_met_rows(exq_kinds_met *met, uint32_t item)
{
    const exq_item_grouping *grouping = met->grouping;
    const size_t width = exq_group_width(grouping);
    if (item == EXQ_NO_ITEM)
        return met->rows + 2 * EXQ_KINDS_MET * width;
    const size_t kind = grouping->kind_of == NULL ? item : grouping->kind_of[item], slot = kind % EXQ_KINDS_MET;
    double *rows = met->rows + 2 * slot * width;
    if (met->kinds[slot] != kind + 1) {
        met->kinds[slot] = kind + 1;
        meet(met, item, rows);
    }
    return rows;
}

/* ------------------------------------------------------------------------------------------------------ sums */

/* Rows for each place: the shares of its item, then what exq_group_sums has of it. */
enum { ROWS = 9 };

size_t exq_group_sums_room(const exq_item_grouping *grouping, size_t length)
{
    return ((length + 1) * ROWS + 1) * exq_group_width(grouping) * sizeof(double);
}

/* Where the rows lie. Taken by value: then the compiler knows that no sum that is stored changes it. */
typedef struct summing {
    size_t width;
    double *shares; /* of the item of each place alone */
    double *places, *attention, *members;
    double *ahead, *behind, *held;
    double *wrongly_ahead, *wrongly_held;
} summing;

/* Some groups side by side. */
typedef double lanes __attribute__((vector_size(EXQ_GROUP_LANES * sizeof(double)), aligned(sizeof(double)), may_alias));

static inline lanes *at(const double *rows, size_t place)
{
    return (lanes *)(uintptr_t)(rows + place);
}

/* The rows below place r, from those above it and from its item. */
static inline void add_place(summing to, size_t r, double attention, const double *shares)
{
    const size_t width = to.width;
    const double above = (double)r;
    for (size_t g = 0, old = r * width, next = old + width; g < width;
         g += EXQ_GROUP_LANES, old += EXQ_GROUP_LANES, next += EXQ_GROUP_LANES) {
        const lanes share = *at(shares, g), before = *at(to.places, old), after = before + share, own = after - before;
        *at(to.shares, old) = share;
        *at(to.places, next) = after;
        *at(to.attention, next) = *at(to.attention, old) + attention * share;
        *at(to.members, next) = *at(to.members, old) + *at(shares + width, g);
        *at(to.ahead, next) = *at(to.ahead, old) + before * (1 - own);
        *at(to.behind, next) = *at(to.behind, old) + (above - before) * own;
        *at(to.held, next) = *at(to.held, old) + (before + own * above - own * before);
        *at(to.wrongly_ahead, next) = *at(to.wrongly_ahead, old);
        *at(to.wrongly_held, next) = *at(to.wrongly_held, old);
    }
}

/* Those whose upper is less relevant. */
static inline void add_wrong_pairs(summing to, const double *grades, size_t r)
{
    const size_t width = to.width, lower = r * width, next = lower + width;
    for (size_t q = 0; grades[r] > 0 && q < r; q++)
        for (size_t g = 0; grades[q] < grades[r] && g < width; g += EXQ_GROUP_LANES) {
            const lanes above = *at(to.shares, q * width + g), below = *at(to.shares, lower + g);
            *at(to.wrongly_ahead, next + g) += above * (1 - below);
            *at(to.wrongly_held, next + g) += above + below - above * below;
        }
}

exq_group_sums exq_group_sums_of(exq_kinds_met *met, const exq_list *list, void *room)
{
    const exq_item_grouping *grouping = met->grouping;
    const size_t width = exq_group_width(grouping), size = (list->length + 1) * width;
    double *rows[ROWS + 1];
    for (size_t i = 0; i <= ROWS; i++) {
        rows[i] = (double *)room + i * size;
        memset(rows[i], 0, width * sizeof(double));
    }
    const summing to = {width, rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], rows[8]};
    double *history = rows[ROWS];
    for (size_t r = 0; r < list->length; r++) {
        add_place(to, r, list->attention[r], exq_kinds_met_rows(met, list->items[r]));
        add_wrong_pairs(to, list->grades, r);
    }
    for (size_t i = 0; i < list->history_count; i++)
        exq_grouping_add(grouping, list->history[i], 1, history);
    return (exq_group_sums){to.places,
                            to.attention,
                            to.members,
                            {to.ahead, to.behind, to.held, to.wrongly_ahead, to.wrongly_held},
                            history};
}
