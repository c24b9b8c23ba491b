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

#include "document_lists.h"

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
    double p_adjusted;          /* Holm over the rows of this metric in the question */
    const char *p_method;       /* fisher, pooled_z, parity_null, welch */
    const char *p_why;
    double shrunken;            /* the same number of rates shrunken so that their spread is that of the true ones */
    const char *shrunken_why;
    bool has_parity_null;
    exq_doc_parity_null parity_null;
    double detectable;          /* the number nearest to equality that so many people would show in 4 of 5 samples */
    const char *detectable_why;
    exq_count flips;            /* decisions moved between the two that reverse who is ahead */
    bool has_people;
    exq_doc_people people;
    bool has_fair;
    exq_doc_fair fair;
    const char *why;
} exq_doc_disparity;

/* ------------------------------------------------------------------------------------ weighing a question */

typedef struct exq_doc_estimate {
    double value, lo, hi;
    const char *why;
} exq_doc_estimate;

typedef struct exq_doc_bounds {
    double lo, hi;
    const char *why;
} exq_doc_bounds;

typedef struct exq_doc_chi2 {
    double chi2;
    exq_count df;
    double p;
    const char *why;
} exq_doc_chi2;

/* A group compared with the reference like with like, pooled over the strata. */
typedef struct exq_doc_adjusted {
    const char *of; /* the rate */
    exq_doc_levels group;
    exq_doc_levels reference; /* null: the rest */
    const char *reference_is; /* "group", "rest" */
    exq_count strata_used;     /* strata that show both, and in which the rate can differ */
    exq_count strata_withheld; /* strata left out since one of the two is withheld there */
    exq_doc_estimate odds_ratio;
    struct {
        double chi2, chi2_corrected;
        double p, p_corrected;
        bool exact; /* few people: p is exact and not of chi2 */
        const char *why;
    } cmh;
    exq_doc_chi2 breslow_day, tarone, woolf;
    struct {
        double group, reference, ratio;
        const char *why;
    } standardised;
    double conditional_demographic_disparity;
    const char *conditional_demographic_disparity_why;
    struct {
        double odds_ratio, ratio, p;
        const char *odds_ratio_why, *why;
    } crude;
    struct { /* rate of the group - rate of the reference = composition + rates */
        double gap, composition, rates;
        double composition_se, rates_se;
        const char *why;
    } composition;
    const char *simpson; /* "reverses", "vanishes"; null: neither */
} exq_doc_adjusted;

/* Are all compared groups alike in this rate? */
typedef struct exq_doc_test {
    const char *of;
    double chi2, g;
    exq_count df;
    double p, log10_p; /* of chi2 */
    double p_g;        /* of g */
    double p_permutation;
    const char *p_permutation_why;
    exq_count draws;
    double least_expected; /* below 5 the permutation p is the one to read */
    const char *why;
} exq_doc_test;

/* How much the true rates of the compared groups vary, less what chance adds: of one rate. */
typedef struct exq_doc_variance {
    const char *of;
    double value, lo, hi;
    const char *why;
} exq_doc_variance;

typedef struct exq_doc_who {
    exq_doc_levels levels;
} exq_doc_who;

/* The groups that can be the lowest, and those that can be the highest, in this rate. */
typedef struct exq_doc_worst {
    const char *of;
    const exq_doc_who *lowest, *highest;
    size_t lowest_count, highest_count;
    const char *why;
} exq_doc_worst;

/* What one group's ratio could be, whoever the people of unknown group are. */
typedef struct exq_doc_missing_group {
    exq_doc_levels group;
    exq_doc_levels reference;        /* null: the reference is no group */
    exq_doc_bounds ratio;            /* to the reference */
    exq_doc_bounds ratio_to_highest; /* to the highest of all groups, at most 1 */
    exq_count tipping_point; /* unknown people it takes to bring the ratio to some group below `limit`; null: they cannot */
} exq_doc_missing_group;

typedef struct exq_doc_missing {
    const char *of;
    exq_count unknown;  /* people the rate could count whose group is not known */
    exq_count selected; /* those of them whom it counts */
    double limit;
    const exq_doc_missing_group *groups;
    size_t group_count;
    exq_doc_bounds min_ratio, max_difference;
    exq_count tipping_point; /* the least of those of the groups */
    const char *why;
} exq_doc_missing;

typedef struct exq_doc_alternative {
    const char *choice;  /* what is chosen otherwise: reference, interval, missing, level */
    const char *setting; /* largest, katz, compare, 0.99 ... */
    const char *scale;   /* "ratio", "difference" */
    double value, lo, hi;
    const char *hi_why;
    const char *difference; /* "shown", "not_shown" */
    const char *why;
} exq_doc_alternative;

/* One finding under choices that could as well have been made. */
typedef struct exq_doc_sensitivity {
    const char *of;
    exq_doc_levels group;
    const char *difference;  /* as found */
    exq_count answered, same; /* choices that give an answer, and those that give this one */
    const exq_doc_alternative *alternatives;
    size_t alternative_count;
} exq_doc_sensitivity;

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

/* ---------------------------------------------------------------------------------------- subgroup search */

/* The other people of a group that a found one refines. */
typedef struct exq_doc_search_parent {
    exq_doc_levels levels;
    exq_count others_k, others_n;
    double others_value;
    double p; /* of the group and these others alike */
    const char *why;
} exq_doc_search_parent;

