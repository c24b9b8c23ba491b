/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fingerprint of a source: XXH3 of 128 bits over its bytes. It tells files apart that differ by mistake; against
 * malice there is SHA-256 (sha256.h). And ids of persons as hashes under a key.
 */
#ifndef EXQ_FINGERPRINT_H
#define EXQ_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct exq_fingerprint exq_fingerprint;

exq_fingerprint *exq_fingerprint_new(void); /* NULL: out of memory */
void exq_fingerprint_free(exq_fingerprint *fingerprint);
void exq_fingerprint_add(exq_fingerprint *fingerprint, const void *bytes, size_t length);
/* Of everything added so far, as 32 hexadecimal digits (the form xxh128sum prints). */
void exq_fingerprint_print(const exq_fingerprint *fingerprint, char out[33]);

/* An id as a hash of 128 bits under a key: the same id gives the same hash as long as the key lives, and a hash means
 * nothing to anybody who has not got the key. */
typedef struct exq_id {
    uint64_t high;
    uint64_t low;
} exq_id;

enum { EXQ_ID_KEY_SIZE = 192 };

/* A key that nobody knows. False: the system gave no randomness. */
bool exq_id_key_make(unsigned char key[EXQ_ID_KEY_SIZE]);
exq_id exq_id_of(const unsigned char key[EXQ_ID_KEY_SIZE], const void *bytes, size_t length);

#endif
