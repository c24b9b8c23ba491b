/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of sources: plain, compressed, cut, damaged, followed by rubbish. A cut input is never taken for a whole one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest_kit.h"
#include "sha256.h"
#include "stream.h"

static const char text[] = "a,b\n1,2\n3,4\n";
enum { TEXT_LENGTH = sizeof text - 1 };

struct outcome {
    exq_status status;
    exq_error error;
    size_t length;
    char bytes[4 * TEXT_LENGTH];
    char xxh3_128[33];
    char sha256[65];
    uint64_t stored;
    bool warned;
};

/* Everything in a file, `step` bytes at a time. */
static struct outcome read_all(const char *name, size_t step)
{
    struct outcome out = {0};
    exq_stream *stream = NULL;
    out.status = exq_stream_open(name, true, &stream, &out.error);
    for (size_t got = step; out.status == EXQ_OK && got == step; out.length += got) {
        assert_true(out.length + step <= sizeof out.bytes);
        out.status = exq_stream_read(stream, out.bytes + out.length, step, &got, &out.error);
    }
    if (out.status == EXQ_OK) {
        exq_source_record record;
        const char *warning = NULL;
        assert_int_equal(exq_stream_record(stream, &record, &warning, &out.error), EXQ_OK);
        assert_string_equal(record.name, name);
        memcpy(out.xxh3_128, record.xxh3_128, sizeof out.xxh3_128);
        memcpy(out.sha256, record.sha256, sizeof out.sha256);
        out.stored = record.bytes;
        out.warned = warning != NULL;
    }
    exq_stream_close(stream);
    return out;
}

static void assert_whole(const struct outcome *out, size_t copies)
{
    assert_string_equal(out->error.message, "");
    assert_int_equal(out->length, copies * TEXT_LENGTH);
    for (size_t i = 0; i < copies; i++)
        assert_memory_equal(out->bytes + i * TEXT_LENGTH, text, TEXT_LENGTH);
}

static void plain_bytes_and_their_digests(void **state)
{
    (void)state;
    unsigned char digest[EXQ_SHA256_SIZE];
    char hex[EXQ_SHA256_HEX_SIZE];
    exq_sha256_of(text, TEXT_LENGTH, digest);
    kit_text("plain.csv", text);
    for (size_t step = 1; step <= TEXT_LENGTH; step++) {
        struct outcome out = read_all("plain.csv", step);
        assert_whole(&out, 1);
        assert_int_equal(out.stored, TEXT_LENGTH);
        assert_string_equal(out.sha256, exq_sha256_hex(digest, hex));
        assert_string_equal(out.xxh3_128, "d5b28fe5f1cc9b2cb9b773a515cd5ae1");
        assert_false(out.warned);
    }
}

/* ------------------------------------------------------------------------------------------ compressed */

typedef unsigned char *(*compressor)(const void *text, size_t text_length, size_t *length);

static const struct {
    compressor compress;
    const char *name;
    const char *cut;
    const char *damaged;
} kinds[] = {
    {kit_gzip, "gzip", "z.csv: the gzip data end in the middle: the file was cut. Copy or make it again.",
     "z.csv: the gzip data are damaged. Copy or make the file again."},
    {kit_zstd, "zstd", "z.csv: the zstd data end in the middle: the file was cut. Copy or make it again.",
     "z.csv: the zstd data are damaged. Copy or make the file again."},
};

static void compressed_bytes(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
        size_t length = 0;
        unsigned char *bytes = kinds[kind].compress(text, TEXT_LENGTH, &length);
        kit_write("z.csv", bytes, length);
        for (size_t step = 1; step <= TEXT_LENGTH; step++) {
            struct outcome out = read_all("z.csv", step);
            assert_whole(&out, 1);
            assert_int_equal(out.stored, length);
            assert_false(out.warned);
        }
        free(bytes);
    }
}

static void members_follow_each_other(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
        size_t length = 0;
        unsigned char *bytes = kinds[kind].compress(text, TEXT_LENGTH, &length);
        unsigned char *both = malloc(2 * length);
        memcpy(both, bytes, length);
        memcpy(both + length, bytes, length);
        kit_write("z.csv", both, 2 * length);
        struct outcome out = read_all("z.csv", 7);
        assert_whole(&out, 2);
        free(both);
        free(bytes);
    }
}

