/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers, sentences and tables in markup, the same in every section.
 */
#include "html_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "number.h"

exq_buffer *exq_page_words(exq_page *page)
{
    page->failed |= page->words.failed;
    exq_buffer_clear(&page->words);
    return &page->words;
}

static bool is_about_people(const exq_doc_question *question)
{
    exq_side side = exq_look_side(question);
    return side == EXQ_SIDE_DECISION || side == EXQ_SIDE_USER;
}

void exq_page_say(exq_page *page, exq_sentence sentence, exq_places *places)
{
    exq_fill_sentence(&page->voice, exq_page_words(page), sentence, places);
}

void exq_page_say_groupings(exq_page *page, exq_buffer *out)
{
    enum { MOST_NAMED = 4 };
    exq_buffer text = EXQ_BUFFER_INIT;
    const exq_document *document = page->document;
    size_t count = 0;
    for (size_t i = 0; i < document->question_count; i++)
        count += is_about_people(&document->questions[i]);
    size_t named = count <= MOST_NAMED ? count : MOST_NAMED - 1;
    for (size_t i = 0, said = 0; said < named; i++) {
        if (!is_about_people(&document->questions[i]))
            continue;
        exq_buffer grouping = EXQ_BUFFER_INIT;
        exq_say_grouping(&page->voice, &grouping, &document->questions[i]);
        exq_say_joined(&page->voice, &text,
                       said + 1 < count ? EXQ_SENTENCE_PAGE_BY_COMMA
                       : count == 2     ? EXQ_SENTENCE_PAGE_BY_BOTH
                                        : EXQ_SENTENCE_PAGE_BY_LAST,
                       &grouping);
        said++;
    }
    if (named < count) {
        exq_buffer others = EXQ_BUFFER_INIT;
        exq_fill_sentence(&page->voice, &others, EXQ_SENTENCE_PAGE_OTHER_GROUPINGS, NULL);
        exq_say_joined(&page->voice, &text, EXQ_SENTENCE_PAGE_BY_LAST, &others);
    }
    if (text.length > 0)
        exq_buffer_append(out, text.bytes, text.length);
    out->failed = out->failed || text.failed;
    exq_buffer_free(&text);
}

void exq_page_text(exq_page *page)
{
    exq_markup_text(page->markup, page->words.bytes);
}

void exq_page_element(exq_page *page, const char *element, const char *class)
{
    exq_markup_open(page->markup, element, "class", class, NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
}

const char *exq_page_keep(exq_page *page)
{
    const char *kept = exq_arena_string(page->arena, page->words.bytes);
    page->failed |= kept == NULL;
    return kept == NULL ? "" : kept;
}

void exq_page_data(exq_page *page, double exact)
{
    char number[EXQ_NUMBER_SIZE];
    if (isfinite(exact)) {
        exq_markup_open(page->markup, "data", "value", exq_number_print(exact, number), NULL);
        exq_page_text(page);
        exq_markup_close(page->markup);
    } else {
        exq_markup_text(page->markup, "–");
    }
}

void exq_page_own(exq_page *page, const char *element, const char *class, const char *text)
{
    exq_markup_open(page->markup, element, "class", class, NULL);
    exq_markup_text(page->markup, text);
    exq_markup_close(page->markup);
}

void exq_page_say_rate(exq_page *page, exq_buffer *out, const char *rate)
{
    const size_t start = out->length;
    exq_say_rate(&page->voice, out, rate);
    exq_capitalise(out, start);
}

void exq_page_meaning(exq_page *page, const char *meaning, const char *name)
{
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_buffer *words = exq_page_words(page);
    if (meaning != NULL)
        exq_buffer_string(words, meaning);
    exq_capitalise(words, 0);
    exq_page_text(page);
    exq_markup_text(page->markup, " ");
    exq_markup_element(page->markup, "code", name);
    exq_markup_close(page->markup);
}

void exq_page_question(exq_page *page, const exq_doc_question *question)
{
    if (page->document->question_count < 2)
        return;
    exq_page_say_question(page, question);
    exq_page_element(page, "h4", NULL);
}

void exq_page_say_question(exq_page *page, const exq_doc_question *question)
{
    exq_side side = exq_look_side(question);
    bool items = side == EXQ_SIDE_ITEM || side == EXQ_SIDE_CROSS;
    exq_places places = {0};
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, items ? EXQ_SENTENCE_PAGE_ITEMS_BY : EXQ_SENTENCE_PAGE_BY, &places);
}

void exq_page_said(exq_page *page, bool said)
{
    if (said)
        exq_page_element(page, "p", NULL);
}

