/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table itself: entries side by side, found by open addressing over the hash of their codes; and the two operations
 * that a tally lives by, merge and subtract.
 */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"

exq_counts *exq_counts_new(const char *const *columns, size_t column_count, bool weighted)
{
    exq_counts *counts = calloc(1, sizeof *counts);
    if (counts == NULL)
        return NULL;
    counts->columns = columns;
    counts->column_count = column_count;
    counts->weighted = weighted;
    counts->slot_count = 64;
    counts->slots = calloc(counts->slot_count, sizeof *counts->slots);
    counts->words = calloc(column_count, sizeof(exq_dictionary *));
    bool whole = counts->slots != NULL && counts->words != NULL;
    for (size_t c = 0; whole && c < column_count; c++) {
        counts->words[c] = exq_dictionary_new();
        whole = counts->words[c] != NULL;
    }
    if (!whole) {
        exq_counts_free(counts);
        return NULL;
    }
    return counts;
}

void exq_counts_free(exq_counts *counts)
{
    if (counts == NULL)
        return;
    for (size_t c = 0; counts->words != NULL && c < counts->column_count; c++)
        exq_dictionary_free(counts->words[c]);
    free(counts->words);
    free(counts->keys);
    free(counts->people);
    free(counts->weights);
    free(counts->slots);
    free(counts);
}

void exq_counts_clear(exq_counts *counts)
{
    counts->count = 0;
    memset(counts->slots, 0, counts->slot_count * sizeof *counts->slots);
}

/* A sum of products with odd constants, whose steps do not wait for each other; the upper half is the well mixed
 * one. */
static size_t hash_of(const uint32_t *key, size_t length)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < length; i++)
        hash += (uint64_t)(key[i] + 1) * (UINT64_C(0x9E3779B97F4A7C15) * (2 * i + 1));
    return (size_t)(hash >> 32);
}

