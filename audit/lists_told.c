/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Describes a run over lists: what was read, and every choice behind its numbers.
 */
#include "lists_describe.h"
#include "tally.h"

static exq_doc_source source_of(exq_arena *arena, const exq_source_record *record)
{
    return (exq_doc_source){exq_arena_string(arena, record->name), (exq_count)record->bytes,
                            exq_arena_string(arena, record->xxh3_128),
                            record->sha256[0] != '\0' ? exq_arena_string(arena, record->sha256) : NULL};
}

static const char *role_name(exq_reference_role role)
{
    static const char *const names[] = {"truth", "history", "users", "items"};
    return names[role];
}

bool exq_lists_describe_data(const exq_lists_run *run, exq_document *document)
{
    const exq_tally_facts *facts = run->facts;
    const exq_list_facts *lists = facts->lists;
    exq_arena *arena = run->arena;
    exq_doc_source *sources = EXQ_NEW(arena, exq_doc_source, facts->source_count);
    exq_doc_reference_file *references = EXQ_NEW(arena, exq_doc_reference_file, lists->reference_count);
    exq_doc_excluded *excluded = EXQ_NEW(arena, exq_doc_excluded, EXQ_EXCLUDED_COUNT);
    const char **warnings = EXQ_NEW(arena, const char *, facts->warning_count);
    if (sources == NULL || references == NULL || excluded == NULL || warnings == NULL)
        return false;
    for (size_t i = 0; i < facts->source_count; i++)
        sources[i] = source_of(arena, &facts->sources[i]);
    for (size_t i = 0; i < lists->reference_count; i++)
        references[i] = (exq_doc_reference_file){role_name(lists->references[i].role),
                                                 source_of(arena, &lists->references[i].source)};
    for (size_t i = 0; i < facts->warning_count; i++)
        warnings[i] = exq_arena_string(arena, facts->warnings[i]);
    for (size_t i = 0; i < EXQ_EXCLUDED_COUNT; i++)
        if (facts->rows_excluded[i] > 0)
            excluded[document->data.rows_excluded_count++] =
                (exq_doc_excluded){exq_excluded_name((exq_excluded)i), (exq_count)facts->rows_excluded[i]};
    document->data.rows_read = (exq_count)run->lists.rows_read;
    document->data.rows_used = (exq_count)run->lists.rows_used;
    document->data.rows_excluded = excluded;
    document->data.cover = "all";
    document->data.sources = sources;
    document->data.source_count = facts->source_count;
    document->data.references = references;
    document->data.reference_count = lists->reference_count;
    document->data.as_of = exq_arena_string(arena, run->plan->request.as_of);
    document->data.warnings = warnings;
    document->data.warning_count = facts->warning_count;
    return exq_lists_events(run, &run->lists.everyone, &document->data.events, &document->data.event_count);
}

/* ----------------------------------------------------------------------------------------------------------- choices */

static const char *tail_text(const exq_lists_run *run)
{
    static const char *const names[] = {"interactions80", "items20", "bottom10", "count"};
    const exq_list_facts *facts = run->facts->lists;
    if (!facts->has_history)
        return NULL;
    return facts->tail == EXQ_TAIL_COUNT
               ? exq_arena_format(run->arena, "count<=%llu", (unsigned long long)facts->tail_most)
               : names[facts->tail];
}

static void describe_reading(const exq_lists_run *run, exq_doc_list_choices *out)
{
    static const char *const ties[] = {"expected", "by_item", "by_item_reversed"};
    const exq_list_facts *facts = run->facts->lists;
    exq_arena *arena = run->arena;
    out->user = exq_arena_string(arena, facts->user);
    out->item = exq_arena_string(arena, facts->item);
    out->rank = exq_arena_string(arena, facts->rank);
    out->relevance = exq_arena_string(arena, facts->relevance);
    out->relevant_from = exq_arena_string(arena, facts->relevant_from);
    out->position_model = exq_arena_string(arena, facts->position_model);
    out->duplicates = facts->duplicates == EXQ_DUPLICATES_FAIL ? "fail" : "keep_first";
    out->ties = ties[facts->ties];
    out->sharing = facts->sharing == EXQ_SHARING_FRACTIONAL ? "fractional" : "full";
    out->split_on = exq_arena_string(arena, facts->split_on);
    out->tail = tail_text(run);
    out->merit = exq_lists_has_truth(run) ? "truth" : NULL;
    out->variants = exq_arena_string(arena, facts->variants);
}

static void describe_options(const exq_lists_run *run, exq_doc_list_choices *out)
{
    const exq_list_options *options = &run->plan->options;
    out->discount = exq_position_name(options->discount);
    out->gain = exq_gain_name(options->gain);
    out->precision_by = options->precision == EXQ_PRECISION_BY_K ? "k" : "length";
    out->recall_by = options->recall_by_min ? "min" : "relevant";
    out->map_by = exq_map_by_name(options->map);
    out->no_truth = options->no_truth_is_zero ? "zero" : "left_out";
    out->no_list = options->no_list_is_left_out ? "left_out" : "zero";
    out->target = "catalogue";
    out->entropy = "2";
    out->divergence = "e";
    out->calibration_smoothing = options->calibration_smoothing;
    out->fair_level = options->fair_level;
    out->persistence = options->persistence;
    out->random = "people; of groups of items, people and items";
    if (run->plan->compat != NULL) {
        out->compat = run->plan->compat->name;
        out->compat_version = run->plan->compat->version;
        out->compat_alike = run->plan->compat->alike;
        out->compat_unlike = run->plan->compat->unlike;
    }
}

bool exq_lists_describe_conventions(const exq_lists_run *run, exq_document *document)
{
    static const char *const missing[] = {"own_group", "drop", "fail", "compare"};
    const exq_request *request = &run->plan->request;
    exq_doc_word *words = EXQ_NEW(run->arena, exq_doc_word, request->word_count);
    exq_count *cutoffs = EXQ_NEW(run->arena, exq_count, run->lists.cutoff_count);
    if (words == NULL || cutoffs == NULL)
        return false;
    for (size_t i = 0; i < request->word_count; i++)
        words[i] = (exq_doc_word){exq_arena_string(run->arena, request->words[i].key),
                                  exq_arena_string(run->arena, request->words[i].text)};
    for (size_t k = 0; k < run->lists.cutoff_count; k++)
        cutoffs[k] = (exq_count)run->lists.cutoffs[k];
    document->conventions.score = exq_arena_string(run->arena, run->facts->score);
    document->conventions.missing = missing[request->missing];
    document->conventions.show = run->show;
    document->conventions.show_count = run->show_count;
    document->conventions.words = words;
    document->conventions.word_count = request->word_count;
    document->conventions.has_lists = true;
    document->conventions.lists = (exq_doc_list_choices){.cutoffs = cutoffs, .cutoff_count = run->lists.cutoff_count};
    describe_reading(run, &document->conventions.lists);
    describe_options(run, &document->conventions.lists);
    return true;
}
