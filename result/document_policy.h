/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the result document repeats of the policy for its readers. Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_POLICY_H
#define EXQ_DOCUMENT_POLICY_H

#include "document_levels.h"

/* What the audit is for; null: not said. */
typedef struct exq_doc_about {
    const char *name, *owner, *purpose;
} exq_doc_about;

/* Dated knowledge of a rule. Days are YYYY-MM-DD. */
typedef struct exq_doc_preset {
    const char *id, *status, *law_as_of, *review_by, *wording;
    const char *const *sources;
    size_t source_count;
    bool pass_mark; /* whether it sets a limit at all */
    bool overdue;   /* its review lay before the day of the data or, where that was not said, the day of the run */
} exq_doc_preset;

/* A question for people. */
typedef struct exq_doc_answer {
    const char *question; /* benefit, informed, defensible */
    const char *answer;   /* yes, no, unsure; null: nobody answered */
    const char *reason, *by, *on;
} exq_doc_answer;

/* A category of a published summary. */
typedef struct exq_doc_category {
    exq_doc_levels levels;
    exq_count n, selected; /* null: withheld */
    double rate;
    double share; /* of the people of known category */
    bool small;   /* below 2 % of them */
    bool left_out;
    double ratio; /* over the highest rate of the categories that are not left out */
    const char *why; /* why there is no ratio */
} exq_doc_category;

/* One axis: every category against the highest. */
typedef struct exq_doc_axis {
    const char *const *by;
    size_t by_count;
    exq_count known, unknown;
    const exq_doc_category *categories;
    size_t category_count;
} exq_doc_axis;

/* The summary that a law wants published (6 RCNY 5-301 to 5-303). */
typedef struct exq_doc_summary {
    const char *rate;        /* selection, scoring */
    double cut;              /* of scoring: the median of everybody's score */
    exq_count ties;          /* people whose score lies on it, and is not above */
    const char *source;      /* where the data come from */
    const char *distributed; /* the day the tool was first used */
    const char *justification;
    const exq_doc_axis *axes;
    size_t axis_count;
} exq_doc_summary;

#endif
