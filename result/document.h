/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result document, exaequo.result/1: written once by audit, read by every renderer, and never changed. These
 * structures are its shape in memory; fields.c says for each member its name in the JSON, its type and its meaning,
 * and writing, reading and the JSON Schema all come from those rows.
 *
 * Doubles: NaN is null in the JSON, and then a `why` beside it says why. exq_count: -1 is null. Strings: NULL is
 * null. Pointers to arrays are borrowed from the document's arena.
 */
#ifndef EXQ_DOCUMENT_H
#define EXQ_DOCUMENT_H

#include "document_checks.h"
#include "document_curves.h"
#include "document_levels.h"
#include "document_lists.h"
#include "document_search.h"
#include "document_policy.h"
#include "document_versions.h"
#include "document_weighing.h"

typedef struct exq_doc_rate { /* an element of "rates", keyed by id */
    const char *id;
    double value;
    double num, den; /* people, or sums of weights */
    double lo, hi;
    const char *range_why; /* why there is a value but no range */
    const char *method;
    double deff;     /* design effect: how much less sure several rows a person make it; NaN where each row is a person */
    double shrunken; /* towards the common rate of all groups, the more the less the group's people can tell */
    const char *shrunken_why;
    const char *why;
} exq_doc_rate;

typedef struct exq_doc_measure { /* an element of "measures", keyed by id */
    const char *id;
    double value;
    exq_count n; /* people it rests on */
    double se;
    double lo, hi;
    const char *range_why; /* why there is a value but no range */
    const char *method;
    bool has_certain;
    exq_doc_certain certain;
    bool has_fair;
    exq_doc_fair fair;
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
    /* of recommendation lists; -1 elsewhere */
    exq_count users_without_truth;           /* with a list and nothing to judge it by */
    exq_count users_without_recommendations; /* with truth and no list */
    exq_count items;                         /* of the catalogue in the group, wholly or in part */
    const exq_doc_event *events;
    size_t event_count;
} exq_doc_group;

typedef struct exq_doc_people { /* a comparison in heads; null where it does not apply */
    double per_100[2];   /* group and reference, rounded to whole people; NaN NaN: the denominator is below 30, say "2 of 23" */
    exq_count shortfall; /* people whose decision would differ at the reference's rate, rounded away from 0 */
    exq_count swapped;   /* decisions moved between the two until the rates are equal, the totals staying as they are */
    double expected;     /* n K / N - k, K of N the two pooled: what treating both alike would have added */
    double step;         /* 100 / n: how far one different decision moves the group's rate, of every 100 */
    exq_count k, n;      /* the group's numerator and denominator */
    exq_count reference_k, reference_n;
} exq_doc_people;

typedef struct exq_doc_parity_null { /* what a world in which all groups are treated alike brings forth */
    double p;        /* how often a number at least as far from equality */
    double expected; /* the mean number */
    double limit, below_limit; /* how often a number below the limit; NaN NaN for a difference */
    exq_count draws;
} exq_doc_parity_null;

typedef struct exq_doc_other_tests { /* of a pair: what other tests say of the same two groups */
    double z; /* standard errors between the rates, at their common rate: the rule of two standard deviations */
    double p_z;
    double p_mid; /* Lancaster's mid-p */
} exq_doc_other_tests;

typedef struct exq_doc_takes { /* of a ratio: what it would take */
    double e_value;      /* to explain it away: the ratio of risks that something unmeasured needs with both sides */
    double e_value_near; /* to bring the near end of its range to equality; 1 where the range holds it */
    const char *e_value_why, *e_value_near_why;
    exq_count people; /* to be shown to meet `limit`, of a system that treats all groups alike: in each group */
    double limit;
    const char *people_why;
} exq_doc_takes;

