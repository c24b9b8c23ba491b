/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arena: a list of zeroed chunks, filled from their start and freed together. Where a memory checker watches
 * (AddressSanitizer, or EXQ_ARENA_SINGLE for valgrind), every object gets a chunk of its own size, so that the checker
 * sees each object's end.
 */
#include "arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EXQ_ARENA_SINGLE 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(EXQ_ARENA_SINGLE)
#define EXQ_ARENA_SINGLE 1
#endif

#ifdef EXQ_ARENA_SINGLE
enum { CHUNK_SIZE = 0 };
#else
enum { CHUNK_SIZE = 64 * 1024 };
#endif

typedef struct chunk {
    struct chunk *next;
    size_t size; /* bytes of data */
    size_t used; /* bytes of data given out; a multiple of the alignment, or all */
    alignas(max_align_t) unsigned char data[];
} chunk;

struct exq_arena {
    chunk *chunks; /* the first is the one being filled */
};

exq_arena *exq_arena_new(void)
{
    return calloc(1, sizeof(exq_arena));
}

void exq_arena_free(exq_arena *arena)
{
    if (arena == NULL)
        return;
    chunk *next = NULL;
    for (chunk *it = arena->chunks; it != NULL; it = next) {
        next = it->next;
        free(it);
    }
    free(arena);
}

static chunk *chunk_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(chunk))
        return NULL;
    chunk *fresh = calloc(1, sizeof(chunk) + size);
    if (fresh != NULL)
        fresh->size = size;
    return fresh;
}

static void *take(chunk *from, size_t size)
{
    void *object = from->data + from->used;
    size_t padding = -size % alignof(max_align_t);
    size_t left = from->size - from->used - size;
    from->used += size + (padding < left ? padding : left);
    return object;
}

/* A large object gets a chunk of its own, put behind the one being filled, whose rest stays usable. */
static void *take_alone(exq_arena *arena, size_t size)
{
    chunk *own = chunk_new(size);
    if (own == NULL)
        return NULL;
    if (arena->chunks == NULL) {
        arena->chunks = own;
    } else {
        own->next = arena->chunks->next;
        arena->chunks->next = own;
    }
    return take(own, size);
}

void *exq_arena_alloc(exq_arena *arena, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    chunk *current = arena->chunks;
    if (current != NULL && bytes <= current->size - current->used)
        return take(current, bytes);
    if (bytes > CHUNK_SIZE / 4)
        return take_alone(arena, bytes);
    chunk *fresh = chunk_new(CHUNK_SIZE);
    if (fresh == NULL)
        return NULL;
    fresh->next = current;
    arena->chunks = fresh;
    return take(fresh, bytes);
}

char *exq_arena_copy(exq_arena *arena, const char *bytes, size_t length)
{
    if (bytes == NULL || length == SIZE_MAX)
        return NULL;
    char *copy = exq_arena_alloc(arena, length + 1, 1);
    if (copy != NULL)
        memcpy(copy, bytes, length);
    return copy;
}

char *exq_arena_string(exq_arena *arena, const char *string)
{
    return string == NULL ? NULL : exq_arena_copy(arena, string, strlen(string));
}

char *exq_arena_format(exq_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : exq_arena_alloc(arena, (size_t)length + 1, 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}
