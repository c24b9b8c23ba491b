/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dictionary: a table of slots (hash, code) with linear probing in front of one run of bytes. Hashing evaluates the
 * bytes as a polynomial over the prime 2^61 - 1 at a random point (L. Carter, M. Wegman, "Universal classes of hash
 * functions", 1979): without knowing the point nobody can choose labels that collide. Looked up for each field of each
 * row, so the loops are short and labels of up to 7 bytes cost one product.
 */
#include "dictionary.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "buffer.h"

__extension__ typedef unsigned __int128 wide;

enum { FIRST_SLOTS = 64, BLOCK = 7 };

static const uint64_t prime = (UINT64_C(1) << 61) - 1;

typedef struct slot {
    uint32_t hash;
    uint32_t code; /* EXQ_NO_CODE: empty */
} slot;

typedef struct entry {
    size_t offset;
    size_t length;
} entry;

struct exq_dictionary {
    uint64_t point; /* where the polynomial is evaluated */
    slot *slots;
    size_t slot_count; /* a power of two, at most half of them filled */
    entry *entries;
    size_t entry_room;
    size_t count;
    exq_buffer bytes;
};

/* ------------------------------------------------------------------------------------------------- hashing */

/* x mod 2^61 - 1, folded twice: congruent and below 2^61 + 8 for any x below 2^124. */
static uint64_t fold(wide x)
{
    uint64_t once = ((uint64_t)x & prime) + (uint64_t)(x >> 61);
    return (once & prime) + (once >> 61);
}

/* Horner's rule from a leading 1 over blocks of 7 bytes, which are below the prime. The last block holds what is left
 * and its length, so that "a" and "a\0" differ. */
static uint32_t hash_of(const exq_dictionary *dictionary, const char *bytes, size_t length)
{
    uint64_t point = dictionary->point;
    uint64_t sum = point;
    for (; length >= BLOCK; bytes += BLOCK, length -= BLOCK) {
        uint64_t block = 0;
        memcpy(&block, bytes, BLOCK);
        sum = fold((wide)(sum + block) * point);
    }
    uint64_t block = length;
    for (size_t i = 0; i < length; i++)
        block = block << 8 | (unsigned char)bytes[i];
    return (uint32_t)(fold((wide)(sum + block) * point) >> 20);
}

static bool choose_hash(exq_dictionary *dictionary)
{
    uint64_t random = 0;
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
        return false;
    dictionary->point = random % (prime - 1) + 1;
    return true;
}

/* ------------------------------------------------------------------------------------------------- table */

exq_dictionary *exq_dictionary_new(void)
{
    exq_dictionary *dictionary = calloc(1, sizeof *dictionary);
    if (dictionary != NULL && !choose_hash(dictionary)) {
        free(dictionary);
        return NULL;
    }
    return dictionary;
}

void exq_dictionary_free(exq_dictionary *dictionary)
{
    if (dictionary == NULL)
        return;
    free(dictionary->slots);
    free(dictionary->entries);
    exq_buffer_free(&dictionary->bytes);
    free(dictionary);
}

size_t exq_dictionary_count(const exq_dictionary *dictionary)
{
    return dictionary->count;
}

static bool is_text_of(const exq_dictionary *dictionary, uint32_t code, const char *bytes, size_t length)
{
    const entry *known = &dictionary->entries[code];
    return known->length == length && memcmp(dictionary->bytes.bytes + known->offset, bytes, length) == 0;
}

/* The slot that holds the bytes, or the empty one where they belong. */
static slot *probe(const exq_dictionary *dictionary, uint32_t hash, const char *bytes, size_t length)
{
    size_t mask = dictionary->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        slot *seen = &dictionary->slots[at];
        if (seen->code == EXQ_NO_CODE || (seen->hash == hash && is_text_of(dictionary, seen->code, bytes, length)))
            return seen;
    }
}

uint32_t exq_dictionary_find(const exq_dictionary *dictionary, const char *bytes, size_t length)
{
    if (dictionary->count == 0)
        return EXQ_NO_CODE;
    return probe(dictionary, hash_of(dictionary, bytes, length), bytes, length)->code;
}

uint32_t exq_dictionary_find_near(const exq_dictionary *dictionary, uint32_t guess, const char *bytes, size_t length)
{
    if (guess < dictionary->count && is_text_of(dictionary, guess, bytes, length))
        return guess;
    return exq_dictionary_find(dictionary, bytes, length);
}

static bool grow_slots(exq_dictionary *dictionary)
{
    size_t slot_count = dictionary->slot_count == 0 ? FIRST_SLOTS : dictionary->slot_count * 2;
    slot *slots = malloc(slot_count * sizeof *slots);
    if (slots == NULL)
        return false;
    memset(slots, 0xff, slot_count * sizeof *slots); /* each code is EXQ_NO_CODE */
    for (size_t i = 0; i < dictionary->slot_count; i++) {
        slot moved = dictionary->slots[i];
        if (moved.code == EXQ_NO_CODE)
            continue;
        size_t at = moved.hash & (slot_count - 1);
        while (slots[at].code != EXQ_NO_CODE)
            at = (at + 1) & (slot_count - 1);
        slots[at] = moved;
    }
    free(dictionary->slots);
    dictionary->slots = slots;
    dictionary->slot_count = slot_count;
    return true;
}

static bool grow_entries(exq_dictionary *dictionary)
{
    size_t room = dictionary->entry_room == 0 ? FIRST_SLOTS / 2 : dictionary->entry_room * 2;
    entry *entries = realloc(dictionary->entries, room * sizeof *entries);
    if (entries == NULL)
        return false;
    dictionary->entries = entries;
    dictionary->entry_room = room;
    return true;
}

static bool make_room(exq_dictionary *dictionary)
{
    if (dictionary->count >= EXQ_NO_CODE)
        return false;
    return (dictionary->count < dictionary->slot_count / 2 || grow_slots(dictionary)) &&
           (dictionary->count < dictionary->entry_room || grow_entries(dictionary));
}

/* The bytes go behind those of the codes before, with a NUL of their own. */
static bool append_text(exq_dictionary *dictionary, const char *bytes, size_t length)
{
    exq_buffer *text = &dictionary->bytes;
    size_t offset = text->length;
    exq_buffer_append(text, bytes, length);
    exq_buffer_char(text, '\0');
    if (text->failed) {
        /* Out of memory once is not out of memory for ever: stay usable as it was. */
        text->failed = false;
        text->length = offset;
        return false;
    }
    dictionary->entries[dictionary->count] = (entry){offset, length};
    return true;
}

uint32_t exq_dictionary_code(exq_dictionary *dictionary, const char *bytes, size_t length)
{
    uint32_t hash = hash_of(dictionary, bytes, length);
    if (dictionary->count > 0) {
        uint32_t code = probe(dictionary, hash, bytes, length)->code;
        if (code != EXQ_NO_CODE)
            return code;
    }
    if (!make_room(dictionary) || !append_text(dictionary, bytes, length))
        return EXQ_NO_CODE;
    uint32_t code = (uint32_t)dictionary->count++;
    *probe(dictionary, hash, bytes, length) = (slot){hash, code};
    return code;
}

const char *exq_dictionary_text(const exq_dictionary *dictionary, uint32_t code, size_t *length)
{
    const entry *known = &dictionary->entries[code];
    if (length != NULL)
        *length = known->length;
    return dictionary->bytes.bytes + known->offset;
}
