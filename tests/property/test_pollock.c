/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Pollock benchmark (Vitagliano et al., "Pollock: A Data Loading Benchmark", VLDB 2023): a CSV file polluted in
 * 2,289 ways, each beside what should be read. Whatever is read at all must be that: refusing is right, misreading is
 * not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data_dir.h"
#include "header.h"
#include "ingest_kit.h"

static const char archive[] = "hostile/pollock/pollock-full.tar.xz";

/* Everything that was read, fields and records marked off by bytes that occur in no file. */
static exq_status collect(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    (void)culprit;
    (void)error;
    exq_buffer *all = payload;
    for (size_t i = 0; i < count; i++) {
        exq_buffer_append(all, fields[i].bytes, fields[i].length);
        exq_buffer_char(all, '\x1f');
    }
    exq_buffer_char(all, '\x1e');
    return EXQ_OK;
}

static exq_status read_blocks(exq_blocks *blocks, exq_block *block, exq_arena *arena, exq_buffer *all, exq_error *error)
{
    const char *name = exq_stream_name(blocks->stream);
    exq_header header = {0};
    exq_line_ends ends = {0};
    EXQ_TRY(exq_blocks_next(blocks, block, error));
    EXQ_TRY(exq_header_read(&exq_lane_csv, name, '\0', block, arena, &header, &ends, error));
    for (size_t i = 0; i < header.count; i++) {
        exq_buffer_string(all, header.names[i]);
        exq_buffer_char(all, '\x1f');
    }
    exq_buffer_char(all, '\x1e');
    exq_layout layout = {.name = name, .delimiter = header.delimiter, .width = header.count};
    exq_taker taker = {.take = collect, .payload = all};
    void *lane = exq_lane_csv.open(&layout);
    exq_status status = EXQ_OK;
    do { /* what the header left of the first block may be nothing */
        status = exq_lane_csv.read(lane, block, &taker, &ends, error);
        if (status == EXQ_OK)
            status = exq_blocks_next(blocks, block, error);
    } while (status == EXQ_OK && block->length > 0);
    exq_lane_csv.close(lane);
    return status;
}

/* The content of a file as our reader sees it, to be freed; NULL when it is refused. */
static char *content(const char *path)
{
    exq_error error = {0};
    exq_stream *stream = NULL;
    exq_blocks blocks = {0};
    exq_block block = {0};
    exq_buffer all = EXQ_BUFFER_INIT;
    exq_arena *arena = exq_arena_new();
    assert_int_equal(exq_stream_open(path, false, &stream, &error), EXQ_OK);
    exq_status status = exq_blocks_init(&blocks, stream, &error);
    if (status == EXQ_OK)
        status = read_blocks(&blocks, &block, arena, &all, &error);
    exq_block_free(&block);
    exq_blocks_free(&blocks);
    exq_arena_free(arena);
    exq_stream_close(stream);
    if (status == EXQ_OK)
        return all.bytes;
    exq_buffer_free(&all);
    return NULL;
}

/* Some files are well-formed and say something else: a title above the header, the header twice. An audit of their
 * columns refuses them. */
static bool audit_refuses(const char *path)
{
    static const char *const favourable[] = {"1"};
    struct kit_plan kit;
    exq_request *request = kit_plan(&kit, path);
    request->decision = "Qty";
    request->favourable = favourable;
    request->favourable_count = 1;
    kit.attributes[0] = "ProductType";
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest(&kit.plan, &tally, &error);
    exq_tally_free(tally);
    return status != EXQ_OK;
}

struct score {
    const char *folder;
    size_t refused, equal, misread;
};

static void judge(const char *name, struct score *score)
{
    char polluted[512];
    char clean[512];
    snprintf(polluted, sizeof polluted, "%s/csv/%s", score->folder, name);
    snprintf(clean, sizeof clean, "%s/clean/%s", score->folder, name);
    char *found = content(polluted);
    if (found == NULL) {
        score->refused++;
        return;
    }
    char *expected = content(clean);
    if (expected != NULL && strcmp(found, expected) == 0) {
        score->equal++;
    } else if (audit_refuses(polluted)) {
        score->refused++;
    } else {
        score->misread++;
        print_message("misread: %s\n", name);
    }
    free(found);
    free(expected);
}

static void judge_all(struct score *score, const char *beginning)
{
    char path[512];
    snprintf(path, sizeof path, "%s/csv", score->folder);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        if (strncmp(entry->d_name, beginning, strlen(beginning)) == 0)
            judge(entry->d_name, score);
    closedir(folder);
}

static bool unpack(const char *path)
{
    char command[2 * DATA_PATH_SIZE];
    snprintf(command, sizeof command, "mkdir pollock && tar -xJf '%s' -C pollock", path);
    return system(command) == 0;
}

static void judge_kind(const char *beginning, size_t expected)
{
    struct score score = {.folder = "pollock"};
    judge_all(&score, beginning);
    print_message("%s: %zu refused, %zu read as they should be\n", beginning, score.refused, score.equal);
    assert_int_equal(score.misread, 0);
    assert_int_equal(score.refused + score.equal, expected);
}

static void nothing_is_misread(void **state)
{
    (void)state;
    char path[DATA_PATH_SIZE];
    data_need("hostile/pollock");
    if (access(data_path(archive, path), R_OK) != 0)
        skip();
    assert_true(unpack(path));

    judge_kind("row_", 2268);
    judge_kind("file_", 21);
    judge_kind("source", 1);
    assert_int_equal(system("rm -r pollock"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_misread),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
