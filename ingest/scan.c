/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting bytes eight at a time, and record ends by the parity of quotes.
 */
#include "scan.h"

#include <string.h>

size_t exq_scan_count(const char *bytes, size_t length, char byte)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    const uint64_t pattern = UINT64_C(0x0101010101010101) * (unsigned char)byte;
    size_t count = 0;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        word ^= pattern;
        /* The top bit of each byte of `differs` is set unless the byte was the one sought. */
        uint64_t differs = ((word & low) + low) | word;
        count += (size_t)((((~differs & ~low) >> 7) * UINT64_C(0x0101010101010101)) >> 56);
    }
    for (; i < length; i++)
        count += bytes[i] == byte;
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
