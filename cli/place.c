/* SPDX-License-Identifier: Apache-2.0 */
/* See place.h. */
#include "place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "refusal.h"

exq_status exq_place_find(const char *path, exq_place *out, exq_error *error)
{
    const char *slash = strrchr(path, '/');
    out->name = slash ? slash + 1 : path;
    if (*out->name == '\0' || strcmp(out->name, ".") == 0 || strcmp(out->name, "..") == 0)
        return exq_refuse(error, EXQ_IO, "%.200s: names a folder, not a file", path);
    size_t length = slash && slash > path ? (size_t)(slash - path) : 1;
    while (length > 1 && path[length - 1] == '/' && slash)
        length--;
    if (length >= sizeof out->folder)
        return exq_refuse(error, EXQ_IO, "%.200s...: the path is too long", path);
    memcpy(out->folder, slash ? path : ".", length);
    out->folder[length] = '\0';
    return EXQ_OK;
}

exq_status exq_place_refuse_special(int folder, const char *name, const char *path, bool *was_there, exq_error *error)
{
    struct stat there;
    *was_there = fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0;
    if (!*was_there)
        return errno == ENOENT ? EXQ_OK
                               : exq_refuse(error, EXQ_IO, "%s: could not be written: %s", path, strerror(errno));
    if (S_ISREG(there.st_mode))
        return EXQ_OK;
    const char *what = S_ISDIR(there.st_mode) ? "is a folder" : S_ISLNK(there.st_mode) ? "is a link" : "is a device";
    return exq_refuse(error, EXQ_IO,
                      "%s: %s, and only a plain file is replaced. Name another file, or - for "
                      "standard output",
                      path, what);
}

static bool is_temp_name(const char *name)
{
    size_t length = strlen(name);
    size_t prefix = strlen(EXQ_TEMP_PREFIX), suffix = strlen(EXQ_TEMP_SUFFIX);
    return length == prefix + 16 + suffix && strncmp(name, EXQ_TEMP_PREFIX, prefix) == 0 &&
           strspn(name + prefix, "0123456789abcdef") == 16 && strcmp(name + length - suffix, EXQ_TEMP_SUFFIX) == 0;
}

static void remove_left_over(int folder, const char *name)
{
    int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return;
    struct stat it;
    if (fstat(descriptor, &it) == 0 && S_ISREG(it.st_mode) && it.st_uid == geteuid() &&
        flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        (void)unlinkat(folder, name, 0);
    close(descriptor);
}

void exq_place_sweep(int folder)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = again < 0 ? NULL : fdopendir(again);
    if (!listing) {
        if (again >= 0)
            close(again);
        return;
    }
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
        if (is_temp_name(entry->d_name))
            remove_left_over(folder, entry->d_name);
    closedir(listing);
}
