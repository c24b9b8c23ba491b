/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of groups of the text output, and that of the leading group on other rates.
 */
#include <math.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "shorten.h"
#include "text.h"
#include "text_parts.h"

/* With fewer people a rate per hundred pretends to a precision that is not there. */
static const double fewest_per_100 = 30.0;

enum { MOST_ROWS = 12, MOST_TIMES = 16, MOST_RATES = 5 };

/* ------------------------------------------------------------------------------------------- group by group */

enum { GROUP, COUNTED, PEOPLE, PER_100, TIMES, RANGE, MARK, COLUMNS };

static void fill_header(const exq_voice *voice, exq_page_row *row, const exq_standing *standings, size_t count)
{
    exq_fill_sentence(voice, &row->cells[GROUP], EXQ_SENTENCE_TEXT_GROUP, NULL);
    exq_fill_sentence(voice, &row->cells[COUNTED], EXQ_SENTENCE_TEXT_COUNTED, NULL);
    bool persons = voice->document->uncertainty.unit != NULL; /* who can have several rows: rows are counted */
    exq_fill_sentence(voice, &row->cells[PEOPLE], persons ? EXQ_SENTENCE_TEXT_ROWS : EXQ_SENTENCE_TEXT_PEOPLE, NULL);
    exq_fill_sentence(voice, &row->cells[PER_100], EXQ_SENTENCE_TEXT_PER_100, NULL);
    exq_fill_sentence(voice, &row->cells[RANGE], EXQ_SENTENCE_TEXT_RANGE, NULL);
    if (count == 0 || standings[0].disparity == NULL)
        return;
    exq_buffer times = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_say_reference_label(voice, exq_place(&places, "reference"), standings[0].disparity);
    exq_fill_sentence(voice, &times, EXQ_SENTENCE_TEXT_TIMES, &places);
    if (times.length > 0)
        exq_shorten(&row->cells[TIMES], times.bytes, times.length, MOST_TIMES);
    row->cells[TIMES].failed = row->cells[TIMES].failed || times.failed;
    exq_buffer_free(&times);
}

/* The ratio with its range, or in words why there is none. */
static void fill_comparison(const exq_voice *voice, exq_page_row *row, const exq_standing *standing, bool few)
{
    const exq_doc_disparity *disparity = standing->disparity;
    bool shown = disparity != NULL && exq_text_same(disparity->difference, "shown");
    if (standing->is_reference) {
        exq_fill_sentence(voice, &row->cells[TIMES], EXQ_SENTENCE_TEXT_REFERENCE, NULL);
        return;
    }
    if (few && !shown) {
        exq_buffer_char(&row->cells[TIMES], '-');
        exq_fill_sentence(voice, &row->cells[RANGE], EXQ_SENTENCE_TEXT_TOO_FEW, NULL);
    } else if (disparity == NULL ||
               !exq_say_range(voice, &row->cells[RANGE], disparity->lo, disparity->hi, disparity->hi_why)) {
        exq_buffer_char(&row->cells[TIMES], '-');
        exq_fill_sentence(voice, &row->cells[RANGE], EXQ_SENTENCE_TEXT_NOT_COMPARED, NULL);
    } else if (isnan(disparity->value)) {
        exq_buffer_char(&row->cells[TIMES], '-');
    } else {
        exq_say_number(voice, &row->cells[TIMES], disparity->value);
    }
    exq_buffer_string(&row->cells[MARK], exq_look_mark(disparity));
}

static void fill_group(const exq_voice *voice, exq_page_row *row, const exq_standing *standing)
{
    exq_say_label(voice, &row->cells[GROUP], &standing->group->levels);
    if (standing->group->withheld) {
        row->spans = true;
        exq_say_withheld(voice, &row->cells[1], standing->group);
        return;
    }
    const exq_doc_rate *rate = standing->rate;
    bool few = rate == NULL || !(rate->den >= fewest_per_100);
    if (rate != NULL && !isnan(rate->den)) {
        exq_say_amount(voice, &row->cells[COUNTED], rate->num);
        exq_say_amount(voice, &row->cells[PEOPLE], rate->den);
    }
    if (few)
        exq_buffer_char(&row->cells[PER_100], '-');
    else
        exq_say_per_100(voice, &row->cells[PER_100], rate->value);
    fill_comparison(voice, row, standing, few);
}

/* Which of the sorted standings find room; the others are counted. The reference is always among those shown. */
typedef struct selection {
    size_t listed;    /* from the first */
    size_t hidden;    /* behind them */
    size_t shown;     /* of the hidden, with a difference shown */
    size_t reference; /* index; the number of standings when there is none */
    size_t withheld;  /* groups at the end; listed one by one only when all have room */
    bool all;
} selection;

