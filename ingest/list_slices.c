/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slices: the alignments of all signatures, sorted by group and share; equal ones are one slice.
 */
#include "list_slices.h"

#include <stdlib.h>

typedef struct membership {
    double share;
    uint32_t group;
    size_t place; /* among the alignments of all signatures, each with all groupings */
} membership;

static int compare(const void *a, const void *b)
{
    const membership *left = a, *right = b;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    return (left->share > right->share) - (left->share < right->share);
}

/* Where the slices of each signature begin; outside the catalogue none do. Returns how many there are. */
static size_t find_first(const exq_list_frame *frame, size_t grouping_count, size_t *first)
{
    size_t count = 0;
    for (size_t s = 0; s < frame->signature_count; s++) {
        size_t own = 0;
        for (size_t g = 0; g < grouping_count; g++)
            own += frame->groupings[g].of.first[s + 1] - frame->groupings[g].of.first[s];
        first[s + 1] = first[s] + (own + EXQ_SLICES_AT_ONCE - 1) / EXQ_SLICES_AT_ONCE * EXQ_SLICES_AT_ONCE;
        count += own;
    }
    first[frame->signature_count + 1] = first[frame->signature_count];
    return count;
}

static void list_memberships(const exq_list_frame *frame, size_t grouping_count, const size_t *first, membership *all)
{
    for (size_t s = 0; s < frame->signature_count; s++)
        for (size_t g = 0, begin = 0, place = first[s]; g < grouping_count; g++) {
            const exq_item_grouping *of = &frame->groupings[g].of;
            for (size_t a = of->first[s]; a < of->first[s + 1]; a++)
                *all++ = (membership){of->alignments[a].share, (uint32_t)begin + of->alignments[a].group, place++};
            begin += of->group_count;
        }
}

static void make_slices(const membership *all, size_t count, exq_slices *out)
{
    out->count = 1;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare(&all[i], &all[i - 1]) != 0)
            out->slices[out->count++] = (exq_slice){.share = all[i].share, .group = all[i].group};
        out->of[all[i].place] = (uint32_t)out->count - 1;
    }
    for (size_t begin = 1, end = 1; begin < out->count; begin = end) {
        while (end < out->count && out->slices[end].group == out->slices[begin].group)
            end++;
        for (size_t k = begin; k < end; k++) {
            out->slices[k].begin = (uint32_t)begin;
            out->slices[k].end = (uint32_t)end;
            out->slices[k].place = out->places;
            out->places += 1 + end - begin;
        }
    }
}

exq_status exq_slices_of(const exq_list_frame *frame, size_t grouping_count, exq_arena *arena, exq_slices *out,
                         exq_error *error)
{
    *out = (exq_slices){.first = EXQ_NEW(arena, size_t, frame->signature_count + 2)};
    if (out->first == NULL)
        return exq_fail_memory(error);
    const size_t count = find_first(frame, grouping_count, out->first), room = out->first[frame->signature_count];
    out->slices = EXQ_NEW(arena, exq_slice, count + 1);
    out->of = EXQ_NEW(arena, uint32_t, room); /* of none */
    membership *all = malloc((count + 1) * sizeof *all);
    if (out->slices == NULL || out->of == NULL || all == NULL) {
        free(all);
        return exq_fail_memory(error);
    }
    list_memberships(frame, grouping_count, out->first, all);
    qsort(all, count, sizeof *all, compare);
    make_slices(all, count, out);
    free(all);
    return EXQ_OK;
}
