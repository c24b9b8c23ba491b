/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came through the door: tables of published rows, read-only. Metrics and the result see people only in this
 * shape. A row is a group (or everyone shown, or everyone else) with its label x decision counts; a withheld row keeps
 * its levels and its reason, and nothing else.
 *
 * Counts of a row: (K + 1) x K integers, label-major: counts[y * K + d], y = K for an unknown label. With binary
 * decisions K = 2, class 0 is the unfavourable decision (negative label), class 1 the favourable (positive). Weighted
 * data also carry sum w and sum w^2 in the same shape, each rounded once from an exact sum. Where one person can have
 * several rows, rows are no people: people are persons, and sums over persons tell how far rows hang together.
 */
#ifndef EXQ_PUBLISHED_H
#define EXQ_PUBLISHED_H

#include "published_scores.h"
#include "value.h"

/* Seen from one class against all others, a row of data falls into one of six cells. */
typedef enum exq_cell_name {
    EXQ_TP, /* selected, label positive */
    EXQ_FP, /* selected, label negative */
    EXQ_FN, /* rejected, label positive */
    EXQ_TN, /* rejected, label negative */
    EXQ_US, /* selected, label unknown */
    EXQ_UR, /* rejected, label unknown */
    EXQ_CELLS
} exq_cell_name;

static inline exq_cell_name exq_cell_of(size_t label, size_t decision, size_t class_count, size_t class_index)
{
    bool selected = decision == class_index;
    if (label == class_count)
        return selected ? EXQ_US : EXQ_UR;
    if (label == class_index)
        return selected ? EXQ_TP : EXQ_FN;
    return selected ? EXQ_FP : EXQ_TN;
}

/* Sums over persons of rows in the one cell times rows in the other; integers below 2^53. */
typedef struct exq_moments {
    double of[EXQ_CELLS][EXQ_CELLS];
} exq_moments;

/* The persons behind a published row, seen from one class. */
typedef struct exq_persons_of_row {
    uint64_t touching[1u << EXQ_CELLS]; /* persons by the set (bits 1 << cell) of cells that rows of theirs fall in */
    exq_moments moments;
} exq_persons_of_row;

/* Two groups that share persons. */
typedef struct exq_crossing {
    size_t first, second;       /* indices of groups, the lower first */
    const exq_moments *moments; /* K of them: rows in a cell of the first group times rows in a cell of the second */
} exq_crossing;

/* The rows of data behind a published row under two versions of a binary decision, as far as both have decided:
 * people[s][c], s 1 when the other version selected, c the cell under the one audited. Weights and their squares are
 * likewise; of unweighted rows they equal the people. */
typedef struct exq_row_versions {
    uint64_t people[2][EXQ_CELLS];
    double weight[2][EXQ_CELLS], square[2][EXQ_CELLS];
    uint64_t alone; /* rows that the version audited alone has decided */
} exq_row_versions;

typedef struct exq_row {
    const char *const *levels; /* one per column of the table; NULL is the missing level; NULL array: overall or rest */
    bool withheld;
    exq_why why;                       /* BELOW_MIN_CELL or COMPLEMENTARY when withheld */
    uint64_t people;                   /* persons; 0 when withheld */
    const uint64_t *counts;            /* NULL when withheld */
    const double *weights;             /* sum w; NULL when withheld or unweighted */
    const double *squares;             /* sum w^2; likewise */
    const exq_persons_of_row *persons; /* K of them; NULL when withheld, and where every row is a person of its own */
    const exq_row_versions *versions;  /* NULL: one version, few rows that only one decided, a rest, or in a stratum */
    const exq_row_scores *scores;      /* NULL: no scale, withheld, or in a stratum */
} exq_row;

/* How many rows of data stand behind a published row: without units its people. */
static inline uint64_t exq_row_count(const exq_row *row, size_t class_count)
{
    uint64_t count = 0;
    for (size_t i = 0; row->counts != NULL && i < (class_count + 1) * class_count; i++)
        count += row->counts[i];
    return count;
}

/* The groups of one grouping among all people, or inside one stratum. */
typedef struct exq_table {
    const char *const *strata_levels; /* levels of the `given` columns; NULL outside strata */
    const exq_row *groups;            /* sorted by label bytes, column by column, missing last */
    const exq_row *rests;             /* everyone shown but the group, parallel to groups; withheld with its group */
    size_t group_count;
    exq_row overall;               /* the shown groups together; people 0 when none is shown */
    const exq_crossing *crossings; /* of shown groups, sorted by first, then second */
    size_t crossing_count;
    /* parallel to groups, K each: the group and its rest; NULL when withheld, and no array where every row is a person */
    const exq_moments *const *rest_crossings;
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
    size_t class_count;         /* K */
    const char *const *classes; /* K names */
    bool has_labels;
    bool has_weights;
    bool has_units; /* one person can have several rows */
    const exq_scale *scale; /* NULL: no scores, or weighted ones */
} exq_published;

/* Why rows are not as many people, all counting alike, which tests and counts of people need. */
static inline exq_why exq_rows_are_no_people(const exq_published *question)
{
    if (question->has_weights)
        return EXQ_WHY_NEEDS_UNWEIGHTED;
    return question->has_units ? EXQ_WHY_NEEDS_PEOPLE : EXQ_WHY_NONE;
}

#endif