static selection select_rows(const exq_standing *standings, size_t count, size_t most)
{
    selection chosen = {.reference = count};
    for (size_t i = 0; i < count; i++) {
        chosen.withheld += standings[i].group->withheld;
        if (standings[i].is_reference && !standings[i].group->withheld)
            chosen.reference = i;
    }
    chosen.all = count <= most;
    if (chosen.all) {
        chosen.listed = count;
        return chosen;
    }
    size_t others = count - chosen.withheld - (chosen.reference < count);
    size_t room = most - (chosen.reference < count) - (chosen.withheld > 0);
    chosen.listed = others <= room ? others : room - 1;
    chosen.hidden = others - chosen.listed;
    for (size_t i = chosen.listed; i < chosen.listed + chosen.hidden; i++)
        chosen.shown += standings[i].disparity != NULL && exq_text_same(standings[i].disparity->difference, "shown");
    return chosen;
}

static void fill_hidden(const exq_voice *voice, exq_page_row *row, const selection *chosen)
{
    exq_places places = {0};
    row->spans = true;
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)chosen->hidden);
    exq_say_count(voice, exq_place(&places, "shown"), (exq_count)chosen->shown);
    exq_fill_sentence(voice, &row->cells[0],
                      chosen->shown > 0 ? EXQ_SENTENCE_TEXT_MORE_SHOWN : EXQ_SENTENCE_TEXT_MORE_UNSETTLED, &places);
}

static void fill_withheld(const exq_voice *voice, exq_page_row *row, const selection *chosen)
{
    exq_places places = {0};
    row->spans = true;
    exq_say_count(voice, exq_place(&places, "groups"), (exq_count)chosen->withheld);
    exq_fill_counted(voice, &row->cells[0], EXQ_SENTENCE_TEXT_WITHHELD, (exq_count)chosen->withheld, &places);
}

static size_t fill_rows(const exq_voice *voice, exq_page_row *rows, const exq_standing *standings, size_t count,
                        size_t most)
{
    selection chosen = select_rows(standings, count, most);
    size_t used = 0;
    fill_header(voice, &rows[used++], standings, count);
    for (size_t i = 0; i < chosen.listed; i++)
        fill_group(voice, &rows[used++], &standings[i]);
    if (chosen.all)
        return used;
    if (chosen.hidden > 0)
        fill_hidden(voice, &rows[used++], &chosen);
    if (chosen.reference < count)
        fill_group(voice, &rows[used++], &standings[chosen.reference]);
    if (chosen.withheld > 0)
        fill_withheld(voice, &rows[used++], &chosen);
    return used;
}

static void print_heading(const exq_voice *voice, exq_page *page, const exq_doc_question *question)
{
    exq_buffer title = EXQ_BUFFER_INIT;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_places places = {0};
    bool several = voice->document->question_count > 1;
    exq_say_rate(voice, &title, question->lead_rate);
    exq_text_visible(exq_place(&places, "rate"), question->lead_rate, strlen(question->lead_rate));
    exq_say_grouping(voice, exq_place(&places, "grouping"), question);
    exq_fill_sentence(voice, &text, several ? EXQ_SENTENCE_TEXT_BY : EXQ_SENTENCE_TEXT_RATE, &places);
    if (exq_text_width(title.bytes, title.length) + 1 + exq_text_width(text.bytes, text.length) > page->width) {
        /* the name of the rate stands at the end of the page too, and gives way to the words */
        exq_buffer_clear(&text);
        exq_say_grouping(voice, exq_place(&places, "grouping"), question);
        exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_BY_ALONE, &places);
    }
    exq_page_heading(page, &title, &text);
    exq_buffer_free(&title);
    exq_buffer_free(&text);
}

static void print_legend(const exq_voice *voice, exq_page *page)
{
    exq_buffer legend = EXQ_BUFFER_INIT;
    exq_buffer_string(&legend, "  ");
    exq_fill_sentence(voice, &legend, EXQ_SENTENCE_TEXT_LEGEND, NULL);
    exq_page_line(page, &legend);
    exq_buffer_free(&legend);
}

