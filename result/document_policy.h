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

#endif
