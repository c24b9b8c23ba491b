/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pass over people, by several threads. Every sum is exact, so it does not matter who adds what when.
 */
#include "list_count.h"

#include <stdlib.h>

#include "crew.h"
#include "list_ahead.h"
#include "list_counter.h"

enum { PIECE = 512 };                 /* people a thread takes at once */
enum { ANNOUNCED = 4, EXPECTED = 1 }; /* so many people ahead */

typedef struct person {
    uint32_t user;
    uint32_t cell;
} person;

typedef struct job {
    exq_list_counter *counters;
    const exq_list_world *world;
    size_t count;
    person *people;   /* in the order of cells: so the sums of a cell are at hand while it is counted */
    uint8_t *buckets; /* per user; in the order of users, since there their ids lie side by side */
} job;

/* ------------------------------------------------------------------------------------------------ in order */

static uint32_t cell_of(const exq_references *references, size_t user)
{
    return user < references->user_count ? references->cell_of[user] : references->stranger;
}

static exq_status order_people(job *of, size_t cells, exq_error *error)
{
    const exq_references *references = of->world->references;
    size_t *first = calloc(cells + 2, sizeof *first);
    if (first == NULL)
        return exq_fail_memory(error);
    for (size_t user = 0; user < of->count; user++) {
        const uint32_t cell = cell_of(references, user);
        first[(cell == EXQ_NO_CODE ? cells : cell) + 1]++;
    }
    for (size_t cell = 0; cell <= cells; cell++)
        first[cell + 1] += first[cell];
    for (size_t user = 0; user < of->count; user++) {
        const uint32_t cell = cell_of(references, user);
        of->people[first[cell == EXQ_NO_CODE ? cells : cell]++] = (person){(uint32_t)user, cell};
    }
    free(first);
    return EXQ_OK;
}

/* By FNV-1a (Fowler, Noll, Vo), well mixed: the same for all shards and machines. */
static size_t bucket_of(const exq_dictionary *users, size_t user)
{
    size_t length = 0;
    const char *id = exq_dictionary_text(users, (uint32_t)user, &length);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)id[i]) * UINT64_C(0x100000001b3);
    return (size_t)(exq_trace_of_rank(hash) % EXQ_BUCKETS);
}

static size_t end_of_piece(const job *of, size_t index)
{
    const size_t end = (index + 1) * PIECE;
    return end < of->count ? end : of->count;
}

