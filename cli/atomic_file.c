/* SPDX-License-Identifier: Apache-2.0 */
/* See atomic_file.h. All work is relative to a descriptor of the folder, so that nobody can move it away in between. */
#include "atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptor.h"
#include "place.h"
#include "refusal.h"

/* One file on its way. */
typedef struct journey {
    const exq_atomic_file *file;
    exq_place place;
    bool made_folder;
    int folder;     /* descriptor, or -1 */
    int lock;       /* held as long as the temporary name lives, so that nobody takes it for left over; or -1 */
    char temp[40];  /* "" when there is none */
    bool was_there; /* the target, before */
    bool arrived;
} journey;

static exq_status fail(const journey *self, const char *what, exq_error *error)
{
    return exq_refuse(error, EXQ_IO, "%s: %s: %s", self->file->path, what, strerror(errno));
}

static exq_status open_folder(journey *self, exq_error *error)
{
    const char *folder = self->place.folder;
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    self->folder = open(folder, flags);
    if (self->folder < 0 && errno == ENOENT) {
        self->made_folder = mkdir(folder, 0750) == 0;
        self->folder = open(folder, flags);
    }
    return self->folder >= 0 ? EXQ_OK : fail(self, "its folder could not be opened", error);
}

/* Names that cannot be guessed, so that no link can lie in wait under them. */
static bool draw_name(char *name, size_t size)
{
    uint64_t number = 0;
    if (getrandom(&number, sizeof number, 0) != sizeof number)
        return false;
    snprintf(name, size, EXQ_TEMP_PREFIX "%016llx" EXQ_TEMP_SUFFIX, (unsigned long long)number);
    return true;
}

static exq_status write_content(journey *self, int descriptor, exq_error *error)
{
    const exq_bytes *content = self->file->content;
    bool written = exq_descriptor_write(descriptor, content->bytes, content->length) && fsync(descriptor) == 0;
    int reason = errno;
    if (close(descriptor) != 0 && written) {
        written = false;
        reason = errno;
    }
    errno = reason;
    return written ? EXQ_OK : fail(self, "could not be written", error);
}

/* A file of ours that is locked from here on. Another run may have taken it for left over before it was. */
static int create_temp(journey *self)
{
    for (int attempt = 0; attempt < 8 && draw_name(self->temp, sizeof self->temp); attempt++) {
        int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
        int descriptor = openat(self->folder, self->temp, flags, self->file->mode);
        if (descriptor < 0)
            break;
        /* Where there are no locks, nothing can be known to be left over and nothing is removed. */
        struct stat it;
        bool locked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
        if (locked && fstat(descriptor, &it) == 0 && it.st_nlink > 0)
            return descriptor;
        (void)unlinkat(self->folder, self->temp, 0);
        close(descriptor);
    }
    self->temp[0] = '\0';
    return -1;
}

static exq_status write_temp(journey *self, exq_error *error)
{
    int descriptor = create_temp(self);
    if (descriptor < 0)
        return fail(self, "could not be written", error);
    self->lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (self->lock < 0) {
        exq_status status = fail(self, "could not be written", error);
        close(descriptor);
        return status;
    }
    return write_content(self, descriptor, error);
}

static exq_status depart(journey *self, exq_error *error)
{
    EXQ_PASS(exq_place_find(self->file->path, &self->place, error));
    EXQ_PASS(open_folder(self, error));
    exq_place_sweep(self->folder);
    return write_temp(self, error);
}

static exq_status arrive(journey *self, exq_error *error)
{
    EXQ_PASS(exq_place_refuse_special(self->folder, self->place.name, self->file->path, &self->was_there, error));
    if (renameat(self->folder, self->temp, self->folder, self->place.name) != 0)
        return fail(self, "could not be put in place", error);
    self->arrived = true;
    self->temp[0] = '\0';
    return EXQ_OK;
}

/* A file system that cannot sync a folder says EINVAL, and has nothing to sync. */
static exq_status settle(const journey *self, exq_error *error)
{
    if (fsync(self->folder) == 0 || errno == EINVAL)
        return EXQ_OK;
    return fail(self, "written whole, but it may not survive a power cut", error);
}

/* A file that replaced an older one stays: it is whole, and the older one is gone. */
static void undo(journey *self)
{
    if (self->temp[0] != '\0')
        (void)unlinkat(self->folder, self->temp, 0);
    if (self->arrived && !self->was_there)
        (void)unlinkat(self->folder, self->place.name, 0);
    if (self->made_folder)
        (void)rmdir(self->place.folder);
}

/* Those that would end the program: under nohup, SIGHUP would not. */
static sigset_t interruptions(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction now;
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&set, signals[i]);
    }
    return set;
}

static bool is_interrupted(const sigset_t *held)
{
    sigset_t pending, both;
    return sigpending(&pending) == 0 && sigandset(&both, &pending, held) == 0 && !sigisemptyset(&both);
}

static exq_status write_set(journey *journeys, size_t count, const sigset_t *held, exq_error *error)
{
    for (size_t i = 0; i < count; i++)
        EXQ_PASS(depart(&journeys[i], error));
    if (is_interrupted(held))
        return exq_refuse(error, EXQ_IO, "interrupted");
    for (size_t i = 0; i < count; i++)
        EXQ_PASS(arrive(&journeys[i], error));
    return EXQ_OK;
}

exq_status exq_atomic_write(const exq_atomic_file *files, size_t count, exq_pool *pool, exq_error *error)
{
    journey *journeys = exq_pool_take(pool, count + 1, sizeof *journeys);
    if (!journeys)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < count; i++)
        journeys[i] = (journey){.file = &files[i], .folder = -1, .lock = -1};
    sigset_t held = interruptions(), before;
    sigprocmask(SIG_BLOCK, &held, &before);
    exq_status status = write_set(journeys, count, &held, error);
    for (size_t i = count; status != EXQ_OK && i-- > 0;)
        undo(&journeys[i]);
    for (size_t i = 0; status == EXQ_OK && i < count; i++)
        status = settle(&journeys[i], error);
    for (size_t i = 0; i < count; i++) {
        if (journeys[i].lock >= 0)
            close(journeys[i].lock);
        if (journeys[i].folder >= 0)
            close(journeys[i].folder);
    }
    sigprocmask(SIG_SETMASK, &before, NULL); /* an interruption that was held off ends the program here */
    return status;
}
