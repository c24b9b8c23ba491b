/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-256 against the published examples of FIPS 180-4, in one piece and in many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sha256.h"

static const struct {
    const char *text;
    const char *hex;
} examples[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void in_one_piece(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        unsigned char digest[EXQ_SHA256_SIZE];
        char hex[EXQ_SHA256_HEX_SIZE];
        assert_true(exq_sha256_of(examples[i].text, strlen(examples[i].text), digest));
        assert_string_equal(exq_sha256_hex(digest, hex), examples[i].hex);
    }
}

static void byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        exq_sha256 *sha256 = exq_sha256_new();
        assert_non_null(sha256);
        for (const char *at = examples[i].text; *at != '\0'; at++)
            assert_true(exq_sha256_add(sha256, at, 1));
        unsigned char digest[EXQ_SHA256_SIZE];
        char hex[EXQ_SHA256_HEX_SIZE];
        assert_true(exq_sha256_end(sha256, digest));
        assert_string_equal(exq_sha256_hex(digest, hex), examples[i].hex);
        assert_false(exq_sha256_end(sha256, digest));
        exq_sha256_free(sha256);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_one_piece),
        cmocka_unit_test(byte_by_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
