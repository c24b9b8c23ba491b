/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding kernels, and the few steps that most kernels about groups of items take.
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

double exq_grouping_add(const exq_item_grouping *grouping, uint32_t item, double weight, double *out)
{
    double added = 0;
    if (item == EXQ_NO_ITEM)
        return 0;
    for (size_t i = grouping->first[item]; i < grouping->first[item + 1]; i++) {
        const exq_alignment *to = &grouping->alignments[i];
        out[to->group] += weight * to->share;
        added += weight * to->share;
    }
    return added;
}

bool exq_shares_of(double *values, size_t count)
{
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += values[i];
    for (size_t i = 0; i < count && total > 0; i++)
        values[i] /= total;
    return total > 0;
}
