/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two attributes crossed as a map: in each cell how many times as often as the reference, with a shade that says how far from
 * equal and an arrow that says which way. It is a table, so that it can be read aloud, copied and printed.
 */
#include <math.h>

#include "html_page.h"

/* The fifth, the tenth and their inverses, around 1. */
static const struct {
    double below; /* up to this ratio */
    const char *class, *arrow;
} shades[] = {
    {.8,       "less far", "▼▼"},
    {1 / 1.1,  "less",     "▼" },
    {1.1,      "even",     "="          },
    {1.25,     "more",     "▲" },
    {INFINITY, "more far", "▲▲"},
};

static exq_doc_levels one(const exq_doc_levels *levels, size_t attribute)
{
    return (exq_doc_levels){levels->items + attribute, 1};
}

static bool same(const exq_doc_group *a, const exq_doc_group *b, size_t attribute)
{
    const exq_doc_levels x = one(&a->levels, attribute), y = one(&b->levels, attribute);
    return exq_levels_equal(&x, &y);
}

/* The first group with this level of the attribute stands for all of them. */
static bool is_first(const exq_doc_question *question, size_t group, size_t attribute)
{
    for (size_t i = 0; i < group; i++)
        if (same(&question->groups[i], &question->groups[group], attribute))
            return false;
    return true;
}

static const exq_doc_group *find(const exq_doc_question *question, const exq_doc_group *row, const exq_doc_group *column)
{
    for (size_t i = 0; i < question->group_count; i++)
        if (same(&question->groups[i], row, 1) && same(&question->groups[i], column, 0))
            return &question->groups[i];
    return NULL;
}

static void write_hidden(exq_page *page, const exq_doc_group *cell)
{
    exq_markup_open(page->markup, "td", "class", "hatched", NULL);
    exq_page_say(page, cell == NULL ? EXQ_SENTENCE_PAGE_NOBODY : EXQ_SENTENCE_PLOT_TOO_FEW, NULL);
    exq_page_element(page, "span", "said");
    exq_markup_close(page->markup);
}

static void write_ratio(exq_page *page, const exq_doc_disparity *ratio)
{
    size_t shade = 0;
    while (ratio->value > shades[shade].below)
        shade++;
    exq_markup_open(page->markup, "td", "class", shades[shade].class, NULL);
    exq_page_number(page, ratio->value);
    exq_markup_open(page->markup, "span", "class", "shape", "aria-hidden", "true", NULL);
    exq_markup_text(page->markup, shades[shade].arrow);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_cell(exq_page *page, const exq_doc_question *question, const exq_doc_group *cell)
{
    const exq_disparities all = {question->disparities, question->disparity_count};
    const exq_doc_disparity *ratio =
        cell == NULL || cell->withheld ? NULL : exq_look_ratio(all, question->lead_rate, &cell->levels);
    if (cell != NULL && exq_levels_equal(&cell->levels, &question->reference.levels))
        exq_page_own(page, "td", "even", T(page, "reference"));
    else if (ratio == NULL || isnan(ratio->value) || exq_too_few(ratio))
        write_hidden(page, cell);
    else
        write_ratio(page, ratio);
}

static void write_heads(exq_page *page, const exq_doc_question *question)
{
    exq_markup_open(page->markup, "thead", NULL);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "td", NULL);
    exq_markup_close(page->markup);
    for (size_t i = 0; i < question->group_count; i++) {
        if (!is_first(question, i, 0))
            continue;
        const exq_doc_levels level = one(&question->groups[i].levels, 0);
        exq_markup_open(page->markup, "th", "scope", "col", "class", "number", NULL);
        exq_say_label(&page->voice, exq_page_words(page), &level);
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_html_crossings(exq_page *page, const exq_doc_question *question)
{
    if (question->by_count != 2 || question->lead_rate == NULL || question->group_count < 4)
        return;
    exq_page_own(page, "h3", NULL, T(page, "Where both attributes meet"));
    exq_page_own(page, "p", "legend",
                 T(page, "1 is equal to the reference. ▲ more than 1.1 and ▲▲ more than 1.25 times as often, ▼ less than 1/1.1 "
                         "and ▼▼ at most 0.8 times. The shade is the number found, not what is shown: its range stands in the "
                         "table of ratios. Hatched: too few people."));
    exq_places places = {0};
    exq_say_rate(&page->voice, exq_place(&places, "rate"), question->lead_rate);
    exq_page_say(page, EXQ_SENTENCE_PAGE_CROSSED, &places);
    exq_page_table(page, "map diverging", exq_page_keep(page));
    write_heads(page, question);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t row = 0; row < question->group_count; row++) {
        if (!is_first(question, row, 1))
            continue;
        const exq_doc_levels level = one(&question->groups[row].levels, 1);
        exq_page_row_of(page, &level);
        for (size_t column = 0; column < question->group_count; column++)
            if (is_first(question, column, 0))
                write_cell(page, question, find(question, &question->groups[row], &question->groups[column]));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}
