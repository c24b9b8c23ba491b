/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a policy as a tree of nodes that know where they stand. All scalars are text: what `no` or `0.80` means is for
 * the schema to say. What would let a small file mean a large one, or one line mean two things (anchors, aliases, tags, merge
 * keys, duplicate keys, several documents), is refused.
 */
#ifndef EXQ_POLICY_YAML_H
#define EXQ_POLICY_YAML_H

#include "arena.h"

#define EXQ_POLICY_BYTES_MOST (1024 * 1024)
#define EXQ_POLICY_DEPTH_MOST 32
#define EXQ_POLICY_ENTRIES_MOST 1000 /* of one mapping or list */

typedef struct exq_policy_source {
    const char *name; /* what messages call the file */
    const char *bytes;
    size_t length;
} exq_policy_source;

typedef enum exq_policy_shape { EXQ_POLICY_SCALAR, EXQ_POLICY_SEQUENCE, EXQ_POLICY_MAPPING } exq_policy_shape;

/* Lines and columns (in characters) count from 1. */
typedef struct exq_policy_place {
    size_t line, column;
} exq_policy_place;

typedef struct exq_policy_node {
    exq_policy_shape shape;
    exq_policy_place place;
    const char *text; /* of a scalar */
    const char *key;  /* of an entry of a mapping */
    exq_policy_place key_place;
    const struct exq_policy_node *first; /* entries or elements */
    const struct exq_policy_node *next;
    size_t count;
    const exq_policy_source *source;
} exq_policy_node;

/* The one document of `source`, which must outlive the tree. Errors: USAGE "file:line:col: ..." with the line and a caret,
 * MEMORY. */
EXQ_CHECKED exq_status exq_policy_parse(const exq_policy_source *source, exq_arena *arena, const exq_policy_node **out,
                                        exq_error *error);

/* Fails with USAGE: the place, the message, the line, a caret and the hint (NULL: none). */
EXQ_PRINTF(5, 6)
exq_status exq_policy_refuse(const exq_policy_source *source, exq_policy_place place, exq_error *error, const char *hint,
                             const char *format, ...);

/* The entry of that key, or NULL. */
const exq_policy_node *exq_policy_entry(const exq_policy_node *mapping, const char *key);

#endif
