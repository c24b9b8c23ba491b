/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks on a terminal: each one that is missed by itself, with what would meet it; the others as a table.
 */
#include <math.h>
#include <string.h>

#include "pattern.h"
#include "sentences_check.h"
#include "text.h"
#include "text_parts.h"

enum { BLOCK = 8, MOST_ROWS = 20, LABEL_COLUMN = 10 };

/* ------------------------------------------------------------------------------------------------- missed */

static void print_heading(const exq_voice *voice, exq_page *page, const exq_doc_check *check)
{
    exq_buffer line = EXQ_BUFFER_INIT;
    exq_buffer_format(&line, "%s ", exq_check_mark(exq_check_state_of(check->verdict)));
    if (exq_say_check_name(&line, check))
        exq_buffer_string(&line, "  ");
    exq_say_check_asked(voice, &line, check);
    if (check->where != NULL) {
        const size_t used = exq_text_width(line.bytes, line.length), width = strlen(check->where);
        for (size_t i = used; i + width < page->width; i++)
            exq_buffer_char(&line, ' ');
        if (used + width < page->width)
            exq_text_visible(&line, check->where, width);
    }
    exq_page_line(page, &line);
    exq_buffer_free(&line);
}

/* "    limit     at most 1.25" */
static void print_item(const exq_voice *voice, exq_page *page, exq_sentence label, exq_buffer *text, size_t most)
{
    exq_buffer line = EXQ_BUFFER_INIT;
    if (text->length > 0) {
        exq_fill_sentence(voice, &line, label, NULL);
        for (size_t i = line.length; i < LABEL_COLUMN; i++)
            exq_buffer_char(&line, ' ');
        exq_buffer_append(&line, text->bytes, text->length);
        exq_page_paragraph(page, &line, 4, most);
    }
    page->text.failed = page->text.failed || text->failed;
    exq_buffer_free(&line);
    exq_buffer_clear(text);
}

static void print_block(const exq_voice *voice, exq_page *page, const exq_doc_check *check)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    const exq_doc_check_row *row = exq_check_deciding(check);
    print_heading(voice, page, check);
    exq_say_check_limit(voice, &text, check);
    if (check->because != NULL) {
        exq_places places = {0};
        exq_text_visible(exq_place(&places, "because"), check->because, strlen(check->because));
        exq_buffer_string(&text, "    ");
        exq_fill_sentence(voice, &text, EXQ_SENTENCE_CHECK_BECAUSE, &places);
    }
    print_item(voice, page, EXQ_SENTENCE_TEXT_LIMIT, &text, 2);
    exq_say_check_found(voice, &text, check);
    if (check->difference != NULL)
        exq_buffer_string(&text, "     ");
    (void)exq_say_check_difference(voice, &text, check);
    print_item(voice, page, EXQ_SENTENCE_TEXT_FOUND, &text, 1);
    if (row != NULL) {
        (void)exq_say_check_who(voice, &text, row);
        print_item(voice, page, EXQ_SENTENCE_TEXT_WHO, &text, 1);
        (void)exq_say_check_change(voice, &text, row);
        print_item(voice, page, EXQ_SENTENCE_TEXT_TO_MEET, &text, 1);
    }
    exq_buffer withheld = EXQ_BUFFER_INIT;
    (void)exq_say_check_others(voice, &text, check);
    (void)exq_say_check_withheld(voice, &withheld, check);
    if (withheld.length > 0)
        exq_buffer_format(&text, "%s%s", text.length > 0 ? ". " : "", withheld.bytes);
    print_item(voice, page, EXQ_SENTENCE_TEXT_ALSO, &text, 2);
    exq_page_blank(page);
    exq_buffer_free(&withheld);
    exq_buffer_free(&text);
}

/* ------------------------------------------------------------------------------------------------- others */

enum { NAME, LIMIT, VALUE, RANGE, WHO, COLUMNS };

static void fill_row(const exq_voice *voice, exq_page_row *row, const exq_doc_check *check)
{
    exq_buffer_format(&row->cells[NAME], "%s ", exq_check_mark(exq_check_state_of(check->verdict)));
    if (!exq_say_check_name(&row->cells[NAME], check))
        exq_say_check_asked(voice, &row->cells[NAME], check);
    exq_say_check_limit(voice, &row->cells[LIMIT], check);
    if (isnan(check->value))
        exq_buffer_char(&row->cells[VALUE], '-');
    else
        exq_say_number(&row->cells[VALUE], check->value);
    (void)exq_say_range(&row->cells[RANGE], check->lo, check->hi, check->hi_why);
    (void)exq_say_check_groups(voice, &row->cells[WHO], &check->group, &check->reference, check->reference_is);
}

