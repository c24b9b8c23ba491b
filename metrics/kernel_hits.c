/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Utilities that count hits, wherever they stand: precision, recall, F1, hit. All of the first min(N, k) ranks of one
 * list, T being the items relevant to its person.
 */
#include "kernels.h"

static double hits_of(const exq_kernel_setting *setting, const exq_list *list)
{
    return (double)exq_list_hits(setting, list);
}

static double precision_of(const exq_kernel_setting *setting, const exq_list *list)
{
    const bool by_length = setting->options->precision == EXQ_PRECISION_BY_LENGTH;
    const size_t places = by_length ? exq_list_depth(setting, list) : setting->cutoff;
    return hits_of(setting, list) / (double)places;
}

static double recall_of(const exq_kernel_setting *setting, const exq_list *list)
{
    const bool capped = setting->options->recall_by_min && list->relevant_count > setting->cutoff;
    return hits_of(setting, list) / (double)(capped ? setting->cutoff : list->relevant_count);
}

static exq_why compute_precision(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                 double *out)
{
    (void)room;
    *out = precision_of(setting, list);
    return EXQ_WHY_NONE;
}

static exq_why compute_recall(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                              double *out)
{
    (void)room;
    *out = recall_of(setting, list);
    return EXQ_WHY_NONE;
}

/* Without a hit both are 0, and so is their harmonic mean in the limit. */
static exq_why compute_f1(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    const double p = precision_of(setting, list), r = recall_of(setting, list);
    *out = p > 0 ? 2 * p * r / (p + r) : 0;
    return EXQ_WHY_NONE;
}

static exq_why compute_hit(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    *out = hits_of(setting, list) > 0;
    return EXQ_WHY_NONE;
}

/* clang-format off */
#define CLEVERDON "Cleverdon, Mills and Keen, 1966, Factors Determining the Performance of Indexing Systems"

static const exq_kernel_entry entries[] = {
    EXQ_UTILITY("precision", NULL, compute_precision, "Precision at K", NULL,
                "The share of the first K places of a list that hold something relevant, on average over people.",
                "mean over people of hits / K", CLEVERDON,
                "People with less to find than K cannot reach 1, so groups with little truth look worse served.",
                1.0 / 3, "list c e a, relevant are a and d, K = 3: one hit of 3 places is 0.3333"),
    EXQ_UTILITY("recall", NULL, compute_recall, "Recall at K", NULL,
                "The share of what is relevant to a person that the first K places hold, on average over people.",
                "mean over people of hits / |T|", CLEVERDON, "People with more to find than K cannot reach 1.", 0.5,
                "list c e a, relevant are a and d, K = 3: one of 2 relevant items is 0.5"),
    EXQ_UTILITY("f1", NULL, compute_f1, "F1 at K", NULL,
                "The harmonic mean of precision and recall of each list, on average over people; 0 without a hit.",
                "mean over people of 2 P R / (P + R)", "van Rijsbergen, 1979, Information Retrieval",
                "How much there is to find limits it from both sides.", 0.4,
                "list c e a, relevant are a and d, K = 3: 2 * 0.3333 * 0.5 / (0.3333 + 0.5) = 0.4"),
    EXQ_UTILITY("hit", NULL, compute_hit, "Hit rate at K", "hit ratio, success at K",
                "The share of people whose first K places hold at least one thing relevant to them.",
                "mean over people of [hits > 0]",
                "Karypis, 2001, Evaluation of Item-Based Top-N Recommendation Algorithms",
                "One hit counts as much as ten: it says who is served at all, not how well.", 1,
                "list c e a, relevant are a and d, K = 3: a is there, so 1"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_hits = {entries, sizeof entries / sizeof entries[0]};
