/* SPDX-License-Identifier: Apache-2.0 */
/* Where a file is to be: its folder and its name in it, whether that is a fit place, and what earlier runs left there. */
#ifndef EXQ_PLACE_H
#define EXQ_PLACE_H

#include <limits.h>

#include "exaequo.h"

#define EXQ_TEMP_PREFIX ".exaequo-"
#define EXQ_TEMP_SUFFIX ".tmp"

typedef struct exq_place {
    char folder[PATH_MAX];
    const char *name; /* borrowed from the path */
} exq_place;

/* Errors: IO, when the path names no file or is too long. */
EXQ_CHECKED exq_status exq_place_find(const char *path, exq_place *out, exq_error *error);

/* Is there something in the way that is no plain file? A link is not followed and not replaced: it was put there by
 * someone. Errors: IO. */
EXQ_CHECKED exq_status exq_place_refuse_special(int folder, const char *name, const char *path, bool *was_there,
                                                exq_error *error);

/* Remove the temporary files that no running program holds a lock on. */
void exq_place_sweep(int folder);

#endif
