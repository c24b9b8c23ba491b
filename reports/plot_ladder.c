/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The disparity ladder: every ratio of a question on one axis on which half and double lie equally far from equal.
 */
#include <math.h>
#include <string.h>

#include "number.h"
#include "plots.h"

enum {
    WIDTH = 640,
    VALUE_COLUMNS = 7,
    MOST_LABEL_COLUMNS = 26,
    MOST_HEADING_COLUMNS = 80,
    TICK_APART = 34,
    AXIS_LENGTH = 400
};

/* The axis shows at least half to double and at most a twentieth to twenty times. */
static const double least_axis = 2;
static const double most_axis = 20;
static const double band[] = {0.8, 1.25};

typedef struct exq_ladder {
    exq_plot *plot;
    const exq_voice *voice;
    const exq_doc_question *question;
    const exq_doc_series *series;
    exq_buffer words;
} exq_ladder;

static const exq_doc_group *group_of(const exq_ladder *ladder, size_t point)
{
    return &ladder->question->groups[ladder->series->group[point]];
}

/* A heading goes before the first point of each rate. */
static bool opens_rate(const exq_ladder *ladder, size_t point)
{
    return point == 0 || strcmp(ladder->series->of[point], ladder->series->of[point - 1]) != 0;
}

/* How many points have room, and the rows they take with their headings. */
static size_t count_points(const exq_ladder *ladder, size_t *rows)
{
    *rows = 0;
    for (size_t i = 0; i < ladder->series->count; i++) {
        size_t more = opens_rate(ladder, i) ? 2 : 1;
        if (*rows + more > EXQ_PLOT_MOST_ROWS)
            return i;
        *rows += more;
    }
    return ladder->series->count;
}

static const exq_doc_disparity *disparity_of(const exq_ladder *ladder, size_t point)
{
    const exq_disparities all = {ladder->question->disparities, ladder->question->disparity_count};
    return exq_look_ratio(all, ladder->series->of[point], &group_of(ladder, point)->levels);
}

/* The same distance to both sides of equal. Where there are too few people the range is wide and would leave no
 * room for the others: it may run out of the picture. */
static void choose_axis(const exq_ladder *ladder, size_t points, exq_plot_frame *frame)
{
    double most = least_axis;
    for (size_t i = 0; i < points; i++) {
        const exq_doc_disparity *disparity = disparity_of(ladder, i);
        if (disparity != NULL && exq_too_few(disparity))
            continue;
        const double ends[] = {ladder->series->lo[i], ladder->series->hi[i], ladder->series->x[i]};
        for (size_t e = 0; e < sizeof ends / sizeof ends[0]; e++)
            if (isfinite(ends[e]) && ends[e] > 0)
                most = fmax(most, exp(fabs(log(ends[e]))) * 1.05);
    }
    frame->hi = fmin(most, most_axis);
    frame->lo = 1 / frame->hi;
    frame->log = true;
}

/* 1 first, then the band, then round numbers as far as there is room. */
static void draw_ticks(exq_ladder *ladder)
{
    static const double wanted[] = {1, 0.8, 1.25, 0.5, 2, 0.1, 10, 0.2, 5, 0.05, 20, 0.3, 3, 0.65, 1.5};
    double drawn[sizeof wanted / sizeof wanted[0]];
    size_t count = 0;
    const exq_plot_frame *frame = &ladder->plot->frame;
    double scale = AXIS_LENGTH / log(frame->hi / frame->lo);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        bool fits = wanted[i] >= frame->lo && wanted[i] <= frame->hi;
        for (size_t j = 0; j < count; j++)
            fits &= fabs(log(wanted[i] / drawn[j])) * scale >= TICK_APART;
        if (!fits)
            continue;
        exq_plot_tick(ladder->plot, wanted[i], exq_plot_number(ladder->plot, ladder->voice, wanted[i]));
        drawn[count++] = wanted[i];
    }
}

