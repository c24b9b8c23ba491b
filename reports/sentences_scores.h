/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of scores: as sentences.h.
 */
#ifndef EXQ_SENTENCES_SCORES_H
#define EXQ_SENTENCES_SCORES_H

#include "look_scores.h"
#include "sentences.h"

/* "Take two defendants, one of those who reoffended and one of those who did not: the score puts the right one higher in 69 of 100 pairs
 * among African-American defendants and in 64 of 100 among Caucasian defendants." And whether the two are shown to differ. */
bool exq_say_pairs(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question);
/* The same of two groups where there is little room. */
bool exq_say_pairs_short(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question);
/* "Scores are known in steps only ...", of the first group of which that is so. */
bool exq_say_certain(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question);
/* That no score can be calibrated and make equal errors. */
void exq_say_trade(const exq_voice *voice, exq_buffer *out);

#endif
