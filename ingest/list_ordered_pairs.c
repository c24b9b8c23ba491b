/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Down the list from one relevant item to the next: the others passed are known by slice, so the pairs of a relevant
 * item with all others of its groups are counted at once. By signatures they are counted one by one.
 */
#include "list_ordered_pairs.h"

#include <stdlib.h>

enum { PAIRS, TWICE_WON, COUNTS };

exq_status exq_ordered_pairs_open(exq_ordered_pairs *own, const exq_list_shape *shape, const exq_slices *slices,
                                  exq_list_part *part, exq_error *error)
{
    *own = (exq_ordered_pairs){
        .shape = shape,
        .slices = slices,
        .part = part,
        .relevant = calloc(shape->most + 1, sizeof *own->relevant),
        .others = calloc(shape->most + 1, sizeof *own->others),
        .met = calloc(slices->count + 1, sizeof *own->met),
    };
    exq_grid_init(&own->by_slices, COUNTS, 0);
    const bool enough = own->relevant != NULL && own->others != NULL && own->met != NULL;
    return enough ? EXQ_OK : exq_fail_memory(error);
}

void exq_ordered_pairs_close(exq_ordered_pairs *own)
{
    exq_grid_free(&own->by_slices);
    free(own->relevant);
    free(own->others);
    free(own->met);
}

