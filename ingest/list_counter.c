/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One person: asked about by all kernels, counted by where they are known from, what they like and what they were
 * shown.
 */
#include "list_counter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"

/* ------------------------------------------------------------------------------------------------- measures */

static exq_status row_of(exq_list_part *part, size_t grid, uint64_t key, size_t *row, exq_error *error)
{
    *row = exq_grid_row(&part->grids[grid], key);
    return *row == EXQ_NO_ROW ? exq_fail_memory(error) : EXQ_OK;
}

static void add_outputs(exq_grid *grid, size_t row, const exq_list_measure *measure, const double *out)
{
    exq_fixedsum *sums = exq_grid_sums(grid, row);
    exq_fixedsum *squares = sums + measure->outputs;
    exq_grid_counts(grid, row)[0]++;
    for (size_t i = 0; i < measure->outputs; i++) {
        size_t end = measure->products ? measure->outputs : i + 1;
        if (out[i] == 0) {
            squares += end - i;
            continue;
        }
        exq_fixedsum_add(&sums[i], out[i]);
        for (size_t j = i; j < end; j++, squares++)
            if (out[j] != 0)
                exq_fixedsum_add_product(squares, out[i], out[j]);
    }
}

static bool is_ordinary(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs(values[i]) <= EXQ_FIXEDSUM_MOST))
            return false;
    return true;
}

/* What the kernel said of the person, to one part. */
static exq_status add_measure(exq_list_counter *own, size_t part, size_t m, exq_why why, exq_error *error)
{
    if (why != EXQ_WHY_NONE) {
        own->undefined[part][m * EXQ_WHY_COUNT + why]++;
        return EXQ_OK;
    }
    size_t row = 0;
    EXQ_TRY(row_of(&own->parts[part], EXQ_GRID_MEASURES + m, own->cell, &row, error));
    add_outputs(&own->parts[part].grids[EXQ_GRID_MEASURES + m], row, &own->of->shape.measures[m], own->out);
    return EXQ_OK;
}

/* Ask all kernels about the person; what they say of an empty list may go to two parts. */
static exq_status add_measures(exq_list_counter *own, size_t part, bool emptied, exq_error *error)
{
    for (size_t m = 0; m < own->of->shape.measure_count; m++) {
        exq_why why = exq_kernel_evaluate(&own->of->settings[m], &own->person.list, own->scratch, own->out);
        if (why == EXQ_WHY_NONE && !is_ordinary(own->out, own->of->shape.measures[m].outputs)) {
            own->faults.kernels++;
            continue;
        }
        EXQ_TRY(add_measure(own, part, m, why, error));
        if (emptied)
            EXQ_TRY(add_measure(own, EXQ_EMPTIED, m, why, error));
    }
    return EXQ_OK;
}

/* Move the counts of reasons of the cell at hand to where they stay. */
static exq_status flush_undefined(exq_list_counter *own, exq_error *error)
{
    const exq_list_shape *shape = &own->of->shape;
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        for (size_t i = 0; i < shape->measure_count * EXQ_WHY_COUNT; i++) {
            size_t row = 0;
            if (own->undefined[part][i] == 0)
                continue;
            uint64_t key = exq_undefined_key(shape, own->cell, i / EXQ_WHY_COUNT, (exq_why)(i % EXQ_WHY_COUNT));
            EXQ_TRY(row_of(&own->parts[part], EXQ_GRID_UNDEFINED, key, &row, error));
            exq_grid_counts(&own->parts[part].grids[EXQ_GRID_UNDEFINED], row)[0] += own->undefined[part][i];
            own->undefined[part][i] = 0;
        }
    return EXQ_OK;
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
        EXQ_TRY(row_of(part, EXQ_GRID_LIKED, key, &row, error));
        exq_grid_counts(grid, row)[0]++;
        exq_grid_counts(grid, row)[1] += !person->seen[number];
        exq_fixedsum_add(exq_grid_sums(grid, row), person->grades[number]);
    }
    for (size_t i = 0; i < person->list.history_count; i++) {
        uint64_t key = exq_liked_key(&own->of->shape, own->cell, frame->signature_of[person->history[i]]);
        EXQ_TRY(row_of(part, EXQ_GRID_LIKED, key, &row, error));
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
    EXQ_TRY(row_of(part, EXQ_GRID_PEOPLE, own->cell, &row, error));
    uint64_t *counts = exq_grid_counts(&part->grids[EXQ_GRID_PEOPLE], row);
    uint64_t *events = counts + EXQ_KNOWN + own->of->shape.cutoffs;
    counts[known]++;
    for (size_t e = 0; e < EXQ_LIST_EVENT_COUNT; e++)
        events[e] += person->events[e];
    memset(person->events, 0, sizeof person->events);
    return add_liked(own, part, error);
}

