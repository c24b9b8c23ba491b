/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Lorenz curve: which share of all places the least shown items have together. On the dashed line all would be shown
 * alike; the further below it the curve runs, the fewer items have nearly all.
 */
#include <math.h>

#include "number.h"
#include "plots.h"

enum { WIDTH = 520, ROWS = 15, STEPS = 5 };

static double height_of(double share)
{
    return (1 - share) * (ROWS - 1);
}

bool exq_plot_lorenz(exq_plot *plot, const exq_voice *voice, const exq_doc_catalogue *gini, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    if (gini == NULL || gini->point_count < 2)
        return false;
    double *heights = EXQ_NEW(arena, double, gini->point_count);
    if (heights == NULL) {
        plot->failed = true;
        return true;
    }
    static const double ends[] = {0, 1};
    static const double even[] = {ROWS - 1, 0};
    exq_plot_frame frame = {.width = WIDTH, .rows = ROWS, .left = 4, .right = 2, .axis = true, .lo = 0, .hi = 1};
    exq_plot_begin(plot, arena, &frame);
    exq_plot_hundredths(plot, voice, 1.0 / STEPS);
    for (size_t i = 0; i <= STEPS; i++) {
        exq_plot_level(plot, height_of((double)i / STEPS), exq_plot_number(plot, voice, 100.0 * (double)i / STEPS));
    }
    for (size_t i = 0; i < gini->point_count; i++)
        heights[i] = height_of(gini->y[i]);
    exq_plot_curve(plot, ends, even, 2, EXQ_PLOT_UNSETTLED);
    exq_plot_curve(plot, gini->x, heights, gini->point_count, EXQ_PLOT_REFERENCE);
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &words, EXQ_SENTENCE_PLOT_OF_ITEMS, NULL);
    exq_plot_axis(plot, exq_plot_words(plot, &words, 60));
    exq_buffer_free(&words);
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_LORENZ_TITLE, NULL);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_LORENZ, NULL);
    exq_plot_end(plot);
    return true;
}