static exq_status find_buckets(void *payload, size_t worker, size_t index, exq_error *error)
{
    const job *of = payload;
    (void)worker, (void)error;
    for (size_t user = index * PIECE, end = end_of_piece(of, index); user < end; user++)
        of->buckets[user] = (uint8_t)bucket_of(of->world->references->users, user);
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- counted */

static exq_status count_piece(void *payload, size_t worker, size_t index, exq_error *error)
{
    const job *of = payload;
    exq_list_counter *own = &of->counters[worker];
    const person *end = of->people + end_of_piece(of, index);
    for (const person *at = of->people + index * PIECE; at < end; at++) {
        if (at->cell != own->cell)
            EXQ_TRY(exq_list_counter_turn(own, at->cell, error));
        if (at + ANNOUNCED < end)
            exq_ahead_announce(of->world, at[ANNOUNCED].user);
        if (at + EXPECTED < end)
            exq_ahead_expect(of->world, at[EXPECTED].user);
        const bool counted = at->user < of->world->references->user_count || exq_has_list(of->world->rows, at->user);
        if (at->cell != EXQ_NO_CODE && counted)
            EXQ_TRY(exq_list_counter_add(own, at->user, of->buckets[at->user], error));
        else
            exq_list_counter_skip(own, at->user);
    }
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------- together */

exq_status exq_list_sums_init(exq_list_sums *sums, const exq_list_shape *shape, exq_error *error)
{
    EXQ_TRY(exq_list_part_init(&sums->listed, shape, error));
    EXQ_TRY(exq_list_part_init(&sums->reference, shape, error));
    return exq_list_part_init(&sums->emptied, shape, error);
}

void exq_list_sums_free(exq_list_sums *sums)
{
    exq_list_part_free(&sums->listed);
    exq_list_part_free(&sums->reference);
    exq_list_part_free(&sums->emptied);
}

static exq_status add_part(exq_list_part *total, exq_list_part *part, const exq_list_shape *shape, exq_error *error)
{
    exq_list_part sum = {0};
    EXQ_TRY(exq_list_part_seal(part, error));
    exq_status status = exq_list_part_init(&sum, shape, error);
    if (status == EXQ_OK)
        status = exq_list_part_add(total, part, &sum, error);
    if (status != EXQ_OK) {
        exq_list_part_free(&sum);
        return status;
    }
    exq_list_part_free(total);
    *total = sum;
    return EXQ_OK;
}

/* What a thread has counted goes to the rest. */
static exq_status collect(exq_list_counter *own, exq_list_sums *sums, exq_list_faults *faults, exq_error *error)
{
    const exq_list_shape *shape = &own->of->shape;
    EXQ_TRY(exq_list_counter_end(own, error));
    EXQ_TRY(add_part(&sums->listed, &own->parts[EXQ_LISTED], shape, error));
    EXQ_TRY(add_part(&sums->reference, &own->parts[EXQ_REFERENCE], shape, error));
    EXQ_TRY(add_part(&sums->emptied, &own->parts[EXQ_EMPTIED], shape, error));
    faults->ranks += own->faults.ranks;
    faults->duplicates += own->faults.duplicates;
    faults->kernels += own->faults.kernels + own->measures.block.faults;
    for (size_t i = 0; i < own->of->world->numbers; i++)
        faults->shown[i] = faults->shown[i] || own->faults.shown[i];
    return EXQ_OK;
}

static exq_status add_ratings(const exq_list_count *of, exq_list_part *part, exq_error *error)
{
    const exq_list_world *world = of->world;
    exq_grid ratings;
    exq_grid_init(&ratings, 1, 2);
    for (size_t i = 0; i < world->rows->rating_count; i++) {
        const exq_rating *rating = &world->rows->ratings[i];
        uint32_t cell = cell_of(world->references, rating->user);
        uint32_t number = world->references->item_of[rating->item];
        if (cell == EXQ_NO_CODE || number >= world->frame->item_count)
            continue;
        size_t row = exq_grid_row(&ratings, (uint64_t)number * of->shape.cells + cell);
        if (row == EXQ_NO_ROW) {
            exq_grid_free(&ratings);
            return exq_fail_memory(error);
        }
        exq_grid_counts(&ratings, row)[0]++;
        exq_fixedsum_add(&exq_grid_sums(&ratings, row)[0], rating->predicted);
        exq_fixedsum_add(&exq_grid_sums(&ratings, row)[1], rating->rated);
    }
    exq_grid_free(&part->grids[EXQ_GRID_RATINGS]);
    part->grids[EXQ_GRID_RATINGS] = ratings;
    return exq_grid_seal(&part->grids[EXQ_GRID_RATINGS], error);
}

static exq_status run(const exq_list_count *of, job *all, size_t size, exq_list_sums *sums, exq_list_faults *faults,
                      exq_error *error)
{
    const exq_list_rows *rows = of->world->rows;
    const size_t pieces = (all->count + PIECE - 1) / PIECE;
    for (size_t i = 0; i < size; i++)
        EXQ_TRY(exq_list_counter_open(&all->counters[i], of, error));
    EXQ_TRY(order_people(all, of->shape.cells, error));
    EXQ_TRY(exq_crew_run(size, pieces, find_buckets, all, error));
    EXQ_TRY(exq_crew_run(size, pieces, count_piece, all, error));
    for (size_t i = 0; i < size; i++)
        EXQ_TRY(collect(&all->counters[i], sums, faults, error));
    EXQ_TRY(add_ratings(of, &sums->listed, error));
    const exq_list_uses uses = {of->uses, rows->first[rows->user_count], &of->code, all->counters[0].person.attention};
    return exq_list_uses_sum(&uses, &of->shape, size, &sums->listed, error);
}

exq_status exq_list_count_run(const exq_list_count *count, exq_list_sums *sums, exq_list_faults *faults,
                              exq_error *error)
{
    const exq_list_world *world = count->world;
    const size_t size = exq_crew_size(count->plan->request->threads);
    const size_t known = world->references->user_count;
    job all = {.world = world, .count = known > world->rows->user_count ? known : world->rows->user_count};
    all.counters = calloc(size, sizeof *all.counters);
    all.people = malloc((all.count + 1) * sizeof *all.people);
    all.buckets = malloc(all.count + 1);
    *faults = (exq_list_faults){.shown = calloc(world->numbers + 1, sizeof(bool))};
    const bool enough = all.counters != NULL && all.people != NULL && all.buckets != NULL && faults->shown != NULL;
    exq_status status = enough ? run(count, &all, size, sums, faults, error) : exq_fail_memory(error);
    for (size_t i = 0; all.counters != NULL && i < size; i++)
        exq_list_counter_close(&all.counters[i]);
    free(all.counters);
    free(all.people);
    free(all.buckets);
    return status;
}
