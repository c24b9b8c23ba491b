/* SPDX-License-Identifier: Apache-2.0 */
/* See pool.h. A command takes a few dozen pieces: one allocation each, in a chain, is all it needs. */
#include "pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct exq_pool_block {
    struct exq_pool_block *older;
    max_align_t memory[];
};

void *exq_pool_take(exq_pool *self, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2 - sizeof(struct exq_pool_block)) / size)
        return NULL;
    struct exq_pool_block *block = calloc(1, sizeof *block + count * size);
    if (!block)
        return NULL;
    block->older = self->newest;
    self->newest = block;
    return block->memory;
}

char *exq_pool_copy(exq_pool *self, const char *bytes, size_t length)
{
    char *copy = exq_pool_take(self, length + 1, 1);
    if (copy && length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

void exq_pool_free(exq_pool *self)
{
    while (self->newest) {
        struct exq_pool_block *block = self->newest;
        self->newest = block->older;
        free(block);
    }
}

bool exq_list_add(exq_list *self, const char *item, exq_pool *pool)
{
    if (self->count == self->capacity) {
        size_t capacity = self->capacity ? self->capacity * 2 : 4;
        const char **items = exq_pool_take(pool, capacity, sizeof *items);
        if (!items)
            return false;
        for (size_t i = 0; i < self->count; i++)
            items[i] = self->items[i];
        self->items = items;
        self->capacity = capacity;
    }
    self->items[self->count++] = item;
    return true;
}

bool exq_list_split(exq_list *self, const char *text, exq_pool *pool)
{
    for (;;) {
        size_t length = strcspn(text, ",");
        const char *part = exq_pool_copy(pool, text, length);
        if (!part || !exq_list_add(self, part, pool))
            return false;
        if (text[length] == '\0')
            return true;
        text += length + 1;
    }
}
