/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bags one behind the other, found by open addressing over the hash of their items.
 */
#include "bags.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"

void exq_bags_free(exq_bags *bags)
{
    free(bags->items);
    free(bags->ends);
    free(bags->sums);
    free(bags->slots);
    *bags = (exq_bags){0};
}

static size_t start_of(const exq_bags *bags, size_t i)
{
    return i == 0 ? 0 : bags->ends[i - 1];
}

const uint32_t *exq_bags_get(const exq_bags *bags, size_t i, size_t *length)
{
    size_t start = start_of(bags, i);
    *length = bags->ends[i] - start;
    return bags->items + start;
}

int exq_bag_compare(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length)
{
    for (size_t i = 0; i < a_length && i < b_length; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return (a_length > b_length) - (a_length < b_length);
}

static size_t hash_of(const uint32_t *bag, size_t length)
{
    uint64_t hash = length;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ bag[i]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return (size_t)hash;
}

/* The slot that holds the bag, or the empty one where it belongs. */
static size_t slot_of(const exq_bags *bags, const uint32_t *bag, size_t length)
{
    size_t mask = bags->slot_count - 1;
    size_t slot = hash_of(bag, length) & mask;
    for (; bags->slots[slot] != 0; slot = (slot + 1) & mask) {
        size_t held_length = 0;
        const uint32_t *held = exq_bags_get(bags, bags->slots[slot] - 1, &held_length);
        if (held_length == length && memcmp(held, bag, length * sizeof *bag) == 0)
            break;
    }
    return slot;
}

size_t exq_bags_find(const exq_bags *bags, const uint32_t *bag, size_t length)
{
    if (bags->count == 0)
        return 0;
    uint32_t held = bags->slots[slot_of(bags, bag, length)];
    return held == 0 ? bags->count : held - 1;
}

static bool rehash(exq_bags *bags)
{
    size_t fresh_count = bags->slot_count == 0 ? 64 : bags->slot_count * 2;
    uint32_t *fresh = calloc(fresh_count, sizeof *fresh);
    if (fresh == NULL)
        return false;
    free(bags->slots);
    bags->slots = fresh;
    bags->slot_count = fresh_count;
    for (size_t i = 0; i < bags->count; i++) {
        size_t length = 0;
        const uint32_t *bag = exq_bags_get(bags, i, &length);
        bags->slots[slot_of(bags, bag, length)] = (uint32_t)i + 1;
    }
    return true;
}

static bool append(exq_bags *bags, const uint32_t *bag, size_t length, size_t slot)
{
    size_t i = bags->count;
    size_t start = start_of(bags, i);
    if (i >= UINT32_MAX - 1 || !exq_room(&bags->items, &bags->item_room, start + length, sizeof *bag) ||
        !exq_room(&bags->ends, &bags->end_room, i + 1, sizeof *bags->ends) ||
        !exq_room(&bags->sums, &bags->sum_room, i + 1, sizeof *bags->sums))
        return false;
    memcpy(bags->items + start, bag, length * sizeof *bag);
    bags->ends[i] = start + length;
    bags->sums[i] = 0;
    bags->slots[slot] = (uint32_t)i + 1;
    bags->count++;
    return true;
}

exq_status exq_bags_add(exq_bags *bags, const uint32_t *bag, size_t length, uint64_t amount, exq_error *error)
{
    if (bags->count * 2 >= bags->slot_count && !rehash(bags))
        return exq_fail_memory(error);
    size_t slot = slot_of(bags, bag, length);
    if (bags->slots[slot] == 0 && !append(bags, bag, length, slot))
        return exq_fail_memory(error);
    uint64_t *sum = &bags->sums[bags->slots[slot] - 1];
    if (__builtin_add_overflow(*sum, amount, sum))
        return exq_fail(error, EXQ_INCONSISTENT, "persons have more rows than can be summed up (2^64)");
    return EXQ_OK;
}
