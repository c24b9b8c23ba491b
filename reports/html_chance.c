/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What chance can do: to all groups at once, to each comparison, and how little would turn one round.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

/* More rows than these are left to the JSON. */
enum { MOST_ROWS = 40, MOST_STEPS = 6 };

static bool is(const char *text, const char *value)
{
    return text != NULL && strcmp(text, value) == 0;
}

/* Put a blank before the next sentence of a paragraph. */
static exq_buffer *next_sentence(exq_page *page)
{
    if (page->words.length > 0 && page->words.bytes[page->words.length - 1] != ' ')
        exq_buffer_char(&page->words, ' ');
    return &page->words;
}

static void write_all_groups(exq_page *page, const exq_doc_question *question)
{
    const char *rate = question->lead_rate;
    size_t tiny = 0;
    bool several = exq_count_compared(page->document, question, rate, EXQ_FEWEST_FOR_A_RATE, &tiny) > 2;
    exq_buffer *words = exq_page_words(page);
    bool said =
        (several || exq_chance_misleads(question, rate)) && exq_say_parity_null(&page->voice, words, question, rate);
    said |= exq_say_as_low_by_chance(&page->voice, next_sentence(page), question, rate);
    exq_page_said(page, said);
    exq_page_said(page, exq_say_people_to_meet(&page->voice, exq_page_words(page), question, rate));
    exq_page_said(page, exq_say_extremes(&page->voice, exq_page_words(page), question, rate));
    said = exq_say_comparisons(&page->voice, exq_page_words(page), question);
    said |= exq_say_widening(&page->voice, next_sentence(page), question, rate);
    exq_page_said(page, said);
}

/* How little would change the finding that leads, and the groups of a handful of people. */
static void write_few_decisions(exq_page *page, const exq_doc_question *question, size_t index)
{
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    if (finding != NULL) {
        const exq_doc_disparity *lead = exq_look_disparity(page->document, finding);
        bool said = exq_say_flips(&page->voice, exq_page_words(page), lead);
        said |= exq_say_shortfalls(&page->voice, next_sentence(page), lead);
        exq_page_said(page, said);
    }
    size_t steps = 0;
    (void)exq_page_words(page);
    for (size_t i = 0; i < question->disparity_count && steps < MOST_STEPS; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (exq_is_ratio(row) && is(question->lead_rate, row->of))
            steps += exq_say_step(&page->voice, next_sentence(page), row);
    }
    exq_page_said(page, steps > 0);
}

static void write_row(exq_page *page, const exq_doc_disparity *row)
{
    bool few = exq_too_few(row);
    exq_page_row_of(page, &row->group);
    exq_page_number_cell(page, few ? (double)NAN : row->value);
    exq_page_number_cell(page, few ? (double)NAN : row->shrunken);
    exq_page_number_cell(page, row->detectable);
    exq_page_count_cell(page, row->flips);
    exq_page_count_cell(page, row->has_people ? row->people.shortfall : -1);
    exq_page_count_cell(page, row->has_people ? row->people.swapped : -1);
    exq_page_p_cell(page, row->p);
    exq_page_p_cell(page, row->p_adjusted);
    exq_markup_close(page->markup);
}

static void write_rows(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"),
                                           N_("#Times as often"),
                                           N_("#Chance taken out"),
                                           N_("#Would show from"),
                                           N_("#Decisions to turn it round"),
                                           N_("#People, at the reference’s rate"),
                                           N_("#Moved between the two"),
                                           N_("#p"),
                                           N_("#p, all comparisons"),
                                           NULL};
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), question->lead_rate);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_EACH_COMPARISON, &places);
    exq_page_table(page, "chance", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    size_t written = 0;
    size_t left = 0;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!exq_is_ratio(row) || !is(question->lead_rate, row->of) || isnan(row->value))
            continue;
        if (written == MOST_ROWS) {
            left++;
            continue;
        }
        write_row(page, row);
        written++;
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    if (left > 0) {
        exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)left);
        exq_page_say(page, EXQ_SENTENCE_PAGE_MORE_IN_JSON, &places);
        exq_page_element(page, "p", "quiet");
    }
}

static bool has_rows(const exq_doc_question *question)
{
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (exq_is_ratio(row) && is(question->lead_rate, row->of) && !isnan(row->value) && !isnan(row->p))
            return true;
    }
    return false;
}

static void write_explanation(exq_page *page)
{
    exq_page_own(page, "p", "quiet",
                 T(page,
                   "Chance taken out: the same comparison of rates drawn towards each other, the more the fewer "
                   "people are behind them. Would show from: the ratio nearest to equal that so many people would "
                   "show in four of five samples, whichever side the finding is on; one that is nearer to equal can "
                   "hide. A p is how often groups "
                   "treated alike would differ at least as much; the last column allows for all comparisons of the "
                   "table. No p is a size: read the range first."));
}

void exq_html_chance(exq_page *page)
{
    bool explained = false;
    for (size_t i = 0; i < page->document->question_count; i++) {
        const exq_doc_question *question = &page->document->questions[i];
        if (question->lead_rate == NULL || (exq_look_side(question) == EXQ_SIDE_ITEM && !has_rows(question)))
            continue;
        exq_page_question(page, question);
        write_all_groups(page, question);
        write_few_decisions(page, question, i);
        if (has_rows(question)) {
            if (!explained)
                write_explanation(page);
            write_rows(page, question);
            explained = true;
        }
        exq_html_tests(page, question);
    }
}
