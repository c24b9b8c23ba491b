/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-256 through OpenSSL's EVP.
 */
#include "sha256.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "library.h"

struct exq_sha256 {
    EVP_MD_CTX *context;
    bool failed;
};

exq_sha256 *exq_sha256_new(void)
{
    exq_sha256 *sha256 = calloc(1, sizeof *sha256);
    if (sha256 == NULL)
        return NULL;
    sha256->context = EVP_MD_CTX_new();
    if (sha256->context == NULL || EVP_DigestInit_ex(sha256->context, EVP_sha256(), NULL) != 1) {
        exq_sha256_free(sha256);
        return NULL;
    }
    return sha256;
}

bool exq_sha256_add(exq_sha256 *sha256, const void *bytes, size_t length)
{
    if (!sha256->failed && length > 0)
        sha256->failed = EVP_DigestUpdate(sha256->context, bytes, length) != 1;
    return !sha256->failed;
}

bool exq_sha256_end(exq_sha256 *sha256, unsigned char digest[EXQ_SHA256_SIZE])
{
    bool done = !sha256->failed && EVP_DigestFinal_ex(sha256->context, digest, NULL) == 1;
    sha256->failed = true; /* OpenSSL would go on and answer something else */
    return done;
}

void exq_sha256_free(exq_sha256 *sha256)
{
    if (sha256 == NULL)
        return;
    EVP_MD_CTX_free(sha256->context);
    free(sha256);
}

bool exq_sha256_of(const void *bytes, size_t length, unsigned char digest[EXQ_SHA256_SIZE])
{
    exq_sha256 *sha256 = exq_sha256_new();
    bool done = sha256 != NULL && exq_sha256_add(sha256, bytes, length) && exq_sha256_end(sha256, digest);
    exq_sha256_free(sha256);
    return done;
}

char *exq_sha256_hex(const unsigned char digest[EXQ_SHA256_SIZE], char out[EXQ_SHA256_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < EXQ_SHA256_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[2 * EXQ_SHA256_SIZE] = '\0';
    return out;
}

static const char *version(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}

const exq_library exq_library_openssl = {"OpenSSL", version};
