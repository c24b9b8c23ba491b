/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the text output about recommendation lists: people first, how many found something and how well their lists
 * are ranked; then the items, how many are seen and whose get the attention.
 */
#include <math.h>
#include <string.h>

#include "look.h"
#include "made_names.h"
#include "pattern.h"
#include "sentences_lists.h"
#include "text.h"
#include "text_parts.h"

/* With fewer people a rate per hundred pretends to a precision that is not there. */
static const double fewest_per_100 = 30.0;

/* ------------------------------------------------------------------------------------------------- people */

enum { GROUP, JUDGED, FIRST, SECOND, AGAINST, RANGE, MARK, COLUMNS, MOST_ROWS = 14 };

/* What the table shows of every group: the share who found something, and how well lists are ranked; where the data do not
 * tell, what the question leads with. The second is what groups are compared on. */
typedef struct shown_measures {
    const char *first, *second; /* `first` may be NULL */
} shown_measures;

static shown_measures measures_of(const exq_doc_question *question)
{
    const exq_doc_measure *hit = exq_look_first(&question->overall, "hit");
    const exq_doc_measure *ndcg = exq_look_first(&question->overall, "ndcg");
    if (ndcg == NULL)
        return (shown_measures){NULL, question->lead_rate};
    return (shown_measures){hit != NULL ? hit->id : NULL, ndcg->id};
}

typedef struct people_table {
    const exq_voice *voice;
    exq_page_row rows[MOST_ROWS + 1];
    size_t used;
    bool several; /* questions: labels need their column */
} people_table;

static void fill_header(people_table *table, shown_measures shown)
{
    const exq_voice *voice = table->voice;
    exq_buffer *cells = table->rows[table->used++].cells;
    exq_fill_sentence(voice, &cells[GROUP], EXQ_SENTENCE_TEXT_GROUP, NULL);
    exq_fill_sentence(voice, &cells[JUDGED], shown.first != NULL ? EXQ_SENTENCE_TEXT_JUDGED : EXQ_SENTENCE_TEXT_PEOPLE,
                      NULL);
    if (shown.first != NULL)
        exq_fill_sentence(voice, &cells[FIRST], EXQ_SENTENCE_TEXT_FOUND_ONE, NULL);
    exq_text_visible(&cells[SECOND], shown.second, strlen(shown.second));
    exq_fill_sentence(voice, &cells[AGAINST], EXQ_SENTENCE_TEXT_AGAINST, NULL);
    exq_fill_sentence(voice, &cells[RANGE], EXQ_SENTENCE_TEXT_RANGE, NULL);
}

static void say_row_label(const people_table *table, exq_buffer *out, const exq_doc_levels *levels)
{
    exq_places places = {0};
    /* what the audit made says what it is by itself */
    if (!table->several || levels->count != 1 || levels->items[0].level == NULL || levels->items[0].column[0] == '@') {
        exq_say_label(table->voice, out, levels);
        return;
    }
    exq_say_column_name(table->voice, exq_place(&places, "column"), levels->items[0].column);
    exq_say_label(table->voice, exq_place(&places, "label"), levels);
    exq_fill_sentence(table->voice, out, EXQ_SENTENCE_TEXT_LABEL_OF, &places);
}

static void fill_share(const exq_voice *voice, exq_buffer *out, const exq_figure *figure)
{
    exq_places places = {0};
    if (isnan(figure->value) || figure->n < fewest_per_100) {
        exq_buffer_char(out, '-');
        return;
    }
    exq_say_per_100(voice, exq_place(&places, "k"), figure->value);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_OUT_OF_100, &places);
}

static void fill_number(const exq_voice *voice, exq_buffer *out, double value,
                        void (*say)(const exq_voice *, exq_buffer *, double))
{
    if (isnan(value))
        exq_buffer_char(out, '-');
    else
        say(voice, out, value);
}

