/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In one minute: at most five sentences, each by its rule, in the order in which a reader needs them. What was held to limits,
 * the finding that leads, how much of what was compared is shown, who is missing, and what people still have to answer.
 */
#include <string.h>

#include "html_page.h"
#include "review_form.h"
#include "sentences_lists.h"
#include "sentences_tasks.h"

static void put(exq_page *page, bool said)
{
    if (said)
        exq_page_element(page, "li", NULL);
}

/* What leads, and what becomes of it among people who are alike. */
static void put_finding(exq_page *page)
{
    const exq_document *document = page->document;
    if (document->finding_count == 0)
        return;
    const exq_doc_finding *finding = &document->findings[0];
    const exq_doc_disparity *disparity = exq_look_disparity(document, finding);
    exq_buffer *words = exq_page_words(page);
    if (!exq_say_comparison(&page->voice, words, disparity))
        return;
    exq_buffer_char(words, ' ');
    (void)exq_say_simpson(&page->voice, words, &document->questions[finding->question], disparity->of,
                          &disparity->group);
    put(page, true);
}

static void put_shown(exq_page *page)
{
    const exq_document *document = page->document;
    exq_count shown = 0;
    for (size_t i = 0; i < document->finding_count; i++)
        shown += strcmp(document->findings[i].state, "shown") == 0;
    if (document->finding_count < 2)
        return;
    exq_places places = {0};
    exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)document->finding_count);
    exq_say_count(&page->voice, exq_place(&places, "shown"), shown);
    exq_page_say(page, EXQ_SENTENCE_PAGE_MINUTE_SHOWN, &places);
    put(page, true);
}

static void put_missing(exq_page *page)
{
    exq_buffer *words = exq_page_words(page);
    if (!exq_say_withheld_groups(&page->voice, words) &&
        !(page->document->conventions.has_lists && exq_say_judged(&page->voice, words)))
        exq_say_rows(&page->voice, words);
    put(page, true);
}

void exq_html_minute(exq_page *page)
{
    const exq_document *document = page->document;
    exq_page_section(page, "minute", T(page, "In one minute"));
    exq_markup_open(page->markup, "ol", NULL);
    exq_page_verdict_line(page, "li");
    put_finding(page);
    put_shown(page);
    put_missing(page);
    const size_t open = exq_open_questions(document);
    exq_buffer *words = exq_page_words(page);
    if (open == EXQ_REVIEW_QUESTIONS) {
        exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_PAGE_MINUTE_NONE_ANSWERED, NULL);
    } else if (open > 0) {
        exq_places places = {0};
        exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)open);
        exq_fill_counted(&page->voice, words, EXQ_SENTENCE_PAGE_MINUTE_OPEN, (exq_count)open, &places);
    } else {
        exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_PAGE_MINUTE_ANSWERED, NULL);
    }
    put(page, true);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
