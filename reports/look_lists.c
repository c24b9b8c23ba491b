/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Look-ups in what a result holds of recommendation lists.
 */
#include <string.h>

#include "look.h"

exq_side exq_look_side(const exq_doc_question *question)
{
    static const char *const names[] = {"decision", "user", "item", "cross"};
    for (size_t i = 0; question->side != NULL && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(question->side, names[i]) == 0)
            return (exq_side)i;
    return EXQ_SIDE_DECISION;
}

const exq_doc_question *exq_look_question(const exq_document *document, exq_side side)
{
    for (size_t i = 0; i < document->question_count; i++)
        if (exq_look_side(&document->questions[i]) == side)
            return &document->questions[i];
    return NULL;
}

bool exq_look_lists_alone(const exq_document *document)
{
    return document->conventions.has_lists && exq_look_question(document, EXQ_SIDE_DECISION) == NULL;
}

bool exq_look_only_crossed_withheld(const exq_document *document)
{
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_doc_question *question = &document->questions[i];
        for (size_t g = 0; exq_look_side(question) != EXQ_SIDE_CROSS && g < question->group_count; g++)
            if (question->groups[g].withheld)
                return false;
    }
    return document->privacy.withheld_groups > 0 && document->conventions.has_lists &&
           exq_look_question(document, EXQ_SIDE_USER) != NULL && exq_look_question(document, EXQ_SIDE_ITEM) != NULL;
}

/* Is it this name, at some cutoff or at none? What is of one grouping of many ("miscalibration@10:genres") is another. */
static bool is_of(const char *id, const char *name)
{
    size_t length = strlen(name);
    return strncmp(id, name, length) == 0 && (id[length] == '\0' || id[length] == '@') && strchr(id, ':') == NULL;
}

const exq_doc_measure *exq_look_first(const exq_doc_group *group, const char *name)
{
    for (size_t i = 0; i < group->measure_count; i++)
        if (is_of(group->measures[i].id, name))
            return &group->measures[i];
    return NULL;
}

const exq_doc_catalogue *exq_look_catalogue(const exq_document *document, const char *name)
{
    for (size_t i = 0; i < document->catalogue_count; i++)
        if (is_of(document->catalogue[i].id, name))
            return &document->catalogue[i];
    return NULL;
}
