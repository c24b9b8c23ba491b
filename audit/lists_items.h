/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of items at one cutoff: what they got, and what its variance is made of.
 */
#ifndef EXQ_LISTS_ITEMS_H
#define EXQ_LISTS_ITEMS_H

#include "lists_exposure.h"
#include "lists_reference.h"
#include "positions.h"

typedef struct exq_lists_items {
    const exq_lists_run *run;
    size_t grouping;
    const exq_item_question *question;
    const exq_catalogue_spread *spread;
    size_t count; /* groups */
    size_t cutoff;
    size_t cutoff_index;
    uint64_t people; /* with a list */
    /* per group, over all lists */
    const double *exposure;
    const double *places;
    double *target; /* share of the catalogue */
    double *merit;
    double all_exposure;
    /* variances */
    const double *products;
    const double *item_weights, *cell_weights; /* per signature */
    double *contrast;
    /* workspace */
    exq_treatment *got;
    double *scratch;
} exq_lists_items;

/* The two-way variance of what `contrast` says; it needs products. */
double exq_items_variance(const exq_lists_items *at);

/* All comparisons of groups of items at all cutoffs. `rows` are the groups. False only when out of memory. */
EXQ_CHECKED bool exq_items_compare(const exq_lists_items *cutoffs, const exq_row *rows, exq_lists_reference reference,
                                   exq_doc_question *out);

#endif
