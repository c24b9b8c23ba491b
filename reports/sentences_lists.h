/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of recommendation lists alone, in the same words everywhere. As in sentences.h: each function appends, and
 * one that returns bool appends nothing and returns false when there is no occasion for its sentence.
 */
#ifndef EXQ_SENTENCES_LISTS_H
#define EXQ_SENTENCES_LISTS_H

#include "look.h"
#include "sentences.h"

/* "5,652 of 6,014 people are judged; of 362 nothing was held back to judge by (117 F and 245 M). Nobody was left without a
 * list." Of the first question about people; without one how many rows were read. False of decisions. */
bool exq_say_judged(const exq_voice *voice, exq_buffer *out);

/* "Counted on the way: 54 recommended that the person had before and 15 lists with fewer than 5 places." Of all lists. */
bool exq_say_met(const exq_voice *voice, exq_buffer *out);

/* "At equal length of history, ranking quality of the first 10 places for women less that of men is -0.043 (-0.055 to -0.032);
 * as found, -0.050. The length of history hardly explains the gap." Of a group in a question about people. */
bool exq_say_equal_history(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                           const exq_doc_levels *group);
/* The comparison it is said of: of how well lists are ranked; NULL: there is none. */
const exq_doc_adjusted_mean *exq_look_equal_history(const exq_doc_question *question, const exq_doc_levels *group);

/* "1,340 of 3,232 films are ever shown. 86 of them fill 80 of every 100 places." */
bool exq_say_ever_shown(const exq_voice *voice, exq_buffer *out);
/* "The long tail gets 3 of every 100 places." */
bool exq_say_tail(const exq_voice *voice, exq_buffer *out);
/* "How unevenly films are shown (gini): 0.96; dealt out by chance it would be 0.13." */
bool exq_say_unevenness(const exq_voice *voice, exq_buffer *out);
/* "How much more popular what is shown is than what they had, of every 100: F +92.8 and M +85.8." Of the first question
 * about people, when it has few groups. */
bool exq_say_popularity(const exq_voice *voice, exq_buffer *out);
/* "Attention against share of what people like (1 is equal): Documentary 0.14, Western 0.20 ... War 1.59, Crime 1.99."
 * Of a question about items. */
bool exq_say_attention(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question);

/* "Ranking quality for women is 0.77 times that of men. Plausible range 0.72 to 0.82." Of a group in a question about
 * people; false also when the question leads with it. */
bool exq_say_ranking_quality(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                             const exq_doc_levels *group);

#endif
