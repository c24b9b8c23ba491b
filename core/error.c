/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling an exq_error, and the exit code of each status. Needs no memory, so that even "out of memory" can be said.
 */
#include "error.h"

#include <stdio.h>
#include <string.h>

int exq_status_exit_code(exq_status status)
{
    switch (status) {
#define STATUS(name, exit_code, words) \
    case name:                         \
        return exit_code;
#include "errors.def"
#undef STATUS
    }
    return exq_status_exit_code(EXQ_INTERNAL);
}

/* Column names and paths end up in messages, and messages on terminals: no control character may pass. */
static void keep_to_one_harmless_line(char *message)
{
    unsigned char *byte = (unsigned char *)message;
    for (; *byte != '\0'; byte++) {
        if (*byte < 0x20 || *byte == 0x7f)
            *byte = '?';
        else if (byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] <= 0x9f)
            byte[0] = byte[1] = '?';
    }
}

/* A message cut at its end must not end in a part of a UTF-8 character. */
static void drop_cut_character(char *message, size_t length)
{
    size_t start = length - 1;
    while (start > 0 && ((unsigned char)message[start] & 0xc0) == 0x80)
        start--;
    unsigned char lead = (unsigned char)message[start];
    size_t whole = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (length - start < whole)
        message[start] = '\0';
}

exq_status exq_fail(exq_error *error, exq_status status, const char *format, ...)
{
    if (error == NULL)
        return status;
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (length < 0)
        error->message[0] = '\0';
    else if ((size_t)length >= sizeof error->message)
        drop_cut_character(error->message, sizeof error->message - 1);
    keep_to_one_harmless_line(error->message);
    return status;
}

exq_status exq_fail_memory(exq_error *error)
{
    return exq_fail(error, EXQ_MEMORY, "out of memory");
}
