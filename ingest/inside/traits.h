/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a table says of users or items: one row each, a few columns of levels. Its ids get the first codes, in the order
 * of its rows.
 */
#ifndef EXQ_TRAITS_H
#define EXQ_TRAITS_H

#include "bands.h"
#include "dictionary.h"
#include "list_tally.h"
#include "table.h"

typedef struct exq_traits {
    const char *const *names; /* of the columns; borrowed */
    exq_cut *cuts;            /* and how each is cut */
    uint64_t unreadable;      /* numbers that could not be cut: missing */
    bool repeats;             /* an id may have several rows, which must say the same of it */
    size_t count;
    bool *sequences;         /* per column: values apart by blanks, by the type it was given */
    exq_dictionary **levels; /* per column */
    uint32_t *codes;         /* rows x count; EXQ_NO_CODE: missing */
    size_t rows;
    size_t room;
    const char *key; /* the name of the column of ids */
    exq_source_record record;
    const char *note; /* a sentence about the file, or NULL */
} exq_traits;

/* Read the named columns of a table whose ids stand in column `key` (NULL: the first) into empty `ids`. Errors:
 * those of tables; MALFORMED (an empty id), INCONSISTENT (an id that has two rows), USAGE (too many levels). */
EXQ_CHECKED exq_status exq_traits_read(exq_traits *traits, const char *path, const char *key, const char *const *names,
                                       size_t count, const exq_request *request, exq_dictionary *ids, exq_arena *arena,
                                       exq_error *error);
void exq_traits_free(exq_traits *traits);

/* The levels of a column sorted by bytes, copied; and the place of each code among them. `places` has room for as many
 * as there are codes. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_levels_of(const exq_dictionary *words, exq_arena *arena, exq_levels *out, uint32_t *places,
                                     exq_error *error);

/* How many of the ids that `is_wanted` marks (by code) each column of a table holds, for advice: the best column and
 * its number. The table is read again; when it cannot be, `best` is NULL. */
void exq_traits_advise(const char *path, const exq_request *request, const exq_dictionary *ids, const bool *is_wanted,
                       exq_arena *arena, const char **best, uint64_t *matches);

#endif
