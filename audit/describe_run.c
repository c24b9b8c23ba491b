/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Describes the run itself: what was read, and every choice that could have been another.
 */
#include "run.h"

#include <string.h>

#include "interval.h"

static const char *const *copy_strings(exq_arena *arena, const char *const *strings, size_t count)
{
    const char **copies = EXQ_NEW(arena, const char *, count);
    for (size_t i = 0; copies != NULL && i < count; i++)
        copies[i] = exq_arena_string(arena, strings[i]);
    return copies;
}

static bool same_bytes(const exq_source_record *a, const exq_source_record *b)
{
    return a->bytes > 0 && a->bytes == b->bytes && strcmp(a->xxh3_128, b->xxh3_128) == 0;
}

/* What was noticed in reading, and files that were given twice, under whatever names. */
static bool describe_warnings(const exq_run *run, exq_document *document)
{
    const exq_tally_facts *facts = run->facts;
    const char **warnings = EXQ_NEW(run->arena, const char *, facts->warning_count + facts->source_count);
    if (warnings == NULL)
        return false;
    size_t count = 0;
    for (; count < facts->warning_count; count++)
        warnings[count] = exq_arena_string(run->arena, facts->warnings[count]);
    for (size_t i = 1; i < facts->source_count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_bytes(&facts->sources[i], &facts->sources[j])) {
                warnings[count++] =
                    exq_arena_format(run->arena, "%s and %s hold the same bytes: their rows are counted twice.",
                                     facts->sources[j].name, facts->sources[i].name);
                break;
            }
    document->data.warnings = warnings;
    document->data.warning_count = count;
    return count == 0 || warnings[count - 1] != NULL;
}

bool exq_describe_data(const exq_run *run, exq_document *document)
{
    const exq_tally_facts *facts = run->facts;
    exq_doc_excluded *excluded = EXQ_NEW(run->arena, exq_doc_excluded, EXQ_EXCLUDED_COUNT);
    exq_doc_source *sources = EXQ_NEW(run->arena, exq_doc_source, facts->source_count);
    if (excluded == NULL || sources == NULL)
        return false;
    for (size_t i = 0; i < EXQ_EXCLUDED_COUNT; i++)
        if (facts->rows_excluded[i] > 0)
            excluded[document->data.rows_excluded_count++] =
                (exq_doc_excluded){exq_excluded_name((exq_excluded)i), (exq_count)facts->rows_excluded[i]};
    for (size_t i = 0; i < facts->source_count; i++) {
        const exq_source_record *source = &facts->sources[i];
        sources[i] = (exq_doc_source){exq_arena_string(run->arena, source->name), (exq_count)source->bytes,
                                      exq_arena_string(run->arena, source->xxh3_128),
                                      source->sha256[0] != '\0' ? exq_arena_string(run->arena, source->sha256) : NULL};
    }
    document->data.rows_read = (exq_count)run->release.rows_read;
    document->data.rows_used = (exq_count)run->release.rows_used;
    document->data.rows_excluded = excluded;
    document->data.cover = run->release.anything_withheld ? "shown" : "all";
    document->data.sources = sources;
    document->data.source_count = facts->source_count;
    document->data.as_of = exq_arena_string(run->arena, run->plan->request->as_of);
    return describe_warnings(run, document);
}

static const char *missing_name(exq_missing missing)
{
    static const char *const names[] = {"own_group", "drop", "fail", "compare"};
    return names[missing];
}

static const char *selected_name(exq_selected_is selected_is)
{
    static const char *const names[] = {NULL, "good", "bad"};
    return names[selected_is];
}

bool exq_describe_conventions(const exq_run *run, exq_document *document)
{
    const exq_request *request = run->plan->request;
    const exq_tally_facts *facts = run->facts;
    exq_arena *arena = run->arena;
    exq_doc_word *words = EXQ_NEW(arena, exq_doc_word, request->word_count);
    if (words == NULL)
        return false;
    for (size_t i = 0; i < request->word_count; i++)
        words[i] = (exq_doc_word){exq_arena_string(arena, request->words[i].key),
                                  exq_arena_string(arena, request->words[i].text)};
    document->conventions.decision = exq_arena_string(arena, facts->decision);
    document->conventions.score = exq_arena_string(arena, facts->score);
    document->conventions.threshold = exq_arena_string(arena, facts->threshold);
    document->conventions.label = facts->counterfactual ? NULL : exq_arena_string(arena, facts->label);
    document->conventions.counterfactual = facts->counterfactual ? exq_arena_string(arena, facts->label) : NULL;
    document->conventions.weight = exq_arena_string(arena, facts->weight);
    document->conventions.favourable = copy_strings(arena, facts->favourable, facts->favourable_count);
    document->conventions.favourable_count = facts->favourable_count;
    document->conventions.positive = copy_strings(arena, facts->positive, facts->positive_count);
    document->conventions.positive_count = facts->positive_count;
    document->conventions.classes = copy_strings(arena, facts->classes, facts->class_count);
    document->conventions.class_count = facts->class_count;
    document->conventions.selected_is = selected_name(request->selected_is);
    document->conventions.missing = missing_name(request->missing);
    document->conventions.rate_interval = exq_rate_interval_name(run->plan->rate_interval);
    document->conventions.ratio_interval = run->plan->ratio_interval == EXQ_RATIO_KATZ ? "katz" : "koopman";
    document->conventions.show = run->show;
    document->conventions.show_count = run->show_count;
    document->conventions.words = words;
    document->conventions.word_count = request->word_count;
    return true;
}
