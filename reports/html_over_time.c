/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of this audit beside those of earlier ones: a run chart of each.
 */
#include "dashboard.h"
#include "result.h"

bool exq_html_look_back(exq_page *page, const exq_named_result *results, size_t count)
{
    page->history = EXQ_NEW(page->arena, exq_history, 1);
    const exq_dated *dated = exq_put_in_order(results, count, page->voice.language, page->arena);
    if (page->history == NULL || dated == NULL)
        return false;
    *page->history = (exq_history){.results = dated, .count = count};
    return exq_history_follow(page->history, page->arena);
}

void exq_html_over_time(exq_page *page)
{
    const exq_document *document = page->document;
    const exq_voice voice = page->voice;
    if (page->history == NULL || page->history->trend_count == 0)
        return;
    exq_page_section(page, "over-time", T(page, "Over time"));
    exq_page_charts(page, page->history);
    exq_page_taken_together(page, page->history);
    page->document = document;
    page->voice = voice;
    exq_markup_close(page->markup);
}
