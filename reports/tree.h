/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building a tree of JSON from what is said: out of memory is sticky and asked once, at the end.
 */
#ifndef EXQ_TREE_H
#define EXQ_TREE_H

#include "buffer.h"
#include "json.h"

typedef struct exq_tree {
    exq_buffer words; /* what is being said; taken, as it becomes a value */
    bool failed;
} exq_tree;

/* Hand `value` over to `object`; return it, or NULL, with which nothing more can go wrong. */
exq_json *exq_tree_set(exq_tree *tree, exq_json *object, const char *key, exq_json *value);
exq_json *exq_tree_push(exq_tree *tree, exq_json *array, exq_json *value);
/* The words as a value, cut to `most` bytes (0: whole). Empty words are no value. */
void exq_tree_say(exq_tree *tree, exq_json *object, const char *key, size_t most);
/* A name from outside, made visible. */
void exq_tree_name(exq_tree *tree, exq_json *object, const char *key, const char *name);

/* Print and free `root`, and end the tree. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_tree_print(exq_tree *tree, exq_json *root, exq_buffer *out, exq_error *error);

#endif
