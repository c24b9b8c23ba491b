/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the result document says of a question beside the comparisons themselves: like with like, tests of all groups at
 * once, who can be the worst, what people of unknown group could change, and how findings fare under other choices.
 * Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_WEIGHING_H
#define EXQ_DOCUMENT_WEIGHING_H

#include "document_levels.h"

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

/* A mean per person compared with the reference's like with like: both in the mix of strata that the two have together. */
typedef struct exq_doc_adjusted_mean {
    const char *of;            /* the measure */
    const char *const *within; /* the columns whose levels make the strata */
    size_t within_count;
    exq_doc_levels group;
    exq_doc_levels reference;  /* null: the rest */
    const char *reference_is;  /* "group", "rest" */
    exq_count strata_used;     /* strata that hold enough of both */
    exq_count strata_left_out; /* those in which one of the two is withheld, or hardly there */
    double group_mean, reference_mean;
    exq_doc_estimate difference; /* its range simultaneous over the groups compared in the measure */
    double crude;                /* the difference as found, strata ignored */
    double p;
    const char *state; /* "shown", "not_shown"; null: no answer */
} exq_doc_adjusted_mean;

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

#endif
