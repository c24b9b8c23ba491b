/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores on a terminal: whether the score puts the right people higher, alike for two groups.
 */
#include "sentences_scores.h"
#include "text_parts.h"

void exq_text_scores(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 2, MOST_TEXT = 3 };
    exq_buffer text = EXQ_BUFFER_INIT;
    if (lead->question != NULL && most >= FRAME + MOST_TEXT && exq_say_pairs_short(voice, &text, lead->question)) {
        exq_buffer title = EXQ_BUFFER_INIT;
        exq_fill_sentence(voice, &title, EXQ_SENTENCE_SCORES_TITLE, NULL);
        exq_page_titled(page, &title, NULL);
        exq_page_paragraph(page, &text, 2, MOST_TEXT);
        exq_page_blank(page);
        exq_buffer_free(&title);
    }
    exq_buffer_free(&text);
}
