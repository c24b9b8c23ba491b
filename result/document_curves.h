/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the result document keeps the lines of plots, so that a renderer need not compute. Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_CURVES_H
#define EXQ_DOCUMENT_CURVES_H

#include "document_levels.h"

/* Between what a number lies for certain, where who of a step of scores is ahead of whom is not known. No range: it says
 * nothing of chance. */
typedef struct exq_doc_certain {
    double lo, hi;
} exq_doc_certain;

/*
 * A line of a plot, one a group, by id:
 *   attention_by_rank  x rank, y share of the places at that rank that a group of items has
 *   roc                x false positive rate, y true positive rate, from (0, 0) to (1, 1); at: the cut-off, NaN at (0, 0)
 *   calibration        x mean score of a step, y share of positive labels in it with lo and hi; n: people of the step
 *   threshold_sweep    x cut-off, y the `metric` (selection_rate, true_positive_rate, disparate_impact ...) were it the
 *                      decision; group -1 where the metric is one over all groups
 * Of a roc and a sweep one point may be the cut-off in use: operating.
 */
typedef struct exq_doc_curve {
    const char *id;
    const char *metric; /* what y is of */
    exq_count group;    /* index into the question's groups; -1: of everything */
    const double *x, *y;
    size_t count;
    const double *lo, *hi; /* NULL: no ranges */
    const double *at;      /* NULL: not told */
    const exq_count *n;    /* NULL: not told */
    exq_count operating;   /* index of the point; -1: none */
} exq_doc_curve;

#endif
