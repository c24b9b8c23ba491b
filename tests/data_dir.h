/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder of test data, which is kept outside the tree: EXAEQUO_TEST_DATA, else ../shared/data beside the folder of
 * the sources (EXAEQUO_SOURCE, else the current one). Include behind cmocka.h.
 */
#ifndef EXQ_DATA_DIR_H
#define EXQ_DATA_DIR_H

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATA_PATH_SIZE = 4096 };

/* The path of something in the folder. */
static inline const char *data_path(const char *relative, char out[DATA_PATH_SIZE])
{
    const char *data = getenv("EXAEQUO_TEST_DATA");
    const char *source = getenv("EXAEQUO_SOURCE");
    if (data != NULL)
        snprintf(out, DATA_PATH_SIZE, "%s/%s", data, relative);
    else
        snprintf(out, DATA_PATH_SIZE, "%s/../shared/data/%s", source != NULL ? source : ".", relative);
    return out;
}

/* Skip the test that calls it, with a line that says so, when a folder of the data is not there. */
static inline void data_need(const char *relative)
{
    char path[DATA_PATH_SIZE];
    DIR *folder = opendir(data_path(relative, path));
    if (folder != NULL) {
        closedir(folder);
        return;
    }
    print_message("not tested: no test data at %s (set EXAEQUO_TEST_DATA)\n", path);
    skip();
}

/* All bytes of a file, in memory that ends where they end, so that a checker sees a step too far. */
static inline char *data_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size >= 0);
    rewind(file);
    char *bytes = malloc(size > 0 ? (size_t)size : 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    *length = (size_t)size;
    return bytes;
}

/* Call `visit` for each file of a folder whose name ends in `ending`; returns how many there were. */
typedef void (*data_visitor)(const char *path, const char *name, void *payload);

static inline size_t data_each(const char *relative, const char *ending, data_visitor visit, void *payload)
{
    char folder_path[DATA_PATH_SIZE];
    DIR *folder = opendir(data_path(relative, folder_path));
    assert_non_null(folder);
    size_t count = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        size_t length = strlen(entry->d_name);
        size_t end = strlen(ending);
        if (length <= end || strcmp(entry->d_name + length - end, ending) != 0)
            continue;
        char path[2 * DATA_PATH_SIZE];
        snprintf(path, sizeof path, "%s/%s", folder_path, entry->d_name);
        visit(path, entry->d_name, payload);
        count++;
    }
    closedir(folder);
    return count;
}

#endif
