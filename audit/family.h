/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows that a check holds to its limit, found in a described question or catalogue.
 */
#ifndef EXQ_FAMILY_H
#define EXQ_FAMILY_H

#include "document.h"
#include "verdict.h"

/* One row: its number as it is judged, and where it stands. */
typedef struct exq_family_row {
    exq_judged measured;
    exq_doc_levels group, reference;
    const char *reference_is;
    const char *difference;
    const char *range_why; /* why there is no range */
    const char *why;       /* why there is no number */
    /* The larger (or smaller) of two numbers of shares: both, so that it can be decided exactly. */
    exq_judged parts[2];
    size_t part_count;
    const exq_doc_change *change; /* what is judged is a change; NULL: it is none */
    int better;                   /* which way it is better: +1, -1, 0 */
    bool levelled_down;           /* the gap narrowed by a loss alone */
} exq_family_row;

typedef struct exq_family {
    const char *of; /* the rate behind the numbers; NULL: no single one */
    exq_family_row *rows;
    size_t count;
    bool over_all; /* one number over all groups, not one of each */
    bool counted; /* no sample: the number is decided by itself */
    bool by_size;
    bool has_compared;
    exq_count groups, shown; /* to be compared; of them, shown */
    size_t fewest;           /* groups it takes */
} exq_family;

/* Is the group one of those that are compared? */
bool exq_family_is_compared(const exq_document *document, const exq_doc_group *group);

/* Does the question hold numbers of this metric? */
bool exq_family_is_in(const exq_doc_question *question, const char *metric);

/* The rows of one question; those of withheld groups are not among them. False only when out of memory. */
EXQ_CHECKED bool exq_family_of_question(const exq_document *document, const exq_doc_question *question,
                                        const char *metric, const exq_limit *limit, exq_arena *arena, exq_family *out);
/* The one number of the whole catalogue; no row when there is none of that name. */
EXQ_CHECKED bool exq_family_of_catalogue(const exq_document *document, const char *metric, exq_arena *arena,
                                         exq_family *out);

#endif
