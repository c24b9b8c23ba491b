/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of all lists, as far as they are looked at: of each list the places up to the largest cutoff, whatever the
 * order of the rows. Memory grows with these, not with the length of the lists.
 */
#ifndef EXQ_LIST_ROWS_H
#define EXQ_LIST_ROWS_H

#include "id_rows.h"
#include "list_frame.h"

typedef struct exq_list_row {
    uint64_t order; /* the smaller the better: the rank, or a score turned round */
    uint32_t user;
    uint32_t item;
} exq_list_row;

/* What a row says twice of an item: what was predicted, and what it is. */
typedef struct exq_rating {
    uint32_t user;
    uint32_t item;
    double predicted;
    double rated;
} exq_rating;

typedef struct exq_list_rows {
    bool ranked; /* places are ranks, else scores */
    size_t keep; /* places of each list that are kept */
    exq_ties ties;
    const exq_dictionary *items; /* for ties */
    exq_list_row *rows;
    size_t count;
    size_t room;
    bool in_order;    /* of users, as they are */
    size_t prune_at;  /* when rows have come to this number, those beyond `keep` are dropped */
    uint32_t *length; /* per user: rows of the list */
    uint32_t *kept;   /* per user: those among `rows` */
    uint64_t *traces; /* per user: a sum over the ranks that tells whether they are 1, 2, 3 ... */
    size_t length_room, kept_room, trace_room;
    size_t user_count; /* users with higher codes have no list */
    size_t *first;     /* after exq_list_rows_group: the rows of user u are first[u] .. first[u + 1] */
    exq_pairs judged;  /* the column of relevance, where there is one: all rows with a grade other than 0 */
    bool rates;
    exq_rating *ratings; /* of all rows that have both columns, if asked for */
    size_t rating_count;
    size_t rating_room;
    uint64_t rows_read;
    uint64_t refused; /* of these: of people who did not consent */
} exq_list_rows;

void exq_list_rows_init(exq_list_rows *rows, const exq_list_plan *plan, size_t most, const exq_dictionary *items);
void exq_list_rows_free(exq_list_rows *rows);

/* More rows. Errors: INCONSISTENT (2^32 rows in a list), MEMORY. */
EXQ_CHECKED exq_status exq_list_rows_add(exq_list_rows *rows, const exq_id_row *added, size_t count, exq_error *error);

EXQ_CHECKED exq_status exq_list_rows_rate(exq_list_rows *rows, const exq_rating *rating, exq_error *error);

/* Put the rows in the order of users. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_rows_group(exq_list_rows *rows, exq_error *error);

/* Sort the rows of one user, best first, and cut what lies beyond `keep`; how many are left. */
size_t exq_list_rows_sort(const exq_list_rows *rows, exq_list_row *own, size_t count);

/* A score as an order, and whether two orders are the same score. */
uint64_t exq_order_of_score(double score);
/* What a rank adds to the trace of its list. */
uint64_t exq_trace_of_rank(uint64_t rank);

/* ------------------------------------------------------------------------------------------------- reading */

/* Read the inputs of a request: rows go into `rows`, new ids into the dictionaries. A record for each input and
 * notes go into the tally. Errors: those of tables; USAGE (columns), MALFORMED (ids, ranks, scores, grades), IO. */
typedef struct exq_list_reading {
    const exq_request *request;
    exq_references *references;
    exq_list_rows *rows;
    exq_arena *arena;
    exq_source_record *records; /* one per input */
    const char **notes;         /* one per input; NULL: none */
} exq_list_reading;
EXQ_CHECKED exq_status exq_list_rows_read(exq_list_reading *reading, exq_error *error);

#endif
