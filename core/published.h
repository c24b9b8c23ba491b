/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came through the door: tables of published rows, read-only. Metrics and the result see people only in this shape.
 * A row is a group (or everyone shown, or everyone else) with its label x decision counts; a withheld row keeps its levels
 * and its reason, and nothing else.
 *
 * Counts of a row: (K + 1) x K integers, label-major: counts[y * K + d], y = K for an unknown label. With binary
 * decisions K = 2, class 0 is the unfavourable decision (negative label), class 1 the favourable (positive).
 * Weighted data also carry sum w and sum w^2 in the same shape, each rounded once from an exact sum.
 */
#ifndef EXQ_PUBLISHED_H
#define EXQ_PUBLISHED_H

#include "value.h"

typedef struct exq_row {
    const char *const *levels; /* one per column of the table; NULL is the missing level; NULL array: overall or rest */
    bool withheld;
    exq_why why;               /* BELOW_MIN_CELL or COMPLEMENTARY when withheld */
    uint64_t people;           /* 0 when withheld */
    const uint64_t *counts;    /* NULL when withheld */
    const double *weights;     /* sum w; NULL when withheld or unweighted */
    const double *squares;     /* sum w^2; likewise */
} exq_row;

/* The groups of one grouping among all people, or inside one stratum. */
typedef struct exq_table {
    const char *const *strata_levels; /* levels of the `given` columns; NULL outside strata */
    const exq_row *groups;            /* sorted by label bytes, column by column, missing last */
    const exq_row *rests;             /* everyone shown but the group, parallel to groups; withheld with its group */
    size_t group_count;
    exq_row overall;                  /* the shown groups together; people 0 when none is shown */
} exq_table;

/* One question: a grouping, its table, and the same inside each stratum. */
typedef struct exq_published {
    const char *const *by; /* column names */
    size_t by_count;
    const char *const *given;
    size_t given_count;
    exq_table marginal;
    const exq_table *strata; /* sorted like groups */
    size_t stratum_count;
    size_t class_count;      /* K */
    const char *const *classes; /* K names */
    bool has_labels;
    bool has_weights;
} exq_published;

#endif
