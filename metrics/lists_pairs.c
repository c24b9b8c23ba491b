/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs of items, counted without listing them where that matters.
 */
#include "lists_pairs.h"

#include <stdlib.h>

exq_value exq_won_pairs_accuracy(exq_won_pairs pairs)
{
    return pairs.count > 0 ? exq_some((double)pairs.twice_won / 2 / (double)pairs.count)
                           : exq_none(EXQ_WHY_NO_ORDERED_PAIR);
}

static int by_score(const void *a, const void *b, void *scores)
{
    const double *of = scores;
    const double x = of[*(const size_t *)a], y = of[*(const size_t *)b];
    return (x > y) - (x < y);
}

/* Unclicked items of one query, group by group: those passed, those tied with the one looked at, all. */
typedef struct passed {
    uint64_t *below, *level, *all;
    uint64_t below_sum, level_sum, all_sum;
} passed;

static passed start_query(const bool *clicked, const uint32_t *groups, size_t count, size_t group_count,
                          uint64_t *tallies)
{
    passed out = {tallies, tallies + group_count, tallies + 2 * group_count, 0, 0, 0};
    for (size_t i = 0; i < 3 * group_count; i++)
        tallies[i] = 0;
    for (size_t i = 0; i < count; i++) {
        out.all[groups[i]] += !clicked[i];
        out.all_sum += !clicked[i];
    }
    return out;
}

static void add_pairs(exq_won_pairs *out, uint64_t below, uint64_t level, uint64_t all)
{
    out->twice_won += 2 * below + level;
    out->count += all;
}

static void add_clicked(const passed *of, uint32_t group, exq_won_pairs_of_group *out)
{
    const uint64_t below = of->below[group], level = of->level[group], all = of->all[group];
    add_pairs(&out->all, of->below_sum, of->level_sum, of->all_sum);
    add_pairs(&out->intra, below, level, all);
    add_pairs(&out->inter, of->below_sum - below, of->level_sum - level, of->all_sum - all);
}

/* From the lowest score up, one block of ties after the other. */
void exq_won_pairs_add(const double *scores, const bool *clicked, const uint32_t *groups, size_t count,
                       size_t group_count, size_t *order, uint64_t *tallies, exq_won_pairs_of_group *out)
{
    passed at = start_query(clicked, groups, count, group_count, tallies);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    qsort_r(order, count, sizeof *order, by_score, (void *)(uintptr_t)scores);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start; end < count && scores[order[end]] == scores[order[start]]; end++) {
            at.level[groups[order[end]]] += !clicked[order[end]];
            at.level_sum += !clicked[order[end]];
        }
        for (size_t i = start; i < end; i++) {
            if (clicked[order[i]])
                add_clicked(&at, groups[order[i]], &out[groups[order[i]]]);
        }
        for (size_t i = start; i < end; i++) {
            at.below[groups[order[i]]] += !clicked[order[i]];
            at.level[groups[order[i]]] = 0;
        }
        at.below_sum += at.level_sum;
        at.level_sum = 0;
    }
}

/* -------------------------------------------------------------------------------------------------- two rankings */

/* Pairs of one group: mixed ones won in the prediction, those of them lost in truth, all that hold one of it,
 * discordant ones. */
typedef struct standing {
    size_t ahead, wrongly_ahead, holding, discordant;
} standing;

static void meet(standing *of, bool ahead, bool truly_ahead, bool mixed, bool discordant)
{
    of->ahead += mixed && ahead;
    of->wrongly_ahead += mixed && ahead && !truly_ahead;
    of->holding++;
    of->discordant += discordant;
}

static exq_value share(size_t part, size_t whole)
{
    return whole > 0 ? exq_some((double)part / (double)whole) : exq_none(EXQ_WHY_NO_ORDERED_PAIR);
}

void exq_rank_fairness_of(const double *true_ranks, const double *predicted_ranks, const bool *groups, size_t count,
                          exq_rank_fairness out[2])
{
    standing of[2] = {
        {0, 0, 0, 0},
        {0, 0, 0, 0}
    };
    size_t mixed_pairs = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            const bool ahead = predicted_ranks[i] < predicted_ranks[j], truly = true_ranks[i] < true_ranks[j];
            const bool mixed = groups[i] != groups[j];
            const bool discordant = ahead != truly;
            mixed_pairs += mixed && i < j;
            if (i != j && (mixed || i < j))
                meet(&of[groups[i]], ahead, truly, mixed, discordant);
        }
    }
    for (size_t g = 0; g < 2; g++) {
        out[g] = (exq_rank_fairness){share(of[g].ahead, mixed_pairs), share(of[g].wrongly_ahead, mixed_pairs),
                                     share(of[g].discordant, of[g].holding)};
    }
}

void exq_won_pairs_ahead(const uint32_t *groups, size_t count, size_t group_count, exq_won_pairs *out)
{
    for (size_t g = 0; g < group_count; g++)
        out[g] = (exq_won_pairs){0, 0};
    for (size_t i = 0; i < count; i++)
        out[groups[i]].count++;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++)
            out[groups[i]].twice_won += groups[i] != groups[j] ? 2 : 0;
    }
    for (size_t g = 0; g < group_count; g++)
        out[g].count *= count - out[g].count;
}
