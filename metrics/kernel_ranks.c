/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Utilities that ask where the hits stand: NDCG, reciprocal rank, average precision, rank-biased precision. All of the
 * first min(N, k) ranks of one list, T being the items relevant to its person.
 */
#include <string.h>

#include "kernels.h"
#include "lists_spread.h"
#include "positions.h"

/* What a hit at each place counts: a table, for logarithms and powers are dear. */
static double *new_table(const exq_kernel_setting *setting, exq_arena *arena)
{
    return EXQ_NEW(arena, double, setting->cutoff);
}

static const void *prepare_ndcg(const exq_kernel_setting *setting, exq_arena *arena)
{
    const bool clip = setting->options->discount == EXQ_POSITION_LOG_CLIP;
    double *discounts = new_table(setting, arena);
    for (size_t r = 0; discounts != NULL && r < setting->cutoff; r++)
        discounts[r] = clip ? exq_discount_log_clip(r + 1) : exq_discount_log(r + 1);
    return discounts;
}

/* The best possible list is made of the person's whole truth, not of what happened to be recommended. */
static exq_why compute_ndcg(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    const double *discounts = setting->prepared;
    const size_t best = list->relevant_count < setting->cutoff ? list->relevant_count : setting->cutoff;
    double gained = 0, ideal = 0;
    for (size_t h = 0, hits = exq_list_hits(setting, list); h < hits; h++)
        gained += exq_gain_of(setting->options->gain, list->grades[list->hits[h]]) * discounts[list->hits[h]];
    for (size_t r = 0; r < best; r++)
        ideal += exq_gain_of(setting->options->gain, list->ideal[r]) * discounts[r];
    *out = gained / ideal;
    return EXQ_WHY_NONE;
}

_Static_assert(EXQ_SPREAD_BINS <= EXQ_MOST_OUTPUTS, "an asker has room for what is said of one list");

/* A person with a hit is in the twentieth of their NDCG; sums over people are then counts. */
static exq_why compute_spread(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                              double *out)
{
    double ndcg = 0;
    const exq_why why = compute_ndcg(setting, list, room, &ndcg);
    memset(out, 0, EXQ_SPREAD_BINS * sizeof *out);
    if (ndcg > 0)
        out[exq_spread_bin(ndcg)] = 1;
    return why;
}

static exq_why compute_mrr(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    *out = exq_list_hits(setting, list) > 0 ? 1 / (double)(list->hits[0] + 1) : 0;
    return EXQ_WHY_NONE;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t map_denominator(const exq_kernel_setting *setting, const exq_list *list)
{
    const size_t relevant = list->relevant_count, depth = exq_list_depth(setting, list);
    switch (setting->options->map) {
    case EXQ_MAP_BY_MIN:
        return least(relevant, setting->cutoff);
    case EXQ_MAP_BY_RELEVANT:
        return relevant;
    case EXQ_MAP_BY_LENGTH:
        return depth;
    case EXQ_MAP_BY_MIN_LENGTH:
        return least(relevant, depth);
    }
    return relevant;
}

static exq_why compute_map(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    const size_t hits = exq_list_hits(setting, list);
    double sum = 0;
    for (size_t h = 0; h < hits; h++)
        sum += (double)(h + 1) / (double)(list->hits[h] + 1);
    *out = hits > 0 ? sum / (double)map_denominator(setting, list) : 0;
    return EXQ_WHY_NONE;
}

static const void *prepare_rbp(const exq_kernel_setting *setting, exq_arena *arena)
{
    double *reading = new_table(setting, arena);
    double reaches = 1 - setting->options->persistence;
    for (size_t r = 0; reading != NULL && r < setting->cutoff; r++, reaches *= setting->options->persistence)
        reading[r] = reaches;
    return reading;
}

static exq_why compute_rbp(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)room;
    const double *reading = setting->prepared;
    const exq_gain gain = setting->options->rbp_by_grade ? EXQ_GAIN_LINEAR : EXQ_GAIN_BINARY;
    *out = 0;
    for (size_t h = 0, hits = exq_list_hits(setting, list); h < hits; h++)
        *out += reading[list->hits[h]] * exq_gain_of(gain, list->grades[list->hits[h]]);
    return EXQ_WHY_NONE;
}

