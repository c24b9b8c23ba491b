/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a policy is refused: where, what, the line itself with a caret below, and how to mend it.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "policy_yaml.h"
#include "text.h"

/* Of a long line only this many characters are shown, the place among them. */
enum { SHOWN = 76, SHOWN_BEFORE = 40 };

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

static const char *line_of(const exq_policy_source *source, size_t line, size_t *length)
{
    const char *at = source->bytes, *end = source->bytes + source->length;
    for (size_t i = 1; i < line && at < end; i++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline != NULL ? newline + 1 : end;
    }
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *length = (size_t)((newline != NULL ? newline : end) - at);
    if (*length > 0 && at[*length - 1] == '\r')
        (*length)--;
    return at;
}

/* Characters from `from` on, at most SHOWN of them. */
static void append_window(exq_buffer *out, const char *line, size_t length, size_t from)
{
    size_t character = 0, begin = length, end = length;
    for (size_t i = 0; i < length; i++) {
        if (!begins_character(line[i]))
            continue;
        if (character == from)
            begin = i;
        if (character == from + SHOWN)
            end = i;
        character++;
    }
    for (size_t i = begin; i < end; i++)
        exq_buffer_char(out, line[i] == '\t' ? ' ' : line[i]);
}

static void append_caret(exq_buffer *out, const exq_policy_source *source, exq_policy_place place)
{
    size_t length;
    const char *line = line_of(source, place.line, &length);
    const size_t before = place.column - 1;
    const size_t from = before >= SHOWN ? before - SHOWN_BEFORE : 0;
    exq_buffer_string(out, "\n    ");
    append_window(out, line, length, from);
    exq_buffer_format(out, "\n    %*s^", (int)(before - from), "");
}

/* Errors are one harmless line each; the breaks between ours are put back where they were. */
static exq_status fail_in_lines(const exq_buffer *text, exq_error *error)
{
    const exq_status status = exq_fail(error, EXQ_USAGE, "%s", text->bytes);
    for (size_t i = 0; error != NULL && error->message[i] != '\0' && i < text->length; i++)
        if (text->bytes[i] == '\n')
            error->message[i] = '\n';
    return status;
}

exq_status exq_policy_refuse(const exq_policy_source *source, exq_policy_place place, exq_error *error, const char *hint,
                             const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    for (char *newline = message; (newline = strchr(newline, '\n')) != NULL;)
        *newline = ' ';
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_format(&text, "%s:%zu:%zu: %s", source->name, place.line, place.column, message);
    append_caret(&text, source, place);
    if (hint != NULL)
        exq_buffer_format(&text, "\n%s", hint);
    const exq_status status = text.failed ? exq_fail_memory(error) : fail_in_lines(&text, error);
    exq_buffer_free(&text);
    return status;
}
