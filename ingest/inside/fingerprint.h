/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fingerprint of a source: XXH3 of 128 bits over its bytes. It tells files apart that differ by mistake; against
 * malice there is SHA-256 (sha256.h).
 */
#ifndef EXQ_FINGERPRINT_H
#define EXQ_FINGERPRINT_H

#include <stddef.h>

typedef struct exq_fingerprint exq_fingerprint;

exq_fingerprint *exq_fingerprint_new(void); /* NULL: out of memory */
void exq_fingerprint_free(exq_fingerprint *fingerprint);
void exq_fingerprint_add(exq_fingerprint *fingerprint, const void *bytes, size_t length);
/* Of everything added so far, as 32 hexadecimal digits (the form xxh128sum prints). */
void exq_fingerprint_print(const exq_fingerprint *fingerprint, char out[33]);

#endif