static void fill_comparison(const exq_voice *voice, exq_page_row *row, const exq_standing *standing)
{
    const exq_doc_disparity *disparity = standing->disparity;
    if (standing->is_reference) {
        exq_fill_sentence(voice, &row->cells[AGAINST], EXQ_SENTENCE_TEXT_REFERENCE, NULL);
        return;
    }
    bool said =
        disparity != NULL && exq_say_range(voice, &row->cells[RANGE], disparity->lo, disparity->hi, disparity->hi_why);
    if (!said)
        exq_fill_sentence(voice, &row->cells[RANGE], EXQ_SENTENCE_TEXT_NOT_COMPARED, NULL);
    fill_number(voice, &row->cells[AGAINST], said ? disparity->value : (double)NAN, exq_say_number);
    exq_buffer_string(&row->cells[MARK], exq_look_mark(disparity));
}

static void fill_group(people_table *table, shown_measures shown, const exq_standing *standing)
{
    exq_page_row *row = &table->rows[table->used++];
    exq_figure first, second;
    say_row_label(table, &row->cells[GROUP], &standing->group->levels);
    if (standing->group->withheld) {
        row->spans = true;
        exq_say_withheld(table->voice, &row->cells[1], standing->group);
        return;
    }
    bool judged = exq_look_figure(standing->group, shown.second, &second) && !isnan(second.n);
    if (judged)
        exq_say_amount(table->voice, &row->cells[JUDGED], second.n);
    if (shown.first != NULL && exq_look_figure(standing->group, shown.first, &first))
        fill_share(table->voice, &row->cells[FIRST], &first);
    fill_number(table->voice, &row->cells[SECOND], second.value, exq_say_mean);
    fill_comparison(table->voice, row, standing);
}

static void fill_rest(people_table *table, const exq_doc_question *question, const exq_standing *rest, size_t count)
{
    exq_page_row *row = &table->rows[table->used++];
    exq_places places = {0};
    exq_count shown = 0;
    for (size_t i = 0; i < count; i++)
        shown += rest[i].disparity != NULL && exq_text_same(rest[i].disparity->difference, "shown");
    row->spans = true;
    exq_say_grouping(table->voice, exq_place(&places, "grouping"), question);
    exq_say_count(table->voice, exq_place(&places, "n"), (exq_count)count);
    exq_say_count(table->voice, exq_place(&places, "shown"), shown);
    exq_fill_sentence(table->voice, &row->cells[GROUP],
                      shown > 0 ? EXQ_SENTENCE_TEXT_MORE_OF : EXQ_SENTENCE_TEXT_MORE_OF_UNSETTLED, &places);
}

/* At most `most` rows (3 or more) of one question: the clearest differences first, the reference always. */
static void fill_question(people_table *table, const exq_doc_question *question, exq_standing *standings, size_t most)
{
    shown_measures shown = measures_of(question);
    size_t count = question->group_count;
    exq_look_standings(question, shown.second, standings);
    size_t listed = count <= most ? count : most - 2;
    for (size_t i = 0; i < listed; i++)
        fill_group(table, shown, &standings[i]);
    if (listed == count)
        return;
    size_t left = 0;
    for (size_t i = listed; i < count; i++) {
        if (standings[i].is_reference && !standings[i].group->withheld)
            fill_group(table, shown, &standings[i]);
        else
            standings[listed + left++] = standings[i];
    }
    if (left > 0)
        fill_rest(table, question, &standings[listed], left);
}

static size_t count_people_questions(const exq_document *document, size_t *widest)
{
    size_t count = 0;
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_doc_question *question = &document->questions[i];
        if (exq_look_side(question) != EXQ_SIDE_USER || question->lead_rate == NULL)
            continue;
        count++;
        *widest = question->group_count > *widest ? question->group_count : *widest;
    }
    return count;
}

