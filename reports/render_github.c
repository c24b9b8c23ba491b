/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks as the workflow commands of GitHub Actions, which become annotations of a run: what blocks is an error, what
 * only warns a warning, a waiver in force a notice. GitHub shows ten of a kind and drops the rest in silence, so the
 * tenth says how many more there are.
 */
#include <string.h>

#include "check_cases.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "text.h"

enum { MOST_OF_A_KIND = 10 };

typedef struct writing {
    const exq_document *document;
    const exq_render_options *options;
    exq_voice voice;
    exq_buffer *out;
} writing;

/* One kind of command, and how many of it there are and were written. */
typedef struct kind {
    const char *name;
    size_t all, written;
} kind;

/* What ends a command or a property of one is written as its byte. */
static void escape(exq_buffer *out, const char *text, size_t length, const char *signs)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(signs, text[i]) != NULL && text[i] != '\0')
            exq_buffer_format(out, "%%%02X", (unsigned)(unsigned char)text[i]);
        else
            exq_buffer_char(out, text[i]);
    }
}

static void escape_value(exq_buffer *out, const char *text, size_t length)
{
    escape(out, text, length, "%\r\n:,");
}

/* `title` and `message` are taken. */
static void write_command(writing *self, const char *name, const char *where, exq_buffer *title, exq_buffer *message)
{
    const exq_anchor anchor = exq_anchor_of(self->document, self->options, where);
    exq_buffer *out = self->out;
    exq_buffer_format(out, "::%s ", name);
    if (anchor.known) {
        exq_buffer_string(out, "file=");
        escape_value(out, anchor.file, anchor.file_length);
        exq_buffer_format(out, ",line=%zu,col=%zu,", anchor.line, anchor.column);
    }
    exq_buffer_string(out, "title=");
    escape_value(out, title->bytes != NULL ? title->bytes : "", title->length);
    exq_buffer_string(out, "::");
    escape(out, message->bytes != NULL ? message->bytes : "", message->length, "%\r\n");
    exq_buffer_char(out, '\n');
    out->failed = out->failed || title->failed || message->failed;
    exq_buffer_free(title);
    exq_buffer_free(message);
}

/* Is this one of those for which there is room? If not, and it is the first such, the rest is counted. */
static bool has_room(writing *self, kind *of)
{
    const bool fits = of->all <= MOST_OF_A_KIND || of->written + 1 < MOST_OF_A_KIND;
    if (!fits && of->written + 1 == MOST_OF_A_KIND) {
        exq_buffer title = EXQ_BUFFER_INIT, message = EXQ_BUFFER_INIT;
        exq_places places = {0};
        exq_say_count(&self->voice, exq_place(&places, "n"), (exq_count)(of->all - of->written));
        exq_fill_sentence(&self->voice, &message, EXQ_SENTENCE_GITHUB_MORE, &places);
        exq_buffer_string(&title, "exaequo");
        write_command(self, of->name, NULL, &title, &message);
    }
    of->written++;
    return fits;
}

/* -------------------------------------------------------------------------------------------------- checks, waivers */

static void write_case(writing *self, kind *of, const exq_check_case *one)
{
    if (!has_room(self, of))
        return;
    exq_buffer title = EXQ_BUFFER_INIT, message = EXQ_BUFFER_INIT;
    if (one->withheld) {
        exq_text_visible(&title, one->check->id, strlen(one->check->id));
    } else {
        exq_places places = {0};
        exq_text_visible(exq_place(&places, "name"), one->check->id, strlen(one->check->id));
        exq_say_check_state(&self->voice, exq_place(&places, "check"), one->state);
        exq_fill_sentence(&self->voice, &title, EXQ_SENTENCE_CHECK_NAMED, &places);
    }
    exq_say_case(&self->voice, &message, one);
    write_command(self, of->name, one->check->where, &title, &message);
}

static void write_waiver(writing *self, kind *of, const exq_doc_waiver *waiver)
{
    if (!has_room(self, of))
        return;
    exq_buffer title = EXQ_BUFFER_INIT, message = EXQ_BUFFER_INIT;
    exq_places places = {0};
    exq_text_visible(exq_place(&places, "name"), waiver->check, strlen(waiver->check));
    exq_text_visible(exq_place(&places, "check"), waiver->id, strlen(waiver->id));
    exq_fill_sentence(&self->voice, &title, EXQ_SENTENCE_CHECK_NAMED, &places);
    exq_say_waiver(&self->voice, &message, waiver);
    write_command(self, of->name, waiver->where, &title, &message);
}

static bool is_told(const exq_check_case *one)
{
    return one->state != EXQ_CHECK_MET && one->state != EXQ_CHECK_WAIVED;
}

static bool is_in_force(const exq_doc_waiver *waiver)
{
    return strcmp(waiver->state, "in_force") == 0;
}

static void write_all(writing *self, const exq_cases *cases)
{
    const exq_document *document = self->document;
    kind errors = {.name = "error"}, warnings = {.name = "warning"}, notices = {.name = "notice"};
    for (size_t i = 0; i < cases->count; i++)
        (cases->items[i].blocks ? &errors : &warnings)->all += is_told(&cases->items[i]);
    for (size_t i = 0; i < document->waiver_count; i++)
        (is_in_force(&document->waivers[i]) ? &notices : &warnings)->all++;
    for (size_t i = 0; i < cases->count; i++)
        if (is_told(&cases->items[i]))
            write_case(self, cases->items[i].blocks ? &errors : &warnings, &cases->items[i]);
    for (size_t i = 0; i < document->waiver_count; i++) {
        const exq_doc_waiver *waiver = &document->waivers[i];
        write_waiver(self, is_in_force(waiver) ? &notices : &warnings, waiver);
    }
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    const exq_document *document = exq_result_document(result);
    writing self = {.document = document,
                    .options = options,
                    .voice = exq_voice_of(document, exq_language_of(options->language)),
                    .out = out};
    exq_cases cases;
    EXQ_TRY(exq_cases_of(document, &cases, error));
    write_all(&self, &cases);
    exq_cases_free(&cases);
    return EXQ_OK;
}

const exq_render_format exq_render_github = {"github", "checks as annotations of a GitHub Actions run", render};
