/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sorting many numbers.
 */
#ifndef EXQ_ASCENDING_H
#define EXQ_ASCENDING_H

#include "error.h"

/* Sort numbers, none of them NaN, by their digits: much faster than by comparing them where they are thousands. Errors:
 * MEMORY, after which they stand as they were. */
EXQ_CHECKED exq_status exq_sort_ascending(double *values, size_t count, exq_error *error);

#endif
