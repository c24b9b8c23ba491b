/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canonical form of counts: what makes two tallies of the same people equal byte for byte, whatever the order of
 * rows, blocks, threads and shards. Codes become ranks among the sorted words that occur; entries are sorted by
 * codes, so that by construction the order is that of the words, with missing last.
 */
#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "text.h"

const char *const exq_binary_classes[2] = {"unfavourable", "favourable"};

/* A word and the code it has had until now. */
typedef struct word {
    const char *text;
    size_t length;
    uint32_t code;
} word;

static int compare_words(const void *a, const void *b)
{
    const word *left = a;
    const word *right = b;
    return exq_text_compare(left->text, left->length, right->text, right->length);
}

/* -------------------------------------------------------------------------------------------- classings */

exq_status exq_classing_new(const exq_counts *counts, size_t class_count, exq_classing *out, exq_error *error)
{
    size_t labels = exq_dictionary_count(counts->words[counts->column_count - 2]);
    size_t decisions = exq_dictionary_count(counts->words[counts->column_count - 1]);
    *out = (exq_classing){
        .classes = calloc(class_count + 1, sizeof(char *)),
        .class_count = class_count,
        .labels = calloc(labels + 1, sizeof(uint32_t)),
        .decisions = calloc(decisions + 1, sizeof(uint32_t)),
    };
    if (out->classes == NULL || out->labels == NULL || out->decisions == NULL)
        return exq_fail_memory(error);
    for (size_t code = 0; code < labels; code++)
        out->labels[code] = EXQ_DROP;
    for (size_t code = 0; code < decisions; code++)
        out->decisions[code] = EXQ_DROP;
    return EXQ_OK;
}

void exq_classing_free(exq_classing *classing)
{
    free(classing->classes);
    free(classing->labels);
    free(classing->decisions);
    *classing = (exq_classing){0};
}

exq_status exq_classing_binary(const exq_counts *counts, exq_classing *out, exq_error *error)
{
    EXQ_TRY(exq_classing_new(counts, 2, out, error));
    const exq_dictionary *const *words = (const exq_dictionary *const *)counts->words + counts->column_count - 2;
    uint32_t *maps[2] = {out->labels, out->decisions};
    for (uint32_t class = 0; class < 2; class ++) {
        out->classes[class] = exq_binary_classes[class];
        for (size_t side = 0; side < 2; side++) {
            const char *name = exq_binary_classes[class];
            uint32_t code = exq_dictionary_find(words[side], name, strlen(name));
            if (code != EXQ_NO_CODE)
                maps[side][code] = class;
        }
    }
    return EXQ_OK;
}

static uint32_t recode(const uint32_t *map, uint32_t code)
{
    return code == EXQ_NO_CODE ? EXQ_NO_CODE : map[code];
}

/* Whether an entry has people and (given a classing) is not left out by it. */
static bool stays(const exq_counts *counts, size_t entry, const exq_classing *classing)
{
    const uint32_t *end = counts->keys + (entry + 1) * counts->column_count;
    if (counts->people[entry] == 0)
        return false;
    return classing == NULL ||
           (recode(classing->labels, end[-2]) != EXQ_DROP && recode(classing->decisions, end[-1]) != EXQ_DROP);
}

/* Which words of a column occur in an entry that stays, as flags; NULL when out of memory. */
static bool *words_in_use(const exq_counts *counts, size_t column, const exq_classing *classing)
{
    bool *used = calloc(exq_dictionary_count(counts->words[column]) + 1, sizeof *used);
    for (size_t e = 0; used != NULL && e < counts->count; e++) {
        uint32_t code = counts->keys[e * counts->column_count + column];
        if (code != EXQ_NO_CODE && stays(counts, e, classing))
            used[code] = true;
    }
    return used;
}

static size_t collect_words(const exq_counts *counts, size_t column, const bool *used, word *words)
{
    size_t found = 0;
    size_t count = exq_dictionary_count(counts->words[column]);
    for (size_t code = 0; code < count; code++)
        if (used[code]) {
            words[found].code = (uint32_t)code;
            words[found].text = exq_dictionary_text(counts->words[column], (uint32_t)code, &words[found].length);
            found++;
        }
    return found;
}

