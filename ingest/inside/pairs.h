/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who had what, and who liked what how much: pairs of a user and an item, at the end put in the order of users.
 */
#ifndef EXQ_PAIRS_H
#define EXQ_PAIRS_H

#include "dictionary.h"
#include "table.h"

#define EXQ_GRADE_MOST 1e6 /* in magnitude: 2^grade and sums of grades stay ordinary numbers */

typedef struct exq_pairs {
    uint64_t *keys; /* user << 32 | item */
    double *grades; /* NULL: none */
    bool graded;
    size_t count;
    size_t key_room, grade_room;
    size_t *first; /* after exq_pairs_sort: the pairs of user u are first[u] .. first[u + 1] */
    size_t user_count;
} exq_pairs;

void exq_pairs_init(exq_pairs *pairs, bool graded);
void exq_pairs_free(exq_pairs *pairs);

/* Errors: MEMORY. */
EXQ_CHECKED exq_status exq_pairs_add(exq_pairs *pairs, uint32_t user, uint32_t item, double grade, exq_error *error);

/* How a file of pairs was understood. */
typedef struct exq_pairs_source {
    exq_source_record record;
    const char *note;           /* a sentence about the file, or NULL */
    const char *relevance_name; /* the column of grades; NULL: every pair is relevant */
} exq_pairs_source;

/* Add the pairs of a file: columns user, item[, relevance] by these names, else user_id, item_id[, relevance or
 * rating], else the first two and a third that is called relevance, rating or grade. New ids get codes. Errors:
 * those of tables; MALFORMED (an empty id, a grade that is no number). */
EXQ_CHECKED exq_status exq_pairs_read(exq_pairs *pairs, const char *path, const exq_request *request,
                                      exq_dictionary *users, exq_dictionary *items, exq_arena *arena,
                                      exq_pairs_source *source, exq_error *error);

/* Order by user, then item, each pair once. `contradictions` counts pairs that stood there with different grades.
 * `item_of` gives items their final numbers; all users are below `user_count`. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_pairs_sort(exq_pairs *pairs, size_t user_count, const uint32_t *item_of, size_t threads,
                                      uint64_t *contradictions, exq_error *error);

static inline uint32_t exq_pair_item(uint64_t key)
{
    return (uint32_t)key;
}

/* The code of an id, added if new; EXQ_NO_CODE with a message when it is empty, not UTF-8, or out of memory. */
uint32_t exq_id_code(exq_dictionary *ids, const exq_field *field, exq_status *status, exq_error *error);
/* The same, faster where most ids are new. */
uint32_t exq_new_id_code(exq_dictionary *ids, const exq_field *field, exq_status *status, exq_error *error);

#endif
