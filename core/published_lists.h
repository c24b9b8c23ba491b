/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came through the door of a tally of recommendation lists. Groups of people are rows that are withheld when they
 * are small; groups of items, and the whole catalogue, are about everyone audited; where both cross, a cell in which
 * few people met the items is withheld. Every sum is rounded once, from an exact one; nothing names an item or a person.
 */
#ifndef EXQ_PUBLISHED_LISTS_H
#define EXQ_PUBLISHED_LISTS_H

#include <string.h>

#include "kernel.h"

/* One measure - a kernel at a cutoff, for one grouping of items or none - summed over some people. */
typedef struct exq_measured {
    uint64_t people;           /* for whom it is defined */
    const uint64_t *undefined; /* people without it, EXQ_WHY_COUNT counts; NULL: not told */
    const double *sums;        /* of each output; NULL: fewer people than may be shown */
    const double *squares;     /* of each output; with products of every two, the upper triangle row by row */
} exq_measured;

/* Which measure that is. */
typedef struct exq_measure_name {
    const char *kernel;
    size_t cutoff;
    size_t grouping; /* of items, as an index into exq_published_lists.items; SIZE_MAX: none */
    size_t outputs;
    bool products;
} exq_measure_name;

/* Where the product of outputs a <= b stands among `squares`. */
static inline size_t exq_product_at(size_t a, size_t b, size_t outputs)
{
    return a * outputs - a * (a + 1) / 2 + b;
}

/* One measure of some people under two versions: the outputs of the one audited come first. */
typedef struct exq_paired {
    uint64_t people;        /* who have it under both */
    uint64_t rose, fell;    /* whose number it did; 0 unless it has one output */
    const double *sums;     /* 2 x outputs; NULL: few people have it under both, or under the one audited alone */
    const double *products; /* of every two of these, the upper triangle row by row */
} exq_paired;

typedef struct exq_paired_row {
    uint64_t both, after_only, before_only; /* people judged under both versions, or one alone */
    const exq_paired *measures;             /* one per measure; sums NULL where it is not of single people */
} exq_paired_row;

/* ------------------------------------------------------------------------- items by who rated and met them */

/* One item's ratings by some people. */
typedef struct exq_item_ratings {
    uint64_t count;
    double predicted, rated; /* sums */
} exq_item_ratings;

/* How differently two groups' ratings are foretold, item by item (metrics/lists_ratings.h). */
typedef struct exq_rating_unfairness {
    exq_value value, absolute, under, over, parity;
    exq_value se[4]; /* of the first four, items being the sample */
    size_t used, skipped;
} exq_rating_unfairness;

/* How many of some people an item is shown to. */
typedef struct exq_item_audience {
    double people;
    double shown; /* people, or a sum of probabilities; at most `people` */
} exq_item_audience;

/* How far shares of items are from others. */
typedef struct exq_divergence_from {
    exq_value kl; /* nats; INFINITE where something is shown that nobody had */
    exq_value js; /* bits */
} exq_divergence_from;

/* What items are reduced to before anything of them is released: which item it was is then not known any more. */
typedef struct exq_item_reducers {
    exq_rating_unfairness (*unfair)(const exq_item_ratings *group, const exq_item_ratings *rest, size_t items,
                                    bool by_count);
    exq_value (*differ)(const exq_item_audience *groups, size_t count, double smoothing);
    exq_divergence_from (*diverge)(const double *shown, const double *had, size_t items);
} exq_item_reducers;

/* What a group of people rated, and what was foretold of it. */
typedef struct exq_rated {
    exq_item_ratings all;
    exq_rating_unfairness unfairness; /* against all others that are shown */
} exq_rated;

/* Some people: a group, everyone shown, or everyone. */
typedef struct exq_user_row {
    const char *const *levels; /* one per column; NULL is the missing level; NULL array: everyone */
    bool withheld;
    exq_why why;
    /* all of what follows is 0 and NULL when withheld */
    uint64_t people;             /* in any of the data */
    uint64_t lists;              /* with a list */
    uint64_t judged;             /* with truth */
    uint64_t without_truth;      /* with a list and no truth */
    uint64_t without_list;       /* with truth and no list */
    uint64_t unknown;            /* with a list, and not in the table of users */
    const uint64_t *short_lists; /* one per cutoff */
    const uint64_t *events;
    const exq_measured *measures; /* one per measure; those of one output a group of items only of everyone */
    const exq_paired_row *paired; /* NULL: one version, or inside a stratum */
    const exq_rated *rated;       /* NULL without ratings, and inside a stratum */
} exq_user_row;

/* How differently the items that anybody is shown are shown to the groups, ascending. */
typedef struct exq_differences {
    const double *values;
    size_t count;
} exq_differences;

typedef struct exq_user_table {
    const char *const *strata_levels; /* NULL outside strata */
    const exq_user_row *groups;       /* sorted by label bytes, column by column, missing last */
    size_t group_count;
    exq_user_row overall;               /* the shown groups together */
    const exq_differences *differences; /* one per cutoff; NULL in strata */
} exq_user_table;

typedef struct exq_user_question {
    const char *const *by;
    size_t by_count;
    const char *const *given;
    size_t given_count;
    exq_user_table marginal;
    const exq_user_table *strata;
    size_t stratum_count;
    const exq_user_table *histories; /* strata of people with as long a history, to be pooled; none: it is not known */
    size_t history_count;
} exq_user_question;

