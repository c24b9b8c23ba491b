/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sightings side by side, found by open addressing; sorted by person once, at the end. That order is that of a random
 * key, but sums over persons do not depend on it.
 */
#include "persons.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"

void exq_persons_free(exq_persons *persons)
{
    free(persons->sightings);
    free(persons->slots);
    *persons = (exq_persons){0};
}

void exq_persons_clear(exq_persons *persons)
{
    persons->count = 0;
    if (persons->slot_count > 0)
        memset(persons->slots, 0, persons->slot_count * sizeof *persons->slots);
}

/* An id is a hash already. */
static size_t slot_of(const exq_persons *persons, exq_id person, uint32_t entry)
{
    size_t mask = persons->slot_count - 1;
    size_t slot = (size_t)(person.low + entry * UINT64_C(0x9E3779B97F4A7C15)) & mask;
    for (; persons->slots[slot] != 0; slot = (slot + 1) & mask) {
        const exq_sighting *held = &persons->sightings[persons->slots[slot] - 1];
        if (held->person.low == person.low && held->person.high == person.high && held->entry == entry)
            break;
    }
    return slot;
}

static bool rehash(exq_persons *persons)
{
    size_t fresh_count = persons->slot_count == 0 ? 1024 : persons->slot_count * 2;
    uint32_t *fresh = calloc(fresh_count, sizeof *fresh);
    if (fresh == NULL)
        return false;
    free(persons->slots);
    persons->slots = fresh;
    persons->slot_count = fresh_count;
    for (size_t i = 0; i < persons->count; i++) {
        const exq_sighting *held = &persons->sightings[i];
        persons->slots[slot_of(persons, held->person, held->entry)] = (uint32_t)i + 1;
    }
    return true;
}

exq_status exq_persons_add(exq_persons *persons, exq_id person, uint32_t entry, uint32_t rows, exq_error *error)
{
    if (persons->count * 2 >= persons->slot_count && !rehash(persons))
        return exq_fail_memory(error);
    size_t slot = slot_of(persons, person, entry);
    if (persons->slots[slot] == 0) {
        if (persons->count >= UINT32_MAX - 1 ||
            !exq_room(&persons->sightings, &persons->room, persons->count + 1, sizeof *persons->sightings))
            return exq_fail_memory(error);
        persons->sightings[persons->count++] = (exq_sighting){person, entry, 0};
        persons->slots[slot] = (uint32_t)persons->count;
    }
    exq_sighting *held = &persons->sightings[persons->slots[slot] - 1];
    if (__builtin_add_overflow(held->rows, rows, &held->rows))
        return exq_fail(error, EXQ_INCONSISTENT,
                        "one person (--unit) has more rows of a kind than can be counted (2^32). Is that a person?");
    return EXQ_OK;
}

exq_status exq_persons_merge(exq_persons *total, const exq_persons *part, const uint32_t *places, exq_error *error)
{
    for (size_t i = 0; i < part->count; i++) {
        const exq_sighting *seen = &part->sightings[i];
        EXQ_TRY(exq_persons_add(total, seen->person, places[seen->entry], seen->rows, error));
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- reducing */

static int compare_persons(const exq_sighting *a, const exq_sighting *b)
{
    if (a->person.high != b->person.high)
        return a->person.high < b->person.high ? -1 : 1;
    return (a->person.low > b->person.low) - (a->person.low < b->person.low);
}

static int compare_sightings(const void *a, const void *b)
{
    const exq_sighting *left = a;
    const exq_sighting *right = b;
    int order = compare_persons(left, right);
    return order != 0 ? order : (left->entry > right->entry) - (left->entry < right->entry);
}

/* One person's entries and rows, in arrays of their own. */
typedef struct profile {
    uint32_t *entries;
    uint32_t *rows;
    size_t entry_room, row_room;
} profile;

static exq_status add_person(exq_units *units, const exq_sighting *seen, size_t count, profile *of, exq_error *error)
{
    if (!exq_room(&of->entries, &of->entry_room, count, sizeof *of->entries) ||
        !exq_room(&of->rows, &of->row_room, count, sizeof *of->rows))
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        of->entries[i] = seen[i].entry;
        of->rows[i] = seen[i].rows;
    }
    return exq_units_add_person(units, of->entries, of->rows, count, error);
}

static exq_status add_persons(exq_units *units, const exq_persons *persons, exq_error *error)
{
    profile of = {0};
    exq_status status = EXQ_OK;
    for (size_t first = 0, end; status == EXQ_OK && first < persons->count; first = end) {
        const exq_sighting *seen = &persons->sightings[first];
        for (end = first + 1; end < persons->count && compare_persons(seen, &persons->sightings[end]) == 0; end++)
            ;
        status = add_person(units, seen, end - first, &of, error);
    }
    free(of.entries);
    free(of.rows);
    return status;
}

exq_status exq_persons_reduce(exq_persons *persons, exq_units **out, exq_error *error)
{
    exq_units *units = exq_units_new();
    if (units == NULL)
        return exq_fail_memory(error);
    if (persons->count > 1)
        qsort(persons->sightings, persons->count, sizeof *persons->sightings, compare_sightings);
    exq_status status = add_persons(units, persons, error);
    exq_persons_free(persons);
    if (status != EXQ_OK) {
        exq_units_free(units);
        return status;
    }
    *out = units;
    return EXQ_OK;
}
