/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From published rows to findings. Pure: no I/O, no rows of people, and it cannot fail - what is undefined carries its reason.
 * A group is seen as six cells of a binary decision; a rate is a mask over them above a mask over them (rates.def); a
 * comparison folds one rate over groups (comparisons.def); anything else is one file metric_*.c.
 */
#ifndef EXQ_METRICS_H
#define EXQ_METRICS_H

#include "arena.h"
#include "published.h"

/* ------------------------------------------------------------------------------------------------- cells */

/* The six cells of one group (exq_cell_name); 1 << cell is its bit in a mask. */
typedef struct exq_cells {
    uint64_t people[EXQ_CELLS];
    double weight[EXQ_CELLS]; /* sum w; equals people when unweighted */
    double square[EXQ_CELLS]; /* sum w^2; equals people when unweighted */
    const exq_persons_of_row *persons; /* NULL: every row is a person of its own */
    const exq_scale *scale;            /* NULL: no scores */
    const exq_row_scores *scores;      /* likewise */
} exq_cells;

/* A published row as a decision for or against class `class_index` (one-vs-rest; binary: class 1). */
exq_cells exq_cells_of(const exq_row *row, size_t class_count, size_t class_index);

/* ---------------------------------------------------------------------------------------------- question */

typedef enum exq_reference_kind {
    EXQ_REFERENCE_LARGEST, /* the comparable group with most people; ties by label order */
    EXQ_REFERENCE_BEST,    /* for each rate the group where it is best (by the rate's `better`, and selected_is) */
    EXQ_REFERENCE_OVERALL, /* everyone shown, pooled */
    EXQ_REFERENCE_REST,    /* everyone shown but the group */
    EXQ_REFERENCE_LEVEL    /* a named group */
} exq_reference_kind;

/* The range of one rate (interval.h). */
typedef enum exq_rate_interval { EXQ_RATE_WILSON, EXQ_RATE_CLOPPER_PEARSON, EXQ_RATE_JEFFREYS } exq_rate_interval;
typedef enum exq_ratio_interval { EXQ_RATIO_KOOPMAN, EXQ_RATIO_KATZ } exq_ratio_interval;

typedef struct exq_metric_options {
    double level; /* confidence level, e.g. .95 */
    exq_rate_interval rate_interval;
    exq_ratio_interval ratio_interval;
    exq_reference_kind reference;
    size_t reference_group; /* with EXQ_REFERENCE_LEVEL: index into table->groups; EXQ_NOBODY: not in this table */
    bool reference_fixed;   /* LARGEST only: reference_group is given as with LEVEL, since a stratum keeps the reference of
                               its question; the named comparisons stay one row over all groups */
    bool compare_missing;   /* a group with a missing level is compared like the others */
    exq_selected_is selected_is;
    bool counterfactual;    /* labels are the decisions on the switched requests */
    size_t class_index;     /* the favourable class */
    bool values_only;       /* no ranges at all of comparisons */
    bool pairs_only;        /* no ranges of numbers over all groups: what replicates and other choices do without */
} exq_metric_options;

/* ---------------------------------------------------------------------------------------------- findings */

typedef struct exq_range {
    exq_value lo;
    exq_value hi;       /* why INFINITE: no end on this side */
    const char *method; /* "wilson", "newcombe", "koopman", "katz", "fold" ...; NULL: no interval */
} exq_range;

/* Between what a number lies for certain, where only bins of scores are known. It says nothing of chance. */
typedef struct exq_bracket {
    bool told; /* else the number is exact */
    double lo, hi;
} exq_bracket;

/* What chance alone would make of a number that cannot be below its ideal. */
typedef struct exq_chance {
    const char *what; /* "calibrated": labels with the scores as their chances; "groups_alike"; NULL: not told */
    double expected, sd, p; /* NaN: not known */
} exq_chance;

/* One rate of one group. Weighted: num and den are sums of weights. */
typedef struct exq_rate_value {
    const char *id;
    exq_value value;
    double num, den; /* of the masks; for measures that are no ratio of sums both are 0 and den_people counts */
    uint64_t num_people, den_people; /* rows of data: people where each has one */
    exq_range range;
    exq_value se;         /* standard error, where one has been worked out */
    double design_effect; /* of several rows a person (effective.h); NaN: none */
    exq_bracket certain;
    exq_chance fair;
} exq_rate_value;

typedef struct exq_group_rates {
    const exq_rate_value *rates; /* rows of rates.def that apply, in its order */
    size_t rate_count;
    const exq_rate_value *measures; /* rows of measures (F1, MCC ...): no ratio of two sums of cells */
    size_t measure_count;
} exq_group_rates;

