/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attention by rank: which share of each rank a group of items has, over all lists. At most five groups, those with most
 * of the first rank, each named where its curve ends.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "plots.h"

enum { WIDTH = 640, ROWS = 11, MOST_CURVES = 5, MOST_LABEL_COLUMNS = 18, MOST_LEVELS = 8 };

/* Which shapes tell five curves apart; dashes in page.css. */
static const exq_plot_standing strokes[MOST_CURVES] = {EXQ_PLOT_HIGHER, EXQ_PLOT_LOWER, EXQ_PLOT_REFERENCE,
                                                       EXQ_PLOT_UNSETTLED, EXQ_PLOT_APART};

typedef struct named_curve {
    const exq_doc_curve *curve;
    double height; /* of its name */
} named_curve;

static bool is_whole(const exq_doc_curve *curve)
{
    for (size_t i = 0; i < curve->count; i++)
        if (!isfinite(curve->y[i]))
            return false;
    return curve->count > 1;
}

static int compare_first(const void *a, const void *b)
{
    const exq_doc_curve *x = ((const named_curve *)a)->curve;
    const exq_doc_curve *y = ((const named_curve *)b)->curve;
    if (x->y[0] < y->y[0] || x->y[0] > y->y[0])
        return x->y[0] > y->y[0] ? -1 : 1;
    return x < y ? -1 : 1;
}

static int compare_heights(const void *a, const void *b)
{
    const named_curve *x = a;
    const named_curve *y = b;
    if (x->height < y->height || x->height > y->height)
        return x->height < y->height ? -1 : 1;
    return x->curve < y->curve ? -1 : 1;
}

/* The curves of the cutoff of the first one. */
static size_t collect(const exq_doc_question *question, named_curve *out)
{
    const char *metric = NULL;
    size_t count = 0;
    for (size_t i = 0; i < question->curve_count; i++) {
        const exq_doc_curve *curve = &question->curves[i];
        if (strcmp(curve->id, "attention_by_rank") != 0 || curve->group < 0 || !is_whole(curve))
            continue;
        if (metric == NULL)
            metric = curve->metric == NULL ? "" : curve->metric;
        if (strcmp(metric, curve->metric == NULL ? "" : curve->metric) == 0)
            out[count++].curve = curve;
    }
    if (count > 1)
        qsort(out, count, sizeof *out, compare_first);
    return count;
}

static double height_of(double share, double most)
{
    return (1 - share / most) * (ROWS - 1);
}

static void draw_levels(exq_plot *plot, const exq_voice *voice, double most, double step)
{
    for (size_t i = 0; i <= MOST_LEVELS && (double)i * step <= most * (1 + 1e-9); i++) {
        exq_plot_level(plot, height_of((double)i * step, most),
                       exq_plot_number(plot, voice, round((double)i * step * 1e6) / 1e4));
    }
}

static void draw_ranks(exq_plot *plot, const exq_voice *voice, const exq_doc_curve *curve)
{
    for (size_t i = 0; i < curve->count; i++) {

        if (curve->count <= 20 || i == 0 || (i + 1) % 10 == 0)
            exq_plot_tick(plot, curve->x[i], exq_plot_number(plot, voice, curve->x[i]));
    }
}

/* Names stand where curves end, and a row apart. */
static void draw_names(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, named_curve *curves,
                       size_t count)
{
    qsort(curves, count, sizeof *curves, compare_heights);
    for (size_t i = 1; i < count; i++)
        curves[i].height = fmax(curves[i].height, curves[i - 1].height + 0.7);
    double lowest = ROWS - 1;
    for (size_t i = count; i-- > 0; lowest -= 0.7)
        curves[i].height = fmin(curves[i].height, lowest);
    for (size_t i = 0; i < count; i++) {
        const exq_doc_group *group = &question->groups[curves[i].curve->group];
        exq_plot_name(plot, curves[i].height, exq_plot_label(plot, voice, &group->levels, MOST_LABEL_COLUMNS));
    }
}

static void draw_curves(exq_plot *plot, named_curve *curves, size_t count, double most)
{
    for (size_t c = 0; c < count; c++) {
        const exq_doc_curve *curve = curves[c].curve;
        double *heights = EXQ_NEW(plot->arena, double, curve->count);
        if (heights == NULL) {
            plot->failed = true;
            return;
        }
        for (size_t i = 0; i < curve->count; i++)
            heights[i] = height_of(curve->y[i], most);
        curves[c].height = heights[curve->count - 1];
        exq_plot_curve(plot, curve->x, heights, curve->count, strokes[c]);
        for (size_t i = 0; i < curve->count && curve->count <= 20; i++)
            exq_plot_dot(plot, curve->x[i], heights[i], strokes[c]);
    }
}

bool exq_plot_ranks(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    named_curve *curves = EXQ_NEW(arena, named_curve, question->curve_count);
    if (curves == NULL) {
        plot->failed = true;
        return true;
    }
    size_t all = collect(question, curves);
    if (all == 0)
        return false;
    size_t count = all < MOST_CURVES ? all : MOST_CURVES;
    exq_plot_frame frame = {
        .width = WIDTH, .rows = ROWS, .left_out = all - count, .left = 4, .right = MOST_LABEL_COLUMNS, .axis = true};
    double most = 1e-3;
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < curves[c].curve->count; i++)
            most = fmax(most, curves[c].curve->y[i]);
    double step = exq_plot_axis_to(most, &frame);
    most = frame.hi;
    frame.lo = curves[0].curve->x[0];
    frame.hi = curves[0].curve->x[curves[0].curve->count - 1];
    exq_plot_begin(plot, arena, &frame);
    draw_levels(plot, voice, most, step);
    draw_ranks(plot, voice, curves[0].curve);
    draw_curves(plot, curves, count, most);
    draw_names(plot, voice, question, curves, count);
    exq_plot_axis(plot, exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_RANKS_AXIS, NULL));
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_RANKS_TITLE, NULL);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_RANKS, NULL);
    exq_plot_end(plot);
    return true;
}
