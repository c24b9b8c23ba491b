/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building the script of a plot.
 */
#include "plot.h"

#include <math.h>
#include <string.h>

#include "number.h"
#include "shorten.h"
#include "svg.h"
#include "text.h"

/* In units of the picture, which are pixels at its natural size. */
enum { ROW = 26, TOP = 6, AXIS = 46, COLUMN = 8, GAP = 12, KEY = 26, FIRST_TOKENS = 32 };

static const struct {
    unsigned rgb;
    int point;
} standings[EXQ_PLOT_STANDINGS] = {
#define STANDING(id, rgb, name, point, symbol, path, letter, words) {rgb, point},
#include "standings.def"
#undef STANDING
};

static void number(exq_plot *plot, double value)
{
    char text[EXQ_NUMBER_SIZE];
    if (!isfinite(value))
        plot->failed = true; /* a caller's slip: gnuplot must never see the word nan */
    else
        exq_buffer_string(&plot->script, exq_number_print(value, text));
}

/* A place in the picture, in shares of its size, from the left and from above. */
static double across(const exq_plot *plot, double x)
{
    return x / plot->frame.width;
}

static double down(const exq_plot *plot, double y)
{
    return 1 - y / plot->height;
}

static double left_edge(const exq_plot *plot)
{
    return (double)((plot->frame.left + 1) * COLUMN + GAP); /* wide letters take more than a column */
}

static double right_edge(const exq_plot *plot)
{
    return plot->frame.width - (double)(plot->frame.right * COLUMN + GAP);
}

static double top_edge(const exq_plot *plot)
{
    return TOP + (plot->frame.head ? ROW : 0);
}

static double bottom_edge(const exq_plot *plot)
{
    return top_edge(plot) + (double)plot->frame.rows * ROW;
}

static double clamp(const exq_plot *plot, double value)
{
    return fmin(fmax(value, plot->frame.lo), plot->frame.hi);
}

void exq_plot_begin(exq_plot *plot, exq_arena *arena, const exq_plot_frame *frame)
{
    *plot = (exq_plot){.frame = *frame, .arena = arena, .failed = plot->failed};
    plot->height = bottom_edge(plot) + (frame->axis ? AXIS : TOP);
    exq_buffer *script = &plot->script;
    exq_buffer_string(script, "reset\nset terminal svg dynamic size ");
    number(plot, frame->width);
    exq_buffer_string(script, ",");
    number(plot, plot->height);
    exq_buffer_string(script, " noenhanced\nunset key\nunset border\nunset tics\nset lmargin at screen ");
    number(plot, across(plot, left_edge(plot)));
    exq_buffer_string(script, "\nset rmargin at screen ");
    number(plot, across(plot, right_edge(plot)));
    exq_buffer_string(script, "\nset tmargin at screen ");
    number(plot, down(plot, top_edge(plot)));
    exq_buffer_string(script, "\nset bmargin at screen ");
    number(plot, down(plot, bottom_edge(plot)));
    exq_buffer_string(script, "\nset yrange [");
    number(plot, (double)frame->rows - 0.5);
    exq_buffer_string(script, ":-0.5]\nset xrange [");
    number(plot, frame->lo);
    exq_buffer_string(script, ":");
    number(plot, frame->hi);
    exq_buffer_string(script, frame->log ? "]\nset logscale x\n" : "]\n");
}

/* Keep the text and write the token that stands for it. */
static void token(exq_plot *plot, exq_plot_kind kind, const char *text)
{
    if (plot->token_count == plot->token_capacity) {
        size_t capacity = plot->token_capacity == 0 ? FIRST_TOKENS : 2 * plot->token_capacity;
        exq_plot_token *tokens = EXQ_NEW(plot->arena, exq_plot_token, capacity);
        if (tokens == NULL) {
            plot->failed = true;
            return;
        }
        if (plot->token_count > 0)
            memcpy(tokens, plot->tokens, plot->token_count * sizeof *tokens);
        plot->tokens = tokens;
        plot->token_capacity = capacity;
    }
    const char *kept = exq_arena_string(plot->arena, text);
    plot->failed |= kept == NULL;
    plot->tokens[plot->token_count] = (exq_plot_token){kind, kept};
    exq_buffer_format(&plot->script, "set label \"%s\" ", exq_svg_token(kind, plot->token_count).text);
    plot->token_count++;
}

