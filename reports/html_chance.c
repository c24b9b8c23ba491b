/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What chance can do: to all groups at once, to each comparison, and how little would turn one round.
 */
#include <math.h>

#include "html_page.h"

#include "text.h"

/* More rows than these are left to the JSON. */
enum { MOST_ROWS = 40, MOST_STEPS = 6 };

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
    exq_page_said(page, exq_say_widening(&page->voice, exq_page_words(page), question, rate));
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
        if (exq_is_ratio(row) && exq_text_same(question->lead_rate, row->of))
            steps += exq_say_step(&page->voice, next_sentence(page), row);
    }
    exq_page_said(page, steps > 0);
}

/* What a comparison tells of chance: a column each. */
typedef enum chance_column {
    TIMES,
    SHRUNKEN,
    DETECTABLE,
    FLIPS,
    SHORTFALL,
    SWAPPED,
    P,
    P_ADJUSTED,
    COLUMNS
} chance_column;

static double count_of(exq_count count)
{
    return count < 0 ? (double)NAN : (double)count;
}

/* NaN: it is not told. */
static double number_of(const exq_doc_disparity *row, chance_column column)
{
    const double numbers[COLUMNS] = {
        [TIMES] = exq_too_few(row) ? (double)NAN : row->value,
        [SHRUNKEN] = exq_too_few(row) ? (double)NAN : row->shrunken,
        [DETECTABLE] = row->detectable,
        [FLIPS] = count_of(row->flips),
        [SHORTFALL] = row->has_people ? count_of(row->people.shortfall) : (double)NAN,
        [SWAPPED] = row->has_people ? count_of(row->people.swapped) : (double)NAN,
        [P] = row->p,
        [P_ADJUSTED] = row->p_adjusted,
    };
    return numbers[column];
}

static bool is_row(const exq_doc_question *question, const exq_doc_disparity *row)
{
    return exq_is_ratio(row) && exq_text_same(question->lead_rate, row->of) && !isnan(row->value);
}

/* A column in which no row has anything is left out. */
static bool is_told(const exq_doc_question *question, chance_column column)
{
    for (size_t i = 0; i < question->disparity_count; i++)
        if (is_row(question, &question->disparities[i]) && !isnan(number_of(&question->disparities[i], column)))
            return true;
    return false;
}

static void write_row(exq_page *page, const exq_doc_disparity *row, const bool *told)
{
    exq_page_row_of(page, &row->group);
    for (chance_column i = 0; i < COLUMNS; i++) {
        const double number = number_of(row, i);
        if (!told[i])
            continue;
        if (i == P || i == P_ADJUSTED)
            exq_page_p_cell(page, number);
        else if (i == FLIPS || i == SHORTFALL || i == SWAPPED)
            exq_page_count_cell(page, isnan(number) ? -1 : (exq_count)number);
        else
            exq_page_number_cell(page, number);
    }
    exq_markup_close(page->markup);
}

static void write_columns(exq_page *page, const bool *told)
{
    static const char *const headings[COLUMNS] = {
        [TIMES] = N_("#Times as often"),
        [SHRUNKEN] = N_("#Chance taken out"),
        [DETECTABLE] = N_("#Would show from"),
        [FLIPS] = N_("#Decisions to turn it round"),
        [SHORTFALL] = N_("#People, at the reference’s rate"),
        [SWAPPED] = N_("#Moved between the two"),
        [P] = N_("#p"),
        [P_ADJUSTED] = N_("#p, all comparisons"),
    };
    const char *shown[COLUMNS + 2] = {N_("Group")};
    size_t count = 1;
    for (chance_column i = 0; i < COLUMNS; i++)
        if (told[i])
            shown[count++] = headings[i];
    exq_page_columns(page, shown);
}

static void write_rows(exq_page *page, const exq_doc_question *question)
{
    bool told[COLUMNS];
    for (chance_column i = 0; i < COLUMNS; i++)
        told[i] = is_told(question, i);
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), question->lead_rate);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_EACH_COMPARISON, &places);
    exq_page_folded_table(page, "chance", exq_page_keep(page));
    write_columns(page, told);
    exq_markup_open(page->markup, "tbody", NULL);
    size_t written = 0;
    size_t left = 0;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!is_row(question, row))
            continue;
        if (written == MOST_ROWS) {
            left++;
            continue;
        }
        write_row(page, row, told);
        written++;
    }
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
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
        if (is_row(question, row) && !isnan(row->p))
            return true;
    }
    return false;
}

/* What the columns mean that the first table has. */
static void write_explanation(exq_page *page, const exq_doc_question *question)
{
    const char *const chance_taken_out =
        T(page, "Chance taken out: the same comparison of rates drawn towards each other, "
                "the more the fewer people are behind them.");
    const char *const would_show =
        T(page, "Would show from: the ratio nearest to equal that so many people would show in "
                "four of five samples, whichever side the finding is on; one that is nearer to "
                "equal can hide.");
    const char *const a_p =
        T(page, "A p is how often groups treated alike would differ at least as much; the last column "
                "allows for all comparisons of the table. No p is a size: read the range first.");
    exq_buffer *words = exq_page_words(page);
    if (is_told(question, SHRUNKEN))
        exq_buffer_format(words, "%s ", chance_taken_out);
    if (is_told(question, DETECTABLE))
        exq_buffer_format(words, "%s ", would_show);
    exq_buffer_string(words, a_p);
    exq_page_element(page, "p", "quiet");
}

void exq_html_chance(exq_page *page)
{
    bool explained = false;
    for (size_t i = 0; i < page->document->question_count; i++) {
        const exq_doc_question *question = &page->document->questions[i];
        if (question->lead_rate == NULL ||
            ((exq_look_side(question) == EXQ_SIDE_ITEM || exq_look_side(question) == EXQ_SIDE_CROSS) &&
             !has_rows(question)))
            continue;
        exq_page_question(page, question);
        write_all_groups(page, question);
        write_few_decisions(page, question, i);
        if (has_rows(question)) {
            if (!explained)
                write_explanation(page, question);
            write_rows(page, question);
            explained = true;
        }
        exq_html_tests(page, question);
    }
}
