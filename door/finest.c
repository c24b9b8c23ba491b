/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a tally's cells: levels are put in the order of their bytes, cells without people (they stay behind
 * after a subtraction) are left out.
 */
#include "finest.h"

#include <stdlib.h>

#include "text.h"

static const uint64_t EXACT_IN_DOUBLE = UINT64_C(1) << 53;

typedef struct level {
    const char *text;
    size_t length;
    uint32_t code;
} level;

static int compare_levels(const void *a, const void *b)
{
    const level *left = a;
    const level *right = b;
    return exq_text_compare(left->text, left->length, right->text, right->length);
}

/* The levels of a dictionary by rank, and `rank_of` each code. */
static exq_status sort_levels(const exq_dictionary *dictionary, exq_arena *arena, exq_arena *scratch,
                              exq_attribute *out, uint32_t **rank_of, exq_error *error)
{
    const size_t count = exq_dictionary_count(dictionary);
    level *levels = EXQ_NEW(scratch, level, count);
    const char **texts = EXQ_NEW(arena, const char *, count + 1);
    *rank_of = EXQ_NEW(scratch, uint32_t, count);
    if (levels == NULL || texts == NULL || *rank_of == NULL)
        return exq_fail_memory(error);

    for (uint32_t code = 0; code < count; code++) {
        levels[code].text = exq_dictionary_text(dictionary, code, &levels[code].length);
        levels[code].code = code;
    }
    qsort(levels, count, sizeof *levels, compare_levels);
    for (uint32_t rank = 0; rank < count; rank++) {
        (*rank_of)[levels[rank].code] = rank;
        texts[rank] = exq_arena_copy(arena, levels[rank].text, levels[rank].length);
        if (texts[rank] == NULL)
            return exq_fail_memory(error);
    }
    out->levels = texts;
    out->level_count = count + 1;
    return EXQ_OK;
}

static uint64_t cell_people(const exq_cell *cell)
{
    uint64_t people = 0;
    for (size_t i = 0; i < cell->entry_count; i++)
        people += cell->entries[i].count;
    return people;
}

/* Every sum of counts that a roll-up can ask for is at most the sum of all. */
static exq_status check_people(const exq_cell *cells, size_t cell_count, exq_error *error)
{
    uint64_t people = 0;
    for (size_t i = 0; i < cell_count; i++) {
        for (size_t j = 0; j < cells[i].entry_count; j++) {
            const uint64_t count = cells[i].entries[j].count;
            if (count > EXACT_IN_DOUBLE || people > EXACT_IN_DOUBLE - count)
                return exq_fail(error, EXQ_INCONSISTENT,
                                "the counts sum to more than 9,007,199,254,740,992 people, beyond which "
                                "sums are not exact. Audit fewer at once.");
            people += count;
        }
    }
    return EXQ_OK;
}

static exq_status keep_cells(const exq_cell *cells, size_t cell_count, exq_arena *scratch, exq_finest *out,
                             exq_error *error)
{
    out->cells = EXQ_NEW(scratch, const exq_cell *, cell_count);
    if (out->cells == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < cell_count; i++) {
        if (cell_people(&cells[i]) > 0)
            out->cells[out->cell_count++] = &cells[i];
    }
    return EXQ_OK;
}

static exq_status rank_cells(const exq_tally *tally, exq_arena *arena, exq_arena *scratch, exq_finest *out,
                             exq_error *error)
{
    const size_t attribute_count = out->facts->attribute_count;
    exq_attribute *attributes = EXQ_NEW(scratch, exq_attribute, attribute_count);
    size_t ranks_count = 0;
    if (attributes == NULL || __builtin_mul_overflow(out->cell_count, attribute_count, &ranks_count))
        return exq_fail_memory(error);
    out->ranks = EXQ_NEW(scratch, uint32_t, ranks_count);
    if (out->ranks == NULL)
        return exq_fail_memory(error);

    for (size_t a = 0; a < attribute_count; a++) {
        uint32_t *rank_of = NULL;
        attributes[a].name = exq_arena_string(arena, out->facts->attributes[a]);
        if (attributes[a].name == NULL)
            return exq_fail_memory(error);
        EXQ_TRY(sort_levels(exq_decisions_levels(tally, a), arena, scratch, &attributes[a], &rank_of, error));
        const uint32_t missing = (uint32_t)attributes[a].level_count - 1;
        for (size_t i = 0; i < out->cell_count; i++) {
            const uint32_t code = out->cells[i]->codes[a];
            out->ranks[i * attribute_count + a] = code == EXQ_NO_CODE ? missing : rank_of[code];
        }
        if (attributes[a].level_count > out->level_most)
            out->level_most = attributes[a].level_count;
    }
    out->attributes = attributes;
    return EXQ_OK;
}

/* The sum of all moments bounds each: it is the sum over persons of the square of all their rows. */
static exq_status check_moments(const exq_units *units, exq_error *error)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < units->moments.count; i++) {
        size_t length = 0;
        const uint32_t *pair = exq_bags_get(&units->moments, i, &length);
        const uint64_t twice = pair[0] == pair[1] ? 1 : 2;
        const uint64_t moment = units->moments.sums[i];
        if (moment > EXACT_IN_DOUBLE || twice * moment > EXACT_IN_DOUBLE - sum)
            return exq_fail(
                error, EXQ_INCONSISTENT,
                "the squares of the rows of each person (--unit) sum to more than 9,007,199,254,740,992, beyond "
                "which sums are not exact. Audit fewer rows at once.");
        sum += twice * moment;
    }
    return EXQ_OK;
}

/* Entries are numbered through all cells, also those that are not kept. */
static exq_status place_entries(const exq_cell *cells, size_t cell_count, exq_arena *scratch, exq_finest *out,
                                exq_error *error)
{
    size_t entry_count = 0;
    for (size_t i = 0; i < cell_count; i++)
        entry_count += cells[i].entry_count;
    out->entry_cells = EXQ_NEW(scratch, uint32_t, entry_count);
    out->entry_slots = EXQ_NEW(scratch, uint32_t, entry_count);
    if (out->entry_cells == NULL || out->entry_slots == NULL)
        return exq_fail_memory(error);
    size_t entry = 0;
    uint32_t kept = 0;
    for (size_t i = 0; i < cell_count; i++) {
        for (size_t j = 0; j < cells[i].entry_count; j++, entry++) {
            out->entry_cells[entry] = kept;
            out->entry_slots[entry] = (uint32_t)exq_finest_slot(out, &cells[i].entries[j]);
        }
        kept += kept < out->cell_count && out->cells[kept] == &cells[i];
    }
    return EXQ_OK;
}

exq_status exq_finest_read(const exq_tally *tally, exq_arena *arena, exq_arena *scratch, exq_finest *out,
                           exq_error *error)
{
    *out = (exq_finest){.facts = exq_tally_facts_of(tally)};
    out->width = (out->facts->class_count + 1) * out->facts->class_count;
    size_t cell_count = 0;
    const exq_cell *cells = exq_decisions_cells(tally, &cell_count);
    EXQ_TRY(check_people(cells, cell_count, error));
    EXQ_TRY(keep_cells(cells, cell_count, scratch, out, error));
    out->units = exq_decisions_units(tally);
    out->scores = exq_decisions_scores(tally);
    if (out->units != NULL)
        EXQ_TRY(check_moments(out->units, error));
    if (out->units != NULL || out->scores != NULL)
        EXQ_TRY(place_entries(cells, cell_count, scratch, out, error));
    return rank_cells(tally, arena, scratch, out, error);
}
