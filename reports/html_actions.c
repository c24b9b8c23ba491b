/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings and actions: what is shown, how many people it is about, and room for who does what until when; what is waived, with
 * its end. And the privacy record.
 */
#include <string.h>

#include "html_page.h"
#include "text.h"

enum { MOST_FINDINGS = 12 };

static void put_blank(exq_page *page)
{
    exq_markup_open(page->markup, "td", "class", "fill", NULL);
    exq_markup_close(page->markup);
}

static void put_finding(exq_page *page, const exq_doc_finding *finding)
{
    const exq_doc_disparity *disparity = exq_look_disparity(page->document, finding);
    if (!exq_say_comparison(&page->voice, exq_page_words(page), disparity))
        return;
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_page_count_cell(page, disparity->has_people ? disparity->people.shortfall : -1);
    put_blank(page);
    put_blank(page);
    put_blank(page);
    exq_markup_close(page->markup);
}

/* A limit that was missed asks for an action too; what is waived stands with the checks. */
static void put_check(exq_page *page, const exq_doc_check *check)
{
    exq_places places = {0};
    exq_say_check_named(&page->voice, exq_place(&places, "check"), check);
    exq_say_check_limit(&page->voice, exq_place(&places, "limit"), check);
    exq_say_check_found(&page->voice, exq_place(&places, "found"), check);
    exq_page_say(page, EXQ_SENTENCE_PAGE_ACTION_CHECK, &places);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_page_count_cell(page, -1);
    put_blank(page);
    put_blank(page);
    put_blank(page);
    exq_markup_close(page->markup);
}

static size_t count_missed(const exq_document *document)
{
    size_t missed = 0;
    for (size_t i = 0; i < document->check_count; i++)
        missed += strcmp(document->checks[i].verdict, "missed") == 0;
    return missed;
}

static size_t count_shown(const exq_document *document)
{
    size_t shown = 0;
    for (size_t i = 0; i < document->finding_count; i++)
        shown += strcmp(document->findings[i].state, "shown") == 0;
    return shown;
}

static void put_findings(exq_page *page, size_t shown)
{
    static const char *const headings[] = {N_("What is shown"), N_("#People it is about"), N_("What will be done"),
                                           N_("Who does it"),   N_("Until when"),          NULL};
    size_t written = 0;
    exq_page_own(
        page, "p", NULL,
        exq_look_lists_alone(page->document)
            ? T(page,
                "People it is about: those whose answer would be another at the rate of the reference. The other "
                "columns are for those who answer for the system; ask the same question again when they are done.")
            : T(page,
                "People it is about: those whose decision would be another at the rate of the reference. The other "
                "columns are for those who answer for the system; ask the same question again when they are done."));
    exq_page_table(page, "actions", T(page, "What is shown, and what follows from it"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < page->document->check_count; i++)
        if (strcmp(page->document->checks[i].verdict, "missed") == 0)
            put_check(page, &page->document->checks[i]);
    for (size_t i = 0; i < page->document->finding_count && written < MOST_FINDINGS; i++)
        if (strcmp(page->document->findings[i].state, "shown") == 0) {
            put_finding(page, &page->document->findings[i]);
            written++;
        }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    if (shown > written) {
        exq_places places = {0};
        exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)(shown - written));
        exq_page_say(page, EXQ_SENTENCE_PAGE_MORE_IN_JSON, &places);
        exq_page_element(page, "p", "quiet");
    }
}

void exq_html_actions(exq_page *page)
{
    const size_t shown = count_shown(page->document);
    exq_page_section(page, "actions", T(page, "Findings and actions"));
    if (shown + count_missed(page->document) > 0)
        put_findings(page, shown);
    else
        exq_page_own(page, "p", NULL,
                     T(page, "No difference is shown, so none asks for an action. That is no finding of equality."));
    exq_markup_close(page->markup);
}

static exq_count excluded(const exq_document *document, const char *reason)
{
    for (size_t i = 0; i < document->data.rows_excluded_count; i++)
        if (strcmp(document->data.rows_excluded[i].reason, reason) == 0)
            return document->data.rows_excluded[i].rows;
    return -1;
}

static void put_count(exq_page *page, const char *name, exq_count count)
{
    if (count < 0)
        return;
    exq_markup_element(page->markup, "dt", name);
    exq_markup_open(page->markup, "dd", NULL);
    exq_page_count(page, count);
    exq_markup_close(page->markup);
}

static void put_text(exq_page *page, const char *name, const char *text)
{
    exq_markup_element(page->markup, "dt", name);
    exq_markup_element(page->markup, "dd", text);
}

void exq_html_privacy(exq_page *page)
{
    const exq_document *document = page->document;
    exq_page_section(page, "privacy", T(page, "Privacy record"));
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    put_count(page, T(page, "Fewest people a published group has"), document->privacy.min_cell);
    put_count(page,
              exq_look_only_crossed_withheld(document) ? T(page, "Combinations of groups not shown")
                                                       : T(page, "Groups not shown"),
              document->privacy.withheld_groups);
    put_count(page, T(page, "Rows left out, without consent"), excluded(document, "consent_missing"));
    put_text(page, T(page, "Noise"), T(page, "none: every number shown is exact"));
    put_text(page, T(page, "About single people"),
             T(page, "nothing: no row, no name and no key of a person is in this page or in its result"));
    put_text(page, T(page, "Sent anywhere"), T(page, "nothing: the page loads nothing and runs no script"));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
