/* SPDX-License-Identifier: Apache-2.0 */
/* See baselines.h. */
#include "baselines.h"

#include <string.h>

#include "policy_file.h"
#include "refusal.h"
#include "result_file.h"

static bool is_open(const exq_baselines *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++)
        if (strcmp(self->items[i].name, name) == 0)
            return true;
    return false;
}

exq_status exq_baselines_open(const char *policy, exq_request *request, exq_pool *pool, exq_baselines *out,
                              exq_error *error)
{
    *out = (exq_baselines){exq_pool_take(pool, request->check_count, sizeof *out->items),
                           exq_pool_take(pool, request->check_count, sizeof *out->results), 0};
    if (out->items == NULL || out->results == NULL)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < request->check_count; i++) {
        const char *name = request->checks[i].baseline;
        if (name == NULL || is_open(out, name))
            continue;
        const char *path = exq_policy_neighbour(policy, name, pool);
        if (path == NULL)
            return exq_refuse_memory(error);
        EXQ_PASS(exq_result_open(path, &out->results[out->count], error));
        out->items[out->count] = (exq_baseline){name, out->results[out->count]};
        out->count++;
    }
    request->baselines = out->items;
    request->baseline_count = out->count;
    return EXQ_OK;
}

void exq_baselines_close(exq_baselines *self)
{
    for (size_t i = 0; i < self->count; i++)
        exq_result_free(self->results[i]);
    self->count = 0;
}
