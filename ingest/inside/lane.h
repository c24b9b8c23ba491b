/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lane turns the bytes of a block into records of fields. There is one that can read every block, through libcsv,
 * which judges what a record is; a faster one for simpler blocks has to give the same records, errors and places.
 */
#ifndef EXQ_LANE_H
#define EXQ_LANE_H

#include "blocks.h"

#define EXQ_MAX_FIELD (1024 * 1024)
#define EXQ_NO_SLOT SIZE_MAX

typedef struct exq_field {
    const char *bytes; /* unquoted, not NUL-terminated; may hold anything but NUL */
    size_t length;
} exq_field;

/* How the records of a source are laid out and which of their fields are wanted. */
typedef struct exq_layout {
    const char *name; /* of the source, for messages */
    char delimiter;
    size_t width;        /* fields of a record; 0: any */
    const size_t *slots; /* per column: where its field is wanted, or EXQ_NO_SLOT; NULL: all, in their order */
    size_t slot_count;
} exq_layout;

/* Receives the wanted fields of one record; they live until it returns. When it fails, its message says what is
 * wrong but not where, and `*culprit` may name the slot: the lane adds the place. */
typedef struct exq_taker {
    exq_status (*take)(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error);
    void *payload;
    /* Look at the fields of a record that may be taken soon, and do nothing but fetch memory for that. NULL: no need. */
    void (*foresee)(void *payload, const exq_field *fields);
} exq_taker;

/* Which line ends occurred. */
typedef struct exq_line_ends {
    bool lf;
    bool crlf;
} exq_line_ends;

typedef struct exq_lane {
    void *(*open)(const exq_layout *layout); /* NULL: out of memory */
    void (*close)(void *state);
    /* Read a block to its end or the first error. Blank lines are skipped unless records have one field. Errors:
     * MALFORMED "name:line:col: ..." (quotes, width, a bare carriage return, NUL, a field beyond EXQ_MAX_FIELD),
     * those of the taker, MEMORY. */
    exq_status (*read)(void *state, const exq_block *block, const exq_taker *taker, exq_line_ends *ends,
                       exq_error *error);
} exq_lane;

extern const exq_lane exq_lane_csv;

/* ------------------------------------------------------------------- what every lane does in the same way */

/* The refusal of a record of `width` fields on physical line `line`, where the header has another number. */
EXQ_CHECKED exq_status exq_lane_refuse_width(const exq_layout *layout, uint64_t line, size_t width, exq_error *error);

/* Fail with "name:line:col: message" for a byte of a block. */
exq_status exq_lane_fail(const exq_layout *layout, const exq_block *block, const char *at, exq_status status,
                         const char *message, exq_error *error);

/* Check the width of a record and hand its fields to the taker; a failure gets its place. */
EXQ_CHECKED exq_status exq_lane_hand_over(const exq_layout *layout, const exq_block *block, const char *record,
                                          const char *end, const exq_field *fields, size_t width,
                                          const exq_taker *taker, exq_error *error);

/* Whether a record is nothing but a line end. */
bool exq_lane_blank(const char *record, const char *end);

/* A carriage return outside quotes that ends no line, or NULL. */
const char *exq_lane_bare_return(const char *record, const char *end);

#endif
