/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Eight regions by steps of a risk between 0 and 1; the lines follow from counting the people of each step, all else is no
 * more than plausible.
 */
#include "sample_risks.h"

#include <math.h>

#include "sample_build.h"

enum { REGIONS = 8, STEPS = 12, CUT = 6 };

static const double none = (double)NAN;

/* Who is in a step of a region, by label: the more positive ones the higher the step, the more people in the middle. */
static exq_count people(size_t region, size_t label, size_t step)
{
    const exq_count all = (exq_count)(40 + 9 * region + 10 * (step < STEPS / 2 ? step : STEPS - 1 - step));
    const exq_count positive = all * (exq_count)(step + 1 + region % 3) / (STEPS + 3);
    return label == 1 ? positive : all - positive;
}

static exq_count from(size_t region, size_t label, size_t step)
{
    exq_count sum = 0;
    for (; step < STEPS; step++)
        sum += people(region, label, step);
    return sum;
}

static double rate(size_t region, size_t label, size_t step)
{
    return (double)from(region, label, step) / (double)from(region, label, 0);
}

static double selected(size_t region, size_t step)
{
    return (double)(from(region, 0, step) + from(region, 1, step)) / (double)(from(region, 0, 0) + from(region, 1, 0));
}

/* A line of as many points, its arrays x, y, lo and hi for the caller to fill. */
static exq_doc_curve line(exq_arena *arena, const char *id, const char *metric, exq_count group, size_t count,
                          double *arrays[4])
{
    for (size_t i = 0; i < 4; i++)
        arrays[i] = SAMPLE_MANY(arena, double, count);
    return (exq_doc_curve){
        .id = id, .metric = metric, .group = group, .x = arrays[0], .y = arrays[1], .count = count, .operating = -1};
}

static exq_doc_curve roc(exq_arena *arena, size_t region)
{
    double *to[4];
    exq_doc_curve curve = line(arena, "roc", "true_positive_rate", (exq_count)region, STEPS + 1, to);
    for (size_t p = 0; p <= STEPS; p++) {
        to[0][p] = rate(region, 0, STEPS - p);
        to[1][p] = rate(region, 1, STEPS - p);
        to[2][p] = p == 0 ? none : (double)(STEPS - p) / STEPS;
    }
    curve.at = to[2];
    curve.operating = STEPS - CUT;
    return curve;
}

static exq_doc_curve calibration(exq_arena *arena, size_t region)
{
    double *to[4];
    exq_doc_curve curve = line(arena, "calibration", "base_rate", (exq_count)region, STEPS, to);
    exq_count *n = SAMPLE_MANY(arena, exq_count, STEPS);
    for (size_t s = 0; s < STEPS; s++) {
        n[s] = people(region, 0, s) + people(region, 1, s);
        to[0][s] = ((double)s + 0.5) / STEPS;
        to[1][s] = (double)people(region, 1, s) / (double)n[s];
        const double half = 1.96 * sqrt(to[1][s] * (1 - to[1][s]) / (double)n[s]);
        to[2][s] = fmax(0, to[1][s] - half);
        to[3][s] = fmin(1, to[1][s] + half);
    }
    curve.lo = to[2];
    curve.hi = to[3];
    curve.n = n;
    return curve;
}

/* Of a region the share selected; of all of them, REGIONS, the lowest over the highest, which is no number at the end. */
static exq_doc_curve sweep(exq_arena *arena, const char *metric, size_t region)
{
    double *to[4];
    exq_doc_curve curve =
        line(arena, "threshold_sweep", metric, region < REGIONS ? (exq_count)region : -1, STEPS + 1, to);
    for (size_t s = 0; s <= STEPS; s++) {
        double lowest = 1, highest = 0;
        for (size_t r = 0; r < REGIONS; r++) {
            lowest = fmin(lowest, selected(r, s));
            highest = fmax(highest, selected(r, s));
        }
        to[0][s] = (double)s / STEPS;
        to[1][s] = region < REGIONS ? selected(region, s) : highest > 0 ? lowest / highest : none;
    }
    curve.operating = CUT;
    return curve;
}

static exq_doc_measure number(const char *id, double value, exq_count n)
{
    return (exq_doc_measure){.id = id, .value = value, .n = n, .se = none, .lo = value - 0.02, .hi = value + 0.02};
}

