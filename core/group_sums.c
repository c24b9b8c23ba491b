/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums over the first places of lists, all lists going on from one place to the next together and kept where they are
 * asked for: what kernels would otherwise add up anew for every cut-off.
 */
#include "group_sums.h"

#include <stdlib.h>
#include <string.h>

/* What is summed by group, over the places passed. */
enum { ATTENTION, AHEAD, BEHIND, HELD, WRONGLY_AHEAD, WRONGLY_HELD, PASSED };

static size_t most_of(const exq_group_summer *own)
{
    return own->cutoff_count == 0 ? 0 : own->cutoffs[own->cutoff_count - 1];
}

/* ---------------------------------------------------------------------------------------------------- shares */

/* Far below 0: so are then all sums of it. */
enum { NO_HALVES = -(1 << 16) };

static int32_t halves_of(double share)
{
    return share == 1 ? 2 : share == .5 ? 1 : NO_HALVES;
}

static void give_places(const exq_group_summer *own, const exq_list *list, size_t places, size_t p)
{
    const size_t groups = own->grouping->group_count;
    for (size_t r = 0; r < places; r++) {
        const exq_alignments of = exq_alignments_of(own->grouping, list->items[r]);
        for (const exq_alignment *to = of.begin; to < of.end; to++) {
            own->shares[r * groups + to->group].of[p] += to->share;
            own->share_halves[r * groups + to->group].of[p] += halves_of(to->share);
        }
    }
}

static void give_history(const exq_group_summer *own, const exq_list *list, size_t p)
{
    for (size_t i = 0; i < list->history_count; i++) {
        const exq_alignments of = exq_alignments_of(own->grouping, list->history[i]);
        for (const exq_alignment *to = of.begin; to < of.end; to++)
            own->history[to->group].of[p] += to->share;
    }
}

static void give_shares(const exq_group_summer *own, const exq_batch *batch, size_t end)
{
    const size_t groups = own->grouping->group_count;
    memset(own->shares, 0, end * groups * sizeof *own->shares);
    memset(own->share_halves, 0, end * groups * sizeof *own->share_halves);
    memset(own->history, 0, groups * sizeof *own->history);
    for (size_t p = 0; p < batch->count; p++) {
        const exq_list *list = &batch->of[p];
        give_places(own, list, list->length < end ? list->length : end, p);
        give_history(own, list, p);
    }
}

/* ---------------------------------------------------------------------------------------------------- places */

/* The r-th places of the lists, from 0: the attention that each gets, and r in lists that are so long, else 0. */
typedef struct front {
    exq_lanes is_there, attention;
    double above;
} front;

static front front_of(const exq_batch *batch, size_t r)
{
    front out = {.above = (double)r};
    for (size_t p = 0; p < batch->count; p++)
        if (r < batch->of[p].length) {
            out.is_there.of[p] = 1;
            out.attention.of[p] = batch->of[p].attention[r];
        }
    return out;
}

/* One group passes the front: `before` and `after` it stand so many shares of it, or members. */
static void pass_places(const exq_lanes *restrict shares, const exq_lanes *restrict before, exq_lanes *restrict after)
{
    EXQ_EACH_LIST (p)
        after->of[p] = before->of[p] + shares->of[p];
}

/* Below 0 they stay where they are, so that no list is long enough to leave the numbers there are. */
static void pass_halves(const exq_lane_counts *restrict shares, const exq_lane_counts *restrict before,
                        exq_lane_counts *restrict after)
{
    EXQ_EACH_LIST (p)
        after->of[p] = (before->of[p] | shares->of[p]) < 0 ? NO_HALVES : before->of[p] + shares->of[p];
}

static void pass_members(const exq_lanes *restrict shares, const exq_lanes *restrict before, exq_lanes *restrict after)
{
    EXQ_EACH_LIST (p)
        after->of[p] = before->of[p] + (shares->of[p] > 0 ? 1.0 : 0.0);
}

static void pass_attention(const front *restrict at, const exq_lanes *restrict shares, exq_lanes *restrict sum)
{
    EXQ_EACH_LIST (p)
        sum->of[p] += at->attention.of[p] * shares->of[p];
}

static void pass_pairs(const front *restrict at, const exq_lanes *restrict before, const exq_lanes *restrict after,
                       exq_lanes *restrict ahead, exq_lanes *restrict behind, exq_lanes *restrict held)
{
    EXQ_EACH_LIST (p) {
        const double own = after->of[p] - before->of[p], above = before->of[p] * at->is_there.of[p];
        ahead->of[p] += above * (1 - own);
        behind->of[p] += (at->above - above) * own;
        held->of[p] += above + own * at->above - own * above;
    }
}

