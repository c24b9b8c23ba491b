/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form for those who answer the ethics questions: one page of plain text that is also Markdown, to be mailed, filled in,
 * and read back. It carries the digest of the result it is about, without any answers, so that answers do not change it.
 */
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "review_form.h"
#include "text.h"

static void put(const exq_voice *voice, exq_buffer *out, const char *text)
{
    exq_buffer_string(out, exq_translate(voice->language, NULL, text));
}

static void put_subject(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    for (size_t i = 0; i < document->data.source_count; i++) {
        const char *name = document->data.sources[i].name;
        exq_buffer_string(out, i == 0 ? "" : ", ");
        exq_text_visible(out, name, strlen(name));
    }
    exq_buffer_string(out, "\n\n");
    exq_places places = {0};
    exq_say_verdict_title(voice, exq_place(&places, "title"));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERDICT_TITLE, &places);
    exq_buffer_char(out, ' ');
    exq_say_verdict(voice, out);
    exq_buffer_string(out, "\n\n");
    size_t before = out->length;
    if (document->finding_count > 0)
        exq_say_comparison(voice, out, exq_look_disparity(document, &document->findings[0]));
    if (out->length > before)
        exq_buffer_string(out, "\n\n");
}

static void put_line(const exq_voice *voice, exq_buffer *out, exq_review_line line, const char *value)
{
    const char *help = exq_review_lines[line].help;
    exq_places places = {0};
    put(voice, exq_place(&places, "name"), exq_review_lines[line].name);
    if (help != NULL)
        put(voice, exq_place(&places, "help"), help);
    exq_buffer *written = exq_place(&places, "value");
    if (value != NULL)
        exq_text_visible(written, value, strlen(value));
    exq_fill_sentence(voice, out, help != NULL ? EXQ_SENTENCE_REVIEW_LINE_HELPED : EXQ_SENTENCE_REVIEW_LINE, &places);
    exq_buffer_char(out, '\n');
}

static const exq_doc_answer *answer_of(const exq_document *document, const char *question)
{
    for (size_t i = 0; i < document->ethics_count; i++)
        if (strcmp(document->ethics[i].question, question) == 0 && document->ethics[i].answer != NULL)
            return &document->ethics[i];
    return NULL;
}

static const char *answer_word(const exq_voice *voice, const char *answer)
{
    for (size_t i = 0; i < EXQ_REVIEW_ANSWERS; i++)
        if (strcmp(exq_review_answers[i].id, answer) == 0)
            return exq_translate(voice->language, NULL, exq_review_answers[i].word);
    return answer;
}

static void put_question(const exq_voice *voice, exq_buffer *out, size_t index)
{
    const exq_doc_answer *said = answer_of(voice->document, exq_review_questions[index].id);
    exq_buffer_format(out, "## %zu. ", index + 1);
    put(voice, out, exq_review_questions[index].text);
    exq_buffer_string(out, "\n\n");
    put_line(voice, out, EXQ_REVIEW_ANSWER, said == NULL ? NULL : answer_word(voice, said->answer));
    put_line(voice, out, EXQ_REVIEW_REASON, said == NULL ? NULL : said->reason);
    put_line(voice, out, EXQ_REVIEW_BY, said == NULL ? NULL : said->by);
    put_line(voice, out, EXQ_REVIEW_ON, said == NULL ? NULL : said->on);
    exq_buffer_char(out, '\n');
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    char digest[EXQ_RESULT_DIGEST_SIZE];
    EXQ_TRY(exq_result_question_digest(result, digest, error));
    const exq_document *document = exq_result_document(result);
    const exq_voice voice = exq_voice_of(document, exq_language_of(options->language));
    exq_buffer_string(out, "# ");
    put(&voice, out, N_("Ethics review"));
    exq_buffer_string(out, "\n\n");
    put_subject(&voice, out);
    put(&voice, out,
        N_("Three questions that no number answers. Write behind each colon; a reason takes a sentence or two and may go on\n"
           "over several lines. Leave all four lines of a question empty where it stays open. Send the whole form back:\n"
           "the line below says which result it is about."));
    exq_buffer_format(out, "\n\n%s %s\n\n", EXQ_REVIEW_RESULT, digest);
    for (size_t i = 0; i < EXQ_REVIEW_QUESTIONS; i++)
        put_question(&voice, out, i);
    exq_buffer_string(out, "---\n\n");
    put(&voice, out, N_("Whoever gets the form back puts it into the report:"));
    exq_buffer_string(out, "\n\n    exaequo report RESULT.json --review FORM --report out\n");
    return out->failed ? exq_fail_memory(error) : EXQ_OK;
}

const exq_render_format exq_render_review = {
    .name = "review",
    .summary = "a form of the ethics questions, to mail and to read back with --review",
    .render = render,
};