typedef struct exq_doc_search_finding {
    exq_doc_levels levels;
    exq_count people;
    exq_count k, n;           /* people whom the rate counts, and whom it could */
    exq_count rest_k, rest_n; /* the same of everyone else who is shown */
    double value, rest_value;
    double difference; /* value - rest_value */
    double lo, hi;     /* simultaneous over all groups tested */
    const char *method;
    double ratio;
    double ratio_lo, ratio_hi;
    const char *ratio_why, *ratio_hi_why, *ratio_method;
    const char *state;     /* shown, not_shown: does the range of the difference leave 0 out? */
    const char *direction; /* higher, lower than the rest */
    double p, log10_p;
    double p_adjusted; /* Benjamini-Hochberg */
    double p_holm;
    double p_found; /* that it differs from its rest and from the others of each parent; adjusted */
    const char *p_method, *p_why;
    const exq_doc_search_parent *parents;
    size_t parent_count;
} exq_doc_search_finding;

typedef struct exq_doc_search_rate {
    const char *of;
    const char *class_name;
    exq_count tested, undefined, redundant;
    const exq_doc_search_finding *findings;
    size_t finding_count;
} exq_doc_search_rate;

typedef struct exq_doc_search {
    exq_count depth; /* as asked */
    const char *const *attributes;
    size_t attribute_count;
    exq_count groups;       /* that people belong to and that are shown */
    exq_count withheld;     /* groups not shown */
    exq_count not_compared; /* shown groups with a missing level */
    const char *adjustment; /* benjamini_hochberg */
    const char *simultaneous;
    const exq_doc_search_rate *rates;
    size_t rate_count;
} exq_doc_search;

/* A finding worth saying, best first: a ratio row against a reference. Ranked by the end of its simultaneous range
 * nearest to parity, farthest first, then by people affected; never by the point estimate. */
typedef struct exq_doc_finding {
    exq_count question;  /* index into questions */
    exq_count disparity; /* index into its disparities */
    const char *state;   /* "shown", "not_shown" */
    const char *harm;    /* "worse", "better" for the group named; null when selected_is was not said */
} exq_doc_finding;

/* ------------------------------------------------------------------------------------------------- checks */

/* One number of a family that is held to a limit: one group, or one group against another. */
typedef struct exq_doc_check_row {
    exq_doc_levels group;     /* null: names no group */
    exq_doc_levels reference; /* null: see reference_is */
    const char *reference_is; /* group, overall, rest; null: no reference */
    double value, lo, hi;     /* the range that decides */
    const char *lo_why, *hi_why;
    const char *verdict;
    double margin;     /* how far the value lies on the right side of the limit; negative: on the wrong one */
    exq_count k, n;    /* people of the group, where the number is made of shares of people */
    exq_count reference_k, reference_n;
    const char *change; /* "more", "fewer" of k: what brings the value to the limit; null: decisions on this group cannot */
    exq_count change_people;
    const char *why;
} exq_doc_check_row;

typedef struct exq_doc_check {
    const char *id, *title;
    const char *metric;
    const char *of; /* the rate that is compared, or that itself is checked; null: no single rate */
    const char *const *by; /* none: of the whole catalogue */
    size_t by_count;
    const char *class_name;
    struct {
        const char *op; /* ">=", "<=", "between" */
        const char *value, *value_to; /* decimal texts as they were given; value_to of between */
    } limit;
    const char *decide_on; /* interval, point */
    bool by_size;          /* differences are judged by their size */
    /* of the row that decides: of those with the verdict of the check the one with the least margin */
    exq_doc_levels group, reference;
    const char *reference_is;
    double value, lo, hi;
    const char *lo_why, *hi_why;
    double margin;
    const char *verdict;    /* met, missed, not_settled, not_computed, waived */
    const char *difference; /* shown, not_shown: does the range of any row exclude equality? null: not asked */
    exq_count to_settle;    /* people it takes in all, if the numbers stay */
    exq_count people;       /* people there are */
    bool has_compared;
    struct {
        exq_count groups, shown;
    } compared;
    const char *if_missed, *if_unsure, *if_not_computed, *if_withheld; /* fail, warn */
    bool blocks;
    const char *because, *where;
    const exq_doc_check_row *rows;
    size_t row_count;
    const char *why;
} exq_doc_check;

/* A waiver, whether it was needed or not. */
typedef struct exq_doc_waiver {
    const char *id, *check;
    exq_doc_levels group; /* null: all groups */
    const char *limit;
    const char *reason, *approved_by, *ticket, *expires, *where;
    const char *state; /* in_force, ends_soon, unused, expired */
} exq_doc_waiver;

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
    const exq_doc_catalogue *catalogue;
    size_t catalogue_count;
    const exq_doc_check *checks; /* in the order asked; a check of several groupings is as many */
    size_t check_count;
    const exq_doc_waiver *waivers;
    size_t waiver_count;
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
        exq_count seed;
        exq_count replicates; /* of every bootstrap */
        const char *unit;     /* the column that says whose row it is; null: each row is a person */
        exq_count units;      /* persons behind rows_used; -1 without a unit */
        double deff;          /* the largest design effect of the rates shown */
    } uncertainty;
    struct {
        const char *command;
        const char *policy, *policy_sha256; /* null: none */
    } provenance;
} exq_document;

#endif
