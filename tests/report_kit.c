/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Renders, compares, and runs the checkers in Python.
 */
#include "report_kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

exq_render_options kit_options(void)
{
    return (exq_render_options){
        .language = "en", .report_paths = {"out/report.html", "out/result.json"}
    };
}

static bool collect(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

exq_buffer kit_render(const exq_result *result, const char *format, const exq_render_options *options)
{
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_error error = {.status = EXQ_OK};
    if (exq_render(result, format, options, collect, &out, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    assert_false(out.failed);
    return out;
}

exq_buffer kit_json(const exq_result *result)
{
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_error error = {.status = EXQ_OK};
    if (exq_result_write(result, &out, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return out;
}

/* ------------------------------------------------------------------------------------------------- golden */

enum { PATH_IN_TREE_SIZE = 2 * KIT_PATH_SIZE };

static void path_in_tree(const char *path, char out[PATH_IN_TREE_SIZE])
{
    const char *source = getenv("EXAEQUO_SOURCE");
    snprintf(out, PATH_IN_TREE_SIZE, "%s/%s", source != NULL ? source : ".", path);
}

static void write_whole(const char *path, const exq_buffer *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static exq_buffer read_whole(const char *path)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    char block[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return text;
    for (size_t got = fread(block, 1, sizeof block, file); got > 0; got = fread(block, 1, sizeof block, file))
        exq_buffer_append(&text, block, got);
    fclose(file);
    return text;
}

void kit_golden(const char *path, const exq_buffer *text)
{
    char whole[PATH_IN_TREE_SIZE];
    path_in_tree(path, whole);
    if (getenv("EXAEQUO_RENEW") != NULL) {
        write_whole(whole, text);
        return;
    }
    exq_buffer expected = read_whole(whole);
    bool same = expected.length == text->length && memcmp(expected.bytes, text->bytes, text->length) == 0;
    exq_buffer_free(&expected);
    if (!same)
        fail_msg("%s differs from what is made now. If the new text is right: EXAEQUO_RENEW=1, run again, look at the "
                 "difference.\n%s",
                 path, text->bytes);
}

/* ------------------------------------------------------------------------------------------------- python */

void kit_folder_new(char folder[KIT_PATH_SIZE])
{
    const char *temporary = getenv("TMPDIR");
    snprintf(folder, KIT_PATH_SIZE, "%s/exaequo-XXXXXX", temporary != NULL ? temporary : "/tmp");
    assert_non_null(mkdtemp(folder));
}

static int run(const char *const arguments[])
{
    pid_t child = fork();
    if (child == 0) {
        execvp(arguments[0], (char *const *)arguments);
        _exit(77);
    }
    int status = 0;
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

void kit_folder_remove(const char *folder)
{
    assert_int_equal(run((const char *const[]){"rm", "-r", "--", folder, NULL}), 0);
}

void kit_file_write(const char *folder, const char *name, const exq_buffer *text)
{
    char path[KIT_PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_whole(path, text);
}

void kit_python(const char *script, const char *folder)
{
    char path[PATH_IN_TREE_SIZE];
    char relative[KIT_PATH_SIZE];
    snprintf(relative, sizeof relative, "tests/oracle/%s", script);
    path_in_tree(relative, path);
    int status = run((const char *const[]){"python3", path, folder, NULL});
    kit_folder_remove(folder);
    if (status == 77) {
        print_message("not tested: %s needs python3 and what it says above\n", script);
        skip();
    }
    assert_int_equal(status, 0);
}
