/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks as JUnit tells test results, which every pipeline knows to show: one case a check and group. What is not settled is
 * skipped, never passed; what blocks is a failure, or an error where nothing could be computed.
 */
#include <stdio.h>
#include <string.h>

#include "markup.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "sentences_check.h"

static bool is(const char *text, const char *value)
{
    return text != NULL && strcmp(text, value) == 0;
}

/* How a case ends. */
typedef enum ending { PASSES, PASSES_WITH_WARNING, SKIPPED, FAILS, ERRS, ENDINGS } ending;

static ending ending_of(const exq_doc_check *check, const char *verdict)
{
    switch (exq_check_state_of(verdict)) {
    case EXQ_CHECK_MET:
        return PASSES;
    case EXQ_CHECK_MISSED:
        return is(check->if_missed, "warn") ? PASSES_WITH_WARNING : FAILS;
    case EXQ_CHECK_NOT_SETTLED:
        return is(check->if_unsure, "warn") ? SKIPPED : FAILS;
    case EXQ_CHECK_WAIVED:
        return SKIPPED;
    default:
        return is(check->if_not_computed, "warn") ? SKIPPED : ERRS;
    }
}

typedef struct tally {
    size_t cases;
    size_t of[ENDINGS];
} tally;

/* A case: of one row, or of a check that has none; or of what is withheld from it. */
typedef struct junit_case {
    const exq_doc_check *check;
    const exq_doc_check_row *row; /* NULL: none */
    bool withheld;
    ending ending;
} junit_case;

static ending ending_of_withheld(const exq_doc_check *check)
{
    return is(check->if_withheld, "warn") ? SKIPPED : FAILS;
}

/* Does the check as a whole say what none of its rows does? */
static bool stands_alone(const exq_doc_check *check)
{
    for (size_t i = 0; i < check->row_count; i++)
        if (is(check->rows[i].verdict, check->verdict))
            return false;
    return true;
}

typedef void case_visitor(void *payload, const junit_case *one);

static void each_case(const exq_doc_check *check, case_visitor *visit, void *payload)
{
    for (size_t i = 0; i < check->row_count; i++)
        visit(payload, &(junit_case){check, &check->rows[i], false, ending_of(check, check->rows[i].verdict)});
    if (stands_alone(check))
        visit(payload, &(junit_case){check, NULL, false, ending_of(check, check->verdict)});
    if (exq_check_withheld(check))
        visit(payload, &(junit_case){check, NULL, true, ending_of_withheld(check)});
}

static void count_case(void *payload, const junit_case *one)
{
    tally *counted = payload;
    counted->cases++;
    counted->of[one->ending]++;
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

static void say_name(const exq_voice *voice, exq_buffer *out, const junit_case *one)
{
    if (one->withheld)
        (void)exq_say_check_withheld(voice, out, one->check);
    else if (one->row == NULL ||
             !exq_say_check_groups(voice, out, &one->row->group, &one->row->reference, one->row->reference_is))
        exq_say_check_asked(voice, out, one->check);
}

/* What was asked, what was found, what would meet it: one line each. */
static void say_details(const exq_voice *voice, exq_buffer *out, const junit_case *one)
{
    exq_doc_check check = *one->check;
    if (one->row != NULL) {
        check.value = one->row->value;
        check.lo = one->row->lo;
        check.hi = one->row->hi;
        check.hi_why = one->row->hi_why;
        check.why = one->row->why;
    }
    exq_say_check_asked(voice, out, &check);
    exq_buffer_char(out, ' ');
    exq_say_check_limit(voice, out, &check);
    exq_buffer_string(out, "; ");
    if (one->withheld)
        (void)exq_say_check_withheld(voice, out, &check);
    else
        exq_say_check_found(voice, out, &check);
    if (one->row == NULL)
        return;
    exq_buffer more = EXQ_BUFFER_INIT;
    if (exq_say_check_who(voice, &more, one->row))
        exq_buffer_format(out, "; %s", text_of(&more));
    exq_buffer_clear(&more);
    for (size_t i = 0; i < voice->document->waiver_count; i++) {
        const exq_doc_waiver *waiver = &voice->document->waivers[i];
        if (strncmp(waiver->check, one->check->id, strlen(waiver->check)) != 0)
            continue;
        exq_buffer_string(out, "; ");
        exq_say_waiver(voice, out, waiver);
    }
    exq_buffer_clear(&more);
    exq_places places = {0};
    if (exq_say_check_change(voice, &more, one->check, one->row)) {
        *exq_place(&places, "change") = more;
        exq_buffer_string(out, "; ");
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_TO_MEET, &places);
        return;
    }
    out->failed = out->failed || more.failed;
    exq_buffer_free(&more);
}

static void write_ending(writing *self, const junit_case *one, const exq_buffer *details)
{
    static const char *const elements[ENDINGS] = {NULL, "system-out", "skipped", "failure", "error"};
    if (elements[one->ending] == NULL)
        return;
    if (one->ending == PASSES_WITH_WARNING) {
        exq_markup_element(self->markup, elements[one->ending], text_of(details));
        return;
    }
    const char *type = one->withheld ? "withheld" : one->row != NULL ? one->row->verdict : one->check->verdict;
    if (one->ending == SKIPPED)
        exq_markup_open(self->markup, elements[SKIPPED], "message", text_of(details), NULL);
    else
        exq_markup_open(self->markup, elements[one->ending], "message", text_of(details), "type", type, NULL);
    exq_markup_close(self->markup);
}

static void write_case(void *payload, const junit_case *one)
{
    writing *self = payload;
    exq_buffer name = EXQ_BUFFER_INIT;
    exq_buffer details = EXQ_BUFFER_INIT;
    say_name(self->voice, &name, one);
    say_details(self->voice, &details, one);
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
        each_case(&document->checks[i], count_case, &all);
    exq_markup_raw(self.markup, prolog, sizeof prolog - 1);
    open_counted(&self, "testsuites", "exaequo", &all);
    for (size_t i = 0; i < document->check_count; i++) {
        tally one = {0};
        each_case(&document->checks[i], count_case, &one);
        open_counted(&self, "testsuite", document->checks[i].id, &one);
        each_case(&document->checks[i], write_case, &self);
        exq_markup_close(self.markup);
    }
    exq_markup_close(self.markup);
    exq_status status = self.failed ? exq_fail_memory(error) : exq_markup_end(self.markup, out, error);
    exq_markup_free(self.markup);
    return status;
}

const exq_render_format exq_render_junit = {"junit", "checks as test results, for pipelines that show them", render};