/* Give sorted words their classes; equal words of the two columns share one. */
static void class_words(const word *words, const bool *is_decision, size_t count, exq_classing *out)
{
    size_t classes = 0;
    for (size_t i = 0; i < count; i++) {
        bool same = i > 0 && compare_words(&words[i - 1], &words[i]) == 0;
        if (!same)
            out->classes[classes++] = words[i].text;
        (is_decision[i] ? out->decisions : out->labels)[words[i].code] = (uint32_t)classes - 1;
    }
    out->class_count = classes;
}

exq_status exq_classing_by_words(const exq_counts *counts, exq_classing *out, exq_error *error)
{
    size_t label = counts->column_count - 2;
    size_t label_count = exq_dictionary_count(counts->words[label]);
    size_t decision_count = exq_dictionary_count(counts->words[label + 1]);
    EXQ_TRY(exq_classing_new(counts, label_count + decision_count, out, error));

    word *words = calloc(label_count + decision_count + 1, sizeof *words);
    bool *is_decision = calloc(label_count + decision_count + 1, sizeof *is_decision);
    bool *used_labels = words_in_use(counts, label, NULL);
    bool *used_decisions = words_in_use(counts, label + 1, NULL);
    exq_status status = EXQ_OK;
    if (words == NULL || is_decision == NULL || used_labels == NULL || used_decisions == NULL) {
        status = exq_fail_memory(error);
    } else {
        size_t found = collect_words(counts, label, used_labels, words);
        /* Decisions carry their column in the code while the two are sorted together. */
        size_t all = found + collect_words(counts, label + 1, used_decisions, words + found);
        for (size_t i = found; i < all; i++)
            words[i].code += (uint32_t)label_count;
        qsort(words, all, sizeof *words, compare_words);
        for (size_t i = 0; i < all; i++) {
            is_decision[i] = words[i].code >= label_count;
            words[i].code -= is_decision[i] ? (uint32_t)label_count : 0;
        }
        class_words(words, is_decision, all, out);
    }
    free(words);
    free(is_decision);
    free(used_labels);
    free(used_decisions);
    return status;
}

/* -------------------------------------------------------------------------------------------- recoding */

/* Ranks of the words of an attribute that occur, which become the words of the same column of `into`. */
static exq_status rank_levels(const exq_counts *counts, size_t column, const exq_classing *classing, exq_counts *into,
                              uint32_t **ranks, exq_error *error)
{
    size_t count = exq_dictionary_count(counts->words[column]);
    bool *used = words_in_use(counts, column, classing);
    word *words = calloc(count + 1, sizeof *words);
    *ranks = calloc(count + 1, sizeof **ranks);
    exq_status status = EXQ_OK;
    if (used == NULL || words == NULL || *ranks == NULL) {
        status = exq_fail_memory(error);
    } else {
        size_t found = collect_words(counts, column, used, words);
        qsort(words, found, sizeof *words, compare_words);
        for (size_t rank = 0; status == EXQ_OK && rank < found; rank++) {
            (*ranks)[words[rank].code] = (uint32_t)rank;
            if (exq_dictionary_code(into->words[column], words[rank].text, words[rank].length) == EXQ_NO_CODE)
                status = exq_fail_memory(error);
        }
    }
    free(used);
    free(words);
    return status;
}

static void recode_key(const exq_counts *counts, size_t entry, const uint32_t *const *maps, uint32_t *key)
{
    size_t width = counts->column_count;
    for (size_t c = 0; c < width; c++)
        key[c] = recode(maps[c], counts->keys[entry * width + c]);
}

static exq_status recode_entries(const exq_counts *counts, const exq_classing *classing, const uint32_t *const *maps,
                                 uint32_t *key, exq_counts *into, exq_error *error)
{
    for (size_t e = 0; e < counts->count; e++) {
        if (!stays(counts, e, classing))
            continue;
        recode_key(counts, e, maps, key);
        uint32_t entry = exq_counts_entry(into, key);
        if (entry == EXQ_NO_CODE)
            return exq_fail_memory(error);
        into->people[entry] += counts->people[e];
        if (into->weighted) {
            exq_exactsum_merge(&into->weights[entry].sum, &counts->weights[e].sum);
            exq_exactsum_merge(&into->weights[entry].square, &counts->weights[e].square);
        }
    }
    return EXQ_OK;
}

