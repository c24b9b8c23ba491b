/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The growable buffer: doubles its memory when full, so that appending costs the same on average however long it grows.
 */
#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 64 };

/* Make room for `more` bytes and the NUL behind them. */
static bool reserve(exq_buffer *buffer, size_t more)
{
    size_t wanted = 0;
    if (buffer->failed || __builtin_add_overflow(buffer->length, more, &wanted) || wanted == SIZE_MAX) {
        buffer->failed = true;
        return false;
    }
    wanted++;
    if (wanted <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity < SMALLEST ? SMALLEST : buffer->capacity;
    while (capacity < wanted)
        capacity = capacity > SIZE_MAX / 2 ? wanted : capacity * 2;
    char *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void exq_buffer_append(exq_buffer *buffer, const char *bytes, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void exq_buffer_string(exq_buffer *buffer, const char *string)
{
    exq_buffer_append(buffer, string, strlen(string));
}

void exq_buffer_char(exq_buffer *buffer, char c)
{
    exq_buffer_append(buffer, &c, 1);
}

void exq_buffer_format(exq_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

void exq_buffer_clear(exq_buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->bytes != NULL)
        buffer->bytes[0] = '\0';
}

void exq_buffer_free(exq_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (exq_buffer)EXQ_BUFFER_INIT;
}
