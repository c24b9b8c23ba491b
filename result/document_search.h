/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the result document says of the subgroup search. Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_SEARCH_H
#define EXQ_DOCUMENT_SEARCH_H

#include "document_levels.h"

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

#endif
