/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People of unknown group: what they could change, wherever they belong.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

static bool has_excluded(const exq_document *document)
{
    return document->data.rows_excluded_count > 0;
}

static void write_bounds(exq_page *page, const exq_doc_bounds *bounds)
{
    bool open = isnan(bounds->hi) && bounds->why != NULL && strcmp(bounds->why, "infinite") == 0;
    exq_page_range_cell(page, bounds->lo, bounds->hi, open ? bounds->why : NULL);
}

static void write_table(exq_page *page, const exq_doc_question *question, const exq_doc_missing *missing)
{
    static const char *const headings[] = {N_("Group"), N_("#Times as often as the reference"),
                                           N_("#Times as often as the highest"), N_("#Unknown people it takes"), NULL};
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), missing->of);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_COULD_BE, &places);
    exq_page_table(page, "unknown", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < missing->group_count; i++) {
        const exq_doc_missing_group *group = &missing->groups[i];
        exq_page_row_of(page, &group->group);
        write_bounds(page, &group->ratio);
        write_bounds(page, &group->ratio_to_highest);
        if (group->tipping_point == 0)
            exq_page_own(page, "td", "number", T(page, "is below already"));
        else
            exq_page_count_cell(page, group->tipping_point);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_say_number(&page->voice, exq_place(&places, "limit"), missing->limit);
    exq_page_say(page, EXQ_SENTENCE_PAGE_TIPPING, &places);
    exq_page_element(page, "p", "quiet");
}

/* False: nothing could be bounded. */
static bool write_question(exq_page *page, size_t index)
{
    const exq_doc_question *question = &page->document->questions[index];
    const exq_doc_missing *missing =
        question->lead_rate == NULL ? NULL : exq_look_missing(question, question->lead_rate);
    if (missing == NULL)
        return false;
    exq_page_question(page, question);
    if (missing->why != NULL) {
        exq_say_why(&page->voice, exq_page_words(page), missing->why);
        exq_page_element(page, "p", NULL);
        return true;
    }
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    const exq_doc_levels *group = finding == NULL ? NULL : &exq_look_disparity(page->document, finding)->group;
    const char *rate = question->lead_rate;
    exq_page_said(page, exq_say_unknown(&page->voice, exq_page_words(page), question, rate, group));
    exq_buffer *words = exq_page_words(page);
    bool over_all = exq_say_unknown_over_all(&page->voice, words, question, rate);
    if (over_all)
        exq_buffer_string(words, " ");
    over_all |= exq_say_tipping_point(&page->voice, words, question, rate);
    exq_page_said(page, over_all);
    if (missing->group_count > 0)
        write_table(page, question, missing);
    return true;
}

void exq_html_unknown(exq_page *page)
{
    exq_page_own(page, "h3", NULL,
                 exq_look_lists_alone(page->document)
                     ? T(page, "Missing people: whose group is not known")
                     : T(page, "Missing people: whose group or decision is not known"));
    exq_page_own(
        page, "p", NULL,
        has_excluded(page->document)
            ? T(page, "Rows left out are in no number and no range; where they are many, the picture may change with "
                      "them.")
            : T(page, "No row was left out."));
    bool any = false;
    for (size_t i = 0; i < page->document->question_count; i++)
        any |= write_question(page, i);
    bool compared =
        page->document->conventions.missing != NULL && strcmp(page->document->conventions.missing, "compare") == 0;
    if (compared)
        exq_page_own(page, "p", NULL,
                     T(page, "People whose group is not recorded are compared as a group of their own."));
    else if (!any)
        exq_page_own(page, "p", NULL, T(page, "Everyone counted has a group on record."));
}
