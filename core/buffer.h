/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growable run of bytes, always NUL-terminated behind its length, for building output. Out of memory is sticky: check
 * `failed` once at the end instead of at every append.
 */
#ifndef EXQ_BUFFER_H
#define EXQ_BUFFER_H

#include "error.h"

typedef struct exq_buffer {
    char *bytes;
    size_t length;
    size_t capacity;
    bool failed;
} exq_buffer;

#define EXQ_BUFFER_INIT {0}

void exq_buffer_append(exq_buffer *buffer, const char *bytes, size_t length);
void exq_buffer_string(exq_buffer *buffer, const char *string);
void exq_buffer_char(exq_buffer *buffer, char c);
EXQ_PRINTF(2, 3) void exq_buffer_format(exq_buffer *buffer, const char *format, ...);
/* Forget the content, keep the memory. */
void exq_buffer_clear(exq_buffer *buffer);
void exq_buffer_free(exq_buffer *buffer);

#endif
