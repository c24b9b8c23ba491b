/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The charts of scores: whom the score puts above whom, what a score means, what other cut-offs would do.
 */
#include "plot_scores.h"

#include <math.h>
#include <string.h>

#include "number.h"

/* A ratio beyond this leaves no room for the others; its curve runs out of the picture. */
static const double most_ratio = 4;

static const exq_chart_axis hundredths = {.lo = 0, .hi = 1, .hundredths = true};

typedef struct exq_score_chart {
    exq_chart chart;
    const exq_doc_curve **curves;
    exq_arena *arena;
} exq_score_chart;

/* The curves of an id, none being nothing to draw. False, then or when out of memory. */
static bool begin(exq_score_chart *self, const char *id, const char *metric, size_t least, const exq_voice *voice,
                  const exq_doc_question *question, exq_plot_set *out, exq_arena *arena)
{
    *out = (exq_plot_set){0};
    self->arena = arena;
    self->curves = EXQ_NEW(arena, const exq_doc_curve *, question->curve_count);
    out->failed = self->curves == NULL;
    if (out->failed)
        return false;
    size_t count = exq_chart_curves(question, id, metric, least, self->curves);
    self->chart = (exq_chart){.voice = voice,
                              .question = question,
                              .curves = self->curves,
                              .count = count,
                              .behind = count == 0 ? NULL : exq_chart_behind(question, self->curves[0]),
                              .most_together = EXQ_CHART_MOST_TOGETHER,
                              .x = hundredths,
                              .y = hundredths,
                              .upright = (double)NAN,
                              .from = (double)NAN,
                              .to = (double)NAN};
    return count > 0;
}

static const char *say(const exq_score_chart *self, exq_sentence sentence)
{
    return exq_chart_words(self->chart.voice, sentence, NULL, self->arena);
}

/* The title, of the grouping and, if any, of a metric. */
static const char *say_title(const exq_score_chart *self, exq_sentence sentence, const char *metric)
{
    exq_places places = {0};
    exq_say_grouping(self->chart.voice, exq_place(&places, "grouping"), self->chart.question);
    if (metric != NULL)
        exq_say_rate(self->chart.voice, exq_place(&places, "rate"), metric);
    return exq_chart_words(self->chart.voice, sentence, &places, self->arena);
}

/* From the least to the most score of any curve. */
static exq_chart_axis spread_of(const exq_doc_curve *const *curves, size_t count)
{
    exq_chart_axis axis = {.lo = INFINITY, .hi = -INFINITY};
    for (size_t c = 0; c < count; c++) {
        for (size_t i = 0; i < curves[c]->count; i++) {
            if (!isfinite(curves[c]->x[i]))
                continue;
            axis.lo = fmin(axis.lo, curves[c]->x[i]);
            axis.hi = fmax(axis.hi, curves[c]->x[i]);
        }
    }
    if (!(axis.hi > axis.lo))
        axis.hi = axis.lo + 1;
    return axis;
}

/* With room for marks at the ends. */
static exq_chart_axis widened(exq_chart_axis axis)
{
    const double margin = (axis.hi - axis.lo) / 25;
    axis.lo -= margin;
    axis.hi += margin;
    return axis;
}

bool exq_plot_roc(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    exq_score_chart self;
    enum { WITH_POINTS = 2 + EXQ_FEWEST_POINTS }; /* the two ends alone would look like a score that tells nothing */
    if (!begin(&self, "roc", NULL, WITH_POINTS, voice, question, out, arena))
        return false;
    self.chart.diagonal = true;
    self.chart.title = say_title(&self, EXQ_SENTENCE_PLOT_ROC_TITLE, NULL);
    self.chart.up = say(&self, EXQ_SENTENCE_PLOT_ROC_UP);
    self.chart.axis = say(&self, EXQ_SENTENCE_PLOT_ROC_AXIS);
    self.chart.short_axis = say(&self, EXQ_SENTENCE_PLOT_ROC_SHORT);
    self.chart.description = say(&self, EXQ_SENTENCE_PLOT_ROC);
    return exq_chart_draw(&self.chart, out, arena);
}

bool exq_scores_are_shares(const exq_doc_question *question)
{
    bool any = false;
    for (size_t c = 0; c < question->curve_count; c++) {
        const exq_doc_curve *curve = &question->curves[c];
        if (strcmp(curve->id, "calibration") != 0)
            continue;
        for (size_t i = 0; i < curve->count; i++)
            if (curve->x[i] < 0 || curve->x[i] > 1)
                return false;
        any |= curve->count > 0;
    }
    return any;
}