typedef struct exq_doc_disparity {
    const char *metric;
    const char *of;             /* the rate compared, or null */
    double value;
    double lo, hi;              /* simultaneous over the rows of this metric in the question */
    double lo_alone, hi_alone;  /* plain */
    const char *lo_why;         /* "infinite" where the range has no lower end */
    const char *hi_why;         /* "infinite" where the range has no upper end */
    const char *range_why;      /* why there is a value but no range */
    const char *method;
    exq_doc_levels group;       /* null: names no group */
    exq_doc_levels reference;   /* null: see reference_is */
    const char *reference_is;   /* "group", "overall", "rest"; null: no reference */
    const char *difference;     /* "shown", "not_shown"; null: no range, so no answer */
    const char *direction;      /* "higher", "lower" than the reference; null: equal or not a comparison with one */
    double p;                   /* of "treated alike": of a pair; of a number over all groups, that of its parity null */
    double log10_p;
    double p_adjusted;          /* over the rows of this metric in the question, by uncertainty.corrections */
    const char *p_method;       /* fisher, pooled_z, parity_null, welch, smirnov, labels_permuted */
    const char *p_why;
    bool has_other_tests;
    exq_doc_other_tests other_tests;
    double shrunken;            /* the same number of rates shrunken so that their spread is that of the true ones */
    const char *shrunken_why;
    bool has_parity_null;
    exq_doc_parity_null parity_null;
    bool has_takes;
    exq_doc_takes takes;
    double detectable;          /* the number nearest to equality that so many people would show in 4 of 5 samples */
    const char *detectable_why;
    exq_count flips;            /* decisions moved between the two that reverse who is ahead */
    bool has_people;
    exq_doc_people people;
    bool has_certain;
    exq_doc_certain certain;
    bool has_fair;
    exq_doc_fair fair;
    const char *why;
} exq_doc_disparity;

/* ------------------------------------------------------------------------------------------------ questions */

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
    const char *side; /* "decision"; of lists "user", "item", "cross": what the groups are of */
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
    const exq_doc_adjusted *adjusted;
    size_t adjusted_count;
    const exq_doc_adjusted_mean *adjusted_means; /* of lists: groups of people */
    size_t adjusted_mean_count;
    const exq_doc_test *tests;
    size_t test_count;
    const exq_doc_variance *variances;
    size_t variance_count;
    const exq_doc_worst *worst;
    size_t worst_count;
    const exq_doc_missing *missing;
    size_t missing_count;
    const exq_doc_sensitivity *sensitivity;
    size_t sensitivity_count;
    const exq_doc_series *series;
    size_t series_count;
    const exq_doc_curve *curves;
    size_t curve_count;
} exq_doc_question;

/* A finding worth saying, best first: a ratio row against a reference. Ranked by the end of its simultaneous range
 * nearest to parity, farthest first, then by people affected; never by the point estimate. */
typedef struct exq_doc_finding {
    exq_count question;  /* index into questions */
    exq_count disparity; /* index into its disparities */
    const char *state;   /* "shown", "not_shown" */
    const char *harm;    /* "worse", "better" for the group named; null when selected_is was not said */
} exq_doc_finding;

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
        const exq_doc_reference_file *references; /* of lists */
        size_t reference_count;
        const exq_doc_event *events; /* of lists: what was met in all of them */
        size_t event_count;
        const char *as_of;
        const char *const *warnings;
        size_t warning_count;
    } data;
    bool has_search;
    exq_doc_search search;
    const exq_doc_question *questions;
    size_t question_count;
    const exq_doc_finding *findings;
    size_t finding_count;
    bool has_versions;
    exq_doc_versions versions;
    const exq_doc_catalogue *catalogue;
    size_t catalogue_count;
    const exq_doc_check *checks; /* in the order asked; a check of several groupings is as many */
    size_t check_count;
    const exq_doc_waiver *waivers;
    size_t waiver_count;
    exq_doc_about about;
    const exq_doc_preset *presets;
    size_t preset_count;
    const exq_doc_answer *ethics; /* every question, when there is a policy */
    size_t ethics_count;
    bool has_summary;
    exq_doc_summary summary;
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
        const char *rate_interval;  /* wilson, clopper-pearson, jeffreys */
        const char *ratio_interval; /* koopman, katz */
        const char *const *show;    /* rates and metrics that text and page show; the JSON has all */
        size_t show_count;
        const exq_doc_word *words;  /* the reader's words: people, selected, positive ...; an object in the JSON */
        size_t word_count;
        bool has_lists;
        exq_doc_list_choices lists;
    } conventions;
    struct {
        exq_count min_cell;
        bool anything_withheld;
        exq_count withheld_groups;
    } privacy;
    struct {
        double level;
        const char *simultaneous; /* how ranges were widened: "sidak" */
        const char *corrections;  /* how p-values allow for their number: "holm", "benjamini_hochberg" */
        exq_count seed;
        exq_count replicates; /* of every bootstrap */
        const char *unit;     /* the column that says whose row it is; null: each row is a person */
        exq_count units;      /* persons behind rows_used; -1 without a unit */
        double deff;          /* the largest design effect of the rates shown */
    } uncertainty;
    struct {
        const char *command;
        const char *policy, *policy_sha256; /* null: none */
        const char *comparison_digest;      /* of what must agree between results that are compared; hex */
    } provenance;
} exq_document;

#endif
