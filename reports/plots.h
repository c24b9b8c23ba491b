/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plots a page may hold, from the points that stand in the result.
 */
#ifndef EXQ_PLOTS_H
#define EXQ_PLOTS_H

#include "look.h"
#include "plot.h"
#include "sentences.h"

/* More rows than these make no picture; the table beside it has them all. */
enum { EXQ_PLOT_MOST_ROWS = 40 };

/* A denominator below this makes no rate: "2 of 23". */
enum { EXQ_FEWEST_FOR_A_RATE = 30 };

/* How a row of a comparison stands, for plots and tables alike. */
exq_plot_standing exq_plot_standing_of(const exq_doc_disparity *disparity, bool is_reference);
/* The points with this id (and this metric, unless NULL); NULL when the question has none. */
const exq_doc_series *exq_plot_series(const exq_doc_question *question, const char *id, const char *metric);

/* Dot and whisker of the lead rate of every group, withheld groups named without a point. False when there is nothing to
 * draw. Texts live in `arena`; free the plot in either case. */
EXQ_CHECKED bool exq_plot_forest(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                                 exq_arena *arena);
/* The ratio of every shown rate of every compared group against the reference, on a log axis with the band 0.8 to 1.25. */
EXQ_CHECKED bool exq_plot_ladder(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question,
                                 exq_arena *arena);

#endif
