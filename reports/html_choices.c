/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Choices of those who ask: what was chosen could have been chosen otherwise, and the answer should not hang on it.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

enum { MOST_SAID = 8 };

static void say_choice(exq_page *page, exq_buffer *out, const exq_doc_alternative *alternative)
{
    static const struct {
        const char *choice, *setting, *words;
    } rows[] = {
#define CHOICE(choice, setting, words) {choice, setting, words},
#include "choices.def"
#undef CHOICE
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].choice, alternative->choice) != 0)
            continue;
        if (rows[i].setting == NULL || strcmp(rows[i].setting, alternative->setting) == 0) {
            exq_places places = {0};
            exq_say_decimal_text(&page->voice, exq_place(&places, "setting"), alternative->setting);
            exq_fill(&page->voice, out, rows[i].words, &places);
            return;
        }
    }
    exq_places places = {0};
    exq_buffer_string(exq_place(&places, "choice"), alternative->choice);
    exq_buffer_string(exq_place(&places, "setting"), alternative->setting);
    exq_fill_sentence(&page->voice, out, EXQ_SENTENCE_PAGE_CHOICE, &places);
}

static void write_alternative(exq_page *page, const exq_doc_sensitivity *found, const exq_doc_alternative *alternative)
{
    exq_markup_open(page->markup, "tr", NULL);
    say_choice(page, exq_page_words(page), alternative);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    if (alternative->difference == NULL) {
        exq_markup_open(page->markup, "td", "class", "quiet", "colspan", "3", NULL);
        if (alternative->why != NULL) {
            exq_say_why(&page->voice, exq_page_words(page), alternative->why);
            exq_page_text(page);
        } else {
            exq_markup_text(page->markup, "–");
        }
        exq_markup_close(page->markup);
    } else {
        exq_page_number_cell(page, alternative->value);
        exq_page_range_cell(page, alternative->lo, alternative->hi, alternative->hi_why);
        bool shown = strcmp(alternative->difference, "shown") == 0;
        bool same = found->difference != NULL && strcmp(alternative->difference, found->difference) == 0;
        const char *answer = shown ? T(page, "shown") : T(page, "not settled");
        exq_places places = {0};
        if (same) {
            exq_buffer_string(exq_page_words(page), answer);
        } else {
            exq_buffer_string(exq_place(&places, "setting"), answer);
            exq_page_say(page, EXQ_SENTENCE_PAGE_OTHERWISE, &places);
        }
        exq_page_element(page, "td", NULL);
    }
    exq_markup_close(page->markup);
}

static void write_alternatives(exq_page *page, const exq_doc_sensitivity *found)
{
    static const char *const headings[] = {N_("What is chosen otherwise"), N_("#Found"), N_("#Plausible range"),
                                           N_("What is shown"), NULL};
    exq_places places = {0};
    exq_say_label(&page->voice, exq_place(&places, "group"), &found->group);
    exq_page_say(page, EXQ_SENTENCE_PAGE_OTHER_CHOICES, &places);
    exq_page_folded_table(page, "choices", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < found->alternative_count; i++)
        write_alternative(page, found, &found->alternatives[i]);
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
}

/* The groups, besides the one shown already, whose answer changes under some choice. */
static void write_hanging(exq_page *page, const exq_doc_question *question, const exq_doc_sensitivity *shown)
{
    enum { MOST_TABLES = 4 };
    size_t written = 0;
    for (size_t i = 0; i < question->sensitivity_count && written < MOST_TABLES; i++) {
        const exq_doc_sensitivity *found = &question->sensitivity[i];
        const exq_doc_disparity *row = exq_look_ratio(
            (exq_disparities){question->disparities, question->disparity_count}, found->of, &found->group);
        if (row != NULL && exq_too_few(row)) /* no rate, so no ratio of it under other choices */
            continue;
        if (found == shown || strcmp(found->of, question->lead_rate) != 0 || found->answered < 1 ||
            found->same >= found->answered || found->difference == NULL)
            continue;
        write_alternatives(page, found);
        written++;
    }
}

/* In one line each, the ones that hang on a choice first. */
static void write_summary(exq_page *page, const exq_doc_question *question)
{
    size_t said = 0;
    exq_markup_open(page->markup, "ul", NULL);
    for (int hangs = 1; hangs >= 0; hangs--) {
        for (size_t i = 0; i < question->sensitivity_count && said < MOST_SAID; i++) {
            const exq_doc_sensitivity *found = &question->sensitivity[i];
            if (strcmp(found->of, question->lead_rate) != 0 || (found->same < found->answered) != (hangs == 1))
                continue;
            if (exq_say_sensitivity(&page->voice, exq_page_words(page), found)) {
                exq_page_element(page, "li", NULL);
                said++;
            }
        }
    }
    exq_markup_close(page->markup);
}

/* Like compared with like is no other choice of the table; where it gives another answer the table must not hide it. */
static void write_paradox(exq_page *page, const exq_doc_question *question, const exq_doc_disparity *lead)
{
    if (!exq_say_simpson(&page->voice, exq_page_words(page), question, lead->of, &lead->group))
        return;
    exq_places places = {0};
    exq_say_columns(&page->voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_page_say(page, EXQ_SENTENCE_SENSITIVITY_NOT_WITHIN, &places);
    exq_page_element(page, "p", NULL);
}

static bool has_answers(const exq_doc_question *question)
{
    for (size_t i = 0; i < question->sensitivity_count; i++)
        if (strcmp(question->sensitivity[i].of, question->lead_rate) == 0 && question->sensitivity[i].answered > 0 &&
            question->sensitivity[i].difference != NULL)
            return true;
    return false;
}

void exq_html_choices(exq_page *page)
{
    exq_page_own(page, "h3", NULL, T(page, "Choices: what was decided by those who asked"));
    exq_page_own(
        page, "p", NULL,
        exq_look_lists_alone(page->document)
            ? T(page, "The reference, the number of places, what attention a place gets, how missing values are "
                      "treated: each could have been another. They are listed under “People and data”.")
            : T(page, "The reference, the threshold, what counts as selected, how missing values are treated: each "
                      "could have been another. They are listed under “People and data”."));
    bool any = false;
    for (size_t i = 0; i < page->document->question_count; i++) {
        const exq_doc_question *question = &page->document->questions[i];
        if (question->lead_rate == NULL || !has_answers(question))
            continue;
        if (!any)
            exq_page_own(page, "p", NULL,
                         T(page, "Those that can be made otherwise without other data are tried here, one at a time."));
        exq_page_question(page, question);
        write_summary(page, question);
        const exq_doc_finding *finding = exq_look_finding(page->document, i);
        const exq_doc_disparity *lead = finding == NULL ? NULL : exq_look_disparity(page->document, finding);
        const exq_doc_sensitivity *found =
            lead == NULL || lead->of == NULL ? NULL : exq_look_sensitivity(question, lead->of, &lead->group);
        if (lead != NULL && lead->of != NULL)
            write_paradox(page, question, lead);
        if (found != NULL)
            write_alternatives(page, found);
        write_hanging(page, question, found);
        any = true;
    }
    if (!any)
        exq_page_own(page, "p", NULL, T(page, "No other choice was tried."));
}
