/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of a step of GitHub Actions: a file named in the environment to which each program of the step appends Markdown.
 * What was appended can be taken back, as the other outputs leave nothing behind either when one of them fails.
 */
#ifndef EXQ_STEP_SUMMARY_H
#define EXQ_STEP_SUMMARY_H

#include <sys/types.h>

#include "bytes.h"

typedef struct exq_step_summary {
    int descriptor; /* -1: not open */
    off_t before;   /* its size before anything was appended */
} exq_step_summary;

/* The file that is asked for; NULL: none. */
const char *exq_step_summary_path(void);
/* Open and append. Errors: IO; nothing is then left behind or open. */
EXQ_CHECKED exq_status exq_step_summary_append(exq_step_summary *self, const char *path, const exq_bytes *text,
                                               exq_error *error);
/* Close it; unless `keep`, as it was before. Nothing happens to one that is not open. */
void exq_step_summary_close(exq_step_summary *self, bool keep);

#endif
