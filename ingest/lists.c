/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One run of reading lists: the references, the lists, the pass over people, the tally.
 */
#include "lists.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "list_run.h"
#include "number.h"

typedef struct list_event_row {
    const char *name;
    const char *sentence;
} list_event_row;

static const list_event_row event_rows[EXQ_LIST_EVENT_COUNT] = {
#define EVENT(id, name, sentence) {name, sentence},
#include "list_events.def"
#undef EVENT
};

const char *exq_list_event_name(exq_list_event event)
{
    return event < EXQ_LIST_EVENT_COUNT ? event_rows[event].name : NULL;
}

const char *exq_list_event_sentence(exq_list_event event)
{
    return event < EXQ_LIST_EVENT_COUNT ? event_rows[event].sentence : NULL;
}

exq_status exq_ingest_is_lists(const exq_request *request, bool *lists, exq_error *error)
{
    *lists = request->lists.user != NULL;
    if (*lists || request->input_count == 0 || strcmp(request->inputs[0], "-") == 0)
        return EXQ_OK;
    return exq_list_saved_is(request->inputs[0], lists, error);
}

/* ------------------------------------------------------------------------------------------------- reading */

static exq_status read_lists(exq_list_run *run, exq_error *error)
{
    const exq_request *request = run->request;
    const exq_list_facts *facts = &run->lists->facts;
    exq_list_rows_init(&run->rows, run->plan, facts->cutoffs[facts->cutoff_count - 1], run->references.items);
    const char **notes = EXQ_NEW(run->lists->arena, const char *, request->input_count);
    exq_list_reading reading = {
        .request = request,
        .references = &run->references,
        .rows = &run->rows,
        .arena = run->lists->arena,
        .records = run->records,
        .notes = notes,
    };
    if (notes == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_list_rows_read(&reading, error));
    for (size_t i = 0; i < request->input_count; i++) {
        EXQ_TRY(exq_request_check_sha256(request, &run->records[i], run->records[i].name, error));
        if (notes[i] != NULL)
            EXQ_TRY(exq_list_run_note(run, run->records[i].name, notes[i], error));
    }
    EXQ_TRY(exq_request_check_rows(request, run->rows.rows_read, error));
    if (run->rows.rows_read == 0)
        return exq_fail(error, EXQ_MALFORMED, "%s: there is no row in it.", run->records[0].name);
    EXQ_TRY(exq_catalogue_extend(&run->references, error));
    EXQ_TRY(exq_list_rows_group(&run->rows, error));
    if (facts->relevance == NULL)
        return EXQ_OK;
    return exq_pairs_sort(&run->rows.judged, run->rows.user_count, run->references.item_of, request->threads,
                          &run->contradictions, error);
}

/* The other version is read as the inputs are, with references that grow by what only it names. */
static exq_status read_other(exq_list_run *run, exq_error *error)
{
    exq_list_run *other = run->other;
    other->lists = run->lists;
    other->references = run->references;
    other->records = run->records + run->request->input_count;
    other->notes = run->notes + run->note_count;
    exq_status status = read_lists(other, error);
    run->references = other->references;
    run->note_count += other->note_count;
    return status;
}

/* Sums of the traces of ranks 1 to n, for n up to the longest list. */
static exq_status sum_traces(const exq_list_rows *rows, exq_arena *scratch, const uint64_t **out, exq_error *error)
{
    size_t longest = 0;
    for (size_t u = 0; u < rows->user_count; u++)
        if (rows->length[u] > longest)
            longest = rows->length[u];
    uint64_t *traces = EXQ_NEW(scratch, uint64_t, longest + 1);
    if (traces == NULL)
        return exq_fail_memory(error);
    for (size_t rank = 1; rank <= longest; rank++)
        traces[rank] = traces[rank - 1] + exq_trace_of_rank(rank);
    *out = traces;
    return EXQ_OK;
}

static exq_status make_world(const exq_list_run *run, exq_arena *scratch, exq_list_world *world, exq_error *error)
{
    const exq_list_tally *lists = run->lists;
    const exq_references *references = &run->references;
    const char *from = run->request->lists.relevant_from;
    *world = (exq_list_world){
        .plan = run->plan,
        .frame = &lists->frame,
        .references = references,
        .rows = &run->rows,
        .truth = references->has_truth            ? &references->truth
                 : lists->facts.relevance != NULL ? &run->rows.judged
                                                  : NULL,
        .most = lists->facts.cutoffs[lists->facts.cutoff_count - 1],
        .numbers = exq_dictionary_count(references->items),
    };
    if (from != NULL && !exq_number_parse(from, strlen(from), &world->relevant_from))
        return exq_fail(error, EXQ_INTERNAL, "the grade from which items are relevant was not checked");
    return sum_traces(&run->rows, scratch, &world->traces, error);
}

