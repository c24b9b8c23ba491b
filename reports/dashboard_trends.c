/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each check of an audit over time: a run chart, and the same numbers as a table.
 */
#include <math.h>
#include <string.h>

#include "dashboard.h"
#include "gnuplot.h"

enum { MOST_CHARTS = 12 };

/* ------------------------------------------------------------------------------------------------ following */

static const exq_doc_check *find_check(const exq_dated *result, const char *id)
{
    for (size_t i = 0; i < result->document->check_count; i++)
        if (strcmp(result->document->checks[i].id, id) == 0)
            return &result->document->checks[i];
    return NULL;
}

static bool is_listed(const exq_trend *trends, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(trends[i].checks[0]->id, id) == 0)
            return true;
    return false;
}

static bool follow(const exq_history *history, const char *id, exq_arena *arena, exq_trend *out)
{
    *out = (exq_trend){.results = EXQ_NEW(arena, const exq_dated *, history->count),
                       .checks = EXQ_NEW(arena, const exq_doc_check *, history->count)};
    if (out->results == NULL || out->checks == NULL)
        return false;
    for (size_t i = 0; i < history->count; i++) {
        const exq_doc_check *check = find_check(&history->results[i], id);
        if (check == NULL)
            continue;
        out->results[out->count] = &history->results[i];
        out->checks[out->count++] = check;
    }
    return true;
}

bool exq_history_follow(exq_history *history, exq_arena *arena)
{
    size_t most = 0;
    for (size_t i = 0; i < history->count; i++)
        most += history->results[i].document->check_count;
    history->trends = EXQ_NEW(arena, exq_trend, most);
    for (size_t i = history->count; history->trends != NULL && i-- > 0;) {
        const exq_document *document = history->results[i].document;
        for (size_t c = 0; c < document->check_count; c++) {
            if (is_listed(history->trends, history->trend_count, document->checks[c].id))
                continue;
            if (!follow(history, document->checks[c].id, arena, &history->trends[history->trend_count]))
                return false;
            history->trend_count++;
        }
    }
    return history->trends != NULL;
}

size_t exq_history_plots(exq_history *history, exq_page *page, exq_plot **plots)
{
    size_t count = 0;
    for (size_t t = 0; t < history->trend_count && t < MOST_CHARTS; t++) {
        exq_trend *trend = &history->trends[t];
        if (exq_plot_trend(&trend->plot, &trend->results[trend->count - 1]->voice, trend, page->arena))
            plots[count++] = &trend->plot;
        page->failed = page->failed || trend->plot.failed;
    }
    return count;
}

void exq_history_free_plots(exq_history *history)
{
    for (size_t t = 0; t < history->trend_count; t++)
        exq_plot_free(&history->trends[t].plot);
}

/* All plots of the page: the ids in it must be its own. */
static void draw(exq_dashboard_page *self, const char *gnuplot, exq_plot **plots)
{
    exq_page *page = &self->page;
    exq_buffer why = EXQ_BUFFER_INIT;
    size_t count = 0;
    for (size_t h = 0; h < self->history_count; h++)
        count += exq_history_plots(&self->histories[h], page, plots + count);
    if (gnuplot == NULL)
        exq_buffer_string(&why, T(page, "gnuplot was not found"));
    if (count == 0 || page->failed ||
        (gnuplot != NULL && exq_plots_draw(gnuplot, EXQ_GNUPLOT_PATIENCE_MS, plots, count, &why))) {
        exq_buffer_free(&why);
        return;
    }
    exq_places places = {0};
    *exq_place(&places, "why") = why;
    exq_page_say(page, EXQ_SENTENCE_PAGE_NO_PLOTS, &places);
    self->plots_note = exq_page_keep(page);
}

void exq_dashboard_follow(exq_dashboard_page *self, const char *gnuplot)
{
    exq_page *page = &self->page;
    size_t most = 1;
    for (size_t h = 0; h < self->history_count; h++) {
        page->failed = page->failed || !exq_history_follow(&self->histories[h], page->arena);
        most += self->histories[h].trend_count;
    }
    exq_plot **plots = EXQ_NEW(page->arena, exq_plot *, most);
    page->failed = page->failed || plots == NULL;
    if (!page->failed)
        draw(self, gnuplot, plots);
}

void exq_dashboard_free_plots(exq_dashboard_page *self)
{
    for (size_t h = 0; h < self->history_count; h++)
        exq_history_free_plots(&self->histories[h]);
}

/* -------------------------------------------------------------------------------------------------- writing */

static void write_number(exq_page *page, const exq_doc_check *check)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (!isnan(check->value))
        exq_say_mean(&page->voice, exq_page_words(page), check->value);
    exq_page_data(page, check->value);
    exq_markup_close(page->markup);
}

static void write_table(exq_page *page, const exq_trend *trend)
{
    static const char *const headings[] = {N_("Audit"), N_("#Number"), N_("Range"), N_("Verdict"), NULL};
    exq_say_check_named(&page->voice, exq_page_words(page), trend->checks[trend->count - 1]);
    exq_page_table(page, "trend", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < trend->count; i++) {
        const exq_doc_check *check = trend->checks[i];
        exq_page_turn_to(page, trend->results[i]);
        exq_markup_open(page->markup, "tr", NULL);
        exq_markup_open(page->markup, "th", "scope", "row", NULL);
        exq_dashboard_say_when(trend->results[i], exq_page_words(page));
        exq_page_text(page);
        exq_markup_close(page->markup);
        write_number(page, check);
        if (!exq_say_range_words(&page->voice, exq_page_words(page), check->lo, check->hi, check->hi_why))
            exq_buffer_string(&page->words, "–");
        exq_page_element(page, "td", NULL);
        exq_page_verdict(page, exq_check_state_of(check->verdict));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

static void write_chart(exq_page *page, const exq_trend *trend)
{
    exq_markup_open(page->markup, "div", "class", "chart", NULL);
    exq_page_turn_to(page, trend->results[trend->count - 1]);
    exq_say_check_named(&page->voice, exq_page_words(page), trend->checks[trend->count - 1]);
    exq_page_element(page, "h3", NULL);
    exq_page_figure(page, &trend->plot, "");
    exq_markup_open(page->markup, "details", NULL);
    exq_page_own(page, "summary", NULL, T(page, "The same as a table"));
    write_table(page, trend);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_page_charts(exq_page *page, const exq_history *history)
{
    if (history->trend_count == 0)
        return;
    exq_markup_open(page->markup, "div", "class", "charts", NULL);
    for (size_t t = 0; t < history->trend_count; t++)
        write_chart(page, &history->trends[t]);
    exq_markup_close(page->markup);
}
