/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mix: how far a gap goes by where people are, and how far by how they fare there. Each part starts where the other
 * ends, so that the eye adds them with their signs; no colour is needed.
 */
#include <math.h>
#include <string.h>

#include "number.h"
#include "plots.h"

enum { WIDTH = 640, VALUE_COLUMNS = 7, MOST_LABEL_COLUMNS = 60, ROWS_OF_GROUP = 4, MOST_TICKS_A_SIDE = 3 };

static const exq_sentence parts[] = {EXQ_SENTENCE_PLOT_GAP, EXQ_SENTENCE_PLOT_WHERE, EXQ_SENTENCE_PLOT_HOW};
enum { PARTS = sizeof parts / sizeof parts[0] };

static bool is_drawn(const exq_doc_question *question, const exq_doc_adjusted *adjusted)
{
    return question->lead_rate != NULL && strcmp(adjusted->of, question->lead_rate) == 0 &&
           !isnan(adjusted->composition.composition) && !isnan(adjusted->composition.rates);
}

static void draw_part(exq_plot *plot, const exq_voice *voice, size_t row, exq_sentence name, double from, double to,
                      double size)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_plot_group(plot, row, exq_plot_sentence(plot, voice, name, NULL));
    exq_plot_range(plot, row, fmin(from, to), fmax(from, to), EXQ_PLOT_REFERENCE);
    exq_plot_mark(plot, row, to, EXQ_PLOT_REFERENCE);
    exq_say_points(voice, &words, size);
    exq_plot_value(plot, row, exq_plot_words(plot, &words, VALUE_COLUMNS));
    exq_buffer_free(&words);
}

static void draw_group(exq_plot *plot, const exq_voice *voice, const exq_doc_adjusted *adjusted, size_t row)
{
    double gap = adjusted->composition.gap;
    double mix = adjusted->composition.composition;
    exq_plot_heading(plot, row, exq_plot_label(plot, voice, &adjusted->group, MOST_LABEL_COLUMNS));
    draw_part(plot, voice, row + 1, parts[0], 0, gap, gap);
    draw_part(plot, voice, row + 2, parts[1], 0, mix, mix);
    draw_part(plot, voice, row + 3, parts[2], 0, adjusted->composition.rates, adjusted->composition.rates);
}

/* Round steps to both sides of 0, as far as the parts reach. */
static double choose_axis(const exq_doc_question *question, exq_plot_frame *frame)
{
    double lo = 0, hi = 0;
    for (size_t i = 0; i < question->adjusted_count; i++) {
        const exq_doc_adjusted *adjusted = &question->adjusted[i];
        if (!is_drawn(question, adjusted))
            continue;
        const double ends[] = {adjusted->composition.gap, adjusted->composition.composition, adjusted->composition.rates};
        for (size_t e = 0; e < sizeof ends / sizeof ends[0]; e++) {
            lo = fmin(lo, ends[e]);
            hi = fmax(hi, ends[e]);
        }
    }
    static const double steps[] = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof steps[0] && fmax(-lo, hi) > MOST_TICKS_A_SIDE * steps[i])
        i++;
    frame->lo = floor(lo / steps[i] + 1e-9) * steps[i];
    frame->hi = ceil(hi / steps[i] - 1e-9) * steps[i];
    if (frame->hi <= frame->lo)
        frame->hi = steps[i];
    return steps[i];
}

static void draw_ticks(exq_plot *plot, const exq_voice *voice, double step)
{
    long first = lround(plot->frame.lo / step);
    long last = lround(plot->frame.hi / step);
    for (long i = first; i <= last; i++) {
        exq_plot_tick(plot, (double)i * step, exq_plot_number(plot, voice, round((double)i * step * 1e6) / 1e4));
    }
}

bool exq_plot_mix(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    exq_plot_frame frame = {.width = WIDTH, .right = VALUE_COLUMNS, .axis = true};
    for (size_t i = 0; i < PARTS; i++) {
        size_t columns = exq_plot_columns(exq_pattern(voice, parts[i]));
        frame.left = columns > frame.left ? columns : frame.left;
    }
    for (size_t i = 0; i < question->adjusted_count; i++) {
        if (!is_drawn(question, &question->adjusted[i]))
            continue;
        if (frame.rows + ROWS_OF_GROUP > EXQ_PLOT_MOST_ROWS)
            frame.left_out++;
        else
            frame.rows += ROWS_OF_GROUP;
    }
    if (frame.rows == 0)
        return false;
    double step = choose_axis(question, &frame);
    exq_plot_begin(plot, arena, &frame);
    draw_ticks(plot, voice, step);
    exq_plot_upright(plot, 0);
    size_t row = 0;
    for (size_t i = 0; i < question->adjusted_count && row < frame.rows; i++) {
        if (!is_drawn(question, &question->adjusted[i]))
            continue;
        draw_group(plot, voice, &question->adjusted[i], row);
        row += ROWS_OF_GROUP;
    }
    exq_plot_axis(plot, exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_MIX_AXIS, NULL));
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_MIX_TITLE, NULL);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_PLOT_MIX, NULL);
    exq_plot_end(plot);
    return true;
}
