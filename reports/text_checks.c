/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks on a terminal: each one that is missed by itself, with what would meet it; the others as a table.
 */
#include <math.h>
#include <string.h>

#include "check_cases.h"
#include "pattern.h"
#include "text.h"
#include "text_parts.h"

enum { CUTOFFS = 4 }; /* lines of what other cut-offs would do */

/* ------------------------------------------------------------------------------------------------- missed */

static void print_heading(const exq_voice *voice, exq_page *page, const exq_doc_check *check)
{
    exq_buffer line = EXQ_BUFFER_INIT;
    exq_buffer_format(&line, "%s ", exq_check_mark(exq_check_state_of(check->verdict)));
    if (exq_say_check_name(&line, check))
        exq_buffer_string(&line, "  ");
    exq_say_check_asked(voice, &line, check);
    if (check->where != NULL) {
        const size_t used = exq_text_width(line.bytes, line.length), width = exq_where_length(check->where);
        for (size_t i = used; i + width < page->width; i++)
            exq_buffer_char(&line, ' ');
        if (used + width < page->width)
            exq_text_visible(&line, check->where, width);
    }
    exq_page_line(page, &line);
    exq_buffer_free(&line);
}

static const exq_sentence labels[] = {EXQ_SENTENCE_TEXT_LIMIT,   EXQ_SENTENCE_TEXT_FOUND,  EXQ_SENTENCE_TEXT_WHO,
                                      EXQ_SENTENCE_TEXT_TO_MEET, EXQ_SENTENCE_TEXT_CUTOFF, EXQ_SENTENCE_TEXT_OR,
                                      EXQ_SENTENCE_TEXT_ALSO};

/* "    limit     at most 1.25" */
enum { INDENT = 4 };

static void print_item(const exq_voice *voice, exq_page *page, exq_sentence label, exq_buffer *text, size_t most)
{
    exq_buffer line = EXQ_BUFFER_INIT;
    if (text->length > 0) {
        exq_text_label(voice, &line, label, labels, sizeof labels / sizeof labels[0], 3);
        const size_t hang = INDENT + exq_text_width(line.bytes, line.length);
        exq_buffer_append(&line, text->bytes, text->length);
        exq_page_hanging(page, &line, INDENT, hang, most);
    }
    page->text.failed = page->text.failed || text->failed;
    exq_buffer_free(&line);
    exq_buffer_clear(text);
}

/* Another sentence. */
static void add(exq_buffer *out, exq_buffer *part)
{
    if (part->length > 0) {
        exq_buffer_string(out, out->length > 0 ? " " : "");
        exq_buffer_append(out, part->bytes, part->length);
    }
    out->failed = out->failed || part->failed;
    exq_buffer_clear(part);
}

static void print_block(const exq_voice *voice, exq_page *page, const exq_doc_check *check)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    const exq_doc_check_row *row = exq_check_deciding(check);
    print_heading(voice, page, check);
    exq_say_check_limit(voice, &text, check);
    if (check->because != NULL) {
        exq_places places = {0};
        exq_say_check_because(voice, exq_place(&places, "because"), check);
        exq_buffer_string(&text, "    ");
        exq_fill_sentence(voice, &text, EXQ_SENTENCE_CHECK_BECAUSE, &places);
    }
    print_item(voice, page, EXQ_SENTENCE_TEXT_LIMIT, &text, 2);
    exq_say_check_found(voice, &text, check);
    if (check->difference != NULL)
        exq_buffer_string(&text, "     ");
    (void)exq_say_check_difference(voice, &text, check);
    print_item(voice, page, EXQ_SENTENCE_TEXT_FOUND, &text, 2);
    if (row != NULL) {
        (void)exq_say_check_who(voice, &text, row);
        print_item(voice, page, EXQ_SENTENCE_TEXT_WHO, &text, 2);
        if (!exq_say_check_change(voice, &text, check, row) && exq_check_lacks_direction(voice->document, row))
            exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_NO_REMEDY, NULL);
        print_item(voice, page, EXQ_SENTENCE_TEXT_TO_MEET, &text, 3);
    }
    (void)exq_say_check_cutoffs(voice, &text, check);
    print_item(voice, page, EXQ_SENTENCE_TEXT_CUTOFF, &text, CUTOFFS);
    if (voice->document->provenance.policy != NULL && check->where != NULL && strcmp(check->where, "--check") != 0) {
        exq_places places = {0};
        exq_text_visible(exq_place(&places, "check"), check->id, strlen(check->id));
        exq_fill_sentence(voice, &text, EXQ_SENTENCE_CHECK_WAIVE, &places);
        print_item(voice, page, EXQ_SENTENCE_TEXT_OR, &text, 2);
    }
    exq_buffer part = EXQ_BUFFER_INIT;
    if (!exq_say_check_could(voice, &text, check) && row != NULL)
        (void)exq_say_check_few(voice, &text, row);
    if (!exq_say_check_levelled_down(voice, &part, check) && exq_say_check_others(voice, &part, check))
        exq_buffer_char(&part, '.');
    add(&text, &part);
    (void)exq_say_check_withheld(voice, &part, check);
    add(&text, &part);
    print_item(voice, page, EXQ_SENTENCE_TEXT_ALSO, &text, 3);
    exq_page_blank(page);
    exq_buffer_free(&part);
    exq_buffer_free(&text);
}

