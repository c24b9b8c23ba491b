/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding kernels, and the step that many of those about groups of items take.
 */
#include "kernels.h"

#include <string.h>

const exq_kernel_entry *exq_kernel_at(size_t index)
{
    for (size_t i = 0; exq_kernel_registry[i] != NULL; i++) {
        if (index < exq_kernel_registry[i]->count)
            return &exq_kernel_registry[i]->entries[index];
        index -= exq_kernel_registry[i]->count;
    }
    return NULL;
}

const exq_kernel_entry *exq_kernel_find(const char *id)
{
    const exq_kernel_entry *entry;
    for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
        if (strcmp(entry->kernel.id, id) == 0)
            return entry;
    }
    return NULL;
}

bool exq_shares_of(const double *values, size_t count, double *shares)
{
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += values[i];
    for (size_t i = 0; i < count && total > 0; i++)
        shares[i] = values[i] / total;
    return total > 0;
}

void exq_batch_shares_of(const exq_lanes *values, size_t count, exq_lanes *shares, exq_lanes *totals)
{
    exq_lanes sums = {{0}}, divisors;
    for (size_t i = 0; i < count; i++)
        EXQ_EACH_LIST (p)
            sums.of[p] += values[i].of[p];
    EXQ_EACH_LIST (p)
        divisors.of[p] = sums.of[p] > 0 ? sums.of[p] : 1;
    for (size_t i = 0; i < count; i++)
        EXQ_EACH_LIST (p)
            shares[i].of[p] = values[i].of[p] / divisors.of[p];
    *totals = sums;
}

void exq_batch_without(const exq_lanes *numbers, exq_why why, exq_why *whys)
{
    EXQ_EACH_LIST (p)
        if (!(numbers->of[p] > 0) && whys[p] == EXQ_WHY_NONE)
            whys[p] = why;
}

const void *exq_prepare_targets(const exq_kernel_setting *setting, exq_arena *arena)
{
    const size_t groups = setting->grouping->group_count;
    exq_lanes *targets = EXQ_NEW(arena, exq_lanes, groups + 1);
    for (size_t g = 0; targets != NULL && g < groups; g++)
        EXQ_EACH_LIST (p)
            targets[g].of[p] = setting->grouping->catalogue_share[g];
    return targets;
}
