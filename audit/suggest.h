/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Did you mean": the error for a metric name that does not exist.
 */
#ifndef EXQ_SUGGEST_H
#define EXQ_SUGGEST_H

#include "arena.h"

/* Always fails with USAGE, naming the nearest metrics of the catalogue. */
EXQ_CHECKED exq_status exq_suggest_metric(const char *name, exq_arena *arena, exq_error *error);

#endif
