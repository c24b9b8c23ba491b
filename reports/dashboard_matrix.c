/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The history of one audit: a row a check, a column a result, in each cell the verdict as shape and word.
 */
#include "dashboard.h"

enum { MOST_COLUMNS = 12 };

static const exq_doc_check *check_of(const exq_trend *trend, const exq_dated *result)
{
    for (size_t i = 0; i < trend->count; i++)
        if (trend->results[i] == result)
            return trend->checks[i];
    return NULL;
}

static void write_cell(exq_page *page, const exq_doc_check *check)
{
    if (check != NULL) {
        exq_page_verdict(page, exq_check_state_of(check->verdict));
        return;
    }
    exq_page_own(page, "td", "quiet", T(page, "not asked"));
}

static void write_matrix(exq_dashboard_page *self, const exq_history *history)
{
    exq_page *page = &self->page;
    const size_t first = history->count > MOST_COLUMNS ? history->count - MOST_COLUMNS : 0;
    exq_places places = {0};
    exq_dashboard_say_audit(&history->results[history->count - 1], exq_place(&places, "audit"));
    exq_page_say(page, EXQ_SENTENCE_DASHBOARD_HISTORY, &places);
    exq_page_table(page, "history", exq_page_keep(page));
    exq_markup_open(page->markup, "thead", NULL);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "col", NULL);
    exq_markup_text(page->markup, T(page, "Check"));
    exq_markup_close(page->markup);
    for (size_t i = first; i < history->count; i++) {
        exq_markup_open(page->markup, "th", "scope", "col", NULL);
        exq_dashboard_say_when(&history->results[i], exq_page_words(page));
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t t = 0; t < history->trend_count; t++) {
        exq_markup_open(page->markup, "tr", NULL);
        exq_page_turn_to(page, history->trends[t].results[history->trends[t].count - 1]);
        exq_say_check_named(&page->voice, exq_page_words(page),
                            history->trends[t].checks[history->trends[t].count - 1]);
        exq_markup_open(page->markup, "th", "scope", "row", NULL);
        exq_page_text(page);
        exq_markup_close(page->markup);
        for (size_t i = first; i < history->count; i++)
            write_cell(page, check_of(&history->trends[t], &history->results[i]));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    if (first == 0)
        return;
    exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)first);
    exq_page_say(page, EXQ_SENTENCE_DASHBOARD_LEFT_OUT, &places);
    exq_page_element(page, "p", "legend");
}

void exq_dashboard_matrix(exq_dashboard_page *self, const exq_history *history)
{
    if (history->trend_count > 0)
        write_matrix(self, history);
    else
        exq_page_own(&self->page, "p", NULL, T(&self->page, "Nothing was checked: these audits describe."));
}
