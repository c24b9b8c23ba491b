/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A chart: one curve a group over two axes. Up to five share one picture, told apart by dashes and marks; more get a small
 * picture each, side by side, with the curve of the reference behind their own.
 */
#ifndef EXQ_PLOT_CHART_H
#define EXQ_PLOT_CHART_H

#include "plots.h"

enum { EXQ_CHART_MOST_TOGETHER = 5, EXQ_CHART_MOST_APART = 24 };

typedef struct exq_chart_axis {
    double lo, hi;
    bool hundredths; /* ticks say shares of a hundred */
} exq_chart_axis;

typedef enum exq_chart_marks {
    EXQ_CHART_OPERATING, /* the cut-off in use */
    EXQ_CHART_EACH,      /* every point of curves that have few */
    EXQ_CHART_ALONE      /* every point, with its range, and no curve */
} exq_chart_marks;

typedef struct exq_chart {
    const exq_voice *voice;
    const exq_doc_question *question;
    const exq_doc_curve *const *curves; /* the first ones are drawn where not all have room */
    size_t count;
    const exq_doc_curve *behind; /* what is seen in every small picture; NULL: nothing */
    size_t most_together;
    exq_chart_axis x, y;
    exq_chart_marks marks;
    bool diagonal;     /* from corner to corner: what would be equal, or perfect, or by chance */
    double upright;    /* the cut-off in use; NaN: none */
    double from, to;   /* shaded: what meets a limit; NaN NaN: nothing */
    const char *title, *description;
    const char *up;               /* what the heights are; NULL: the axis says it */
    const char *axis, *short_axis; /* short_axis: of small pictures, whose heights the caption tells; NULL: as axis */
} exq_chart;

/* False when there is nothing to draw. What failed for want of memory fails in drawing. */
EXQ_CHECKED bool exq_chart_draw(const exq_chart *chart, exq_plot_set *out, exq_arena *arena);

/* The curves of an id (and of a metric, unless NULL) that have so many points to draw, in the order of groups: how many.
 * `out` holds question->curve_count. */
size_t exq_chart_curves(const exq_doc_question *question, const char *id, const char *metric, size_t least,
                        const exq_doc_curve **out);
/* The curve of the reference, of everything where there is none of it; NULL: neither. */
const exq_doc_curve *exq_chart_behind(const exq_doc_question *question, const exq_doc_curve *like);
/* The curve over all groups of a metric at other cut-offs; NULL: there is none. */
const exq_doc_curve *exq_chart_of_everything(const exq_doc_question *question, const char *metric);
/* A sentence kept as long as the arena. */
const char *exq_chart_words(const exq_voice *voice, exq_sentence sentence, exq_places *places, exq_arena *arena);
/* From 0 to a round number at or beyond the most that any of the curves has. */
exq_chart_axis exq_chart_axis_to(const exq_doc_curve *const *curves, size_t count, double least);

#endif
