/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For tests of the reading side: a folder of its own in which files are written and from which they are named without a
 * path, so that messages can be compared whole; tallies of them; the bytes of tallies. Include behind cmocka.h.
 */
#ifndef INGEST_KIT_H
#define INGEST_KIT_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "buffer.h"
#include "ingest.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* -------------------------------------------------------------------------------------------- the folder */

/* Setup and teardown of a group: the tests run inside an empty folder. */
static inline int kit_enter(void **state)
{
    (void)state;
    char folder[] = "/tmp/exaequo-test-XXXXXX";
    return mkdtemp(folder) != NULL && chdir(folder) == 0 ? 0 : -1;
}

static inline int kit_leave(void **state)
{
    (void)state;
    char path[4096];
    DIR *folder = opendir(".");
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        unlink(entry->d_name);
    closedir(folder);
    return getcwd(path, sizeof path) != NULL && chdir("/") == 0 && rmdir(path) == 0 ? 0 : -1;
}

static inline void kit_write(const char *name, const void *bytes, size_t length)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static inline void kit_text(const char *name, const char *text)
{
    kit_write(name, text, strlen(text));
}

/* The compressed bytes of a text, to be freed. */
static inline unsigned char *kit_gzip(const void *text, size_t text_length, size_t *length)
{
    z_stream zlib = {0};
    assert_int_equal(deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&zlib, text_length) + 64;
    unsigned char *bytes = malloc(room);
    zlib.next_in = (Bytef *)(uintptr_t)text;
    zlib.avail_in = (uInt)text_length;
    zlib.next_out = bytes;
    zlib.avail_out = (uInt)room;
    assert_int_equal(deflate(&zlib, Z_FINISH), Z_STREAM_END);
    *length = zlib.total_out;
    deflateEnd(&zlib);
    return bytes;
}

static inline unsigned char *kit_zstd(const void *text, size_t text_length, size_t *length)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(text_length);
    unsigned char *bytes = malloc(room);
    assert_false(ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)));
    *length = ZSTD_compress2(context, bytes, room, text, text_length);
    assert_false(ZSTD_isError(*length));
    ZSTD_freeCCtx(context);
    return bytes;
}

/* ------------------------------------------------------------------------------------------ the plans */

/* A plan about one file with a decision column `d` and one attribute `g`; tests change what they are about. */
struct kit_plan {
    exq_request request;
    exq_ingest_plan plan;
    const char *inputs[16];
    const char *attributes[4]; /* sorted */
};

static inline exq_request *kit_plan(struct kit_plan *kit, const char *input)
{
    *kit = (struct kit_plan){.request = EXQ_REQUEST_INIT, .inputs = {input}, .attributes = {"g"}};
    kit->request.inputs = kit->inputs;
    kit->request.input_count = 1;
    kit->request.decision = "d";
    kit->plan = (exq_ingest_plan){&kit->request, kit->attributes, 1};
    return &kit->request;
}

static inline exq_tally *kit_read(const struct kit_plan *kit)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest(&kit->plan, &tally, &error);
    if (status != EXQ_OK)
        print_error("refused: %s\n", error.message);
    assert_int_equal(status, EXQ_OK);
    return tally;
}

static inline void kit_refused(const struct kit_plan *kit, exq_status expected, const char *message)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest(&kit->plan, &tally, &error);
    assert_string_equal(error.message, message);
    assert_int_equal(status, expected);
    assert_null(tally);
}

/* ------------------------------------------------------------------------------------------- the tallies */

static inline bool kit_append(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return !((exq_buffer *)payload)->failed;
}

/* The saved bytes, to be freed. */
static inline char *kit_save(const exq_tally *tally)
{
    exq_error error = {0};
    exq_buffer out = EXQ_BUFFER_INIT;
    assert_int_equal(exq_tally_save(tally, kit_append, &out, &error), EXQ_OK);
    return out.bytes;
}

/* The saved bytes before the sources, of which roads may have different ones; to be freed. */
static inline char *kit_save_counts(const exq_tally *tally)
{
    char *bytes = kit_save(tally);
    char *sources = strstr(bytes, "\"notes\":");
    assert_non_null(sources);
    *sources = '\0';
    return bytes;
}

static inline void kit_equal(const exq_tally *a, const exq_tally *b)
{
    char *left = kit_save_counts(a);
    char *right = kit_save_counts(b);
    assert_string_equal(left, right);
    free(left);
    free(right);
}

/* The entries of a tally on one line: "0,-,1:3 1,0,0:2" is levels, label, decision: people; to be freed. */
static inline char *kit_entries(const exq_tally *tally)
{
    exq_buffer out = EXQ_BUFFER_INIT;
    char *bytes = kit_save(tally);
    const char *at = strstr(bytes, "\"entries\": [") + strlen("\"entries\": [");
    for (const char *end = strstr(at, "\"units\""); at < end; at++) {
        if (strncmp(at, "null", 4) == 0) {
            exq_buffer_char(&out, '-');
            at += 3;
        } else if (*at >= '0' && *at <= '9') {
            exq_buffer_char(&out, *at);
        } else if (*at == ',' && at[1] == ' ') {
            exq_buffer_char(&out, ',');
        } else if (*at == '[' && out.length > 0) {
            exq_buffer_char(&out, ' ');
        }
    }
    free(bytes);
    if (out.bytes == NULL)
        exq_buffer_string(&out, "");
    return out.bytes;
}

static inline void kit_holds(const struct kit_plan *kit, const char *entries)
{
    exq_tally *tally = kit_read(kit);
    char *found = kit_entries(tally);
    assert_string_equal(found, entries);
    free(found);
    exq_tally_free(tally);
}

#endif
