/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The choices behind numbers of lists: our defaults, and for tools whose published numbers differ the choices that
 * give them again (`--compat NAME`). A tool is a set of values of exq_list_options and words about what no choice can
 * bring together.
 */
#ifndef EXQ_LISTS_OPTIONS_H
#define EXQ_LISTS_OPTIONS_H

#include "kernel.h"

/* log attention, linear gain, P by k, R by |T|, MAP by min(|T|, k); people without truth do not count, people with
 * truth and without a list count as 0. */
extern const exq_list_options exq_list_options_default;

typedef struct exq_compat {
    const char *name;    /* "lenskit" */
    const char *version; /* the release it was compared with */
    exq_list_options options;
    const char *alike;  /* the metrics that come out as the tool's own */
    const char *unlike; /* what stays different, and why */
} exq_compat;

/* NULL past the last. */
const exq_compat *exq_compat_at(size_t index);
/* By name; NULL when there is none. */
const exq_compat *exq_compat_find(const char *name);

#endif
