/* SPDX-License-Identifier: Apache-2.0 */
/* The saved results that the checks of a policy compare with. */
#ifndef EXQ_BASELINES_H
#define EXQ_BASELINES_H

#include "pool.h"

typedef struct exq_baselines {
    exq_baseline *items;
    exq_result **results; /* behind the items */
    size_t count;
} exq_baselines;

/* Open each baseline that a check of `request` names, once, by its path from the folder of the policy (NULL: from where the
 * program runs), and hand them to the request. Errors: those of exq_result_parse, IO, MEMORY. */
EXQ_CHECKED exq_status exq_baselines_open(const char *policy, exq_request *request, exq_pool *pool, exq_baselines *out,
                                          exq_error *error);
void exq_baselines_close(exq_baselines *self);

#endif
