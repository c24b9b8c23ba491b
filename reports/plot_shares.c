/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shares: what each group of items gets of people's attention, with its range, what it has of the catalogue and what
 * it has of all that people like. Three shapes on one axis; no colour is needed.
 */
#include <math.h>
#include <stdlib.h>

#include "plots.h"

enum { WIDTH = 640, VALUE_COLUMNS = 9, MOST_LABEL_COLUMNS = 26 };

typedef struct share_row {
    const exq_doc_group *group;
    const exq_doc_measure *attention, *catalogue, *merit; /* each may be NULL */
} share_row;

static double value_of(const exq_doc_measure *measure)
{
    return measure == NULL ? (double)NAN : measure->value;
}

/* Most attention first. */
static int compare_rows(const void *a, const void *b)
{
    const share_row *x = a;
    const share_row *y = b;
    if (x->attention->value < y->attention->value || x->attention->value > y->attention->value)
        return x->attention->value > y->attention->value ? -1 : 1;
    return x->group < y->group ? -1 : 1;
}

static size_t collect(const exq_doc_question *question, share_row *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        const exq_doc_measure *attention = exq_look_first(group, "exposure_share");
        if (attention == NULL || isnan(attention->value))
            continue;
        rows[count++] = (share_row){group, attention, exq_look_first(group, "catalogue_share"),
                                    exq_look_first(group, "merit_share")};
    }
    if (count > 1)
        qsort(rows, count, sizeof *rows, compare_rows);
    return count;
}

static double most_of(const share_row *rows, size_t count)
{
    double most = 1e-3;
    for (size_t i = 0; i < count; i++) {
        const exq_doc_measure *attention = rows[i].attention;
        most = fmax(most, isnan(attention->hi) ? attention->value : attention->hi);
        most = fmax(most, fmax(value_of(rows[i].catalogue), value_of(rows[i].merit)));
    }
    return most;
}

static void draw_row(exq_plot *plot, const exq_voice *voice, const share_row *row, size_t at)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    const exq_doc_measure *attention = row->attention;
    exq_plot_group(plot, at, exq_plot_label(plot, voice, &row->group->levels, MOST_LABEL_COLUMNS));
    exq_plot_track(plot, at);
    if (!isnan(attention->lo) && !isnan(attention->hi))
        exq_plot_range(plot, at, attention->lo, attention->hi, EXQ_PLOT_OF_ATTENTION);
    exq_plot_mark(plot, at, value_of(row->catalogue), EXQ_PLOT_OF_CATALOGUE);
    exq_plot_mark(plot, at, value_of(row->merit), EXQ_PLOT_OF_LIKED);
    exq_plot_mark(plot, at, attention->value, EXQ_PLOT_OF_ATTENTION);
    exq_say_share(voice, &words, attention->value);
    exq_plot_value(plot, at, exq_plot_words(plot, &words, VALUE_COLUMNS));
    exq_buffer_free(&words);
}

bool exq_plot_shares(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    share_row *rows = EXQ_NEW(arena, share_row, question->group_count);
    if (rows == NULL) {
        plot->failed = true;
        return true;
    }
    size_t count = collect(question, rows);
    if (count == 0)
        return false;
    exq_plot_frame frame = {.width = WIDTH, .right = VALUE_COLUMNS, .axis = true};
    frame.rows = count < EXQ_PLOT_MOST_ROWS ? count : EXQ_PLOT_MOST_ROWS;
    frame.left_out = count - frame.rows;
    for (size_t i = 0; i < frame.rows; i++) {
        size_t columns = exq_plot_columns(exq_plot_label(plot, voice, &rows[i].group->levels, MOST_LABEL_COLUMNS));
        frame.left = columns > frame.left ? columns : frame.left;
    }
    double step = exq_plot_axis_to(most_of(rows, frame.rows), &frame);
    exq_plot_begin(plot, arena, &frame);
    exq_plot_hundredths(plot, voice, step);
    for (size_t i = 0; i < frame.rows; i++)
        draw_row(plot, voice, &rows[i], i);
    exq_plot_axis(plot, exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_SHARES_AXIS, NULL));
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_SHARES_TITLE, NULL);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_SHARES, NULL);
    exq_plot_end(plot);
    return true;
}
