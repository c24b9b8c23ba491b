/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Levels are folded once and sorted by what they fold to, so that those alike stand side by side.
 */
#include "alike.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

typedef struct folded {
    const char *column, *level;
    const char *as; /* what it folds to */
} folded;

static int by_fold(const void *a, const void *b)
{
    const folded *left = a, *right = b;
    int order = strcmp(left->column, right->column);
    order = order != 0 ? order : strcmp(left->as, right->as);
    return order != 0 ? order : strcmp(left->level, right->level);
}

static const char *fold(const char *level, exq_arena *arena)
{
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_text_fold(&buffer, level, strlen(level));
    const char *copy = buffer.failed ? NULL : exq_arena_copy(arena, buffer.bytes, buffer.length);
    exq_buffer_free(&buffer);
    return copy;
}

static bool collect(const exq_document *document, exq_arena *arena, folded **out, size_t *count)
{
    size_t most = 0;
    for (size_t q = 0; q < document->question_count; q++)
        most += document->questions[q].group_count * document->questions[q].by_count;
    folded *all = EXQ_NEW(arena, folded, most);
    size_t used = 0;
    for (size_t q = 0; all != NULL && q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t g = 0; g < question->group_count; g++) {
            const exq_doc_group *group = &question->groups[g];
            for (size_t l = 0; !group->withheld && l < group->levels.count; l++) {
                const exq_doc_level *level = &group->levels.items[l];
                if (level->level == NULL)
                    continue;
                all[used] = (folded){level->column, level->level, fold(level->level, arena)};
                if (all[used++].as == NULL)
                    return false;
            }
        }
    }
    *out = all;
    *count = used;
    return all != NULL;
}

static bool alike(const folded *a, const folded *b)
{
    return strcmp(a->column, b->column) == 0 && strcmp(a->as, b->as) == 0 && strcmp(a->level, b->level) != 0;
}

bool exq_alike_warn(exq_document *document, exq_arena *arena)
{
    folded *all = NULL;
    size_t count = 0, found = 0;
    if (!collect(document, arena, &all, &count))
        return false;
    qsort(all, count, sizeof *all, by_fold);
    for (size_t i = 1; i < count; i++)
        found += alike(&all[i - 1], &all[i]);
    const size_t before = document->data.warning_count;
    const char **warnings = EXQ_NEW(arena, const char *, before + found);
    if (warnings == NULL)
        return false;
    for (size_t i = 0; i < before; i++)
        warnings[i] = document->data.warnings[i];
    document->data.warnings = warnings;
    for (size_t i = 1; i < count; i++) {
        if (!alike(&all[i - 1], &all[i]))
            continue;
        const char *warning = exq_arena_format(
            arena,
            "column %s: “%s” and “%s” differ only in capitals, blanks or how a letter is stored, and are counted as "
            "two groups. Write them alike if they are one.",
            all[i].column, all[i - 1].level, all[i].level);
        if (warning == NULL)
            return false;
        warnings[document->data.warning_count++] = warning;
    }
    return true;
}
