/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door: the only way from a tally to numbers that may be published. It rolls the finest cells up into the rows
 * asked for, compares the people of each with the minimum cell, withholds what is too small and what would give it
 * away, and lets only rows through. Everything after it is post-processing.
 *
 * People are persons: where one person can have several rows of data (--unit), persons are counted, not rows.
 *
 * Withholding rule: a group of fewer than `min_cell` people is withheld (below_min_cell). For every published margin of
 * a table - everyone, a shown group of a coarser question, a group over its strata - the hidden rows inside it must be
 * none, or at least two that hold at least min_cell people together; else the smallest shown row inside is withheld too
 * (complementary), until nothing changes. A margin is published, too, when another table shows all its parts; withhold.h
 * says it in full. `overall` and `rests` cover shown groups only. Of scores, score_sheet.h says what is withheld besides.
 */
#ifndef EXQ_DOOR_H
#define EXQ_DOOR_H

#include "published.h"
#include "tally.h"

/* No grouping may have more groups than this, no audit more cells: a user id chosen by mistake is a privacy fault. */
#define EXQ_MAX_GROUPS 1000
#define EXQ_MAX_CELLS 1000000
/* The tables searched may have so many groups together. */
#define EXQ_MAX_NODES 100000

typedef struct exq_release_plan {
    const exq_grouping *by; /* questions, in the order asked; columns must be attributes of the tally */
    size_t by_count;
    const char *const *given;
    size_t given_count;
    uint64_t min_cell;
    const exq_grouping
        *searched; /* released along with the questions, so that no two tables side by side give a group away */
    size_t searched_count;
} exq_release_plan;

typedef struct exq_release {
    const exq_published *questions; /* by_count of them */
    size_t question_count;
    const exq_published *searched; /* parallel to the plan's; without strata */
    size_t searched_count;
    uint64_t rows_read; /* cover the shown groups of the question that shows most, plus the excluded rows */
    uint64_t rows_used;
    uint64_t persons; /* behind rows_used, where one person can have several rows; else 0 */
    bool anything_withheld;
    size_t withheld_groups;   /* withheld rows of all questions, those of strata included */
    size_t withheld_searched; /* withheld rows of the searched tables */
} exq_release;

/* Release all questions at once, in `arena`; nothing released points to the tally or the plan. Errors: USAGE (a column that
 * the tally lacks, more than EXQ_MAX_GROUPS groups or strata, more than EXQ_MAX_CELLS cells, more than
 * EXQ_MAX_NODES groups to search), INCONSISTENT (more than
 * 2^53 people), MEMORY. */
EXQ_CHECKED exq_status exq_release_tally(const exq_tally *tally, const exq_release_plan *plan, exq_arena *arena,
                                         exq_release *out, exq_error *error);

#endif
