/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of items at one cutoff: what they got, and what its variance is made of.
 */
#ifndef EXQ_LISTS_ITEMS_H
#define EXQ_LISTS_ITEMS_H

#include "lists_exposure.h"
#include "lists_reference.h"
#include "number.h"
#include "positions.h"

/* What groups of items got of one kind, and what is known of how it varies. */
typedef struct exq_items_got {
    double *of;             /* per group, over all lists */
    const double *products; /* groups x groups: sums over people of what two groups got; NULL: not known */
    const double *items;    /* per signature: sum over items of the square of what each got; NULL: not known */
    const double *cells;    /* likewise of what each got at one place */
} exq_items_got;

typedef struct exq_lists_items {
    const exq_lists_run *run;
    size_t grouping;
    const exq_item_question *question;
    const exq_catalogue_spread *spread;
    size_t count;         /* groups */
    const bool *compared; /* per group */
    size_t compared_count;
    size_t cutoff;
    size_t cutoff_index;
    uint64_t people; /* with a list */
    exq_items_got exposure, places, hits, clicks;
    double *target;        /* per group: share of the catalogue */
    double *merit;         /* likewise: relevance */
    double *due;           /* likewise: items */
    double *candidates;    /* likewise: of items and people who did not have them */
    double *fresh, *found; /* likewise: relevant items that people did not have, and how many of them they were shown */
    double all_exposure;
    /* what labels dealt out anew give; only where they were dealt */
    size_t draws;
    const double *label_p; /* per group, of the share of exposure; NULL: not dealt */
    /* workspace */
    double *contrast;
    exq_treatment *got;
    double *scratch, *values;
} exq_lists_items;

/* The variance of what `contrast` says of it: two-way where items are a sample as well, of people alone elsewhere. */
double exq_items_variance(const exq_lists_items *at, const exq_items_got *got);

/* The degrees of freedom of a figure that rests on so many items. */
double exq_items_df(const exq_lists_items *at, double items);

/* A figure over all groups, of exposure, of places or of hits. */
typedef struct exq_items_figure exq_items_figure;
typedef enum exq_items_kind { EXQ_ITEMS_EXPOSURE, EXQ_ITEMS_PLACES, EXQ_ITEMS_FOUND } exq_items_kind;
struct exq_items_figure {
    const char *name; /* "rsp": "rsp@10" */
    exq_items_kind kind;
    int better;
    double parity;
    exq_value (*of)(const exq_lists_items *at, const exq_items_figure *self, const double *got);
    int parameter;
};
extern const exq_items_figure exq_items_figures[];
extern const size_t exq_items_figure_count;

/* What a figure is of, per group: hits that people did not have before stand beside all hits. */
const double *exq_items_values(const exq_lists_items *at, exq_items_kind kind);

/* Deal the labels out and keep what that gives: of the groups' shares in label_p, of the figures in `fair`, one each. */
EXQ_CHECKED bool exq_items_deal(exq_lists_items *at, exq_doc_fair *fair);

/* The measures of a group; false only when out of memory (so below). */
EXQ_CHECKED bool exq_items_measures(const exq_lists_items *cutoffs, size_t cutoff_count, size_t group,
                                    exq_doc_group *out);

/* Pairs in one list of a relevant item of a group and one that is not: how many stand in the right order. Of all, within the
 * group, and across; measures of a group behind those that are there, and rows of all groups. */
enum { EXQ_PAIR_KINDS = 3 };
EXQ_CHECKED bool exq_items_pairs(const exq_lists_items *at, size_t group, exq_doc_measure *out, size_t *count);
EXQ_CHECKED bool exq_items_pairs_compare(const exq_lists_items *at, exq_lists_reference reference,
                                         const exq_doc_group *groups, exq_doc_disparity *rows, size_t *count);

/* The items of a group that anybody is shown, of all its items. */
exq_share exq_items_selected(const exq_lists_items *at, size_t group);

/* All comparisons of groups of items at all cutoffs. `fair`: what dealing gave of the figures, cutoff by cutoff. */
EXQ_CHECKED bool exq_items_compare(const exq_lists_items *cutoffs, exq_lists_reference reference,
                                   const exq_doc_fair *fair, exq_doc_question *out);

/* The rows of figures over all groups at one cutoff, behind those that are there. */
EXQ_CHECKED bool exq_items_over(const exq_lists_items *at, const exq_doc_group *groups, const exq_doc_fair *fair,
                                exq_doc_disparity *rows, size_t *count);

/* Likewise the rows that are made list by list. */
EXQ_CHECKED bool exq_items_each_list(const exq_lists_items *at, exq_doc_disparity *rows, size_t *count);

#endif
