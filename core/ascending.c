/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A radix sort from the lowest digit up. The bits of a double ascend with it once the sign is seen to.
 */
#include "ascending.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, DIGITS = 6, VALUES = 1 << DIGIT };

#define SIGN (UINT64_C(1) << 63)

static size_t digit_of(uint64_t key, int digit)
{
    return (size_t)(key >> (digit * DIGIT)) & (VALUES - 1);
}

/* From one array to the other, in the order of one digit. A digit that is the same in all moves nothing. */
static bool distribute(const uint64_t *from, uint64_t *to, size_t count, int digit)
{
    size_t first[VALUES + 1] = {0};
    for (size_t i = 0; i < count; i++)
        first[digit_of(from[i], digit) + 1]++;
    if (first[digit_of(from[0], digit) + 1] == count)
        return false;
    for (size_t v = 0; v < VALUES; v++)
        first[v + 1] += first[v];
    for (size_t i = 0; i < count; i++)
        to[first[digit_of(from[i], digit)]++] = from[i];
    return true;
}

static bool ascends(const double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i - 1] > values[i])
            return false;
    return true;
}

exq_status exq_sort_ascending(double *values, size_t count, exq_error *error)
{
    if (ascends(values, count))
        return EXQ_OK;
    uint64_t *room = malloc(2 * count * sizeof *room);
    if (room == NULL)
        return exq_fail_memory(error);
    uint64_t *keys = room, *other = room + count;
    memcpy(keys, values, count * sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] ^= (keys[i] & SIGN) != 0 ? UINT64_MAX : SIGN;
    for (int digit = 0; digit < DIGITS; digit++)
        if (distribute(keys, other, count, digit)) {
            uint64_t *sorted = other;
            other = keys;
            keys = sorted;
        }
    for (size_t i = 0; i < count; i++)
        keys[i] ^= (keys[i] & SIGN) != 0 ? SIGN : UINT64_MAX;
    memcpy(values, keys, count * sizeof *values);
    free(room);
    return EXQ_OK;
}
