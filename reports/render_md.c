/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one-minute summary in Markdown, for the page of a pipeline's run: the verdict, every check, what is found, what must be
 * known before it is quoted.
 */
#include <math.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "sentences_check.h"
#include "text.h"

/* Nothing that came from outside may act as markup: what is a sign of Markdown or HTML within a line is escaped. */
static void escape(exq_buffer *out, const exq_buffer *text)
{
    static const char signs[] = "\\`*_[]<>#|~&@$!";
    for (size_t i = 0; i < text->length; i++) {
        if (strchr(signs, text->bytes[i]) != NULL)
            exq_buffer_char(out, '\\');
        exq_buffer_char(out, text->bytes[i]);
    }
    out->failed = out->failed || text->failed;
}

/* The text being said, escaped when it is complete. */
typedef struct summary {
    const exq_document *document;
    exq_voice voice;
    exq_buffer words;
    exq_buffer *out;
} summary;

static void put(summary *self, const char *markup)
{
    exq_buffer_string(self->out, markup);
}

static void put_words(summary *self)
{
    escape(self->out, &self->words);
    exq_buffer_clear(&self->words);
}

static void put_paragraph(summary *self)
{
    if (self->words.length == 0)
        return;
    put_words(self);
    put(self, "\n\n");
}

static void put_heading(summary *self)
{
    const exq_document *document = self->document;
    put(self, "### ");
    if (document->check_count > 0) {
        exq_check_state worst = EXQ_CHECK_MET;
        for (size_t i = 0; i < document->check_count; i++) {
            const exq_check_state state = exq_check_state_of(document->checks[i].verdict);
            worst = state < worst ? state : worst;
        }
        put(self, exq_check_mark(worst));
        put(self, " ");
    }
    exq_places places = {0};
    exq_say_verdict_title(&self->voice, exq_place(&places, "title"));
    exq_say_verdict(&self->voice, exq_place(&places, "verdict"));
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_MD_TITLE, &places);
    put_paragraph(self);
}

static void put_cell(summary *self)
{
    put(self, " ");
    put_words(self);
    put(self, " |");
}

static void put_verdict(summary *self, const exq_doc_check *check)
{
    const exq_check_state state = exq_check_state_of(check->verdict);
    put(self, "| ");
    put(self, exq_check_mark(state));
    exq_say_check_state(&self->voice, &self->words, state);
    put_cell(self);
}

static void put_check(summary *self, const exq_doc_check *check)
{
    const exq_doc_check_row *row = exq_check_deciding(check);
    put_verdict(self, check);
    exq_say_check_named(&self->voice, &self->words, check);
    put_cell(self);
    exq_say_check_limit(&self->voice, &self->words, check);
    put_cell(self);
    exq_say_check_found(&self->voice, &self->words, check);
    put_cell(self);
    if (row != NULL)
        (void)exq_say_check_who(&self->voice, &self->words, row);
    put_cell(self);
    if (row != NULL)
        (void)exq_say_check_change(&self->voice, &self->words, check, row);
    if (self->words.length == 0)
        (void)exq_say_check_to_settle(&self->voice, &self->words, check);
    put_cell(self);
    put(self, "\n");
}

static void put_checks(summary *self)
{
    if (self->document->check_count == 0)
        return;
    put(self, exq_pattern(&self->voice, EXQ_SENTENCE_MD_HEADINGS));
    put(self, "\n| --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < self->document->check_count; i++)
        put_check(self, &self->document->checks[i]);
    put(self, "\n");
}

/* What a check leaves open, one line each. */
static void put_notes(summary *self)
{
    bool any = false;
    for (size_t i = 0; i < self->document->check_count; i++) {
        const exq_doc_check *check = &self->document->checks[i];
        exq_buffer others = EXQ_BUFFER_INIT;
        exq_places places = {0};
        exq_say_check_asked(&self->voice, exq_place(&places, "name"), check);
        exq_buffer *told = exq_place(&places, "check");
        (void)exq_say_check_withheld(&self->voice, told, check);
        if (exq_say_check_others(&self->voice, &others, check))
            exq_buffer_format(told, "%s%s.", told->length > 0 ? " " : "", others.bytes);
        exq_buffer_free(&others);
        const bool tells = told->length > 0;
        exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_CHECK_NAMED, &places);
        if (tells) {
            put(self, "- ");
            put_words(self);
            put(self, "\n");
            any = true;
        }
        exq_buffer_clear(&self->words);
    }
    for (size_t i = 0; i < self->document->waiver_count; i++) {
        exq_say_waiver(&self->voice, &self->words, &self->document->waivers[i]);
        put(self, "- ");
        put_words(self);
        put(self, "\n");
        any = true;
    }
    put(self, any ? "\n" : "");
}

static void put_finding(summary *self)
{
    const exq_document *document = self->document;
    if (document->finding_count == 0 || !exq_say_finding(&self->voice, &self->words, &document->findings[0]))
        exq_say_no_finding(&self->voice, &self->words);
    put_paragraph(self);
}

static void put_before(summary *self)
{
    const exq_document *document = self->document;
    exq_say_rows(&self->voice, &self->words);
    exq_buffer_char(&self->words, ' ');
    if (exq_say_withheld_groups(&self->voice, &self->words))
        exq_buffer_char(&self->words, ' ');
    if (document->question_count > 0 && exq_say_comparisons(&self->voice, &self->words, &document->questions[0]))
        exq_buffer_char(&self->words, ' ');
    exq_say_limits(&self->voice, &self->words);
    put_paragraph(self);
}

static void put_command(summary *self)
{
    const char *command = self->document->provenance.command;
    if (command == NULL)
        return;
    exq_text_visible(&self->words, command, strlen(command));
    size_t fence = 3, run = 0;
    for (size_t i = 0; i < self->words.length; i++) {
        run = self->words.bytes[i] == '`' ? run + 1 : 0;
        fence = run >= fence ? run + 1 : fence;
    }
    for (size_t i = 0; i < fence; i++)
        put(self, "`");
    put(self, "\n");
    exq_buffer_append(self->out, self->words.length > 0 ? self->words.bytes : "", self->words.length);
    put(self, "\n");
    for (size_t i = 0; i < fence; i++)
        put(self, "`");
    put(self, "\n");
    exq_buffer_clear(&self->words);
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    (void)options;
    const exq_document *document = exq_result_document(result);
    summary self = {
        .document = document, .voice = exq_voice_of(document, exq_language_of(options->language)), .out = out};
    put_heading(&self);
    put_checks(&self);
    put_notes(&self);
    put_finding(&self);
    put_before(&self);
    put_command(&self);
    put(&self, "\n");
    exq_buffer_format(out, "%s\n", exq_translate(self.voice.language, NULL, exq_result_exit_reason(result)));
    out->failed = out->failed || self.words.failed;
    exq_buffer_free(&self.words);
    return out->failed ? exq_fail_memory(error) : EXQ_OK;
}

const exq_render_format exq_render_md = {"md", "the one-minute summary in Markdown: verdict, checks, finding", render};