static void a_cut_at_any_byte_is_an_error(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
        size_t length = 0;
        unsigned char *bytes = kinds[kind].compress(text, TEXT_LENGTH, &length);
        /* Shorter than its magic number, a file cannot be known to be compressed. */
        for (size_t cut = 4; cut < length; cut++) {
            kit_write("z.csv", bytes, cut);
            struct outcome out = read_all("z.csv", 5);
            assert_int_equal(out.status, EXQ_MALFORMED);
            assert_string_equal(out.error.message, kinds[kind].cut);
        }
        free(bytes);
    }
}

/* A flipped bit gives an error, or (in fields that say nothing, such as the time in a gzip header) the same text. */
static void a_flipped_bit_is_never_another_text(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
        size_t length = 0;
        size_t refused = 0;
        unsigned char *bytes = kinds[kind].compress(text, TEXT_LENGTH, &length);
        for (size_t bit = 4 * 8; bit < length * 8; bit++) {
            bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
            kit_write("z.csv", bytes, length);
            struct outcome out = read_all("z.csv", 5);
            bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
            if (out.status == EXQ_OK)
                assert_whole(&out, 1);
            else
                refused++;
        }
        assert_true(refused > length * 4);
        free(bytes);
    }
}

static void a_wrong_checksum_is_damage(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
        size_t length = 0;
        unsigned char *bytes = kinds[kind].compress(text, TEXT_LENGTH, &length);
        size_t behind = kinds[kind].compress == kit_gzip ? 4 : 0; /* the length of the text */
        bytes[length - 1 - behind] ^= 1;
        kit_write("z.csv", bytes, length);
        struct outcome out = read_all("z.csv", 16);
        assert_int_equal(out.status, EXQ_MALFORMED);
        assert_string_equal(out.error.message, kinds[kind].damaged);
        free(bytes);
    }
}

static void what_follows_is_said(void **state)
{
    (void)state;
    static const char *const rubbish[] = {"x", "\0\0\0", "rubbish behind the data"};
    static const size_t rubbish_length[] = {1, 3, 23};
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++)
        for (size_t i = 0; i < COUNT_OF(rubbish); i++) {
            size_t length = 0;
            unsigned char *bytes = kinds[kind].compress(text, TEXT_LENGTH, &length);
            bytes = realloc(bytes, length + rubbish_length[i]);
            memcpy(bytes + length, rubbish[i], rubbish_length[i]);
            kit_write("z.csv", bytes, length + rubbish_length[i]);
            struct outcome out = read_all("z.csv", 16);
            assert_whole(&out, 1);
            assert_true(out.warned);
            assert_int_equal(out.stored, length + rubbish_length[i]);
            free(bytes);
        }
}

/* -------------------------------------------------------------------------------------------- not there */

static void what_cannot_be_opened_is_said_in_plain_words(void **state)
{
    (void)state;
    struct outcome out = read_all("nowhere.csv", 16);
    assert_int_equal(out.status, EXQ_IO);
    assert_string_equal(out.error.message, "nowhere.csv: it cannot be read: there is no such file.");
    out = read_all(".", 64);
    assert_int_equal(out.status, EXQ_IO);
    assert_string_equal(out.error.message, ".: it cannot be read: it is a folder, not a file.");
    out = read_all("odd\033[31m.csv", 64);
    assert_string_equal(out.error.message, "odd<U+001B>[31m.csv: it cannot be read: there is no such file.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_bytes_and_their_digests),
        cmocka_unit_test(compressed_bytes),
        cmocka_unit_test(members_follow_each_other),
        cmocka_unit_test(a_cut_at_any_byte_is_an_error),
        cmocka_unit_test(a_flipped_bit_is_never_another_text),
        cmocka_unit_test(a_wrong_checksum_is_damage),
        cmocka_unit_test(what_follows_is_said),
        cmocka_unit_test(what_cannot_be_opened_is_said_in_plain_words),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
