/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request into two, two documents into one.
 */
#include "both.h"

#include <string.h>

#include "plan.h"
#include "rank.h"

static bool is_among(const char *grouping, const exq_grouping *by, size_t count, exq_arena *arena)
{
    if (grouping == NULL || grouping[0] == '\0')
        return true;
    for (size_t i = 0; i < count; i++) {
        const char *text = exq_grouping_text(&by[i], arena);
        if (text != NULL && strcmp(text, grouping) == 0)
            return true;
    }
    return false;
}

/* References of groupings that this half does not have are no business of it. */
static exq_status keep_references(const exq_request *request, exq_request *half, exq_arena *arena, exq_error *error)
{
    exq_reference_choice *kept = EXQ_NEW(arena, exq_reference_choice, request->reference_count);
    if (kept == NULL)
        return exq_fail_memory(error);
    half->reference_count = 0;
    for (size_t i = 0; i < request->reference_count; i++) {
        const char *grouping = request->references[i].grouping;
        if (is_among(grouping, half->by, half->by_count, arena) ||
            is_among(grouping, half->lists.by_user, half->lists.by_user_count, arena) ||
            is_among(grouping, half->lists.by_item, half->lists.by_item_count, arena))
            kept[half->reference_count++] = request->references[i];
    }
    half->references = kept;
    return EXQ_OK;
}

exq_status exq_both_split(const exq_request *request, exq_arena *arena, exq_request *decisions, exq_request *lists,
                          exq_error *error)
{
    *decisions = *lists = *request;
    decisions->lists = (exq_lists_request){0};
    if (request->decision != NULL)
        decisions->score = NULL;
    lists->lists.beside_decisions = false;
    decisions->against = NULL;
    lists->against_decision = lists->against_score = NULL;
    lists->decision = lists->threshold = lists->label = lists->counterfactual = lists->unit = lists->weight = NULL;
    lists->favourable_count = lists->positive_count = lists->by_count = lists->search_depth = 0;
    EXQ_TRY(keep_references(request, decisions, arena, error));
    return keep_references(request, lists, arena, error);
}

static const char *const *join_texts(const char *const *one, size_t one_count, const char *const *other, size_t other_count,
                                     exq_arena *arena, size_t *count)
{
    const char **all = EXQ_NEW(arena, const char *, one_count + other_count);
    *count = 0;
    for (size_t i = 0; all != NULL && i < one_count + other_count; i++) {
        const char *text = i < one_count ? one[i] : other[i - one_count];
        bool known = false;
        for (size_t j = 0; j < *count; j++)
            known = known || strcmp(all[j], text) == 0;
        if (!known)
            all[(*count)++] = text;
    }
    return all;
}

static bool join_questions(exq_document *document, const exq_document *lists, exq_arena *arena)
{
    const size_t own = document->question_count;
    exq_doc_question *questions = EXQ_NEW(arena, exq_doc_question, own + lists->question_count);
    if (questions == NULL)
        return false;
    for (size_t i = 0; i < own; i++)
        questions[i] = document->questions[i];
    for (size_t i = 0; i < lists->question_count; i++)
        questions[own + i] = lists->questions[i];
    document->questions = questions;
    document->question_count = own + lists->question_count;
    document->catalogue = lists->catalogue;
    document->catalogue_count = lists->catalogue_count;
    return true;
}

/* Changes of lists are of questions that stand behind those of decisions. `before` is what these had before them. */
static bool join_versions(exq_document *document, const exq_document *lists, size_t before, exq_arena *arena)
{
    const exq_doc_versions *more = &lists->versions;
    exq_doc_versions *out = &document->versions;
    if (!lists->has_versions)
        return true;
    const size_t own = document->has_versions ? out->change_count : 0;
    exq_doc_change *changes = EXQ_NEW(arena, exq_doc_change, own + more->change_count);
    if (changes == NULL)
        return false;
    for (size_t i = 0; i < own + more->change_count; i++) {
        changes[i] = i < own ? out->changes[i] : more->changes[i - own];
        if (i >= own && changes[i].question >= 0)
            changes[i].question += (exq_count)before;
    }
    if (!document->has_versions)
        *out = *more;
    document->has_versions = true;
    out->changes = changes;
    out->change_count = own + more->change_count;
    return true;
}

bool exq_both_join(const exq_request *request, exq_document *document, const exq_document *lists, exq_arena *arena)
{
    const size_t own = document->question_count;
    if (!join_questions(document, lists, arena) || !join_versions(document, lists, own, arena))
        return false;
    document->conventions.show =
        join_texts(document->conventions.show, document->conventions.show_count, lists->conventions.show,
                   lists->conventions.show_count, arena, &document->conventions.show_count);
    document->data.warnings = join_texts(document->data.warnings, document->data.warning_count, lists->data.warnings,
                                         lists->data.warning_count, arena, &document->data.warning_count);
    document->conventions.has_lists = true;
    document->conventions.lists = lists->conventions.lists;
    if (document->conventions.score == NULL)
        document->conventions.score = lists->conventions.score;
    document->data.references = lists->data.references;
    document->data.reference_count = lists->data.reference_count;
    document->data.events = lists->data.events;
    document->data.event_count = lists->data.event_count;
    document->privacy.anything_withheld |= lists->privacy.anything_withheld;
    document->privacy.withheld_groups += lists->privacy.withheld_groups;
    return document->conventions.show != NULL && document->data.warnings != NULL &&
           exq_rank_findings(document, request->selected_is, arena);
}
