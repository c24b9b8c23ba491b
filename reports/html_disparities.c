/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shown metrics that are no rate: comparisons with a name of their own. The ratios of rates stand beside their
 * rates.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

static void write_levels(exq_page *page, const exq_doc_levels *levels)
{
    if (levels->count > 0)
        exq_say_label(&page->voice, exq_page_words(page), levels);
    else
        exq_buffer_string(exq_page_words(page), T(page, "all groups"));
    exq_page_text(page);
}

/* "45 against 23 of every 100", or heads where there are too few. */
static void write_people(exq_page *page, const exq_doc_disparity *disparity)
{
    const exq_doc_people *people = &disparity->people;
    if (!disparity->has_people || people->k < 0) {
        exq_markup_text(page->markup, "–");
    } else if (exq_too_few(disparity)) {
        exq_page_place places[] = {
            {"k",                (double)people->k},
            {"n",                  (double)people->n},
            {"reference_k",(double)people->reference_k},
            {"reference_n",      (double)people->reference_n},
            {0                 }
        };
        exq_page_numbers(page, people->reference_k >= 0 ? EXQ_SENTENCE_PAGE_HEADS_AGAINST : EXQ_SENTENCE_K_OF_N,
                         exq_page_amount, places);
    } else {
        exq_page_numbers(page, EXQ_SENTENCE_PAGE_PER_100_AGAINST, exq_page_amount,
                         (exq_page_place[]){
                             {"k",                 people->per_100[0]},
                             {"reference_k",                   people->per_100[1]},
                             {0}
        });
    }
}

static void write_state(exq_page *page, const exq_doc_disparity *disparity)
{
    if (disparity->difference == NULL)
        exq_page_own(page, "span", "quiet", T(page, "no range, no answer"));
    else if (disparity->direction != NULL || strcmp(disparity->difference, "shown") != 0)
        exq_page_standing(page, exq_plot_standing_of(page->document, disparity, false));
    else
        exq_page_own(page, "span", "state", T(page, "difference shown"));
}

static void write_values(exq_page *page, const exq_doc_question *question, const exq_doc_disparity *disparity)
{
    const bool few = exq_too_few_in(question, disparity);
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (few)
        exq_markup_text(page->markup, T(page, "too few"));
    else
        exq_page_number(page, disparity->value);
    if (!few)
        exq_page_outside(page, disparity->value, disparity->lo, disparity->hi);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (few)
        exq_markup_text(page->markup, "–");
    else
        exq_page_range(page, disparity);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", NULL);
    write_people(page, disparity);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", NULL);
    write_state(page, disparity);
    exq_markup_close(page->markup);
}

static void write_row(exq_page *page, const exq_doc_question *question, const exq_doc_disparity *disparity)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    write_levels(page, &disparity->group);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", NULL);
    exq_say_reference_label(&page->voice, exq_page_words(page), disparity);
    exq_page_text(page);
    exq_markup_close(page->markup);
    if (isnan(disparity->value)) {
        exq_markup_open(page->markup, "td", "class", "withheld", "colspan", "4", NULL);
        if (disparity->why != NULL) {
            exq_say_why(&page->voice, exq_page_words(page), disparity->why);
            exq_page_text(page);
        }
        exq_markup_close(page->markup);
    } else {
        write_values(page, question, disparity);
    }
    exq_markup_close(page->markup);
}

static bool is_reference_itself(const exq_doc_disparity *disparity)
{
    return disparity->why != NULL && strcmp(disparity->why, "reference_itself") == 0;
}

/* Is the group what others are compared with? Then the two are those furthest apart, whichever way round. */
static bool is_of_ends(const exq_doc_question *question, const exq_doc_disparity *disparity)
{
    if (disparity->group.count == 0 || question->lead_rate == NULL)
        return false;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *other = &question->disparities[i];
        if (exq_is_ratio(other) && strcmp(other->of, question->lead_rate) == 0 && other->reference.count > 0)
            return exq_levels_equal(&other->reference, &disparity->group);
    }
    return false;
}

static void open_metric(exq_page *page, const exq_doc_question *question, const exq_doc_disparity *disparity)
{
    exq_markup_open(page->markup, "tbody", NULL);
    exq_markup_open(page->markup, "tr", "class", "metric", NULL);
    exq_markup_open(page->markup, "th", "scope", "rowgroup", "colspan", "6", NULL);
    exq_markup_element(page->markup, "code", disparity->metric);
    if (disparity->of != NULL) {
        exq_markup_text(page->markup, " · ");
        exq_say_rate(&page->voice, exq_page_words(page), disparity->of);
        exq_page_text(page);
    }
    if (is_of_ends(question, disparity)) {
        exq_markup_text(page->markup, " · ");
        exq_markup_text(page->markup, T(page, "here the two groups furthest apart"));
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

/* One heading a metric; its rows below. */
static void write_metric(exq_page *page, const exq_doc_question *question, const char *name)
{
    bool opened = false;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *disparity = &question->disparities[i];
        if (strcmp(disparity->metric, name) != 0 || is_reference_itself(disparity))
            continue;
        if (!opened)
            open_metric(page, question, disparity);
        opened = true;
        write_row(page, question, disparity);
    }
    if (opened)
        exq_markup_close(page->markup);
}

static bool has_rows(const exq_page *page, const exq_doc_question *question)
{
    for (size_t i = 0; i < page->document->conventions.show_count; i++)
        for (size_t d = 0; d < question->disparity_count; d++)
            if (strcmp(question->disparities[d].metric, page->document->conventions.show[i]) == 0)
                return true;
    return false;
}

void exq_html_disparities(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"),     N_("Against"),       N_("#Value"), N_("#Plausible range"),
                                           N_("In people"), N_("What is shown"), NULL};
    if (!has_rows(page, question))
        return;
    exq_page_fold(page, "h3", T(page, "Other comparisons"));
    exq_places places = {0};
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_METRICS_BY, &places);
    exq_page_table(page, "disparities", exq_page_keep(page));
    exq_page_columns(page, headings);
    for (size_t i = 0; i < page->document->conventions.show_count; i++)
        write_metric(page, question, page->document->conventions.show[i]);
    exq_page_folded_table_end(page);
}