/* A text at a place of the picture across and a row down. */
static void text_in_row(exq_plot *plot, exq_plot_kind kind, double x, double row, const char *side, const char *text)
{
    token(plot, kind, text);
    exq_buffer_string(&plot->script, "at screen ");
    number(plot, across(plot, x));
    exq_buffer_string(&plot->script, ", first ");
    number(plot, row);
    exq_buffer_format(&plot->script, " %s front\n", side);
}

/* A text below the rows, at a value of the axis. */
static void text_below(exq_plot *plot, exq_plot_kind kind, double at, double y, const char *text)
{
    token(plot, kind, text);
    exq_buffer_string(&plot->script, "at first ");
    number(plot, at);
    exq_buffer_string(&plot->script, ", screen ");
    number(plot, down(plot, y));
    exq_buffer_string(&plot->script, " center front\n");
}

/* A text in the middle of a place among the rows. */
static void text_at(exq_plot *plot, exq_plot_kind kind, double x, double row, const char *text)
{
    token(plot, kind, text);
    exq_buffer_string(&plot->script, "at first ");
    number(plot, x);
    exq_buffer_string(&plot->script, ", first ");
    number(plot, row);
    exq_buffer_string(&plot->script, " center front\n");
}

void exq_plot_band(exq_plot *plot, double from, double to)
{
    exq_buffer_string(&plot->script, "set object rectangle from first ");
    number(plot, clamp(plot, from));
    exq_buffer_string(&plot->script, ", graph 0 to first ");
    number(plot, clamp(plot, to));
    exq_buffer_format(&plot->script, ", graph 1 behind fillcolor rgb \"#%06x\" fillstyle solid noborder\n",
                      EXQ_SVG_BAND);
}

/* A line from one place to another; `x` and `y` say in which units its ends are. */
static void line(exq_plot *plot, const char *along, double x0, double x1, const char *up, double y0, double y1,
                 unsigned rgb)
{
    const double ends[][2] = {
        {x0, y0},
        {x1, y1}
    };
    exq_buffer_string(&plot->script, "set arrow from ");
    for (size_t i = 0; i < 2; i++) {
        exq_buffer_format(&plot->script, i == 0 ? "%s " : " to %s ", along);
        number(plot, ends[i][0]);
        exq_buffer_format(&plot->script, ", %s ", up);
        number(plot, ends[i][1]);
    }
    exq_buffer_format(&plot->script, " nohead linecolor rgb \"#%06x\"\n", rgb);
}

void exq_plot_track(exq_plot *plot, size_t row)
{
    line(plot, "graph", 0, 1, "first", (double)row, (double)row, EXQ_SVG_GRID);
}

void exq_plot_upright(exq_plot *plot, double at)
{
    line(plot, "first", at, at, "graph", 0, 1, EXQ_SVG_UPRIGHT);
}

void exq_plot_tick(exq_plot *plot, double at, const char *text)
{
    line(plot, "first", at, at, "graph", 0, 1, EXQ_SVG_GRID);
    text_below(plot, EXQ_PLOT_TICK, at, bottom_edge(plot) + 14, text);
}

void exq_plot_axis(exq_plot *plot, const char *text)
{
    const exq_plot_frame *frame = &plot->frame;
    double middle = frame->log ? sqrt(frame->lo * frame->hi) : (frame->lo + frame->hi) / 2;
    text_below(plot, EXQ_PLOT_AXIS, middle, plot->height - 12, text);
}

void exq_plot_group(exq_plot *plot, size_t row, const char *text)
{
    text_in_row(plot, EXQ_PLOT_GROUP, left_edge(plot) - GAP, (double)row, "right", text);
}

void exq_plot_value(exq_plot *plot, size_t row, const char *text)
{
    text_in_row(plot, EXQ_PLOT_VALUE, plot->frame.width, (double)row, "right", text);
}

void exq_plot_heading(exq_plot *plot, size_t row, const char *text)
{
    text_in_row(plot, EXQ_PLOT_HEADING, 0, (double)row, "left", text);
}