static bool same_key(const uint32_t *a, const uint32_t *b, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The slot that holds the key, or the empty one where it belongs. */
static size_t slot_of(const exq_counts *counts, const uint32_t *key)
{
    size_t width = counts->column_count;
    size_t mask = counts->slot_count - 1;
    size_t slot = hash_of(key, width) & mask;
    while (counts->slots[slot] != 0) {
        if (same_key(counts->keys + (counts->slots[slot] - 1) * width, key, width))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

uint32_t exq_counts_find(const exq_counts *counts, const uint32_t *key)
{
    uint32_t held = counts->slots[slot_of(counts, key)];
    return held == 0 ? EXQ_NO_CODE : held - 1;
}

static bool rehash(exq_counts *counts)
{
    size_t fresh_count = counts->slot_count * 2;
    uint32_t *fresh = calloc(fresh_count, sizeof *fresh);
    if (fresh == NULL)
        return false;
    free(counts->slots);
    counts->slots = fresh;
    counts->slot_count = fresh_count;
    for (size_t e = 0; e < counts->count; e++)
        counts->slots[slot_of(counts, counts->keys + e * counts->column_count)] = (uint32_t)e + 1;
    return true;
}

uint32_t exq_counts_entry(exq_counts *counts, const uint32_t *key)
{
    size_t slot = slot_of(counts, key);
    if (counts->slots[slot] != 0)
        return counts->slots[slot] - 1;

    size_t entry = counts->count;
    size_t width = counts->column_count;
    if (entry >= EXQ_DROP - 1 || !exq_room(&counts->keys, &counts->key_room, (entry + 1) * width, sizeof *key) ||
        !exq_room(&counts->people, &counts->people_room, entry + 1, sizeof *counts->people) ||
        (counts->weighted && !exq_room(&counts->weights, &counts->weight_room, entry + 1, sizeof *counts->weights)))
        return EXQ_NO_CODE;
    memcpy(counts->keys + entry * width, key, width * sizeof *key);
    counts->people[entry] = 0;
    if (counts->weighted)
        memset(&counts->weights[entry], 0, sizeof *counts->weights);
    counts->count++;
    counts->slots[slot] = (uint32_t)entry + 1;
    if (counts->count * 2 > counts->slot_count && !rehash(counts))
        return EXQ_NO_CODE;
    return (uint32_t)entry;
}

/* ------------------------------------------------------------------------------------------- translation */

bool exq_translation_init(exq_translation *translation, size_t column_count)
{
    *translation = (exq_translation){
        .codes = calloc(column_count, sizeof(uint32_t *)),
        .known = calloc(column_count, sizeof(size_t)),
        .room = calloc(column_count, sizeof(size_t)),
        .key = calloc(column_count, sizeof(uint32_t)),
        .column_count = column_count,
    };
    if (translation->codes != NULL && translation->known != NULL && translation->room != NULL &&
        translation->key != NULL)
        return true;
    exq_translation_free(translation);
    return false;
}

void exq_translation_free(exq_translation *translation)
{
    for (size_t c = 0; translation->codes != NULL && c < translation->column_count; c++)
        free(translation->codes[c]);
    free(translation->codes);
    free(translation->known);
    free(translation->room);
    free(translation->key);
    *translation = (exq_translation){0};
}

static exq_status refuse_column(const exq_counts *counts, size_t column, exq_error *error)
{
    const char *name = counts->columns[column];
    if (column + 2 < counts->column_count)
        return exq_fail(error, EXQ_USAGE,
                        "column %s has more than %d levels: is it an identifier? Name a column of groups.", name,
                        EXQ_MAX_LEVELS);
    if (column + 1 < counts->column_count)
        return exq_fail(error, EXQ_USAGE, "column %s has more than %d values: is it a label? Labels have few.", name,
                        EXQ_MAX_VALUES);
    return exq_fail(error, EXQ_USAGE, "column %s has more than %d values: is it a score? Say --score %s --threshold T.",
                    name, EXQ_MAX_VALUES, name);
}

/* Learn the words that `part` has got since the last time, adding them to `total`. */
static exq_status learn(exq_translation *translation, exq_counts *total, const exq_counts *part, size_t column,
                        exq_error *error)
{
    size_t count = exq_dictionary_count(part->words[column]);
    size_t limit = column + 2 < total->column_count ? EXQ_MAX_LEVELS : EXQ_MAX_VALUES;
    if (!exq_room(&translation->codes[column], &translation->room[column], count, sizeof(uint32_t)))
        return exq_fail_memory(error);
    for (size_t code = translation->known[column]; code < count; code++) {
        size_t length = 0;
        const char *word = exq_dictionary_text(part->words[column], (uint32_t)code, &length);
        uint32_t there = exq_dictionary_code(total->words[column], word, length);
        if (there == EXQ_NO_CODE)
            return exq_fail_memory(error);
        if (there >= limit)
            return refuse_column(total, column, error);
        translation->codes[column][code] = there;
    }
    translation->known[column] = count;
    return EXQ_OK;
}

static const uint32_t *translate(const exq_translation *translation, const uint32_t *key)
{
    for (size_t c = 0; c < translation->column_count; c++)
        translation->key[c] = key[c] == EXQ_NO_CODE ? EXQ_NO_CODE : translation->codes[c][key[c]];
    return translation->key;
}

/* --------------------------------------------------------------------------------------- merge, subtract */

exq_status exq_counts_merge(exq_counts *total, const exq_counts *part, exq_translation *translation,
                            uint32_t *places, exq_error *error)
{
    for (size_t c = 0; c < total->column_count; c++)
        EXQ_TRY(learn(translation, total, part, c, error));
    for (size_t e = 0; e < part->count; e++) {
        uint32_t entry = exq_counts_entry(total, translate(translation, part->keys + e * part->column_count));
        if (entry == EXQ_NO_CODE)
            return exq_fail_memory(error);
        if (entry >= EXQ_MAX_ENTRIES)
            return exq_fail(error, EXQ_USAGE,
                            "the columns asked for have more than %d combinations. Ask for fewer of them.",
                            EXQ_MAX_ENTRIES);
        if (places != NULL)
            places[e] = entry;
        total->people[entry] += part->people[e];
        if (total->weighted) {
            exq_exactsum_merge(&total->weights[entry].sum, &part->weights[e].sum);
            exq_exactsum_merge(&total->weights[entry].square, &part->weights[e].square);
        }
    }
    return EXQ_OK;
}

static exq_status take_away(exq_counts *total, uint32_t entry, const exq_counts *part, size_t e, exq_error *error)
{
    bool held = entry != EXQ_NO_CODE && total->people[entry] >= part->people[e];
    if (held) {
        total->people[entry] -= part->people[e];
        if (total->weighted) {
            exq_weights *weights = &total->weights[entry];
            exq_exactsum_subtract(&weights->sum, &part->weights[e].sum);
            exq_exactsum_subtract(&weights->square, &part->weights[e].square);
            int sum = exq_exactsum_sign(&weights->sum);
            int square = exq_exactsum_sign(&weights->square);
            held = sum >= 0 && square >= 0 && (total->people[entry] > 0 || (sum == 0 && square == 0));
        }
    }
    if (!held)
        return exq_fail(error, EXQ_INCONSISTENT,
                        "the rows to take away are not all in the tally: a count would become negative. Nothing was "
                        "taken away.");
    return EXQ_OK;
}

exq_status exq_counts_subtract(exq_counts *total, const exq_counts *part, uint32_t *places, exq_error *error)
{
    exq_translation translation;
    if (!exq_translation_init(&translation, total->column_count))
        return exq_fail_memory(error);
    exq_status status = EXQ_OK;
    for (size_t c = 0; status == EXQ_OK && c < total->column_count; c++)
        status = learn(&translation, total, part, c, error);
    for (size_t e = 0; status == EXQ_OK && e < part->count; e++) {
        const uint32_t *key = translate(&translation, part->keys + e * part->column_count);
        uint32_t entry = exq_counts_find(total, key);
        status = take_away(total, entry, part, e, error);
        if (places != NULL)
            places[e] = entry;
    }
    exq_translation_free(&translation);
    return status;
}
