/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds of sources: each source_*.c defines one, and a source is read by the kind that claims its first bytes most
 * strongly. All sources of a run are of one kind.
 */
#ifndef EXQ_SOURCE_H
#define EXQ_SOURCE_H

#include "intake.h"

typedef enum exq_claim {
    EXQ_CLAIM_NONE,
    EXQ_CLAIM_ANYTHING, /* read it if nobody else does */
    EXQ_CLAIM_CERTAIN
} exq_claim;

typedef struct exq_source_kind {
    const char *name; /* for messages: "rows" */
    exq_claim (*claim)(const char *head, size_t length);
    /* Read the whole source into the intake. */
    exq_status (*read)(exq_intake *intake, exq_stream *stream, exq_error *error);
    bool counts_rows; /* what it read is in `intake->counts`, and its record belongs to the result */
} exq_source_kind;

extern const exq_source_kind *const exq_source_registry[]; /* ends with NULL */

#endif