static void draw_point(exq_ladder *ladder, size_t point, size_t row)
{
    const exq_doc_series *series = ladder->series;
    const exq_doc_group *group = group_of(ladder, point);
    const exq_doc_disparity *disparity = disparity_of(ladder, point);
    exq_plot_standing standing = exq_plot_standing_of(ladder->voice->document, disparity, false);

    exq_plot_group(ladder->plot, row, exq_plot_label(ladder->plot, ladder->voice, &group->levels, MOST_LABEL_COLUMNS));
    double hi = series->hi[point];
    if (isnan(hi) && disparity != NULL && disparity->hi_why != NULL)
        hi = INFINITY; /* no end: the line runs to the edge */
    if (!isnan(series->lo[point]) && !isnan(hi))
        exq_plot_range(ladder->plot, row, series->lo[point], hi, standing);

    exq_buffer_clear(&ladder->words);
    if (disparity != NULL && exq_too_few(disparity)) {
        exq_fill_sentence(ladder->voice, &ladder->words, EXQ_SENTENCE_PLOT_TOO_FEW, NULL);
    } else {
        exq_plot_mark(ladder->plot, row, series->x[point], standing);
        exq_say_number(ladder->voice, &ladder->words, series->x[point]);
    }
    exq_plot_value(ladder->plot, row, exq_plot_words(ladder->plot, &ladder->words, MOST_LABEL_COLUMNS));
}

static void draw_points(exq_ladder *ladder, size_t points)
{
    size_t row = 0;
    for (size_t i = 0; i < points; i++) {
        if (opens_rate(ladder, i)) {
            exq_buffer_clear(&ladder->words);
            exq_say_rate(ladder->voice, &ladder->words, ladder->series->of[i]);
            exq_plot_heading(ladder->plot, row++, exq_plot_words(ladder->plot, &ladder->words, MOST_HEADING_COLUMNS));
        }
        draw_point(ladder, i, row++);
    }
}

static void describe(exq_ladder *ladder, size_t points)
{
    exq_plot *plot = ladder->plot;
    exq_places places = {0};
    exq_say_grouping(ladder->voice, exq_place(&places, "grouping"), ladder->question);
    plot->title = exq_plot_sentence(plot, ladder->voice, EXQ_SENTENCE_PLOT_LADDER_TITLE, &places);
    exq_say_count(ladder->voice, exq_place(&places, "n"), (exq_count)points);
    plot->description = exq_plot_sentence(plot, ladder->voice, EXQ_SENTENCE_PLOT_LADDER, &places);
}

static size_t widest_label(exq_ladder *ladder, size_t points)
{
    size_t widest = 0;
    for (size_t i = 0; i < points; i++) {
        const exq_doc_levels *levels = &group_of(ladder, i)->levels;
        size_t columns = exq_plot_columns(exq_plot_label(ladder->plot, ladder->voice, levels, MOST_LABEL_COLUMNS));
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

bool exq_plot_ladder(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    exq_ladder ladder = {
        .plot = plot, .voice = voice, .question = question, .series = exq_plot_series(question, "ladder", NULL)};
    if (ladder.series == NULL || ladder.series->count == 0)
        return false;
    exq_plot_frame frame = {.width = WIDTH, .right = VALUE_COLUMNS, .axis = true};
    size_t points = count_points(&ladder, &frame.rows);
    frame.left_out = ladder.series->count - points;
    frame.left = widest_label(&ladder, points);
    choose_axis(&ladder, points, &frame);

    exq_plot_begin(plot, arena, &frame);
    exq_plot_band(plot, band[0], band[1]);
    draw_ticks(&ladder);
    exq_plot_upright(plot, 1);
    draw_points(&ladder, points);
    exq_plot_axis(plot, exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_LADDER_AXIS, NULL));
    exq_plot_end(plot);
    describe(&ladder, points);
    exq_buffer_free(&ladder.words);
    return true;
}