static void add_sentence(exq_buffer *out, exq_buffer *sentence)
{
    if (sentence->length > 0) {
        exq_buffer_string(out, out->length > 0 ? " " : "");
        exq_buffer_append(out, sentence->bytes, sentence->length);
    }
    out->failed = out->failed || sentence->failed;
    exq_buffer_clear(sentence);
}

/* What a verdict that is not met needs beside its numbers. */
static void fill_note(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer note = EXQ_BUFFER_INIT;
    const exq_check_state state = exq_check_state_of(check->verdict);
    if (state == EXQ_CHECK_NOT_COMPUTED && check->why != NULL)
        exq_say_why(&text, check->why);
    add_sentence(&note, &text);
    if (state == EXQ_CHECK_NOT_SETTLED && exq_say_check_difference(voice, &text, check))
        exq_buffer_char(&text, '.');
    add_sentence(&note, &text);
    (void)exq_say_check_to_settle(voice, &text, check);
    add_sentence(&note, &text);
    (void)exq_say_check_withheld(voice, &text, check);
    add_sentence(&note, &text);
    if (note.length > 0)
        exq_buffer_format(out, "    %s", note.bytes);
    out->failed = out->failed || note.failed;
    exq_buffer_free(&text);
    exq_buffer_free(&note);
}

/* Fills the rows of one check; their number. */
static size_t fill_check(const exq_voice *voice, exq_page_row *rows, const exq_doc_check *check)
{
    fill_row(voice, &rows[0], check);
    fill_note(voice, &rows[1].cells[0], check);
    rows[1].spans = true;
    if (rows[1].cells[0].length > 0)
        return 2;
    rows[1].spans = false;
    return 1;
}

static void fill_left(const exq_voice *voice, exq_page_row *row, size_t left)
{
    exq_places places = {0};
    row->spans = true;
    exq_say_count(exq_place(&places, "n"), (exq_count)left);
    exq_fill_sentence(voice, &row->cells[0], EXQ_SENTENCE_TEXT_MORE_CHECKS, &places);
}

/* The checks that have had no block of their own; those that are not met first. */
static void print_table(const exq_voice *voice, exq_page *page, const bool *done, size_t most)
{
    enum { FRAME = 2, PER_CHECK = 2 };
    const exq_document *document = voice->document;
    exq_page_row rows[MOST_ROWS + 2] = {0};
    const size_t room = most > FRAME + 1 ? (most - FRAME - 1 < MOST_ROWS ? most - FRAME - 1 : MOST_ROWS) : 0;
    size_t used = 0, left = 0;
    for (exq_check_state state = 0; state < EXQ_CHECK_STATES; state++)
        for (size_t i = 0; i < document->check_count; i++) {
            const exq_doc_check *check = &document->checks[i];
            if (done[i] || exq_check_state_of(check->verdict) != state)
                continue;
            if (used + PER_CHECK <= room)
                used += fill_check(voice, &rows[used], check);
            else
                left++;
        }
    if (left > 0)
        fill_left(voice, &rows[used++], left);
    if (used == 0)
        return;
    exq_buffer title = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &title, EXQ_SENTENCE_TEXT_CHECKS, NULL);
    exq_page_titled(page, &title, NULL);
    exq_page_table table = {.rows = rows,
                            .row_count = used,
                            .column_count = COLUMNS,
                            .to_the_left = {true, true, false, true, true},
                            .between = {"", "  ", "  ", "  ", "  "}};
    exq_page_table_print(page, &table);
    exq_page_blank(page);
    exq_buffer_free(&title);
}

void exq_text_checks(const exq_voice *voice, exq_page *page, size_t most)
{
    enum { LEAST_TABLE = 6 };
    const exq_document *document = voice->document;
    if (document->check_count == 0)
        return;
    exq_arena *arena = exq_arena_new();
    bool *done = arena != NULL ? EXQ_NEW(arena, bool, document->check_count) : NULL;
    if (done == NULL)
        page->text.failed = true;
    for (size_t i = 0, blocks = 0; done != NULL && i < document->check_count; i++) {
        const size_t reserve = document->check_count > blocks + 1 ? LEAST_TABLE : 0;
        if (exq_check_state_of(document->checks[i].verdict) != EXQ_CHECK_MISSED ||
            exq_page_left(page, most) < BLOCK + 2 + reserve)
            continue;
        print_block(voice, page, &document->checks[i]);
        done[i] = true;
        blocks++;
    }
    if (done != NULL)
        print_table(voice, page, done, exq_page_left(page, most));
    exq_arena_free(arena);
}
