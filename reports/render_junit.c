/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks as JUnit tells test results, which every pipeline knows to show: one case a check and group. What is not
 * settled is skipped, never passed; what blocks is a failure, or an error where nothing could be computed.
 */
#include <stdio.h>
#include <string.h>

#include "check_cases.h"
#include "markup.h"
#include "render.h"
#include "result.h"

/* How a case ends. */
typedef enum ending { PASSES, PASSES_WITH_WARNING, SKIPPED, FAILS, ERRS, ENDINGS } ending;

static ending ending_of(const exq_check_case *one)
{
    if (one->blocks)
        return one->state == EXQ_CHECK_NOT_COMPUTED && !one->withheld ? ERRS : FAILS;
    return one->state == EXQ_CHECK_MET ? PASSES : one->state == EXQ_CHECK_MISSED ? PASSES_WITH_WARNING : SKIPPED;
}

typedef struct tally {
    size_t cases;
    size_t of[ENDINGS];
} tally;

static void count_case(void *payload, const exq_check_case *one)
{
    tally *counted = payload;
    counted->cases++;
    counted->of[ending_of(one)]++;
}

/* ------------------------------------------------------------------------------------------------- writing */

typedef struct writing {
    const exq_voice *voice;
    exq_markup *markup;
    bool failed;
} writing;

static const char *text_of(const exq_buffer *buffer)
{
    return buffer->length > 0 ? buffer->bytes : "";
}

static void write_ending(writing *self, const exq_check_case *one, const exq_buffer *details)
{
    const ending end = ending_of(one);
    static const char *const elements[ENDINGS] = {NULL, "system-out", "skipped", "failure", "error"};
    if (elements[end] == NULL)
        return;
    if (end == PASSES_WITH_WARNING) {
        exq_markup_element(self->markup, elements[end], text_of(details));
        return;
    }
    if (end == SKIPPED)
        exq_markup_open(self->markup, elements[SKIPPED], "message", text_of(details), NULL);
    else
        exq_markup_open(self->markup, elements[end], "message", text_of(details), "type", exq_case_verdict(one), NULL);
    exq_markup_close(self->markup);
}

static void write_case(void *payload, const exq_check_case *one)
{
    writing *self = payload;
    exq_buffer name = EXQ_BUFFER_INIT;
    exq_buffer details = EXQ_BUFFER_INIT;
    exq_say_case_name(self->voice, &name, one);
    exq_say_case(self->voice, &details, one);
    exq_markup_open(self->markup, "testcase", "classname", one->check->id, "name", text_of(&name), NULL);
    write_ending(self, one, &details);
    exq_markup_close(self->markup);
    self->failed = self->failed || name.failed || details.failed;
    exq_buffer_free(&name);
    exq_buffer_free(&details);
}

enum { NUMBER_SIZE = 24 };

static void open_counted(writing *self, const char *element, const char *name, const tally *counted)
{
    char cases[NUMBER_SIZE], failures[NUMBER_SIZE], errors[NUMBER_SIZE], skipped[NUMBER_SIZE];
    snprintf(cases, sizeof cases, "%zu", counted->cases);
    snprintf(failures, sizeof failures, "%zu", counted->of[FAILS]);
    snprintf(errors, sizeof errors, "%zu", counted->of[ERRS]);
    snprintf(skipped, sizeof skipped, "%zu", counted->of[SKIPPED]);
    /* The whole run has no attribute for what was skipped in some readers' schemas. */
    const bool suite = strcmp(element, "testsuite") == 0;
    exq_markup_open(self->markup, element, "name", name, "tests", cases, "failures", failures, "errors", errors,
                    suite ? "skipped" : NULL, skipped, NULL);
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    static const char prolog[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    const exq_document *document = exq_result_document(result);
    const exq_voice voice = exq_voice_of(document, exq_language_of(options->language));
    writing self = {.voice = &voice, .markup = exq_markup_new()};
    if (self.markup == NULL)
        return exq_fail_memory(error);
    tally all = {0};
    for (size_t i = 0; i < document->check_count; i++)
        exq_each_case(&document->checks[i], count_case, &all);
    exq_markup_raw(self.markup, prolog, sizeof prolog - 1);
    open_counted(&self, "testsuites", "exaequo", &all);
    for (size_t i = 0; i < document->check_count; i++) {
        tally one = {0};
        exq_each_case(&document->checks[i], count_case, &one);
        open_counted(&self, "testsuite", document->checks[i].id, &one);
        exq_each_case(&document->checks[i], write_case, &self);
        exq_markup_close(self.markup);
    }
    exq_markup_close(self.markup);
    exq_status status = self.failed ? exq_fail_memory(error) : exq_markup_end(self.markup, out, error);
    exq_markup_free(self.markup);
    return status;
}

const exq_render_format exq_render_junit = {"junit", "checks as test results, for pipelines that show them", render};
