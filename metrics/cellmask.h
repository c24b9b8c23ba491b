/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A group's cells and masks over them. "A rate is a ratio of two sums of cells" is said here once: a mask picks cells,
 * a sum adds what it picked.
 */
#ifndef EXQ_CELLMASK_H
#define EXQ_CELLMASK_H

#include "metrics.h"

/* Cells by name in masks, and the sums of them that have names of their own. */
typedef enum exq_mask {
    TP = 1 << EXQ_TP,
    FP = 1 << EXQ_FP,
    FN = 1 << EXQ_FN,
    TN = 1 << EXQ_TN,
    US = 1 << EXQ_US,
    UR = 1 << EXQ_UR,
    EXQ_LABELLED = TP | FP | FN | TN,
    EXQ_SELECTED = TP | FP | US,
    EXQ_REJECTED = FN | TN | UR,
    EXQ_EVERYONE = EXQ_LABELLED | US | UR
} exq_mask;

/* What a mask picked: people, sum of weights and sum of squared weights (all equal when unweighted). */
typedef struct exq_sum {
    uint64_t people;
    double weight;
    double square;
} exq_sum;

exq_sum exq_cells_sum(const exq_cells *cells, unsigned mask);

/* "TP / (TP + FN)"-like text of one mask, in brackets when it is a sum. NULL when out of memory. */
const char *exq_mask_text(unsigned mask, exq_arena *arena);

/* Labels exist only for the selected: some of theirs are known, and of the rejected, who do exist, none is. */
bool exq_cells_selected_labels(const exq_cells *cells);

#endif
