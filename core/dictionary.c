/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dictionary: a table of slots with linear probing in front of one run of bytes. It is asked for each field of each
 * row, so a slot says a text of up to 8 bytes whole, and one look at memory is all it takes to find one. A longer text
 * is stood for by the value of its bytes, as a polynomial over the prime 2^61 - 1, at a random point (L. Carter,
 * M. Wegman, "Universal classes of hash functions", 1979), and compared in full. Where in the table a text belongs a
 * random line through these values says (M. Dietzfelbinger, "Universal hashing and k-wise independent random variables
 * via integer arithmetic without primes", 1996): without knowing point and line nobody can choose labels that collide.
 */
#include "dictionary.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "buffer.h"

__extension__ typedef unsigned __int128 wide;

enum { FIRST_BITS = 6, FAR_BITS = 17, SHORT = 8, BLOCK = 7, WORD_BITS = 64 };

static const uint64_t prime = (UINT64_C(1) << 61) - 1;

/* What all texts of up to SHORT bytes differ in, and most others. */
typedef struct gist {
    uint64_t value;
    uint32_t length;
} gist;

typedef struct slot {
    uint64_t value; /* these two are the gist of a text */
    uint32_t length;
    uint32_t code; /* EXQ_NO_CODE: empty */
} slot;

struct exq_dictionary {
    uint64_t point;    /* where the polynomial is evaluated */
    wide slope, start; /* of the line */
    slot *slots;
    size_t slot_count; /* 2^slot_bits, at most 5 in 8 of them filled: fewer, and a cache would hold fewer texts */
    unsigned slot_bits;
    size_t *ends; /* by code: behind the text and its NUL in `bytes` */
    size_t end_room;
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
static uint64_t polynomial(uint64_t point, const char *bytes, size_t length)
{
    uint64_t sum = point;
    for (; length >= BLOCK; bytes += BLOCK, length -= BLOCK) {
        uint64_t block = 0;
        memcpy(&block, bytes, BLOCK);
        sum = fold((wide)(sum + block) * point);
    }
    uint64_t block = length;
    for (size_t i = 0; i < length; i++)
        block = block << 8 | (unsigned char)bytes[i];
    return fold((wide)(sum + block) * point);
}

static uint64_t two_bytes(const char *bytes)
{
    uint16_t both;
    memcpy(&both, bytes, sizeof both);
    return both;
}

/* The bytes of a short text, some of them more than once: lengths of ids change from row to row, so there is nothing to
 * decide about them. */
static inline uint64_t short_value(const char *bytes, size_t length)
{
    if (length < 2)
        return length == 0 ? 0 : (unsigned char)bytes[0];
    size_t second = length < 4 ? length - 2 : 2;
    size_t third = length < 4 ? 0 : length - 4;
    return two_bytes(bytes) | two_bytes(bytes + second) << 16 | two_bytes(bytes + third) << 32 |
           two_bytes(bytes + length - 2) << 48;
}

static inline gist gist_of(const exq_dictionary *dictionary, const char *bytes, size_t length)
{
    uint64_t value = length <= SHORT ? short_value(bytes, length) : polynomial(dictionary->point, bytes, length);
    return (gist){value, (uint32_t)length};
}

/* The first bits of a point of the line. No more than a few short texts have one sum of value and length. */
static size_t place_of(const exq_dictionary *dictionary, uint64_t value, uint32_t length)
{
    wide height = dictionary->slope * (value + length) + dictionary->start;
    return (size_t)((uint64_t)(height >> WORD_BITS) >> (WORD_BITS - dictionary->slot_bits));
}

static bool choose_hash(exq_dictionary *dictionary)
{
    uint64_t random[5];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return false;
    dictionary->point = random[0] % (prime - 1) + 1;
    dictionary->slope = (wide)random[1] << WORD_BITS | random[2];
    dictionary->start = (wide)random[3] << WORD_BITS | random[4];
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
    free(dictionary->ends);
    exq_buffer_free(&dictionary->bytes);
    free(dictionary);
}

size_t exq_dictionary_count(const exq_dictionary *dictionary)
{
    return dictionary->count;
}

const char *exq_dictionary_text(const exq_dictionary *dictionary, uint32_t code, size_t *length)
{
    size_t begin = code == 0 ? 0 : dictionary->ends[code - 1];
    if (length != NULL)
        *length = dictionary->ends[code] - begin - 1;
    return dictionary->bytes.bytes + begin;
}

static bool is_text_of(const exq_dictionary *dictionary, uint32_t code, const char *bytes, size_t length)
{
    size_t known = 0;
    const char *text = exq_dictionary_text(dictionary, code, &known);
    return known == length && memcmp(text, bytes, length) == 0;
}

/* The slot that holds a text, or the empty one where it belongs. */
static inline slot *probe(const exq_dictionary *dictionary, gist of, const char *bytes, size_t length)
{
    size_t mask = dictionary->slot_count - 1;
    for (size_t at = place_of(dictionary, of.value, of.length);; at = (at + 1) & mask) {
        slot *seen = &dictionary->slots[at];
        bool alike = seen->value == of.value && seen->length == of.length;
        if (seen->code == EXQ_NO_CODE ||
            (alike && (length <= SHORT || is_text_of(dictionary, seen->code, bytes, length))))
            return seen;
    }
}

uint32_t exq_dictionary_find(const exq_dictionary *dictionary, const char *bytes, size_t length)
{
    if (dictionary->count == 0)
        return EXQ_NO_CODE;
    return probe(dictionary, gist_of(dictionary, bytes, length), bytes, length)->code;
}

uint32_t exq_dictionary_find_near(const exq_dictionary *dictionary, uint32_t guess, const char *bytes, size_t length)
{
    if (guess < dictionary->count && is_text_of(dictionary, guess, bytes, length))
        return guess;
    return exq_dictionary_find(dictionary, bytes, length);
}

static bool grow_slots(exq_dictionary *dictionary)
{
    size_t old_count = dictionary->slot_count;
    unsigned bits = old_count == 0 ? FIRST_BITS : dictionary->slot_bits + 1;
    size_t count = (size_t)1 << bits;
    slot *old = dictionary->slots;
    slot *slots = malloc(count * sizeof *slots);
    if (slots == NULL)
        return false;
    memset(slots, 0xff, count * sizeof *slots); /* each code is EXQ_NO_CODE */
    dictionary->slots = slots;
    dictionary->slot_count = count;
    dictionary->slot_bits = bits;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].code == EXQ_NO_CODE)
            continue;
        size_t at = place_of(dictionary, old[i].value, old[i].length);
        while (slots[at].code != EXQ_NO_CODE)
            at = (at + 1) & (count - 1);
        slots[at] = old[i];
    }
    free(old);
    return true;
}

