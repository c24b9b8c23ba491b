/* SPDX-License-Identifier: Apache-2.0 */
/* See step_summary.h. */
#include "step_summary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptor.h"
#include "refusal.h"

const char *exq_step_summary_path(void)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    return path != NULL && *path != '\0' ? path : NULL;
}

static exq_status refuse(const char *path, exq_error *error)
{
    return exq_refuse(error, EXQ_IO,
                      "%s: the summary of the step could not be written: %s. Unset GITHUB_STEP_SUMMARY to do without",
                      path, strerror(errno));
}

exq_status exq_step_summary_append(exq_step_summary *self, const char *path, const exq_bytes *text, exq_error *error)
{
    struct stat it;
    *self = (exq_step_summary){.descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0640)};
    if (self->descriptor < 0)
        return refuse(path, error);
    bool written = fstat(self->descriptor, &it) == 0;
    if (written) {
        self->before = it.st_size;
        written = exq_descriptor_write(self->descriptor, text->bytes, text->length);
    }
    if (written)
        return EXQ_OK;
    exq_status status = refuse(path, error);
    exq_step_summary_close(self, false);
    return status;
}

void exq_step_summary_close(exq_step_summary *self, bool keep)
{
    if (self->descriptor < 0)
        return;
    if (!keep && ftruncate(self->descriptor, self->before) != 0) {
        /* nothing more can be done about it, and what failed before is what matters */
    }
    (void)close(self->descriptor);
    self->descriptor = -1;
}