/* Count the people of a world into `sums`, and refuse what is wrong with its lists. */
static exq_status count(const exq_list_run *run, const exq_list_settings *settings, const exq_list_world *world,
                        exq_list_sums *sums, exq_arena *scratch, exq_error *error)
{
    const exq_list_tally *lists = run->lists;
    exq_list_faults faults = {0};
    exq_list_count all = {
        .plan = run->plan,
        .facts = &lists->facts,
        .world = world,
        .shape = exq_list_shape_of(&lists->facts, &lists->frame),
        .settings = settings,
        .uses = (exq_list_use *)(void *)run->rows.rows,
    };
    const bool shared = !run->rows.ranked && run->rows.ties == EXQ_TIES_EXPECTED;
    const bool by_place = exq_attention_is_by_place(run->plan->options->position) && !shared;
    EXQ_TRY(exq_use_code_of(&all.shape, lists->facts.cutoffs, by_place, scratch, &all.code, error));
    if (run->plan->pairs)
        EXQ_TRY(exq_slices_of(&lists->frame, lists->facts.item_grouping_count, scratch, &all.slices, error));
    EXQ_TRY(exq_list_sums_init(sums, &all.shape, error));
    exq_status status = exq_list_count_run(&all, sums, &faults, error);
    if (status == EXQ_OK)
        status = exq_list_run_judge(run, &faults, scratch, error);
    free(faults.shown);
    return status;
}

/* Both versions at once, as long as both have their rows. */
static exq_status pair(const exq_list_run *run, const exq_list_settings *settings, const exq_list_world *after,
                       const exq_list_world *before, exq_error *error)
{
    exq_list_tally *lists = run->lists;
    exq_list_pairing pairing = {
        .plan = run->plan,
        .after = after,
        .before = before,
        .shape = exq_list_shape_of(&lists->facts, &lists->frame),
        .settings = settings,
        .has_truth = run->references.has_truth,
    };
    lists->versions.there = true;
    EXQ_TRY(exq_paired_sums_init(&lists->versions.paired, &pairing.shape, error));
    return exq_list_pair_run(&pairing, &lists->versions.paired, error);
}

static exq_status count_all(exq_list_run *run, exq_arena *scratch, exq_error *error)
{
    exq_list_tally *lists = run->lists;
    exq_list_settings settings = {0};
    exq_list_world world, other;
    EXQ_TRY(exq_list_run_settings(run, scratch, &settings, error));
    EXQ_TRY(make_world(run, scratch, &world, error));
    if (run->other != NULL) {
        run->other->references = run->references;
        EXQ_TRY(make_world(run->other, scratch, &other, error));
        EXQ_TRY(pair(run, &settings, &world, &other, error));
    }
    EXQ_TRY(count(run, &settings, &world, &lists->sums, scratch, error));
    return run->other == NULL ? EXQ_OK : count(run->other, &settings, &other, &lists->versions.other, scratch, error);
}

static exq_status count_people(exq_list_run *run, exq_error *error)
{
    exq_arena *scratch = exq_arena_new();
    exq_status status = scratch == NULL ? exq_fail_memory(error) : count_all(run, scratch, error);
    exq_arena_free(scratch);
    return status;
}

/* --------------------------------------------------------------------------------------------------- tally */

/* With consent asked for, people of the references are counted only where a row of theirs says so, in each version. */
static void leave_out_silent(exq_list_run *run, const exq_list_rows *rows)
{
    exq_references *references = &run->references;
    for (size_t u = 0; run->request->consent.column != NULL && u < references->user_count; u++)
        if (!exq_has_list(rows, u))
            references->cell_of[u] = EXQ_NO_CODE;
}