/* Pairs of a relevant item of a group and one that is not relevant, in one list: how many, and how many have the relevant
 * one above, a tie being half. Items by their shares. */
typedef struct exq_pair_sums_of_items {
    double all, all_won;     /* the other of any group */
    double intra, intra_won; /* of the same */
} exq_pair_sums_of_items;

/* What a group of items has in the catalogue and in people's truth and history: the dues of its exposure. */
typedef struct exq_item_row {
    const char *const *levels;
    double items;             /* n_g, items by their shares */
    uint64_t members;         /* items wholly or in part */
    double share;             /* of the catalogue */
    double merit;             /* relevant pairs of person and item, whether or not they have a list */
    double grades;            /* the sum of their grades */
    double fresh;             /* those of people with a list that were not in the person's history */
    double candidates;        /* pairs of a person with a list and an item they did not have before */
    const double *shown;      /* cutoff_count x length of the longest cutoff: places at each rank, by their shares */
    const double *fresh_hits; /* one per cutoff: places with something relevant that they did not have before */
    exq_pair_sums_of_items pairs; /* 0 where pairs were not counted */
    const exq_pair_sums_of_items
        *pairs_without; /* of all people but those of one bucket, for each bucket; NULL: likewise */
} exq_item_row;

/* Sums by signature: items that no grouping tells apart. */
typedef struct exq_signature_sums {
    double square;         /* sum over items of the square of the attention that each got in all */
    double shown_square;   /* likewise of the places */
    uint64_t selected;     /* items that are in anybody's first places */
    const uint64_t *shown; /* at each rank */
} exq_signature_sums;

typedef struct exq_item_question {
    const char *const *by;
    size_t by_count;
    const exq_item_row *groups;
    size_t group_count;
    exq_item_grouping signatures; /* how they belong to the groups */
} exq_item_question;

/* Where groups of people and groups of items cross: what each shown group of people was shown of each group of items,
 * in the first places up to one cutoff. All 0 when withheld. */
typedef struct exq_cross_cell {
    bool withheld;
    exq_why why;
    uint64_t people; /* who were shown an item of the group */
    double places;   /* sum over lists; its squares and products as those of exposure */
    double places_squares;
    double places_products;
    double exposure;          /* sum over lists of the attention a that goes to the group */
    double exposure_squares;  /* sum a^2 */
    double exposure_products; /* sum a b, b that of all groups together */
    double history;           /* what these people had of the group, in pairs of person and item */
    double liked;             /* what they found relevant of it */
} exq_cross_cell;

typedef struct exq_cross_row {
    uint64_t lists;                    /* 0 when the group of people is withheld */
    double places, places_squares;     /* of all groups together: sum b, sum b^2 */
    double exposure, exposure_squares; /* likewise */
    double history, liked;             /* likewise */
    const exq_cross_cell *cells;       /* one per group of items; NULL when withheld */
} exq_cross_row;

typedef struct exq_cross_question {
    size_t users;                     /* index of the user question */
    size_t items;                     /* of the item question */
    const exq_cross_row *const *rows; /* per cutoff: one per group of people */
} exq_cross_question;

/* Items by how much they got, sorted: whose number it is cannot be seen. */
typedef struct exq_spread {
    const double *values; /* item_count */
} exq_spread;

/* The catalogue at one cutoff. */
typedef struct exq_catalogue_spread {
    exq_spread shown;                /* places */
    exq_spread exposure;             /* attention */
    const exq_spread *shown_without; /* of all people but those of one bucket, for each bucket */
    const exq_spread *exposure_without;
    const exq_signature_sums *signatures;
    exq_divergence_from from_history;                /* of the places from what people had, item by item */
    const exq_divergence_from *from_history_without; /* as shown_without */
    const uint64_t *tail_selected_without; /* likewise: items outside the short head that are in anybody's places */
} exq_catalogue_spread;

typedef struct exq_published_lists exq_published_lists;
struct exq_published_lists {
    const size_t *cutoffs;
    size_t cutoff_count;
    const exq_measure_name *measures;
    size_t measure_count;
    exq_user_row everyone; /* all people audited, however they are grouped */
    const exq_user_question *users;
    size_t user_count;
    const exq_item_question *items; /* every item grouping of the tally */
    size_t item_count;
    const exq_cross_question *crosses;
    size_t cross_count;
    size_t catalogue_size;
    size_t signature_count;
    const uint64_t *signature_items;
    const exq_catalogue_spread *spreads; /* one per cutoff */
    bool has_pairs, has_ratings;
    size_t bucket_count;
    const uint64_t *bucket_lists;
    uint64_t rows_read, rows_used;
    bool anything_withheld;
    size_t withheld_groups;           /* of people */
    size_t withheld_cells;            /* of people by items */
    const exq_published_lists *other; /* of another version: measures, everyone, items, the catalogue; NULL: none */
};

/* Index of a measure; SIZE_MAX when it was not counted. */
static inline size_t exq_measure_find(const exq_published_lists *lists, const char *kernel, size_t cutoff,
                                      size_t grouping)
{
    for (size_t m = 0; m < lists->measure_count; m++) {
        const exq_measure_name *name = &lists->measures[m];
        if (name->cutoff == cutoff && name->grouping == grouping && strcmp(name->kernel, kernel) == 0)
            return m;
    }
    return SIZE_MAX;
}

#endif
