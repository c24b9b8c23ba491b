/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a result in Markdown.
 */
#include "markdown.h"

#include <string.h>

#include "check_cases.h"
#include "look.h"
#include "pattern.h"
#include "sentences_lists.h"
#include "sentences_scores.h"
#include "sentences_tasks.h"
#include "text.h"

/* A text takes at most this part of the room there is; lists leave room for so many more texts. */
enum { TEXTS_IN_ALL = 60, TEXTS_KEPT = 20 };

exq_markdown exq_markdown_of(const exq_document *document, const char *language, exq_buffer *out, size_t most)
{
    return (exq_markdown){
        .document = document, .voice = exq_voice_of(document, exq_language_of(language)), .out = out, .most = most};
}

exq_status exq_markdown_end(exq_markdown *self, exq_error *error)
{
    self->out->failed = self->out->failed || self->words.failed;
    exq_buffer_free(&self->words);
    return self->out->failed ? exq_fail_memory(error) : EXQ_OK;
}

bool exq_markdown_is_full(const exq_markdown *self)
{
    return self->out->length + TEXTS_KEPT * (self->most / TEXTS_IN_ALL) > self->most;
}

/* ---------------------------------------------------------------------------------------------------- texts */

static bool is_w(char c)
{
    return c == 'w' || c == 'W';
}

/* What is a sign of Markdown or HTML within a line is escaped. So is what makes a link of a bare address; and as
 * @name and #1 are looked for when the markup is already gone, nothing to be seen is put between. */
static void escape_character(exq_buffer *out, const char *text, size_t at, size_t length)
{
    static const char signs[] = "\\`*_[]<>|~&$!";
    const char c = text[at], next = at + 1 < length ? text[at + 1] : '\0';
    const bool is_address = (c == ':' && next == '/') ||
                            (c == '.' && at >= 3 && is_w(text[at - 1]) && is_w(text[at - 2]) && is_w(text[at - 3]));
    if (strchr(signs, c) != NULL || is_address)
        exq_buffer_char(out, '\\');
    exq_buffer_char(out, c);
    if (c == '@' || c == '#')
        exq_buffer_string(out, "<!-- -->");
}

static void escape(exq_buffer *out, const exq_buffer *text, size_t most)
{
    const size_t end = out->length + most;
    for (size_t i = 0; i < text->length; i++) {
        const bool starts = ((unsigned char)text->bytes[i] & 0xc0) != 0x80;
        if (starts && out->length > end) {
            exq_buffer_string(out, "…");
            break;
        }
        escape_character(out, text->bytes, i, text->length);
    }
    out->failed = out->failed || text->failed;
}

/* What was being said is not said after all. */
static void drop_words(exq_markdown *self)
{
    self->out->failed = self->out->failed || self->words.failed;
    exq_buffer_clear(&self->words);
}

void exq_markdown_put(exq_markdown *self, const char *markup)
{
    exq_buffer_string(self->out, markup);
}

void exq_markdown_words(exq_markdown *self)
{
    escape(self->out, &self->words, self->most / TEXTS_IN_ALL);
    exq_buffer_clear(&self->words);
}

void exq_markdown_paragraph(exq_markdown *self)
{
    if (self->words.length == 0)
        return;
    exq_markdown_words(self);
    exq_markdown_put(self, "\n\n");
}

