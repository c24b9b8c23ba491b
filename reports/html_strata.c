/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same comparison within each stratum: a difference among all can vanish, or turn round, among equals.
 */
#include <string.h>

#include "html_page.h"

/* A question as it stands within a stratum. */
static exq_doc_question within(const exq_doc_question *question, const exq_doc_stratum *stratum)
{
    exq_doc_question inside = *question;
    inside.groups = stratum->groups;
    inside.group_count = stratum->group_count;
    inside.overall = stratum->overall;
    inside.disparities = stratum->disparities;
    inside.disparity_count = stratum->disparity_count;
    return inside;
}

static void write_summary(exq_page *page, const exq_doc_question *question)
{
    exq_markup_open(page->markup, "ul", NULL);
    for (size_t g = 0; g < question->group_count; g++)
        if (exq_say_strata(&page->voice, exq_page_words(page), question, question->lead_rate,
                           &question->groups[g].levels))
            exq_page_element(page, "li", NULL);
    exq_markup_close(page->markup);
}

void exq_html_strata(exq_page *page, size_t index)
{
    const exq_doc_question *question = &page->document->questions[index];
    if (question->stratum_count == 0 || question->lead_rate == NULL)
        return;
    exq_places given = {0};
    exq_say_columns(&page->voice, exq_place(&given, "given"), question->given, question->given_count);
    exq_page_say(page, EXQ_SENTENCE_PAGE_WITHIN, &given);
    exq_page_element(page, "h3", NULL);
    exq_page_own(
        page, "p", NULL,
        T(page, "Groups are compared again among people alike in this. A difference among all can vanish or turn round "
                "here: then it matters which of the two comparisons is the fair one."));
    exq_html_adjusted(page, question, index);
    write_summary(page, question);
    for (size_t s = 0; s < question->stratum_count; s++) {
        const exq_doc_question inside = within(question, &question->strata[s]);
        exq_places places = {0};
        exq_page_say_rate(page, exq_place(&places, "rate"), question->lead_rate);
        exq_say_label(&page->voice, exq_place(&places, "stratum"), &question->strata[s].levels);
        exq_page_say(page, EXQ_SENTENCE_PAGE_RATE_WITHIN, &places);
        exq_html_groups(page, &inside, question->lead_rate, exq_page_keep(page));
    }
}
