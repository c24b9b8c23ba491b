/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growable run of bytes. Everything the program puts out is first gathered in one, because only complete outputs are
 * written. Out of memory is sticky: ask `failed` once at the end.
 */
#ifndef EXQ_BYTES_H
#define EXQ_BYTES_H

#include "exaequo.h"

typedef struct exq_bytes {
    char *bytes;
    size_t length;
    size_t capacity;
    bool failed;
} exq_bytes;

void exq_bytes_append(exq_bytes *self, const char *bytes, size_t length);
void exq_bytes_string(exq_bytes *self, const char *string);
EXQ_PRINTF(2, 3) void exq_bytes_format(exq_bytes *self, const char *format, ...);
void exq_bytes_free(exq_bytes *self);

/* An exq_write whose payload is an exq_bytes. */
bool exq_bytes_receive(void *payload, const char *bytes, size_t length);

#endif