static size_t longest_run(const exq_buffer *text)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text->length; i++) {
        run = text->bytes[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void put_fence(exq_buffer *out, size_t length)
{
    for (size_t i = 0; i < length; i++)
        exq_buffer_char(out, '`');
}

/* A text that begins or ends with ` is kept apart from the fence by blanks, which readers take off again. */
void exq_markdown_code(exq_buffer *out, const char *text)
{
    exq_buffer visible = EXQ_BUFFER_INIT;
    exq_text_visible(&visible, text, strlen(text));
    const size_t fence = longest_run(&visible) + 1;
    const char *apart = fence > 1 ? " " : "";
    put_fence(out, fence);
    exq_buffer_format(out, "%s%s%s", apart, visible.bytes != NULL ? visible.bytes : "", apart);
    put_fence(out, fence);
    out->failed = out->failed || visible.failed;
    exq_buffer_free(&visible);
}

void exq_markdown_block(exq_markdown *self, const char *text)
{
    enum { LEAST_FENCE = 3 };
    exq_buffer visible = EXQ_BUFFER_INIT;
    exq_text_visible(&visible, text, strlen(text));
    exq_cut(&visible, self->most / TEXTS_IN_ALL * 4);
    const size_t run = longest_run(&visible) + 1, fence = run > LEAST_FENCE ? run : LEAST_FENCE;
    put_fence(self->out, fence);
    exq_buffer_format(self->out, "\n%s\n", visible.bytes != NULL ? visible.bytes : "");
    put_fence(self->out, fence);
    exq_markdown_put(self, "\n");
    self->out->failed = self->out->failed || visible.failed;
    exq_buffer_free(&visible);
}

/* --------------------------------------------------------------------------------------------------- tables */

void exq_markdown_cell(exq_markdown *self)
{
    exq_markdown_put(self, self->words.length > 0 ? " " : "");
    exq_markdown_words(self);
    exq_markdown_put(self, " |");
}

/* The line below the heads of so many columns. */
void exq_markdown_rule(exq_markdown *self, size_t columns)
{
    exq_markdown_put(self, "\n|");
    for (size_t i = 0; i < columns; i++)
        exq_markdown_put(self, " --- |");
    exq_markdown_put(self, "\n");
}

static void put_check_heads(exq_markdown *self)
{
    enum { COLUMNS = 6 };
    exq_markdown_put(self, exq_pattern(&self->voice, EXQ_SENTENCE_MD_HEADINGS));
    exq_markdown_rule(self, COLUMNS);
}

/* What a list leaves out for want of room, as its last line. */
void exq_markdown_left(exq_markdown *self, const char *before, size_t left, const char *after)
{
    exq_places places = {0};
    if (left == 0)
        return;
    exq_say_count(&self->voice, exq_place(&places, "n"), (exq_count)left);
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_MD_LEFT, &places);
    exq_markdown_put(self, before);
    exq_markdown_words(self);
    exq_markdown_put(self, after);
}

/* --------------------------------------------------------------------------------------------------- checks */

void exq_markdown_mark(exq_markdown *self)
{
    const exq_document *document = self->document;
    exq_check_state worst = EXQ_CHECK_MET;
    if (document->check_count == 0)
        return;
    for (size_t i = 0; i < document->check_count; i++) {
        const exq_check_state state = exq_check_state_of(document->checks[i].verdict);
        worst = state < worst ? state : worst;
    }
    exq_buffer_format(&self->words, "%s ", exq_check_mark(worst));
    exq_markdown_words(self);
}

static void put_check(exq_markdown *self, const exq_doc_check *check)
{
    const exq_check_state state = exq_check_state_of(check->verdict);
    const exq_doc_check_row *row = exq_check_deciding(check);
    exq_markdown_put(self, "|");
    exq_buffer_format(&self->words, "%s\xc2\xa0", exq_check_mark(state)); /* the shape and its word on one line */
    exq_say_check_state(&self->voice, &self->words, state);
    exq_markdown_cell(self);
    exq_say_check_named(&self->voice, &self->words, check);
    exq_markdown_cell(self);
    exq_say_check_limit(&self->voice, &self->words, check);
    exq_markdown_cell(self);
    exq_say_check_found(&self->voice, &self->words, check);
    exq_markdown_cell(self);
    if (row != NULL)
        (void)exq_say_check_who(&self->voice, &self->words, row);
    exq_markdown_cell(self);
    if (row != NULL)
        (void)exq_say_check_change(&self->voice, &self->words, check, row);
    if (self->words.length == 0 && row != NULL)
        (void)exq_say_check_no_remedy(&self->voice, &self->words, row);
    if (self->words.length == 0)
        (void)exq_say_check_to_settle(&self->voice, &self->words, check);
    exq_markdown_cell(self);
    exq_markdown_put(self, "\n");
}

static bool is_open(exq_check_state state)
{
    return state != EXQ_CHECK_MET && state != EXQ_CHECK_WAIVED;
}

/* Worst first, so that what is left out is the better part. */
void exq_markdown_checks(exq_markdown *self, bool open)
{
    const exq_document *document = self->document;
    size_t left = 0;
    bool any = false;
    for (exq_check_state state = 0; state < EXQ_CHECK_STATES; state++) {
        if (open && !is_open(state))
            continue;
        for (size_t i = 0; i < document->check_count; i++) {
            if (exq_check_state_of(document->checks[i].verdict) != state)
                continue;
            if (!any)
                put_check_heads(self);
            any = true;
            if (exq_markdown_is_full(self))
                left++;
            else
                put_check(self, &document->checks[i]);
        }
    }
    exq_markdown_left(self, "\n", left, "\n");
    exq_markdown_put(self, any ? "\n" : "");
}

static bool say_open(exq_markdown *self, const exq_doc_check *check)
{
    exq_places places = {0};
    exq_buffer others = EXQ_BUFFER_INIT;
    exq_say_check_asked(&self->voice, exq_place(&places, "name"), check);
    exq_buffer *told = exq_place(&places, "check");
    bool any = exq_say_check_levelled_down(&self->voice, told, check);
    exq_buffer_string(told, any ? " " : "");
    any = exq_say_check_cutoffs(&self->voice, told, check);
    exq_buffer_string(told, any ? " " : "");
    any = exq_say_check_could(&self->voice, told, check);
    exq_buffer_string(told, any ? " " : "");
    any = exq_say_check_withheld(&self->voice, told, check);
    if (exq_say_check_others(&self->voice, &others, check))
        exq_buffer_format(told, "%s%s.", any ? " " : "", others.bytes != NULL ? others.bytes : "");
    const bool tells = told->length > 0;
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_CHECK_NAMED, &places);
    self->words.failed = self->words.failed || others.failed;
    exq_buffer_free(&others);
    return tells;
}