static inline exq_status add(exq_grid *grid, uint64_t key, uint64_t pairs, uint64_t twice_won, exq_error *error)
{
    const size_t row = exq_grid_row(grid, key);
    if (row == EXQ_NO_ROW)
        return exq_fail_memory(error);
    exq_grid_counts(grid, row)[PAIRS] += pairs;
    exq_grid_counts(grid, row)[TWICE_WON] += twice_won;
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------- others of a list */

/* The slices of the items of a signature. */
typedef struct slice_run {
    const uint32_t *begin, *end;
} slice_run;

static inline slice_run slices_of(const exq_slices *slices, uint32_t signature)
{
    return (slice_run){slices->of + slices->first[signature], slices->of + slices->first[signature + 1]};
}

/* Without a branch for each place: where relevant items stand cannot be foreseen. */
static void tell_apart(exq_ordered_pairs *own, const exq_person *person, const uint32_t *signatures)
{
    exq_ordered_item *relevant = own->relevant, *others = own->others;
    for (size_t i = 0; i < person->list.length; i++) {
        const exq_ordered_item item = {person->orders[i], signatures[i]};
        const bool liked = person->list.grades[i] != 0;
        *relevant = item;
        relevant += liked;
        *others = item;
        others += !liked;
    }
    own->relevant_count = (size_t)(relevant - own->relevant);
    own->other_count = (size_t)(others - own->others);
}

static void meet_others(exq_ordered_pairs *own)
{
    for (size_t i = 0; i < own->other_count; i++) {
        const slice_run of = slices_of(own->slices, own->others[i].signature);
        for (const uint32_t *slice = of.begin; slice < of.end; slice++)
            own->met[*slice].all++;
    }
}

static void forget_others(exq_ordered_pairs *own)
{
    for (size_t i = 0; i < own->other_count; i++) {
        const slice_run of = slices_of(own->slices, own->others[i].signature);
        for (const uint32_t *slice = of.begin; slice < of.end; slice++)
            own->met[*slice] = (exq_others_met){0};
    }
}

static void pass(exq_ordered_pairs *own, const exq_ordered_item *other, uint32_t twice_above)
{
    const slice_run of = slices_of(own->slices, other->signature);
    for (const uint32_t *slice = of.begin; slice < of.end; slice++)
        own->met[*slice].twice_above += twice_above;
}

/* ---------------------------------------------------------------------------------------------- a relevant item */

/* `above` of the others stand above the item, `level` do not stand below. */
static exq_status add_signatures(exq_ordered_pairs *own, uint64_t key, size_t above, size_t level, exq_error *error)
{
    exq_grid *grid = &own->part->grids[EXQ_GRID_PAIRS];
    for (size_t i = 0; i < own->other_count; i++)
        EXQ_TRY(add(grid, key + own->others[i].signature, 1, (uint64_t)(i >= above) + (i >= level), error));
    return EXQ_OK;
}

/* `met` by the item, which is of this signature: all others of the list. */
static exq_status add_slices(exq_ordered_pairs *own, size_t bucket, uint32_t signature, exq_others_met met,
                             exq_error *error)
{
    const exq_slices *slices = own->slices;
    const slice_run of = slices_of(slices, signature);
    for (const uint32_t *at = of.begin; at < of.end && *at != 0; at++) {
        const exq_slice *slice = &slices->slices[*at];
        uint64_t key = bucket * slices->places + slice->place;
        EXQ_TRY(add(&own->by_slices, key, met.all, 2 * met.all - met.twice_above, error));
        for (uint32_t other = slice->begin; other < slice->end; other++) {
            const exq_others_met within = own->met[other];
            key++;
            if (within.all > 0)
                EXQ_TRY(add(&own->by_slices, key, within.all, 2 * within.all - within.twice_above, error));
        }
    }
    return EXQ_OK;
}

/* All pairs of a list that has both. */
static exq_status add_list(exq_ordered_pairs *own, size_t cell, size_t bucket, exq_error *error)
{
    const exq_ordered_item *others = own->others;
    const size_t count = own->other_count;
    size_t above = 0, level = 0;
    for (const exq_ordered_item *item = own->relevant; item < own->relevant + own->relevant_count; item++) {
        for (; above < count && others[above].order < item->order; above++)
            pass(own, &others[above], above < level ? 1 : 2);
        for (level = level < above ? above : level; level < count && others[level].order == item->order; level++)
            pass(own, &others[level], 1);
        EXQ_TRY(add_signatures(own, exq_pair_key(own->shape, cell, item->signature, 0), above, level, error));
        const exq_others_met met = {(uint32_t)count, (uint32_t)(above + level)};
        EXQ_TRY(add_slices(own, bucket, item->signature, met, error));
    }
    return EXQ_OK;
}

exq_status exq_ordered_pairs_add(exq_ordered_pairs *own, const exq_person *person, const uint32_t *signatures,
                                 size_t cell, size_t bucket, exq_error *error)
{
    tell_apart(own, person, signatures);
    if (own->relevant_count == 0 || own->other_count == 0)
        return EXQ_OK;
    meet_others(own);
    EXQ_TRY(add_list(own, cell, bucket, error));
    forget_others(own);
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- at the end */

static void add_sums(exq_fixedsum *pairs, exq_fixedsum *won, double share, const uint64_t *counts)
{
    exq_fixedsum_add_product(pairs, share, (double)counts[PAIRS]);
    exq_fixedsum_add_product(won, share, (double)counts[TWICE_WON] / 2);
}

/* The pairs of items of a slice, in a bucket; `row`: the next of what was counted. */
static exq_status sum_slice(exq_ordered_pairs *own, size_t bucket, const exq_slice *slice, size_t *row,
                            exq_error *error)
{
    const exq_grid *counted = &own->by_slices;
    exq_grid *grid = &own->part->grids[EXQ_GRID_PAIRS_OF];
    const uint64_t first = bucket * own->slices->places + slice->place, end = first + 1 + slice->end - slice->begin;
    if (*row == counted->rows || counted->keys[*row] != first)
        return EXQ_OK;
    const size_t to = exq_grid_row(grid, exq_pairs_of_key(own->shape, bucket, slice->group));
    if (to == EXQ_NO_ROW)
        return exq_fail_memory(error);
    exq_fixedsum *sums = exq_grid_sums(grid, to);
    const uint64_t *counts = exq_grid_counts(counted, (*row)++);
    exq_grid_counts(grid, to)[0] += counts[PAIRS];
    add_sums(&sums[EXQ_PAIRS_ALL], &sums[EXQ_PAIRS_ALL_WON], slice->share, counts);
    for (; *row < counted->rows && counted->keys[*row] < end; (*row)++) {
        const exq_slice *other = &own->slices->slices[slice->begin + counted->keys[*row] - first - 1];
        add_sums(&sums[EXQ_PAIRS_INTRA], &sums[EXQ_PAIRS_INTRA_WON], slice->share * other->share,
                 exq_grid_counts(counted, *row));
    }
    return EXQ_OK;
}

exq_status exq_ordered_pairs_end(exq_ordered_pairs *own, exq_error *error)
{
    size_t row = 0;
    EXQ_TRY(exq_grid_seal(&own->by_slices, error));
    for (size_t bucket = 0; bucket < EXQ_BUCKETS; bucket++)
        for (size_t k = 1; k < own->slices->count; k++)
            EXQ_TRY(sum_slice(own, bucket, &own->slices->slices[k], &row, error));
    return EXQ_OK;
}
