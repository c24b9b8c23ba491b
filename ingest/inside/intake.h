/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the sources of one run have given so far: rows counted under their own words, or saved tallies already merged.
 * Kinds of sources add to it; ingest.c makes one tally of it.
 */
#ifndef EXQ_INTAKE_H
#define EXQ_INTAKE_H

#include "rows.h"
#include "stream.h"

enum { EXQ_NOTES_PER_INPUT = 3 }; /* line ends, bytes left over, a column of persons */

typedef struct exq_intake {
    const exq_ingest_plan *plan;
    exq_arena *arena;
    /* sources of rows */
    const char *const *columns; /* of `counts`: attributes, label, decision */
    exq_counts *counts;
    exq_persons persons; /* who has which rows, when the request names a unit */
    exq_scores scores;   /* of the entries of `counts` */
    unsigned char id_key[EXQ_ID_KEY_SIZE];
    exq_accounts accounts;
    exq_header header;          /* of the first source; the others must have the same */
    const char *first;          /* its name */
    exq_source_record *sources; /* one per input at most */
    size_t source_count;
    const char **notes; /* EXQ_NOTES_PER_INPUT per input at most */
    size_t note_count;
    /* sources that are saved tallies */
    exq_tally *tally; /* NULL: none yet */
    /* progress */
    uint64_t bytes_before; /* of the sources read already */
    uint64_t bytes_total;  /* 0: unknown */
} exq_intake;

/* Note a sentence about a source, of whose name the last part opens it. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_intake_note(exq_intake *intake, const exq_stream *stream, const char *sentence,
                                       exq_error *error);

/* Tell the caller how far we are. Errors: IO ("interrupted") when the caller wants to stop. */
EXQ_CHECKED exq_status exq_intake_progress(const exq_intake *intake, const exq_stream *stream, uint64_t rows,
                                           exq_error *error);

/* ------------------------------------------------------------------------------------- before and after reading */

/* Whether what the request says of its inputs makes sense by itself; of decisions, too. Errors: USAGE. */
EXQ_CHECKED exq_status exq_request_check_inputs(const exq_request *request, exq_error *error);
/* Whether saved tallies can answer it: they hold neither who consented nor numbers to cut. Errors: PRIVACY, USAGE. */
EXQ_CHECKED exq_status exq_request_check_saved(const exq_request *request, exq_error *error);
EXQ_CHECKED exq_status exq_intake_check_request(const exq_request *request, exq_error *error);

/* Whether an input, or all that was read, is what was expected. Errors: INCONSISTENT. */
EXQ_CHECKED exq_status exq_request_check_sha256(const exq_request *request, const exq_source_record *record,
                                                const char *name, exq_error *error);
EXQ_CHECKED exq_status exq_request_check_rows(const exq_request *request, uint64_t rows, exq_error *error);

/* Make `intake->tally` of everything that was read. Errors: USAGE (words that mean nothing, values that do not
 * occur, saved tallies that do not hold what is asked), INCONSISTENT (other than the expected rows), MALFORMED (no
 * rows), MEMORY. */
EXQ_CHECKED exq_status exq_intake_settle(exq_intake *intake, exq_error *error);

/* Hold a tally against the request: missing attributes are dropped or refused, and too many rows left out are refused.
 * Errors: INCONSISTENT, MEMORY. */
EXQ_CHECKED exq_status exq_intake_judge(const exq_ingest_plan *plan, exq_tally *tally, exq_error *error);

#endif
