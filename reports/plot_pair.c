/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pair: the group of a finding and its reference on one rate, small enough for a card.
 */
#include <string.h>

#include "plots.h"

enum { WIDTH = 280, VALUE_COLUMNS = 7, MOST_LABEL_COLUMNS = 16 };

static const exq_doc_group *find_group(const exq_doc_question *question, const exq_doc_levels *levels)
{
    for (size_t i = 0; i < question->group_count; i++)
        if (levels->count > 0 && exq_levels_equal(&question->groups[i].levels, levels))
            return &question->groups[i];
    return NULL;
}

static void say_title(exq_plot *plot, const exq_voice *voice, const exq_doc_disparity *disparity)
{
    exq_places places = {0};
    exq_say_rate(voice, exq_place(&places, "rate"), disparity->of);
    exq_say_label(voice, exq_place(&places, "group"), &disparity->group);
    exq_say_reference_label(voice, exq_place(&places, "reference"), disparity);
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_PAIR_TITLE, &places);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_PAIR, NULL);
}

/* These two points alone, so that they use the little room there is. */
static void choose_axis(const exq_doc_series *series, const size_t points[2], exq_plot_frame *frame)
{
    const double x[] = {series->x[points[0]], series->x[points[1]]};
    const double lo[] = {series->lo[points[0]], series->lo[points[1]]};
    const double hi[] = {series->hi[points[0]], series->hi[points[1]]};
    const exq_doc_series pair = {.x = x, .lo = lo, .hi = hi, .count = 2};
    (void)exq_plot_axis_of(&pair, frame);
}

bool exq_plot_pair(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                   const exq_doc_disparity *disparity, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    if (exq_is_items_ratio(disparity)) /* of each item, not of the share that the forest has */
        return false;
    const exq_doc_series *series = disparity->of == NULL ? NULL : exq_plot_series(question, "forest", disparity->of);
    const exq_doc_group *groups[] = {find_group(question, &disparity->group),
                                     find_group(question, &disparity->reference)};
    size_t points[2];
    for (size_t i = 0; i < 2; i++) {
        points[i] = series == NULL || groups[i] == NULL ? 0 : exq_plot_point(question, series, groups[i]);
        if (series == NULL || groups[i] == NULL || points[i] == series->count)
            return false;
    }
    exq_plot_frame frame = {.width = WIDTH, .rows = 2, .right = VALUE_COLUMNS};
    const char *labels[2];
    for (size_t i = 0; i < 2; i++) {
        labels[i] = exq_plot_label(plot, voice, &groups[i]->levels, MOST_LABEL_COLUMNS);
        size_t columns = exq_plot_columns(labels[i]);
        frame.left = columns > frame.left ? columns : frame.left;
    }
    choose_axis(series, points, &frame);
    exq_plot_begin(plot, arena, &frame);
    for (size_t i = 0; i < 2; i++) {
        exq_plot_track(plot, i);
        exq_plot_group(plot, i, labels[i]);
        exq_figure figure;
        (void)exq_look_figure(groups[i], disparity->of, &figure);
        exq_plot_figure(plot, voice, i, series, points[i], &figure, exq_plot_standing_of(voice->document, disparity, i == 1));
    }
    say_title(plot, voice, disparity);
    exq_plot_end(plot);
    return true;
}
