/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often each item was shown and how much attention it got, by user cell and by bucket. Summed item after item
 * once all people are counted: taken person after person, every place would be looked for in tables that no cache
 * holds.
 */
#ifndef EXQ_LIST_USES_H
#define EXQ_LIST_USES_H

#include "list_part.h"
#include "list_person.h"

/* A place of a list; it takes the room of the row that it was. */
typedef struct exq_list_use {
    double weight;
    uint32_t item;  /* EXQ_NO_ITEM: none, or outside the catalogue */
    uint32_t whose; /* exq_use_of */
} exq_list_use;

_Static_assert(sizeof(exq_list_use) == sizeof(exq_list_row), "a use takes the room of a row");
_Static_assert(_Alignof(exq_list_use) == _Alignof(exq_list_row), "a use takes the place of a row");

/* Cell, bucket and the first cutoff that reaches the place, in one number. */
enum { EXQ_BUCKET_BITS = 5, EXQ_CUTOFF_BITS = 5 };
static inline uint32_t exq_use_of(size_t cell, size_t bucket, size_t cutoff)
{
    return (uint32_t)(((cell << EXQ_BUCKET_BITS) | bucket) << EXQ_CUTOFF_BITS | cutoff);
}

/* Fill the grids by item of `part` from `count` uses. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_uses_sum(const exq_list_use *uses, size_t count, const exq_list_shape *shape,
                                         size_t threads, exq_list_part *part, exq_error *error);

#endif
