/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pair: the group of a finding and its reference on one rate, small enough for a card.
 */
#include <math.h>
#include <string.h>

#include "plots.h"

/* A name stands above its mark, so that it has the whole width. */
enum { WIDTH = 232, VALUE_COLUMNS = 6, MOST_LABEL_COLUMNS = 30, SIDES = 2, ROWS = 2 * SIDES };

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

/* The group and its reference, and their points. */
typedef struct exq_pair {
    const exq_doc_series *series;
    const exq_doc_group *groups[SIDES];
    size_t points[SIDES];
} exq_pair;

static bool find_pair(const exq_doc_question *question, const exq_doc_disparity *disparity, exq_pair *pair)
{
    if (exq_is_items_ratio(disparity)) /* of each item, not of the share that the forest has */
        return false;
    *pair = (exq_pair){
        .series = disparity->of == NULL ? NULL : exq_plot_series(question, "forest", disparity->of),
        .groups = {find_group(question, &disparity->group), find_group(question, &disparity->reference)},
    };
    for (size_t i = 0; i < SIDES; i++) {
        if (pair->series == NULL || pair->groups[i] == NULL)
            return false;
        pair->points[i] = exq_plot_point(question, pair->series, pair->groups[i]);
        if (pair->points[i] == pair->series->count)
            return false;
    }
    return true;
}

double exq_plot_pair_most(const exq_doc_question *question, const exq_doc_disparity *disparity)
{
    exq_pair pair;
    double most = 0;
    if (!find_pair(question, disparity, &pair))
        return most;
    for (size_t i = 0; i < SIDES; i++) {
        const size_t point = pair.points[i];
        most = fmax(most, isnan(pair.series->hi[point]) ? pair.series->x[point] : pair.series->hi[point]);
    }
    return most;
}

bool exq_plot_pair(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                   const exq_doc_disparity *disparity, double most, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    exq_pair pair;
    if (!find_pair(question, disparity, &pair))
        return false;
    exq_plot_frame frame = {.width = WIDTH, .rows = ROWS, .right = VALUE_COLUMNS};
    (void)exq_plot_axis_to(most, &frame);
    exq_plot_begin(plot, arena, &frame);
    for (size_t i = 0; i < SIDES; i++) {
        const size_t row = 2 * i + 1;
        exq_figure figure;
        (void)exq_look_figure(pair.groups[i], disparity->of, &figure);
        exq_plot_heading(plot, row - 1, exq_plot_label(plot, voice, &pair.groups[i]->levels, MOST_LABEL_COLUMNS));
        exq_plot_track(plot, row);
        exq_plot_figure(plot, voice, row, pair.series, pair.points[i], &figure,
                        exq_plot_standing_of(voice->document, disparity, i == 1));
    }
    say_title(plot, voice, disparity);
    exq_plot_end(plot);
    return true;
}
