/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drawing charts, as one picture or as many.
 */
#include "plot_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LABEL_COLUMNS = 24, FEW_POINTS = 20 };

/* How a picture is laid out, alone and as one of many. */
typedef struct exq_chart_size {
    double width;
    size_t rows, left, right;
    int ticks;    /* at most so many */
    double least; /* a point nearer to the last one, in shares of an axis, is not seen */
} exq_chart_size;
static const exq_chart_size whole = {.width = 700, .rows = 13, .left = 4, .right = 29, .ticks = 11, .least = 1 / 450.0};
static const exq_chart_size small = {.width = 220, .rows = 5, .left = 3, .right = 1, .ticks = 5, .least = 1 / 100.0};

/* What tells five curves apart; dashes in page.css. */
static const exq_plot_standing strokes[EXQ_CHART_MOST_TOGETHER] = {EXQ_PLOT_HIGHER, EXQ_PLOT_LOWER, EXQ_PLOT_REFERENCE,
                                                                   EXQ_PLOT_UNSETTLED, EXQ_PLOT_APART};

typedef struct exq_drawn {
    const exq_doc_curve *curve;
    exq_plot_standing standing;
    double aside; /* how far its marks stand aside, so that those of one place do not hide each other */
    double end;   /* the height at which it ends */
} exq_drawn;

static double height_of(const exq_chart *chart, const exq_plot *plot, double y)
{
    const double share = (y - chart->y.lo) / (chart->y.hi - chart->y.lo);
    return (1 - share) * (double)(plot->frame.rows - 1);
}

/* 1, 2 or 5 times a power of ten. */
static double step_of(const exq_chart_axis *axis, int most)
{
    static const double steps[] = {1, 2, 5, 10};
    const double least = (axis->hi - axis->lo) / (most - 1);
    const double unit = pow(10, floor(log10(least) + 1e-9));
    size_t i = 0;
    while (i < 3 && steps[i] * unit < least * (1 - 1e-9))
        i++;
    return steps[i] * unit;
}

static void draw_axis(const exq_chart *chart, exq_plot *plot, bool upright, int most)
{
    const exq_chart_axis *axis = upright ? &chart->y : &chart->x;
    const double step = step_of(axis, most);
    for (double tick = ceil(axis->lo / step - 1e-9); tick * step <= axis->hi + step * 1e-6; tick++) {
        const double at = tick * step;
        const double shown = round((axis->hundredths ? 100 : 1) * at * 1e6) / 1e6;
        const char *text = exq_plot_number(plot, chart->voice, shown);
        if (upright)
            exq_plot_level(plot, height_of(chart, plot, at), text);
        else
            exq_plot_tick(plot, at, text);
    }
}

static bool is_near(const exq_chart *chart, const exq_doc_curve *curve, size_t a, size_t b, double least)
{
    return fabs(curve->x[a] - curve->x[b]) < least * (chart->x.hi - chart->x.lo) &&
           fabs(curve->y[a] - curve->y[b]) < least * (chart->y.hi - chart->y.lo);
}

/* From one point that is not a number to the next. */
static size_t draw_run(const exq_chart *chart, exq_plot *plot, const exq_drawn *drawn, size_t first, double *x,
                       double *heights, double least)
{
    const exq_doc_curve *curve = drawn->curve;
    size_t count = 0, kept = first, i = first;
    for (; i < curve->count && isfinite(curve->x[i]) && isfinite(curve->y[i]); i++) {
        const bool last = i + 1 == curve->count || !isfinite(curve->y[i + 1]);
        if (count > 0 && !last && is_near(chart, curve, kept, i, least))
            continue;
        x[count] = curve->x[i];
        heights[count++] = height_of(chart, plot, curve->y[i]);
        kept = i;
    }
    if (count > 1)
        exq_plot_curve(plot, x, heights, count, drawn->standing);
    return i;
}