static void put_note(exq_markdown *self)
{
    exq_markdown_put(self, "- ");
    exq_markdown_words(self);
    exq_markdown_put(self, "\n");
}

/* Waivers first: one that is not seen is one that stays. */
void exq_markdown_notes(exq_markdown *self)
{
    const exq_document *document = self->document;
    size_t left = 0;
    const size_t start = self->out->length;
    for (size_t i = 0; i < document->waiver_count; i++) {
        exq_say_waiver(&self->voice, &self->words, &document->waivers[i]);
        if (exq_markdown_is_full(self))
            left++;
        else
            put_note(self);
        drop_words(self);
    }
    for (size_t i = 0; i < document->check_count; i++) {
        if (say_open(self, &document->checks[i])) {
            if (exq_markdown_is_full(self))
                left++;
            else
                put_note(self);
        }
        drop_words(self);
    }
    exq_markdown_left(self, "- ", left, "\n");
    exq_markdown_put(self, self->out->length > start ? "\n" : "");
}

/* ------------------------------------------------------------------------------------------------ the findings */

/* The first finding, and what becomes of it where like is compared with like: without that it would mislead. */
void exq_markdown_finding(exq_markdown *self)
{
    const exq_document *document = self->document;
    if (document->finding_count == 0 || !exq_say_finding(&self->voice, &self->words, &document->findings[0])) {
        exq_say_no_finding(&self->voice, &self->words);
        exq_markdown_paragraph(self);
        return;
    }
    exq_markdown_paragraph(self);
    const exq_doc_finding *finding = &document->findings[0];
    const exq_doc_disparity *disparity = exq_look_disparity(document, finding);
    const exq_doc_question *question = &document->questions[finding->question];
    if (!exq_say_simpson(&self->voice, &self->words, question, disparity->of, &disparity->group))
        (void)exq_say_strata(&self->voice, &self->words, question, disparity->of, &disparity->group);
    exq_markdown_paragraph(self);
    (void)exq_say_pairs(&self->voice, &self->words, question);
    exq_markdown_paragraph(self);
}

/* What leads each of the other questions, and what is asked of who reads it. */
void exq_markdown_others(exq_markdown *self)
{
    const exq_document *document = self->document;
    const size_t start = self->out->length;
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_finding *finding = exq_look_finding(document, q);
        if (finding == NULL || finding == &document->findings[0] || exq_markdown_is_full(self) ||
            !exq_say_finding(&self->voice, &self->words, finding))
            continue;
        put_note(self);
    }
    exq_markdown_put(self, self->out->length > start ? "\n" : "");
}

void exq_markdown_tasks(exq_markdown *self)
{
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_MD_ASKED, NULL);
    exq_markdown_paragraph(self);
    for (exq_task task = 0; task < EXQ_TASKS; task++) {
        if (!exq_say_task(&self->voice, &self->words, task))
            continue;
        if (task == EXQ_TASK_SIGN && exq_open_questions(self->document) > 0) {
            exq_buffer_char(&self->words, ' ');
            exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_MD_NOT_REVIEWED, NULL);
        }
        put_note(self);
    }
    exq_markdown_put(self, "\n");
}

void exq_markdown_before(exq_markdown *self)
{
    const exq_document *document = self->document;
    if (!exq_say_judged(&self->voice, &self->words)) /* rows of lists are no people */
        exq_say_rows(&self->voice, &self->words);
    exq_buffer_char(&self->words, ' ');
    if (exq_say_withheld_groups(&self->voice, &self->words))
        exq_buffer_char(&self->words, ' ');
    const size_t question = document->finding_count > 0 ? (size_t)document->findings[0].question : 0;
    if (question < document->question_count &&
        exq_say_comparisons(&self->voice, &self->words, &document->questions[question]))
        exq_buffer_char(&self->words, ' ');
    exq_say_limits(&self->voice, &self->words);
    exq_markdown_paragraph(self);
}
