/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue without names: how much each item got, sorted, of everyone and of everyone but the people of one bucket;
 * and by signature the squares that variances need. All is worked out in the order of items first, by ranges of them; then
 * each part of the people, at each cutoff, is put in ascending order by itself.
 */
#include <string.h>

#include "ascending.h"
#include "crew.h"
#include "publish_lists.h"

enum {
    PARTS = EXQ_BUCKETS + 1, /* of the people: everyone, then everyone but those of one bucket */
    RANGES = 64              /* of the catalogue, for threads to take */
};

/* What each item got at one cutoff: parts x items. In the order of items until it is sorted. */
typedef struct got {
    double *shown;    /* places */
    double *exposure; /* attention */
    exq_divergence_from *from_history_without;
    uint64_t *tail_selected_without;
} got;

typedef struct spreading {
    const exq_lists_publisher *self;
    const double *had; /* per item: people with it in their history */
    got *got;          /* per cutoff */
    exq_catalogue_spread *out;
} spreading;

static exq_status open_cutoff(const exq_lists_publisher *self, got *of, exq_catalogue_spread *out, exq_error *error)
{
    const size_t items = self->lists->item_count;
    exq_spread *shown = EXQ_NEW(self->arena, exq_spread, EXQ_BUCKETS);
    exq_spread *exposure = EXQ_NEW(self->arena, exq_spread, EXQ_BUCKETS);
    of->shown = EXQ_NEW(self->arena, double, PARTS *items);
    of->exposure = EXQ_NEW(self->arena, double, PARTS *items);
    of->from_history_without = EXQ_NEW(self->arena, exq_divergence_from, EXQ_BUCKETS);
    of->tail_selected_without = EXQ_NEW(self->arena, uint64_t, EXQ_BUCKETS);
    if (shown == NULL || exposure == NULL || of->shown == NULL || of->exposure == NULL ||
        of->from_history_without == NULL || of->tail_selected_without == NULL)
        return exq_fail_memory(error);
    for (size_t b = 0; b < EXQ_BUCKETS; b++) {
        shown[b].values = of->shown + (b + 1) * items;
        exposure[b].values = of->exposure + (b + 1) * items;
    }
    *out = (exq_catalogue_spread){.shown = {of->shown},
                                  .exposure = {of->exposure},
                                  .shown_without = shown,
                                  .exposure_without = exposure,
                                  .from_history_without = of->from_history_without,
                                  .tail_selected_without = of->tail_selected_without};
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------- in the order of items */

/* One item at one cutoff, from what it got in each bucket that it was shown in. */
static void fill_item(const spreading *of, size_t cutoff, size_t item, const exq_item_use *uses, size_t count)
{
    const got *to = &of->got[cutoff];
    const size_t items = of->self->lists->item_count;
    uint64_t shown = 0;
    exq_fixedsum exposure = {0};
    for (size_t u = 0; u < count; u++) {
        shown += uses[u].shown[cutoff];
        exq_fixedsum_merge(&exposure, &uses[u].exposure[cutoff]);
    }
    const double everyone = exq_fixedsum_round(&exposure);
    for (size_t part = 0; part < PARTS; part++) {
        to->shown[part * items + item] = (double)shown;
        to->exposure[part * items + item] = everyone;
    }
    for (size_t u = 0; u < count; u++) {
        const size_t without = (uses[u].part + 1) * items + item;
        exq_fixedsum left = exposure;
        exq_fixedsum_subtract(&left, &uses[u].exposure[cutoff]);
        to->shown[without] = (double)(shown - uses[u].shown[cutoff]);
        to->exposure[without] = exq_fixedsum_round(&left);
    }
}

/* Where the uses of an item begin. */
static size_t first_use(const exq_lists *lists, size_t item)
{
    size_t low = 0, high = lists->by_bucket_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (lists->by_bucket[middle].item < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static exq_status fill_range(void *payload, size_t worker, size_t range, exq_error *error)
{
    const spreading *of = payload;
    const exq_lists *lists = of->self->lists;
    const size_t cutoffs = of->self->facts->lists->cutoff_count;
    const size_t begin = range * lists->item_count / RANGES, end = (range + 1) * lists->item_count / RANGES;
    size_t use = first_use(lists, begin);
    (void)worker, (void)error;
    for (size_t item = begin; item < end; item++) {
        const size_t first = use;
        while (use < lists->by_bucket_count && lists->by_bucket[use].item == item)
            use++;
        for (size_t k = 0; k < cutoffs; k++)
            fill_item(of, k, item, &lists->by_bucket[first], use - first);
    }
    return EXQ_OK;
}

static exq_status sum_signatures(const exq_lists_publisher *self, const got *of, size_t ranks,
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
        exq_signature_sums *own = &signatures[lists->signature_of[i]];
        own->square += of->exposure[i] * of->exposure[i];
        own->shown_square += of->shown[i] * of->shown[i];
        own->selected += of->shown[i] > 0;
    }
    for (size_t p = 0; p < lists->place_count; p++) {
        const exq_list_place *place = &lists->places[p];
        if (place->signature < lists->signature_count && place->rank <= ranks)
            shown[place->signature * ranks + place->rank - 1] += place->shown;
    }
    *out = signatures;
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- part by part */

static uint64_t tail_selected(const exq_lists *lists, const double *shown)
{
    uint64_t count = 0;
    for (size_t i = 0; lists->head != NULL && i < lists->item_count; i++)
        count += !lists->head[i] && shown[i] > 0;
    return count;
}

/* While it is seen which item a number is of: how far what is shown is from what people had before, and how much of the
 * tail is shown. Then no longer. */
static exq_status settle_part(void *payload, size_t worker, size_t index, exq_error *error)
{
    const spreading *of = payload;
    const exq_lists *lists = of->self->lists;
    const size_t cutoff = index / PARTS, part = index % PARTS;
    const got *own = &of->got[cutoff];
    double *shown = own->shown + part * lists->item_count, *exposure = own->exposure + part * lists->item_count;
    const exq_divergence_from from = of->self->reducers->diverge(shown, of->had, lists->item_count);
    (void)worker;
    if (part == 0) {
        of->out[cutoff].from_history = from;
    } else {
        own->from_history_without[part - 1] = from;
        own->tail_selected_without[part - 1] = tail_selected(lists, shown);
    }
    EXQ_TRY(exq_sort_ascending(shown, lists->item_count, error));
    return exq_sort_ascending(exposure, lists->item_count, error);
}

static exq_status spread_all(const exq_lists_publisher *self, exq_catalogue_spread *out, exq_error *error)
{
    const exq_lists *lists = self->lists;
    const exq_list_facts *facts = self->facts->lists;
    double *had = EXQ_NEW(self->scratch, double, lists->item_count);
    spreading of = {.self = self, .had = had, .got = EXQ_NEW(self->scratch, got, facts->cutoff_count), .out = out};
    if (had == NULL || of.got == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; lists->popularity != NULL && i < lists->item_count; i++)
        had[i] = (double)lists->popularity[i];
    for (size_t k = 0; k < facts->cutoff_count; k++)
        EXQ_TRY(open_cutoff(self, &of.got[k], &out[k], error));
    EXQ_TRY(exq_crew_run(self->threads, RANGES, fill_range, &of, error));
    for (size_t k = 0; k < facts->cutoff_count; k++)
        EXQ_TRY(sum_signatures(self, &of.got[k], facts->cutoffs[k], &out[k].signatures, error));
    return exq_crew_run(self->threads, facts->cutoff_count * PARTS, settle_part, &of, error);
}

exq_status exq_publish_spreads(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error)
{
    const exq_lists *lists = self->lists;
    exq_catalogue_spread *spreads = EXQ_NEW(self->arena, exq_catalogue_spread, self->facts->lists->cutoff_count);
    uint64_t *bucket_lists = EXQ_NEW(self->arena, uint64_t, EXQ_BUCKETS);
    uint64_t *signature_items = EXQ_NEW(self->arena, uint64_t, lists->signature_count);
    if (spreads == NULL || bucket_lists == NULL || signature_items == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(spread_all(self, spreads, error));
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
