/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that a comparison may look at: one published table with the cells of its rows, which groups are compared, whom
 * they are compared with, and every quantity of every group side by side. Prepared once a table.
 */
#ifndef EXQ_EVIDENCE_H
#define EXQ_EVIDENCE_H

#include "effective.h"

/* One quantity of all groups. */
typedef struct exq_lineup {
    const exq_quantity *quantity;
    const exq_estimate *groups; /* parallel to table->groups */
    const exq_estimate *rests;  /* likewise; NULL unless everyone or the rest is the reference */
    exq_estimate overall;
    exq_extremes extremes; /* of the compared groups; of proportions and measures of scores that are all defined */
} exq_lineup;

typedef struct exq_evidence {
    const exq_published *question;
    const exq_table *table;
    const exq_metric_options *options;
    exq_arena *arena;
    exq_cells *cells; /* parallel to table->groups; all 0 when withheld */
    exq_cells *rests; /* likewise */
    exq_cells overall;
    size_t *compared; /* indices of the groups that are compared, in label order */
    size_t compared_count;
    exq_lineup *lineups;         /* one a quantity; `groups` NULL when it does not apply */
    exq_reach reach;             /* of the highest against the lowest compared group */
    exq_reach reach_of_two;      /* the same for the worst of two such comparisons of disjoint people */
    exq_limits *scratch;         /* as many as groups */
    exq_proportion *proportions; /* likewise */
    double *correlations;        /* as many squared; NULL where no two groups share persons */
} exq_evidence;

/* False: out of memory. */
EXQ_CHECKED bool exq_evidence_prepare(const exq_published *question, const exq_table *table,
                                      const exq_metric_options *options, exq_arena *arena, exq_evidence *out);

/* Does the row lack a level in some column? */
bool exq_evidence_missing_level(const exq_published *question, const exq_row *row);

/* Labels that say what turned out to be true are there. */
bool exq_evidence_has_labels(const exq_evidence *evidence);

/* Whom the groups are compared with in this line-up: an index of a group, EXQ_OVERALL or EXQ_REST; EXQ_NOBODY: the
 * reference is not shown here. */
size_t exq_evidence_reference(const exq_evidence *evidence, const exq_lineup *lineup);

/* The reference's estimate seen from `group`; its reason is REFERENCE_ABSENT when there is none. */
exq_estimate exq_evidence_reference_estimate(const exq_evidence *evidence, const exq_lineup *lineup, size_t reference,
                                             size_t group);

/* Of a group and its reference in a line-up: 0 where they share no persons, that of the two rates where they do, and
 * where the quantity is no rate the least favourable. */
double exq_evidence_correlation(const exq_evidence *evidence, const exq_lineup *lineup, size_t group, size_t reference);
/* Of every two of some groups, in `correlations`; NULL where none of the table share persons. */
const double *exq_evidence_correlations(const exq_evidence *evidence, const exq_lineup *lineup, const size_t *groups,
                                        size_t count);

/* The published row of the reference seen from `group`; NULL when it is not shown. */
const exq_row *exq_evidence_reference_row(const exq_evidence *evidence, size_t reference, size_t group);

/* The groups that get a row of their own against `reference` (all compared ones but itself). */
size_t exq_evidence_rows(const exq_evidence *evidence, size_t reference);

/* The findings made so far. Out of memory is sticky. */
typedef struct exq_rows {
    exq_arena *arena;
    exq_disparity *rows;
    size_t count, capacity;
    bool failed;
} exq_rows;

void exq_rows_add(exq_rows *rows, exq_disparity disparity);

/* One row of a metric of the first kind; `what` is the metric's own. */
typedef exq_disparity exq_against(const exq_evidence *evidence, const void *what, size_t group, size_t reference,
                                  size_t rows);

/* A row for every compared group against the reference of the line-up. */
void exq_rows_add_against(exq_rows *rows, const exq_evidence *evidence, const exq_lineup *lineup, const char *metric,
                          exq_against *against, const void *what);

/* A disparity without interval. */
exq_disparity exq_disparity_plain(const char *metric, exq_value value, size_t group, size_t reference);

/* Does the simultaneous range leave parity out? */
exq_difference exq_difference_of(exq_range together, double parity);

#endif
