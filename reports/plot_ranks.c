/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attention by rank: which share of each rank a group of items has, over all lists. The groups with most of the first rank
 * come first.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot_chart.h"

static int compare_first(const void *a, const void *b)
{
    const exq_doc_curve *x = *(const exq_doc_curve *const *)a;
    const exq_doc_curve *y = *(const exq_doc_curve *const *)b;
    if (x->y[0] < y->y[0] || x->y[0] > y->y[0])
        return x->y[0] > y->y[0] ? -1 : 1;
    return x < y ? -1 : 1;
}

bool exq_plot_ranks(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *out = (exq_plot_set){0};
    const exq_doc_curve **curves = EXQ_NEW(arena, const exq_doc_curve *, question->curve_count);
    out->failed = curves == NULL;
    if (out->failed)
        return false;
    size_t count = exq_chart_curves(question, "attention_by_rank", NULL, 2, curves);
    if (count == 0)
        return false;
    count = exq_chart_curves(question, "attention_by_rank", curves[0]->metric, 2, curves); /* of one cutoff */
    if (count > 1)
        qsort(curves, count, sizeof *curves, compare_first);
    const exq_chart chart = {
        .voice = voice,
        .question = question,
        .curves = curves,
        .count = count,
        .behind = NULL,
        .most_together = EXQ_CHART_MOST_TOGETHER,
        .x = {.lo = curves[0]->x[0], .hi = curves[0]->x[curves[0]->count - 1]},
        .y = exq_chart_axis_to(curves, count, 1e-3),
        .marks = EXQ_CHART_EACH,
        .upright = (double)NAN,
        .from = (double)NAN,
        .to = (double)NAN,
        .title = exq_chart_words(voice, EXQ_SENTENCE_PLOT_RANKS_TITLE, NULL, arena),
        .axis = exq_chart_words(voice, EXQ_SENTENCE_PLOT_RANKS_AXIS, NULL, arena),
        .short_axis = exq_chart_words(voice, EXQ_SENTENCE_PLOT_RANK, NULL, arena),
        .description = exq_chart_words(voice, EXQ_SENTENCE_PLOT_RANKS, NULL, arena),
    };
    return exq_chart_draw(&chart, out, arena);
}