void exq_page_section(exq_page *page, const char *id, const char *heading)
{
    char heading_id[64];
    snprintf(heading_id, sizeof heading_id, "%s-heading", id);
    exq_markup_open(page->markup, "section", "id", id, "aria-labelledby", heading_id, NULL);
    exq_markup_open(page->markup, "h2", "id", heading_id, NULL);
    exq_markup_text(page->markup, heading);
    exq_markup_close(page->markup);
}

/* ------------------------------------------------------------------------------------------------ numbers */

void exq_page_count(exq_page *page, exq_count count)
{
    exq_say_count(&page->voice, exq_page_words(page), count);
    exq_page_data(page, count < 0 ? NAN : (double)count);
}

void exq_page_amount(exq_page *page, double value)
{
    exq_say_amount(&page->voice, exq_page_words(page), value);
    exq_page_data(page, value);
}

void exq_page_numbers(exq_page *page, exq_sentence sentence, void (*write)(exq_page *, double),
                      const exq_page_place *places)
{
    const char *at = exq_pattern(&page->voice, sentence);
    while (*at != '\0') {
        size_t plain = strcspn(at, "{");
        exq_buffer_append(exq_page_words(page), at, plain);
        exq_page_text(page);
        at += plain;
        if (*at == '\0')
            break;
        size_t length = strcspn(at, "}") - 1;
        for (const exq_page_place *place = places; place->name != NULL; place++)
            if (strlen(place->name) == length && memcmp(place->name, at + 1, length) == 0)
                write(page, place->value);
        at += length + 2;
    }
}

void exq_page_k_of_n(exq_page *page, double k, double n)
{
    exq_page_numbers(page, EXQ_SENTENCE_K_OF_N, exq_page_amount,
                     (exq_page_place[]){
                         {"k", k},
                         {"n",   n},
                         {0}
    });
}

/* 0.41 to 0.94, each number as its kind is written. */
static void write_range(exq_page *page, void (*write)(exq_page *, double), double lo, double hi)
{
    exq_page_numbers(page, EXQ_SENTENCE_RANGE_WORDS, write,
                     (exq_page_place[]){
                         {"lo", lo},
                         {"hi",    hi},
                         {0}
    });
}

void exq_page_per_100(exq_page *page, double share)
{
    exq_say_per_100(&page->voice, exq_page_words(page), share);
    exq_page_data(page, share);
}

void exq_page_share(exq_page *page, double share)
{
    exq_say_share(&page->voice, exq_page_words(page), share);
    exq_page_data(page, share);
}

void exq_page_mean(exq_page *page, double value)
{
    exq_say_mean(&page->voice, exq_page_words(page), value);
    exq_page_data(page, value);
}

void exq_page_number(exq_page *page, double value)
{
    exq_say_number(&page->voice, exq_page_words(page), value);
    exq_page_data(page, value);
}

void exq_page_per_100_range(exq_page *page, double lo, double hi)
{
    if (isnan(lo) || isnan(hi)) {
        exq_markup_text(page->markup, "–");
        return;
    }
    write_range(page, exq_page_per_100, lo, hi);
}

void exq_page_range(exq_page *page, const exq_doc_disparity *disparity)
{
    bool from = !isnan(disparity->lo);
    bool to = !isnan(disparity->hi);
    exq_page_place ends[] = {
        {"lo",           disparity->lo},
        {"hi",              disparity->hi},
        {0}
    };
    if (from || to)
        exq_page_numbers(page,
                         !to    ? EXQ_SENTENCE_RANGE_OPEN
                         : from ? EXQ_SENTENCE_RANGE_WORDS
                                : EXQ_SENTENCE_PAGE_UP_TO,
                         exq_page_number, ends);
    else
        exq_markup_text(page->markup, "–");
}

static const struct {
    const char *class, *letter, *words;
} standings[EXQ_PLOT_STANDINGS] = {
#define STANDING(id, rgb, name, point, symbol, path, letter, words) {"state " name, letter, words},
#include "standings.def"
#undef STANDING
};

void exq_page_shape(exq_page *page, exq_plot_standing standing)
{
    exq_markup_open(page->markup, "span", "class", "shape", "aria-hidden", "true", NULL);
    exq_markup_text(page->markup, standings[standing].letter);
    exq_markup_close(page->markup);
    exq_markup_text(page->markup, " ");
}

const char *exq_page_standing_words(const exq_page *page, exq_plot_standing standing)
{
    return T(page, standings[standing].words);
}

void exq_page_standing(exq_page *page, exq_plot_standing standing)
{
    exq_markup_open(page->markup, "span", "class", standings[standing].class, NULL);
    exq_page_shape(page, standing);
    exq_markup_text(page->markup, exq_page_standing_words(page, standing));
    exq_markup_close(page->markup);
}

