/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a file lies in the repository that a pipeline works on. Pipelines say where that is in the environment; it decides what
 * is pointed at, never what is found.
 */
#ifndef EXQ_REPOSITORY_H
#define EXQ_REPOSITORY_H

#include "pool.h"

/* The path from the root of the repository (without one: from the current folder), links resolved. NULL: it lies elsewhere, or
 * there is no memory. */
const char *exq_repository_path(const char *path, exq_pool *pool);

#endif