void exq_plot_note(exq_plot *plot, size_t row, const char *text)
{
    text_in_row(plot, EXQ_PLOT_NOTE, left_edge(plot) + GAP / 2.0, (double)row, "left", text);
}

void exq_plot_range(exq_plot *plot, size_t row, double lo, double hi, exq_plot_standing standing)
{
    line(plot, "first", clamp(plot, lo), clamp(plot, hi), "first", (double)row, (double)row, standings[standing].rgb);
}

void exq_plot_dot(exq_plot *plot, double at, double height, exq_plot_standing standing)
{
    char x[EXQ_NUMBER_SIZE], y[EXQ_NUMBER_SIZE];
    if (!isfinite(at) || at < plot->frame.lo || at > plot->frame.hi)
        return; /* beyond the axis: the range that leaves it says so */
    exq_buffer_format(&plot->points[standing], "%s %s\n", exq_number_print(at, x), exq_number_print(height, y));
    plot->marks++;
}

void exq_plot_mark(exq_plot *plot, size_t row, double at, exq_plot_standing standing)
{
    exq_plot_dot(plot, at, (double)row, standing);
}

void exq_plot_curve(exq_plot *plot, const double *x, const double *heights, size_t count, exq_plot_standing standing)
{
    exq_buffer_format(&plot->script, "$curve%zu << END\n", plot->curve_count);
    for (size_t i = 0; i < count; i++) {
        number(plot, x[i]);
        exq_buffer_char(&plot->script, ' ');
        number(plot, heights[i]);
        exq_buffer_char(&plot->script, '\n');
    }
    exq_buffer_string(&plot->script, "END\n");
    exq_buffer_format(&plot->curves, "%s$curve%zu using 1:2 with lines linecolor rgb \"#%06x\"",
                      plot->curve_count > 0 ? ", " : "", plot->curve_count, standings[standing].rgb);
    plot->curve_count++;
}

void exq_plot_stroke(exq_plot *plot, const double from[2], const double to[2], exq_plot_standing standing)
{
    line(plot, "first", clamp(plot, from[0]), clamp(plot, to[0]), "first", from[1], to[1], standings[standing].rgb);
}

void exq_plot_diagonal(exq_plot *plot, const double from[2], const double to[2])
{
    line(plot, "first", from[0], to[0], "first", from[1], to[1], EXQ_SVG_UPRIGHT);
}

/* A rectangle behind everything; `across` says in which units its ends to the left and right are. */
static void rectangle(exq_plot *plot, const char *across, double left, double right, double top, double bottom,
                      unsigned rgb)
{
    const double ends[][2] = {
        {left,  top   },
        {right, bottom}
    };
    exq_buffer_string(&plot->script, "set object rectangle from ");
    for (size_t i = 0; i < 2; i++) {
        exq_buffer_format(&plot->script, i == 0 ? "%s " : " to %s ", across);
        number(plot, ends[i][0]);
        exq_buffer_string(&plot->script, ", first ");
        number(plot, ends[i][1]);
    }
    exq_buffer_format(&plot->script, " behind fillcolor rgb \"#%06x\" fillstyle solid noborder\n", rgb);
}

void exq_plot_layer(exq_plot *plot, double top, double bottom)
{
    rectangle(plot, "graph", 0, 1, top, bottom, EXQ_SVG_BAND);
}

void exq_plot_cell(exq_plot *plot, size_t column, size_t row, exq_plot_shade shade, const char *text)
{
    static const double seam = 0.03, narrow = 0.004; /* of a row and a column, so that cells of one shade stay apart */
    const double left = (double)column, top = (double)row - 0.5;
    plot->hatched |= shade == EXQ_PLOT_HIDDEN;
    rectangle(plot, "first", left + narrow, left + 1 - narrow, top + seam, top + 1 - seam,
              EXQ_SVG_SHADE + (unsigned)shade);
    text_at(plot, shade == EXQ_PLOT_HIDDEN ? EXQ_PLOT_NOTE : EXQ_PLOT_CELL, left + 0.5, (double)row, text);
}

