/* SPDX-License-Identifier: Apache-2.0 */
/* See plotter.h. */
#include "plotter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef EXQ_GNUPLOT
#error "EXQ_GNUPLOT, the absolute path of gnuplot, is given by the build"
#endif

const char *exq_plotter_expected(void)
{
    return EXQ_GNUPLOT;
}

const char *exq_plotter_path(void)
{
    return access(EXQ_GNUPLOT, X_OK) == 0 ? EXQ_GNUPLOT : NULL;
}

/* The first line of what it says. False when it has not ended within ten seconds of silence. */
static bool read_line(int descriptor, char *text, size_t size)
{
    bool ended = false;
    size_t length = 0;
    struct pollfd it = {.fd = descriptor, .events = POLLIN};
    while (length + 1 < size && poll(&it, 1, 10000) == 1) {
        ssize_t got = read(descriptor, text + length, size - 1 - length);
        ended = got <= 0;
        if (ended)
            break;
        length += (size_t)got;
    }
    text[length] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return ended;
}

static bool start(int output, pid_t *child)
{
    static char name[] = "gnuplot", option[] = "--version", path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C",
                home[] = "HOME=/nonexistent";
    char *const arguments[] = {name, option, NULL};
    char *const environment[] = {path, locale, home, NULL};
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    bool started = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) == 0 &&
                   posix_spawn_file_actions_adddup2(&actions, output, 1) == 0 &&
                   posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0 &&
                   posix_spawn(child, EXQ_GNUPLOT, &actions, NULL, arguments, environment) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

bool exq_plotter_version(char *text, size_t size)
{
    int ends[2];
    pid_t child;
    text[0] = '\0';
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    bool started = start(ends[1], &child);
    close(ends[1]);
    if (started && !read_line(ends[0], text, size))
        kill(child, SIGKILL);
    close(ends[0]);
    int ended = 0;
    while (started && waitpid(child, &ended, 0) < 0)
        if (errno != EINTR)
            return false;
    return started && WIFEXITED(ended) && WEXITSTATUS(ended) == 0 && text[0] != '\0';
}
