/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The summary that a rule wants published: each axis as a table, without any verdict.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "made_names.h"
#include "text.h"

static void write_cut(exq_page *page, const exq_doc_summary *summary)
{
    if (isnan(summary->cut))
        return;
    exq_markup_open(page->markup, "p", NULL);
    exq_page_numbers(page, EXQ_SENTENCE_SUMMARY_CUT, exq_page_amount,
                     (exq_page_place[]){{"cut", summary->cut}, {"ties", (double)summary->ties}, {0}});
    exq_markup_close(page->markup);
    bool any = false;
    for (size_t a = 0; a < summary->axis_count; a++)
        for (size_t i = 0; i < summary->axes[a].category_count; i++)
            any = any || summary->axes[a].categories[i].selected > 0;
    if (any)
        return;
    exq_page_say(page, EXQ_SENTENCE_SUMMARY_ALL_TIED, NULL);
    exq_page_element(page, "p", "note");
}

static void write_category(exq_page *page, const exq_doc_category *category)
{
    exq_page_row_of(page, &category->levels);
    exq_page_count_cell(page, category->n);
    exq_page_count_cell(page, category->selected);
    exq_page_number_cell(page, category->rate);
    exq_page_number_cell(page, category->ratio);
    exq_buffer *words = exq_page_words(page);
    if (category->left_out)
        exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_SUMMARY_LEFT_OUT, NULL);
    else if (category->small)
        exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_SUMMARY_SMALL, NULL);
    else if (category->why != NULL)
        exq_say_why(&page->voice, words, category->why);
    exq_page_element(page, "td", NULL);
    exq_markup_close(page->markup);
}

static void write_axis(exq_page *page, const exq_doc_axis *axis, bool scoring)
{
    static const char *const selection[] = {N_("Category"), N_("#Assessed"), N_("#Selected"), N_("#Selection rate"),
                                            N_("#Impact ratio"), N_("Remark"), NULL};
    static const char *const scores[] = {N_("Category"), N_("#Assessed"), N_("#Above the median"), N_("#Scoring rate"),
                                         N_("#Impact ratio"), N_("Remark"), NULL};
    exq_buffer *words = exq_page_words(page);
    for (size_t i = 0; i < axis->by_count; i++) {
        exq_buffer_string(words, i > 0 ? " × " : "");
        exq_say_column_name(&page->voice, words, axis->by[i]);
    }
    exq_page_table(page, "summary", exq_page_keep(page));
    exq_page_columns(page, scoring ? scores : selection);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < axis->category_count; i++)
        write_category(page, &axis->categories[i]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_markup_open(page->markup, "p", "class", "quiet", NULL);
    exq_page_numbers(page, EXQ_SENTENCE_SUMMARY_UNKNOWN, exq_page_amount,
                     (exq_page_place[]){{"unknown", (double)axis->unknown}, {"known", (double)axis->known}, {0}});
    exq_markup_close(page->markup);
}

static void write_said(exq_page *page, const exq_doc_summary *summary)
{
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    if (summary->source != NULL) {
        exq_markup_element(page->markup, "dt", T(page, "Source of the data"));
        exq_markup_element(page->markup, "dd", summary->source);
    }
    if (summary->distributed != NULL) {
        exq_markup_element(page->markup, "dt", T(page, "First used on"));
        exq_markup_element(page->markup, "dd", summary->distributed);
    }
    exq_markup_close(page->markup);
    if (summary->justification == NULL)
        return;
    exq_places places = {0};
    exq_text_visible(exq_place(&places, "reason"), summary->justification, strlen(summary->justification));
    exq_page_say(page, EXQ_SENTENCE_SUMMARY_JUSTIFIED, &places);
    exq_page_element(page, "p", NULL);
}

void exq_html_summary(exq_page *page)
{
    const exq_document *document = page->document;
    const exq_doc_summary *summary = &document->summary;
    if (!document->has_summary)
        return;
    exq_page_own(page, "h3", NULL, T(page, "Summary for publication"));
    if (summary->source != NULL || summary->distributed != NULL || summary->justification != NULL)
        write_said(page, summary);
    write_cut(page, summary);
    for (size_t i = 0; i < summary->axis_count; i++)
        write_axis(page, &summary->axes[i], strcmp(summary->rate, "scoring") == 0);
}