static void draw_line(const exq_chart *chart, exq_plot *plot, const exq_drawn *drawn, double least)
{
    double *x = EXQ_NEW(plot->arena, double, drawn->curve->count);
    double *heights = EXQ_NEW(plot->arena, double, drawn->curve->count);
    if (x == NULL || heights == NULL) {
        plot->failed = true;
        return;
    }
    for (size_t i = 0; i < drawn->curve->count; i++)
        i = draw_run(chart, plot, drawn, i, x, heights, least);
}

static void draw_point(const exq_chart *chart, exq_plot *plot, const exq_drawn *drawn, size_t i)
{
    const exq_doc_curve *curve = drawn->curve;
    if (!isfinite(curve->y[i]) || !isfinite(curve->x[i]))
        return;
    const double x = fmin(fmax(curve->x[i] + drawn->aside, chart->x.lo), chart->x.hi);
    if (chart->marks == EXQ_CHART_ALONE && curve->lo != NULL && curve->hi != NULL && !isnan(curve->lo[i]) &&
        !isnan(curve->hi[i])) {
        const double from[] = {x, height_of(chart, plot, curve->lo[i])};
        const double to[] = {x, height_of(chart, plot, curve->hi[i])};
        exq_plot_stroke(plot, from, to, drawn->standing);
    }
    if (curve->y[i] >= chart->y.lo && curve->y[i] <= chart->y.hi)
        exq_plot_dot(plot, x, height_of(chart, plot, curve->y[i]), drawn->standing);
}

static bool is_marked(const exq_chart *chart, const exq_doc_curve *curve, size_t i)
{
    return chart->marks == EXQ_CHART_ALONE || (chart->marks == EXQ_CHART_EACH && curve->count <= FEW_POINTS) ||
           (curve->operating >= 0 && i == (size_t)curve->operating);
}

static void draw_curve(const exq_chart *chart, exq_plot *plot, exq_drawn *drawn, double least, bool marks)
{
    const exq_doc_curve *curve = drawn->curve;
    if (chart->marks != EXQ_CHART_ALONE)
        draw_line(chart, plot, drawn, least);
    for (size_t i = 0; i < curve->count; i++) {
        if (marks && is_marked(chart, curve, i))
            draw_point(chart, plot, drawn, i);
        if (isfinite(curve->y[i]))
            drawn->end = fmax(0, fmin(height_of(chart, plot, curve->y[i]), (double)plot->frame.rows - 1));
    }
}

static int compare_ends(const void *a, const void *b)
{
    const exq_drawn *x = a;
    const exq_drawn *y = b;
    if (x->end < y->end || x->end > y->end)
        return x->end < y->end ? -1 : 1;
    return x->standing < y->standing ? -1 : 1;
}

/* Names stand where curves end, and a row apart. */
static void draw_names(const exq_chart *chart, exq_plot *plot, exq_drawn *drawn, size_t count)
{
    static const double apart = 0.8;
    qsort(drawn, count, sizeof *drawn, compare_ends);
    for (size_t i = 1; i < count; i++)
        drawn[i].end = fmax(drawn[i].end, drawn[i - 1].end + apart);
    double lowest = (double)plot->frame.rows - 1;
    for (size_t i = count; i-- > 0; lowest -= apart)
        drawn[i].end = fmin(drawn[i].end, lowest);
    for (size_t i = 0; i < count; i++) {
        const exq_doc_curve *curve = drawn[i].curve;
        if (curve->group < 0)
            continue; /* it is alone and of everything */
        const exq_doc_levels *levels = &chart->question->groups[curve->group].levels;
        bool marked = false;
        for (size_t p = 0; p < curve->count; p++)
            marked |= is_marked(chart, curve, p);
        exq_plot_key(plot, drawn[i].end, exq_plot_label(plot, chart->voice, levels, MOST_LABEL_COLUMNS),
                     drawn[i].standing, marked);
    }
}

