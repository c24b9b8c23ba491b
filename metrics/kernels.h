/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The unit kernels: each file kernel_NAME.c defines `const exq_kernel_set exq_kernel_NAME`, and the build lists them by
 * their file names. A kernel stands beside what the catalogue tells of it; one file may hold close relatives.
 */
#ifndef EXQ_KERNELS_H
#define EXQ_KERNELS_H

#include "kernel.h"
#include "metrics.h"

/* Where a cut-off stands in the id of a catalogue entry: "ndcg@K" is the entry of ndcg@10, "ndcg@K_ratio" that of
 * ndcg@10_ratio. */
#define EXQ_AT_K "@K"

/* How the numbers of a kernel are compared between groups of people. */
typedef enum exq_kernel_compared {
    EXQ_COMPARED_NOT,           /* its output is about items, or about all lists */
    EXQ_COMPARED_BY_ALL,        /* by every fold */
    EXQ_COMPARED_BY_DIFFERENCES /* it can be negative: no quotients */
} exq_kernel_compared;

typedef struct exq_kernel_entry {
    exq_kernel kernel;
    exq_kernel_compared compared;
    exq_metric_info info; /* id: that of the kernel and "@K" */
} exq_kernel_entry;

typedef struct exq_kernel_set {
    const exq_kernel_entry *entries;
    size_t count;
} exq_kernel_set;

/* Generated: in the order of file names, ends with NULL. */
extern const exq_kernel_set *const exq_kernel_registry[];

/* Texts that kernels share. */
#define EXQ_FAMILY_SERVED "Recommendation: how well people are served"
#define EXQ_FAMILY_POPULARITY "Recommendation: popularity in people's lists"
#define EXQ_FAMILY_TASTE "Recommendation: lists against people's own taste"
#define EXQ_FAMILY_ITEMS "Recommendation: groups of items"
#define EXQ_FAMILY_LISTS "Recommendation: balance of each list"
#define EXQ_FAMILY_CATALOGUE "Recommendation: spread over the catalogue"
#define EXQ_FAMILY_RATINGS "Recommendation: predicted ratings and audiences"
#define EXQ_WHEN_NOBODY_JUDGED "nothing is known to be relevant to anybody in the group"
#define EXQ_WHEN_NO_LISTS "nobody in the group has a list"
#define EXQ_WHEN_NO_HISTORY "nobody in the group has both a list and a history"

/* A utility of a list: between 0 and 1, 1 the best, over people with truth. Its range, ideal and reasons follow. */
/* clang-format off */
#define EXQ_UTILITY(id_, prepare_, compute_, name_, also_, definition_, formula_, source_, limits_, value_, words_) \
    {.kernel = {.id = (id_), .over = EXQ_OVER_JUDGED, .needs = EXQ_KERNEL_NEEDS_TRUTH,                    \
                .by_hits = true, .outputs = 1, .prepare = (prepare_), .compute = (compute_)},             \
     .compared = EXQ_COMPARED_BY_ALL,                                                                     \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_SERVED,          \
              .definition = (definition_), .formula = (formula_),                                         \
              .range = "0 to 1", .ideal = "1, and equal in all groups",                                   \
              .undefined_when = EXQ_WHEN_NOBODY_JUDGED,                                                   \
              .source = (source_), .limits = (limits_),                                                   \
              .kind = EXQ_KIND_MEASURE, .better = 1,                                                      \
              .example = {.value = (value_), .words = (words_)}}}
/* clang-format on */

/* All entries one after the other; NULL past the last. */
const exq_kernel_entry *exq_kernel_at(size_t index);
/* By the id of the kernel ("ndcg"); NULL when there is none. */
const exq_kernel_entry *exq_kernel_find(const char *id);

/* The places that count: min(N, k). */
static inline size_t exq_list_depth(const exq_kernel_setting *setting, const exq_list *list)
{
    return list->length < setting->cutoff ? list->length : setting->cutoff;
}

/* Those that counted at the cut-off before. */
static inline size_t exq_list_depth_before(const exq_kernel_setting *setting, const exq_list *list)
{
    return list->length < setting->before ? list->length : setting->before;
}

/* How many of the hits are among the places that count. */
static inline size_t exq_list_hits(const exq_kernel_setting *setting, const exq_list *list)
{
    size_t hits = 0;
    while (hits < list->hit_count && list->hits[hits] < setting->cutoff)
        hits++;
    return hits;
}

/* What lists give to the groups of the setting. */
static inline const exq_group_sums *exq_batch_groups(const exq_kernel_setting *setting, const exq_batch *lists)
{
    return &lists->groups[setting->grouping - setting->items->groupings];
}

/* Of sums by prefix: those of the first `places`, or of all lists whole. */
static inline const exq_lanes *exq_prefix_row(const exq_kernel_setting *setting, const exq_group_sums *sums,
                                              const exq_lanes *rows, size_t places)
{
    return rows + (places < sums->end ? places : sums->end) * setting->grouping->group_count;
}

/* Of sums by cut-off: those of the setting. */
static inline const exq_lanes *exq_cutoff_row(const exq_kernel_setting *setting, const exq_lanes *rows)
{
    return rows + setting->nth * setting->grouping->group_count;
}

/* Of each list: shares = values over their total, 0 where that is 0. */
void exq_batch_shares_of(const exq_lanes *values, size_t count, exq_lanes *shares, exq_lanes *totals);

/* Lists whose number is not above 0 have no output for this reason, unless they have one already. */
void exq_batch_without(const exq_lanes *numbers, exq_why why, exq_why *whys);

/* Add weight * share of the item to every group it belongs to, of one list; nothing for EXQ_NO_ITEM. */
static inline void exq_batch_add(const exq_kernel_setting *setting, uint32_t item, double weight, exq_lanes *out,
                                 size_t list)
{
    const exq_alignments of = exq_alignments_of(setting->grouping, item);
    for (const exq_alignment *to = of.begin; to < of.end; to++)
        out[to->group].of[list] += weight * to->share;
}

/* The shares of the catalogue, the same for each list: what `prepare` makes for a kernel that compares with them. */
const void *exq_prepare_targets(const exq_kernel_setting *setting, exq_arena *arena);

/* shares = values over their total: shares of one whole. False when that is 0. */
bool exq_shares_of(const double *values, size_t count, double *shares);

#endif
