/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the catalogue knows of recommendation lists: kernels, their folds, and rows of lists.def. Ids hold "@K" where a
 * name holds a cut-off.
 */
#ifndef EXQ_LISTS_CATALOGUE_H
#define EXQ_LISTS_CATALOGUE_H

#include "catalogue.h"
#include "kernels.h"
#include "lists_means.h"

/* Headings of `list`, in its order; ends with NULL. */
extern const char *const exq_list_families[];

/* The rows of lists.def. */
extern const exq_metric_info exq_list_rows[];
extern const size_t exq_list_row_count;

/* Folds of a kernel whose numbers are compared between groups of people, "ndcg@K_ratio": those of rates, then those of
 * means alone (list_gaps.def). */
enum { EXQ_LIST_FOLDS = EXQ_FOLDS + EXQ_LIST_GAPS };
const exq_fold_row *exq_list_fold(size_t fold);
bool exq_list_fold_applies(const exq_kernel_entry *entry, size_t fold);
exq_metric_info exq_list_fold_info(exq_wording *wording, const exq_kernel_entry *entry, size_t fold);

/* Is this the name of the entry `id`, or of its fold (EXQ_LIST_FOLDS: none)? "@10" and "@K" both stand for "@K"; `bare`:
 * nothing stands for it. */
bool exq_list_is_named(const char *id, size_t fold, const char *name, bool bare);

#endif
