/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings and actions: what is shown, how many people it is about, and room for who does what until when; what is waived, with
 * its end. And the privacy record.
 */
#include <string.h>

#include "html_page.h"
#include "pattern.h"
#include "text.h"

enum { MOST_WORSE = 60, MOST_STRATA = 12, MOST_BETTER = 12 };

static void put_blank(exq_page *page)
{
    exq_markup_open(page->markup, "td", "class", "fill", NULL);
    exq_markup_close(page->markup);
}

/* What decisions made so: of what people did themselves no decision would be another. */
static exq_count people_of(const exq_doc_disparity *disparity)
{
    const bool decided = disparity->of != NULL && exq_words_of_rate(disparity->of)->equal != NULL;
    return disparity->has_people && decided ? disparity->people.shortfall : -1;
}

/* The row of what was said. */
static void put_row(exq_page *page, exq_count people)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_page_count_cell(page, people);
    put_blank(page);
    put_blank(page);
    put_blank(page);
    exq_markup_close(page->markup);
}

static bool put_finding(exq_page *page, const exq_doc_finding *finding)
{
    const exq_doc_disparity *disparity = exq_look_disparity(page->document, finding);
    if (strcmp(finding->state, "shown") != 0 || !exq_say_comparison(&page->voice, exq_page_words(page), disparity))
        return false;
    put_row(page, people_of(disparity));
    return true;
}

/* What stands above the rows behind it. */
static void put_heading(exq_page *page, const char *text)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "rowgroup", "colspan", "5", "class", "quiet", NULL);
    exq_markup_text(page->markup, text);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static bool put_within(exq_page *page, const exq_doc_question *question, const exq_doc_stratum *stratum,
                       const exq_doc_disparity *disparity)
{
    const bool leads = question->lead_rate != NULL && disparity->of != NULL && strcmp(disparity->of, question->lead_rate) == 0;
    if (!leads || !exq_is_ratio(disparity) || disparity->difference == NULL || strcmp(disparity->difference, "shown") != 0)
        return false;
    exq_places places = {0};
    if (!exq_say_comparison(&page->voice, exq_place(&places, "finding"), disparity))
        return false;
    exq_say_columns(&page->voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_say_label(&page->voice, exq_place(&places, "stratum"), &stratum->levels);
    exq_page_say(page, EXQ_SENTENCE_PAGE_ACTION_WITHIN, &places);
    put_row(page, people_of(disparity));
    return true;
}

/* A limit that was missed asks for an action too; what is waived stands with the checks. */
static void put_check(exq_page *page, const exq_doc_check *check)
{
    exq_places places = {0};
    exq_say_check_named(&page->voice, exq_place(&places, "check"), check);
    exq_say_check_limit(&page->voice, exq_place(&places, "limit"), check);
    exq_say_check_found(&page->voice, exq_place(&places, "found"), check);
    exq_page_say(page, EXQ_SENTENCE_PAGE_ACTION_CHECK, &places);
    put_row(page, -1);
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

/* Who is better off is the other side of the same comparisons, and stands behind those who are not. */
static size_t put_side(exq_page *page, bool better, size_t most)
{
    size_t written = 0;
    for (size_t i = 0; i < page->document->finding_count && written < most; i++) {
        const exq_doc_finding *finding = &page->document->findings[i];
        if ((finding->harm != NULL && strcmp(finding->harm, "better") == 0) != better)
            continue;
        if (better && written == 0 && strcmp(finding->state, "shown") == 0)
            put_heading(page, T(page, "Groups better off: the other side of the same comparisons"));
        written += put_finding(page, finding);
    }
    return written;
}

/* What is shown among people who are alike in what is given: it can go the other way. */
static void put_strata(exq_page *page)
{
    size_t written = 0;
    for (size_t q = 0; q < page->document->question_count; q++) {
        const exq_doc_question *question = &page->document->questions[q];
        for (size_t s = 0; s < question->stratum_count; s++)
            for (size_t i = 0; i < question->strata[s].disparity_count && written < MOST_STRATA; i++)
                written += put_within(page, question, &question->strata[s], &question->strata[s].disparities[i]);
    }
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
    written += put_side(page, false, MOST_WORSE);
    put_strata(page);
    written += put_side(page, true, MOST_BETTER);
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
