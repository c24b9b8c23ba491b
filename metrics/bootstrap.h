/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bootstrap on cells: for unweighted data with one row per person, resampling the counts of a table is resampling
 * its people, exactly. Replicates of the cell vectors stand side by side in one matrix, and one product with the
 * masks gives all sums of all replicates. For figures without an interval of their own; never for max - min or min /
 * max over groups, whose bootstrap intervals exclude parity in a fair world. (Efron 1979, 1987; Davison, Hinkley 1997)
 */
#ifndef EXQ_BOOTSTRAP_H
#define EXQ_BOOTSTRAP_H

#include "metrics.h"

typedef enum exq_bootstrap_scheme {
    EXQ_BOOTSTRAP_WITHIN_GROUPS, /* each group keeps its people: for rates within groups (product-multinomial) */
    EXQ_BOOTSTRAP_EVERYONE       /* only all together do: for figures made of the shares of groups (full multinomial) */
} exq_bootstrap_scheme;

/* The figures of one table, from sums[group * sum_count + sum]: the sums of cells that the masks pick. All sums are
 * integers below 2^53. */
typedef void exq_bootstrap_figures(const double *sums, size_t group_count, const void *context, exq_value *out);

/* out (rows x width) = left (rows x inner) * right (inner x width), row-major. Every entry is an integer, so any
 * order of adding gives the same bits. */
typedef void exq_bootstrap_product(size_t rows, size_t inner, size_t width, const double *left, const double *right,
                                   double *out);

typedef struct exq_bootstrap_plan {
    const uint64_t *cells; /* group_count x cell_count people */
    size_t group_count, cell_count;
    const double *masks; /* cell_count x sum_count of 0 and 1 */
    size_t sum_count;
    exq_bootstrap_figures *figures;
    size_t figure_count;
    const void *context; /* handed to `figures` */
    exq_bootstrap_scheme scheme;
    size_t draws; /* the ends of a .95 interval need 1,999 or more to be steady */
    uint64_t seed;
    double level;
    exq_bootstrap_product *product; /* NULL: three plain loops */
} exq_bootstrap_plan;

/* What came out for one figure. */
typedef struct exq_bootstrap {
    exq_value value;  /* of the table itself */
    exq_value se;     /* standard deviation of the replicates */
    size_t undefined; /* replicates in which the figure is; above 1 % no se and no interval (INPUT_UNDEFINED) */
    /* "bootstrap_percentile". NO_INTERVAL when the draws are too few for the level, or all replicates are alike. */
    exq_range percentile;
    /* "bootstrap_bca", bias-corrected and accelerated. Besides, undefined when all replicates lie on one side of the
     * value (NO_INTERVAL), or when the figure is undefined with one person less (its reason). */
    exq_range bca;
    exq_value bias;         /* z0: how far, in standard errors, the middle replicate is from the value */
    exq_value acceleration; /* from leaving out each person in turn, cell by cell; by strata within groups */
} exq_bootstrap;

/* Fills out[figure_count]. Draw r has a stream of its own: the same seed gives the same result. False: no memory. */
EXQ_CHECKED bool exq_bootstrap_run(const exq_bootstrap_plan *plan, exq_arena *arena, exq_bootstrap *out);

#endif
