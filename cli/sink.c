/* SPDX-License-Identifier: Apache-2.0 */
/* See sink.h. */
#include "sink.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "atomic_file.h"
#include "descriptor.h"
#include "nearest.h"
#include "plotter.h"
#include "refusal.h"
#include "step_summary.h"
#include "terminal.h"
#include "word_note.h"

#define ROW(kind, name, argument, field, ...) \
    EXQ_OPTION_ROW(kind, name, argument, exq_output_options, field, .local = true, __VA_ARGS__)

static const exq_option output[] = {
    ROW(LIST, "out", "FORMAT[=PATH]", out,
        .help = "write as comment, csv, github, gitlab, html, json, junit, md, openmetrics, review, sarif or text; "
                "repeatable; "
                "- is "
                "standard output"),
    ROW(TEXT, "report", "DIR", report, .help = "write DIR/report.html, DIR/result.json and DIR/summary.md"),
    ROW(TEXT, "review", "FORM", review, .help = "put in the answers of a form of exaequo review that was filled in"),
    ROW(TEXT, "lang", "LANGUAGE", lang,
        .help = "language of what people read: en or fr (default: en); en,fr gives --report a page in each"),
    ROW(CHOICE, "color", "WHEN", color, .choices = "auto|always|never",
        .help = "colours of the text (default: auto, on a terminal)"),
    ROW(FLAG, "quiet", NULL, quiet, .help = "no text on standard output"),
    {0},
};

const exq_section exq_section_output = {"Where it goes", output};

enum { LARGEST_FORM = 1 << 20 };
enum { color_always = 2, color_never = 3 }; /* places among the choices */

/* The language whose tag stands at `said`, up to a comma; NULL: none. */
static const char *language_at(const char *said)
{
    const size_t length = strcspn(said, ",");
    for (size_t i = 0; exq_render_language(i); i++)
        if (strlen(exq_render_language(i)) == length && strncmp(exq_render_language(i), said, length) == 0)
            return exq_render_language(i);
    return NULL;
}

/* TAG[,TAG...]: the first is that of everything, each of them has a page. */
static exq_status choose_languages(exq_sink *self, const char *said, exq_error *error)
{
    for (const char *at = said ? said : "en"; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        const char *language = language_at(at);
        if (!language)
            return exq_refuse(error, EXQ_USAGE, "--lang takes en, fr or both with a comma, not '%.200s'", said);
        for (size_t i = 0; i < self->language_count; i++)
            if (self->languages[i] == language)
                return exq_refuse(error, EXQ_USAGE, "--lang names %s twice", language);
        self->languages[self->language_count++] = language;
    }
    return EXQ_OK;
}

static exq_status refuse_format(const char *format, exq_error *error)
{
    exq_nearest nearest = exq_nearest_to(format, strlen(format));
    exq_bytes names = {0};
    for (size_t i = 0; exq_render_name(i); i++) {
        exq_nearest_offer(&nearest, exq_render_name(i));
        exq_bytes_format(&names, "%s%s", i ? ", " : "", exq_render_name(i));
    }
    const char *meant = exq_nearest_name(&nearest);
    exq_status status = names.failed
                            ? exq_refuse_memory(error)
                            : exq_refuse(error, EXQ_USAGE, "--out knows no format '%.200s'%s%s; it writes %.*s", format,
                                         meant ? ", perhaps " : "", meant ? meant : "", (int)names.length,
                                         names.bytes ? names.bytes : "");
    exq_bytes_free(&names);
    return status;
}

static exq_status check_format(const char *format, exq_error *error)
{
    for (size_t i = 0; exq_render_name(i); i++)
        if (strcmp(exq_render_name(i), format) == 0)
            return EXQ_OK;
    return refuse_format(format, error);
}

/* FORMAT[=PATH] */
static exq_status add_asked(exq_sink *self, const char *said, exq_error *error)
{
    size_t length = strcspn(said, "=");
    const char *path = said[length] == '=' ? said + length + 1 : "-";
    const char *format = exq_pool_copy(self->pool, said, length);
    if (!format)
        return exq_refuse_memory(error);
    EXQ_PASS(check_format(format, error));
    if (*path == '\0')
        return exq_refuse(error, EXQ_USAGE, "--out %s= names no file", format);
    self->outputs[self->count++] =
        (exq_output){.format = format, .path = strcmp(path, "-") ? path : NULL, .language = self->languages[0]};
    return EXQ_OK;
}