/* The block where it fits into so many lines; else nothing. */
static bool print_block_within(const exq_voice *voice, exq_page *page, const exq_doc_check *check, size_t most)
{
    exq_page block = {.width = page->width, .colour = page->colour};
    print_block(voice, &block, check);
    const bool fits = block.lines <= most;
    if (fits)
        exq_page_add(page, &block);
    exq_buffer_free(&block.text);
    return fits;
}

/* ------------------------------------------------------------------------------------------------- others */

/* "at least 0.80; found 0.77, range 0.72 to 0.82; women / men; difference shown: yes." and what would settle it. */
static void say_rest(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    exq_buffer part = EXQ_BUFFER_INIT;
    exq_say_check_limit(voice, out, check);
    if (!isnan(check->value)) {
        exq_fill_sentence(voice, &part, EXQ_SENTENCE_TEXT_FOUND, NULL);
        exq_buffer_char(&part, ' ');
    }
    exq_say_check_found(voice, &part, check);
    exq_say_joined(voice, out, EXQ_SENTENCE_SEMICOLON, &part);
    if (!isnan(check->value))
        (void)exq_say_check_groups(voice, &part, &check->group, &check->reference, check->reference_is);
    exq_say_joined(voice, out, EXQ_SENTENCE_SEMICOLON, &part);
    if (exq_check_state_of(check->verdict) == EXQ_CHECK_NOT_SETTLED)
        (void)exq_say_check_difference(voice, &part, check);
    exq_say_joined(voice, out, EXQ_SENTENCE_SEMICOLON, &part);
    if (out->length > 0 && out->bytes[out->length - 1] != '.')
        exq_buffer_char(out, '.');
    (void)exq_say_check_to_settle(voice, &part, check);
    add(out, &part);
    (void)exq_say_check_could(voice, &part, check);
    add(out, &part);
    (void)exq_say_check_withheld(voice, &part, check);
    add(out, &part);
    exq_buffer_free(&part);
}

static void print_short(const exq_voice *voice, exq_page *page, const exq_doc_check *check, size_t most)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    print_heading(voice, page, check);
    say_rest(voice, &text, check);
    exq_page_paragraph(page, &text, INDENT, most);
    exq_buffer_free(&text);
}

static void print_left(const exq_voice *voice, exq_page *page, size_t left)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)left);
    exq_fill_counted(voice, &text, EXQ_SENTENCE_TEXT_MORE_CHECKS, (exq_count)left, &places);
    exq_page_line(page, &text);
    exq_buffer_free(&text);
}

/* However many: a waiver that is not seen is one that stays. And what the presets stand on. */
static exq_page print_waivers(const exq_voice *voice, const exq_page *like)
{
    exq_page page = {.width = like->width, .colour = like->colour};
    enum { MOST_LINES = 4 };
    const exq_document *document = voice->document;
    for (size_t i = 0; i < document->waiver_count; i++) {
        exq_buffer text = EXQ_BUFFER_INIT;
        exq_say_waiver(voice, &text, &document->waivers[i]);
        exq_page_paragraph(&page, &text, 2, MOST_LINES);
        exq_buffer_free(&text);
    }
    for (size_t i = 0; i < document->preset_count; i++) {
        exq_buffer text = EXQ_BUFFER_INIT;
        exq_say_preset(voice, &text, &document->presets[i]);
        exq_page_paragraph(&page, &text, 2, MOST_LINES);
        exq_buffer_free(&text);
    }
    if (document->waiver_count + document->preset_count > 0)
        exq_page_blank(&page);
    return page;
}

void exq_text_checks(const exq_voice *voice, exq_page *page, size_t most)
{
    enum { MOST_REST = 4, END = 2 };
    const exq_document *document = voice->document;
    size_t left = 0;
    exq_page waivers = print_waivers(voice, page);
    most = most > waivers.lines ? most - waivers.lines : 0;
    bool open = false; /* the last check has no blank line behind it */
    for (exq_check_state state = 0; state < EXQ_CHECK_STATES; state++)
        for (size_t i = 0; i < document->check_count; i++) {
            const exq_doc_check *check = &document->checks[i];
            if (exq_check_state_of(check->verdict) != state)
                continue;
            const size_t room = exq_page_left(page, most);
            const bool block =
                state == EXQ_CHECK_MISSED && room > END && print_block_within(voice, page, check, room - END);
            if (!block && room >= 1 + MOST_REST + END)
                print_short(voice, page, check, MOST_REST);
            else if (!block)
                left++;
            open = block ? false : open || page->lines > 0;
        }
    if (left > 0)
        print_left(voice, page, left);
    if (open || left > 0)
        exq_page_blank(page);
    exq_page_add(page, &waivers);
}
