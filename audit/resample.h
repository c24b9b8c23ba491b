/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intervals by resampling for figures that have none of their own: drawing the counts of a table again is drawing
 * its people again. Never for the highest against the lowest of all groups, whose resampled ranges leave equality
 * out even where all groups are alike.
 */
#ifndef EXQ_RESAMPLE_H
#define EXQ_RESAMPLE_H

#include "bootstrap.h"
#include "describe.h"
#include "fold.h"
#include "metric.h"
#include "named.h"

typedef enum exq_figure_kind {
    EXQ_FIGURE_OF_GROUP, /* a rate or measure of one group, or of everyone */
    EXQ_FIGURE_OF_PAIR,  /* one group against its reference */
    EXQ_FIGURE_OF_SIZES, /* likewise, the mean size of two differences */
    EXQ_FIGURE_OF_METRIC /* a row of a metric with a file of its own */
} exq_figure_kind;

/* One figure without an interval, how to work it out of a table, and where its interval goes. */
typedef struct exq_figure {
    exq_figure_kind kind;
    exq_bootstrap_scheme scheme;
    size_t quantity, second; /* indices of line-ups */
    exq_fold fold;
    size_t group, reference;
    size_t metric, row;    /* index into the registry; into the rows that metric makes */
    exq_rate_value *value; /* one of these two */
    exq_disparity *disparity;
    bool alone;   /* the only row of its metric */
    bool centred; /* equality lies inside its values, not at their end */
} exq_figure;

typedef struct exq_figure_list {
    exq_figure *items;
    size_t count, capacity;
} exq_figure_list;

/* All figures of `findings` that can be resampled. The values and disparities they point to are made anew in the
 * description's arena, and `findings` points to these. False: out of memory. */
EXQ_CHECKED bool exq_figures_find(const exq_describe *describe, const exq_evidence *evidence, exq_findings *findings,
                                  exq_figure_list *out);

/* Gives the figures of the marginal table that have no interval one from `replicates` draws (0: none). */
EXQ_CHECKED bool exq_resample(const exq_describe *describe, uint64_t replicates, exq_findings *findings);

#endif