static void measure(exq_arena *arena, exq_doc_group *group, size_t region)
{
    exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 6);
    const double area = 0.71 + 0.01 * (double)region;
    measures[0] = number("auc", area, group->n);
    measures[0].has_certain = region == 3;
    measures[0].certain = (exq_doc_certain){area - 0.004, area + 0.004};
    measures[1] = number("mean_score", 0.48, group->n);
    measures[2] = number("mean_score_positive", 0.61, from(region, 1, 0));
    measures[3] = number("mean_score_negative", 0.37, from(region, 0, 0));
    measures[4] = number("brier", 0.21, group->n);
    measures[5] = (exq_doc_measure){.id = "calibration_error",
                                    .value = none,
                                    .n = group->n,
                                    .se = none,
                                    .lo = none,
                                    .hi = none,
                                    .why = "input_undefined"};
    group->measures = measures;
    group->measure_count = region == REGIONS - 1 ? 1 : 6;
}

static exq_doc_disparity compared(const char *metric, const exq_doc_group *group, const exq_doc_group *reference,
                                  double value)
{
    return (exq_doc_disparity){.metric = metric,
                               .value = value,
                               .lo = value - 0.03,
                               .hi = value + 0.03,
                               .lo_alone = value - 0.02,
                               .hi_alone = value + 0.02,
                               .group = group->levels,
                               .reference = reference->levels,
                               .reference_is = "group",
                               .difference = fabs(value) > 0.03 ? "shown" : "not_shown",
                               .direction = value > 0 ? "higher" : "lower",
                               .p = none,
                               .log10_p = none,
                               .p_adjusted = none,
                               .shrunken = none,
                               .detectable = none,
                               .flips = -1};
}

/* What the question has already, and its scores compared. */
static void compare(exq_arena *arena, exq_doc_question *question)
{
    static const char *const metrics[] = {"auc_difference", "abroca", "score_ks", "bpsn_auc"};
    enum { METRICS = sizeof metrics / sizeof metrics[0] };
    exq_doc_disparity *rows = SAMPLE_MANY(arena, exq_doc_disparity, question->disparity_count + METRICS * REGIONS);
    size_t count = 0;
    for (; count < question->disparity_count; count++)
        rows[count] = question->disparities[count];
    for (size_t m = 0; m < METRICS; m++)
        for (size_t r = 1; r < REGIONS; r++)
            rows[count++] = compared(metrics[m], &question->groups[r], &question->groups[0],
                                     (m == 3 ? 0.6 : 0.0) + 0.011 * (double)r);
    question->disparities = rows;
    question->disparity_count = count;
}

static void draw(exq_arena *arena, exq_doc_question *question)
{
    exq_doc_curve *curves = SAMPLE_MANY(arena, exq_doc_curve, 4 * REGIONS + 1);
    size_t count = 0;
    for (size_t r = 0; r < REGIONS; r++) {
        curves[count++] = roc(arena, r);
        curves[count++] = calibration(arena, r);
        curves[count++] = sweep(arena, "selection_rate", r);
        curves[count++] = sweep(arena, "true_positive_rate", r);
    }
    curves[count++] = sweep(arena, "disparate_impact", REGIONS);
    question->curves = curves;
    question->curve_count = count;
}

exq_result *exq_sample_risks_of_label(const char *label)
{
    static const char *const shown[] = {"selection_rate", "disparate_impact", "true_positive_rate"};
    exq_arena *arena = sample_must(exq_arena_new());
    sample_group regions[REGIONS];
    for (size_t r = 0; r < REGIONS; r++)
        regions[r] = (sample_group){
            .levels = {r == 2 ? label : exq_arena_format(arena, "region %zu", r)},
            .tp = from(r, 1, CUT),
            .fp = from(r, 0, CUT),
            .fn = from(r, 1, 0) - from(r, 1, CUT),
            .tn = from(r, 0, 0) - from(r, 0, CUT),
        };
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 1);
    questions[0] = sample_question_of(arena, &(sample_question){.by = {"region"},
                                                                .by_count = 1,
                                                                .groups = regions,
                                                                .group_count = REGIONS,
                                                                .lead_rate = "selection_rate",
                                                                .labels = true});
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, REGIONS);
    exq_count rows = 0;
    for (size_t r = 0; r < REGIONS; r++) {
        groups[r] = questions[0].groups[r];
        rows += groups[r].n;
        measure(arena, &groups[r], r);
    }
    questions[0].groups = groups;
    draw(arena, &questions[0]);
    compare(arena, &questions[0]);
    exq_document document = sample_blank(rows);
    document.questions = questions;
    document.question_count = 1;
    document.conventions.score = "risk";
    document.conventions.threshold = "0.5";
    document.conventions.decision = NULL;
    document.conventions.label = "late";
    document.conventions.show = shown;
    document.conventions.show_count = sizeof shown / sizeof shown[0];
    return sample_finish(arena, &document);
}

exq_result *exq_sample_risks(void)
{
    return exq_sample_risks_of_label("S\xc3\xa3o \"Tom\xc3\xa9\" <b>");
}
