/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forest: where the lead rate of every group lies, and how far that is known.
 */
#include <math.h>

#include "number.h"
#include "plots.h"

enum { WIDTH = 640, VALUE_COLUMNS = 9, MOST_LABEL_COLUMNS = 26, MOST_NOTE_COLUMNS = 64, MOST_AXIS_COLUMNS = 60 };

static void draw_ticks(exq_plot *plot, const exq_voice *voice, const char *metric, double step)
{
    if (exq_is_of_people(metric)) {
        exq_plot_hundredths(plot, voice, step);
        return;
    }
    size_t count = (size_t)lround((plot->frame.hi - plot->frame.lo) / step);
    for (size_t i = 0; i <= count; i++) {
        exq_plot_tick(plot, fmin((double)i * step, plot->frame.hi),
                      exq_plot_number(plot, voice, round((double)i * step * 1e6) / 1e6));
    }
}

/* Why there is no point. */
static void draw_absence(exq_plot *plot, const exq_voice *voice, const exq_doc_group *group, const exq_figure *figure,
                         size_t row)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    if (group->withheld)
        exq_say_withheld(voice, &words, group);
    else if (figure->why != NULL)
        exq_say_why(voice, &words, figure->why);
    exq_plot_note(plot, row, exq_plot_words(plot, &words, MOST_NOTE_COLUMNS));
    exq_buffer_free(&words);
}

static void draw_row(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                     const exq_doc_series *series, const exq_standing *standing, size_t row)
{
    exq_plot_group(plot, row, exq_plot_label(plot, voice, &standing->group->levels, MOST_LABEL_COLUMNS));
    size_t point = exq_plot_point(question, series, standing->group);
    exq_figure figure;
    bool known = exq_look_figure(standing->group, series->metric, &figure);
    if (standing->group->withheld || !known || point == series->count) {
        draw_absence(plot, voice, standing->group, &figure, row);
        return;
    }
    exq_plot_figure(plot, voice, row, series, point, &figure,
                    exq_plot_standing_of(voice->document, standing->disparity, standing->is_reference));
    if (standing->is_reference)
        exq_plot_upright(plot, series->x[point]);
}

static void say_axis_and_title(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                               const char *metric)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    if (exq_is_of_people(metric)) {
        exq_fill_sentence(voice, &words, EXQ_SENTENCE_PLOT_OF_EVERY_100, NULL);
    } else {
        exq_say_rate(voice, &words, metric);
    }
    exq_plot_axis(plot, exq_plot_words(plot, &words, MOST_AXIS_COLUMNS));

    exq_buffer_free(&words);

    exq_places places = {0};
    exq_say_rate(voice, exq_place(&places, "rate"), metric);
    exq_say_grouping(voice, exq_place(&places, "grouping"), question);
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PAGE_RATE_BY, &places);
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)plot->frame.rows);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_FOREST, &places);
}

bool exq_plot_forest(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, const char *metric,
                     exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    const exq_doc_series *series = metric == NULL ? NULL : exq_plot_series(question, "forest", metric);
    if (series == NULL || series->count == 0)
        return false;
    exq_standing *standings = EXQ_NEW(arena, exq_standing, question->group_count);
    if (standings == NULL) {
        plot->failed = true;
        return true;
    }
    exq_look_standings(question, metric, standings);

    exq_plot_frame frame = {.width = WIDTH, .right = VALUE_COLUMNS, .axis = true};
    frame.rows = question->group_count < EXQ_PLOT_MOST_ROWS ? question->group_count : EXQ_PLOT_MOST_ROWS;
    frame.left_out = question->group_count - frame.rows;
    for (size_t i = frame.rows; i < question->group_count; i++)
        if (standings[i].is_reference && !standings[i].group->withheld)
            standings[frame.rows - 1] = standings[i]; /* the others are nothing without it */
    for (size_t row = 0; row < frame.rows; row++) {
        size_t columns =
            exq_plot_columns(exq_plot_label(plot, voice, &standings[row].group->levels, MOST_LABEL_COLUMNS));
        frame.left = columns > frame.left ? columns : frame.left;
    }
    double step = exq_plot_axis_of(series, &frame);
    exq_plot_begin(plot, arena, &frame);
    draw_ticks(plot, voice, metric, step);
    for (size_t row = 0; row < frame.rows; row++)
        draw_row(plot, voice, question, series, &standings[row], row);
    say_axis_and_title(plot, voice, question, metric);
    exq_plot_end(plot);
    return true;
}
