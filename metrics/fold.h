/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds: how the values of one quantity become one disparity. A row of comparisons.def is a fold; every fold works on
 * every quantity.
 */
#ifndef EXQ_FOLD_H
#define EXQ_FOLD_H

#include "evidence.h"

typedef enum exq_fold {
#define FOLD(id, ...) EXQ_FOLD_##id,
#include "comparisons.def"
#undef FOLD
    EXQ_FOLDS
} exq_fold;

typedef struct exq_fold_row {
    const char *id;
    exq_metric_kind kind;
    int better;
    double parity;
    bool divides; /* takes quotients: not of measures that can be negative */
    /* texts of the catalogue */
    const char *before, *after, *definition, *formula, *span, *wide_span, *undefined_when, *source, *limits;
    double (*example)(double a, double b, double all);
    const char *example_words;
} exq_fold_row;

extern const exq_fold_row exq_folds[EXQ_FOLDS];

/* The groups a fold runs over, and how far its range reaches. */
typedef struct exq_crowd {
    const size_t *groups; /* in label order */
    size_t count;
    exq_reach reach;
} exq_crowd;

exq_crowd exq_crowd_of(const exq_evidence *evidence);

/* Folds of the first kind: `group` against `reference`, one of `rows` rows. */
exq_disparity exq_fold_against(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, size_t group,
                               size_t reference, size_t rows);
/* The value of such a row by itself. */
exq_value exq_fold_value(const exq_evidence *evidence, exq_fold fold, const exq_estimate *group,
                         const exq_estimate *reference);
/* Between what the value lies for certain, where those of group and reference are known between bounds. */
exq_bracket exq_fold_bracket(exq_fold fold, const exq_estimate *group, const exq_estimate *reference);
/* Folds of the second kind. `metric` of the answer is not set. */
exq_disparity exq_fold_over(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, exq_crowd crowd);

/* Why a quotient by a value of 0 of the quantity is undefined: because it counts nobody in any group, that is because nobody at
 * all was selected where it counts only those, or because of the reference. */
exq_why exq_why_of_zero(const exq_evidence *evidence, const exq_quantity *quantity);

/* Does RATE_fold exist? Named comparisons may take the place of a rate's own. */
bool exq_fold_applies(const exq_quantity *quantity, exq_fold fold);

/* "selection_rate_ratio". NULL: out of memory. */
const char *exq_fold_name(const exq_quantity *quantity, exq_fold fold, exq_arena *arena);

/* Every fold of every quantity that applies. */
void exq_folds_compute(const exq_evidence *evidence, exq_rows *rows);

#endif
