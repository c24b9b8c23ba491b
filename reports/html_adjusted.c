/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Like compared with like: the warning where a difference does not remain, the rates in the same mix of strata, whether
 * the strata agree, and how much of the gap is due to where people are.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

static bool leads(const exq_doc_question *question, const exq_doc_adjusted *adjusted)
{
    return strcmp(adjusted->of, question->lead_rate) == 0;
}

static void write_warnings(exq_page *page, const exq_doc_question *question)
{
    for (size_t i = 0; i < question->adjusted_count; i++) {
        const exq_doc_adjusted *adjusted = &question->adjusted[i];
        if (!leads(question, adjusted))
            continue;
        if (!exq_say_simpson(&page->voice, exq_page_words(page), question, adjusted->of, &adjusted->group))
            continue;
        exq_markup_open(page->markup, "p", "class", "note", NULL);
        const char *sentence = exq_page_keep(page);
        exq_places places = {0};
        exq_say_label(&page->voice, exq_place(&places, "group"), &adjusted->group);
        exq_page_say(page, EXQ_SENTENCE_PAGE_PARADOX, &places);
        exq_page_element(page, "strong", NULL);
        exq_markup_text(page->markup, " ");
        exq_markup_text(page->markup, sentence);
        exq_markup_text(page->markup, " ");
        exq_markup_text(page->markup,
                        T(page, "Which of the two comparisons is the fair one depends on how people come to be "
                                "where they are; the numbers do not say."));
        exq_markup_close(page->markup);
    }
}

static exq_plot_standing standing_of(const exq_page *page, const exq_doc_adjusted *adjusted)
{
    if (isnan(adjusted->odds_ratio.lo) || isnan(adjusted->odds_ratio.hi))
        return EXQ_PLOT_APART;
    const bool higher = adjusted->odds_ratio.lo > 1.0;
    if (!higher && adjusted->odds_ratio.hi >= 1.0)
        return EXQ_PLOT_UNSETTLED;
    return exq_plot_standing_shown(page->document, adjusted->of, higher);
}

static void write_per_100(exq_page *page, double share)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(share))
        exq_markup_text(page->markup, "–");
    else
        exq_page_per_100(page, share);
    exq_markup_close(page->markup);
}

static void write_p(exq_page *page, double p)
{
    exq_say_p(&page->voice, exq_page_words(page), p);
    exq_page_data(page, p);
}

static void write_agreement(exq_page *page, const exq_doc_adjusted *adjusted)
{
    exq_markup_open(page->markup, "td", NULL);
    if (isnan(adjusted->tarone.p)) {
        exq_markup_text(page->markup, "–");
    } else {
        bool disagree = adjusted->tarone.p < 1.0 - page->document->uncertainty.level;
        exq_page_numbers(page, disagree ? EXQ_SENTENCE_PAGE_NOT_ALIKE : EXQ_SENTENCE_PAGE_ALIKE_UNSETTLED, write_p,
                         (exq_page_place[]){
                             {"p", adjusted->tarone.p},
                             {0  }
        });
    }
    exq_markup_close(page->markup);
}

static void write_row(exq_page *page, const exq_doc_adjusted *adjusted)
{
    exq_page_row_of(page, &adjusted->group);
    write_per_100(page, adjusted->standardised.group);
    write_per_100(page, adjusted->standardised.reference);
    exq_page_number_cell(page, adjusted->odds_ratio.value);
    exq_page_range_cell(page, adjusted->odds_ratio.lo, adjusted->odds_ratio.hi, NULL);
    exq_markup_open(page->markup, "td", NULL);
    if (adjusted->odds_ratio.why == NULL) {
        exq_page_standing(page, standing_of(page, adjusted));
    } else {
        exq_say_why(&page->voice, exq_page_words(page), adjusted->odds_ratio.why);
        exq_page_text(page);
    }
    exq_markup_close(page->markup);
    exq_page_p_cell(page, adjusted->cmh.p);
    write_agreement(page, adjusted);
    exq_page_count_cell(page, adjusted->strata_used);
    exq_markup_close(page->markup);
}

static void write_table(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"),
                                           N_("#Same mix, of every 100"),
                                           N_("#The reference"),
                                           N_("#Odds, times as high"),
                                           N_("#Plausible range"),
                                           N_("What is shown"),
                                           N_("#p"),
                                           N_("Do they agree?"),
                                           N_("#Compared in"),
                                           NULL};
    exq_places places = {0};
    exq_say_columns(&page->voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_page_say(page, EXQ_SENTENCE_PAGE_LIKE_WITH_LIKE, &places);
    exq_page_table(page, "adjusted", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->adjusted_count; i++)
        if (leads(question, &question->adjusted[i]))
            write_row(page, &question->adjusted[i]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

static void write_points(exq_page *page, double share)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(share)) {
        exq_markup_text(page->markup, "–");
    } else {
        exq_say_points(&page->voice, exq_page_words(page), share);
        exq_page_data(page, share);
    }
    exq_markup_close(page->markup);
}

static void write_mix(exq_page *page, const exq_doc_question *question, size_t index)
{
    static const char *const headings[] = {N_("Group"), N_("#The gap, points in 100"), N_("#Where people are"),
                                           N_("#How they fare there"), NULL};
    bool opened = false;
    for (size_t i = 0; i < question->adjusted_count; i++) {
        const exq_doc_adjusted *adjusted = &question->adjusted[i];
        if (!leads(question, adjusted) || isnan(adjusted->composition.composition))
            continue;
        if (!opened) {
            exq_page_figure(
                page, &page->mixes[index],
                T(page, "Each line starts at 0 and ends at its mark: the gap as found, the part of it by where people are, and "
                        "the part by how they fare there. Left of 0 the group has the lower rate."));
            exq_page_table(page, "mix", T(page, "Where the gap comes from"));
            exq_page_columns(page, headings);
            exq_markup_open(page->markup, "tbody", NULL);
        }
        opened = true;
        exq_page_row_of(page, &adjusted->group);
        write_points(page, adjusted->composition.gap);
        write_points(page, adjusted->composition.composition);
        write_points(page, adjusted->composition.rates);
        exq_markup_close(page->markup);
    }
    if (opened) {
        exq_markup_close(page->markup);
        exq_page_table_end(page);
    }
}

static void write_sentences(exq_page *page, const exq_doc_question *question)
{
    enum { MOST_SAID = 6 };
    size_t said = 0;
    for (size_t i = 0; i < question->adjusted_count && said < MOST_SAID; i++) {
        const exq_doc_adjusted *adjusted = &question->adjusted[i];
        if (!leads(question, adjusted))
            continue;
        exq_page_said(page, exq_say_agreement(&page->voice, exq_page_words(page), question, adjusted));
        exq_page_said(page, exq_say_mix(&page->voice, exq_page_words(page), question, adjusted));
        said++;
    }
}

void exq_html_adjusted(exq_page *page, const exq_doc_question *question, size_t index)
{
    size_t count = 0;
    for (size_t i = 0; i < question->adjusted_count; i++)
        count += leads(question, &question->adjusted[i]);
    if (count == 0)
        return;
    write_warnings(page, question);
    write_table(page, question);
    write_sentences(page, question);
    write_mix(page, question, index);
}
