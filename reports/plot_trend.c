/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run chart: one number in each audit, the latest below, with its range and the limit it was held to.
 */
#include <math.h>
#include <string.h>

#include "dashboard.h"
#include "number.h"
#include "text.h"

enum { WIDTH = 460, MOST_ROWS = 24, MOST_WHEN_COLUMNS = 12, VALUE_COLUMNS = 17, MOST_TICKS = 5 };

static double limit_of(const char *text)
{
    double limit = (double)NAN;
    if (text == NULL || !exq_number_parse(text, strlen(text), &limit))
        return (double)NAN;
    return limit;
}

/* What an axis must hold. */
typedef struct extent {
    double lo, hi;
} extent;

static void include(extent *self, double value)
{
    if (!isfinite(value))
        return;
    self->lo = isnan(self->lo) ? value : fmin(self->lo, value);
    self->hi = isnan(self->hi) ? value : fmax(self->hi, value);
}

static extent extent_of(const exq_trend *trend, size_t first)
{
    extent all = {(double)NAN, (double)NAN};
    for (size_t i = first; i < trend->count; i++) {
        const exq_doc_check *check = trend->checks[i];
        include(&all, check->value);
        include(&all, check->lo);
        include(&all, check->hi);
        include(&all, limit_of(check->limit.value));
        include(&all, limit_of(check->limit.value_to));
    }
    return all;
}

/* Ends that lie on ticks, so that there is one at each. */
static double choose_axis(extent all, const exq_doc_check *latest, exq_plot_frame *frame)
{
    static const double steps[] = {1, 2, 5, 10};
    const double span = fmax(all.hi - all.lo, 1e-3 * fmax(1, fabs(all.hi))), least = span / MOST_TICKS;
    const double unit = pow(10, floor(log10(least)));
    size_t i = 0;
    while (i < 3 && steps[i] * unit < least)
        i++;
    const double step = steps[i] * unit;
    frame->lo = floor(all.lo / step + 1e-9) * step;
    frame->hi = fmax(ceil(all.hi / step - 1e-9) * step, frame->lo + step);
    /* The side that meets the limit has room to be seen. */
    if (exq_text_same(latest->limit.op, ">=") && limit_of(latest->limit.value) > frame->hi - step / 2)
        frame->hi += step;
    if (exq_text_same(latest->limit.op, "<=") && limit_of(latest->limit.value) < frame->lo + step / 2)
        frame->lo -= step;
    return step;
}

static void draw_band(exq_plot *plot, const exq_doc_check *check)
{
    const double limit = limit_of(check->limit.value), limit_to = limit_of(check->limit.value_to);
    if (isnan(limit))
        return;
    if (exq_text_same(check->limit.op, ">="))
        exq_plot_band(plot, limit, plot->frame.hi);
    else if (exq_text_same(check->limit.op, "<="))
        exq_plot_band(plot, plot->frame.lo, limit);
    else if (!isnan(limit_to))
        exq_plot_band(plot, limit, limit_to);
}

static void draw_row(exq_plot *plot, const exq_dated *result, const exq_doc_check *check, size_t row)
{
    const exq_check_state state = exq_check_state_of(check->verdict);
    const exq_plot_standing standing = state == EXQ_CHECK_NOT_SETTLED ? EXQ_PLOT_UNSETTLED : EXQ_PLOT_REFERENCE;
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_dashboard_say_when(result, &words);
    exq_plot_group(plot, row, exq_plot_words(plot, &words, MOST_WHEN_COLUMNS));
    exq_buffer_clear(&words);
    if (!isnan(check->value)) {
        if (!isnan(check->lo) && !isnan(check->hi))
            exq_plot_range(plot, row, check->lo, check->hi, standing);
        exq_plot_mark(plot, row, check->value, standing);
    }
    exq_places places = {0};
    exq_buffer *mark = exq_place(&places, "mark");
    exq_buffer_format(mark, "%s ", state == EXQ_CHECK_NOT_SETTLED ? "◇" : exq_check_mark(state));
    exq_say_check_state(&result->voice, mark, state);
    if (isnan(check->value))
        exq_buffer_char(exq_place(&places, "value"), '-');
    else
        exq_say_mean(&result->voice, exq_place(&places, "value"), check->value);
    exq_fill_sentence(&result->voice, &words, EXQ_SENTENCE_DASHBOARD_POINT, &places);
    exq_plot_value(plot, row, exq_plot_words(plot, &words, VALUE_COLUMNS));
    exq_buffer_free(&words);
}

static void say_texts(exq_plot *plot, const exq_voice *voice, const exq_doc_check *latest)
{
    enum { MOST_AXIS_COLUMNS = 44 };
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_say_check_limit(voice, exq_place(&places, "limit"), latest);
    exq_fill_sentence(voice, &words, EXQ_SENTENCE_DASHBOARD_LIMIT_BAND, &places);
    exq_plot_axis(plot, exq_plot_words(plot, &words, MOST_AXIS_COLUMNS));
    exq_buffer_free(&words);
    exq_say_check_named(voice, exq_place(&places, "check"), latest);
    plot->title = exq_plot_sentence(plot, voice, EXQ_SENTENCE_DASHBOARD_TREND, &places);
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)plot->frame.rows);
    plot->description = exq_plot_sentence(plot, voice, EXQ_SENTENCE_DASHBOARD_TREND_DESCRIPTION, &places);
}

bool exq_plot_trend(exq_plot *plot, const exq_voice *voice, const exq_trend *trend, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    const size_t first = trend->count > MOST_ROWS ? trend->count - MOST_ROWS : 0;
    const extent all = extent_of(trend, first);
    if (trend->count == 0 || isnan(all.lo))
        return false;
    exq_plot_frame frame = {.width = WIDTH,
                            .rows = trend->count - first,
                            .left_out = first,
                            .left = MOST_WHEN_COLUMNS,
                            .right = VALUE_COLUMNS,
                            .axis = true};
    const double step = choose_axis(all, trend->checks[trend->count - 1], &frame);
    exq_plot_begin(plot, arena, &frame);
    draw_band(plot, trend->checks[trend->count - 1]);
    for (long i = 0; i <= lround((frame.hi - frame.lo) / step); i++) {
        const double at = fmin(frame.lo + (double)i * step, frame.hi);
        exq_plot_tick(plot, at, exq_plot_number(plot, voice, round(at * 1e9) / 1e9));
    }
    for (size_t i = first; i < trend->count; i++)
        draw_row(plot, trend->results[i], trend->checks[i], i - first);
    say_texts(plot, voice, trend->checks[trend->count - 1]);
    exq_plot_end(plot);
    return true;
}
