/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hands values over and remembers whether one was lost.
 */
#include "tree.h"

#include <string.h>

#include "check_cases.h"
#include "text.h"

exq_json *exq_tree_set(exq_tree *tree, exq_json *object, const char *key, exq_json *value)
{
    const bool set = value != NULL && exq_json_set(object, key, value);
    tree->failed = tree->failed || !set;
    return set ? value : NULL;
}

exq_json *exq_tree_push(exq_tree *tree, exq_json *array, exq_json *value)
{
    const bool pushed = value != NULL && exq_json_push(array, value);
    tree->failed = tree->failed || !pushed;
    return pushed ? value : NULL;
}

void exq_tree_say(exq_tree *tree, exq_json *object, const char *key, size_t most)
{
    if (most > 0)
        exq_cut(&tree->words, most);
    if (tree->words.length > 0)
        (void)exq_tree_set(tree, object, key, exq_json_string(tree->words.bytes));
    tree->failed = tree->failed || tree->words.failed;
    exq_buffer_clear(&tree->words);
}

void exq_tree_name(exq_tree *tree, exq_json *object, const char *key, const char *name)
{
    exq_text_visible(&tree->words, name, strlen(name));
    exq_tree_say(tree, object, key, 0);
}

exq_status exq_tree_print(exq_tree *tree, exq_json *root, exq_buffer *out, exq_error *error)
{
    exq_status status =
        tree->failed || tree->words.failed || root == NULL ? exq_fail_memory(error) : exq_json_print(root, out, error);
    exq_json_free(root);
    exq_buffer_free(&tree->words);
    return status;
}
