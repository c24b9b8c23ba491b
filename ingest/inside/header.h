/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first record of a source: the names of its columns, and which of them play a role in the audit.
 */
#ifndef EXQ_HEADER_H
#define EXQ_HEADER_H

#include "bands.h"
#include "ingest.h"

typedef struct exq_header {
    char delimiter;
    const char **names; /* visible text, in the order of the columns */
    size_t count;
} exq_header;

/* The delimiter of a header record: the one of , tab ; | that occurs most outside quotes; a comma when none does. */
char exq_header_guess(const char *record, size_t length);

/* Take the header off the front of the first block. Errors: MALFORMED (empty, not UTF-8, what the lane refuses),
 * MEMORY. */
EXQ_CHECKED exq_status exq_header_read(const exq_lane *lane, const char *name, char delimiter, exq_block *block,
                                       exq_arena *arena, exq_header *out, exq_line_ends *ends, exq_error *error);

/* The column of a name; a name that occurs twice is asked for as `name#1`, `name#2`. `source` opens the messages.
 * Errors: USAGE (no such column: the nearest, and a list; or more than one). */
EXQ_CHECKED exq_status exq_header_find(const exq_header *header, const char *source, const char *name, size_t *column,
                                       exq_error *error);

/* Where the field of each role comes from: slots of the layout, EXQ_NO_SLOT for a role nobody plays. */
typedef struct exq_cast {
    size_t *attributes; /* one per attribute of the plan */
    exq_cut *cuts;      /* and how each is cut */
    size_t attribute_count;
    size_t decision, score, label, weight, unit, counts, consent;
    const char **names; /* of the columns, by slot */
    exq_layout layout;
} exq_cast;

/* The column that says who consented; without it nobody did. Errors: PRIVACY. */
EXQ_CHECKED exq_status exq_header_find_consent(const exq_header *header, const char *source, const char *name,
                                               size_t *column, exq_error *error);

/* Find a column for every role of the plan. Errors: those of exq_header_find and of exq_header_find_consent, MEMORY. */
EXQ_CHECKED exq_status exq_header_cast(const exq_header *header, const char *source, const exq_ingest_plan *plan,
                                       exq_arena *arena, exq_cast *out, exq_error *error);

#endif
