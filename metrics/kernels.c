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
