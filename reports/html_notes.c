/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Before the numbers of a metric: what it is, when it matters, what it cannot tell, and which groups are compared.
 */
#include <string.h>

#include "html_page.h"

static const struct {
    const char *metric, *what, *when, *cannot;
} notes[] = {
#define NOTE(metric, what, when, cannot) {metric, what, when, cannot},
#include "metric_notes.def"
#undef NOTE
};

/* "hit@10" is hit@K; "precision@10" is no precision of decisions. */
static bool is_of(const char *metric, const char *noted)
{
    const size_t length = strcspn(noted, "@");
    return strncmp(metric, noted, length) == 0 && metric[length] == noted[length];
}

static void say(exq_page *page, const char *pattern, const char *metric)
{
    exq_places places = {0};
    exq_say_cutoff(exq_place(&places, "k"), metric);
    exq_fill(&page->voice, exq_page_words(page), pattern, &places);
}

static void put(exq_page *page, const char *name, const char *pattern, const char *metric)
{
    exq_markup_element(page->markup, "dt", name);
    say(page, pattern, metric);
    exq_page_element(page, "dd", NULL);
}

bool exq_html_say_what(exq_page *page, const char *metric)
{
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if (!is_of(metric, notes[i].metric))
            continue;
        say(page, notes[i].what, metric);
        return true;
    }
    return false;
}

static void put_groups(exq_page *page, const exq_doc_question *question)
{
    size_t shown = 0;
    for (size_t i = 0; i < question->group_count; i++)
        shown += !question->groups[i].withheld;
    exq_places places = {0};
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_say_count(&page->voice, exq_place(&places, "shown"), (exq_count)shown);
    exq_say_count(&page->voice, exq_place(&places, "all"), (exq_count)question->group_count);
    exq_page_say(page, EXQ_SENTENCE_PAGE_WHICH_GROUPS, &places);
    exq_markup_element(page->markup, "dt", T(page, "Which groups"));
    exq_page_element(page, "dd", NULL);
}

void exq_html_notes(exq_page *page, const exq_doc_question *question, const char *metric)
{
    for (size_t i = 0; metric != NULL && i < sizeof notes / sizeof notes[0]; i++) {
        if (!is_of(metric, notes[i].metric))
            continue;
        exq_markup_open(page->markup, "dl", "class", "facts notes", NULL);
        put(page, T(page, "What it is"), notes[i].what, metric);
        put(page, T(page, "When it matters"), notes[i].when, metric);
        put(page, T(page, "What it cannot tell"), notes[i].cannot, metric);
        put_groups(page, question);
        exq_markup_close(page->markup);
        return;
    }
}
