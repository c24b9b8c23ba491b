/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One person: asked about by all kernels, counted by where they are known from, what they like and what they were
 * shown.
 */
#include "list_counter.h"

#include <stdlib.h>
#include <string.h>

static inline exq_status row_of(exq_grid *grid, uint64_t key, size_t *row, exq_error *error)
{
    *row = exq_grid_row(grid, key);
    return *row == EXQ_NO_ROW ? exq_fail_memory(error) : EXQ_OK;
}

/* --------------------------------------------------------------------------------------- people and places */

static uint32_t signature_of(const exq_list_frame *frame, uint32_t number)
{
    return number < frame->item_count ? frame->signature_of[number] : (uint32_t)frame->signature_count;
}

static exq_status add_liked(exq_list_counter *own, exq_list_part *part, exq_error *error)
{
    const exq_person *person = &own->person;
    const exq_list_frame *frame = own->of->world->frame;
    exq_grid *grid = &part->grids[EXQ_GRID_LIKED];
    size_t row = 0;
    for (size_t i = 0; i < person->list.relevant_count; i++) {
        uint32_t number = person->liked[i];
        uint64_t key = exq_liked_key(&own->of->shape, own->cell, signature_of(frame, number));
        EXQ_TRY(row_of(grid, key, &row, error));
        exq_grid_counts(grid, row)[0]++;
        exq_grid_counts(grid, row)[1] += !exq_person_saw(person, number);
        exq_fixedsum_add(exq_grid_sums(grid, row), person->grades[number]);
    }
    for (size_t i = 0; i < person->list.history_count; i++) {
        uint64_t key = exq_liked_key(&own->of->shape, own->cell, frame->signature_of[person->history[i]]);
        EXQ_TRY(row_of(grid, key, &row, error));
        exq_grid_counts(grid, row)[2]++;
    }
    return EXQ_OK;
}

/* The person, where they are known from, and what was odd about them up to here. */
static exq_status add_person(exq_list_counter *own, exq_list_part *part, size_t user, exq_error *error)
{
    exq_person *person = &own->person;
    const exq_references *references = own->of->world->references;
    size_t known = (user < references->user_traits.rows ? EXQ_KNOWN_TABLE : 0U) |
                   (user < references->user_count ? EXQ_KNOWN_REFERENCE : 0U) |
                   (person->list.relevant_count > 0 ? EXQ_KNOWN_TRUTH : 0U) |
                   (person->list.history_count > 0 ? EXQ_KNOWN_HISTORY : 0U);
    size_t row = 0;
    EXQ_TRY(row_of(&part->grids[EXQ_GRID_PEOPLE], own->cell, &row, error));
    uint64_t *counts = exq_grid_counts(&part->grids[EXQ_GRID_PEOPLE], row);
    uint64_t *events = counts + EXQ_KNOWN + own->of->shape.cutoffs;
    counts[known]++;
    for (size_t e = 0; e < EXQ_LIST_EVENT_COUNT; e++)
        events[e] += person->events[e];
    memset(person->events, 0, sizeof person->events);
    return add_liked(own, part, error);
}

/* All places, then those of relevant items: nobody foresees where these stand. */
static exq_status add_places(exq_list_counter *own, exq_error *error)
{
    const exq_person *person = &own->person;
    const exq_list *list = &person->list;
    const exq_list_shape *shape = &own->of->shape;
    exq_grid *grid = &own->parts[EXQ_LISTED].grids[EXQ_GRID_PLACES];
    size_t row = 0;
    for (size_t i = 0; i < list->length; i++) {
        own->faults.shown[person->numbers[i]] = true;
        own->signatures[i] = signature_of(own->of->world->frame, person->numbers[i]);
        EXQ_TRY(row_of(grid, exq_place_key(shape, own->cell, own->signatures[i], i + 1), &row, error));
        exq_grid_counts(grid, row)[0]++;
    }
    for (size_t h = 0; h < list->hit_count; h++) {
        const uint32_t place = list->hits[h];
        EXQ_TRY(row_of(grid, exq_place_key(shape, own->cell, own->signatures[place], place + 1U), &row, error));
        exq_grid_counts(grid, row)[1]++;
        exq_grid_counts(grid, row)[2] += !exq_person_saw(person, person->numbers[place]);
        exq_fixedsum_add(exq_grid_sums(grid, row), list->grades[place]);
    }
    return EXQ_OK;
}

/* What becomes of the rows of the person: places that have been used, and none. */
static void keep_uses(exq_list_counter *own, size_t user, size_t bucket, bool counted)
{
    const exq_list *list = &own->person.list;
    const size_t *first = own->of->world->rows->first;
    exq_list_use *uses = own->of->uses + first[user];
    const size_t used = counted ? list->length : 0;
    for (size_t i = 0; i < used; i++)
        uses[i] = (exq_list_use){list->attention[i], list->items[i], exq_use_of(&own->of->code, own->cell, bucket, i)};
    for (size_t i = used; i < first[user + 1] - first[user]; i++)
        uses[i] = (exq_list_use){.item = EXQ_NO_ITEM};
}

