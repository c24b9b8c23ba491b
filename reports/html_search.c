/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The subgroup search: what was looked through, how, and the groups that stand out, rate by rate.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

static void write_number(exq_page *page, double value)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    exq_page_number(page, value);
    exq_markup_close(page->markup);
}

static void write_share(exq_page *page, exq_count k, exq_count n)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    exq_page_k_of_n(page, (double)k, (double)n);
    exq_markup_close(page->markup);
}

static void write_range(exq_page *page, const exq_doc_search_finding *finding)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    (void)exq_say_range_words(&page->voice, exq_page_words(page), finding->lo, finding->hi, NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
}

static void write_state(exq_page *page, const exq_doc_search_rate *rate, const exq_doc_search_finding *finding)
{
    const bool higher = strcmp(finding->direction, "higher") == 0;
    const bool shown = strcmp(finding->state, "shown") == 0;
    exq_markup_open(page->markup, "td", NULL);
    if (shown)
        exq_page_standing(page, exq_plot_standing_shown(page->document, rate->of, higher));
    else
        exq_page_own(page, "span", "state",
                     higher ? T(page, "higher; its range alone would not show it")
                            : T(page, "lower; its range alone would not show it"));
    exq_markup_close(page->markup);
}

static void write_finding(exq_page *page, const exq_doc_search_rate *rate, const exq_doc_search_finding *finding)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_say_label(&page->voice, exq_page_words(page), &finding->levels);
    exq_page_text(page);
    exq_markup_close(page->markup);
    write_share(page, finding->k, finding->n);
    write_share(page, finding->rest_k, finding->rest_n);
    write_number(page, finding->difference);
    write_range(page, finding);
    write_number(page, finding->ratio);
    write_number(page, finding->p_found);
    write_state(page, rate, finding);
    exq_markup_close(page->markup);
}

static void write_rate(exq_page *page, const exq_doc_search_rate *rate)
{
    static const char *const headings[] = {N_("Group"),       N_("#Of them"),         N_("#Of everyone else"),
                                           N_("#Difference"), N_("#Plausible range"), N_("#Ratio"),
                                           N_("#Adjusted p"), N_("What is shown"),    NULL};
    exq_places places = {0};
    if (rate->class_name != NULL) {
        exq_page_say_rate(page, exq_place(&places, "rate"), rate->of);
        exq_buffer_string(exq_place(&places, "class"), rate->class_name);
        exq_page_say(page, EXQ_SENTENCE_PAGE_RATE_OF_CLASS, &places);
    } else {
        exq_page_say_rate(page, exq_page_words(page), rate->of);
    }
    exq_page_element(page, "h3", NULL);
    exq_say_count(&page->voice, exq_place(&places, "n"), rate->tested);
    exq_say_count(&page->voice, exq_place(&places, "found"), (exq_count)rate->finding_count);
    exq_say_count(&page->voice, exq_place(&places, "redundant"), rate->redundant);
    exq_page_say(page, EXQ_SENTENCE_PAGE_SEARCH_COUNTS, &places);
    exq_page_element(page, "p", NULL);
    if (rate->finding_count == 0)
        return;
    exq_say_rate(&page->voice, exq_place(&places, "rate"), rate->of);
    exq_page_say(page, EXQ_SENTENCE_PAGE_SEARCH_TABLE, &places);
    exq_page_table(page, "search", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < rate->finding_count; i++)
        write_finding(page, rate, &rate->findings[i]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

static void write_method(exq_page *page, const exq_doc_search *search)
{
    exq_places places = {0};
    exq_say_count(&page->voice, exq_place(&places, "depth"), search->depth);
    exq_say_columns(&page->voice, exq_place(&places, "columns"), search->attributes, search->attribute_count);
    exq_say_count(&page->voice, exq_place(&places, "groups"), search->groups);
    exq_say_count(&page->voice, exq_place(&places, "withheld"), search->withheld);
    exq_page_say(page, EXQ_SENTENCE_PAGE_SEARCHED, &places);
    exq_page_element(page, "p", NULL);
    exq_page_own(
        page, "p", "quiet",
        T(page,
          "A group stands out when it differs from everyone else, and from the other people of every coarser group "
          "that it is part of; p is the largest of these and allows for all groups compared (Benjamini and "
          "Hochberg). Ranges are widened so that all of them hold together. What is found here was looked for: "
          "confirm it on other data."));
}

void exq_html_search(exq_page *page)
{
    const exq_doc_search *search = &page->document->search;
    if (!page->document->has_search)
        return;
    exq_page_section(page, "search", T(page, "Groups found by searching"));
    write_method(page, search);
    for (size_t i = 0; i < search->rate_count; i++)
        write_rate(page, &search->rates[i]);
    exq_markup_close(page->markup);
}
