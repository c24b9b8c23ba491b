/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forest: where the lead rate of every group lies, and how far that is known.
 */
#include "plots.h"

#include <math.h>
#include <string.h>

enum { MOST_LABEL_COLUMNS = 26, MOST_TICKS = 6 };

exq_plot_standing exq_plot_standing_of(const exq_doc_disparity *disparity, bool is_reference)
{
    if (is_reference)
        return EXQ_PLOT_REFERENCE;
    if (disparity == NULL || disparity->difference == NULL)
        return EXQ_PLOT_APART;
    if (strcmp(disparity->difference, "shown") != 0 || disparity->direction == NULL)
        return EXQ_PLOT_UNSETTLED;
    return strcmp(disparity->direction, "higher") == 0 ? EXQ_PLOT_HIGHER : EXQ_PLOT_LOWER;
}

const exq_doc_series *exq_plot_series(const exq_doc_question *question, const char *id, const char *metric)
{
    for (size_t i = 0; i < question->series_count; i++) {
        const exq_doc_series *series = &question->series[i];
        if (strcmp(series->id, id) != 0)
            continue;
        if (metric == NULL || (series->metric != NULL && strcmp(series->metric, metric) == 0))
            return series;
    }
    return NULL;
}

typedef struct exq_forest {
    exq_plot *plot;
    const exq_voice *voice;
    const exq_doc_question *question;
    const exq_doc_series *series;
    exq_standing *rows;
    size_t row_count;
    exq_buffer words;
} exq_forest;

/* The index of a group's point; the count of points when it has none. */
static size_t point_of(const exq_forest *forest, const exq_doc_group *group)
{
    exq_count index = group - forest->question->groups;
    size_t at = 0;
    while (at < forest->series->count && forest->series->group[at] != index)
        at++;
    return at;
}

/* 1, 2 or 5 times a power of ten, so that few ticks cover the span. */
static double nice_step(double span)
{
    static const double steps[] = {1, 2, 5, 10};
    double least = span / MOST_TICKS;
    double unit = pow(10, floor(log10(least)));
    size_t i = 0;
    while (i < 3 && steps[i] * unit < least)
        i++;
    return steps[i] * unit;
}

/* From 0 where that wastes no room, to a round number beyond the highest range. */
static double choose_axis(const exq_doc_series *series, exq_plot_frame *frame)
{
    double least = 1;
    double most = 0;
    for (size_t i = 0; i < series->count; i++) {
        least = fmin(least, isnan(series->lo[i]) ? series->x[i] : series->lo[i]);
        most = fmax(most, isnan(series->hi[i]) ? series->x[i] : series->hi[i]);
    }
    if (least < most / 2)
        least = 0;
    if (most - least < 1e-3)
        most = least + 1e-3;
    double step = nice_step(most - least);
    frame->lo = floor(least / step) * step;
    frame->hi = ceil(most / step - 1e-9) * step;
    return step;
}

static const char *take_words(exq_forest *forest, exq_arena *arena, size_t columns)
{
    const char *text = forest->words.bytes == NULL ? "" : forest->words.bytes;
    return exq_plot_cut(arena, text, columns);
}

static const char *label_of(exq_forest *forest, exq_arena *arena, const exq_doc_group *group)
{
    exq_buffer_clear(&forest->words);
    exq_say_label(forest->voice, &forest->words, &group->levels);
    return take_words(forest, arena, MOST_LABEL_COLUMNS);
}

static void draw_ticks(exq_forest *forest, double step)
{
    exq_plot *plot = forest->plot;
    size_t count = (size_t)lround((plot->frame.hi - plot->frame.lo) / step);
    for (size_t i = 0; i <= count; i++) {
        double at = plot->frame.lo + (double)i * step;
        exq_buffer_clear(&forest->words);
        exq_say_number(&forest->words, round(at * 1e6) / 1e4);
        exq_plot_tick(plot, i == count ? plot->frame.hi : at, take_words(forest, plot->arena, MOST_LABEL_COLUMNS));
    }
}

