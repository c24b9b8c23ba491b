/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One run of reading: check the request, read every source into the intake, make one tally of it, hold it against
 * what was promised of the input.
 */
#include "ingest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "source.h"
#include "tally_struct.h"
#include "vocabulary.h"

/* ------------------------------------------------------------------------------------------------- intake */

exq_status exq_intake_note(exq_intake *intake, const exq_stream *stream, const char *sentence, exq_error *error)
{
    const char *note = exq_arena_format(intake->arena, "%s: %s.", exq_stream_base_name(stream), sentence);
    if (note == NULL)
        return exq_fail_memory(error);
    intake->notes[intake->note_count++] = note;
    return EXQ_OK;
}

exq_status exq_intake_progress(const exq_intake *intake, const exq_stream *stream, uint64_t rows, exq_error *error)
{
    const exq_progress *progress = &intake->plan->request->progress;
    uint64_t bytes = intake->bytes_before + exq_stream_bytes(stream);
    if (progress->step == NULL || progress->step(progress->payload, rows, bytes, intake->bytes_total))
        return EXQ_OK;
    return exq_fail(error, EXQ_IO, "interrupted");
}

/* The size of all inputs, or 0 when one of them has none. */
static uint64_t total_bytes(const exq_request *request)
{
    uint64_t total = 0;
    for (size_t i = 0; i < request->input_count; i++) {
        struct stat status;
        if (strcmp(request->inputs[i], "-") == 0 || stat(request->inputs[i], &status) != 0 || !S_ISREG(status.st_mode))
            return 0;
        total += (uint64_t)status.st_size;
    }
    return total;
}

static exq_status name_columns(exq_intake *intake, exq_error *error)
{
    const exq_request *request = intake->plan->request;
    size_t attributes = intake->plan->attribute_count;
    const char **columns = EXQ_NEW(intake->arena, const char *, attributes + 2);
    if (columns == NULL)
        return exq_fail_memory(error);
    for (size_t a = 0; a < attributes; a++)
        columns[a] = intake->plan->attributes[a];
    const char *label = request->label != NULL ? request->label : request->counterfactual;
    columns[attributes] = label != NULL ? label : "label";
    columns[attributes + 1] = request->decision != NULL ? request->decision : request->score;
    intake->columns = columns;
    return EXQ_OK;
}

static exq_status open_intake(exq_intake *intake, const exq_ingest_plan *plan, exq_error *error)
{
    intake->plan = plan;
    intake->arena = exq_arena_new();
    if (intake->arena == NULL)
        return exq_fail_memory(error);
    intake->sources = EXQ_NEW(intake->arena, exq_source_record, plan->request->input_count);
    intake->notes = EXQ_NEW(intake->arena, const char *, EXQ_NOTES_PER_INPUT * plan->request->input_count);
    if (intake->sources == NULL || intake->notes == NULL)
        return exq_fail_memory(error);
    if (plan->request->unit != NULL && !exq_id_key_make(intake->id_key))
        return exq_fail(error, EXQ_INTERNAL, "the system gives no random numbers for a key");
    intake->bytes_total = total_bytes(plan->request);
    return name_columns(intake, error);
}

static void close_intake(exq_intake *intake)
{
    exq_counts_free(intake->counts);
    exq_persons_free(&intake->persons);
    exq_scores_clear(&intake->scores);
    exq_tally_free(intake->tally);
    exq_arena_free(intake->arena);
}

/* ------------------------------------------------------------------------------------------------ sources */

static const exq_source_kind *kind_of(const exq_stream *stream)
{
    size_t length = 0;
    const char *head = exq_stream_head(stream, &length);
    const exq_source_kind *best = NULL;
    exq_claim strongest = EXQ_CLAIM_NONE;
    for (size_t i = 0; exq_source_registry[i] != NULL; i++) {
        exq_claim claim = exq_source_registry[i]->claim(head, length);
        if (claim > strongest) {
            strongest = claim;
            best = exq_source_registry[i];
        }
    }
    return best;
}

exq_status exq_request_check_sha256(const exq_request *request, const exq_source_record *record, const char *name,
                                    exq_error *error)
{
    if (request->expect_sha256 == NULL || strcasecmp(request->expect_sha256, record->sha256) == 0)
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "%s: its SHA-256 is %s, not the one that was expected. It was changed or cut, or is another file.",
                    name, record->sha256);
}

static exq_status close_source(exq_intake *intake, const exq_source_kind *kind, exq_stream *stream, exq_error *error)
{
    exq_source_record record = {0};
    const char *warning = NULL;
    EXQ_TRY(exq_stream_record(stream, &record, &warning, error));
    EXQ_TRY(exq_request_check_sha256(intake->plan->request, &record, exq_stream_name(stream), error));
    intake->bytes_before += record.bytes;
    if (warning != NULL)
        EXQ_TRY(exq_intake_note(intake, stream, warning, error));
    if (!kind->counts_rows)
        return EXQ_OK;
    record.name = exq_arena_string(intake->arena, record.name);
    intake->sources[intake->source_count++] = record;
    return record.name == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status read_stream(exq_intake *intake, exq_stream *stream, const exq_source_kind **kind, exq_error *error)
{
    const exq_source_kind *own = kind_of(stream);
    if (*kind != NULL && *kind != own)
        return exq_fail(error, EXQ_USAGE, "%s holds %s, the inputs before it %s. Give one kind of input at a time.",
                        exq_stream_name(stream), own->name, (*kind)->name);
    *kind = own;
    EXQ_TRY(own->read(intake, stream, error));
    return close_source(intake, own, stream, error);
}

static exq_status read_sources(exq_intake *intake, exq_error *error)
{
    const exq_request *request = intake->plan->request;
    const exq_source_kind *kind = NULL;
    bool sha256 = request->digest || request->expect_sha256 != NULL;
    for (size_t i = 0; i < request->input_count; i++) {
        exq_stream *stream = NULL;
        EXQ_TRY(exq_stream_open(request->inputs[i], sha256, &stream, error));
        exq_status status = read_stream(intake, stream, &kind, error);
        exq_stream_close(stream);
        EXQ_TRY(status);
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- the run */

exq_status exq_ingest(const exq_ingest_plan *plan, exq_tally **out, exq_error *error)
{
    EXQ_TRY(exq_intake_check_request(plan->request, error));
    exq_intake intake = {0};
    exq_status status = open_intake(&intake, plan, error);
    if (status == EXQ_OK)
        status = read_sources(&intake, error);
    if (status == EXQ_OK)
        status = exq_intake_settle(&intake, error);
    if (status == EXQ_OK)
        status = exq_intake_judge(plan, intake.tally, error);
    if (status == EXQ_OK) {
        *out = intake.tally;
        intake.tally = NULL;
    }
    close_intake(&intake);
    return status;
}
