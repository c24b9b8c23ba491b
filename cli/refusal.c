/* SPDX-License-Identifier: Apache-2.0 */
/* See refusal.h. A message may quote what the caller typed, so nothing of it reaches the terminal unfiltered. */
#include "refusal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "descriptor.h"

exq_status exq_refuse(exq_error *error, exq_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error->status = status;
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return status;
}

exq_status exq_refuse_memory(exq_error *error)
{
    return exq_refuse(error, EXQ_MEMORY, "out of memory");
}

/* Length of the well-formed UTF-8 sequence at `s` that only shows, or 0: a control, a bidirectional override, a stray
 * byte. Over-long forms and surrogates are stray bytes. */
static size_t showing_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return s[0] >= 0x20 && s[0] != 0x7F;
    size_t length = s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : s[0] >= 0xF0 && s[0] < 0xF5 ? 4 : 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if (length == 2 && s[0] == 0xC2 && s[1] < 0xA0) /* C1 controls */
        return 0;
    if (length == 3 && ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] >= 0xA0)))
        return 0;
    if (length == 4 && ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] >= 0x90)))
        return 0;
    static const char *const acting[] = {"\u061C", "\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u2028",
                                         "\u2029", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2060",
                                         "\u2066", "\u2067", "\u2068", "\u2069", "\uFEFF"};
    for (size_t i = 0; i < sizeof acting / sizeof *acting; i++)
        if (length == strlen(acting[i]) && memcmp(s, acting[i], length) == 0)
            return 0;
    return length;
}

/* Line breaks stay: a message of the library may list things below each other. `to` has room for four times `text`. */
static char *append_visible(char *to, const char *text)
{
    while (*text != '\0') {
        size_t length = *text == '\n' ? 1 : showing_length((const unsigned char *)text);
        if (length > 0) {
            memcpy(to, text, length);
            to += length;
            text += length;
        } else {
            to += snprintf(to, sizeof "<00>", "<%02X>", (unsigned)(unsigned char)*text++);
        }
    }
    return to;
}

void exq_complain(const exq_error *error, const char *command)
{
    /* On the stack: it must also be able to say that there is no memory. */
    char line[4 * sizeof error->message + 128] = "exaequo: ";
    char *end = append_visible(line + strlen(line), error->message);
    size_t room = (size_t)(line + sizeof line - end);
    int length = error->status == EXQ_USAGE
                     ? snprintf(end, room, " (see exaequo %s%s--help)\n", command ? command : "", command ? " " : "")
                     : snprintf(end, room, "\n");
    /* Where standard error itself cannot be written there is nobody left to tell: the exit code still says it. */
    (void)exq_descriptor_write(2, line, (size_t)(end - line) + (size_t)length);
}
