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

/* Cell, bucket and place in one number. Of the place stands there the first cutoff that reaches it; or, where weights
 * hang on places alone, the place itself: then weights need not be moved about. */
enum { EXQ_BUCKET_BITS = 5, EXQ_CUTOFF_BITS = 5 };
typedef struct exq_use_code {
    bool by_place;
    unsigned bits;             /* of a place */
    const uint32_t *cutoff_of; /* each place: the first that reaches it */
} exq_use_code;

/* Errors: MEMORY. */
EXQ_CHECKED exq_status exq_use_code_of(const exq_list_shape *shape, const size_t *cutoffs, bool weighed_by_place,
                                       exq_arena *arena, exq_use_code *out, exq_error *error);

static inline uint32_t exq_use_of(const exq_use_code *code, size_t cell, size_t bucket, size_t place)
{
    const size_t told = code->by_place ? place : code->cutoff_of[place];
    return (uint32_t)(((cell << EXQ_BUCKET_BITS) | bucket) << code->bits | told);
}

typedef struct exq_list_uses {
    const exq_list_use *uses;
    size_t count;
    const exq_use_code *code;
    const double *weights; /* of each place, if by place */
} exq_list_uses;

/* Fill the grids by item of `part`. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_uses_sum(const exq_list_uses *uses, const exq_list_shape *shape, size_t threads,
                                         exq_list_part *part, exq_error *error);

#endif
