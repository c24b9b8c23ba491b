/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The comment on a change that is proposed: written when a check is missed, else it is empty and nobody is disturbed.
 * A hidden mark, made of the name of the policy, lets whoever posts it find the one of an earlier run and put this in
 * its place.
 */
#include <string.h>

#include "markdown.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "text.h"

static const exq_doc_check *first_missed(const exq_document *document)
{
    for (size_t i = 0; i < document->check_count; i++)
        if (exq_check_state_of(document->checks[i].verdict) == EXQ_CHECK_MISSED)
            return &document->checks[i];
    return NULL;
}

/* `movielens` of movielens.yaml. A mark is a comment of HTML: letters and digits, and nothing that could end it. */
static void put_mark(exq_markdown *self)
{
    const exq_document *document = self->document;
    const char *name = document->provenance.policy != NULL ? document->provenance.policy
                       : document->data.source_count > 0   ? document->data.sources[0].name
                                                           : NULL;
    const char *dot = name != NULL ? strrchr(name, '.') : NULL;
    const size_t length = name == NULL ? 0 : dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
    exq_markdown_put(self, "<!-- exaequo:");
    for (size_t i = 0; i < length; i++) {
        const char c = name[i];
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        if (plain)
            exq_buffer_char(self->out, c);
        else if (self->out->bytes != NULL && self->out->bytes[self->out->length - 1] != '-')
            exq_buffer_char(self->out, '-');
    }
    exq_markdown_put(self, " -->\n");
}

static void put_heading(exq_markdown *self)
{
    exq_places places = {0};
    exq_markdown_put(self, "### ");
    exq_markdown_mark(self);
    (void)exq_say_check_title(&self->voice, exq_place(&places, "title"));
    (void)exq_say_check_counts(&self->voice, exq_place(&places, "counts"));
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_COMMENT_HEADING, &places);
    exq_markdown_paragraph(self);
}

static void put_waiving(exq_markdown *self, const exq_doc_check *missed)
{
    exq_buffer command = EXQ_BUFFER_INIT;
    exq_places places = {0};
    if (self->document->provenance.policy == NULL)
        return;
    exq_buffer_format(&command, "exaequo waive %s", missed->id);
    exq_markdown_code(exq_place(&places, "command"), command.bytes != NULL ? command.bytes : "");
    exq_markdown_code(exq_place(&places, "policy"), self->document->provenance.policy);
    exq_fill_sentence(&self->voice, self->out, EXQ_SENTENCE_COMMENT_WAIVE, &places);
    exq_markdown_put(self, "\n\n");
    self->out->failed = self->out->failed || command.failed;
    exq_buffer_free(&command);
}

static void put_details(exq_markdown *self, const exq_doc_check *missed)
{
    const exq_document *document = self->document;
    exq_markdown_put(self, "<details><summary>");
    exq_fill_sentence(&self->voice, self->out, EXQ_SENTENCE_COMMENT_DETAILS, NULL);
    exq_markdown_put(self, "</summary>\n\n");
    exq_markdown_notes(self);
    exq_markdown_before(self);
    put_waiving(self, missed);
    if (document->provenance.command != NULL) {
        exq_fill_sentence(&self->voice, self->out, EXQ_SENTENCE_COMMENT_AGAIN, NULL);
        exq_markdown_put(self, "\n\n");
        exq_markdown_block(self, document->provenance.command);
        exq_markdown_put(self, "\n");
    }
    exq_markdown_put(self, "</details>\n\n");
}

static void put_end(exq_markdown *self)
{
    enum { DIGITS_SHOWN = 12 };
    const exq_document *document = self->document;
    exq_places places = {0};
    if (document->provenance.policy != NULL && document->provenance.policy_sha256 != NULL) {
        exq_markdown_code(exq_place(&places, "policy"), document->provenance.policy);
        exq_buffer_format(exq_place(&places, "sha256"), "%.*s", DIGITS_SHOWN, document->provenance.policy_sha256);
        exq_fill_sentence(&self->voice, self->out, EXQ_SENTENCE_COMMENT_POLICY, &places);
        exq_markdown_put(self, " · ");
    }
    exq_buffer_format(self->out, "exaequo %s\n", document->tool_version);
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    enum { MOST_BYTES = 55 * 1000 };
    const exq_document *document = exq_result_document(result);
    const exq_doc_check *missed = first_missed(document);
    if (missed == NULL)
        return EXQ_OK;
    exq_markdown self = exq_markdown_of(document, options->language, out, MOST_BYTES);
    put_mark(&self);
    put_heading(&self);
    exq_markdown_versions(&self);
    exq_markdown_checks(&self, true);
    exq_markdown_finding(&self);
    put_details(&self, missed);
    put_end(&self);
    return exq_markdown_end(&self, error);
}

const exq_render_format exq_render_comment = {"comment", "a comment on a proposed change, if a check is missed",
                                              render};
