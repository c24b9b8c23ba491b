/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mean popularity rank: where recommended items stand among all items that anybody had, which unlike a count means
 * the same in every data set.
 */
#include <stdlib.h>

#include "kernels.h"

typedef struct standing {
    uint64_t popularity;
    size_t item;
} standing;

static int less_popular_first(const void *a, const void *b)
{
    const standing *x = a, *y = b;
    return (x->popularity > y->popularity) - (x->popularity < y->popularity);
}

/* Each item's rank among the items with a history, equals sharing their mean rank, over the number of such items. */
static const void *prepare(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_side *items = setting->items;
    double *quantiles = EXQ_NEW(arena, double, items->item_count);
    standing *order = EXQ_NEW(arena, standing, items->item_count);
    if (quantiles == NULL || order == NULL)
        return NULL;
    size_t count = 0;
    for (size_t i = 0; i < items->item_count; i++) {
        if (items->popularity[i] > 0)
            order[count++] = (standing){items->popularity[i], i};
    }
    qsort(order, count, sizeof *order, less_popular_first);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && order[end].popularity == order[i].popularity; end++)
            ;
        for (size_t j = i; j < end; j++)
            quantiles[order[j].item] = (double)(i + 1 + end) / 2 / (double)count;
    }
    return quantiles;
}

static exq_why compute(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    const double *quantiles = setting->prepared;
    double *sum = &room->sums[0];
    if (setting->before == 0)
        *sum = 0;
    const size_t depth = exq_list_depth(setting, list);
    for (size_t r = exq_list_depth_before(setting, list); r < depth; r++)
        *sum += list->items[r] == EXQ_NO_ITEM ? 0 : quantiles[list->items[r]];
    *out = *sum / (double)depth;
    return EXQ_WHY_NONE;
}

/* clang-format off */
static const exq_kernel_entry entry = {
    .kernel = {.id = "popularity_rank", .over = EXQ_OVER_LISTS, .needs = EXQ_KERNEL_NEEDS_HISTORY,
               .outputs = 1, .prepare = prepare, .compute = compute},
    .compared = EXQ_COMPARED_BY_ALL,
    .info = {.id = "popularity_rank" EXQ_AT_K, .name = "Mean popularity rank at K", .also = "obscurity",
             .family = EXQ_FAMILY_POPULARITY,
             .definition = "Where the recommended items stand among all items anybody had before, as a share: 1 for "
                           "the most popular, 0 for one nobody had; on average over lists.",
             .formula = "mean over lists of mean over r <= K of rank by count / items with a history",
             .range = "0 to 1", .ideal = "equal in all groups",
             .undefined_when = EXQ_WHEN_NO_LISTS ", or no history was given",
             .source = "Ekstrand and Mahant, 2017, Sturgeon and the Cool Kids",
             .limits = "Ranks far down differ where counts hardly do.",
             .kind = EXQ_KIND_MEASURE,
             .example = {.value = 23.0 / 36,
                         .words = "list c e a, of ranks 4, 1.5 and 6 among 6 items: (4 + 1.5 + 6) / 6 / 3 = 0.6389"}}};
/* clang-format on */

const exq_kernel_set exq_kernel_popularity_rank = {&entry, 1};