static void draw_ground(const exq_chart *chart, exq_plot *plot, int ticks)
{
    if (!isnan(chart->from)) {
        const double from = fmin(fmax(chart->from, chart->y.lo), chart->y.hi);
        const double to = fmin(fmax(chart->to, chart->y.lo), chart->y.hi);
        exq_plot_layer(plot, height_of(chart, plot, to), height_of(chart, plot, from));
    }
    draw_axis(chart, plot, true, ticks);
    draw_axis(chart, plot, false, ticks);
    if (chart->diagonal) {
        const double from[] = {chart->x.lo, height_of(chart, plot, chart->y.lo)};
        const double to[] = {chart->x.hi, height_of(chart, plot, chart->y.hi)};
        exq_plot_diagonal(plot, from, to);
    }
    if (!isnan(chart->upright) && chart->upright >= chart->x.lo && chart->upright <= chart->x.hi)
        exq_plot_upright(plot, chart->upright);
}

static void begin(const exq_chart *chart, exq_plot *plot, const exq_chart_size *size, exq_arena *arena)
{
    static const char *const looks[2][2] = {
        {"curves", "curves small"},
        {"spots",  "spots small" }
    };
    const bool is_small = size == &small;
    *plot = (exq_plot){.arena = arena};
    exq_plot_begin(plot, arena,
                   &(exq_plot_frame){.width = size->width,
                                     .rows = size->rows,
                                     .head = chart->up != NULL && !is_small,
                                     .left = size->left,
                                     .right = size->right,
                                     .axis = true,
                                     .lo = chart->x.lo,
                                     .hi = chart->x.hi,
                                     .small = is_small,
                                     .look = looks[chart->marks == EXQ_CHART_ALONE][is_small]});
    if (chart->up != NULL && !is_small)
        exq_plot_head(plot, chart->up);
    draw_ground(chart, plot, size->ticks);
}

static void end(const exq_chart *chart, exq_plot *plot)
{
    exq_plot_axis(plot, plot->frame.small && chart->short_axis != NULL ? chart->short_axis : chart->axis);
    plot->title = chart->title;
    plot->description = chart->description;
    exq_plot_end(plot);
}

static void draw_together(const exq_chart *chart, exq_plot *plot, exq_arena *arena)
{
    exq_drawn drawn[EXQ_CHART_MOST_TOGETHER];
    begin(chart, plot, &whole, arena);
    for (size_t i = 0; i < chart->count; i++) {
        drawn[i] = (exq_drawn){.curve = chart->curves[i], .standing = strokes[i]};
        if (chart->marks == EXQ_CHART_ALONE)
            drawn[i].aside = ((double)i - (double)(chart->count - 1) / 2) * (chart->x.hi - chart->x.lo) / 60;
        draw_curve(chart, plot, &drawn[i], whole.least, true);
    }
    draw_names(chart, plot, drawn, chart->count);
    end(chart, plot);
}

/* The group's own curve lies over that which is in every picture. */
static void draw_apart(const exq_chart *chart, exq_plot *plot, const exq_doc_curve *curve, exq_arena *arena)
{
    begin(chart, plot, &small, arena);
    exq_drawn behind = {.curve = chart->behind, .standing = EXQ_PLOT_UNSETTLED};
    exq_drawn own = {.curve = curve, .standing = EXQ_PLOT_REFERENCE};
    if (chart->behind != NULL && chart->behind != curve && chart->marks != EXQ_CHART_ALONE)
        draw_curve(chart, plot, &behind, small.least, false);
    draw_curve(chart, plot, &own, small.least, true);
    const exq_doc_levels *levels = &chart->question->groups[curve->group].levels;
    plot->name = exq_plot_label(plot, chart->voice, levels, (size_t)-1 / 2);
    end(chart, plot);
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_buffer_string(exq_place(&places, "title"), chart->title);
    exq_buffer_string(exq_place(&places, "group"), plot->name);
    exq_fill_sentence(chart->voice, &words, EXQ_SENTENCE_PLOT_OF_GROUP, &places);
    plot->title = exq_plot_words(plot, &words, words.length);
    plot->description = exq_plot_sentence(plot, chart->voice, EXQ_SENTENCE_PLOT_ONE_OF_MANY, NULL);
    exq_buffer_free(&words);
}

