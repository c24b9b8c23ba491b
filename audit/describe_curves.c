/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ROC curves and calibration, from people by step and label.
 */
#include "describe_curves.h"

#include <math.h>
#include <string.h>

#include "cellmask.h"
#include "scored.h"

/* Beyond so many, points of a ROC curve lie closer than any page shows. */
enum { MOST_ROC_POINTS = 200 };

bool exq_curves_add(exq_curves *self, exq_doc_curve curve, exq_arena *arena)
{
    if (self->count == self->capacity) {
        const size_t capacity = self->capacity > 0 ? 2 * self->capacity : 32;
        exq_doc_curve *larger = EXQ_NEW(arena, exq_doc_curve, capacity);
        if (larger == NULL)
            return false;
        for (size_t i = 0; i < self->count; i++)
            larger[i] = self->items[i];
        self->items = larger;
        self->capacity = capacity;
    }
    self->items[self->count++] = curve;
    return true;
}

bool exq_curves_operate_at(const exq_describe *describe, size_t bin)
{
    const exq_score_bin *bins = describe->question->scale->bins;
    const char *threshold = describe->threshold;
    if (threshold == NULL)
        return false;
    const bool above = threshold[0] == '>'; /* a score on the cut-off is not selected */
    double cutoff = 0;
    if (!exq_number_parse(threshold + above, strlen(threshold + above), &cutoff))
        return false;
    const bool selected = above ? bins[bin].low > cutoff : bins[bin].low >= cutoff;
    const bool others = bin == 0 || (above ? bins[bin - 1].high <= cutoff : bins[bin - 1].high < cutoff);
    return selected && others;
}

/* The people of step `step` of a row with this label. */
static uint64_t people_in(const exq_describe *describe, const exq_row_scores *row, size_t step, exq_score_label label)
{
    const size_t end = step + 1 < row->step_count ? row->steps[step + 1] : describe->question->scale->bin_count;
    uint64_t people = 0;
    for (size_t b = row->steps[step]; b < end; b++)
        people += row->people[label][b];
    return people;
}

static double all_people(const exq_describe *describe, const exq_row_scores *row, exq_score_label label)
{
    double people = 0;
    for (size_t b = 0; b < describe->question->scale->bin_count; b++)
        people += (double)row->people[label][b];
    return people;
}

/* -------------------------------------------------------------------------------------------------------- ROC */

static bool add_roc(const exq_describe *describe, const exq_row_scores *row, size_t group, exq_curves *out)
{
    const double negatives = all_people(describe, row, EXQ_SCORED_NEGATIVE);
    const double positives = all_people(describe, row, EXQ_SCORED_POSITIVE);
    if (!(negatives > 0) || !(positives > 0))
        return true;
    double *x = EXQ_NEW(describe->arena, double, row->step_count + 1);
    double *y = EXQ_NEW(describe->arena, double, row->step_count + 1);
    double *at = EXQ_NEW(describe->arena, double, row->step_count + 1);
    if (x == NULL || y == NULL || at == NULL)
        return false;
    exq_doc_curve curve = {.id = "roc",
                           .metric = "true_positive_rate",
                           .group = (exq_count)group,
                           .x = x,
                           .y = y,
                           .at = at,
                           .count = 1,
                           .operating = -1};
    const double stride = row->step_count > MOST_ROC_POINTS ? 2.0 / MOST_ROC_POINTS : 0; /* of x and y together */
    double false_ones = 0, true_ones = 0;
    at[0] = (double)NAN;
    for (size_t step = row->step_count; step-- > 0;) {
        const size_t bin = row->steps[step], last = curve.count - 1;
        false_ones += (double)people_in(describe, row, step, EXQ_SCORED_NEGATIVE);
        true_ones += (double)people_in(describe, row, step, EXQ_SCORED_POSITIVE);
        const double far = false_ones / negatives - x[last] + true_ones / positives - y[last];
        const bool in_use = exq_curves_operate_at(describe, bin);
        if (far < stride && !in_use && step > 0)
            continue;
        if (in_use)
            curve.operating = (exq_count)curve.count;
        at[curve.count] = describe->question->scale->cuts[bin];
        x[curve.count] = false_ones / negatives;
        y[curve.count++] = true_ones / positives;
    }
    return exq_curves_add(out, curve, describe->arena);
}

/* ------------------------------------------------------------------------------------------------ calibration */

static bool add_calibration(const exq_describe *describe, const exq_row_scores *row, size_t group, exq_curves *out)
{
    exq_portion portions[EXQ_PORTIONS];
    const size_t count = exq_scored_portions((exq_scored){describe->question->scale, row}, portions);
    double *values[4];
    exq_count *n = EXQ_NEW(describe->arena, exq_count, count);
    for (size_t i = 0; i < 4; i++) {
        values[i] = EXQ_NEW(describe->arena, double, count);
        if (values[i] == NULL || n == NULL)
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        const exq_proportion share = {portions[i].positive, portions[i].people, EXQ_SAMPLE_PEOPLE};
        const exq_limits limits = exq_wilson(share, exq_interval_z(describe->options->level));
        values[0][i] = portions[i].sum / portions[i].people;
        values[1][i] = portions[i].positive / portions[i].people;
        values[2][i] = limits.lo;
        values[3][i] = limits.hi;
        n[i] = (exq_count)portions[i].people;
    }
    const exq_doc_curve curve = {.id = "calibration",
                                 .metric = "base_rate",
                                 .group = (exq_count)group,
                                 .x = values[0],
                                 .y = values[1],
                                 .lo = values[2],
                                 .hi = values[3],
                                 .n = n,
                                 .count = count,
                                 .operating = -1};
    return count == 0 || exq_curves_add(out, curve, describe->arena);
}

/* Of every shown group: its ROC curve, and how many of those with a score are positive. */
static bool describe_labelled(const exq_describe *describe, exq_curves *out)
{
    const exq_published *question = describe->question;
    const exq_table *table = &question->marginal;
    const exq_cells everyone = exq_cells_of(&table->overall, question->class_count, describe->options->class_index);
    if (!question->has_labels || describe->options->counterfactual || exq_cells_selected_labels(&everyone))
        return true;
    for (size_t g = 0; g < table->group_count; g++) {
        const exq_row_scores *row = table->groups[g].scores;
        if (row != NULL && row->step_count > 0 && !add_roc(describe, row, g, out))
            return false;
    }
    for (size_t g = 0; g < table->group_count; g++) {
        const exq_row_scores *row = table->groups[g].scores;
        if (row != NULL && row->step_count > 0 && !add_calibration(describe, row, g, out))
            return false;
    }
    return true;
}

bool exq_describe_curves(const exq_describe *describe, const exq_findings *findings, exq_doc_question *out)
{
    exq_curves curves = {.count = 0};
    if (describe->question->scale == NULL)
        return true;
    if (!describe_labelled(describe, &curves) || !exq_describe_sweep(describe, findings->reference, &curves))
        return false;
    out->curves = curves.items;
    out->curve_count = curves.count;
    return true;
}
