/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the result document names a group of people, and counts them. Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_LEVELS_H
#define EXQ_DOCUMENT_LEVELS_H

#include "arena.h"

typedef int64_t exq_count; /* a number of people; -1: not told */

/* {"sex": "female", "race": null} in the order of `by` */
typedef struct exq_doc_level {
    const char *column;
    const char *level; /* NULL: the missing level */
} exq_doc_level;

typedef struct exq_doc_levels {
    const exq_doc_level *items; /* NULL with count 0: null in the JSON (no group named) */
    size_t count;
} exq_doc_levels;

#endif