bool exq_plot_calibration(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    enum { MOST_WHISKERS_TOGETHER = 2 };
    exq_score_chart self;
    if (!begin(&self, "calibration", NULL, EXQ_FEWEST_POINTS, voice, question, out, arena))
        return false;
    self.chart.diagonal = exq_scores_are_shares(question);
    self.chart.x.hundredths = false;
    if (!self.chart.diagonal)
        self.chart.x = widened(spread_of(self.curves, self.chart.count));
    self.chart.marks = EXQ_CHART_ALONE;
    self.chart.most_together = MOST_WHISKERS_TOGETHER;
    self.chart.title = say_title(&self, EXQ_SENTENCE_PLOT_CALIBRATION_TITLE, NULL);
    self.chart.up = say(&self, EXQ_SENTENCE_PLOT_CALIBRATION_UP);
    self.chart.axis = say(&self, EXQ_SENTENCE_PLOT_CALIBRATION_AXIS);
    self.chart.short_axis = say(&self, EXQ_SENTENCE_PLOT_CALIBRATION_SHORT);
    self.chart.description = say(&self, EXQ_SENTENCE_PLOT_CALIBRATION);
    return exq_chart_draw(&self.chart, out, arena);
}

/* -------------------------------------------------------------------------------------------------- sweeps */

static double limit_of(const char *text)
{
    double value = (double)NAN;
    return text != NULL && exq_number_parse(text, strlen(text), &value) ? value : (double)NAN;
}

/* What meets the limit; beyond the axis where it has no other end. */
static void shade(exq_chart *chart, const exq_doc_check *check)
{
    const double value = check == NULL ? (double)NAN : limit_of(check->limit.value);
    if (isnan(value))
        return;
    const bool at_most = strcmp(check->limit.op, "<=") == 0, between = strcmp(check->limit.op, "between") == 0;
    chart->from = !at_most ? value : check->by_size ? -value : -INFINITY;
    chart->to = between ? limit_of(check->limit.value_to) : at_most ? value : INFINITY;
}

/* Of comparisons: from 0 or below to a round number. */
static exq_chart_axis values_of(const exq_doc_curve *const *curves, size_t count, double limit)
{
    exq_chart_axis up = exq_chart_axis_to(curves, count, fmax(limit, 1e-3));
    up.hundredths = false;
    up.hi = fmin(up.hi, fmax(most_ratio, limit));
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < curves[c]->count; i++)
            if (isfinite(curves[c]->y[i]))
                up.lo = fmin(up.lo, curves[c]->y[i]);
    return up;
}

/* Where it lies between two points, as it was given. */
static double cutoff_in_use(const exq_document *document, const exq_doc_curve *const *curves, size_t count)
{
    for (size_t c = 0; c < count; c++)
        if (curves[c]->operating >= 0 && (size_t)curves[c]->operating < curves[c]->count)
            return curves[c]->x[curves[c]->operating];
    return limit_of(document->conventions.threshold);
}

bool exq_plot_sweep(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question, const char *metric,
                    exq_arena *arena)
{
    exq_score_chart self;
    if (!begin(&self, "threshold_sweep", metric, 2, voice, question, out, arena)) {
        const exq_doc_curve *whole = self.curves == NULL ? NULL : exq_chart_of_everything(question, metric);
        if (whole == NULL)
            return false;
        self.curves[0] = whole;
        self.chart.count = 1;
    }
    const bool rate = exq_look_is_rate(question, metric);
    shade(&self.chart, exq_look_check_of(voice->document, question, metric));
    const double limit = isfinite(self.chart.to) ? self.chart.to : self.chart.from;
    self.chart.x = spread_of(self.curves, self.chart.count);
    self.chart.y = rate ? exq_chart_axis_to(self.curves, self.chart.count, 1e-3)
                        : values_of(self.curves, self.chart.count, isfinite(limit) ? limit : 0);
    self.chart.upright = cutoff_in_use(voice->document, self.curves, self.chart.count);
    self.chart.title = say_title(&self, rate ? EXQ_SENTENCE_SCORES_SWEEP : EXQ_SENTENCE_SCORES_SWEEP_OF_METRIC, metric);
    self.chart.up = rate ? say(&self, EXQ_SENTENCE_PLOT_SWEEP_UP) : NULL; /* the title has its name */
    self.chart.axis = say(&self, EXQ_SENTENCE_PLOT_SWEEP_AXIS);
    self.chart.short_axis = say(&self, EXQ_SENTENCE_PLOT_SWEEP_SHORT);
    self.chart.description = say(&self, EXQ_SENTENCE_PLOT_SWEEP);
    return exq_chart_draw(&self.chart, out, arena);
}
