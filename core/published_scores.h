/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores behind published rows, as histograms over the bins of their question. Bins serve sums over all of them (the
 * area under a ROC curve, a distance of two distributions, a mean); none is ever shown. What is shown place by place - a
 * curve, a rate at another cut-off - is shown at `steps` only, which the door has set so far apart that none holds fewer
 * people than the minimum cell (score_sheet.h in the door says all of it).
 */
#ifndef EXQ_PUBLISHED_SCORES_H
#define EXQ_PUBLISHED_SCORES_H

#include "value.h"

/* Every score in the bin lies in [low, high]; where both are one number, all of them are that number, so that two people
 * of the bin are known to be tied. Bins ascend: the high of one is below the low of the next. */
typedef struct exq_score_bin {
    double low, high;
} exq_score_bin;

typedef enum exq_score_label {
    EXQ_SCORED_NEGATIVE,
    EXQ_SCORED_POSITIVE,
    EXQ_SCORED_UNLABELLED, /* all are, where no labels were given */
    EXQ_SCORED_LABELS
} exq_score_label;

/* Of one published row. Arrays are parallel to the bins of the scale; sums are exact, each rounded once. */
typedef struct exq_row_scores {
    const uint64_t *people[EXQ_SCORED_LABELS];
    const double *sum[EXQ_SCORED_LABELS];    /* of the scores s in the bin */
    const double *square[EXQ_SCORED_LABELS]; /* of s^2 */
    /* Bins at which a step begins, ascending, the first 0: each step holds the minimum cell, or all who are on its side of
     * the threshold. None where the row has nobody, or too few for a curve, and in data of which rows are no people. */
    const uint32_t *steps;
    size_t step_count;
    /* Whether means of the scores of one label may be told: that of a few would be their scores. */
    bool by_label;
} exq_row_scores;

/* Of a question. */
typedef struct exq_scale {
    const exq_score_bin *bins; /* in which somebody shown has a score */
    size_t bin_count;
    /* Per bin: the cut-off to show for "in this bin or above". It is a public edge, or a score that as many as the minimum
     * cell have; low and high may be the score of one person, and are for sums alone. */
    const double *cuts;
    /* Where groups are seen side by side: in each step every group that has steps has nobody, or no fewer than the minimum
     * cell, or all whom it has on that side of the threshold. */
    const uint32_t *steps;
    size_t step_count;
} exq_scale;

#endif