/* --------------------------------------------------------------------------------------------- one by one */

static exq_status add_listed(exq_list_counter *own, size_t user, size_t bucket, exq_error *error)
{
    const exq_list_count *of = own->of;
    exq_list_part *part = &own->parts[EXQ_LISTED];
    size_t row = 0;
    EXQ_TRY(exq_person_list(&own->person, user, error));
    own->faults.ranks += (own->person.faults & EXQ_FAULT_RANKS) != 0;
    own->faults.duplicates += (own->person.faults & EXQ_FAULT_DUPLICATES) != 0;
    own->faults.kernels += (own->person.faults & EXQ_FAULT_ATTENTION) != 0;
    EXQ_TRY(add_person(own, part, user, error));
    EXQ_TRY(row_of(&part->grids[EXQ_GRID_PEOPLE], own->cell, &row, error));
    for (size_t c = 0; c < of->shape.cutoffs; c++)
        exq_grid_counts(&part->grids[EXQ_GRID_PEOPLE], row)[EXQ_KNOWN + c] +=
            own->person.length < of->facts->cutoffs[c];
    EXQ_TRY(row_of(&part->grids[EXQ_GRID_BUCKETS], bucket, &row, error));
    exq_grid_counts(&part->grids[EXQ_GRID_BUCKETS], row)[0]++;
    EXQ_TRY(exq_list_measures_add(&own->measures, &own->person.list, error));
    EXQ_TRY(add_places(own, error));
    if (of->plan->pairs)
        EXQ_TRY(exq_ordered_pairs_add(&own->pairs, &own->person, own->signatures, own->cell, bucket, error));
    keep_uses(own, user, bucket, own->faults.kernels == 0);
    return EXQ_OK;
}

exq_status exq_list_counter_add(exq_list_counter *own, size_t user, size_t bucket, exq_error *error)
{
    const exq_list_world *world = own->of->world;
    const exq_references *references = world->references;
    bool known = user < references->user_count;
    bool listed = exq_has_list(world->rows, user);
    exq_person *person = &own->person;
    EXQ_TRY(exq_person_history(person, user, error));
    if (references->has_truth)
        EXQ_TRY(exq_person_truth(person, user, error));
    if (known) {
        exq_list_measures_add_empty(&own->measures, EXQ_REFERENCE, &person->list);
        if (listed)
            exq_list_measures_add_empty(&own->measures, EXQ_EMPTIED, &person->list);
        EXQ_TRY(add_person(own, &own->parts[EXQ_REFERENCE], user, error));
    }
    if (!references->has_truth)
        EXQ_TRY(exq_person_truth(person, user, error)); /* what stands in the lists: no reference */
    if (listed)
        EXQ_TRY(add_listed(own, user, bucket, error));
    exq_person_forget(person, user);
    return EXQ_OK;
}

exq_status exq_list_counter_turn(exq_list_counter *own, size_t cell, exq_error *error)
{
    own->cell = cell;
    return exq_list_measures_turn(&own->measures, cell, error);
}

exq_status exq_list_counter_end(exq_list_counter *own, exq_error *error)
{
    EXQ_TRY(exq_list_measures_turn(&own->measures, own->cell, error));
    return exq_ordered_pairs_end(&own->pairs, error);
}

void exq_list_counter_skip(exq_list_counter *own, size_t user)
{
    if (exq_has_list(own->of->world->rows, user))
        keep_uses(own, user, 0, false);
}

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_list_counter_open(exq_list_counter *own, const exq_list_count *of, exq_error *error)
{
    own->of = of;
    own->faults.shown = calloc(of->world->numbers + 1, sizeof(bool));
    own->signatures = calloc(of->world->most + 1, sizeof *own->signatures);
    if (own->faults.shown == NULL || own->signatures == NULL)
        return exq_fail_memory(error);
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        EXQ_TRY(exq_list_part_init(&own->parts[part], &of->shape, error));
    EXQ_TRY(exq_ordered_pairs_open(&own->pairs, &of->shape, &of->slices, &own->parts[EXQ_LISTED], error));
    EXQ_TRY(exq_list_measures_open(&own->measures, &of->shape, of->settings, own->parts, error));
    return exq_person_open(&own->person, of->world, error);
}

void exq_list_counter_close(exq_list_counter *own)
{
    exq_person_close(&own->person);
    exq_list_measures_close(&own->measures);
    exq_ordered_pairs_close(&own->pairs);
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        exq_list_part_free(&own->parts[part]);
    free(own->faults.shown);
    free(own->signatures);
}
