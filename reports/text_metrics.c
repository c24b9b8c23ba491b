/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The comparisons to show that are no rate of the tables above them: disparate impact, equalized odds, entropy ... One
 * line a row of the leading question; a number that is not there is told with its reason.
 */
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "text_parts.h"
#include "value.h"

static bool is_rate(const exq_doc_question *question, const char *id)
{
    return exq_look_rate(&question->overall, id) != NULL || exq_look_measure(&question->overall, id) != NULL;
}

static void say_value(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                      const exq_doc_disparity *row, size_t name)
{
    exq_buffer_format(out, "%-*s  ", (int)name, row->metric);
    if (exq_too_few_in(question, row)) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_TOO_FEW, NULL);
        exq_buffer_string(out, "  ");
    } else {
        exq_say_number(voice, out, row->value);
        exq_buffer_string(out, "  ");
        if (exq_say_range(voice, out, row->lo, row->hi, row->hi_why))
            exq_buffer_string(out, "  ");
    }
    if (row->group.count == 0)
        return;
    exq_say_label(voice, out, &row->group);
    if (row->reference_is != NULL) {
        exq_buffer_string(out, " / ");
        exq_say_reference_label(voice, out, row);
    }
}

/* The metric, the group that has no such number, and the reason. */
static void say_reason(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *row)
{
    exq_buffer_format(out, "%s  ", row->metric);
    if (row->group.count > 0) {
        exq_places places = {0};
        exq_say_label(voice, exq_place(&places, "group"), &row->group);
        exq_say_why(voice, exq_place(&places, "why"), row->why);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_NO_NUMBER, &places);
    } else {
        exq_say_why(voice, out, row->why);
    }
}

static void print_row(const exq_voice *voice, exq_page *page, const exq_doc_question *question,
                      const exq_doc_disparity *row, size_t name, size_t most)
{
    enum { INDENT = 2, MOST_LINES = 2 };
    const size_t lines = most < MOST_LINES ? most : MOST_LINES;
    exq_buffer text = EXQ_BUFFER_INIT;
    if (row->why != NULL) {
        say_reason(voice, &text, row);
        exq_page_paragraph(page, &text, INDENT, lines);
    } else {
        say_value(voice, &text, question, row, name);
        exq_page_hanging(page, &text, INDENT, INDENT + name + 2, lines);
    }
    exq_buffer_free(&text);
}

/* The rows of one metric, until the page has `last` lines; how many they are. */
static size_t print_metric(const exq_voice *voice, exq_page *page, const exq_doc_question *question, const char *id,
                           size_t name, size_t last)
{
    size_t printed = 0;
    for (size_t d = 0; d < question->disparity_count && page->lines < last; d++) {
        if (strcmp(question->disparities[d].metric, id) != 0)
            continue;
        print_row(voice, page, question, &question->disparities[d], name, last - page->lines);
        printed++;
    }
    return printed;
}

/* How many numbers were asked for: each row, and each that is not there. */
static size_t count_rows(const exq_document *document, const exq_doc_question *question)
{
    size_t rows = 0;
    for (size_t i = 0; i < document->conventions.show_count; i++) {
        const char *id = document->conventions.show[i];
        size_t of_metric = 0;
        for (size_t d = 0; d < question->disparity_count; d++)
            of_metric += strcmp(question->disparities[d].metric, id) == 0;
        rows += is_rate(question, id) ? 0 : of_metric > 0 ? of_metric : 1;
    }
    return rows;
}

/* The columns of the longest name among the first so many lines. */
static size_t widest_name(const exq_document *document, const exq_doc_question *question, size_t lines)
{
    size_t widest = 0, used = 0;
    for (size_t i = 0; i < document->conventions.show_count && used < lines; i++) {
        const char *id = document->conventions.show[i];
        if (is_rate(question, id))
            continue;
        widest = strlen(id) > widest ? strlen(id) : widest;
        size_t rows = 0;
        for (size_t d = 0; d < question->disparity_count; d++)
            rows += strcmp(question->disparities[d].metric, id) == 0;
        used += rows > 0 ? rows : 1;
    }
    return widest;
}

static void print_left(const exq_voice *voice, exq_page *page, size_t left)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)left);
    exq_buffer_string(&text, "  ");
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_MORE_METRICS, &places);
    exq_page_line(page, &text);
    exq_buffer_free(&text);
}

void exq_text_metrics(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 2 };
    const exq_document *document = voice->document;
    size_t asked = 0;
    for (size_t i = 0; i < document->conventions.show_count; i++)
        asked += !is_rate(lead->question, document->conventions.show[i]);
    if (asked == 0 || most < FRAME + 1)
        return;
    exq_buffer title = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &title, EXQ_SENTENCE_TEXT_METRICS, NULL);
    exq_page_titled(page, &title, NULL);
    const size_t rows = count_rows(document, lead->question);
    const bool fits = page->lines + rows < most;
    const size_t last = most - (fits ? 1 : 2); /* the blank line behind, and what is left out */
    const size_t name = widest_name(document, lead->question, last - page->lines);
    size_t printed = 0;
    for (size_t i = 0; i < document->conventions.show_count && page->lines < last; i++) {
        const char *id = document->conventions.show[i];
        if (is_rate(lead->question, id))
            continue;
        const size_t of_metric = print_metric(voice, page, lead->question, id, name, last);
        printed += of_metric > 0 ? of_metric : 1;
        if (of_metric > 0)
            continue;
        /* asked for, and no such number here: said instead of left out */
        const exq_doc_disparity absent = {.metric = id, .why = exq_why_name(EXQ_WHY_NO_LABELS)};
        print_row(voice, page, lead->question, &absent, name, last - page->lines);
    }
    if (printed < rows)
        print_left(voice, page, rows - printed);
    exq_page_blank(page);
    exq_buffer_free(&title);
}
