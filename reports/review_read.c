/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a form of the ethics questions that was filled in. What mail does to a text is forgiven (quoting, line ends, what
 * stands before and behind); what is said is not guessed at.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "language.h"
#include "result.h"
#include "review_form.h"
#include "text.h"

enum { FORM_BYTES_MOST = 1 << 20, SHORTEST_REASON = 40, LONGEST_TEXT = 4000 };

typedef struct said {
    exq_buffer texts[EXQ_REVIEW_LINES];
    size_t lines[EXQ_REVIEW_LINES]; /* where each began; 0: not met */
    size_t heading;
} said;

typedef struct reading {
    const char *name;
    const exq_result *result;
    exq_error *error;
    size_t line;
    bool belongs; /* the line with the digest was met and is right */
    bool over;    /* behind the line of dashes */
    said questions[EXQ_REVIEW_QUESTIONS];
    said *question; /* the one being read */
    exq_buffer *open; /* the reason that goes on over lines */
} reading;

EXQ_PRINTF(3, 4)
static exq_status refuse(const reading *self, size_t line, const char *format, ...)
{
    char text[1024];
    va_list rest;
    va_start(rest, format);
    vsnprintf(text, sizeof text, format, rest);
    va_end(rest);
    return exq_fail(self->error, EXQ_USAGE, "%.200s:%zu: %s", self->name, line, text);
}

/* ------------------------------------------------------------------------------------------------ one line */

typedef struct span {
    const char *at;
    size_t length;
} span;

