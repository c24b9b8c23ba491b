/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the result document that are about recommendation lists, and the files that anything was read from. Null
 * is as in document.h.
 */
#ifndef EXQ_DOCUMENT_LISTS_H
#define EXQ_DOCUMENT_LISTS_H

#include "document_levels.h"

/* What lists drawn by chance would give: positive measures of many groups or items are not at their ideal by chance. */
typedef struct exq_doc_fair {
    double expected;    /* the mean under chance */
    double sd;          /* NaN: not known */
    double least;       /* the least value that any lists can have; NaN: it is the ideal */
    double excess;      /* value - expected: the number to compare and to gate */
    double p;           /* how often chance is at least as far from the mean; NaN: not asked */
    const char *chance; /* what is drawn: "items_alike", "proportional", "labels", "labels_drawn",
                           "groups_alike", "people_alike", "own_taste" */
} exq_doc_fair;

typedef struct exq_doc_event { /* an element of "events", keyed by name: what was met in the lists of a group */
    const char *name;
    exq_count count;
} exq_doc_event;

/* A figure of a recommender's whole catalogue, keyed by id. */
typedef struct exq_doc_catalogue {
    const char *id;
    double value;
    double se;
    double lo, hi;
    const char *range_why; /* why there is a value but no range */
    const char *method;
    double num, den; /* of a share; NaN NaN elsewhere */
    const double *x, *y; /* of a Gini: its Lorenz curve, x share of the items, the least shown first, y of what they get */
    size_t point_count;
    bool has_fair;
    exq_doc_fair fair;
    const char *why;
} exq_doc_catalogue;

typedef struct exq_doc_source {
    const char *name;
    exq_count bytes;
    const char *xxh3_128;
    const char *sha256;
} exq_doc_source;

/* What lists were read against. */
typedef struct exq_doc_reference_file {
    const char *role; /* truth, history, users, items */
    exq_doc_source source;
} exq_doc_reference_file;

/* The choices behind numbers of recommendation lists. */
typedef struct exq_doc_list_choices {
    const char *user, *item, *rank, *relevance; /* columns; rank null: by the score */
    const exq_count *cutoffs;
    size_t cutoff_count;
    const char *position_model; /* as asked: log, log-clip, geo=.5 ... */
    const char *discount;       /* of NDCG: log, log-clip */
    const char *gain;           /* binary, linear, exponential */
    const char *precision_by;   /* k, length */
    const char *recall_by;      /* relevant, min */
    const char *map_by;         /* min, relevant, length, min_length */
    const char *no_truth;       /* left_out, zero */
    const char *no_list;        /* zero, left_out */
    const char *relevant_from;  /* null: above 0 */
    const char *duplicates;     /* fail, keep_first */
    const char *ties;           /* expected, by_item, by_item_reversed */
    const char *sharing;        /* fractional, full */
    const char *split_on;
    const char *tail;             /* interactions80, items20, bottom10, count */
    const char *target;           /* of groups of items: catalogue */
    const char *merit;            /* of groups of items: truth; null without truth */
    const char *entropy;          /* base of the logarithm: 2 */
    const char *divergence;       /* of calibration and NDKL: e */
    double calibration_smoothing; /* alpha of Steck */
    double fair_level;            /* alpha of FA*IR, conservative */
    double persistence;           /* p of RBP */
    const char *compat;           /* whose variants; null: our own */
    const char *compat_version, *compat_alike, *compat_unlike;
    const char *random;   /* what is a sample: "people"; "people_and_items" for groups of items */
    const char *variants; /* all options as one text: results of different ones are not to be compared */
} exq_doc_list_choices;

#endif
