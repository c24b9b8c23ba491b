/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pattern is written down as whole numbers, bit by bit what kernels by hits can see, and found by a hash of them.
 */
#include "list_patterns.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_PATTERNS = 4096,
    MOST_SAID = 4 << 20,            /* bytes */
    SLOT_BITS = 13,                 /* at most half of the slots are taken */
    MOST_WORDS = 64,                /* of one key */
    ALL_WORDS = 24 * MOST_PATTERNS, /* of all */
};
_Static_assert(MOST_PATTERNS <= 1 << (SLOT_BITS - 1), "a search ends at an empty slot");
_Static_assert(EXQ_WHY_COUNT <= UINT8_MAX, "a reason is a char");

/* --------------------------------------------------------------------------------------------------- keys */

/* Counted on beyond the most there may be, but not written. */
typedef struct key {
    uint64_t *words;
    size_t count;
    uint64_t hash;
} key;

static void write_word(key *to, uint64_t word)
{
    if (to->count < MOST_WORDS)
        to->words[to->count] = word;
    to->count++;
    to->hash = (to->hash ^ word) * UINT64_C(0x9e3779b97f4a7c15); /* 2^64 over the golden ratio */
    to->hash ^= to->hash >> 32;
}

static void write_number(key *to, double number)
{
    uint64_t word;
    memcpy(&word, &number, sizeof word);
    write_word(to, word);
}

/* Whether the list gets the attention that lists get, as far as that is known; what is not known yet is, after it. */
static bool is_usual(exq_list_patterns *own, const exq_list *list)
{
    const size_t known = list->length < own->usual_length ? list->length : own->usual_length;
    if (memcmp(own->usual, list->attention, known * sizeof *own->usual) != 0)
        return false;
    for (; own->usual_length < list->length; own->usual_length++)
        own->usual[own->usual_length] = list->attention[own->usual_length];
    return true;
}

/* Each part says how long it is, or ends with the key. */
static key key_of(exq_list_patterns *own, const exq_list *list)
{
    key of = {.words = own->keys + own->key_end};
    write_word(&of, list->length);
    write_word(&of, list->hit_count);
    for (size_t h = 0; h < list->hit_count; h++) {
        write_word(&of, list->hits[h]);
        write_number(&of, list->grades[list->hits[h]]);
    }
    write_word(&of, list->relevant_count);
    for (size_t begin = 0, end = 0; begin < list->relevant_count; begin = end) {
        while (end < list->relevant_count && list->ideal[end] == list->ideal[begin])
            end++;
        write_word(&of, end - begin);
        write_number(&of, list->ideal[begin]);
    }
    if (!is_usual(own, list))
        for (size_t r = 0; r < list->length; r++)
            write_number(&of, list->attention[r]);
    return of;
}

/* Where the key is, or would be. */
static uint32_t *slot_of(const exq_list_patterns *own, const key *of)
{
    size_t slot = of->hash >> (64 - SLOT_BITS);
    for (; own->slots[slot] != 0; slot = (slot + 1) % ((size_t)1 << SLOT_BITS)) {
        const exq_list_pattern *met = &own->met[own->slots[slot] - 1];
        if (met->hash == of->hash && met->words == of->count &&
            memcmp(own->keys + met->key, of->words, of->count * sizeof *of->words) == 0)
            break;
    }
    return &own->slots[slot];
}

/* ------------------------------------------------------------------------------------------------- people */

static void ask(exq_list_patterns *own, exq_asker *asker, size_t pattern)
{
    double *said = own->said + pattern * own->outputs;
    uint8_t *reasons = own->reasons + pattern * own->use.measure_count;
    for (size_t i = 0; i < own->use.measure_count; i++) {
        const exq_kernel_setting *setting = &own->use.of_measures[own->use.measures[i]];
        reasons[i] = (uint8_t)exq_asker_ask_last(asker, setting, said);
        said += exq_kernel_outputs(setting);
    }
}

static void add(exq_list_patterns *own, size_t pattern, uint64_t people)
{
    const double *said = own->said + pattern * own->outputs;
    const uint8_t *reasons = own->reasons + pattern * own->use.measure_count;
    for (size_t i = 0; i < own->use.measure_count; i++) {
        const size_t m = own->use.measures[i];
        own->use.heard[m * EXQ_WHY_COUNT + reasons[i]] += people;
        if (reasons[i] == EXQ_WHY_NONE)
            exq_list_block_add(own->use.block, m, said, people);
        said += exq_kernel_outputs(&own->use.of_measures[m]);
    }
}

/* A new pattern, if there is room for it. */
static bool keep(exq_list_patterns *own, const key *of, uint32_t *slot)
{
    if (own->count == own->room || of->count > MOST_WORDS || own->key_end + of->count > ALL_WORDS)
        return false;
    own->met[own->count++] =
        (exq_list_pattern){.hash = of->hash, .key = (uint32_t)own->key_end, .words = (uint32_t)of->count};
    own->key_end += of->count;
    *slot = (uint32_t)own->count;
    return true;
}

void exq_list_patterns_take(exq_list_patterns *own, exq_asker *asker)
{
    if (own->use.measure_count == 0)
        return;
    const key of = key_of(own, &asker->batch.of[asker->batch.count - 1]);
    uint32_t *slot = slot_of(own, &of);
    const bool is_new = *slot == 0;
    if (is_new && !keep(own, &of, slot)) {
        ask(own, asker, own->room);
        add(own, own->room, 1);
        return;
    }
    const uint32_t pattern = *slot - 1;
    if (is_new)
        ask(own, asker, pattern);
    if (own->met[pattern].people++ == 0)
        own->counted[own->counted_count++] = pattern;
}

void exq_list_patterns_end(exq_list_patterns *own)
{
    for (size_t i = 0; i < own->counted_count; i++) {
        exq_list_pattern *met = &own->met[own->counted[i]];
        add(own, own->counted[i], met->people);
        met->people = 0;
    }
    own->counted_count = 0;
}

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_list_patterns_open(exq_list_patterns *own, const exq_list_patterns_use *use, exq_error *error)
{
    *own = (exq_list_patterns){.use = *use};
    for (size_t i = 0; i < use->measure_count; i++)
        own->outputs += exq_kernel_outputs(&use->of_measures[use->measures[i]]);
    const size_t most = MOST_SAID / (own->outputs * sizeof *own->said + 1);
    own->room = most < MOST_PATTERNS ? most : MOST_PATTERNS;
    own->usual = malloc((use->most + 1) * sizeof *own->usual);
    own->met = malloc((own->room + 1) * sizeof *own->met);
    own->slots = calloc((size_t)1 << SLOT_BITS, sizeof *own->slots);
    own->keys = malloc((ALL_WORDS + MOST_WORDS) * sizeof *own->keys);
    own->said = malloc((own->room + 1) * own->outputs * sizeof *own->said + 1);
    own->reasons = malloc((own->room + 1) * use->measure_count + 1);
    own->counted = malloc((own->room + 1) * sizeof *own->counted);
    const bool enough = own->usual != NULL && own->met != NULL && own->slots != NULL && own->keys != NULL &&
                        own->said != NULL && own->reasons != NULL && own->counted != NULL;
    return enough ? EXQ_OK : exq_fail_memory(error);
}

void exq_list_patterns_close(exq_list_patterns *own)
{
    free(own->usual);
    free(own->met);
    free(own->slots);
    free(own->keys);
    free(own->said);
    free(own->reasons);
    free(own->counted);
}
