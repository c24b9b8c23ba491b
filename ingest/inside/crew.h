/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several threads doing the pieces of one job, in any order. Which piece a thread gets cannot be seen in the outcome as
 * long as pieces do not touch each other.
 */
#ifndef EXQ_CREW_H
#define EXQ_CREW_H

#include "error.h"

#define EXQ_MAX_CREW 256

/* Does piece `index`; `worker` says which thread does it, from 0. */
typedef exq_status (*exq_crew_task)(void *payload, size_t worker, size_t index, exq_error *error);

/* How many workers there will be for that many threads (0: one). */
size_t exq_crew_size(size_t threads);

/* Do pieces 0 to count - 1. Errors: that of the first piece, by number, that failed; later ones may not be done. */
EXQ_CHECKED exq_status exq_crew_run(size_t threads, size_t count, exq_crew_task task, void *payload, exq_error *error);

#endif
