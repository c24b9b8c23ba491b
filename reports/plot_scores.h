/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The charts of scores: as plots.h.
 */
#ifndef EXQ_PLOT_SCORES_H
#define EXQ_PLOT_SCORES_H

#include "look_scores.h"
#include "plot_chart.h"

/* Of every group: of those with a negative label who are selected, against those with a positive one, at every cut-off. */
EXQ_CHECKED bool exq_plot_roc(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question,
                              exq_arena *arena);
/* Of every group and step of the score: how many have a positive label. With the line of equality where scores are shares. */
EXQ_CHECKED bool exq_plot_calibration(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question,
                                      exq_arena *arena);
/* Are all scores between 0 and 1, as a share is? */
bool exq_scores_are_shares(const exq_doc_question *question);
/* Of every group, or over all of them: a metric at every cut-off, with what meets the limit of a check. */
EXQ_CHECKED bool exq_plot_sweep(exq_plot_set *out, const exq_voice *voice, const exq_doc_question *question,
                                const char *metric, exq_arena *arena);

#endif