static void pass(const exq_group_summer *own, const front *at, size_t r)
{
    const size_t groups = own->grouping->group_count, row = r * groups;
    exq_lanes *const sums = own->passed;
    for (size_t g = 0; g < groups; g++) {
        const exq_lanes *shares = own->shares + row + g, *before = own->places + row + g;
        exq_lanes *after = own->places + row + groups + g;
        pass_places(shares, before, after);
        pass_halves(own->share_halves + row + g, own->halves + row + g, own->halves + row + groups + g);
        pass_members(shares, own->members + row + g, own->members + row + groups + g);
        pass_attention(at, shares, sums + ATTENTION * groups + g);
        pass_pairs(at, before, after, sums + AHEAD * groups + g, sums + BEHIND * groups + g, sums + HELD * groups + g);
    }
}

/* The pairs of a place of one list with those above that are less relevant. */
static void pass_wrong_pairs(const exq_group_summer *own, const exq_list *list, size_t r, size_t p)
{
    const size_t groups = own->grouping->group_count;
    const exq_lanes *lower = own->shares + r * groups;
    exq_lanes *ahead = own->passed + WRONGLY_AHEAD * groups, *held = own->passed + WRONGLY_HELD * groups;
    for (size_t q = 0; q < r; q++) {
        const exq_lanes *upper = own->shares + q * groups;
        if (!(list->grades[q] < list->grades[r]))
            continue;
        for (size_t g = 0; g < groups; g++) {
            const double above = upper[g].of[p], below = lower[g].of[p];
            ahead[g].of[p] += above * (1 - below);
            held[g].of[p] += above + below - above * below;
        }
    }
}

static void keep(const exq_group_summer *own, size_t cutoff)
{
    const size_t groups = own->grouping->group_count, row = cutoff * groups, size = groups * sizeof(exq_lanes);
    memcpy(own->attention + row, own->passed + ATTENTION * groups, size);
    memcpy(own->ahead + row, own->passed + AHEAD * groups, size);
    memcpy(own->behind + row, own->passed + BEHIND * groups, size);
    memcpy(own->held + row, own->passed + HELD * groups, size);
    memcpy(own->wrongly_ahead + row, own->passed + WRONGLY_AHEAD * groups, size);
    memcpy(own->wrongly_held + row, own->passed + WRONGLY_HELD * groups, size);
}

/* No list goes on beyond it, or no cut-off looks there. */
static size_t end_of(const exq_group_summer *own, const exq_batch *batch)
{
    size_t longest = 0;
    for (size_t p = 0; p < batch->count; p++)
        longest = batch->of[p].length > longest ? batch->of[p].length : longest;
    return longest < most_of(own) ? longest : most_of(own);
}

exq_group_sums exq_group_summer_sum(exq_group_summer *own, const exq_batch *batch)
{
    const size_t end = end_of(own, batch);
    size_t cutoff = 0;
    give_shares(own, batch, end);
    memset(own->passed, 0, PASSED * own->grouping->group_count * sizeof *own->passed);
    for (size_t r = 0; r < end; r++) {
        const front at = front_of(batch, r);
        pass(own, &at, r);
        for (size_t p = 0; p < batch->count; p++)
            if (r < batch->of[p].length && batch->of[p].grades[r] > 0)
                pass_wrong_pairs(own, &batch->of[p], r, p);
        if (own->cutoffs[cutoff] == r + 1)
            keep(own, cutoff++);
    }
    while (cutoff < own->cutoff_count)
        keep(own, cutoff++);
    /* clang-format off */
    return (exq_group_sums){
        .end = end, .places = own->places, .halves = own->halves, .members = own->members, .attention = own->attention,
        .pairs = {.ahead = own->ahead, .behind = own->behind, .held = own->held,
                  .wrongly_ahead = own->wrongly_ahead, .wrongly_held = own->wrongly_held},
        .history = own->history,
    };
    /* clang-format on */
}

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_group_summer_open(exq_group_summer *own, const exq_item_grouping *grouping, const size_t *cutoffs,
                                 size_t cutoff_count, exq_error *error)
{
    const size_t groups = grouping->group_count;
    *own = (exq_group_summer){.grouping = grouping, .cutoffs = cutoffs, .cutoff_count = cutoff_count};
    const size_t each = most_of(own) * groups, prefixes = each + groups, cut = cutoff_count * groups;
    own->rows = calloc(each + PASSED * groups + 2 * prefixes + PASSED * cut + groups + 1, sizeof *own->rows);
    own->counts = calloc(each + prefixes + 1, sizeof *own->counts);
    if (own->rows == NULL || own->counts == NULL)
        return exq_fail_memory(error);
    own->share_halves = own->counts;
    own->halves = own->share_halves + each; /* its first row stays 0, and that of places and members */
    own->shares = own->rows;
    own->passed = own->shares + each;
    own->places = own->passed + PASSED * groups;
    own->members = own->places + prefixes;
    own->attention = own->members + prefixes;
    own->ahead = own->attention + cut;
    own->behind = own->ahead + cut;
    own->held = own->behind + cut;
    own->wrongly_ahead = own->held + cut;
    own->wrongly_held = own->wrongly_ahead + cut;
    own->history = own->wrongly_held + cut;
    return EXQ_OK;
}

void exq_group_summer_close(exq_group_summer *own)
{
    free(own->rows);
    free(own->counts);
}
