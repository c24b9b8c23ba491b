/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that lives as long as the run of one command: what the options say, and what is made of it. Nothing in it is
 * freed alone.
 */
#ifndef EXQ_POOL_H
#define EXQ_POOL_H

#include "exaequo.h"

typedef struct exq_pool {
    struct exq_pool_block *newest;
} exq_pool;

/* Zeroed memory for `count` things of `size` bytes, or NULL when there is none. */
void *exq_pool_take(exq_pool *self, size_t count, size_t size);
/* A copy of `length` bytes with a NUL behind them, or NULL. */
char *exq_pool_copy(exq_pool *self, const char *bytes, size_t length);
void exq_pool_free(exq_pool *self);

/* Texts in the order they came; they are borrowed. */
typedef struct exq_list {
    const char **items;
    size_t count;
    size_t capacity;
} exq_list;

/* False when there is no memory. */
EXQ_CHECKED bool exq_list_add(exq_list *self, const char *item, exq_pool *pool);
/* Add the parts of `text` between the commas. */
EXQ_CHECKED bool exq_list_split(exq_list *self, const char *text, exq_pool *pool);

#endif