void exq_text_groups(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 4, LEAST_ROWS = 4 }; /* heading, names of columns, legend, blank line */
    const exq_doc_question *question = lead->question;
    if (question->lead_rate == NULL || question->group_count == 0 || most < FRAME + LEAST_ROWS)
        return;
    size_t room = most - FRAME < MOST_ROWS ? most - FRAME : MOST_ROWS;
    exq_arena *arena = exq_arena_new();
    exq_standing *standings = arena != NULL ? EXQ_NEW(arena, exq_standing, question->group_count) : NULL;
    exq_page_row rows[MOST_ROWS + 1] = {0};
    if (standings == NULL) {
        page->text.failed = true;
        exq_arena_free(arena);
        return;
    }
    exq_look_standings(question, question->lead_rate, standings);
    exq_page_table table = {
        .rows = rows,
        .row_count = fill_rows(voice, rows, standings, question->group_count, room),
        .column_count = COLUMNS,
        .may_go = {[COUNTED] = true, [PEOPLE] = true},
        .between = { "", "  ", exq_pattern(voice, EXQ_SENTENCE_BETWEEN_COLUMNS), "  ", "  ", "  ", "  "}
    };
    print_heading(voice, page, question);
    exq_page_table_print(page, &table);
    if (standings[0].disparity != NULL)
        print_legend(voice, page);
    exq_page_blank(page);
    exq_arena_free(arena);
}

/* --------------------------------------------------------------------------------------------- other rates */

static bool fill_rate(const exq_voice *voice, exq_page_row *row, const exq_doc_disparity *disparity)
{
    exq_buffer *cells = row->cells;
    if (!exq_say_range(voice, &cells[3], disparity->lo, disparity->hi, disparity->hi_why))
        return false;
    exq_say_rate(voice, &cells[0], disparity->of);
    exq_places places = {0};
    if (disparity->has_people && !isnan(disparity->people.per_100[0]) && !isnan(disparity->people.per_100[1])) {
        exq_say_amount(voice, exq_place(&places, "k"), disparity->people.per_100[0]);
        exq_say_amount(voice, exq_place(&places, "reference_k"), disparity->people.per_100[1]);
        exq_fill_sentence(voice, &cells[1], EXQ_SENTENCE_TEXT_OF_100, &places);
    }
    if (isnan(disparity->value))
        exq_buffer_char(&cells[2], '-');
    else
        exq_say_number(voice, &cells[2], disparity->value);
    exq_buffer_string(&cells[4], exq_look_mark(disparity));
    return true;
}

/* The rows of the other rates to show, in the order in which they are to be shown. */
static size_t fill_rates(const exq_voice *voice, exq_page_row *rows, const exq_text_lead *lead, size_t most)
{
    const exq_document *document = voice->document;
    const exq_doc_question *question = lead->question;
    exq_disparities list = {question->disparities, question->disparity_count};
    size_t used = 0;
    for (size_t i = 0; i < document->conventions.show_count && used < most; i++) {
        const char *rate = document->conventions.show[i];
        const exq_doc_disparity *disparity = exq_look_ratio(list, rate, &lead->disparity->group);
        if (!exq_text_same(lead->disparity->of, rate) && disparity != NULL && fill_rate(voice, &rows[used], disparity))
            used++;
    }
    for (size_t i = 0; document->conventions.show_count == 0 && i < list.count && used < most; i++) {
        const exq_doc_disparity *disparity = &list.items[i];
        if (exq_is_ratio(disparity) && !exq_text_same(lead->disparity->of, disparity->of) &&
            exq_levels_equal(&disparity->group, &lead->disparity->group) && fill_rate(voice, &rows[used], disparity))
            used++;
    }
    return used;
}

void exq_text_other_rates(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 2, NOTE = 4 };
    if (lead->disparity == NULL || most <= FRAME)
        return;
    exq_page_row rows[MOST_RATES] = {0};
    size_t room = most - FRAME < MOST_RATES ? most - FRAME : MOST_RATES;
    exq_page_table table = {
        .rows = rows,
        .row_count = fill_rates(voice, rows, lead, room),
        .column_count = 5,
        .to_the_left = {true },
        .between = { "", "  ", "  ", "  ", "  "}
    };
    if (table.row_count == 0)
        return;
    exq_buffer title = EXQ_BUFFER_INIT;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_fill_sentence(voice, &title, EXQ_SENTENCE_TEXT_OTHER_RATES, NULL);
    exq_say_label(voice, exq_place(&places, "group"), &lead->disparity->group);
    exq_say_reference_label(voice, exq_place(&places, "reference"), lead->disparity);
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_PAIR, &places);
    exq_page_titled(page, &title, &text);
    exq_page_table_print(page, &table);
    exq_buffer_free(&title);
    exq_buffer_clear(&text);
    if (exq_page_left(page, most) > NOTE && exq_say_base_rates(voice, &text, lead->question, &lead->disparity->group)) {
        exq_buffer_char(&text, ' ');
        exq_say_dilemma(voice, &text);
        exq_page_paragraph(page, &text, 2, NOTE);
    }
    exq_buffer_free(&text);
    exq_page_blank(page);
}
