/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the catalogue knows of recommendation lists: kernels, their folds, and rows of lists.def. Ids hold "@K" where a
 * name holds a cut-off.
 */
#ifndef EXQ_LISTS_CATALOGUE_H
#define EXQ_LISTS_CATALOGUE_H

#include "catalogue.h"
#include "kernels.h"

/* Headings of `list`, in its order; ends with NULL. */
extern const char *const exq_list_families[];

/* The rows of lists.def. */
extern const exq_metric_info exq_list_rows[];
extern const size_t exq_list_row_count;

/* Folds of a kernel whose numbers are compared between groups of people: "ndcg@K_ratio". */
bool exq_list_fold_applies(const exq_kernel_entry *entry, exq_fold fold);
exq_metric_info exq_list_fold_info(exq_wording *wording, const exq_kernel_entry *entry, exq_fold fold);

/* Is this the name of the entry `id`, or of its fold (EXQ_FOLDS: none)? "@10" and "@K" both stand for "@K"; `bare`:
 * nothing stands for it. */
bool exq_list_is_named(const char *id, exq_fold fold, const char *name, bool bare);

#endif