static void draw_row(exq_forest *forest, size_t row)
{
    exq_plot *plot = forest->plot;
    const exq_standing *standing = &forest->rows[row];
    exq_plot_group(plot, row, label_of(forest, plot->arena, standing->group));
    size_t at = point_of(forest, standing->group);
    exq_buffer_clear(&forest->words);
    if (standing->group->withheld || standing->rate == NULL || at == forest->series->count) {
        if (standing->group->withheld)
            exq_say_withheld(forest->voice, &forest->words, standing->group);
        else if (standing->rate != NULL && standing->rate->why != NULL)
            exq_say_why(&forest->words, standing->rate->why);
        exq_plot_note(plot, row, take_words(forest, plot->arena, 2 * MOST_LABEL_COLUMNS));
        return;
    }
    const exq_doc_series *series = forest->series;
    exq_plot_standing shape = exq_plot_standing_of(standing->disparity, standing->is_reference);
    if (!isnan(series->lo[at]) && !isnan(series->hi[at]))
        exq_plot_range(plot, row, series->lo[at], series->hi[at], shape);
    if (standing->rate->den < EXQ_FEWEST_FOR_A_RATE) {
        exq_say_k_of_n(&forest->words, standing->rate->num, standing->rate->den);
    } else {
        exq_plot_mark(plot, row, series->x[at], shape);
        exq_say_per_100(&forest->words, series->x[at]);
    }
    exq_plot_value(plot, row, take_words(forest, plot->arena, MOST_LABEL_COLUMNS));
    if (standing->is_reference)
        exq_plot_reference_line(plot, series->x[at]);
}

static void draw_axis(exq_forest *forest)
{
    exq_buffer_clear(&forest->words);
    exq_buffer_string(&forest->words, "of every 100 ");
    exq_say_word(forest->voice, &forest->words, EXQ_WORD_PEOPLE);
    exq_plot_axis(forest->plot, take_words(forest, forest->plot->arena, 3 * MOST_LABEL_COLUMNS));
}

static void describe(exq_forest *forest)
{
    exq_plot *plot = forest->plot;
    exq_buffer *words = &forest->words;
    exq_buffer_clear(words);
    exq_say_rate(forest->voice, words, forest->question->lead_rate);
    exq_buffer_string(words, ", by ");
    exq_say_grouping(forest->voice, words, forest->question);
    plot->title = exq_arena_string(plot->arena, words->bytes);
    exq_buffer_clear(words);
    exq_buffer_format(words, "Dot-and-whisker plot with %zu rows, one a group. A dot is the rate, a line its plausible range. "
                             "The table beside it has the same numbers.", forest->row_count);
    plot->description = exq_arena_string(plot->arena, words->bytes);
}

bool exq_plot_forest(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    exq_forest forest = {.plot = plot,
                         .voice = voice,
                         .question = question,
                         .series = question->lead_rate == NULL
                                       ? NULL
                                       : exq_plot_series(question, "forest", question->lead_rate),
                         .rows = EXQ_NEW(arena, exq_standing, question->group_count)};
    if (forest.series == NULL || forest.series->count == 0 || forest.rows == NULL)
        return false;
    exq_look_standings(question, question->lead_rate, forest.rows);
    forest.row_count = question->group_count < EXQ_PLOT_MOST_ROWS ? question->group_count : EXQ_PLOT_MOST_ROWS;

    exq_plot_frame frame = {.rows = forest.row_count, .right = 9};
    for (size_t row = 0; row < forest.row_count; row++) {
        const char *label = label_of(&forest, arena, forest.rows[row].group);
        size_t columns = label == NULL ? 0 : exq_plot_columns(label);
        frame.left = columns > frame.left ? columns : frame.left;
    }
    double step = choose_axis(forest.series, &frame);
    exq_plot_begin(plot, arena, &frame);
    draw_ticks(&forest, step);
    for (size_t row = 0; row < forest.row_count; row++)
        draw_row(&forest, row);
    draw_axis(&forest);
    exq_plot_end(plot);
    describe(&forest);
    plot->failed |= forest.words.failed || plot->title == NULL || plot->description == NULL;
    exq_buffer_free(&forest.words);
    return true;
}