static exq_status add_in_folder(exq_sink *self, const char *folder, const char *name, const char *format,
                                exq_error *error)
{
    exq_bytes path = {0};
    exq_bytes_format(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", name);
    char *copy = path.failed ? NULL : exq_pool_copy(self->pool, path.bytes, path.length);
    exq_bytes_free(&path);
    self->outputs[self->count++] = (exq_output){.format = format, .path = copy, .language = self->languages[0]};
    return copy ? EXQ_OK : exq_refuse_memory(error);
}

/* report.html in the first language, report.fr.html in another: each shows the way to the others. */
static exq_status add_pages(exq_sink *self, const char *folder, exq_error *error)
{
    for (size_t i = 0; i < self->language_count; i++) {
        exq_bytes name = {0};
        exq_bytes_format(&name, "report%s%s.html", i == 0 ? "" : ".", i == 0 ? "" : self->languages[i]);
        exq_page_link *page = &self->pages[i];
        *page = (exq_page_link){self->languages[i],
                                name.failed ? NULL : exq_pool_copy(self->pool, name.bytes, name.length)};
        exq_bytes_free(&name);
        if (!page->name)
            return exq_refuse_memory(error);
        EXQ_PASS(add_in_folder(self, folder, page->name, "html", error));
        self->outputs[self->count - 1].language = page->language;
        self->outputs[self->count - 1].is_page = true;
    }
    return EXQ_OK;
}

static const exq_output *screen_output(const exq_sink *self)
{
    for (size_t i = 0; i < self->count; i++)
        if (!self->outputs[i].path)
            return &self->outputs[i];
    return NULL;
}

static exq_status plan(exq_sink *self, const exq_output_options *options, exq_error *error)
{
    for (size_t i = 0; i < options->out.count; i++) {
        const exq_output *before = screen_output(self);
        EXQ_PASS(add_asked(self, options->out.items[i], error));
        if (before && !self->outputs[i].path)
            return exq_refuse(error, EXQ_USAGE, "standard output cannot take both %s and %s: give one a file",
                              before->format, self->outputs[i].format);
    }
    if (options->report) {
        EXQ_PASS(add_in_folder(self, options->report, "result.json", "json", error));
        EXQ_PASS(add_pages(self, options->report, error));
        EXQ_PASS(add_in_folder(self, options->report, "summary.md", "md", error));
    }
    if (!screen_output(self) && !options->quiet)
        self->outputs[self->count++] = (exq_output){.format = "text", .language = self->languages[0]};
    return EXQ_OK;
}

/* The outputs that are files, in order, with what they hold so far. */
static size_t list_files(const exq_sink *self, bool even_empty, exq_atomic_file *files)
{
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++)
        if (self->outputs[i].path && (even_empty || self->outputs[i].content.length > 0))
            files[count++] = (exq_atomic_file){self->outputs[i].path, &self->outputs[i].content, 0640};
    return count;
}

exq_status exq_sink_open(exq_sink *self, const exq_output_options *options, const exq_list *inputs, exq_pool *pool,
                         exq_error *error)
{
    enum { report_files = 2 + EXQ_MOST_LANGUAGES, default_text = 1 };
    *self = (exq_sink){.pool = pool};
    EXQ_PASS(choose_languages(self, options->lang, error));
    size_t most = options->out.count + report_files + default_text;
    self->outputs = exq_pool_take(pool, most, sizeof *self->outputs);
    exq_atomic_file *files = exq_pool_take(pool, most, sizeof *files);
    if (!self->outputs || !files)
        return exq_refuse_memory(error);
    EXQ_PASS(plan(self, options, error));
    self->review = options->review;
    self->coloured_files = options->color == color_always;
    self->coloured_screen = self->coloured_files || (options->color != color_never && exq_terminal_has_colour(1));
    return exq_atomic_check(files, list_files(self, true, files), inputs, error);
}

exq_status exq_sink_add_step_summary(exq_sink *self, const exq_list *inputs, exq_error *error)
{
    static const exq_bytes nothing;
    self->summary = exq_step_summary_path();
    if (!self->summary)
        return EXQ_OK;
    exq_atomic_file *files = exq_pool_take(self->pool, self->count + 1, sizeof *files);
    if (!files)
        return exq_refuse_memory(error);
    const size_t count = list_files(self, true, files);
    files[count] = (exq_atomic_file){self->summary, &nothing, 0640};
    return exq_atomic_check(files, count + 1, inputs, error);
}

