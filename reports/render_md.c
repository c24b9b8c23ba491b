/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one-minute summary in Markdown, for the page of a pipeline's run: the verdict, every check, what is found, what
 * must be known before it is quoted. Pages of runs take a mebibyte at most.
 */
#include "markdown.h"
#include "pattern.h"
#include "render.h"
#include "result.h"

static void put_heading(exq_markdown *self)
{
    exq_markdown_put(self, "### ");
    exq_markdown_mark(self);
    exq_places places = {0};
    exq_say_verdict_title(&self->voice, exq_place(&places, "title"));
    exq_say_verdict(&self->voice, exq_place(&places, "verdict"));
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_MD_TITLE, &places);
    exq_markdown_paragraph(self);
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    enum { MOST_BYTES = 1000 * 1000 };
    const exq_document *document = exq_result_document(result);
    exq_markdown self = exq_markdown_of(document, options->language, out, MOST_BYTES);
    put_heading(&self);
    exq_markdown_versions(&self);
    exq_markdown_checks(&self, false);
    exq_markdown_notes(&self);
    exq_markdown_finding(&self);
    exq_markdown_others(&self);
    exq_markdown_tasks(&self);
    exq_markdown_before(&self);
    if (document->provenance.command != NULL)
        exq_markdown_block(&self, document->provenance.command);
    exq_markdown_put(&self, "\n");
    exq_buffer_format(out, "%s\n", exq_translate(self.voice.language, NULL, exq_result_exit_reason(result)));
    return exq_markdown_end(&self, error);
}

const exq_render_format exq_render_md = {"md", "the one-minute summary in Markdown: verdict, checks, finding", render};
