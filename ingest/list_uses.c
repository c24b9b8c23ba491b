/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Uses in the order of items, then each item's by cell and by bucket. The rows come out in the order of their keys.
 */
#include "list_uses.h"

#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "quicksum.h"

exq_status exq_use_code_of(const exq_list_shape *shape, const size_t *cutoffs, bool weighed_by_place, exq_arena *arena,
                           exq_use_code *out, exq_error *error)
{
    uint32_t *cutoff_of = EXQ_NEW(arena, uint32_t, shape->most);
    unsigned bits = 0;
    if (cutoff_of == NULL)
        return exq_fail_memory(error);
    for (size_t place = 0, cutoff = 0; place < shape->most; place++) {
        cutoff += cutoffs[cutoff] < place + 1;
        cutoff_of[place] = (uint32_t)cutoff;
    }
    while ((size_t)1 << bits < shape->most)
        bits++;
    const bool fits = shape->cells <= UINT32_MAX >> EXQ_BUCKET_BITS >> bits;
    const bool by_place = weighed_by_place && fits;
    *out = (exq_use_code){by_place, by_place ? bits : EXQ_CUTOFF_BITS, cutoff_of};
    return EXQ_OK;
}

/* Places of one cutoff, beyond the one before it. */
typedef struct place_sums {
    exq_quicksum quick; /* of attention */
    exq_fixedsum slow;  /* what is none for a quicksum */
    uint64_t count;
} place_sums;

/* The sums of one item in all parts of people: cells, or buckets. */
typedef struct item_sums {
    size_t parts, cutoffs;
    place_sums *sums;  /* parts x cutoffs */
    uint32_t *touched; /* parts that have something */
    size_t touched_count;
    bool *is_touched;
} item_sums;

/* One thread sums the items of one range of the catalogue: rows come in the order of their keys. */
typedef struct worker {
    item_sums cells, buckets;
    exq_grid by_cell, by_bucket;
} worker;

/* Uses in the order of their items. */
typedef struct grouped {
    size_t *first; /* per item, and the end */
    uint32_t *whose;
    double *weights; /* NULL: by place */
} grouped;

typedef struct job {
    const exq_list_uses *uses;
    grouped grouped;
    const exq_list_shape *shape;
    worker *workers;
    size_t worker_count;
} job;

static bool open_sums(item_sums *sums, size_t parts, size_t cutoffs)
{
    *sums = (item_sums){
        .parts = parts,
        .cutoffs = cutoffs,
        .sums = calloc(parts * cutoffs, sizeof *sums->sums),
        .touched = calloc(parts, sizeof *sums->touched),
        .is_touched = calloc(parts, sizeof *sums->is_touched),
    };
    return sums->sums != NULL && sums->touched != NULL && sums->is_touched != NULL;
}

static void close_sums(item_sums *sums)
{
    free(sums->sums);
    free(sums->touched);
    free(sums->is_touched);
}

/* -------------------------------------------------------------------------------------------------- one item */

static inline place_sums *touch(item_sums *sums, uint32_t part, size_t cutoff)
{
    if (!sums->is_touched[part]) {
        sums->is_touched[part] = true;
        sums->touched[sums->touched_count++] = part;
    }
    return &sums->sums[part * sums->cutoffs + cutoff];
}

static inline void add(worker *own, const exq_use_code *code, uint32_t whose, size_t cutoff, double weight)
{
    const uint32_t bucket = whose >> code->bits & ((1U << EXQ_BUCKET_BITS) - 1);
    const uint32_t cell = whose >> code->bits >> EXQ_BUCKET_BITS;
    place_sums *to[] = {touch(&own->cells, cell, cutoff), touch(&own->buckets, bucket, cutoff)};
    int64_t quick = 0;
    const bool is_quick = exq_quick_of(weight, &quick);
    for (size_t i = 0; i < 2; i++) {
        to[i]->count++;
        if (is_quick)
            exq_quicksum_add_product(&to[i]->quick, quick, EXQ_QUICK_ONE);
        else
            exq_fixedsum_add(&to[i]->slow, weight);
    }
}

