/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores: whether they put the right people higher, whether a score means the same for every group, and what other cut-offs
 * would do. Each with its picture, its table, and what it cannot tell.
 */
#include "html_scores_kit.h"
#include "sentences_scores.h"

static void write_cut(exq_page *page)
{
    const char *score = page->document->conventions.score, *threshold = page->document->conventions.threshold;
    if (score == NULL || threshold == NULL)
        return;
    exq_places places = {0};
    exq_say_columns(&page->voice, exq_place(&places, "score"), &score, 1);
    exq_say_columns(&page->voice, exq_place(&places, "threshold"), &threshold, 1);
    exq_page_say(page, EXQ_SENTENCE_SCORES_CUT, &places);
    exq_page_element(page, "p", NULL);
}

static void write_part(exq_page *page, const char *heading, bool (*has)(const exq_doc_question *question),
                       void (*write)(exq_page *page, const exq_doc_question *question, size_t index))
{
    bool opened = false;
    for (size_t i = 0; i < page->document->question_count; i++) {
        const exq_doc_question *question = &page->document->questions[i];
        if (!exq_look_has_scores(question) || !has(question))
            continue;
        if (!opened)
            exq_page_own(page, "h3", NULL, heading);
        opened = true;
        write(page, question, i);
    }
}

void exq_html_scores(exq_page *page)
{
    if (!exq_look_any_scores(page->document))
        return;
    exq_page_section(page, "scores", T(page, "Scores"));
    write_cut(page);
    write_part(page, T(page, "Does the score put the right people higher?"), exq_score_has_pairs, exq_score_pairs);
    write_part(page, T(page, "Does a score mean the same for everyone?"), exq_score_has_calibration,
               exq_score_calibration);
    exq_say_trade(&page->voice, exq_page_words(page));
    exq_page_element(page, "p", NULL);
    write_part(page, T(page, "What would other cut-offs do?"), exq_score_has_sweep, exq_score_sweeps);
    exq_markup_close(page->markup);
}