/* Rows of people who are left out since an attribute of theirs is missing. */
static uint64_t rows_left_out(const exq_list_run *run)
{
    const exq_references *references = &run->references;
    uint64_t left_out = 0;
    for (size_t u = 0; u < run->rows.user_count; u++) {
        uint32_t cell = u < references->user_count ? references->cell_of[u] : references->stranger;
        left_out += cell == EXQ_NO_CODE ? run->rows.length[u] : 0;
    }
    return left_out;
}

static exq_status make_tally(exq_list_run *run, exq_tally **out, exq_error *error)
{
    exq_tally_facts facts = {
        .rows_read = run->rows.rows_read,
        .sources = run->records,
        .source_count = run->request->input_count + (run->other != NULL),
        .attributes = run->plan->attributes,
        .attribute_count = run->plan->attribute_count,
        .score = run->request->lists.rank == NULL ? run->request->score : NULL,
        .warnings = run->notes,
        .warning_count = run->note_count,
    };
    facts.rows_excluded[EXQ_EXCLUDED_ATTRIBUTE_MISSING] = rows_left_out(run);
    facts.rows_excluded[EXQ_EXCLUDED_CONSENT_MISSING] = run->rows.refused;
    facts.rows_used = facts.rows_read - facts.rows_excluded[EXQ_EXCLUDED_ATTRIBUTE_MISSING] - run->rows.refused;
    EXQ_TRY(exq_list_tally_view(run->lists, error));
    EXQ_TRY(exq_tally_of_lists(&facts, run->lists, out, error));
    run->lists = NULL;
    return EXQ_OK;
}

static exq_status read_all(exq_list_run *run, exq_tally **out, exq_error *error)
{
    const exq_request *request = run->request;
    exq_arena *arena = run->lists->arena;
    size_t files = request->input_count + request->lists.history_count + 4;
    run->records = EXQ_NEW(arena, exq_source_record, request->input_count + 1);
    run->notes = EXQ_NEW(arena, const char *, 2 * files);
    if (run->records == NULL || run->notes == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_list_facts_of(run->plan, arena, &run->lists->facts, error));
    EXQ_TRY(exq_list_run_references(run, error));
    EXQ_TRY(read_lists(run, error));
    leave_out_silent(run, &run->rows);
    if (run->other != NULL) {
        EXQ_TRY(read_other(run, error));
        leave_out_silent(run, &run->other->rows);
    }
    EXQ_TRY(count_people(run, error));
    return make_tally(run, out, error);
}

static void close_run(exq_list_run *run)
{
    exq_references *references = &run->references;
    exq_dictionary_free(references->users);
    exq_dictionary_free(references->items);
    exq_traits_free(&references->user_traits);
    exq_traits_free(&references->item_traits);
    exq_pairs_free(&references->history);
    exq_pairs_free(&references->truth);
    free(references->item_of);
    free(references->cell_of);
    exq_list_rows_free(&run->rows);
    exq_list_tally_free(run->lists);
}

/* What the other version is read with: its file instead of the inputs, of which alone numbers of rows and digests were
 * promised. */
typedef struct other_version {
    exq_request request;
    exq_list_plan plan;
    exq_list_run run;
} other_version;

static void plan_other(const exq_list_plan *plan, other_version *out)
{
    out->request = *plan->request;
    out->request.inputs = &plan->request->against;
    out->request.input_count = 1;
    out->request.expect_rows_given = false;
    out->request.expect_sha256 = NULL;
    out->plan = *plan;
    out->plan.request = &out->request;
    out->run = (exq_list_run){.plan = &out->plan, .request = &out->request};
}

exq_status exq_ingest_lists(const exq_list_plan *plan, exq_tally **out, exq_error *error)
{
    bool saved = false;
    EXQ_TRY(exq_request_check_inputs(plan->request, error));
    if (strcmp(plan->request->inputs[0], "-") != 0)
        EXQ_TRY(exq_list_saved_is(plan->request->inputs[0], &saved, error));
    if (saved)
        return exq_list_saved_read(plan, out, error);
    EXQ_TRY(exq_list_request_check(plan, error));
    other_version other;
    exq_list_run run = {.plan = plan, .request = plan->request, .lists = exq_list_tally_new()};
    if (plan->request->against != NULL) {
        plan_other(plan, &other);
        run.other = &other.run;
    }
    exq_status status = run.lists == NULL ? exq_fail_memory(error) : read_all(&run, out, error);
    if (run.other != NULL)
        exq_list_rows_free(&run.other->rows);
    close_run(&run);
    return status;
}