static void add_item(const job *of, worker *own, size_t item)
{
    const exq_use_code *code = of->uses->code;
    const uint32_t mask = (1U << code->bits) - 1;
    for (size_t i = of->grouped.first[item]; i < of->grouped.first[item + 1]; i++) {
        const uint32_t whose = of->grouped.whose[i], told = whose & mask;
        if (code->by_place)
            add(own, code, whose, code->cutoff_of[told], of->uses->weights[told]);
        else
            add(own, code, whose, told, of->grouped.weights[i]);
    }
}

static int compare_parts(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Move the sums into rows of the grid; a place counts for every cutoff that reaches it. */
static exq_status flush(item_sums *of, size_t item, exq_grid *grid, exq_error *error)
{
    qsort(of->touched, of->touched_count, sizeof *of->touched, compare_parts);
    for (size_t i = 0; i < of->touched_count; i++) {
        const uint32_t part = of->touched[i];
        place_sums *sums = of->sums + part * of->cutoffs;
        const size_t row = exq_grid_append(grid, (uint64_t)item * of->parts + part);
        if (row == EXQ_NO_ROW)
            return exq_fail_memory(error);
        uint64_t *counts = exq_grid_counts(grid, row);
        exq_fixedsum *exposure = exq_grid_sums(grid, row);
        for (size_t c = 0; c < of->cutoffs; c++) {
            counts[c] = sums[c].count + (c > 0 ? counts[c - 1] : 0);
            exposure[c] = sums[c].slow;
            exq_quicksum_move(&sums[c].quick, &exposure[c]);
            if (c > 0)
                exq_fixedsum_merge(&exposure[c], &exposure[c - 1]);
        }
        memset(sums, 0, of->cutoffs * sizeof *sums);
        of->is_touched[part] = false;
    }
    of->touched_count = 0;
    return EXQ_OK;
}

/* The first item of a range: they have about as many uses each. */
static size_t begin_of(const job *of, size_t range)
{
    const size_t uses = of->grouped.first[of->shape->items] / of->worker_count * range;
    size_t low = range < of->worker_count ? 0 : of->shape->items, high = of->shape->items;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (of->grouped.first[middle] < uses)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static exq_status sum_range(void *payload, size_t number, size_t range, exq_error *error)
{
    const job *of = payload;
    worker *own = &of->workers[range];
    (void)number;
    for (size_t item = begin_of(of, range), end = begin_of(of, range + 1); item < end; item++) {
        add_item(of, own, item);
        EXQ_TRY(flush(&own->cells, item, &own->by_cell, error));
        EXQ_TRY(flush(&own->buckets, item, &own->by_bucket, error));
    }
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- all items */

/* Uses being put in the order of their items: each chunk of them counts its own, then moves them to where the chunks
 * before it end. */
enum { MOST_CHUNKS = 8 }; /* each has numbers for all items */

typedef struct sorting {
    const exq_list_uses *uses;
    size_t items, chunks;
    size_t *next; /* chunks x items: how many, then where the next goes */
    grouped *to;
} sorting;

static const exq_list_use *begin_of_chunk(const sorting *of, size_t chunk)
{
    return of->uses->uses + chunk * of->uses->count / of->chunks;
}

static exq_status count_chunk(void *payload, size_t number, size_t chunk, exq_error *error)
{
    const sorting *of = payload;
    const exq_list_use *end = begin_of_chunk(of, chunk + 1);
    size_t *own = of->next + chunk * of->items;
    (void)number, (void)error;
    for (const exq_list_use *use = begin_of_chunk(of, chunk); use < end; use++)
        if (use->item != EXQ_NO_ITEM)
            own[use->item]++;
    return EXQ_OK;
}

static exq_status move_chunk(void *payload, size_t number, size_t chunk, exq_error *error)
{
    const sorting *of = payload;
    const exq_list_use *end = begin_of_chunk(of, chunk + 1);
    const grouped to = *of->to;
    size_t *own = of->next + chunk * of->items;
    (void)number, (void)error;
    for (const exq_list_use *use = begin_of_chunk(of, chunk); use < end; use++) {
        if (use->item == EXQ_NO_ITEM)
            continue;
        const size_t place = own[use->item]++;
        to.whose[place] = use->whose;
        if (to.weights != NULL)
            to.weights[place] = use->weight;
    }
    return EXQ_OK;
}

/* Where the uses of each item begin, and of each chunk's. */
static void find_places(const sorting *of)
{
    size_t at = 0;
    for (size_t item = 0; item < of->items; item++) {
        of->to->first[item] = at;
        for (size_t chunk = 0; chunk < of->chunks; chunk++) {
            size_t *next = &of->next[chunk * of->items + item];
            const size_t own = *next;
            *next = at;
            at += own;
        }
    }
    of->to->first[of->items] = at;
}

/* `out` is to be freed, even then. */
static exq_status group(const exq_list_uses *uses, size_t items, size_t threads, grouped *out, exq_error *error)
{
    sorting of = {.uses = uses, .items = items, .chunks = threads < MOST_CHUNKS ? threads : MOST_CHUNKS, .to = out};
    const bool by_place = uses->code->by_place;
    of.next = calloc(of.chunks * items + 1, sizeof *of.next);
    out->first = calloc(items + 1, sizeof *out->first);
    out->whose = malloc((uses->count + 1) * sizeof *out->whose);
    out->weights = by_place ? NULL : malloc((uses->count + 1) * sizeof *out->weights);
    exq_status status = EXQ_MEMORY;
    if (of.next != NULL && out->first != NULL && out->whose != NULL && (by_place || out->weights != NULL)) {
        status = exq_crew_run(threads, of.chunks, count_chunk, &of, error);
        find_places(&of);
        if (status == EXQ_OK)
            status = exq_crew_run(threads, of.chunks, move_chunk, &of, error);
    }
    free(of.next);
    return status == EXQ_MEMORY ? exq_fail_memory(error) : status;
}

static exq_status sum_all(job *of, exq_list_part *part, exq_error *error)
{
    const exq_list_shape *shape = of->shape;
    for (worker *own = of->workers; own < of->workers + of->worker_count; own++) {
        exq_grid_init(&own->by_cell, shape->cutoffs, shape->cutoffs);
        exq_grid_init(&own->by_bucket, shape->cutoffs, shape->cutoffs);
        if (!open_sums(&own->cells, shape->cells, shape->cutoffs) ||
            !open_sums(&own->buckets, EXQ_BUCKETS, shape->cutoffs))
            return exq_fail_memory(error);
    }
    EXQ_TRY(exq_crew_run(of->worker_count, of->worker_count, sum_range, of, error));
    for (worker *own = of->workers; own < of->workers + of->worker_count; own++)
        if (!exq_grid_concatenate(&part->grids[EXQ_GRID_BY_CELL], &own->by_cell) ||
            !exq_grid_concatenate(&part->grids[EXQ_GRID_BY_BUCKET], &own->by_bucket))
            return exq_fail_memory(error);
    return EXQ_OK;
}

exq_status exq_list_uses_sum(const exq_list_uses *uses, const exq_list_shape *shape, size_t threads,
                             exq_list_part *part, exq_error *error)
{
    const size_t size = exq_crew_size(threads);
    job of = {.uses = uses, .shape = shape, .workers = calloc(size, sizeof *of.workers), .worker_count = size};
    if (of.workers == NULL)
        return exq_fail_memory(error);
    exq_status status = group(uses, shape->items, size, &of.grouped, error);
    if (status == EXQ_OK)
        status = sum_all(&of, part, error);
    for (size_t i = 0; i < size; i++) {
        close_sums(&of.workers[i].cells);
        close_sums(&of.workers[i].buckets);
        exq_grid_free(&of.workers[i].by_cell);
        exq_grid_free(&of.workers[i].by_bucket);
    }
    free(of.workers);
    free(of.grouped.first);
    free(of.grouped.whose);
    free(of.grouped.weights);
    return status;
}
