/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the fields of a record to counts: what the roles mean, row by row. Decisions and labels stay the words of the
 * input; what they mean is settled when all of them are known (vocabulary.h).
 */
#ifndef EXQ_ROWS_H
#define EXQ_ROWS_H

#include "counts.h"
#include "header.h"
#include "persons.h"
#include "scores.h"

/* How many rows went where. */
typedef struct exq_accounts {
    uint64_t rows_read;
    uint64_t excluded[EXQ_EXCLUDED_COUNT];
} exq_accounts;

/* total += part. Errors: INCONSISTENT (more than 2^64 rows). */
EXQ_CHECKED exq_status exq_accounts_add(exq_accounts *total, const exq_accounts *part, exq_error *error);

/* Words of up to 16 bytes that were met lately, with their codes: most rows are served from here. */
#define EXQ_RECENT_WORDS 64
typedef struct exq_recent {
    uint64_t first;
    uint64_t last;
    uint32_t length; /* 0: nothing here */
    uint32_t code;
} exq_recent;

typedef struct exq_rows {
    const exq_cast *cast;
    bool pairs;       /* the label is the decision on the switched request: without it a row says nothing */
    double threshold; /* when the score decides */
    bool above;       /* a score on the threshold is not selected */
    bool keeps_scores;
    const char *consent; /* what the field of consent must hold, when the cast has one; borrowed */
    exq_counts *counts;
    uint32_t *key;      /* scratch, one code per column of the counts */
    exq_recent *recent; /* EXQ_RECENT_WORDS per column */
    exq_accounts accounts;
    const unsigned char *id_key; /* EXQ_ID_KEY_SIZE bytes; borrowed */
    exq_persons persons;         /* when the cast has a unit */
    exq_score_log scores;        /* when they are kept */
} exq_rows;

/* Scores are kept of unweighted rows with two classes (scores.h). */
bool exq_keeps_scores(const exq_request *request);

/* `columns` are the names of the counts' columns: attributes, label, decision. `id_key` is for ids of persons. Errors:
 * MEMORY. */
EXQ_CHECKED exq_status exq_rows_init(exq_rows *rows, const exq_cast *cast, const exq_request *request,
                                     const char *const *columns, const unsigned char *id_key, exq_error *error);
void exq_rows_free(exq_rows *rows);
/* Forget counts, persons, scores and accounts, keep the words: ready for the next block. */
void exq_rows_clear(exq_rows *rows);

/* Counts one record; what a lane calls. Errors: MALFORMED (a weight or count that is none, words that are not UTF-8),
 * INCONSISTENT (2^64 rows), MEMORY. */
exq_taker exq_rows_taker(exq_rows *rows);

#endif
