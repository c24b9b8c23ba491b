/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are all groups alike? One test a rate, beside how much the true rates vary.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

enum { VARIANCE_DECIMALS = 4 };

static const exq_doc_variance *variance_of(const exq_doc_question *question, const char *rate)
{
    for (size_t i = 0; i < question->variance_count; i++)
        if (strcmp(question->variances[i].of, rate) == 0)
            return &question->variances[i];
    return NULL;
}

static void write_decimals(exq_page *page, double value)
{
    exq_say_decimals(&page->voice, exq_page_words(page), value, VARIANCE_DECIMALS);
    exq_page_data(page, value);
}

/* The variance and its range: two cells. */
static void write_variance(exq_page *page, const exq_doc_variance *variance)
{
    const bool told = variance != NULL && !isnan(variance->value);
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (told) {
        write_decimals(page, variance->value);
        exq_page_outside(page, variance->value, variance->lo, variance->hi);
    } else {
        exq_markup_text(page->markup, "–");
    }
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (told && !isnan(variance->lo) && !isnan(variance->hi))
        exq_page_numbers(page, EXQ_SENTENCE_RANGE_WORDS, write_decimals,
                         (exq_page_place[]){
                             {"lo",          variance->lo},
                             {"hi",             variance->hi},
                             {0}
        });
    else
        exq_markup_text(page->markup, "–");
    exq_markup_close(page->markup);
}

static void write_reading(exq_page *page, const exq_doc_test *test)
{
    double p = isnan(test->p_permutation) ? test->p : test->p_permutation;
    bool shown = p < 1.0 - page->document->uncertainty.level;
    exq_markup_element(page->markup, "td", shown ? T(page, "not all alike") : T(page, "not settled"));
}

/* Groups too many or too few to be dealt out again have no such p: then the column is left out. */
static bool has_dealt(const exq_page *page, const exq_doc_question *question)
{
    for (size_t i = 0; i < page->document->conventions.show_count; i++) {
        const exq_doc_test *test = exq_look_test(question, page->document->conventions.show[i]);
        if (test != NULL && !isnan(test->chi2) && !isnan(test->p_permutation))
            return true;
    }
    return false;
}

static void write_test(exq_page *page, const exq_doc_question *question, const exq_doc_test *test, bool dealt)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_page_say_rate(page, exq_page_words(page), test->of);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    write_reading(page, test);
    exq_page_p_cell(page, test->p);
    if (dealt)
        exq_page_p_cell(page, test->p_permutation);
    exq_page_number_cell(page, test->chi2);
    exq_page_count_cell(page, test->df);
    write_variance(page, variance_of(question, test->of));
    exq_markup_close(page->markup);
}

void exq_html_tests(exq_page *page, const exq_doc_question *question)
{
    const bool dealt = has_dealt(page, question);
    const char *const with[] = {N_("Rate"),
                                N_("Are all groups alike?"),
                                N_("#p"),
                                N_("#p, dealt out"),
                                N_("#Chi-square"),
                                N_("#Degrees of freedom"),
                                N_("#Variance of true rates"),
                                N_("#Plausible range"),
                                NULL};
    const char *const without[] = {with[0], with[1], with[2], with[4], with[5], with[6], with[7], NULL};
    const exq_document *document = page->document;
    bool opened = false;
    for (size_t i = 0; i < document->conventions.show_count; i++) {
        const exq_doc_test *test = exq_look_test(question, document->conventions.show[i]);
        if (test == NULL || isnan(test->chi2))
            continue;
        if (!opened) {
            exq_places places = {0};
            exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
            exq_page_say(page, EXQ_SENTENCE_PAGE_ALL_AT_ONCE, &places);
            exq_page_folded_table(page, "tests", exq_page_keep(page));
            exq_page_columns(page, dealt ? with : without);
            exq_markup_open(page->markup, "tbody", NULL);
        }
        opened = true;
        write_test(page, question, test, dealt);
    }
    if (opened) {
        exq_markup_close(page->markup);
        exq_page_folded_table_end(page);
    }
}
