/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores family: how many of the people of each entry of the counts have a score in each bin (score_cut.h), and the
 * sums of their offsets and of the squares of these. All are whole numbers: they are added, taken away and put in any
 * order without a bit's difference. Labels are told apart because entries are.
 *
 * Not kept of weighted rows: what weighs is not counted, and of sums of weights no bound of an area follows. Nor of
 * many classes, which no score puts in order. Nor where there are more than EXQ_MAX_SCORED pairs of an entry and a
 * bin: then all are let go, and a tally without scores, added to another or taken from it, leaves one without. So
 * halves that have them can make a whole that has not, but never one that has them in part.
 */
#ifndef EXQ_SCORES_H
#define EXQ_SCORES_H

#include "counts.h"
#include "score_cut.h"

#define EXQ_MAX_SCORED 2000000

/* People of one entry with scores in one bin. */
typedef struct exq_scored {
    uint32_t entry, bin;
    exq_score_sums sums;
} exq_scored;

typedef struct exq_scores {
    exq_scored *held;
    size_t count, room;
    uint32_t *slots; /* place + 1, or 0; a power of two of them */
    size_t slot_count;
    bool lost; /* there were too many: none is held */
} exq_scores;

/* Rows as they are read, before their entries have the numbers they will keep. */
typedef struct exq_score_log {
    struct exq_logged {
        double score;
        uint64_t people;
        uint32_t entry;
    } * rows;
    size_t count, room;
} exq_score_log;

EXQ_CHECKED exq_status exq_score_log_add(exq_score_log *log, double score, uint64_t people, uint32_t entry,
                                         exq_error *error);

exq_scores *exq_scores_new(void); /* NULL: out of memory */
void exq_scores_clear(exq_scores *scores);
void exq_scores_free(exq_scores *scores);

/* Adds to an entry and a bin. Errors: INCONSISTENT (sums beyond 128 bits), MEMORY. */
EXQ_CHECKED exq_status exq_scores_add(exq_scores *scores, uint32_t entry, uint32_t bin, const exq_score_sums *sums,
                                      exq_error *error);

/* Add logged rows, or the scores of another, whose entry e is entry places[e] here (NULL: the same numbers; EXQ_DROP:
 * left out). Errors: as above. */
EXQ_CHECKED exq_status exq_scores_take(exq_scores *scores, const exq_score_log *log, const uint32_t *places,
                                       exq_error *error);
EXQ_CHECKED exq_status exq_scores_merge(exq_scores *total, const exq_scores *part, const uint32_t *places,
                                        exq_error *error);
/* total -= part; nobody may be left in a bin. Errors: INCONSISTENT when part is not contained in total (`total` is
 * then of no more use). */
EXQ_CHECKED exq_status exq_scores_subtract(exq_scores *total, const exq_scores *part, const uint32_t *places,
                                           exq_error *error);

/* The same under the numbers of `places`, in the one form that equal scores have: sorted by entry, then bin, each with
 * people. NULL `out` when they were lost. Errors: as of adding. */
EXQ_CHECKED exq_status exq_scores_canonical(const exq_scores *scores, const uint32_t *places, exq_scores **out,
                                            exq_error *error);

/* As it is saved: entry, bin and people as decimal numbers, then both sums as hexadecimal ones. One text has one
 * meaning and one meaning one text; false: it is none. */
#define EXQ_SCORED_SIZE 128
char *exq_scored_print(const exq_scored *scored, char out[EXQ_SCORED_SIZE]);
bool exq_scored_parse(const char *text, exq_scored *out);

/* Can the people of the entries have had these scores? Everybody has one, and all sums are possible. */
EXQ_CHECKED exq_status exq_scores_check(const exq_scores *scores, const exq_counts *counts, bool *possible,
                                        exq_error *error);

#endif
