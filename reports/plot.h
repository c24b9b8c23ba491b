/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plot of rows of ranges: what a forest and a ladder have in common. The script for gnuplot is built here, and
 * nothing but numbers and placeholder tokens ever enters it: gnuplot is a language, and labels are hostile. The texts
 * behind the tokens are put into the picture afterwards (svg.c).
 */
#ifndef EXQ_PLOT_H
#define EXQ_PLOT_H

#include "arena.h"
#include "buffer.h"

typedef enum exq_plot_standing {
#define STANDING(id, rgb, name, point, symbol, path, letter, words) EXQ_PLOT_##id,
#include "standings.def"
#undef STANDING
    EXQ_PLOT_STANDINGS
} exq_plot_standing;

/* What a text is; its class in page.css. */
typedef enum exq_plot_kind {
    EXQ_PLOT_GROUP,   /* left of a row */
    EXQ_PLOT_VALUE,   /* right of a row */
    EXQ_PLOT_HEADING, /* above rows */
    EXQ_PLOT_NOTE,    /* in a row, instead of a point */
    EXQ_PLOT_TICK,
    EXQ_PLOT_AXIS,
    EXQ_PLOT_CELL, /* in the middle of a cell */
    EXQ_PLOT_KINDS
} exq_plot_kind;

/* How far from equal a cell of a map is, and which way; its class in page.css. */
typedef enum exq_plot_shade {
#define SHADE(id, below, name, arrow) EXQ_PLOT_##id,
#include "shades.def"
#undef SHADE
    EXQ_PLOT_SHADES
} exq_plot_shade;

typedef struct exq_plot_token {
    exq_plot_kind kind;
    const char *text;
} exq_plot_token;

typedef struct exq_plot_frame {
    double width; /* of the whole picture, in pixels at its natural size */
    size_t rows;
    size_t left_out;    /* groups or ratios that have no row for want of room */
    size_t left, right; /* columns of text kept free beside the rows */
    bool head;          /* room for a text above the rows */
    bool axis;          /* room for ticks and a text below the rows */
    double lo, hi;      /* of the axis */
    bool log;
    bool small;       /* one of many, side by side */
    const char *look; /* its classes in page.css besides "plot"; NULL: none */
} exq_plot_frame;

typedef struct exq_plot {
    exq_plot_frame frame;
    const char *name;        /* of one of many: what it alone shows; NULL: it stands alone */
    const char *title;       /* its text alternative, in short */
    const char *description; /* and in full */
    double height;
    exq_buffer script;
    exq_buffer points[EXQ_PLOT_STANDINGS];
    exq_buffer curves; /* the commands that draw them */
    size_t curve_count;
    size_t marks;
    bool hatched; /* a cell is hidden */
    exq_plot_token *tokens; /* what the tokens of the script stand for; the token is its kind's letter and its index */
    size_t token_count, token_capacity;
    exq_arena *arena;
    bool failed;    /* out of memory */
    exq_buffer svg; /* the picture, once drawn: markup to be put into a page */
} exq_plot;

/* `plot` must be all zero. Texts live in `arena`. */
void exq_plot_begin(exq_plot *plot, exq_arena *arena, const exq_plot_frame *frame);
/* Shaded behind everything, from one value to another. */
void exq_plot_band(exq_plot *plot, double from, double to);
/* A thin line along a row, from end to end. */
void exq_plot_track(exq_plot *plot, size_t row);
/* A line through all rows at a value: dashed (the reference), or thin with its text below (a tick). */
void exq_plot_upright(exq_plot *plot, double at);
void exq_plot_tick(exq_plot *plot, double at, const char *text);
void exq_plot_axis(exq_plot *plot, const char *text);
void exq_plot_group(exq_plot *plot, size_t row, const char *text);
void exq_plot_value(exq_plot *plot, size_t row, const char *text);
void exq_plot_heading(exq_plot *plot, size_t row, const char *text);
/* Within the row, from the left end of the axis: why there is no point. */
void exq_plot_note(exq_plot *plot, size_t row, const char *text);
/* The range of a row, cut where the axis ends. */
void exq_plot_range(exq_plot *plot, size_t row, double lo, double hi, exq_plot_standing standing);
void exq_plot_mark(exq_plot *plot, size_t row, double at, exq_plot_standing standing);

/* What is drawn between the rows: heights are in rows from above, 0 the middle of the first one. */
/* A curve through points of which none is NaN. */
void exq_plot_curve(exq_plot *plot, const double *x, const double *heights, size_t count, exq_plot_standing standing);
void exq_plot_dot(exq_plot *plot, double at, double height, exq_plot_standing standing);
/* A straight line from {at, height} to {at, height}; the same, dashed, as the line on which something would be equal. */
void exq_plot_stroke(exq_plot *plot, const double from[2], const double to[2], exq_plot_standing standing);
void exq_plot_diagonal(exq_plot *plot, const double from[2], const double to[2]);
/* Shaded behind everything, from one height to another. */
void exq_plot_layer(exq_plot *plot, double top, double bottom);
/* Above all, at the left: what the heights are. */
void exq_plot_head(exq_plot *plot, const char *text);
/* A thin line across all, with its text on the left. */
void exq_plot_level(exq_plot *plot, double height, const char *text);
/* To the right of all: a piece of a curve, with its mark if it has any, and its name. */
void exq_plot_key(exq_plot *plot, double height, const char *text, exq_plot_standing standing, bool marked);

/* A map: row 0 has the names of the columns, and column c lies between c and c + 1 of the axis. */
void exq_plot_column(exq_plot *plot, size_t column, const char *text);
void exq_plot_cell(exq_plot *plot, size_t column, size_t row, exq_plot_shade shade, const char *text);
void exq_plot_end(exq_plot *plot);
void exq_plot_free(exq_plot *plot);

/* The text cut to so many columns, with an ellipsis; NULL when out of memory. */
const char *exq_plot_cut(exq_arena *arena, const char *text, size_t columns);
/* The columns the text takes. */
size_t exq_plot_columns(const char *text);

/* Draw all plots by one gnuplot; each gets an `svg` whose ids begin with "plot-" and its number from 1. Either all are
 * drawn or none; then false, and `why` ends a sentence. */
EXQ_CHECKED bool exq_plots_draw(const char *gnuplot, unsigned patience_ms, exq_plot *const *plots, size_t count,
                                exq_buffer *why);

#endif
