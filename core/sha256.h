/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-256 (FIPS 180-4), in one piece or as bytes go by. Behind it stands OpenSSL, which uses the processor's own
 * instructions for it; this is its only includer.
 */
#ifndef EXQ_SHA256_H
#define EXQ_SHA256_H

#include "exaequo.h"

#define EXQ_SHA256_SIZE 32
#define EXQ_SHA256_HEX_SIZE (2 * EXQ_SHA256_SIZE + 1)

typedef struct exq_sha256 exq_sha256;

/* NULL when out of memory. */
exq_sha256 *exq_sha256_new(void);
/* False when the digest can no longer be right; the failure lasts until the end. */
bool exq_sha256_add(exq_sha256 *sha256, const void *bytes, size_t length);
/* The digest of everything added; false when anything failed. Once. */
bool exq_sha256_end(exq_sha256 *sha256, unsigned char digest[EXQ_SHA256_SIZE]);
void exq_sha256_free(exq_sha256 *sha256);

/* The whole in one call. */
bool exq_sha256_of(const void *bytes, size_t length, unsigned char digest[EXQ_SHA256_SIZE]);

/* Lower-case hexadecimal, as sha256sum prints it. Returns `out`. */
char *exq_sha256_hex(const unsigned char digest[EXQ_SHA256_SIZE], char out[EXQ_SHA256_HEX_SIZE]);

#endif
