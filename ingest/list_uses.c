/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Uses in the order of items, then each item's by cell and by bucket. The rows come out in the order of their keys.
 */
#include "list_uses.h"

#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "quicksum.h"

enum { PIECES = 64 }; /* of the catalogue, for threads to take */

/* The sums of one item in all parts of people: cells, or buckets. */
typedef struct item_sums {
    size_t cutoffs;
    uint64_t *counts;    /* parts x cutoffs */
    exq_fixedsum *sums;  /* likewise */
    exq_quicksum *quick; /* what is not in them yet */
    uint32_t *touched;   /* parts that have something */
    size_t touched_count;
    bool *is_touched;
} item_sums;

typedef struct worker {
    item_sums cells;
    item_sums buckets;
} worker;

typedef struct job {
    const exq_list_use *uses; /* by item */
    const size_t *first;      /* per item, and the end */
    const exq_list_shape *shape;
    worker *workers;
    exq_grid cells[PIECES];
    exq_grid buckets[PIECES];
} job;

static bool open_sums(item_sums *sums, size_t parts, size_t cutoffs)
{
    sums->cutoffs = cutoffs;
    sums->counts = calloc(parts * cutoffs, sizeof *sums->counts);
    sums->sums = calloc(parts * cutoffs, sizeof *sums->sums);
    sums->quick = calloc(parts * cutoffs, sizeof *sums->quick);
    sums->touched = calloc(parts, sizeof *sums->touched);
    sums->is_touched = calloc(parts, sizeof *sums->is_touched);
    return sums->counts != NULL && sums->sums != NULL && sums->quick != NULL && sums->touched != NULL &&
           sums->is_touched != NULL;
}

static void close_sums(item_sums *sums)
{
    free(sums->counts);
    free(sums->sums);
    free(sums->quick);
    free(sums->touched);
    free(sums->is_touched);
}

/* -------------------------------------------------------------------------------------------------- one item */

static void add(item_sums *sums, uint32_t part, size_t cutoff, double weight)
{
    size_t place = part * sums->cutoffs + cutoff;
    int64_t quick;
    if (!sums->is_touched[part]) {
        sums->is_touched[part] = true;
        sums->touched[sums->touched_count++] = part;
    }
    sums->counts[place]++;
    if (exq_quick_of(weight, &quick))
        exq_quicksum_add_product(&sums->quick[place], quick, EXQ_QUICK_ONE);
    else
        exq_fixedsum_add(&sums->sums[place], weight);
}

