/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores of a tally made ready for the tables of a release: the bins that occur, and the steps at which scores may
 * be shown place by place.
 *
 * Bins themselves never reach a document: a bin can hold one person. What is a sum over all of them may be told of a
 * row as its mean may. A curve tells how many lie between two of its points, so its points are steps, and only rows of
 * several minimum cells have them (EXQ_CURVE_CELLS): where those of few people had, or were given away by what all the
 * others show, nobody would have more than a step or two. So rows are withheld from curves by the rule that withholds
 * rows of too few people (withhold.h), over all tables of the release at once.
 *
 * Steps are chosen for all these tables at once: in each step every row that has a curve has nobody, or no fewer than
 * the minimum cell; so have those whom a table tells no curve of, all together, and those of them in a row of a coarser
 * table that has one, for they follow by subtraction. So no sum or difference of what is shown at these steps tells that
 * few people have a score in one of them. One step begins where the decision does: how many of a row are on either side
 * is published in any case (the minimum cell is one of people, not of outcomes), and a side of fewer people is one step.
 * The scale has these steps alone; so have overall and rests, where all shown groups have a curve and they are sums of
 * what is told, else none. A release of one table has finer ones for its groups, inside those, each of at least the
 * minimum cell: its groups share nobody, and there is nothing to subtract them from.
 *
 * Means of the scores of one label are told of rows with a curve, where among these, and among all that follows by
 * subtraction, each label has nobody or no fewer than the minimum cell: the mean of one person is their score.
 *
 * What is not hidden: of tables neither of which is the finer, only everybody is compared. Nor does it hold between
 * releases of different questions about the same people.
 *
 * Where one person can have several rows, rows are counted, and a step of enough rows may be of one person: then there
 * are no steps. Nor where tables are so many and so fine that choosing them would take too long.
 */
#ifndef EXQ_SCORE_SHEET_H
#define EXQ_SCORE_SHEET_H

#include "published.h"
#include "rollup.h"

/* A curve is told of a row of at least so many times the minimum cell: of more where several tables share their steps, so
 * that a small group does not leave the large ones of all tables with two or three. */
#define EXQ_CURVE_CELLS 5
#define EXQ_SHARED_CURVE_CELLS 10

/* SECRET, but for the bins: that these exist is public. */
typedef struct exq_score_sheet {
    const exq_scores *scores;
    uint32_t *bins; /* that somebody has a score in, ascending */
    size_t bin_count;
    uint32_t *places;       /* per score held: of its bin among these */
    exq_score_label *kinds; /* likewise: of the label */
    size_t *cell_starts;    /* cell c of the finest table has those from cell_starts[c] to cell_starts[c + 1] - 1 */
    uint32_t *steps;        /* per bin: the step it lies in, ascending from 0; NULL: no steps */
    size_t selected_from;   /* the first bin of those selected by the threshold; 0: it parts no bins */
    double threshold;
    const exq_rollup *curves; /* the tables, of which more is withheld: what may have no curve */
    size_t table_count;
    uint64_t min_cell;
    bool labels_apart; /* of all rows with a curve, and all that follows by subtraction, each label has nobody or enough */
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

/* Choose the steps for the tables of all questions, each given once, in the order of exq_columns_compare, after
 * withholding. */
EXQ_CHECKED exq_status exq_score_sheet_cut(exq_score_sheet *sheet, const exq_finest *finest,
                                           const exq_rollup *const *tables, size_t table_count, exq_arena *scratch,
                                           exq_error *error);

/* Does a row of one of these tables have a curve? */
bool exq_score_sheet_tells(const exq_score_sheet *sheet, const exq_rollup *table, uint32_t row);

#endif
