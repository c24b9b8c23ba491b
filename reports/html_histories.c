/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How well lists are ranked for people with as long a history: what is left of the gap when that is alike.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_lists.h"

static exq_plot_standing standing_of(const exq_page *page, const exq_doc_adjusted_mean *adjusted)
{
    if (strcmp(adjusted->state, "shown") != 0)
        return EXQ_PLOT_UNSETTLED;
    return exq_plot_standing_shown(page->document, adjusted->of, adjusted->difference.value > 0);
}

static void mean_cell(exq_page *page, double value)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(value))
        exq_markup_text(page->markup, "–");
    else
        exq_page_mean(page, value);
    exq_markup_close(page->markup);
}

static void write_row(exq_page *page, const exq_doc_adjusted_mean *adjusted)
{
    exq_page_row_of(page, &adjusted->group);
    mean_cell(page, adjusted->crude);
    mean_cell(page, adjusted->difference.value);
    exq_page_figure_range_cell(page, adjusted->of, adjusted->difference.lo, adjusted->difference.hi);
    exq_markup_open(page->markup, "td", NULL);
    if (adjusted->state != NULL) {
        exq_page_standing(page, standing_of(page, adjusted));
    } else if (adjusted->difference.why != NULL) {
        exq_say_why(&page->voice, exq_page_words(page), adjusted->difference.why);
        exq_page_text(page);
    }
    exq_markup_close(page->markup);
    exq_page_count_cell(page, adjusted->strata_used);
    exq_page_count_cell(page, adjusted->strata_left_out);
    exq_markup_close(page->markup);
}

static void open_table(exq_page *page, const exq_doc_question *question, const char *measure)
{
    static const char *const headings[] = {
        N_("Group"),         N_("#Difference as found"), N_("#At equal length"), N_("#Plausible range"),
        N_("What is shown"), N_("#Lengths compared"),    N_("#Left out"),        NULL};
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), measure);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_EVEN_BY, &places);
    exq_page_table(page, "histories", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
}

void exq_html_histories(exq_page *page, const exq_doc_question *question, size_t index)
{
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    bool opened = false;
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_doc_adjusted_mean *adjusted = exq_look_equal_history(question, &question->groups[g].levels);
        if (adjusted == NULL)
            continue;
        if (!opened) {
            exq_page_own(page, "h3", NULL, T(page, "At equal length of history"));
            if (finding != NULL)
                exq_page_said(page, exq_say_equal_history(&page->voice, exq_page_words(page), question,
                                                          &exq_look_disparity(page->document, finding)->group));
            open_table(page, question, adjusted->of);
        }
        opened = true;
        write_row(page, adjusted);
    }
    if (!opened)
        return;
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_page_own(page, "p", "quiet",
                 T(page,
                   "People are compared within bands of how much is known of them; each band weighs as much as it has "
                   "people of both groups. A band in which one of the two has too few people is left out."));
}
