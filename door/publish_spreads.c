/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue without names: how much each item got, sorted, of everyone and of everyone but the people of one bucket;
 * and by signature the squares that variances need.
 */
#include <string.h>

#include "ascending.h"
#include "publish_lists.h"

/* What an item got in all lists at one cutoff, and what it got in each bucket. */
typedef struct item_sums {
    uint64_t *shown;        /* items; then of each bucket items */
    exq_fixedsum *exposure; /* likewise */
} item_sums;

static exq_status sum_items(const exq_lists_publisher *self, size_t cutoff, item_sums *out, exq_error *error)
{
    const exq_lists *lists = self->lists;
    const size_t width = lists->item_count * (EXQ_BUCKETS + 1);
    if (out->shown == NULL) {
        out->shown = EXQ_NEW(self->scratch, uint64_t, width);
        out->exposure = EXQ_NEW(self->scratch, exq_fixedsum, width);
        if (out->shown == NULL || out->exposure == NULL)
            return exq_fail_memory(error);
    }
    memset(out->shown, 0, width * sizeof *out->shown);
    memset(out->exposure, 0, width * sizeof *out->exposure);
    for (size_t i = 0; i < lists->by_bucket_count; i++) {
        const exq_item_use *use = &lists->by_bucket[i];
        const size_t own = lists->item_count * (use->part + 1) + use->item;
        out->shown[own] += use->shown[cutoff];
        out->shown[use->item] += use->shown[cutoff];
        exq_fixedsum_merge(&out->exposure[own], &use->exposure[cutoff]);
        exq_fixedsum_merge(&out->exposure[use->item], &use->exposure[cutoff]);
    }
    return EXQ_OK;
}

/* The places of an item: of everyone, or (b + 1) of everyone but bucket b. */
static double places_of(const exq_lists_publisher *self, const item_sums *sums, size_t part, size_t item)
{
    const uint64_t left_out = part == 0 ? 0 : sums->shown[part * self->lists->item_count + item];
    return (double)(sums->shown[item] - left_out);
}

/* `part` 0: of everyone; b + 1: of everyone but bucket b. */
static exq_status spread_shown(const exq_lists_publisher *self, const item_sums *sums, size_t part, exq_spread *out,
                               exq_error *error)
{
    const size_t items = self->lists->item_count;
    double *values = EXQ_NEW(self->arena, double, items);
    if (values == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < items; i++)
        values[i] = places_of(self, sums, part, i);
    out->values = values;
    return exq_sort_ascending(values, items, error);
}

static exq_status spread_exposure(const exq_lists_publisher *self, const item_sums *sums, size_t part, exq_spread *out,
                                  exq_error *error)
{
    const size_t items = self->lists->item_count;
    double *values = EXQ_NEW(self->arena, double, items);
    if (values == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < items; i++) {
        exq_fixedsum left = sums->exposure[i];
        if (part > 0)
            exq_fixedsum_subtract(&left, &sums->exposure[part * items + i]);
        values[i] = exq_fixedsum_round(&left);
    }
    out->values = values;
    return exq_sort_ascending(values, items, error);
}

static exq_status sum_signatures(const exq_lists_publisher *self, const item_sums *sums, size_t ranks,
                                 const exq_signature_sums **out, exq_error *error)
{
    const exq_lists *lists = self->lists;
    exq_signature_sums *signatures = EXQ_NEW(self->arena, exq_signature_sums, lists->signature_count);
    uint64_t *shown = EXQ_NEW(self->arena, uint64_t, lists->signature_count * ranks);
    if (signatures == NULL || shown == NULL)
        return exq_fail_memory(error);
    for (size_t s = 0; s < lists->signature_count; s++)
        signatures[s].shown = shown + s * ranks;
    for (size_t i = 0; i < lists->item_count; i++) {
        const double exposure = exq_fixedsum_round(&sums->exposure[i]), places = (double)sums->shown[i];
        exq_signature_sums *own = &signatures[lists->signature_of[i]];
        own->square += exposure * exposure;
        own->shown_square += places * places;
        own->selected += sums->shown[i] > 0;
    }
    for (size_t p = 0; p < lists->place_count; p++) {
        const exq_list_place *place = &lists->places[p];
        if (place->signature < lists->signature_count && place->rank <= ranks)
            shown[place->signature * ranks + place->rank - 1] += place->shown;
    }
    *out = signatures;
    return EXQ_OK;
}