static bool grow_ends(exq_dictionary *dictionary)
{
    size_t room = dictionary->end_room == 0 ? 1 << (FIRST_BITS - 1) : dictionary->end_room * 2;
    size_t *ends = realloc(dictionary->ends, room * sizeof *ends);
    if (ends == NULL)
        return false;
    dictionary->ends = ends;
    dictionary->end_room = room;
    return true;
}

static bool make_room(exq_dictionary *dictionary)
{
    if (dictionary->count >= EXQ_NO_CODE)
        return false;
    return (dictionary->count < dictionary->slot_count / 8 * 5 || grow_slots(dictionary)) &&
           (dictionary->count < dictionary->end_room || grow_ends(dictionary));
}

/* The bytes go behind those of the codes before, with a NUL of their own. */
static bool append_text(exq_dictionary *dictionary, const char *bytes, size_t length)
{
    exq_buffer *text = &dictionary->bytes;
    size_t before = text->length;
    exq_buffer_append(text, bytes, length);
    exq_buffer_char(text, '\0');
    if (text->failed) {
        /* Out of memory once is not out of memory for ever: stay usable as it was. */
        text->failed = false;
        text->length = before;
        return false;
    }
    dictionary->ends[dictionary->count] = text->length;
    return true;
}

uint32_t exq_dictionary_code(exq_dictionary *dictionary, const char *bytes, size_t length)
{
    gist of = gist_of(dictionary, bytes, length);
    if (dictionary->count > 0) {
        uint32_t code = probe(dictionary, of, bytes, length)->code;
        if (code != EXQ_NO_CODE)
            return code;
    }
    if (!make_room(dictionary) || !append_text(dictionary, bytes, length))
        return EXQ_NO_CODE;
    uint32_t code = (uint32_t)dictionary->count++;
    *probe(dictionary, of, bytes, length) = (slot){of.value, of.length, code};
    return code;
}

bool exq_dictionary_is_far(const exq_dictionary *dictionary)
{
    return dictionary->slot_bits >= FAR_BITS;
}

void exq_dictionary_foresee(const exq_dictionary *dictionary, const char *bytes, size_t length)
{
    if (dictionary->count == 0)
        return;
    gist of = gist_of(dictionary, bytes, length);
    __builtin_prefetch(&dictionary->slots[place_of(dictionary, of.value, of.length)]);
}
