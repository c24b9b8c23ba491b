/* SPDX-License-Identifier: Apache-2.0 */
/* See descriptor.h. */
#include "descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "refusal.h"

void exq_descriptors_hold(void)
{
    static const int wrong_way[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", wrong_way[descriptor]); /* the lowest free number: this one */
}

bool exq_descriptor_write(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written < 0 && errno == EAGAIN) { /* the caller's pipe may be a non-blocking one */
            struct pollfd room = {.fd = descriptor, .events = POLLOUT};
            (void)poll(&room, 1, 1000);
        } else if (written == 0) {
            errno = EIO;
            return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

static exq_status refuse_output(exq_error *error)
{
    return exq_refuse(error, EXQ_IO, "standard output could not be written: %s", strerror(errno));
}

exq_status exq_standard_output(const exq_bytes *bytes, exq_error *error)
{
    return exq_descriptor_write(1, bytes->bytes, bytes->length) ? EXQ_OK : refuse_output(error);
}

exq_status exq_standard_output_finish(exq_status made, exq_bytes *text, exq_error *error)
{
    if (text->failed)
        made = exq_refuse_memory(error);
    if (made == EXQ_OK)
        made = exq_standard_output(text, error);
    exq_bytes_free(text);
    return made;
}

exq_status exq_standard_output_close(exq_error *error)
{
    return close(1) == 0 ? EXQ_OK : refuse_output(error);
}

static exq_status read_all(int descriptor, const char *path, size_t limit, exq_bytes *out, exq_error *error)
{
    char block[1 << 16];
    for (;;) {
        ssize_t got = read(descriptor, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return exq_refuse(error, EXQ_IO, "%s: could not be read: %s", path, strerror(errno));
        if (got == 0)
            return out->failed ? exq_refuse_memory(error) : EXQ_OK;
        exq_bytes_append(out, block, (size_t)got);
        if (out->length > limit)
            return exq_refuse(error, EXQ_IO, "%s: larger than %zu MiB, which no such file of exaequo is", path,
                              limit >> 20);
    }
}

exq_status exq_file_read(const char *path, size_t limit, exq_bytes *out, exq_error *error)
{
    if (strcmp(path, "-") == 0)
        return read_all(0, "standard input", limit, out, error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return exq_refuse(error, EXQ_IO, "%s: could not be opened: %s", path, strerror(errno));
    exq_status status = read_all(descriptor, path, limit, out, error);
    close(descriptor);
    return status;
}
