/* SPDX-License-Identifier: Apache-2.0 */
/* A policy from a file. */
#ifndef EXQ_POLICY_FILE_H
#define EXQ_POLICY_FILE_H

#include "pool.h"

/* `sha256` (NULL: any) is what its bytes must have. Free it with exq_policy_free. Errors: USAGE, also for another digest;
 * IO, MEMORY. */
EXQ_CHECKED exq_status exq_policy_open(const char *path, const char *sha256, exq_policy **out, exq_error *error);

#endif
