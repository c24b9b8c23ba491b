/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two groups of COMPAS by decile of their score, with the lines that follow from counting people of each decile.
 */
#include "sample_scores.h"

#include <math.h>
#include <stdlib.h>

#include "judge.h"
#include "sample_build.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { DECILES = 10, CUTOFF = 5 };

static const double people[2][2][DECILES] = {
  /* of two groups: who did not reoffend, who did */
    {{307, 274, 201, 208, 189, 169, 163, 114, 111, 59}, {91, 119, 145, 177, 176, 215, 237, 245, 269, 227}},
    {{539, 248, 180, 172, 130, 83, 55, 32, 30, 19},     {142, 113, 93, 113, 111, 111, 88, 82, 68, 45}    },
};

static const sample_group by_race[] = {
    {.levels = {"African-American"}, .tp = 1369, .fp = 805, .fn = 532, .tn = 990 },
    {.levels = {"Caucasian"},        .tp = 505,  .fp = 349, .fn = 461, .tn = 1139},
};

/* People of the group whose label is `label` (-1: any) and whose decile is from `cutoff` on. */
static double above(size_t group, int label, size_t cutoff)
{
    double sum = 0;
    for (size_t decile = cutoff; decile <= DECILES; decile++) {
        sum += label == 1 ? 0 : people[group][0][decile - 1];
        sum += label == 0 ? 0 : people[group][1][decile - 1];
    }
    return sum;
}

static double rate(size_t group, int label, size_t cutoff)
{
    return above(group, label, cutoff) / above(group, label, 1);
}

static exq_doc_curve line(exq_arena *arena, const char *id, const char *metric, exq_count group, size_t count)
{
    return (exq_doc_curve){.id = id,
                           .metric = metric,
                           .group = group,
                           .x = SAMPLE_MANY(arena, double, count),
                           .y = SAMPLE_MANY(arena, double, count),
                           .count = count,
                           .operating = -1};
}

/* From nobody to everybody: point p is the cut-off of 11 - p. */
static exq_doc_curve roc(exq_arena *arena, size_t group)
{
    exq_doc_curve curve = line(arena, "roc", "true_positive_rate", (exq_count)group, DECILES + 1);
    double *x = SAMPLE_MANY(arena, double, curve.count), *y = SAMPLE_MANY(arena, double, curve.count);
    double *at = SAMPLE_MANY(arena, double, curve.count);
    for (size_t p = 0; p < curve.count; p++) {
        x[p] = rate(group, 0, DECILES + 1 - p);
        y[p] = rate(group, 1, DECILES + 1 - p);
        at[p] = p == 0 ? (double)NAN : (double)(DECILES + 1 - p);
    }
    curve.x = x;
    curve.y = y;
    curve.at = at;
    curve.operating = DECILES + 1 - CUTOFF;
    return curve;
}

static exq_doc_curve calibration(exq_arena *arena, size_t group)
{
    exq_doc_curve curve = line(arena, "calibration", "base_rate", (exq_count)group, DECILES);
    double *values[4] = {NULL};
    exq_count *n = SAMPLE_MANY(arena, exq_count, DECILES);
    for (size_t i = 0; i < COUNT_OF(values); i++)
        values[i] = SAMPLE_MANY(arena, double, DECILES);
    for (size_t d = 0; d < DECILES; d++) {
        double positive = people[group][1][d], all = positive + people[group][0][d], share = positive / all;
        double half = 1.96 * sqrt(share * (1 - share) / all);
        n[d] = (exq_count)all;
        values[0][d] = (double)(d + 1);
        values[1][d] = share;
        values[2][d] = fmax(0, share - half);
        values[3][d] = fmin(1, share + half);
    }
    curve.x = values[0];
    curve.y = values[1];
    curve.lo = values[2];
    curve.hi = values[3];
    curve.n = n;
    return curve;
}

/* label: -1 selection rate, 1 true positive rate, 0 false positive rate. Group 2: the lower over the higher. */
static exq_doc_curve sweep(exq_arena *arena, const char *metric, size_t group, int label)
{
    exq_doc_curve curve = line(arena, "threshold_sweep", metric, group < 2 ? (exq_count)group : -1, DECILES);
    double *x = SAMPLE_MANY(arena, double, DECILES), *y = SAMPLE_MANY(arena, double, DECILES);
    for (size_t d = 0; d < DECILES; d++) {
        double one = rate(0, label, d + 1), other = rate(1, label, d + 1);
        x[d] = (double)(d + 1);
        y[d] = group == 0 ? one : group == 1 ? other : fmin(one, other) / fmax(one, other);
    }
    curve.x = x;
    curve.y = y;
    curve.at = x;
    curve.operating = CUTOFF - 1;
    return curve;
}

