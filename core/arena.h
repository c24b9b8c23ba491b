/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One arena per audit: memory that is given back all at once. The only place in the computing layers that calls malloc
 * (growing tables of the reading side and buffers have their own, through buffer.h). Not thread-safe: one thread, one arena.
 */
#ifndef EXQ_ARENA_H
#define EXQ_ARENA_H

#include "error.h"

typedef struct exq_arena exq_arena;

/* NULL when out of memory. */
exq_arena *exq_arena_new(void);
void exq_arena_free(exq_arena *arena);

/* `count` zeroed objects of `size` bytes, aligned for any type; NULL when out of memory or count*size overflows.
 * A count of 0 gives a valid pointer to nothing. */
void *exq_arena_alloc(exq_arena *arena, size_t count, size_t size);
/* Copies, NUL-terminated. NULL in gives NULL out. */
char *exq_arena_copy(exq_arena *arena, const char *bytes, size_t length);
char *exq_arena_string(exq_arena *arena, const char *string);
EXQ_PRINTF(2, 3) char *exq_arena_format(exq_arena *arena, const char *format, ...);

/* Typed: exq_row *rows = EXQ_NEW(arena, exq_row, n); fails the enclosing function when out of memory. */
#define EXQ_NEW(arena, type, count) ((type *)exq_arena_alloc((arena), (count), sizeof(type)))

#endif