/* Whom a disparity names. */
#define EXQ_NOBODY SIZE_MAX       /* a number over all groups that names none */
#define EXQ_OVERALL (SIZE_MAX - 1)
#define EXQ_REST (SIZE_MAX - 2)

typedef enum exq_difference { EXQ_DIFFERENCE_NOT_ASKED, EXQ_DIFFERENCE_SHOWN, EXQ_DIFFERENCE_NOT_SHOWN } exq_difference;

typedef struct exq_disparity {
    const char *metric; /* "selection_rate_ratio", "disparate_impact" */
    const char *of;     /* the rate it compares; NULL: no single rate */
    exq_value value;
    exq_range together; /* simultaneous over the rows of this metric in this table */
    exq_range alone;    /* plain */
    size_t group;       /* index into table->groups, or EXQ_NOBODY; an undefined gap names the group that makes it so */
    size_t reference;   /* likewise, or EXQ_OVERALL, EXQ_REST */
    exq_difference difference; /* does `together` exclude parity? */
    exq_bracket certain;
    exq_chance fair;
} exq_disparity;

typedef struct exq_findings {
    const exq_group_rates *groups; /* parallel to table->groups; rate_count 0 when withheld */
    exq_group_rates overall;
    const exq_disparity *disparities; /* catalogue order, then group order */
    size_t disparity_count;
    size_t reference;              /* the group chosen as reference; EXQ_OVERALL, EXQ_REST; EXQ_NOBODY when it varies or none */
} exq_findings;

/* All findings of one table (a question's marginal table, or one stratum). `strata` of `question` are used by the
 * conditional metrics when `table` is the marginal one. Allocated in `arena`; false only when out of memory. */
EXQ_CHECKED bool exq_metrics_compute(const exq_published *question, const exq_table *table,
                                     const exq_metric_options *options, exq_arena *arena, exq_findings *out);

/* --------------------------------------------------------------------------------------------- catalogue */

typedef enum exq_metric_kind { EXQ_KIND_RATE, EXQ_KIND_MEASURE, EXQ_KIND_PER_GROUP, EXQ_KIND_OVER_GROUPS } exq_metric_kind;

/* A worked example, executed as a test: the counts TP, FP, FN, TN of up to three groups A, B, C, A being the largest and so
 * the reference, and what comes out for one of them. */
#define EXQ_EXAMPLE_ROWS 6
typedef struct exq_example {
    size_t group_count;
    size_t strata_count; /* 0: no strata; else the groups are repeated: cells[stratum * group_count + group] */
    uint64_t cells[EXQ_EXAMPLE_ROWS][4];
    bool of_scores;      /* the people have scores as well: exq_example_score, exq_example_people */
    size_t group;        /* the group whose number this is; any where it is one over all groups */
    double value;        /* NaN: undefined, then `why` names the reason */
    const char *why;
    const char *words;   /* the arithmetic in words: "B 3 of 4, A 1 of 4: 0.75 - 0.25 = 0.5" */
} exq_example;

/* The scores of examples that have some, and the people of groups A and B at each by label, negative and positive. */
enum { EXQ_EXAMPLE_SCORES = 3 };
extern const double exq_example_score[EXQ_EXAMPLE_SCORES];
extern const uint64_t exq_example_people[2][2][EXQ_EXAMPLE_SCORES];

/* What `list` and `explain` know of one metric. Every text is plain and non-empty. */
typedef struct exq_metric_info {
    const char *id;
    const char *name;           /* "False positive rate" */
    const char *also;           /* other names in the field, NULL: none */
    const char *family;         /* "Rates", "Comparisons of a rate", "Entropy" ...: headings of `list` */
    const char *definition;     /* one or two sentences */
    const char *formula;        /* built from the masks where it is a rate: "FP / (FP + TN)" */
    const char *range;          /* "0 to 1" */
    const char *ideal;          /* "equal in all groups", "1", "0" */
    const char *undefined_when;
    const char *source;         /* author, year, title */
    const char *limits;         /* when it misleads, one or two sentences */
    exq_metric_kind kind;
    int better;                 /* +1 higher is better, -1 lower is better, 0 depends on selected_is or has no side */
    double parity;              /* the value at equality: 0 or 1 */
    exq_example example;
} exq_metric_info;

/* The catalogue, in the order of `list`. `arena` holds names that are put together. NULL past the last. */
const exq_metric_info *exq_catalogue_get(size_t index, exq_arena *arena);
/* By exact id; NULL when there is none. */
const exq_metric_info *exq_catalogue_find(const char *id, exq_arena *arena);

#endif
