/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons with names of their own (rows of named.def): a fold of one quantity, or of two together.
 */
#ifndef EXQ_NAMED_H
#define EXQ_NAMED_H

#include "fold.h"

typedef enum exq_how { EXQ_HOW_ALONE, EXQ_HOW_WORST, EXQ_HOW_MEAN, EXQ_HOW_MEAN_SIZE } exq_how;

typedef struct exq_named {
    const char *id;
    exq_fold fold;
    exq_how how;
    size_t first, second; /* quantities */
    bool by_level;        /* a row a group when a level is named as reference */
    /* texts of the catalogue */
    const char *name, *also, *definition, *formula, *undefined_when, *source, *limits;
} exq_named;

extern const exq_named exq_named_rows[]; /* ends with an id of NULL */

void exq_named_compute(const exq_evidence *evidence, exq_rows *rows);

#endif
