/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows as CSV: of people, or already counted (--counts). Whatever nobody else claims is read as this, and judged.
 */
#include <string.h>

#include "pipeline.h"
#include "source.h"
#include "text.h"
#include "whose_rows.h"

static exq_claim claim(const char *head, size_t length)
{
    (void)head;
    (void)length;
    return EXQ_CLAIM_ANYTHING;
}

/* All sources of a run are one data set: the same columns in the same order. */
static exq_status check_same_header(const exq_intake *intake, const exq_header *header, const char *name,
                                    exq_error *error)
{
    const exq_header *first = &intake->header;
    if (first->count != header->count)
        return exq_fail(error, EXQ_INCONSISTENT,
                        "%s: it has %zu columns, %s has %zu. Give files with the same columns.", name, header->count,
                        intake->first, first->count);
    for (size_t i = 0; i < header->count; i++)
        if (strcmp(first->names[i], header->names[i]) != 0)
            return exq_fail(error, EXQ_INCONSISTENT,
                            "%s: column %zu has another name than in %s. Give files with the same columns in the same "
                            "order.",
                            name, i + 1, intake->first);
    return EXQ_OK;
}

/* The first source decides what the columns are; the counts of all are kept in one table. */
static exq_status open_counts(exq_intake *intake, const exq_header *header, const char *name, exq_error *error)
{
    if (intake->counts != NULL)
        return check_same_header(intake, header, name, error);
    intake->header = *header;
    intake->first = exq_arena_string(intake->arena, name);
    intake->counts =
        exq_counts_new(intake->columns, intake->plan->attribute_count + 2, intake->plan->request->weight != NULL);
    return intake->first == NULL || intake->counts == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status check_decision_named(const exq_request *request, exq_error *error)
{
    if (request->decision != NULL || request->score != NULL)
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "no decision was named. Say --decision COLUMN, or --score COLUMN --threshold T.");
}

/* Rows that nobody said may be one person's, though they look like it. */
static exq_status note_whose_rows(exq_intake *intake, const exq_stream *stream, const char *column, exq_error *error)
{
    if (column == NULL)
        return EXQ_OK;
    exq_buffer sentence = EXQ_BUFFER_INIT;
    exq_buffer_string(&sentence, "values of column ");
    exq_text_visible(&sentence, column, strlen(column));
    exq_buffer_string(&sentence, " repeat: if several rows belong to one person, say --unit ");
    exq_text_visible(&sentence, column, strlen(column));
    exq_buffer_string(&sentence, ", or ranges are too narrow");
    exq_status status =
        sentence.failed ? exq_fail_memory(error) : exq_intake_note(intake, stream, sentence.bytes, error);
    exq_buffer_free(&sentence);
    return status;
}

static exq_status read_rows(exq_intake *intake, exq_blocks *blocks, exq_block *first, exq_line_ends *ends,
                            exq_error *error)
{
    const exq_lane *lane = &exq_lane_csv;
    const exq_request *request = intake->plan->request;
    const char *name = exq_stream_name(blocks->stream);
    exq_header header = {0};
    exq_cast cast = {0};
    const char *column = NULL;
    EXQ_TRY(exq_blocks_next(blocks, first, error));
    EXQ_TRY(exq_header_read(lane, name, request->delimiter, first, intake->arena, &header, ends, error));
    EXQ_TRY(exq_header_cast(&header, name, intake->plan, intake->arena, &cast, error));
    EXQ_TRY(open_counts(intake, &header, name, error));
    EXQ_TRY(exq_whose_rows(lane, &header, &cast, request, first, &column, error));
    EXQ_TRY(note_whose_rows(intake, blocks->stream, column, error));
    exq_pipeline_plan plan = {
        .intake = intake,
        .blocks = blocks,
        .first = first,
        .cast = &cast,
        .lane = lane,
        .threads = request->threads,
    };
    return exq_pipeline_run(&plan, ends, error);
}

static exq_status read_source(exq_intake *intake, exq_stream *stream, exq_error *error)
{
    exq_blocks blocks = {0};
    exq_block first = {0};
    exq_line_ends ends = {0};
    exq_status status = check_decision_named(intake->plan->request, error);
    if (status == EXQ_OK)
        status = exq_blocks_init(&blocks, stream, error);
    if (status == EXQ_OK)
        status = read_rows(intake, &blocks, &first, &ends, error);
    exq_block_free(&first);
    exq_blocks_free(&blocks);
    if (status == EXQ_OK && ends.lf && ends.crlf)
        status = exq_intake_note(intake, stream, "some lines end in CR LF, others in LF alone", error);
    return status;
}

const exq_source_kind exq_source_csv = {"rows", claim, read_source, true};