/* clang-format off */
static const exq_kernel_entry entries[] = {
    EXQ_UTILITY(
        "ndcg", prepare_ndcg, compute_ndcg, "Normalised discounted cumulative gain at K", "nDCG",
        "How near a list comes to the best one for its person, hits counting less the lower they stand; on average "
        "over people.",
        "mean over people of DCG / ideal DCG, DCG = sum over r <= K of gain / log2(r + 1)",
        "Jarvelin and Kekalainen, 2002, Cumulated Gain-Based Evaluation of IR Techniques",
        "Tools differ in gain and discount; compare only numbers made with the same choices, which the result names.",
        0.306573596382729, "list c e a, relevant are a and d, K = 3: 0.5 / (1 + 0.6309) = 0.3066"),
    EXQ_UTILITY(
        "mrr", NULL, compute_mrr, "Mean reciprocal rank at K", "MRR",
        "One over the rank of the first relevant item among the first K, 0 without one; on average over people.",
        "mean over people of 1 / rank of the first hit", "Voorhees, 1999, The TREC-8 Question Answering Track Report",
        "Only the first hit counts, and the step from rank 1 to 2 as much as all steps below.", 1.0 / 3,
        "list c e a, relevant are a and d, K = 3: the first hit is at rank 3, 1 / 3 = 0.3333"),
    EXQ_UTILITY(
        "map", NULL, compute_map, "Mean average precision at K", "MAP",
        "The mean of the precisions at the ranks of the hits, hits that are missing counting as 0; on average over "
        "people.",
        "mean over people of (sum over hits of P at their rank) / min(|T|, K)",
        "Buckley and Voorhees, 2000, Evaluating Evaluation Measure Stability",
        "Tools divide by min(|T|, K), |T| or the length of the list; the result names the choice.", 1.0 / 6,
        "list c e a, relevant are a and d, K = 3: precision at rank 3 is 1 / 3, over min(2, 3) is 0.1667"),
    EXQ_UTILITY("rbp", prepare_rbp, compute_rbp, "Rank-biased precision at K", "RBP",
                "The rate at which someone finds relevant items who reads on past each rank with probability p; on "
                "average over people.",
                "mean over people of (1 - p) sum over r <= K of [relevant] p^(r - 1)",
                "Moffat and Zobel, 2008, Rank-Biased Precision for Measurement of Retrieval Effectiveness",
                "Cut at K it cannot reach 1, only 1 - p^K. Tools that put in grades can exceed 1.", 0.108375,
                "list c e a, relevant are a and d, p = 0.85: 0.15 * 0.85^2 = 0.1084"),
    {.kernel = {.id = "ndcg_spread", .over = EXQ_OVER_JUDGED, .needs = EXQ_KERNEL_NEEDS_TRUTH,
                .by_hits = true, .outputs = EXQ_SPREAD_BINS, .prepare = prepare_ndcg, .compute = compute_spread},
     .compared = EXQ_COMPARED_NOT,
     .info = {.id = "ndcg_spread" EXQ_AT_K, .name = "Spread of ranking quality at K", .family = EXQ_FAMILY_SERVED,
              .definition = "The share of people in each twentieth of NDCG above 0: what the quantiles and the distance are made of.",
              .formula = "mean over people of [(b - 1) / 20 < NDCG <= b / 20], b = 1 to 20", .range = "0 to 1",
              .ideal = "equal in all groups", .undefined_when = EXQ_WHEN_NOBODY_JUDGED,
              .source = "Smirnov, 1939, On the Estimation of the Discrepancy Between Empirical Curves of Distribution",
              .limits = "Where people stand within a twentieth is not kept.", .kind = EXQ_KIND_MEASURE,
              .example = {.value = 0, .words = "list c e a, relevant are a and d: NDCG 0.3066 is in the seventh twentieth, in the first are 0"}}},
};
/* clang-format on */

const exq_kernel_set exq_kernel_ranks = {entries, sizeof entries / sizeof entries[0]};