static size_t blank_at(const char *at, size_t length)
{
    if (length > 0 && (*at == ' ' || *at == '\t' || *at == '\r'))
        return 1;
    if (length > 1 && memcmp(at, "\xc2\xa0", 2) == 0)
        return 2;
    return length > 2 && memcmp(at, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

static span trimmed(span text)
{
    size_t blank;
    while ((blank = blank_at(text.at, text.length)) > 0)
        text = (span){text.at + blank, text.length - blank};
    for (bool more = true; more && text.length > 0;) {
        more = false;
        for (size_t tail = 1; tail <= 3 && tail <= text.length && !more; tail++)
            more = blank_at(text.at + text.length - tail, tail) == tail;
        for (size_t tail = 1; more && tail <= 3 && tail <= text.length; tail++)
            if (blank_at(text.at + text.length - tail, tail) == tail) {
                text.length -= tail;
                break;
            }
    }
    return text;
}

static bool begins(span text, const char *with)
{
    const size_t length = strlen(with);
    return text.length >= length && memcmp(text.at, with, length) == 0;
}

static span behind(span text, size_t count)
{
    return trimmed((span){text.at + count, text.length - count});
}

/* Without the signs that mail and Markdown put before a line. */
static span bare(span text)
{
    text = trimmed(text);
    while (begins(text, ">"))
        text = behind(text, 1);
    return begins(text, "- ") || begins(text, "* ") || (text.length == 1 && strchr("-*", *text.at) != NULL)
               ? behind(text, 1)
               : text;
}

/* "Answer (yes, no or unsure): yes" is what is said of this line, in any language. */
static bool is_line(span text, exq_review_line line, span *value)
{
    const exq_language *language;
    const char *tag;
    for (size_t i = 0; (tag = exq_render_language(i)) != NULL; i++) {
        language = exq_language_of(tag);
        const char *name = exq_translate(language, NULL, exq_review_lines[line].name);
        if (!begins(text, name))
            continue;
        span rest = behind(text, strlen(name));
        if (begins(rest, "(")) {
            const char *end = memchr(rest.at, ')', rest.length);
            if (end == NULL)
                continue;
            rest = behind(rest, (size_t)(end - rest.at) + 1);
        }
        if (!begins(rest, ":"))
            continue;
        *value = behind(rest, 1);
        return true;
    }
    return false;
}

static exq_status take_digest(reading *self, span digest)
{
    char wanted[EXQ_RESULT_DIGEST_SIZE];
    EXQ_TRY(exq_result_question_digest(self->result, wanted, self->error));
    if (digest.length == strlen(wanted) && memcmp(digest.at, wanted, digest.length) == 0) {
        self->belongs = true;
        return EXQ_OK;
    }
    return refuse(self, self->line,
                  "this form is about another result. Write one for this result with exaequo review RESULT.json.");
}

static exq_status open_question(reading *self, span heading)
{
    self->open = NULL;
    const size_t index = heading.length > 1 && heading.at[1] == '.' ? (size_t)(heading.at[0] - '1') : SIZE_MAX;
    if (index >= EXQ_REVIEW_QUESTIONS)
        return refuse(self, self->line, "this heading opens none of the %d questions.", EXQ_REVIEW_QUESTIONS);
    self->question = &self->questions[index];
    if (self->question->heading != 0)
        return refuse(self, self->line, "question %zu was asked in line %zu already.", index + 1, self->question->heading);
    self->question->heading = self->line;
    return EXQ_OK;
}

static exq_status take_text(reading *self, exq_review_line line, span value)
{
    said *question = self->question;
    if (question->lines[line] != 0)
        return refuse(self, self->line, "“%s” was said in line %zu already.", exq_review_lines[line].name,
                      question->lines[line]);
    question->lines[line] = self->line;
    exq_buffer_append(&question->texts[line], value.at, value.length);
    self->open = line == EXQ_REVIEW_REASON ? &question->texts[line] : NULL;
    return EXQ_OK;
}

static exq_status take_line(reading *self, span text)
{
    span value;
    if (begins(text, EXQ_REVIEW_RESULT) && self->question == NULL)
        return take_digest(self, behind(text, strlen(EXQ_REVIEW_RESULT)));
    if (begins(text, "## "))
        return open_question(self, behind(text, strlen("## ")));
    if (text.length == 0 || self->question == NULL)
        return EXQ_OK;
    for (exq_review_line line = 0; line < EXQ_REVIEW_LINES; line++)
        if (is_line(text, line, &value))
            return take_text(self, line, value);
    if (self->open == NULL)
        return refuse(self, self->line,
                      "expected Answer, Reason, Name or Date and a colon. Only a reason goes on over several lines.");
    if (self->open->length > 0)
        exq_buffer_char(self->open, ' ');
    exq_buffer_append(self->open, text.at, text.length);
    return EXQ_OK;
}

static exq_status read_lines(reading *self, span form)
{
    while (form.length > 0 && !self->over) {
        const char *end = memchr(form.at, '\n', form.length);
        const size_t length = end == NULL ? form.length : (size_t)(end - form.at);
        const span text = trimmed((span){form.at, length});
        self->line++;
        self->over = self->question != NULL && begins(bare(text), "---");
        if (!self->over)
            EXQ_TRY(take_line(self, bare(text)));
        form = (span){form.at + length + (end != NULL), form.length - length - (end != NULL)};
    }
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------- the answers */

static bool is_day(const char *text)
{
    static const char shape[] = "dddd-dd-dd";
    if (strlen(text) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i] != '\0'; i++)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return false;
    const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    const int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

static const char *answer_of(const char *word)
{
    const char *tag;
    for (size_t i = 0; (tag = exq_render_language(i)) != NULL; i++)
        for (size_t a = 0; a < EXQ_REVIEW_ANSWERS; a++)
            if (strcmp(word, exq_translate(exq_language_of(tag), NULL, exq_review_answers[a].word)) == 0)
                return exq_review_answers[a].id;
    return NULL;
}

/* What is behind the colon; "" where nothing is. */
static const char *text_of(const said *question, exq_review_line line)
{
    return question->texts[line].bytes == NULL ? "" : question->texts[line].bytes;
}

/* `filled`: whether anything is said. */
static exq_status check_question(const reading *self, size_t index, bool *filled, exq_doc_answer *out)
{
    const said *question = &self->questions[index];
    *out = (exq_doc_answer){.question = exq_review_questions[index].id};
    if (question->heading == 0)
        return refuse(self, self->line, "question %zu is missing. Send the whole form back.", index + 1);
    *filled = false;
    for (exq_review_line line = 0; line < EXQ_REVIEW_LINES; line++) {
        if (question->lines[line] == 0)
            return refuse(self, question->heading, "question %zu has no line “%s”.", index + 1, exq_review_lines[line].name);
        *filled |= *text_of(question, line) != '\0';
    }
    if (!*filled)
        return EXQ_OK;
    for (exq_review_line line = 0; line < EXQ_REVIEW_LINES; line++) {
        const size_t length = strlen(text_of(question, line));
        if (length == 0)
            return refuse(self, question->lines[line], "“%s” is empty. An answer needs a reason, a name and a date.",
                          exq_review_lines[line].name);
        if (length > LONGEST_TEXT)
            return refuse(self, question->lines[line], "“%s” is longer than %d bytes.", exq_review_lines[line].name,
                          LONGEST_TEXT);
    }
    *out = (exq_doc_answer){exq_review_questions[index].id, answer_of(text_of(question, EXQ_REVIEW_ANSWER)),
                            text_of(question, EXQ_REVIEW_REASON), text_of(question, EXQ_REVIEW_BY),
                            text_of(question, EXQ_REVIEW_ON)};
    if (out->answer == NULL)
        return refuse(self, question->lines[EXQ_REVIEW_ANSWER], "an answer is yes, no or unsure.");
    if (exq_text_width(out->reason, strlen(out->reason)) < SHORTEST_REASON)
        return refuse(self, question->lines[EXQ_REVIEW_REASON], "a reason takes at least %d characters.", SHORTEST_REASON);
    if (!is_day(out->on))
        return refuse(self, question->lines[EXQ_REVIEW_ON], "a date is YYYY-MM-DD.");
    return EXQ_OK;
}

static exq_status read_form(reading *self, span form, exq_doc_answer *answers)
{
    const size_t wrong = exq_text_invalid(form.at, form.length);
    bool any = false;
    if (form.length > FORM_BYTES_MOST)
        return refuse(self, (size_t)1, "a form of more than 1 MiB is none.");
    if (wrong < form.length) {
        size_t line = 1;
        for (size_t i = 0; i < wrong; i++)
            line += form.at[i] == '\n';
        return refuse(self, line, "this is not valid UTF-8. Save the form as UTF-8.");
    }
    EXQ_TRY(read_lines(self, form));
    if (!self->belongs)
        return refuse(self, (size_t)1, "there is no line “%s …” before the first question. Send the whole form back.",
                      EXQ_REVIEW_RESULT);
    for (size_t i = 0; i < EXQ_REVIEW_QUESTIONS; i++) {
        bool filled = false;
        for (exq_review_line line = 0; line < EXQ_REVIEW_LINES; line++)
            if (self->questions[i].texts[line].failed)
                return exq_fail_memory(self->error);
        EXQ_TRY(check_question(self, i, &filled, &answers[i]));
        any |= filled;
    }
    return any ? EXQ_OK : refuse(self, self->questions[0].heading, "no question is answered.");
}

exq_status exq_review(exq_result *result, const char *bytes, size_t length, const char *name, exq_error *error)
{
    reading self = {.name = name, .result = result, .error = error};
    exq_doc_answer answers[EXQ_REVIEW_QUESTIONS];
    exq_status status = read_form(&self, (span){bytes, length}, answers);
    if (status == EXQ_OK)
        status = exq_result_answer(result, answers, EXQ_REVIEW_QUESTIONS, error);
    for (size_t i = 0; i < EXQ_REVIEW_QUESTIONS; i++)
        for (exq_review_line line = 0; line < EXQ_REVIEW_LINES; line++)
            exq_buffer_free(&self.questions[i].texts[line]);
    return status;
}
