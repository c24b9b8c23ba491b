/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a list does to single people beyond its mean: whether it left them with nothing, whether it puts what they like
 * first, and how its quality is spread, which means hide.
 */
#include "kernels.h"

static exq_why compute_missed(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                              double *out)
{
    (void)room;
    *out = exq_list_hits(setting, list) == 0;
    return EXQ_WHY_NONE;
}

/* Pairs of a hit and another place of which the hit stands above. */
static exq_why compute_auc(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    const size_t hits = exq_list_hits(setting, list), others = exq_list_depth(setting, list) - hits;
    double above = 0;
    if (hits == 0 || others == 0)
        return EXQ_WHY_NO_ORDERED_PAIR;
    for (size_t h = 0; h < hits; h++)
        above += (double)(others - (list->hits[h] - h));
    *out = above / (double)hits / (double)others;
    return EXQ_WHY_NONE;
}

/* clang-format off */
static const exq_kernel_entry entries[] = {
    {.kernel = {.id = "missed", .over = EXQ_OVER_JUDGED, .needs = EXQ_KERNEL_NEEDS_TRUTH, .by_hits = true,
                .outputs = 1, .compute = compute_missed},
     .compared = EXQ_COMPARED_BY_ALL,
     .info = {.id = "missed" EXQ_AT_K, .name = "Share of people who find nothing at K", .also = "share with zero utility",
              .family = EXQ_FAMILY_SERVED,
              .definition = "The share of people whose first K places hold nothing relevant to them.",
              .formula = "mean over people of [hits = 0]", .range = "0 to 1", .ideal = "0, and equal in all groups",
              .undefined_when = EXQ_WHEN_NOBODY_JUDGED,
              .source = "Ekstrand and others, 2018, All the Cool Kids, How Do They Fit In?",
              .limits = "It is 1 less hit@K: ratios of the two tell different stories.",
              .kind = EXQ_KIND_MEASURE, .better = -1,
              .example = {.value = 0, .words = "list c e a, relevant are a and d, K = 3: a is there, so 0"}}},
    {.kernel = {.id = "auc", .over = EXQ_OVER_LISTS, .needs = EXQ_KERNEL_NEEDS_TRUTH, .by_hits = true,
                .outputs = 1, .compute = compute_auc},
     .compared = EXQ_COMPARED_BY_ALL,
     .info = {.id = "auc" EXQ_AT_K, .name = "Area under the curve of each list at K", .also = "GAUC",
              .family = EXQ_FAMILY_SERVED,
              .definition = "Of pairs of a relevant and another item in a list, the share in which the relevant one "
                            "stands above; on average over people.",
              .formula = "mean over people of pairs in order / (hits (min(N, K) - hits))", .range = "0 to 1",
              .ideal = "1, and equal in all groups",
              .undefined_when = "no list holds both something relevant and something else",
              .source = "Zhu and others, 2017, Optimized Cost per Click in Taobao Display Advertising",
              .limits = "It looks at the order alone, not at how much was found.",
              .kind = EXQ_KIND_MEASURE, .better = 1,
              .example = {.value = 0, .words = "list c e a, a is relevant and stands below both others: 0 of 2 is 0"}}},
};
/* clang-format on */

const exq_kernel_set exq_kernel_order = {entries, sizeof entries / sizeof entries[0]};
