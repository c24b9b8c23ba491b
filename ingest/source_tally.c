/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saved tallies as inputs: loaded and merged, instead of the rows they were made from.
 */
#include "saved.h"
#include "source.h"

static exq_claim claim(const char *head, size_t length)
{
    return exq_saved_recognise(head, length) ? EXQ_CLAIM_CERTAIN : EXQ_CLAIM_NONE;
}

static exq_status read_source(exq_intake *intake, exq_stream *stream, exq_error *error)
{
    exq_tally *tally = NULL;
    EXQ_TRY(exq_saved_load(stream, &tally, error));
    if (intake->tally == NULL) {
        intake->tally = tally;
        return EXQ_OK;
    }
    exq_status status = exq_tally_merge(intake->tally, tally, error);
    exq_tally_free(tally);
    return status;
}

const exq_source_kind exq_source_tally = {"saved tallies", claim, read_source, false};
