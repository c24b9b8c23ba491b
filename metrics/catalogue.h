/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the catalogue words what the tables know: one function for each kind of entry.
 */
#ifndef EXQ_CATALOGUE_H
#define EXQ_CATALOGUE_H

#include "fold.h"
#include "named.h"

/* Texts that were put together; `failed` when the arena gave out. */
typedef struct exq_wording {
    exq_arena *arena;
    bool failed;
} exq_wording;

/* Pieces joined, up to a NULL. */
const char *exq_join(exq_wording *wording, const char *first, ...) __attribute__((sentinel));
/* A name or sentence as it stands inside one: "False positive rate" is "false positive rate", "F1 score" stays. */
const char *exq_uncapital(exq_wording *wording, const char *text);
/* At most four decimals, none that are 0. */
const char *exq_four_decimals(exq_wording *wording, double value);
/* "TP / (TP + FN)" */
const char *exq_quantity_formula(exq_wording *wording, const exq_quantity *quantity);

exq_metric_info exq_quantity_info(exq_wording *wording, const exq_quantity *quantity);
exq_metric_info exq_fold_info(exq_wording *wording, const exq_quantity *quantity, exq_fold fold);
exq_metric_info exq_named_info(exq_wording *wording, const exq_named *named);

/* Worked examples, all on one table of two groups. */
exq_example exq_quantity_example(exq_wording *wording, const exq_quantity *quantity);
/* A at a, B at b, everyone at all. */
exq_example exq_fold_example_of(exq_wording *wording, const exq_fold_row *fold, double a, double b, double all);
exq_example exq_fold_example(exq_wording *wording, const exq_quantity *quantity, exq_fold fold);
exq_example exq_named_example(exq_wording *wording, const exq_named *named);

#endif