static exq_status add_places(exq_list_counter *own, exq_error *error)
{
    const exq_person *person = &own->person;
    const exq_list_shape *shape = &own->of->shape;
    const exq_list_frame *frame = own->of->world->frame;
    exq_list_part *part = &own->parts[EXQ_LISTED];
    exq_grid *places = &part->grids[EXQ_GRID_PLACES];
    for (size_t i = 0; i < person->list.length; i++) {
        uint32_t number = person->numbers[i];
        double grade = person->list.grades[i];
        size_t row = 0;
        own->faults.shown[number] = true;
        uint64_t key = exq_place_key(shape, own->cell, signature_of(frame, number), i + 1);
        EXQ_TRY(row_of(part, EXQ_GRID_PLACES, key, &row, error));
        exq_grid_counts(places, row)[0]++;
        if (grade == 0)
            continue;
        exq_grid_counts(places, row)[1]++;
        exq_grid_counts(places, row)[2] += !person->seen[number];
        exq_fixedsum_add(exq_grid_sums(places, row), grade);
    }
    return EXQ_OK;
}

/* Pairs of a relevant item and one that is not. */
static exq_status add_pairs(exq_list_counter *own, exq_error *error)
{
    const exq_person *person = &own->person;
    const exq_list_frame *frame = own->of->world->frame;
    exq_list_part *part = &own->parts[EXQ_LISTED];
    for (size_t i = 0; i < person->list.length; i++)
        for (size_t j = 0; person->list.grades[i] != 0 && j < person->list.length; j++) {
            size_t row = 0;
            if (person->list.grades[j] != 0)
                continue;
            uint64_t key = exq_pair_key(&own->of->shape, own->cell, signature_of(frame, person->numbers[i]),
                                        signature_of(frame, person->numbers[j]));
            EXQ_TRY(row_of(part, EXQ_GRID_PAIRS, key, &row, error));
            uint64_t *counts = exq_grid_counts(&part->grids[EXQ_GRID_PAIRS], row);
            counts[0]++;
            counts[1] += person->orders[i] == person->orders[j] ? 1 : i < j ? 2 : 0;
        }
    return EXQ_OK;
}

/* What becomes of the rows of the person: places that have been used, and none. */
static void keep_uses(exq_list_counter *own, size_t user, size_t bucket, bool counted)
{
    const exq_list *list = &own->person.list;
    const exq_list_facts *facts = own->of->facts;
    const size_t *first = own->of->world->rows->first;
    exq_list_use *uses = own->of->uses + first[user];
    size_t used = counted ? list->length : 0;
    size_t cutoff = 0;
    for (size_t i = 0; i < used; i++) {
        while (facts->cutoffs[cutoff] < i + 1)
            cutoff++;
        uses[i] = (exq_list_use){own->weights[i], list->items[i], exq_use_of(own->cell, bucket, cutoff)};
    }
    for (size_t i = used; i < first[user + 1] - first[user]; i++)
        uses[i] = (exq_list_use){.item = EXQ_NO_ITEM};
}

/* --------------------------------------------------------------------------------------------- one by one */

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

/* Attention at each place of the list. */
static exq_status weigh(exq_list_counter *own, exq_error *error)
{
    const exq_list *list = &own->person.list;
    const exq_list_plan *plan = own->of->plan;
    if (own->same_weights)
        return EXQ_OK;
    if (!exq_room(&own->weights, &own->weight_room, list->length, sizeof *own->weights))
        return exq_fail_memory(error);
    for (size_t i = 0; i < list->length; i++)
        own->weights[i] = 1;
    if (plan->attend != NULL)
        plan->attend(list, plan->options, own->weights);
    own->faults.kernels += !is_ordinary(own->weights, list->length);
    return EXQ_OK;
}

