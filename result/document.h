/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result document, exaequo.result/1: written once by audit, read by every renderer, and never changed. These structures
 * are its shape in memory; fields.c says for each member its name in the JSON, its type and its meaning, and writing,
 * reading and the JSON Schema all come from those rows.
 *
 * Doubles: NaN is null in the JSON, and then a `why` beside it says why. exq_count: -1 is null. Strings: NULL is null.
 * Pointers to arrays are borrowed from the document's arena.
 */
#ifndef EXQ_DOCUMENT_H
#define EXQ_DOCUMENT_H

#include "arena.h"

typedef int64_t exq_count; /* a number of people; -1: not told */

/* {"sex": "female", "race": null} in the order of `by` */
typedef struct exq_doc_level {
    const char *column;
    const char *level; /* NULL: the missing level */
} exq_doc_level;

typedef struct exq_doc_levels {
    const exq_doc_level *items; /* NULL with count 0: null in the JSON (no group named) */
    size_t count;
} exq_doc_levels;

typedef struct exq_doc_rate { /* an element of "rates", keyed by id */
    const char *id;
    double value;
    double num, den; /* people, or sums of weights */
    double lo, hi;
    const char *method;
    const char *why;
} exq_doc_rate;

typedef struct exq_doc_measure { /* an element of "measures", keyed by id */
    const char *id;
    double value;
    exq_count n; /* people it rests on */
    double se;
    double lo, hi;
    const char *why;
} exq_doc_measure;

typedef struct exq_doc_cells { /* people by label and decision; all -1 when withheld (the whole object is null) */
    exq_count tp, fp, fn, tn;                  /* -1 where no labels were given */
    exq_count unlabelled_selected, unlabelled_rejected; /* "unlabelled": {"selected", "rejected"} */
    exq_count selected, rejected;              /* only without labels */
} exq_doc_cells;

typedef struct exq_doc_group {
    exq_doc_levels levels; /* "overall" has none */
    exq_count n;
    bool withheld;
    const char *why; /* below_min_cell, complementary */
    exq_doc_cells cells;
    const exq_doc_rate *rates;
    size_t rate_count;
    const exq_doc_measure *measures;
    size_t measure_count;
} exq_doc_group;

typedef struct exq_doc_people { /* a comparison in heads; null where it does not apply */
    double per_100[2];   /* group and reference, rounded to whole people; NaN NaN: the denominator is below 30, say "2 of 23" */
    exq_count shortfall; /* people whose decision would differ at the reference's rate, rounded away from 0 */
    exq_count k, n;      /* the group's numerator and denominator */
    exq_count reference_k, reference_n;
} exq_doc_people;

typedef struct exq_doc_disparity {
    const char *metric;
    const char *of;             /* the rate compared, or null */
    double value;
    double lo, hi;              /* simultaneous over the rows of this metric in the question */
    double lo_alone, hi_alone;  /* plain */
    const char *hi_why;         /* "infinite" where the range has no upper end */
    const char *method;
    exq_doc_levels group;       /* null: names no group */
    exq_doc_levels reference;   /* null: see reference_is */
    const char *reference_is;   /* "group", "overall", "rest"; null: no reference */
    const char *difference;     /* "shown", "not_shown"; null: no range, so no answer */
    const char *direction;      /* "higher", "lower" than the reference; null: equal or not a comparison with one */
    bool has_people;
    exq_doc_people people;
    const char *why;
} exq_doc_disparity;

typedef struct exq_doc_stratum {
    exq_doc_levels levels;
    const exq_doc_group *groups;
    size_t group_count;
    exq_doc_group overall;
    const exq_doc_disparity *disparities;
    size_t disparity_count;
} exq_doc_stratum;

/* The points of a plot, so that a renderer need not compute: parallel arrays, NaN where there is none. */
typedef struct exq_doc_series {
    const char *id;        /* "forest": one rate of every shown group; "ladder": one ratio of every group and rate */
    const char *metric;    /* the rate of a forest; NULL for a ladder */
    const char *const *of; /* the metric of each point */
    const exq_count *group;/* index into the question's groups, of each point */
    const double *x;       /* the value */
    const double *lo, *hi;
    size_t count;
} exq_doc_series;

typedef struct exq_doc_reference {
    const char *kind;      /* largest, best, overall, rest, level */
    exq_doc_levels levels; /* the group it came to; null when it varies or is no group */
} exq_doc_reference;

typedef struct exq_doc_question {
    const char *side; /* "decision" */
    const char *const *by;
    size_t by_count;
    const char *const *given;
    size_t given_count;
    const char *class_name; /* "class": the favourable class of a one-vs-rest question; null when binary */
    exq_doc_reference reference;
    const char *lead_rate;  /* the rate that this question leads with (report rule) */
    const exq_doc_group *groups;
    size_t group_count;
    exq_doc_group overall;
    const exq_doc_disparity *disparities;
    size_t disparity_count;
    const exq_doc_stratum *strata;
    size_t stratum_count;
    const exq_doc_series *series;
    size_t series_count;
} exq_doc_question;

/* A finding worth saying, best first: a ratio row against a reference. Ranked by the end of its simultaneous range nearest
 * to parity, farthest first, then by people affected; never by the point estimate. */
typedef struct exq_doc_finding {
    exq_count question;  /* index into questions */
    exq_count disparity; /* index into its disparities */
    const char *state;   /* "shown", "not_shown" */
    const char *harm;    /* "worse", "better" for the group named; null when selected_is was not said */
} exq_doc_finding;

typedef struct exq_doc_source {
    const char *name;
    exq_count bytes;
    const char *xxh3_128;
    const char *sha256;
} exq_doc_source;

typedef struct exq_doc_excluded {
    const char *reason;
    exq_count rows;
} exq_doc_excluded;

typedef struct exq_doc_word {
    const char *key;
    const char *text;
} exq_doc_word;

typedef struct exq_document {
    const char *schema;  /* "exaequo.result/1" */
    const char *tool_name, *tool_version;
    const char *outcome; /* pass, fail, inconclusive, none */
    struct {
        exq_count rows_read, rows_used;
        const exq_doc_excluded *rows_excluded; /* reasons that occurred; an object in the JSON */
        size_t rows_excluded_count;
        const char *cover; /* "all", or "shown" where something was withheld and row counts cover the shown groups only */
        const exq_doc_source *sources;
        size_t source_count;
        const char *as_of;
        const char *const *warnings;
        size_t warning_count;
    } data;
    const exq_doc_question *questions;
    size_t question_count;
    const exq_doc_finding *findings;
    size_t finding_count;
    struct { /* every choice that could have been another */
        const char *decision, *score, *threshold, *label, *counterfactual, *weight;
        const char *const *favourable;
        size_t favourable_count;
        const char *const *positive;
        size_t positive_count;
        const char *const *classes;
        size_t class_count;
        const char *selected_is;    /* good, bad, null */
        const char *missing;        /* own_group, drop, fail, compare */
        const char *ratio_interval; /* koopman, katz */
        const char *const *show;    /* rates and metrics that text and page show; the JSON has all */
        size_t show_count;
        const exq_doc_word *words;  /* the reader's words: people, selected, positive ...; an object in the JSON */
        size_t word_count;
    } conventions;
    struct {
        exq_count min_cell;
        bool anything_withheld;
        exq_count withheld_groups;
    } privacy;
    struct {
        double level;
        const char *simultaneous; /* how ranges were widened: "sidak" */
        exq_count seed;
    } uncertainty;
    struct {
        const char *command;
    } provenance;
} exq_document;

#endif