void exq_plot_column(exq_plot *plot, size_t column, const char *text)
{
    text_at(plot, EXQ_PLOT_TICK, (double)column + 0.5, 0, text);
}

void exq_plot_key(exq_plot *plot, double height, const char *text, exq_plot_standing standing, bool marked)
{
    const double from = right_edge(plot) + GAP, to = from + KEY;
    exq_buffer_string(&plot->script, "set arrow from screen ");
    number(plot, across(plot, from));
    exq_buffer_string(&plot->script, ", first ");
    number(plot, height);
    exq_buffer_string(&plot->script, " to screen ");
    number(plot, across(plot, to));
    exq_buffer_string(&plot->script, ", first ");
    number(plot, height);
    exq_buffer_format(&plot->script, " nohead linecolor rgb \"#%06x\"\n", standings[standing].rgb);
    if (marked) {
        exq_buffer_string(&plot->script, "set label \"\" at screen ");
        number(plot, across(plot, (from + to) / 2));
        exq_buffer_string(&plot->script, ", first ");
        number(plot, height);
        exq_buffer_format(&plot->script, " point pointtype %d pointsize 1.2 linecolor rgb \"#%06x\"\n",
                          standings[standing].point, standings[standing].rgb);
        plot->marks++;
    }
    text_in_row(plot, EXQ_PLOT_VALUE, to + GAP / 2.0, height, "left", text);
}

void exq_plot_head(exq_plot *plot, const char *text)
{
    token(plot, EXQ_PLOT_HEADING, text);
    exq_buffer_string(&plot->script, "at screen 0, screen ");
    number(plot, down(plot, TOP + ROW / 2.0));
    exq_buffer_string(&plot->script, " left front\n");
}

void exq_plot_level(exq_plot *plot, double height, const char *text)
{
    line(plot, "graph", 0, 1, "first", height, height, EXQ_SVG_GRID);
    text_in_row(plot, EXQ_PLOT_TICK, left_edge(plot) - GAP, height, "right", text);
}

void exq_plot_end(exq_plot *plot)
{
    exq_buffer command = EXQ_BUFFER_INIT;
    exq_buffer_format(&command, "plot %s",
                      plot->curve_count > 0 && plot->curves.bytes != NULL ? plot->curves.bytes : "");
    const char *comma = plot->curve_count > 0 ? ", " : "";
    plot->failed |= plot->curves.failed;
    for (size_t i = 0; i < EXQ_PLOT_STANDINGS; i++) {
        const exq_buffer *points = &plot->points[i];
        plot->failed |= points->failed;
        if (points->length == 0)
            continue;
        exq_buffer_format(&plot->script, "$points%zu << END\n%sEND\n", i, points->bytes);
        exq_buffer_format(&command,
                          "%s$points%zu using 1:2 with points pointtype %d pointsize %s linecolor rgb \"#%06x\"", comma,
                          i, standings[i].point, plot->frame.small ? "0.8" : "1.2", standings[i].rgb);
        comma = ", ";
    }
    if (plot->marks == 0 && plot->curve_count == 0)
        exq_buffer_string(&command, "1/0"); /* the frame alone */
    exq_buffer_format(&plot->script, "%s\n", command.bytes == NULL ? "" : command.bytes);
    plot->failed |= command.failed || plot->script.failed;
    exq_buffer_free(&command);
}

void exq_plot_free(exq_plot *plot)
{
    for (size_t i = 0; i < EXQ_PLOT_STANDINGS; i++)
        exq_buffer_free(&plot->points[i]);
    exq_buffer_free(&plot->curves);
    exq_buffer_free(&plot->script);
    exq_buffer_free(&plot->svg);
}

size_t exq_plot_columns(const char *text)
{
    return exq_text_width(text, strlen(text));
}

const char *exq_plot_cut(exq_arena *arena, const char *text, size_t columns)
{
    exq_buffer cut = EXQ_BUFFER_INIT;
    exq_shorten(&cut, text, strlen(text), columns);
    const char *kept = cut.failed ? NULL : exq_arena_copy(arena, cut.bytes == NULL ? "" : cut.bytes, cut.length);
    exq_buffer_free(&cut);
    return kept;
}