static void draw(exq_arena *arena, exq_doc_question *question)
{
    static const struct {
        const char *metric;
        int label;
    } swept[] = {
        {"selection_rate",      -1},
        {"true_positive_rate",  1 },
        {"false_positive_rate", 0 }
    };
    exq_doc_curve *curves = SAMPLE_MANY(arena, exq_doc_curve, 11);
    size_t count = 0;
    for (size_t g = 0; g < 2; g++)
        curves[count++] = roc(arena, g);
    for (size_t g = 0; g < 2; g++)
        curves[count++] = calibration(arena, g);
    for (size_t i = 0; i < COUNT_OF(swept); i++) {
        for (size_t g = 0; g < 2; g++)
            curves[count++] = sweep(arena, swept[i].metric, g, swept[i].label);
    }
    curves[count++] = sweep(arena, "disparate_impact", 2, -1);
    question->curves = curves;
    question->curve_count = count;
}

/* Scores known in steps of two deciles would leave the area between bounds. */
static const exq_doc_measure areas[2] = {
    {.id = "auc",
     .value = 0.692092,
     .n = 3696,
     .se = 0.00869,
     .lo = 0.6748,
     .hi = 0.7088,
     .method = "delong_logit",
     .has_certain = true,
     .certain = {0.6507, 0.7335}},
    {.id = "auc", .value = 0.693292, .n = 2454, .se = 0.01108, .lo = 0.6711, .hi = 0.7145, .method = "delong_logit"},
};

static const exq_doc_cutoff_rate at_two[] = {
    {"selection_rate",      0.82, 0.72, 0.89},
    {"true_positive_rate",  0.92, 0.85, 0.95},
    {"false_positive_rate", 0.74, 0.64, 0.83}
};
static const exq_doc_cutoff tried[] = {
    {.at = 2, .value = 0.81, .meets = true, .rates = at_two, .rate_count = COUNT_OF(at_two)}
};

/* Judges the document by one check that it misses, and adds what other cut-offs would do. */
static void judge(exq_arena *arena, exq_document *document)
{
    static const char *const race[] = {"race"};
    const exq_grouping by = {race, 1};
    const exq_check asked = {
        .id = "di-race", .metric = "disparate_impact", .op = EXQ_AT_LEAST, .limit = "0.80", .where = "policy.yaml:4"};
    const exq_request request = {.checks = &asked, .check_count = 1, .by = &by, .by_count = 1};
    const exq_planned_check *planned = NULL;
    if (exq_checks_plan(&request, arena, &planned, NULL) != EXQ_OK || !exq_judge(&request, planned, document, arena))
        abort();
    exq_doc_check *check = SAMPLE_MANY(arena, exq_doc_check, 1);
    *check = document->checks[0];
    check->has_cutoffs = true;
    check->cutoffs.in_use = CUTOFF;
    check->cutoffs.from = 1;
    check->cutoffs.to = DECILES;
    check->cutoffs.tried = DECILES;
    check->cutoffs.meeting = 2;
    check->cutoffs.nearest = tried;
    check->cutoffs.nearest_count = COUNT_OF(tried);
    document->checks = check;
}

exq_result *exq_sample_scores(void)
{
    exq_arena *arena = sample_must(exq_arena_new());
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 1);
    questions[0] = sample_question_of(arena, &(sample_question){.by = {"race"},
                                                                .by_count = 1,
                                                                .groups = by_race,
                                                                .group_count = COUNT_OF(by_race),
                                                                .lead_rate = "selection_rate",
                                                                .labels = true});
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, COUNT_OF(by_race));
    for (size_t g = 0; g < COUNT_OF(by_race); g++) {
        groups[g] = questions[0].groups[g];
        groups[g].measures = &areas[g];
        groups[g].measure_count = 1;
    }
    questions[0].groups = groups;
    draw(arena, &questions[0]);
    exq_document document = sample_blank(6150);
    document.questions = questions;
    document.question_count = 1;
    document.conventions.score = "decile_score#1";
    document.conventions.threshold = "5";
    document.conventions.decision = NULL;
    document.conventions.label = "two_year_recid";
    judge(arena, &document);
    return sample_finish(arena, &document);
}
