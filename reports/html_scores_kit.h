/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the section about scores, and what they share.
 */
#ifndef EXQ_HTML_SCORES_KIT_H
#define EXQ_HTML_SCORES_KIT_H

#include "html_page.h"

enum { EXQ_SCORE_COLUMNS = 10 };

/* The sentence with {grouping} and, unless NULL, {rate}; kept until the page is done. */
const char *exq_score_caption(exq_page *page, exq_sentence sentence, const exq_doc_question *question, const char *rate);
/* A cell for a number; closed by exq_markup_close. */
void exq_score_open_cell(exq_page *page);
/* Of every 100; an en dash where there is none. */
void exq_score_share_cell(exq_page *page, double share);
void exq_score_shares_cell(exq_page *page, double lo, double hi);
/* Whole as it is, else with three digits: "5", "0.305". */
void exq_score_say_cutoff(exq_page *page, exq_buffer *out, double at);
/* Are there so many groups that each has fewer rows? */
bool exq_score_is_crowded(const exq_doc_question *question);
bool exq_score_has_curve(const exq_doc_question *question, const char *id);
/* At most so many points of a curve, into `out`: its ends, the one in use, and some between. */
size_t exq_score_choose_points(const exq_doc_curve *curve, size_t most, size_t *out);
/* Rows of an open table, which is ended: at most so many points of each curve, headed by its group; `cells` writes the rest. */
void exq_score_points(exq_page *page, const exq_doc_question *question, const char *id, size_t most,
                      void (*cells)(exq_page *page, const exq_doc_curve *curve, size_t point));

bool exq_score_has_pairs(const exq_doc_question *question); /* html_ranked.c */
void exq_score_pairs(exq_page *page, const exq_doc_question *question, size_t index);
bool exq_score_has_calibration(const exq_doc_question *question); /* html_calibration.c */
void exq_score_calibration(exq_page *page, const exq_doc_question *question, size_t index);
bool exq_score_has_sweep(const exq_doc_question *question); /* html_sweeps.c */
void exq_score_sweeps(exq_page *page, const exq_doc_question *question, size_t index);

#endif