bool exq_chart_draw(const exq_chart *chart, exq_plot_set *out, exq_arena *arena)
{
    *out = (exq_plot_set){0};
    if (chart->count == 0)
        return false;
    const size_t most = chart->most_together < EXQ_CHART_MOST_TOGETHER ? chart->most_together : EXQ_CHART_MOST_TOGETHER;
    const bool together = chart->count <= most;
    const size_t count = together ? 1 : chart->count < EXQ_CHART_MOST_APART ? chart->count : EXQ_CHART_MOST_APART;
    out->plots = EXQ_NEW(arena, exq_plot, count);
    out->failed = out->plots == NULL;
    if (out->failed)
        return false;
    out->count = count;
    out->small = !together;
    out->left_out = together ? 0 : chart->count - count;
    if (together)
        draw_together(chart, &out->plots[0], arena);
    for (size_t i = 0; !together && i < count; i++)
        draw_apart(chart, &out->plots[i], chart->curves[i], arena);
    return true;
}

/* ------------------------------------------------------------------------------------------------- curves */

static bool is_like(const exq_doc_curve *curve, const char *id, const char *metric)
{
    return strcmp(curve->id, id) == 0 &&
           (metric == NULL || (curve->metric != NULL && strcmp(curve->metric, metric) == 0));
}

static bool has_points(const exq_doc_curve *curve, size_t least)
{
    size_t count = 0;
    for (size_t i = 0; i < curve->count; i++)
        count += isfinite(curve->x[i]) && isfinite(curve->y[i]);
    return count >= least;
}

size_t exq_chart_curves(const exq_doc_question *question, const char *id, const char *metric, size_t least,
                        const exq_doc_curve **out)
{
    size_t count = 0;
    for (size_t i = 0; i < question->curve_count; i++) {
        const exq_doc_curve *curve = &question->curves[i];
        if (is_like(curve, id, metric) && curve->group >= 0 && has_points(curve, least))
            out[count++] = curve;
    }
    return count;
}

const exq_doc_curve *exq_chart_behind(const exq_doc_question *question, const exq_doc_curve *like)
{
    const exq_doc_curve *everything = NULL;
    for (size_t i = 0; i < question->curve_count; i++) {
        const exq_doc_curve *curve = &question->curves[i];
        if (!is_like(curve, like->id, like->metric) || !has_points(curve, 2))
            continue;
        if (curve->group < 0)
            everything = curve;
        else if (question->reference.levels.count > 0 &&
                 exq_levels_equal(&question->groups[curve->group].levels, &question->reference.levels))
            return curve;
    }
    return everything;
}

const exq_doc_curve *exq_chart_of_everything(const exq_doc_question *question, const char *metric)
{
    for (size_t i = 0; i < question->curve_count; i++) {
        const exq_doc_curve *curve = &question->curves[i];
        if (is_like(curve, "threshold_sweep", metric) && curve->group < 0 && has_points(curve, 2))
            return curve;
    }
    return NULL;
}

const char *exq_chart_words(const exq_voice *voice, exq_sentence sentence, exq_places *places, exq_arena *arena)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &words, sentence, places);
    const char *kept = words.failed ? NULL : exq_arena_string(arena, words.bytes == NULL ? "" : words.bytes);
    exq_buffer_free(&words);
    return kept == NULL ? "" : kept;
}

exq_chart_axis exq_chart_axis_to(const exq_doc_curve *const *curves, size_t count, double least)
{
    double most = least;
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < curves[c]->count; i++)
            if (isfinite(curves[c]->y[i]))
                most = fmax(most, curves[c]->y[i]);
    exq_plot_frame frame = {0};
    (void)exq_plot_axis_to(most, &frame);
    return (exq_chart_axis){.lo = frame.lo, .hi = frame.hi, .hundredths = true};
}
