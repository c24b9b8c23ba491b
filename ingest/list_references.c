/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading everything but the lists, and what follows from it: catalogue, signatures, cells.
 */
#include <string.h>

#include "list_run.h"

exq_status exq_list_run_note(exq_list_run *run, const char *file, const char *sentence, exq_error *error)
{
    const char *note = exq_arena_format(run->lists->arena, "%s: %s.", file, sentence);
    if (note == NULL)
        return exq_fail_memory(error);
    run->notes[run->note_count++] = note;
    return EXQ_OK;
}

static exq_status add_record(exq_list_run *run, exq_reference_role role, const exq_source_record *source,
                             const char *note, exq_error *error)
{
    exq_list_facts *facts = &run->lists->facts;
    run->reference_records[facts->reference_count++] = (exq_reference_record){role, *source};
    return note == NULL ? EXQ_OK : exq_list_run_note(run, source->name, note, error);
}

/* The columns of a table among the asked ones: those that are not made. */
static exq_status real_columns(const char *const *columns, size_t count, exq_arena *arena, const char *const **out,
                               size_t *out_count, exq_error *error)
{
    const char **real = EXQ_NEW(arena, const char *, count);
    if (real == NULL)
        return exq_fail_memory(error);
    *out_count = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(columns[i], EXQ_HISTORY_COLUMN) != 0 && strcmp(columns[i], EXQ_POPULARITY_COLUMN) != 0)
            real[(*out_count)++] = columns[i];
    *out = real;
    return EXQ_OK;
}

static exq_status read_table(exq_list_run *run, exq_reference_role role, exq_error *error)
{
    const exq_lists_request *lists = &run->request->lists;
    const exq_list_facts *facts = &run->lists->facts;
    exq_arena *arena = run->lists->arena;
    bool users = role == EXQ_REFERENCE_USERS;
    const char *path = users ? lists->users : lists->items;
    const char *key = users ? lists->users_column : lists->items_column;
    exq_traits *traits = users ? &run->references.user_traits : &run->references.item_traits;
    traits->repeats = users ? lists->users_in_rows : lists->items_in_rows;
    if (traits->repeats) {
        path = run->request->inputs[0];
        key = users ? lists->user : lists->item;
    }
    if (path == NULL)
        return EXQ_OK;
    const char *const *columns = NULL;
    size_t count = 0;
    EXQ_TRY(real_columns(users ? run->plan->attributes : facts->item_columns,
                         users ? run->plan->attribute_count : facts->item_column_count, arena, &columns, &count,
                         error));
    EXQ_TRY(exq_traits_read(traits, path, key, columns, count, run->request, users ? run->references.users : run->references.items, arena, error));
    return add_record(run, role, &traits->record, traits->note, error);
}

static exq_status read_pairs(exq_list_run *run, exq_reference_role role, const char *path, exq_pairs *pairs,
                             exq_error *error)
{
    exq_pairs_source source = {0};
    EXQ_TRY(exq_pairs_read(pairs, path, run->request, run->references.users, run->references.items, run->lists->arena,
                           &source, error));
    EXQ_TRY(add_record(run, role, &source.record, source.note, error));
    bool told = source.relevance_name == NULL || strcmp(source.relevance_name, "relevance") == 0;
    if (told)
        return EXQ_OK;
    const char *sentence =
        exq_arena_format(run->lists->arena, "relevance was read from its column %s", source.relevance_name);
    return sentence == NULL ? exq_fail_memory(error) : exq_list_run_note(run, source.record.name, sentence, error);
}

/* In this order: users and items of the tables get the first codes, and the facts list truth before history. */
static exq_status read_files(exq_list_run *run, exq_error *error)
{
    const exq_lists_request *lists = &run->request->lists;
    exq_references *references = &run->references;
    exq_list_facts *facts = &run->lists->facts;
    run->reference_records = EXQ_NEW(run->lists->arena, exq_reference_record, lists->history_count + 3);
    if (run->reference_records == NULL)
        return exq_fail_memory(error);
    facts->references = run->reference_records;
    EXQ_TRY(read_table(run, EXQ_REFERENCE_USERS, error));
    EXQ_TRY(read_table(run, EXQ_REFERENCE_ITEMS, error));
    if (lists->truth != NULL)
        EXQ_TRY(read_pairs(run, EXQ_REFERENCE_TRUTH, lists->truth, &references->truth, error));
    for (size_t i = 0; i < lists->history_count; i++)
        EXQ_TRY(read_pairs(run, EXQ_REFERENCE_HISTORY, lists->history[i], &references->history, error));
    references->has_users = lists->users != NULL || lists->users_in_rows;
    references->has_items = lists->items != NULL || lists->items_in_rows;
    references->has_truth = lists->truth != NULL;
    references->has_history = lists->history_count > 0;
    references->user_count = exq_dictionary_count(references->users);
    references->item_count =
        references->has_items ? references->item_traits.rows : exq_dictionary_count(references->items);
    return EXQ_OK;
}

static exq_status sort_pairs(exq_list_run *run, exq_error *error)
{
    exq_references *references = &run->references;
    const size_t threads = run->request->threads;
    uint64_t ignored = 0;
    EXQ_TRY(
        exq_pairs_sort(&references->history, references->user_count, references->item_of, threads, &ignored, error));
    return exq_pairs_sort(&references->truth, references->user_count, references->item_of, threads,
                          &run->contradictions, error);
}

exq_status exq_list_run_references(exq_list_run *run, exq_error *error)
{
    exq_references *references = &run->references;
    exq_list_tally *lists = run->lists;
    exq_arena *arena = lists->arena;
    exq_pairs_init(&references->truth, true);
    exq_pairs_init(&references->history, false);
    references->users = exq_dictionary_new();
    references->items = exq_dictionary_new();
    if (references->users == NULL || references->items == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(read_files(run, error));
    EXQ_TRY(exq_catalogue_order(references, error));
    EXQ_TRY(sort_pairs(run, error));
    EXQ_TRY(exq_frame_items(&lists->frame, references, &run->request->lists, lists->facts.item_columns,
                            lists->facts.item_column_count, arena, error));
    EXQ_TRY(exq_frame_groups(&lists->frame, lists->facts.item_groupings, lists->facts.item_grouping_count,
                             lists->facts.item_columns, lists->facts.sharing, arena, error));
    return exq_frame_people(&lists->frame, references, run->request->missing, run->plan->attributes,
                            run->plan->attribute_count, arena, error);
}
