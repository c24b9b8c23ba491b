/* SPDX-License-Identifier: Apache-2.0 */
/* A policy from a file. */
#ifndef EXQ_POLICY_FILE_H
#define EXQ_POLICY_FILE_H

#include "pool.h"

/* `sha256` (NULL: any) is what its bytes must have. Free it with exq_policy_free. Errors: USAGE, also for another digest;
 * IO, MEMORY. */
EXQ_CHECKED exq_status exq_policy_open(const char *path, const char *sha256, exq_policy **out, exq_error *error);

/* A file that a policy names lies beside it, unless it is named from the root: its path. NULL: out of memory. */
const char *exq_policy_neighbour(const char *policy, const char *name, exq_pool *pool);

/* exq_policy_apply, for a policy opened from `path`: the files it names are found beside it, while those named beside the
 * policy stay where they are. Errors: as of exq_policy_apply. */
EXQ_CHECKED exq_status exq_policy_apply_from(const char *path, exq_policy *policy, exq_request *request, exq_pool *pool,
                                             exq_error *error);

#endif
