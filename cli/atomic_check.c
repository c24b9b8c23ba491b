/* SPDX-License-Identifier: Apache-2.0 */
/* What atomic_file.h asks before the work begins, so that hours of reading do not end at a folder that is not there. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "atomic_file.h"
#include "place.h"
#include "refusal.h"

static bool is_same_file(const struct stat *target, const char *input)
{
    struct stat it;
    bool known = strcmp(input, "-") == 0 ? fstat(0, &it) == 0 : stat(input, &it) == 0;
    return known && it.st_dev == target->st_dev && it.st_ino == target->st_ino;
}

static exq_status refuse_inputs(const char *path, const exq_list *inputs, exq_error *error)
{
    struct stat target;
    if (stat(path, &target) != 0)
        return EXQ_OK;
    for (size_t i = 0; i < inputs->count; i++)
        if (is_same_file(&target, inputs->items[i]))
            return exq_refuse(error, EXQ_USAGE, "%s: is an input, and an output would replace it", path);
    return EXQ_OK;
}

/* The folder is there and can be written to, or the one above is. */
static exq_status check_folder(const exq_place *place, const char *path, exq_error *error)
{
    struct stat it;
    if (stat(place->folder, &it) == 0) {
        if (!S_ISDIR(it.st_mode))
            return exq_refuse(error, EXQ_IO, "%s: %s is not a folder", path, place->folder);
        if (faccessat(AT_FDCWD, place->folder, W_OK | X_OK, AT_EACCESS) != 0)
            return exq_refuse(error, EXQ_IO, "%s: its folder cannot be written to: %s", path, strerror(errno));
        return EXQ_OK;
    }
    exq_place above;
    EXQ_PASS(exq_place_find(place->folder, &above, error));
    if (errno != ENOENT || faccessat(AT_FDCWD, above.folder, W_OK | X_OK, AT_EACCESS) != 0)
        return exq_refuse(error, EXQ_IO, "%s: its folder cannot be made: %s", path, strerror(errno));
    return EXQ_OK;
}

/* Two paths to one place: the same name, in folders that are the same or, not being there yet, are called the same. */
static bool is_same_place(const exq_place *a, const exq_place *b)
{
    struct stat folder_a, folder_b;
    if (strcmp(a->name, b->name) != 0)
        return false;
    if (stat(a->folder, &folder_a) != 0 || stat(b->folder, &folder_b) != 0)
        return strcmp(a->folder, b->folder) == 0;
    return folder_a.st_dev == folder_b.st_dev && folder_a.st_ino == folder_b.st_ino;
}

exq_status exq_atomic_check(const exq_atomic_file *files, size_t count, const exq_list *inputs, exq_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const char *path = files[i].path;
        exq_place place, other;
        bool was_there;
        EXQ_PASS(exq_place_find(path, &place, error));
        EXQ_PASS(refuse_inputs(path, inputs, error));
        EXQ_PASS(check_folder(&place, path, error));
        EXQ_PASS(exq_place_refuse_special(AT_FDCWD, path, path, &was_there, error));
        for (size_t j = 0; j < i; j++) {
            EXQ_PASS(exq_place_find(files[j].path, &other, error));
            if (is_same_place(&place, &other))
                return exq_refuse(error, EXQ_USAGE, "%s: would be written twice", path);
        }
    }
    return EXQ_OK;
}
