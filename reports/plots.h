/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plots a page may hold, from the points that stand in the result.
 */
#ifndef EXQ_PLOTS_H
#define EXQ_PLOTS_H

#include "look.h"
#include "pattern.h"
#include "plot.h"
#include "sentences.h"

/* More rows than these make no picture; the table beside it has them all. */
enum { EXQ_PLOT_MOST_ROWS = 40 };

/* A denominator below this makes no rate: "2 of 23". */
enum { EXQ_FEWEST_FOR_A_RATE = 30 };

/* What one figure shows: a plot, or side by side a small one of each group. */
typedef struct exq_plot_set {
    exq_plot *plots;
    size_t count;
    size_t left_out; /* groups for which there is no room */
    bool small;
    bool failed; /* out of memory */
} exq_plot_set;

/* ------------------------------------------------------------------------------------------------ shared */

/* A round number of ticks from 0 to `most` or a little beyond; sets lo and hi of the frame and returns the step. */
double exq_plot_axis_to(double most, exq_plot_frame *frame);
/* Ticks at such steps, in shares of a hundred. */
void exq_plot_hundredths(exq_plot *plot, const exq_voice *voice, double step);
/* A sentence, kept as long as the plot. */
const char *exq_plot_sentence(exq_plot *plot, const exq_voice *voice, exq_sentence sentence, exq_places *places);
/* A number with all its digits, for a tick; kept as long as the plot. */
const char *exq_plot_number(exq_plot *plot, const exq_voice *voice, double value);
/* How a row of a comparison stands, for plots and tables alike. */
exq_plot_standing exq_plot_standing_of(const exq_document *document, const exq_doc_disparity *disparity,
                                       bool is_reference);
/* That of a group shown to lie on one side, on a rate or measure. */
exq_plot_standing exq_plot_standing_shown(const exq_document *document, const char *of, bool higher);
/* What more of a rate or measure means for a group. */
typedef enum exq_plot_turn {
    EXQ_PLOT_MORE_IS_BETTER,
    EXQ_PLOT_MORE_IS_WORSE,
    EXQ_PLOT_MORE_IS_PLAIN,
    EXQ_PLOT_TURNS
} exq_plot_turn;
exq_plot_turn exq_plot_turn_of(const exq_document *document, const char *of);
/* How far from equal a ratio is, and the arrow that says it. */
exq_plot_shade exq_plot_shade_of(double ratio);
const char *exq_plot_arrow(exq_plot_shade shade);
/* The points with this id (and this metric, unless NULL); NULL when the question has none. */
const exq_doc_series *exq_plot_series(const exq_doc_question *question, const char *id, const char *metric);
/* The index of a group's point; series->count when it has none. */
size_t exq_plot_point(const exq_doc_question *question, const exq_doc_series *series, const exq_doc_group *group);
/* What was said into `words`, cut to so many columns, to be kept as long as the plot. */
const char *exq_plot_words(exq_plot *plot, const exq_buffer *words, size_t columns);
/* A group's name, cut. */
const char *exq_plot_label(exq_plot *plot, const exq_voice *voice, const exq_doc_levels *levels, size_t columns);
/* The point of a group on the metric of the series with its range, and beside it the rate of every 100, or heads where
 * there are too few; of a measure that is no share of people its number. */
void exq_plot_figure(exq_plot *plot, const exq_voice *voice, size_t row, const exq_doc_series *series, size_t point,
                     const exq_figure *figure, exq_plot_standing standing);
/* An axis for these points: from 0, so that lengths compare like the rates, to a round number. Returns the step
 * from tick to tick. */
double exq_plot_axis_of(const exq_doc_series *series, exq_plot_frame *frame);

/* ------------------------------------------------------------------------------------------------- plots */

/* Each is false when there is nothing to draw; a plot that failed for want of memory is not drawn. Texts live in
 * `arena`; free the plot in either case. */

/* Dot and whisker of a rate or measure of every group, withheld groups named without a point; `metric` may be NULL. */
EXQ_CHECKED bool exq_plot_forest(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                                 const char *metric, exq_arena *arena);
/* The ratio of every shown rate of every compared group against the reference, on a log axis with the band 0.8 to
 * 1.25. */
EXQ_CHECKED bool exq_plot_ladder(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                                 exq_arena *arena);
/* Of every group compared within strata: the gap in the lead rate, and its two parts end to end. */
EXQ_CHECKED bool exq_plot_mix(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                              exq_arena *arena);
/* Of every group of items: its share of attention with its range, of the catalogue, and of what people like. */
EXQ_CHECKED bool exq_plot_shares(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                                 exq_arena *arena);
/* Two attributes as rows and columns: the ratio of the lead rate in each cell. */
EXQ_CHECKED bool exq_plot_crossings(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                                    exq_arena *arena);
/* The share that groups of items have of each rank, those with most of the first one first. */
EXQ_CHECKED bool exq_plot_ranks(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question,
                                exq_arena *arena);
/* How the places of all lists are spread over the items, the least shown first. */
EXQ_CHECKED bool exq_plot_lorenz(exq_plot *plot, const exq_voice *voice, const exq_doc_catalogue *gini,
                                 exq_arena *arena);
/* The group of a finding and its reference, small, on an axis that goes to `most`; and how far the two go, 0 without a plot. */
EXQ_CHECKED bool exq_plot_pair(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                               const exq_doc_disparity *disparity, double most, exq_arena *arena);
double exq_plot_pair_most(const exq_doc_question *question, const exq_doc_disparity *disparity);

#endif