/* Most position models look at ranks alone: one list as long as any says all. */
static exq_status weigh_once(exq_list_counter *own, exq_error *error)
{
    size_t most = own->of->shape.most;
    exq_position_model model = own->of->plan->options->position;
    if (model == EXQ_POSITION_CASCADE || model == EXQ_POSITION_ERR)
        return EXQ_OK;
    double *grades = calloc(most, sizeof *grades);
    if (grades == NULL)
        return exq_fail_memory(error);
    own->person.list = (exq_list){.length = most, .grades = grades};
    exq_status status = weigh(own, error);
    own->person.list = (exq_list){0};
    own->same_weights = true;
    free(grades);
    return status;
}

static exq_status add_listed(exq_list_counter *own, size_t user, exq_error *error)
{
    const exq_list_count *of = own->of;
    exq_list_part *part = &own->parts[EXQ_LISTED];
    size_t bucket = bucket_of(of->world->references->users, user);
    size_t row = 0;
    EXQ_TRY(exq_person_list(&own->person, user, error));
    own->faults.ranks += (own->person.faults & EXQ_FAULT_RANKS) != 0;
    own->faults.duplicates += (own->person.faults & EXQ_FAULT_DUPLICATES) != 0;
    EXQ_TRY(weigh(own, error));
    EXQ_TRY(add_person(own, part, user, error));
    EXQ_TRY(row_of(part, EXQ_GRID_PEOPLE, own->cell, &row, error));
    for (size_t c = 0; c < of->shape.cutoffs; c++)
        exq_grid_counts(&part->grids[EXQ_GRID_PEOPLE], row)[EXQ_KNOWN + c] +=
            own->person.length < of->facts->cutoffs[c];
    EXQ_TRY(row_of(part, EXQ_GRID_BUCKETS, bucket, &row, error));
    exq_grid_counts(&part->grids[EXQ_GRID_BUCKETS], row)[0]++;
    EXQ_TRY(add_measures(own, EXQ_LISTED, false, error));
    EXQ_TRY(add_places(own, error));
    if (of->plan->pairs)
        EXQ_TRY(add_pairs(own, error));
    keep_uses(own, user, bucket, own->faults.kernels == 0);
    return EXQ_OK;
}

exq_status exq_list_counter_add(exq_list_counter *own, size_t user, exq_error *error)
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
        EXQ_TRY(add_measures(own, EXQ_REFERENCE, listed, error));
        EXQ_TRY(add_person(own, &own->parts[EXQ_REFERENCE], user, error));
    }
    if (!references->has_truth)
        EXQ_TRY(exq_person_truth(person, user, error)); /* what stands in the lists: no reference */
    if (listed)
        EXQ_TRY(add_listed(own, user, error));
    exq_person_forget(person, user);
    return EXQ_OK;
}

exq_status exq_list_counter_turn(exq_list_counter *own, size_t cell, exq_error *error)
{
    EXQ_TRY(flush_undefined(own, error));
    own->cell = cell;
    return EXQ_OK;
}

void exq_list_counter_skip(exq_list_counter *own, size_t user)
{
    if (exq_has_list(own->of->world->rows, user))
        keep_uses(own, user, 0, false);
}

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_list_counter_open(exq_list_counter *own, const exq_list_count *of, exq_error *error)
{
    size_t outputs = 1;
    for (size_t m = 0; m < of->shape.measure_count; m++)
        if (of->shape.measures[m].outputs > outputs)
            outputs = of->shape.measures[m].outputs;
    own->of = of;
    own->scratch = calloc(EXQ_KERNEL_SCRATCH * (of->group_most + 1), sizeof(double));
    own->out = calloc(outputs, sizeof(double));
    own->faults.shown = calloc(of->world->numbers + 1, sizeof(bool));
    if (own->scratch == NULL || own->out == NULL || own->faults.shown == NULL)
        return exq_fail_memory(error);
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++) {
        own->undefined[part] = calloc(of->shape.measure_count * EXQ_WHY_COUNT + 1, sizeof(uint64_t));
        if (own->undefined[part] == NULL)
            return exq_fail_memory(error);
        EXQ_TRY(exq_list_part_init(&own->parts[part], &of->shape, error));
    }
    EXQ_TRY(exq_person_open(&own->person, of->world, error));
    return weigh_once(own, error);
}

void exq_list_counter_close(exq_list_counter *own)
{
    exq_person_close(&own->person);
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++) {
        exq_list_part_free(&own->parts[part]);
        free(own->undefined[part]);
    }
    free(own->faults.shown);
    free(own->weights);
    free(own->scratch);
    free(own->out);
}