/* Where each entry has gone. */
static void locate_entries(const exq_counts *counts, const exq_classing *classing, const uint32_t *const *maps,
                           uint32_t *key, const exq_counts *into, uint32_t *places)
{
    for (size_t e = 0; e < counts->count; e++) {
        recode_key(counts, e, maps, key);
        places[e] = stays(counts, e, classing) ? exq_counts_find(into, key) : EXQ_DROP;
    }
}

/* ---------------------------------------------------------------------------------------------- sorting */

/* qsort has no context: what is sorted are records that know their keys. */
typedef struct ordered {
    const uint32_t *key;
    size_t width;
    size_t entry;
} ordered;

static int compare_keys(const void *a, const void *b)
{
    const ordered *left = a;
    const ordered *right = b;
    for (size_t c = 0; c < left->width; c++)
        if (left->key[c] != right->key[c])
            return left->key[c] < right->key[c] ? -1 : 1;
    return 0;
}

static exq_status sort_entries(exq_counts *counts, exq_counts *sorted, exq_error *error)
{
    size_t width = counts->column_count;
    ordered *order = calloc(counts->count + 1, sizeof *order);
    if (order == NULL)
        return exq_fail_memory(error);
    for (size_t e = 0; e < counts->count; e++)
        order[e] = (ordered){counts->keys + e * width, width, e};
    qsort(order, counts->count, sizeof *order, compare_keys);

    exq_status status = EXQ_OK;
    for (size_t i = 0; status == EXQ_OK && i < counts->count; i++) {
        uint32_t entry = exq_counts_entry(sorted, order[i].key);
        if (entry == EXQ_NO_CODE) {
            status = exq_fail_memory(error);
        } else {
            sorted->people[entry] = counts->people[order[i].entry];
            if (counts->weighted)
                sorted->weights[entry] = counts->weights[order[i].entry];
        }
    }
    free(order);
    return status;
}

/* Both class columns get all classes, in their order, whether they occur or not. */
static exq_status name_classes(exq_counts *counts, const exq_classing *classing, exq_error *error)
{
    for (size_t column = counts->column_count - 2; column < counts->column_count; column++)
        for (size_t k = 0; k < classing->class_count; k++) {
            const char *name = classing->classes[k];
            if (exq_dictionary_code(counts->words[column], name, strlen(name)) == EXQ_NO_CODE)
                return exq_fail_memory(error);
        }
    return EXQ_OK;
}

static exq_status build(const exq_counts *counts, const exq_classing *classing, uint32_t **ranks, uint32_t *key,
                        exq_counts *mixed, exq_counts *sorted, uint32_t *places, exq_error *error)
{
    const uint32_t *const *maps = (const uint32_t *const *)ranks;
    size_t attributes = counts->column_count - 2;
    for (size_t a = 0; a < attributes; a++)
        EXQ_TRY(rank_levels(counts, a, classing, sorted, &ranks[a], error));
    EXQ_TRY(name_classes(sorted, classing, error));
    ranks[attributes] = classing->labels;
    ranks[attributes + 1] = classing->decisions;
    EXQ_TRY(recode_entries(counts, classing, maps, key, mixed, error));
    EXQ_TRY(sort_entries(mixed, sorted, error));
    if (places != NULL)
        locate_entries(counts, classing, maps, key, sorted, places);
    return EXQ_OK;
}

exq_status exq_counts_canonical(const exq_counts *counts, const exq_classing *classing, exq_counts **out,
                                uint32_t *places, exq_error *error)
{
    exq_counts *mixed = exq_counts_new(counts->columns, counts->column_count, counts->weighted);
    exq_counts *sorted = exq_counts_new(counts->columns, counts->column_count, counts->weighted);
    uint32_t **ranks = calloc(counts->column_count, sizeof(uint32_t *));
    uint32_t *key = calloc(counts->column_count, sizeof *key);
    exq_status status;
    if (mixed == NULL || sorted == NULL || ranks == NULL || key == NULL)
        status = exq_fail_memory(error);
    else
        status = build(counts, classing, ranks, key, mixed, sorted, places, error);
    for (size_t a = 0; ranks != NULL && a + 2 < counts->column_count; a++)
        free(ranks[a]);
    free(ranks);
    free(key);
    exq_counts_free(mixed);
    if (status != EXQ_OK) {
        exq_counts_free(sorted);
        return status;
    }
    *out = sorted;
    return EXQ_OK;
}
