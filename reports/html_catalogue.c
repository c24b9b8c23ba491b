/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: how much of it is ever seen, how unevenly, and how popular what is shown was before.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_lists.h"

/* Figures that are shares of a whole, shown of every 100. */
static bool is_share(const char *id)
{
    static const char *const names[] = {"coverage", "tail_coverage", "items_for_80", "long_tail_share",
                                        "head_exposure_share"};
    size_t length = strcspn(id, "@");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == length && strncmp(id, names[i], length) == 0)
            return true;
    return false;
}

static void write_value(exq_page *page, const exq_doc_catalogue *figure, double value)
{
    if (is_share(figure->id))
        exq_page_share(page, value);
    else
        exq_page_mean(page, value);
}

static void value_cell(exq_page *page, const exq_doc_catalogue *figure, double value)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(value))
        exq_markup_text(page->markup, "–");
    else
        write_value(page, figure, value);
    exq_markup_close(page->markup);
}

static void range_cell(exq_page *page, const exq_doc_catalogue *figure)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(figure->lo) || isnan(figure->hi)) {
        exq_markup_text(page->markup, "–");
    } else {
        exq_page_numbers(page, EXQ_SENTENCE_RANGE_WORDS, is_share(figure->id) ? exq_page_share : exq_page_mean,
                         (exq_page_place[]){
                             {"lo",        figure->lo},
                             {"hi",           figure->hi},
                             {0}
        });
    }
    exq_markup_close(page->markup);
}

static void write_figure(exq_page *page, const exq_doc_catalogue *figure)
{
    exq_markup_open(page->markup, "tr", NULL);
    const char *meaning = exq_html_meaning(figure->id);
    exq_page_meaning(page, meaning != NULL ? T(page, meaning) : NULL, figure->id);
    if (isnan(figure->value)) {
        exq_markup_open(page->markup, "td", "class", "withheld", "colspan", "4", NULL);
        if (figure->why != NULL)
            exq_say_why(&page->voice, exq_page_words(page), figure->why);
        else
            (void)exq_page_words(page);
        exq_page_text(page);
        exq_markup_close(page->markup);
    } else {
        value_cell(page, figure, figure->value);
        range_cell(page, figure);
        exq_markup_open(page->markup, "td", "class", "number", NULL);
        if (isnan(figure->num))
            exq_markup_text(page->markup, "–");
        else
            exq_page_k_of_n(page, figure->num, figure->den);
        exq_markup_close(page->markup);
        value_cell(page, figure, figure->has_fair ? figure->fair.expected : (double)NAN);
    }
    exq_markup_close(page->markup);
}

bool exq_html_has_room(const exq_page *page, const char *metric)
{
    for (size_t i = 0; i < page->document->conventions.show_count; i++)
        if (strcmp(page->document->conventions.show[i], metric) == 0)
            return true;
    return exq_html_meaning(metric) != NULL;
}

void exq_html_more(exq_page *page, size_t count)
{
    if (count == 0)
        return;
    exq_places places = {0};
    exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)count);
    exq_page_say(page, EXQ_SENTENCE_PAGE_MORE_IN_JSON, &places);
    exq_page_element(page, "p", "quiet");
}

static void write_figures(exq_page *page)
{
    static const char *const headings[] = {N_("What it is"), N_("#Value"),     N_("#Plausible range"),
                                           N_("#Heads"),     N_("#By chance"), NULL};
    exq_page_table(page, "catalogue", T(page, "Figures of the whole catalogue; shares are of every 100"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    size_t more = 0;
    for (size_t i = 0; i < page->document->catalogue_count; i++) {
        const exq_doc_catalogue *figure = &page->document->catalogue[i];
        if (exq_html_has_room(page, figure->id))
            write_figure(page, figure);
        else
            more++;
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_html_more(page, more);
}

/* The points of the curve nearest above round shares of the items. */
static void write_points(exq_page *page, const exq_doc_catalogue *gini)
{
    static const char *const headings[] = {N_("#Of every 100, the least shown"), N_("#have of every 100 places"), NULL};
    static const double wanted[] = {0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1};
    exq_page_folded_table(page, "points", T(page, "Points of the curve"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    size_t last = gini->point_count;
    for (size_t w = 0, i = 0; w < sizeof wanted / sizeof wanted[0]; w++) {
        while (i + 1 < gini->point_count && gini->x[i] < wanted[w] - 1e-9)
            i++;
        if (i == last)
            continue;
        last = i;
        exq_markup_open(page->markup, "tr", NULL);
        for (int k = 0; k < 2; k++) {
            exq_markup_open(page->markup, "td", "class", "number", NULL);
            exq_page_share(page, k == 0 ? gini->x[i] : gini->y[i]);
            exq_markup_close(page->markup);
        }
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
}

void exq_html_catalogue(exq_page *page)
{
    const exq_document *document = page->document;
    if (document->catalogue_count == 0)
        return;
    exq_page_section(page, "catalogue", T(page, "What is seen of the catalogue"));
    bool (*const sentences[])(const exq_voice *, exq_buffer *) = {exq_say_ever_shown, exq_say_tail, exq_say_unevenness,
                                                                  exq_say_popularity};
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        exq_page_said(page, sentences[i](&page->voice, exq_page_words(page)));
    const exq_doc_catalogue *gini = exq_look_catalogue(document, "gini");
    if (gini != NULL && gini->point_count > 1) {
        exq_page_own(page, "h3", NULL, T(page, "How the places are spread"));
        exq_page_figure(
            page, &page->lorenz,
            T(page, "On the dashed line all would be shown alike. The further below it the curve runs, the fewer have "
                    "nearly all places."));
        write_points(page, gini);
    }
    exq_page_fold(page, "h3", T(page, "All figures"));
    write_figures(page);
    exq_page_fold_end(page);
    exq_markup_close(page->markup);
}
