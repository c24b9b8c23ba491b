/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of groups on one rate: heads, rate, range, and how it compares with the reference.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

static void open_cell(exq_page *page)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
}

/* Heads, rate and its range: three cells. */
static void write_rate(exq_page *page, const exq_doc_rate *rate)
{
    open_cell(page);
    exq_page_k_of_n(page, rate->num, rate->den);
    exq_markup_close(page->markup);
    if (rate->den < EXQ_FEWEST_FOR_A_RATE) {
        exq_markup_open(page->markup, "td", "class", "number quiet", "colspan", "2", NULL);
        exq_markup_text(page->markup, T(page, "too few for a rate"));
        exq_markup_close(page->markup);
        return;
    }
    open_cell(page);
    exq_page_per_100(page, rate->value);
    exq_markup_close(page->markup);
    open_cell(page);
    exq_page_per_100_range(page, rate->lo, rate->hi);
    exq_markup_close(page->markup);
}

/* Ratio, its range and what they show: three cells. */
static void write_comparison(exq_page *page, const exq_standing *standing)
{
    const exq_doc_disparity *disparity = standing->disparity;
    if (standing->is_reference || disparity == NULL || isnan(disparity->value)) {
        exq_markup_open(page->markup, "td", "class", "quiet", "colspan", "2", NULL);
        if (!standing->is_reference && disparity != NULL && disparity->why != NULL) {
            exq_say_why(&page->voice, exq_page_words(page), disparity->why);
            exq_page_text(page);
        }
        exq_markup_close(page->markup);
    } else {
        open_cell(page);
        if (exq_too_few(disparity))
            exq_markup_text(page->markup, "–");
        else
            exq_page_number(page, disparity->value);
        exq_markup_close(page->markup);
        open_cell(page);
        if (exq_too_few(disparity) && disparity->direction == NULL)
            exq_markup_text(page->markup, T(page, "too few"));
        else
            exq_page_range(page, disparity);
        if (!exq_too_few(disparity))
            exq_page_outside(page, disparity->value, disparity->lo, disparity->hi);
        exq_markup_close(page->markup);
    }
    exq_markup_open(page->markup, "td", NULL);
    exq_page_standing(page, exq_plot_standing_of(page->document, disparity, standing->is_reference));
    exq_markup_close(page->markup);
}

static void write_absence(exq_page *page, const exq_standing *standing)
{
    exq_markup_open(page->markup, "td", "class", "withheld", "colspan", "6", NULL);
    exq_buffer *words = exq_page_words(page);
    if (standing->group->withheld)
        exq_say_withheld(&page->voice, words, standing->group);
    else if (standing->rate != NULL && standing->rate->why != NULL)
        exq_say_why(&page->voice, words, standing->rate->why);
    exq_page_text(page);
    exq_markup_close(page->markup);
}

/* Are both withheld, and for the same reason? */
static bool is_like(const exq_doc_group *a, const exq_doc_group *b)
{
    return a->withheld && b->withheld &&
           (a->why == b->why || (a->why != NULL && b->why != NULL && strcmp(a->why, b->why) == 0));
}

static void write_group(exq_page *page, const exq_standing *standing)
{
    exq_markup_open(page->markup, "tr", "class", standing->is_reference ? "reference" : NULL, NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_say_label(&page->voice, exq_page_words(page), &standing->group->levels);
    exq_page_text(page);
    exq_markup_close(page->markup);
    if (standing->group->withheld || standing->rate == NULL || isnan(standing->rate->value)) {
        write_absence(page, standing);
    } else {
        write_rate(page, standing->rate);
        write_comparison(page, standing);
    }
    exq_markup_close(page->markup);
}

/* The groups of a crossing that are withheld for the same reason: one row. */
static void write_hidden(exq_page *page, const exq_standing *standings, size_t count, size_t first)
{
    const exq_doc_group *group = standings[first].group;
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_buffer *words = exq_page_words(page);
    for (size_t i = first; i < count; i++) {
        if (!is_like(standings[i].group, group))
            continue;
        exq_buffer_string(words, i > first ? "; " : "");
        exq_say_label(&page->voice, words, &standings[i].group->levels);
    }
    exq_page_text(page);
    exq_markup_close(page->markup);
    write_absence(page, &standings[first]);
    exq_markup_close(page->markup);
}

static void write_rows(exq_page *page, const exq_standing *standings, size_t count, bool crossed)
{
    for (size_t i = 0; i < count; i++) {
        bool opens = true;
        for (size_t before = 0; before < i; before++)
            opens &= !is_like(standings[before].group, standings[i].group);
        if (!crossed || !standings[i].group->withheld)
            write_group(page, &standings[i]);
        else if (opens)
            write_hidden(page, standings, count, i);
    }
}

/* Whoever is withheld is in no total either. */
static bool withholds(const exq_doc_question *question)
{
    for (size_t g = 0; g < question->group_count; g++)
        if (question->groups[g].withheld)
            return true;
    return false;
}

static void write_everyone(exq_page *page, const exq_doc_question *question, const char *rate_id)
{
    const exq_doc_group *overall = &question->overall;
    const exq_doc_rate *rate = exq_look_rate(overall, rate_id);
    if (rate == NULL || isnan(rate->value))
        return;
    exq_markup_open(page->markup, "tfoot", NULL);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    if (overall->levels.count == 0 && withholds(question))
        exq_page_say(page, EXQ_SENTENCE_LABEL_EVERYONE_SHOWN, NULL);
    else
        exq_say_label(&page->voice, exq_page_words(page), &overall->levels);
    exq_page_text(page);
    exq_markup_close(page->markup);
    write_rate(page, rate);
    exq_markup_open(page->markup, "td", "colspan", "3", NULL);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_html_groups(exq_page *page, const exq_doc_question *question, const char *rate, const char *caption)
{
    static const char *const headings[] = {
        N_("Group"),           N_("#How many"),        N_("#Of every 100"), N_("#Plausible range"),
        N_("#Times as often"), N_("#Plausible range"), N_("What is shown"), NULL};
    exq_standing *standings = EXQ_NEW(page->arena, exq_standing, question->group_count);
    if (standings == NULL) {
        page->failed = true;
        return;
    }
    exq_look_standings(question, rate, standings);
    exq_page_table(page, "groups", caption);
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    write_rows(page, standings, question->group_count, question->by_count > 1);
    exq_markup_close(page->markup);
    write_everyone(page, question, rate);
    exq_page_table_end(page);
}
