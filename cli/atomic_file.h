/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that appear whole or not at all, as a set. Each is written beside its target under a name of its own, synced,
 * closed and only then, when all of the set are, renamed. What fails leaves nothing behind, not even a folder it made.
 * An interruption (SIGINT, SIGTERM, SIGHUP) is held off for that moment: it undoes the set, then ends the program as
 * it would have. What a power cut or SIGKILL leaves under our temporary names, the next run into that folder removes.
 */
#ifndef EXQ_ATOMIC_FILE_H
#define EXQ_ATOMIC_FILE_H

#include <sys/types.h>

#include "bytes.h"
#include "pool.h"

typedef struct exq_atomic_file {
    const char *path;
    const exq_bytes *content;
    mode_t mode;
} exq_atomic_file;

/* Before the work: can these be written at all? Never over an input, never over anything but a plain file, no two to
 * the same place, in a folder that is there or can be made. Errors: USAGE (an input, twice), IO. */
EXQ_CHECKED exq_status exq_atomic_check(const exq_atomic_file *files, size_t count, const exq_list *inputs,
                                        exq_error *error);

/* Errors: IO, MEMORY. */
EXQ_CHECKED exq_status exq_atomic_write(const exq_atomic_file *files, size_t count, exq_pool *pool, exq_error *error);

#endif
