/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of lines of plots, and of what is certain of a number whose data are known in steps alone.
 */
#include "field_rows.h"

#define STRUCTURE exq_doc_certain
static const exq_field certain_rows[] = {
    ROW("lo", NUMBER, lo, "The least that the number can be.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "The most that it can be.", MAY_BE_NULL),
};
const exq_record exq_certain_record = RECORD("certain", STRUCTURE, certain_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_curve
static const exq_field curve_rows[] = {
    ROW("id", TEXT, id, "The plot it is for.", NEVER_NULL, ONE_OF("attention_by_rank roc calibration threshold_sweep")),
    ROW("metric", TEXT, metric, "What y is of.", MAY_BE_NULL),
    ROW("group", COUNT, group, "The group, as an index into groups; null: of everything.", MAY_BE_NULL),
    ROW("x", NUMBERS, x,
        "The rank; of a roc the false positive rate; of a calibration the mean score of a step; of a sweep the "
        "cut-off.",
        NEVER_NULL, BESIDE(count)),
    ROW("y", NUMBERS, y,
        "The share of the places at that rank that the group has; of a roc the true positive rate; of a calibration "
        "the "
        "share of positive labels; of a sweep the metric, were that cut-off the decision.",
        NEVER_NULL, BESIDE(count)),
    ROW("lo", NUMBERS, lo, "Lower ends of the intervals of y, each alone; null: no intervals.", MAY_BE_NULL,
        BESIDE(count)),
    ROW("hi", NUMBERS, hi, "Upper ends.", MAY_BE_NULL, BESIDE(count)),
    ROW("at", NUMBERS, at, "The cut-offs: scores at or above one are selected there. Null: points have none.",
        MAY_BE_NULL, BESIDE(count)),
    ROW("n", COUNTS, n, "The people of each point; null: not told.", MAY_BE_NULL, BESIDE(count)),
    ROW("operating", COUNT, operating,
        "Which point is the cut-off in use, counted from 0; null: none, or it lies between two.", MAY_BE_NULL),
};
const exq_record exq_curve_record = RECORD("curve", STRUCTURE, curve_rows);
#undef STRUCTURE
