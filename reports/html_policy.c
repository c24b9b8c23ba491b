/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the policy says of itself: what the audit is for, the rules it extends, and who answered the questions of ethics.
 */
#include <string.h>

#include "html_page.h"
#include "review_form.h"
#include "sentences_tasks.h"
#include "sentences_check.h"

static void fact(exq_page *page, const char *name, const char *text)
{
    if (text == NULL)
        return;
    exq_markup_element(page->markup, "dt", name);
    exq_markup_element(page->markup, "dd", text);
}

static void write_about(exq_page *page, const exq_doc_about *about)
{
    if (about->name == NULL && about->owner == NULL && about->purpose == NULL)
        return;
    exq_page_own(page, "h3", NULL, T(page, "What the audit is for"));
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    fact(page, T(page, "Audit"), about->name);
    fact(page, T(page, "Question"), about->purpose);
    fact(page, T(page, "Who answers for it"), about->owner);
    exq_markup_close(page->markup);
}

static void write_preset(exq_page *page, const exq_doc_preset *preset)
{
    exq_say_preset(&page->voice, exq_page_words(page), preset);
    exq_page_element(page, "p", preset->overdue ? "note" : NULL);
    exq_page_own(page, "p", NULL, preset->wording);
    exq_markup_open(page->markup, "ul", NULL);
    for (size_t i = 0; i < preset->source_count; i++)
        exq_page_own(page, "li", NULL, preset->sources[i]);
    exq_markup_close(page->markup);
}

void exq_html_policy(exq_page *page)
{
    const exq_document *document = page->document;
    write_about(page, &document->about);
    if (document->preset_count > 0)
        exq_page_own(page, "h3", NULL, T(page, "Rules that were extended"));
    for (size_t i = 0; i < document->preset_count; i++)
        write_preset(page, &document->presets[i]);
}

static const char *answer_words(const exq_page *page, const char *answer)
{
    return strcmp(answer, "yes") == 0 ? T(page, "Yes") : strcmp(answer, "no") == 0 ? T(page, "No") : T(page, "Unsure");
}

bool exq_html_answer(exq_page *page, size_t question)
{
    const exq_doc_answer *said = exq_answer_to(page->document, question);
    if (said == NULL)
        return false;
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    fact(page, T(page, "Answer"), answer_words(page, said->answer));
    fact(page, T(page, "Reason"), said->reason);
    fact(page, T(page, "By"), said->by);
    fact(page, T(page, "On"), said->on);
    exq_markup_close(page->markup);
    return true;
}
