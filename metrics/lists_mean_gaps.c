/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons that only means have, and what any comparison of means over groups is by chance.
 */
#include <string.h>

#include "distributions.h"
#include "fold_rows.h"
#include "interval.h"
#include "lists_gaps.h"
#include "lists_means.h"

#define FOLD EXQ_FOLD_EXAMPLE
#include "list_gaps.def"
#undef FOLD

const exq_fold_row exq_list_gaps[EXQ_LIST_GAPS] = {
#define FOLD(id_, ...) [EXQ_LIST_GAP_##id_] = EXQ_FOLD_ROW(id_, __VA_ARGS__),
#include "list_gaps.def"
#undef FOLD
};

/* Sum over groups of t_g^2 / p_g is the mean over people of (mean of all / mean of their group). */
static exq_value cross_entropy(const exq_mean *groups, size_t count)
{
    double people = 0, total = 0, sum = 0;
    for (size_t g = 0; g < count; g++) {
        people += (double)groups[g].n;
        total += (double)groups[g].n * groups[g].value.v;
    }
    if (!(total > 0))
        return exq_none(EXQ_WHY_ZERO_MEAN);
    for (size_t g = 0; g < count; g++) {
        if (!(groups[g].value.v > 0))
            return exq_none(EXQ_WHY_RATE_ZERO);
        sum += (double)groups[g].n / people * (total / people) / groups[g].value.v;
    }
    return exq_some((sum - 1) / -2);
}

static exq_value value_of(exq_list_gap gap, const exq_mean *groups, const double *values, size_t count)
{
    switch (gap) {
    case EXQ_LIST_GAP_worst:
        return exq_gap_of(EXQ_GAP_WORST, values, count, 0);
    case EXQ_LIST_GAP_max_deviation:
        return exq_gap_of(EXQ_GAP_MAX_DEVIATION, values, count, 0);
    case EXQ_LIST_GAP_variance:
        return exq_gap_of(EXQ_GAP_VARIANCE, values, count, 0);
    case EXQ_LIST_GAP_atkinson:
        return exq_gap_of(EXQ_GAP_ATKINSON, values, count, 1);
    case EXQ_LIST_GAP_generalised_entropy:
        return exq_gap_of(EXQ_GAP_ENTROPY, values, count, 2);
    case EXQ_LIST_GAP_theil:
        return exq_gap_of(EXQ_GAP_THEIL, values, count, 0);
    case EXQ_LIST_GAP_cross_entropy:
        return cross_entropy(groups, count);
    case EXQ_LIST_GAPS:
        break;
    }
    return exq_none(EXQ_WHY_NO_PAIR);
}

/* The least of limits that hold together holds the least. */
static exq_range worst_range(const exq_mean *groups, size_t count, double level)
{
    const double all = exq_interval_sidak(level, count);
    double lo = INFINITY, hi = INFINITY;
    for (size_t g = 0; g < count; g++) {
        const exq_range each = exq_mean_range(&groups[g], all);
        if (!exq_known(each.lo))
            return each;
        lo = fmin(lo, each.lo.v);
        hi = fmin(hi, each.hi.v);
    }
    return (exq_range){exq_some(lo), exq_some(hi), "fold"};
}

exq_mean_fold exq_mean_gap(exq_list_gap gap, const exq_mean *groups, size_t count, double level, double *scratch)
{
    exq_mean_fold out = {exq_none(EXQ_WHY_ONE_GROUP), exq_range_none(EXQ_WHY_CHANCE_INSTEAD), EXQ_NOBODY, EXQ_NOBODY};
    if (count < 2)
        return out;
    out.high = out.low = 0;
    for (size_t g = 0; g < count; g++) {
        if (!exq_known(groups[g].value))
            return (exq_mean_fold){groups[g].value, exq_range_none(groups[g].value.why), g, EXQ_NOBODY};
        scratch[g] = groups[g].value.v;
        out.high = scratch[g] > scratch[out.high] ? g : out.high;
        out.low = scratch[g] < scratch[out.low] ? g : out.low;
    }
    out.value = value_of(gap, groups, scratch, count);
    if (gap == EXQ_LIST_GAP_worst)
        out.range = worst_range(groups, count, level);
    return out;
}

/* ---------------------------------------------------------------------------------------------------------- by chance */

/* The mean that all groups would share, each group counting by how sure it is of its own. */
static bool shared_mean(const exq_mean *groups, size_t count, double *out)
{
    double people = 0, total = 0;
    for (size_t g = 0; g < count; g++) {
        if (!exq_known(groups[g].value) || !exq_known(groups[g].se))
            return false;
        people += (double)groups[g].n;
        total += (double)groups[g].n * groups[g].value.v;
    }
    *out = total / people;
    return people > 0;
}

void exq_normal_draws(exq_random *random, double *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = exq_normal_quantile(exq_random_unit(random));
}

exq_mean_chance exq_mean_by_chance(exq_mean_figure *figure, const void *context, const exq_mean *groups, size_t count,
                                   int better, const double *normals, exq_mean *room, double *scratch)
{
    const exq_value found = figure(context, groups, count, scratch);
    exq_mean_chance out = {exq_none(found.why), exq_none(found.why), (double)NAN};
    double shared = 0, sum = 0, square = 0;
    size_t drawn = 0, as_bad = 0;
    if (!exq_known(found) || count < 2)
        return out;
    out.mean = out.sd = exq_none(EXQ_WHY_TOO_FEW_PEOPLE);
    if (!shared_mean(groups, count, &shared))
        return out;
    memcpy(room, groups, count * sizeof *room);
    for (size_t d = 0; d < EXQ_MEAN_DRAWS; d++) {
        for (size_t g = 0; g < count; g++)
            room[g].value.v = shared + groups[g].se.v * normals[d * count + g];
        const exq_value value = figure(context, room, count, scratch);
        if (!exq_known(value))
            continue;
        drawn++;
        sum += value.v;
        square += value.v * value.v;
        as_bad += better < 0 ? value.v >= found.v : value.v <= found.v;
    }
    if (drawn < EXQ_MEAN_DRAWS * 99 / 100)
        return out;
    out.mean = exq_some(sum / (double)drawn);
    out.sd = exq_some(sqrt(fmax(square - sum * out.mean.v, 0) / (double)(drawn - 1)));
    out.p = (1 + (double)as_bad) / ((double)drawn + 1);
    return out;
}
