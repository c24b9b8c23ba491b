/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a number of each list would be of lists that draw their items from the catalogue, every item having the same
 * chance. Many numbers are not at their ideal then either: a value is to be read beside its mean over such lists.
 */
#ifndef EXQ_LISTS_FAIR_H
#define EXQ_LISTS_FAIR_H

#include "kernels.h"
#include "random.h"

/* A catalogue of which labels alone are known: `items[s]` items of signature s, which `signatures` puts into groups. */
typedef struct exq_fair_catalogue {
    const exq_item_grouping *signatures;
    const uint64_t *items;
    size_t signature_count;
    size_t item_count;
} exq_fair_catalogue;

typedef struct exq_fair_lists {
    exq_value mean, sd; /* over lists; as undefined as the kernel is for all of them */
} exq_fair_lists;

/* Of the first output of kernels about groups of items, over the same `draws` lists for all: of `cutoff` items or as many as
 * there are. `out` has one a kernel. False only when out of memory. */
EXQ_CHECKED bool exq_kernels_of_fair(const exq_kernel *const *kernels, size_t kernel_count,
                                     const exq_fair_catalogue *catalogue, const exq_list_options *options,
                                     size_t cutoff, size_t draws, exq_random *random, exq_arena *scratch,
                                     exq_fair_lists *out);

#endif
