/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally made by hand, for tests of the door: it defines the functions through which the door reads a tally, so
 * that no input need be written and parsed. Include it once in a test program.
 */
#ifndef EXQ_FAKE_TALLY_H
#define EXQ_FAKE_TALLY_H

#include <string.h>

#include "decisions.h"

enum { FAKE_ATTRIBUTES = 8 };

struct exq_tally {
    exq_arena *arena;
    exq_tally_facts facts;
    exq_dictionary *levels[FAKE_ATTRIBUTES];
    exq_cell *cells;
    size_t cell_count;
    size_t cell_capacity;
};

const exq_tally_facts *exq_tally_facts_of(const exq_tally *tally)
{
    return &tally->facts;
}

const exq_cell *exq_decisions_cells(const exq_tally *tally, size_t *count)
{
    *count = tally->cell_count;
    return tally->cells;
}

const exq_dictionary *exq_decisions_levels(const exq_tally *tally, size_t a)
{
    return tally->levels[a];
}

const exq_units *exq_decisions_units(const exq_tally *tally)
{
    (void)tally; /* every row is a person of its own */
    return NULL;
}

const exq_scores *exq_decisions_scores(const exq_tally *tally)
{
    (void)tally;
    return NULL;
}

/* `attributes` sorted by name; they and `classes` are borrowed. Out of memory shows as a crash: it is a test. */
static inline exq_tally *fake_tally_new(const char *const *attributes, size_t attribute_count,
                                        const char *const *classes, size_t class_count, bool weighted)
{
    exq_arena *arena = exq_arena_new();
    exq_tally *tally = EXQ_NEW(arena, exq_tally, 1);
    tally->arena = arena;
    tally->facts = (exq_tally_facts){
        .attributes = attributes,
        .attribute_count = attribute_count,
        .classes = classes,
        .class_count = class_count,
        .binary = class_count == 2,
        .has_labels = true,
        .has_weights = weighted,
    };
    for (size_t a = 0; a < attribute_count; a++)
        tally->levels[a] = exq_dictionary_new();
    return tally;
}

static inline void fake_tally_free(exq_tally *tally)
{
    for (size_t a = 0; a < tally->facts.attribute_count; a++)
        exq_dictionary_free(tally->levels[a]);
    exq_arena_free(tally->arena);
}

static inline exq_cell *fake_tally_append(exq_tally *tally, const uint32_t *codes)
{
    if (tally->cell_count == tally->cell_capacity) {
        const size_t capacity = tally->cell_capacity == 0 ? 16 : 2 * tally->cell_capacity;
        exq_cell *cells = EXQ_NEW(tally->arena, exq_cell, capacity);
        for (size_t i = 0; i < tally->cell_count; i++)
            cells[i] = tally->cells[i];
        tally->cells = cells;
        tally->cell_capacity = capacity;
    }
    const size_t class_count = tally->facts.class_count;
    exq_cell *cell = &tally->cells[tally->cell_count++];
    uint32_t *copy = EXQ_NEW(tally->arena, uint32_t, tally->facts.attribute_count);
    memcpy(copy, codes, tally->facts.attribute_count * sizeof *copy);
    cell->codes = copy;
    cell->entries = EXQ_NEW(tally->arena, exq_entry, (class_count + 1) * class_count);
    return cell;
}

static inline void fake_entry_append(exq_tally *tally, exq_cell *cell, uint32_t label, uint32_t decision,
                                     uint64_t count, double weight)
{
    exq_entry *entries = (exq_entry *)cell->entries;
    exq_entry *entry = &entries[cell->entry_count++];
    *entry = (exq_entry){.count = count, .label = label, .decision = decision};
    tally->facts.rows_used += count;
    tally->facts.rows_read += count;
    if (!tally->facts.has_weights)
        return;
    exq_exactsum *sum = EXQ_NEW(tally->arena, exq_exactsum, 1);
    exq_exactsum *square = EXQ_NEW(tally->arena, exq_exactsum, 1);
    exq_exactsum_add(sum, weight);
    exq_exactsum_add_square(square, weight);
    entry->weight = sum;
    entry->square = square;
}

/* The codes of levels; NULL is the missing level. */
static inline void fake_tally_codes(exq_tally *tally, const char *const *levels, uint32_t *codes)
{
    for (size_t a = 0; a < tally->facts.attribute_count; a++)
        codes[a] =
            levels[a] == NULL ? EXQ_NO_CODE : exq_dictionary_code(tally->levels[a], levels[a], strlen(levels[a]));
}

#endif