/* Give each question its rows; the later ones what is left. */
static void fill_questions(people_table *table, exq_standing *standings, size_t questions, size_t room)
{
    enum { LEAST = 3 };
    const exq_document *document = table->voice->document;
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_doc_question *question = &document->questions[i];
        if (exq_look_side(question) != EXQ_SIDE_USER || question->lead_rate == NULL)
            continue;
        if (table->used == 0)
            fill_header(table, measures_of(question));
        size_t reserve = LEAST * --questions;
        size_t left = room + 1 - table->used;
        if (left < LEAST)
            return;
        fill_question(table, question, standings, left > reserve + LEAST ? left - reserve : LEAST);
    }
}

void exq_text_people(const exq_voice *voice, exq_page *page, size_t most)
{
    enum { FRAME = 3, LEAST_ROWS = 3 }; /* heading with the names of columns, legend, blank line */
    size_t widest = 0;
    size_t questions = count_people_questions(voice->document, &widest);
    if (questions == 0 || most < FRAME + 1 + LEAST_ROWS)
        return;
    exq_arena *arena = exq_arena_new();
    exq_standing *standings = arena != NULL ? EXQ_NEW(arena, exq_standing, widest) : NULL;
    if (standings == NULL) {
        page->text.failed = true;
        exq_arena_free(arena);
        return;
    }
    size_t room = most - FRAME - 1;
    people_table people = {.voice = voice, .several = questions > 1};
    fill_questions(&people, standings, questions, room < MOST_ROWS ? room : MOST_ROWS);
    exq_page_table table = {
        .rows = people.rows,
        .row_count = people.used,
        .column_count = COLUMNS,
        .between = {"", "  ", "  ", "  ", "  ", "  ", "  "}
    };
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_PEOPLE_SERVED, NULL);
    exq_page_titled(page, &text, NULL);
    exq_page_table_print(page, &table);
    exq_buffer_clear(&text);
    exq_buffer_string(&text, "  ");
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_LEGEND, NULL);
    exq_page_line(page, &text);
    exq_page_blank(page);
    exq_buffer_free(&text);
    exq_arena_free(arena);
}

/* -------------------------------------------------------------------------------------------------- items */

static void add(exq_buffer *text, exq_buffer *sentence)
{
    if (text->length > 0 && sentence->length > 0)
        exq_buffer_char(text, ' ');
    if (sentence->length > 0)
        exq_buffer_append(text, sentence->bytes, sentence->length);
    text->failed = text->failed || sentence->failed;
    exq_buffer_clear(sentence);
}

void exq_text_items(const exq_voice *voice, exq_page *page, size_t most)
{
    enum { FRAME = 2, MOST_CATALOGUE = 4, MOST_POPULARITY = 2 };
    bool (*const of_catalogue[])(const exq_voice *, exq_buffer *) = {exq_say_ever_shown, exq_say_tail,
                                                                     exq_say_unevenness};
    const exq_doc_question *items = exq_look_question(voice->document, EXQ_SIDE_ITEM);
    if (most < FRAME + MOST_CATALOGUE)
        return;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer sentence = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_ITEMS_SHOWN, NULL);
    exq_page_titled(page, &text, NULL);
    exq_buffer_clear(&text);
    for (size_t i = 0; i < sizeof of_catalogue / sizeof of_catalogue[0]; i++) {
        (void)of_catalogue[i](voice, &sentence);
        add(&text, &sentence);
    }
    exq_page_paragraph(page, &text, 2, MOST_CATALOGUE);
    exq_buffer_clear(&text);
    size_t left = exq_page_left(page, most);
    if (left > MOST_POPULARITY)
        (void)exq_say_popularity(voice, &text);
    exq_page_paragraph(page, &text, 2, MOST_POPULARITY);
    exq_buffer_clear(&text);
    left = exq_page_left(page, most);
    if (left > 1 && items != NULL)
        (void)exq_say_attention(voice, &text, items);
    exq_page_paragraph(page, &text, 2, left - 1);
    exq_page_blank(page);
    exq_buffer_free(&text);
    exq_buffer_free(&sentence);
}