/* ------------------------------------------------------------------------------------------------- tables */

static void open_number_cell(exq_page *page)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
}

void exq_page_number_cell(exq_page *page, double value)
{
    open_number_cell(page);
    if (isnan(value))
        exq_markup_text(page->markup, "–");
    else
        exq_page_number(page, value);
    exq_markup_close(page->markup);
}

/* A share of people, or a number. */
static void (*writer_of(const char *metric))(exq_page *, double)
{
    return exq_is_of_people(metric) ? exq_page_per_100 : exq_page_mean;
}

static void write_figure(exq_page *page, const char *metric, double value)
{
    writer_of(metric)(page, value);
}

void exq_page_figure_cell(exq_page *page, const char *metric, double value)
{
    open_number_cell(page);
    if (isnan(value))
        exq_markup_text(page->markup, "–");
    else
        write_figure(page, metric, value);
    exq_markup_close(page->markup);
}

void exq_page_figure_range_cell(exq_page *page, const char *metric, double lo, double hi)
{
    open_number_cell(page);
    if (isnan(lo) || isnan(hi)) {
        exq_markup_text(page->markup, "–");
    } else {
        write_range(page, writer_of(metric), lo, hi);
    }
    exq_markup_close(page->markup);
}

void exq_page_count_cell(exq_page *page, exq_count count)
{
    open_number_cell(page);
    exq_page_count(page, count);
    exq_markup_close(page->markup);
}

void exq_page_p_cell(exq_page *page, double p)
{
    open_number_cell(page);
    if (isnan(p)) {
        exq_markup_text(page->markup, "–");
    } else {
        exq_say_p(&page->voice, exq_page_words(page), p);
        exq_page_data(page, p);
    }
    exq_markup_close(page->markup);
}

void exq_page_range_cell(exq_page *page, double lo, double hi, const char *hi_why)
{
    open_number_cell(page);
    exq_page_range(page, &(exq_doc_disparity){.lo = lo, .hi = hi, .hi_why = hi_why});
    exq_markup_close(page->markup);
}

void exq_page_row_of(exq_page *page, const exq_doc_levels *levels)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_say_label(&page->voice, exq_page_words(page), levels);
    exq_page_text(page);
    exq_markup_close(page->markup);
}

static void open_table(exq_page *page, const char *class, const char *caption, const char *caption_class)
{
    exq_markup_open(page->markup, "div", "class", "scroll", "role", "group", "tabindex", "0", "aria-label", caption,
                    NULL);
    exq_markup_open(page->markup, "table", "class", class, NULL);
    exq_page_own(page, "caption", caption_class, caption);
}

void exq_page_table(exq_page *page, const char *class, const char *caption)
{
    open_table(page, class, caption, NULL);
}

void exq_page_fold(exq_page *page, const char *element, const char *heading)
{
    exq_markup_open(page->markup, "details", "class", "fold", NULL);
    exq_markup_open(page->markup, "summary", NULL);
    exq_page_own(page, element == NULL ? "span" : element, NULL, heading);
    exq_markup_close(page->markup);
}

void exq_page_fold_end(exq_page *page)
{
    exq_markup_close(page->markup);
}

void exq_page_folded_table(exq_page *page, const char *class, const char *caption)
{
    exq_page_fold(page, NULL, caption);
    open_table(page, class, caption, "unseen");
}

void exq_page_folded_table_end(exq_page *page)
{
    exq_page_table_end(page);
    exq_page_fold_end(page);
}

void exq_page_outside(exq_page *page, double value, double lo, double hi)
{
    if (!(value < lo) && !(value > hi))
        return;
    exq_markup_text(page->markup, " †");
    page->outside = true;
}

void exq_page_table_end(exq_page *page)
{
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
    if (page->outside)
        exq_page_own(
            page, "p", "quiet",
            T(page, "† outside its own plausible range: the number and the range are found by two formulas, each "
                    "as its authors give it, and these part where people or groups are few. Take neither for exact."));
    page->outside = false;
}

void exq_page_columns(exq_page *page, const char *const *headings)
{
    exq_markup_open(page->markup, "thead", NULL);
    exq_markup_open(page->markup, "tr", NULL);
    for (size_t i = 0; headings[i] != NULL; i++) {
        const char *heading = T(page, headings[i]);
        bool number = heading[0] == '#';
        exq_markup_open(page->markup, "th", "scope", "col", "class", number ? "number" : NULL, NULL);
        exq_markup_text(page->markup, heading + number);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
