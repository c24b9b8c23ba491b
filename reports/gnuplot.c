/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process behind the plots. Nothing here reads the clock: patience is counted in naps.
 */
#include "gnuplot.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NAP_MS = 2, LONGEST_COMPLAINT = 120 };

/* Its three streams, as anonymous files in memory. */
typedef struct exq_streams {
    int in, out, err;
} exq_streams;

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static bool read_all(int file, exq_buffer *out)
{
    char piece[16384];
    if (lseek(file, 0, SEEK_SET) != 0)
        return false;
    for (;;) {
        ssize_t got = read(file, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 && !out->failed;
        exq_buffer_append(out, piece, (size_t)got);
    }
}

static void close_streams(const exq_streams *streams)
{
    const int files[] = {streams->in, streams->out, streams->err};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (files[i] >= 0)
            close(files[i]);
}

static bool open_streams(const exq_buffer *script, exq_streams *streams)
{
    *streams = (exq_streams){
        memfd_create("script", MFD_CLOEXEC),
        memfd_create("output", MFD_CLOEXEC),
        memfd_create("complaint", MFD_CLOEXEC),
    };
    return streams->in >= 0 && streams->out >= 0 && streams->err >= 0 &&
           write_all(streams->in, script->bytes, script->length) && lseek(streams->in, 0, SEEK_SET) == 0;
}

static bool plan_streams(posix_spawn_file_actions_t *actions, const exq_streams *streams)
{
    return posix_spawn_file_actions_adddup2(actions, streams->in, STDIN_FILENO) == 0 &&
           posix_spawn_file_actions_adddup2(actions, streams->out, STDOUT_FILENO) == 0 &&
           posix_spawn_file_actions_adddup2(actions, streams->err, STDERR_FILENO) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1) == 0 &&
           posix_spawn_file_actions_addchdir_np(actions, "/") == 0;
}

static bool plan_signals(posix_spawnattr_t *attributes)
{
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    return posix_spawnattr_setsigdefault(attributes, &all) == 0 && posix_spawnattr_setsigmask(attributes, &none) == 0 &&
           posix_spawnattr_setflags(attributes,
                                    POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) == 0;
}

/* In a process group of its own, in "/", with default signals and no file but the three. 0 or an errno. */
static int spawn(const char *program, const exq_streams *streams, pid_t *child)
{
    char *const arguments[] = {"gnuplot", "--default-settings", "-", NULL};
    char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    int problem = ENOMEM;
    if (plan_streams(&actions, streams) && plan_signals(&attributes))
        problem = posix_spawn(child, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

static bool limit(pid_t child)
{
    static const struct {
        int what;
        rlim_t most;
    } limits[] = {
        {RLIMIT_CPU,    20      },
        {RLIMIT_FSIZE,  32 << 20},
        {RLIMIT_AS,     1 << 30 },
        {RLIMIT_NOFILE, 32      },
        {RLIMIT_CORE,   0       }
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const struct rlimit both = {limits[i].most, limits[i].most};
        if (prlimit(child, (enum __rlimit_resource)limits[i].what, &both, NULL) != 0)
            return false;
    }
    return true;
}

/* Has it ended before patience has? It stays unreaped, so that its number, and its group's, remain its own. */
static bool wait_for(pid_t child, unsigned patience_ms)
{
    for (unsigned waited = 0;; waited += NAP_MS) {
        siginfo_t info = {0};
        int answer = waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT);
        if (answer != 0 && errno != EINTR)
            return true; /* somebody else has taken it: reap() will see that */
        if (answer == 0 && info.si_pid == child)
            return true;
        if (waited >= patience_ms)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000L}, NULL);
    }
}

/* Kill what is left of the group and take the exit status; -1 when there is none to take. */
static int reap(pid_t child)
{
    int status = -1;
    kill(-child, SIGKILL);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* The first line of what it wrote on its error stream, for the reader to start from. */
static void explain_failure(int status, int err, exq_buffer *why)
{
    exq_buffer complaint = EXQ_BUFFER_INIT;
    if (WIFEXITED(status))
        exq_buffer_format(why, "gnuplot ended with exit code %d", WEXITSTATUS(status));
    else
        exq_buffer_string(why, "gnuplot was stopped");
    if (read_all(err, &complaint) && complaint.length > 0) {
        size_t start = strspn(complaint.bytes, " \t\r\n");
        size_t length = strcspn(complaint.bytes + start, "\r\n");
        exq_buffer_string(why, ": ");
        exq_buffer_append(why, complaint.bytes + start, length < LONGEST_COMPLAINT ? length : LONGEST_COMPLAINT);
    }
    exq_buffer_free(&complaint);
}

static bool run(const char *program, const exq_streams *streams, unsigned patience_ms, exq_buffer *output,
                exq_buffer *why)
{
    pid_t child = -1;
    int problem = spawn(program, streams, &child);
    if (problem != 0) {
        exq_buffer_string(why, "gnuplot could not be started: ");
        exq_buffer_string(why, problem == ENOENT ? "there is no such program" : "the system refused");
        return false;
    }
    bool limited = limit(child);
    bool ended = limited && wait_for(child, patience_ms);
    int status = reap(child);
    if (!limited) {
        exq_buffer_string(why, "gnuplot could not be given limits");
        return false;
    }
    if (!ended) {
        exq_buffer_format(why, "gnuplot did not finish within %u seconds", (patience_ms + 999) / 1000);
        return false;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        explain_failure(status, streams->err, why);
        return false;
    }
    if (!read_all(streams->out, output)) {
        exq_buffer_string(why, "what gnuplot wrote could not be read");
        return false;
    }
    return true;
}

bool exq_gnuplot_run(const char *program, const exq_buffer *script, unsigned patience_ms, exq_buffer *output,
                     exq_buffer *why)
{
    if (program[0] != '/') {
        exq_buffer_string(why, "the path of gnuplot is not absolute");
        return false;
    }
    exq_streams streams;
    bool done = open_streams(script, &streams);
    if (done)
        done = run(program, &streams, patience_ms, output, why);
    else
        exq_buffer_string(why, "there was no memory for gnuplot to write to");
    close_streams(&streams);
    return done;
}
