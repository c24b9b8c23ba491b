/* SPDX-License-Identifier: Apache-2.0 */
/* See bytes.h. */
#include "bytes.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes behind the length. */
static bool make_room(exq_bytes *self, size_t more)
{
    if (self->failed || more > SIZE_MAX / 4 - self->length) {
        self->failed = true;
        return false;
    }
    size_t needed = self->length + more;
    if (needed <= self->capacity)
        return true;
    size_t capacity = self->capacity ? self->capacity : 256;
    while (capacity < needed)
        capacity *= 2;
    char *bytes = realloc(self->bytes, capacity);
    if (!bytes) {
        self->failed = true;
        return false;
    }
    self->bytes = bytes;
    self->capacity = capacity;
    return true;
}

void exq_bytes_append(exq_bytes *self, const char *bytes, size_t length)
{
    if (length == 0 || !make_room(self, length))
        return;
    memcpy(self->bytes + self->length, bytes, length);
    self->length += length;
}

void exq_bytes_string(exq_bytes *self, const char *string)
{
    exq_bytes_append(self, string, strlen(string));
}

void exq_bytes_format(exq_bytes *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        self->failed = true;
    else if (make_room(self, (size_t)length + 1)) {
        vsnprintf(self->bytes + self->length, (size_t)length + 1, format, again);
        self->length += (size_t)length;
    }
    va_end(again);
}

void exq_bytes_free(exq_bytes *self)
{
    free(self->bytes);
    *self = (exq_bytes){0};
}

bool exq_bytes_receive(void *payload, const char *bytes, size_t length)
{
    exq_bytes *self = payload;
    exq_bytes_append(self, bytes, length);
    return !self->failed;
}