/* Workspace: numbers of items. */
typedef struct beside {
    double *shown, *had;
} beside;

static void diverge(const exq_lists_publisher *self, const item_sums *sums, size_t part, beside room,
                    exq_divergence_from *out)
{
    for (size_t i = 0; i < self->lists->item_count; i++)
        room.shown[i] = places_of(self, sums, part, i);
    *out = self->reducers->diverge(room.shown, room.had, self->lists->item_count);
}

static uint64_t tail_selected(const exq_lists_publisher *self, const item_sums *sums, size_t part)
{
    uint64_t count = 0;
    for (size_t i = 0; self->lists->head != NULL && i < self->lists->item_count; i++)
        count += !self->lists->head[i] && places_of(self, sums, part, i) > 0;
    return count;
}

/* How far what is shown is from what people had before, which item it is left behind; and how much of the tail is shown. */
static exq_status publish_before(const exq_lists_publisher *self, const item_sums *sums, exq_catalogue_spread *out,
                                 exq_error *error)
{
    const exq_lists *lists = self->lists;
    const beside room = {EXQ_NEW(self->scratch, double, lists->item_count),
                         EXQ_NEW(self->scratch, double, lists->item_count)};
    exq_divergence_from *without = EXQ_NEW(self->arena, exq_divergence_from, EXQ_BUCKETS);
    uint64_t *tail = EXQ_NEW(self->arena, uint64_t, EXQ_BUCKETS);
    if (room.shown == NULL || room.had == NULL || without == NULL || tail == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < lists->item_count; i++)
        room.had[i] = lists->popularity != NULL ? (double)lists->popularity[i] : 0;
    diverge(self, sums, 0, room, &out->from_history);
    for (size_t b = 0; b < EXQ_BUCKETS; b++) {
        diverge(self, sums, b + 1, room, &without[b]);
        tail[b] = tail_selected(self, sums, b + 1);
    }
    out->from_history_without = without;
    out->tail_selected_without = tail;
    return EXQ_OK;
}

static exq_status publish_spread(const exq_lists_publisher *self, size_t cutoff, item_sums *sums,
                                 exq_catalogue_spread *out, exq_error *error)
{
    exq_spread *shown = EXQ_NEW(self->arena, exq_spread, EXQ_BUCKETS);
    exq_spread *exposure = EXQ_NEW(self->arena, exq_spread, EXQ_BUCKETS);
    if (shown == NULL || exposure == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(sum_items(self, cutoff, sums, error));
    EXQ_TRY(publish_before(self, sums, out, error));
    EXQ_TRY(spread_shown(self, sums, 0, &out->shown, error));
    EXQ_TRY(spread_exposure(self, sums, 0, &out->exposure, error));
    for (size_t b = 0; b < EXQ_BUCKETS; b++) {
        EXQ_TRY(spread_shown(self, sums, b + 1, &shown[b], error));
        EXQ_TRY(spread_exposure(self, sums, b + 1, &exposure[b], error));
    }
    out->shown_without = shown;
    out->exposure_without = exposure;
    return sum_signatures(self, sums, self->facts->lists->cutoffs[cutoff], &out->signatures, error);
}

exq_status exq_publish_spreads(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error)
{
    const exq_lists *lists = self->lists;
    const size_t cutoffs = self->facts->lists->cutoff_count;
    exq_catalogue_spread *spreads = EXQ_NEW(self->arena, exq_catalogue_spread, cutoffs);
    uint64_t *bucket_lists = EXQ_NEW(self->arena, uint64_t, EXQ_BUCKETS);
    uint64_t *signature_items = EXQ_NEW(self->arena, uint64_t, lists->signature_count);
    if (spreads == NULL || bucket_lists == NULL || signature_items == NULL)
        return exq_fail_memory(error);
    item_sums sums = {0};
    for (size_t k = 0; k < cutoffs; k++)
        EXQ_TRY(publish_spread(self, k, &sums, &spreads[k], error));
    memcpy(bucket_lists, lists->bucket_lists, EXQ_BUCKETS * sizeof *bucket_lists);
    if (lists->signature_count > 0)
        memcpy(signature_items, lists->signature_items, lists->signature_count * sizeof *signature_items);
    out->spreads = spreads;
    out->bucket_lists = bucket_lists;
    out->bucket_count = EXQ_BUCKETS;
    out->catalogue_size = lists->item_count;
    out->signature_items = signature_items;
    out->signature_count = lists->signature_count;
    return EXQ_OK;
}