static int compare_parts(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Move the sums into rows of the grid; a place counts for every cutoff that reaches it. */
static exq_status flush(item_sums *sums, size_t item, size_t parts, exq_grid *grid, exq_error *error)
{
    qsort(sums->touched, sums->touched_count, sizeof *sums->touched, compare_parts);
    for (size_t i = 0; i < sums->touched_count; i++) {
        uint32_t part = sums->touched[i];
        uint64_t *counts = sums->counts + part * sums->cutoffs;
        exq_fixedsum *exposure = sums->sums + part * sums->cutoffs;
        size_t row = exq_grid_append(grid, (uint64_t)item * parts + part);
        if (row == EXQ_NO_ROW)
            return exq_fail_memory(error);
        for (size_t c = 0; c < sums->cutoffs; c++)
            exq_quicksum_move(&sums->quick[part * sums->cutoffs + c], &exposure[c]);
        for (size_t c = 1; c < sums->cutoffs; c++) {
            counts[c] += counts[c - 1];
            exq_fixedsum_merge(&exposure[c], &exposure[c - 1]);
        }
        memcpy(exq_grid_counts(grid, row), counts, sums->cutoffs * sizeof *counts);
        memcpy(exq_grid_sums(grid, row), exposure, sums->cutoffs * sizeof *exposure);
        memset(counts, 0, sums->cutoffs * sizeof *counts);
        memset(exposure, 0, sums->cutoffs * sizeof *exposure);
        sums->is_touched[part] = false;
    }
    sums->touched_count = 0;
    return EXQ_OK;
}

static exq_status sum_piece(void *payload, size_t number, size_t piece, exq_error *error)
{
    job *of = payload;
    worker *own = &of->workers[number];
    const exq_list_shape *shape = of->shape;
    size_t end = (piece + 1) * shape->items / PIECES;
    exq_grid_init(&of->cells[piece], shape->cutoffs, shape->cutoffs);
    exq_grid_init(&of->buckets[piece], shape->cutoffs, shape->cutoffs);
    for (size_t item = piece * shape->items / PIECES; item < end; item++) {
        for (size_t i = of->first[item]; i < of->first[item + 1]; i++) {
            uint32_t whose = of->uses[i].whose;
            size_t cutoff = whose & ((1U << EXQ_CUTOFF_BITS) - 1);
            uint32_t bucket = whose >> EXQ_CUTOFF_BITS & ((1U << EXQ_BUCKET_BITS) - 1);
            add(&own->cells, whose >> (EXQ_CUTOFF_BITS + EXQ_BUCKET_BITS), cutoff, of->uses[i].weight);
            add(&own->buckets, bucket, cutoff, of->uses[i].weight);
        }
        EXQ_TRY(flush(&own->cells, item, shape->cells, &of->cells[piece], error));
        EXQ_TRY(flush(&own->buckets, item, EXQ_BUCKETS, &of->buckets[piece], error));
    }
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- all items */

/* Uses being put in the order of their items: each chunk of them counts its own, then moves them to where the chunks
 * before it end. */
enum { MOST_CHUNKS = 8 }; /* each has numbers for all items */

typedef struct sorting {
    const exq_list_use *uses;
    size_t count, items, chunks;
    size_t *next; /* chunks x items: how many, then where the next goes */
    exq_list_use *grouped;
} sorting;

static exq_status count_chunk(void *payload, size_t number, size_t chunk, exq_error *error)
{
    const sorting *of = payload;
    size_t *own = of->next + chunk * of->items;
    (void)number, (void)error;
    for (size_t i = chunk * of->count / of->chunks, end = (chunk + 1) * of->count / of->chunks; i < end; i++)
        if (of->uses[i].item != EXQ_NO_ITEM)
            own[of->uses[i].item]++;
    return EXQ_OK;
}

static exq_status move_chunk(void *payload, size_t number, size_t chunk, exq_error *error)
{
    const sorting *of = payload;
    size_t *own = of->next + chunk * of->items;
    (void)number, (void)error;
    for (size_t i = chunk * of->count / of->chunks, end = (chunk + 1) * of->count / of->chunks; i < end; i++)
        if (of->uses[i].item != EXQ_NO_ITEM)
            of->grouped[own[of->uses[i].item]++] = of->uses[i];
    return EXQ_OK;
}

/* Where the uses of each item begin, in `first`, and of each chunk's. */
static void find_places(const sorting *of, size_t *first)
{
    size_t at = 0;
    for (size_t item = 0; item < of->items; item++) {
        first[item] = at;
        for (size_t chunk = 0; chunk < of->chunks; chunk++) {
            size_t *next = &of->next[chunk * of->items + item];
            const size_t own = *next;
            *next = at;
            at += own;
        }
    }
    first[of->items] = at;
}

/* `first` and `grouped` are to be freed, even then. */
static exq_status group(const exq_list_use *uses, size_t count, size_t items, size_t threads, size_t **first,
                        exq_list_use **grouped, exq_error *error)
{
    sorting of = {.uses = uses, .count = count, .items = items, .chunks = threads < MOST_CHUNKS ? threads : MOST_CHUNKS};
    of.next = calloc(of.chunks * items + 1, sizeof *of.next);
    of.grouped = *grouped = malloc((count + 1) * sizeof **grouped);
    *first = calloc(items + 1, sizeof **first);
    exq_status status = EXQ_MEMORY;
    if (of.next != NULL && of.grouped != NULL && *first != NULL) {
        status = exq_crew_run(threads, of.chunks, count_chunk, &of, error);
        find_places(&of, *first);
        if (status == EXQ_OK)
            status = exq_crew_run(threads, of.chunks, move_chunk, &of, error);
    }
    free(of.next);
    return status == EXQ_MEMORY ? exq_fail_memory(error) : status;
}

static exq_status sum_all(job *of, size_t size, exq_list_part *part, exq_error *error)
{
    for (size_t i = 0; i < size; i++)
        if (!open_sums(&of->workers[i].cells, of->shape->cells, of->shape->cutoffs) ||
            !open_sums(&of->workers[i].buckets, EXQ_BUCKETS, of->shape->cutoffs))
            return exq_fail_memory(error);
    EXQ_TRY(exq_crew_run(size, PIECES, sum_piece, of, error));
    for (size_t piece = 0; piece < PIECES; piece++)
        if (!exq_grid_concatenate(&part->grids[EXQ_GRID_BY_CELL], &of->cells[piece]) ||
            !exq_grid_concatenate(&part->grids[EXQ_GRID_BY_BUCKET], &of->buckets[piece]))
            return exq_fail_memory(error);
    return EXQ_OK;
}

exq_status exq_list_uses_sum(const exq_list_use *uses, size_t count, const exq_list_shape *shape, size_t threads,
                             exq_list_part *part, exq_error *error)
{
    size_t *first = NULL;
    exq_list_use *grouped = NULL;
    size_t size = exq_crew_size(threads);
    job of = {.shape = shape, .workers = calloc(size, sizeof *of.workers)};
    if (of.workers == NULL)
        return exq_fail_memory(error);
    exq_status status = group(uses, count, shape->items, size, &first, &grouped, error);
    of.uses = grouped;
    of.first = first;
    if (status == EXQ_OK)
        status = sum_all(&of, size, part, error);
    for (size_t i = 0; i < size; i++) {
        close_sums(&of.workers[i].cells);
        close_sums(&of.workers[i].buckets);
    }
    for (size_t piece = 0; piece < PIECES; piece++) {
        exq_grid_free(&of.cells[piece]);
        exq_grid_free(&of.buckets[piece]);
    }
    free(of.workers);
    free(first);
    free(grouped);
    return status;
}
