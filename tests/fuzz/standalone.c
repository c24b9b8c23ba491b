/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drives a fuzz target without a fuzzer: replays the files and folders named on the command line, in the order of
 * their names, after the empty input. So every crasher once found stays a test under any compiler. Each name is
 * printed before its bytes are used: the last one printed is the one that broke it.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz_target.h"

static bool replay(const char *path);

static bool is_hidden(const char *name)
{
    return name[0] == '.';
}

static bool replay_folder(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    bool good = count >= 0;

    for (int i = 0; i < count; i++) {
        char *child = NULL;
        if (!is_hidden(entries[i]->d_name)) {
            if (asprintf(&child, "%s/%s", path, entries[i]->d_name) < 0)
                abort();
            good = replay(child) && good;
            free(child);
        }
        free(entries[i]);
    }
    free(entries);
    return good;
}

/* The bytes are handed over in a block of exactly their size, so that a sanitizer sees a read one past the end. */
static bool replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    bool good = file != NULL && bytes != NULL && fread(bytes, 1, size, file) == size;

    if (file != NULL)
        fclose(file);
    if (good) {
        puts(path);
        fflush(stdout);
        LLVMFuzzerTestOneInput(bytes, size);
    }
    free(bytes);
    return good;
}

static bool replay(const char *path)
{
    struct stat status;
    bool good = stat(path, &status) == 0 && (S_ISDIR(status.st_mode)
                                                 ? replay_folder(path)
                                                 : replay_file(path, (size_t)status.st_size));

    if (!good)
        fprintf(stderr, "%s: cannot be read\n", path);
    return good;
}

int main(int argc, char **argv)
{
    static const uint8_t nothing[1];
    bool good = true;

    LLVMFuzzerTestOneInput(nothing, 0);
    for (int i = 1; i < argc; i++)
        good = replay(argv[i]) && good;
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