/* The first file of a format, for the lines of the text that say what to open. */
static const char *path_of(const exq_sink *self, const char *format)
{
    for (size_t i = 0; i < self->count; i++)
        if (self->outputs[i].path && strcmp(self->outputs[i].format, format) == 0)
            return self->outputs[i].path;
    return NULL;
}

static exq_status render(const exq_sink *self, const exq_result *result, exq_output *it, exq_error *error)
{
    exq_render_options options = {
        .language = it->language,
        .pages = self->pages,
        .page_count = it->is_page ? self->language_count : 0,
        .colour = it->path ? self->coloured_files : self->coloured_screen,
        .width = 80,
        .report_paths = {path_of(self, "html"), path_of(self, "json"), path_of(self, "csv")},
        .policy_path = self->policy_path,
        .gnuplot = exq_plotter_path(),
        .history = self->history,
        .history_count = self->history_count,
    };
    exq_status status = exq_render(result, it->format, &options, exq_bytes_receive, &it->content, error);
    return it->content.failed ? exq_refuse_memory(error) : status;
}

/* An output that has nothing to say is not there; nor is what an earlier run said. */
static exq_status remove_empty(const exq_sink *self, exq_error *error)
{
    for (size_t i = 0; i < self->count; i++)
        if (self->outputs[i].path && self->outputs[i].content.length == 0 && unlink(self->outputs[i].path) != 0 &&
            errno != ENOENT)
            return exq_refuse(error, EXQ_IO, "%s: could not be removed: %s", self->outputs[i].path, strerror(errno));
    return EXQ_OK;
}

static exq_status write_files(const exq_sink *self, exq_error *error)
{
    exq_atomic_file *files = exq_pool_take(self->pool, self->count + 1, sizeof *files);
    if (!files)
        return exq_refuse_memory(error);
    EXQ_PASS(exq_atomic_write(files, list_files(self, false, files), self->pool, error));
    return remove_empty(self, error);
}

/* The summary goes first, because it can be taken back. */
static exq_status write_all(const exq_sink *self, const exq_output *summary, exq_error *error)
{
    exq_step_summary step = {.descriptor = -1};
    if (self->summary)
        EXQ_PASS(exq_step_summary_append(&step, self->summary, &summary->content, error));
    exq_status status = write_files(self, error);
    exq_step_summary_close(&step, status == EXQ_OK);
    return status;
}

/* Put in what people answered. */
static exq_status review(const exq_sink *self, exq_result *result, exq_error *error)
{
    exq_bytes form = {0};
    if (!self->review)
        return EXQ_OK;
    exq_status status = exq_file_read(self->review, LARGEST_FORM, &form, error);
    if (status == EXQ_OK)
        status = exq_review(result, form.bytes ? form.bytes : "", form.length, self->review, error);
    exq_bytes_free(&form);
    return status;
}

/* Whoever lets pages be written in several languages is told which of them lacks words. */
static void note_words(const exq_sink *self, const exq_result *result)
{
    exq_bytes note = {0};
    if (self->pages[0].name != NULL)
        exq_word_note(&note, result, self->languages, self->language_count);
    if (note.length > 0 && !note.failed)
        (void)exq_descriptor_write(2, note.bytes, note.length);
    exq_bytes_free(&note);
}

exq_status exq_sink_deliver(exq_sink *self, exq_result *result, exq_error *error)
{
    EXQ_PASS(review(self, result, error));
    exq_output summary = {.format = "md", .path = self->summary};
    exq_status status = self->summary ? render(self, result, &summary, error) : EXQ_OK;
    for (size_t i = 0; i < self->count && status == EXQ_OK; i++)
        status = render(self, result, &self->outputs[i], error);
    if (status == EXQ_OK)
        status = write_all(self, &summary, error);
    exq_bytes_free(&summary.content);
    EXQ_PASS(status);
    note_words(self, result);
    const exq_output *screen = screen_output(self);
    return screen ? exq_standard_output(&screen->content, error) : EXQ_OK;
}

void exq_sink_close(exq_sink *self)
{
    for (size_t i = 0; i < self->count; i++)
        exq_bytes_free(&self->outputs[i].content);
    self->count = 0;
}
