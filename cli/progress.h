/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The progress bar: one line on standard error, on a terminal only, after a second, redrawn at most ten times a second
 * and wiped at the end. It has no colour to switch off.
 */
#ifndef EXQ_PROGRESS_H
#define EXQ_PROGRESS_H

#include <time.h>

#include "exaequo.h"

typedef struct exq_progress_bar {
    bool shown; /* ever, so there is something to wipe */
    struct timespec begun;
    struct timespec drawn;
} exq_progress_bar;

/* What to put into the request; nothing at all when it is not `wanted` or there is no terminal. `bar` must outlive the
 * audit. */
exq_progress exq_progress_begin(exq_progress_bar *bar, bool wanted);
void exq_progress_end(exq_progress_bar *bar);

#endif
