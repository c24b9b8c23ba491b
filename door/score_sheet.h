/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores of a tally made ready for the tables of a release: the bins that occur, and the steps at which scores may
 * be shown place by place.
 *
 * Bins themselves never reach a document: a bin can hold one person. What is a sum over all of them may be told of a
 * row as its mean may. A curve tells how many lie between two of its points, so its points are steps, and steps are
 * chosen for all tables of the release at once: in each step every shown group of every question has nobody, or no
 * fewer than the minimum cell; so have those whom a question withholds, all together, and those of them in a shown
 * group of a coarser question, for they follow by subtraction (where they are fewer altogether, a step has all of them
 * or none). So no sum or difference of what is shown at these steps tells that few people have a score in one of them.
 * Overall, rests and the scale have these steps alone. A release of one question has finer ones for its groups, inside
 * those, each of at least the minimum cell: its groups share nobody, and there is nothing to subtract them from.
 *
 * What is not hidden: who decisions were made of. Decisions of a row are shown as they are, few or many (the minimum
 * cell is one of people, not of outcomes), and with them how many lie between the threshold and the next step. Of
 * tables neither of which is the finer, only everybody is compared. Nor does it hold between releases of different
 * questions about the same people.
 *
 * Where one person can have several rows, rows are counted, and a step of enough rows may be of one person: then there
 * are no steps. Nor where tables are so many and so fine that choosing them would take too long.
 */
#ifndef EXQ_SCORE_SHEET_H
#define EXQ_SCORE_SHEET_H

#include "published.h"
#include "rollup.h"

/* SECRET, but for the bins: that these exist is public. */
typedef struct exq_score_sheet {
    const exq_scores *scores;
    uint32_t *bins; /* that somebody has a score in, ascending */
    size_t bin_count;
    uint32_t *places;       /* per score held: of its bin among these */
    exq_score_label *kinds; /* likewise: of the label */
    size_t *cell_starts;    /* cell c of the finest table has those from cell_starts[c] to cell_starts[c + 1] - 1 */
    uint32_t *steps;        /* per bin: the step it lies in, ascending from 0; NULL: no steps */
    uint64_t min_cell;
    bool alone;  /* one table is released: its groups may have finer steps */
    size_t left; /* how many bins of rows may be published yet */
    /* workspace, per label and bin: of all shown rows, of the row at hand, of its rest */
    exq_score_sums *all[EXQ_SCORED_LABELS], *own[EXQ_SCORED_LABELS], *rest[EXQ_SCORED_LABELS];
} exq_score_sheet;

/* So many bins of rows are published in a release, question by question; those that do not fit get no scores. */
#define EXQ_MAX_PUBLISHED_SCORES (1u << 23)
/* Steps are chosen by the parts that cells are in, one for each table and each pair of tables; so many of them at most. */
#define EXQ_MAX_VIEWED_CELLS (1u << 26)

/* NULL: the tally has no scores. Errors: MEMORY (so below). */
EXQ_CHECKED exq_status exq_score_sheet_read(const exq_finest *finest, uint64_t min_cell, exq_arena *scratch,
                                            exq_score_sheet **out, exq_error *error);

/* Choose the steps for the tables of all questions, each given once, after withholding. */
EXQ_CHECKED exq_status exq_score_sheet_cut(exq_score_sheet *sheet, const exq_finest *finest,
                                           const exq_rollup *const *tables, size_t table_count, exq_arena *scratch,
                                           exq_error *error);

#endif
