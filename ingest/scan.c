/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking at bytes many at a time, and record ends by the parity of quotes. In a group each byte is compared by itself,
 * of which compilers make comparisons of as many as the processor can do at once.
 */
#include "scan.h"

#include <endian.h>
#include <string.h>

enum { WORD = 8, GROUP = 64 };

/* Eight bytes, the first of them lowest. */
static uint64_t word_of(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return le64toh(word);
}

static size_t count_in_group(const char *bytes, char byte)
{
    unsigned char count = 0;
    for (size_t i = 0; i < GROUP; i++)
        count = (unsigned char)(count + (bytes[i] == byte));
    return count;
}

size_t exq_scan_count(const char *bytes, size_t length, char byte)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f), ones = UINT64_C(0x0101010101010101);
    const uint64_t pattern = ones * (unsigned char)byte;
    size_t count = 0;
    size_t i = 0;
    for (; i + GROUP <= length; i += GROUP)
        count += count_in_group(bytes + i, byte);
    for (; i + WORD <= length; i += WORD) {
        uint64_t word = word_of(bytes + i) ^ pattern;
        /* The top bit of each byte of `differs` is set unless the byte was the one sought. */
        uint64_t differs = ((word & low) + low) | word;
        count += (size_t)((((~differs & ~low) >> 7) * ones) >> 56);
    }
    for (; i < length; i++)
        count += bytes[i] == byte;
    return count;
}

/* A bit for each byte of a group that is one of two: what is found in eight bytes is moved together by one product. */
static uint64_t matches(const char *bytes, char one, char other)
{
    char found[GROUP];
    for (size_t i = 0; i < GROUP; i++)
        found[i] = (char)(bytes[i] == one || bytes[i] == other);
    uint64_t bits = 0;
    for (size_t i = 0; i < GROUP; i += WORD)
        bits |= word_of(found + i) * UINT64_C(0x0102040810204080) >> 56 << i;
    return bits;
}

size_t exq_scan_places(const char *bytes, size_t length, char one, char other, uint16_t *places)
{
    size_t count = 0;
    size_t i = 0;
    for (; i + GROUP <= length; i += GROUP)
        for (uint64_t bits = matches(bytes + i, one, other); bits != 0; bits &= bits - 1)
            places[count++] = (uint16_t)(i + (size_t)__builtin_ctzll(bits));
    for (; i < length; i++)
        if (bytes[i] == one || bytes[i] == other)
            places[count++] = (uint16_t)i;
    return count;
}

const char *exq_scan_record(const char *at, const char *end, bool quoted)
{
    bool inside = false;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (newline == NULL)
            return NULL;
        if (quoted && exq_scan_count(at, (size_t)(newline - at), '"') % 2 == 1)
            inside = !inside;
        at = newline + 1;
        if (!inside)
            return at;
    }
    return NULL;
}

const char *exq_scan_last_record(const char *bytes, size_t length, bool quoted)
{
    bool inside = quoted && exq_scan_count(bytes, length, '"') % 2 == 1;
    for (;;) {
        const char *newline = memrchr(bytes, '\n', length);
        if (newline == NULL)
            return NULL;
        size_t before = (size_t)(newline - bytes);
        if (quoted && exq_scan_count(newline, length - before, '"') % 2 == 1)
            inside = !inside;
        if (!inside)
            return newline + 1;
        length = before;
    }
}
