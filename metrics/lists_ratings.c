/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ratings and audiences, item by item.
 */
#include "lists_ratings.h"

/* Weighted sums over the items that both groups rated. */
enum { VALUE, ABSOLUTE, UNDER, OVER, KINDS };
typedef struct unfairness {
    double weight, sums[KINDS], squares[KINDS];
    size_t items;
} unfairness;

static double bias(const exq_item_ratings *of)
{
    return (of->predicted - of->rated) / (double)of->count;
}

static void add_item(unfairness *sums, double a, double b, double weight)
{
    const double values[KINDS] = {fabs(a - b), fabs(fabs(a) - fabs(b)), fabs(fmax(0, -a) - fmax(0, -b)),
                                  fabs(fmax(0, a) - fmax(0, b))};
    sums->weight += weight;
    for (size_t k = 0; k < KINDS; k++) {
        sums->sums[k] += weight * values[k];
        sums->squares[k] += weight * values[k] * values[k];
    }
    sums->items++;
}

static exq_value mean_predicted(const exq_item_ratings *ratings, size_t items)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < items; i++) {
        sum += ratings[i].predicted;
        count += (double)ratings[i].count;
    }
    return count > 0 ? exq_some(sum / count) : exq_none(EXQ_WHY_TOO_FEW_PEOPLE);
}

static exq_value over_weight(double sum, double weight)
{
    return weight > 0 ? exq_some(sum / weight) : exq_none(EXQ_WHY_NO_ORDERED_PAIR);
}

static exq_value error_of(const unfairness *of, size_t kind)
{
    const double n = (double)of->items;
    if (of->items < 2)
        return exq_none(EXQ_WHY_TOO_FEW_PEOPLE);
    return exq_some(sqrt(fmax(of->squares[kind] - of->sums[kind] * of->sums[kind] / n, 0) / (n - 1) / n));
}

exq_rating_unfairness exq_rating_unfairness_of(const exq_item_ratings *group, const exq_item_ratings *rest,
                                               size_t items, bool by_count)
{
    unfairness sums = {0};
    size_t skipped = 0;
    for (size_t i = 0; i < items; i++) {
        const double smaller = fmin((double)group[i].count, (double)rest[i].count);
        if (smaller > 0)
            add_item(&sums, bias(&group[i]), bias(&rest[i]), by_count ? smaller : 1);
        else
            skipped += group[i].count > 0 || rest[i].count > 0;
    }
    const exq_value a = mean_predicted(group, items), b = mean_predicted(rest, items);
    exq_rating_unfairness out = {
        .value = over_weight(sums.sums[VALUE], sums.weight),
        .absolute = over_weight(sums.sums[ABSOLUTE], sums.weight),
        .under = over_weight(sums.sums[UNDER], sums.weight),
        .over = over_weight(sums.sums[OVER], sums.weight),
        .parity = exq_known(a) && exq_known(b) ? exq_some(fabs(a.v - b.v)) : exq_none(EXQ_WHY_TOO_FEW_PEOPLE),
        .used = sums.items,
        .skipped = skipped,
    };
    for (size_t k = 0; k < KINDS; k++)
        out.se[k] = by_count ? exq_none(EXQ_WHY_NO_INTERVAL) : error_of(&sums, k);
    return out;
}

exq_value exq_item_differential_fairness(const exq_item_audience *groups, size_t count, double a)
{
    double least = INFINITY, greatest = -INFINITY;
    size_t seen = 0;
    for (size_t g = 0; g < count; g++) {
        if (!(groups[g].people > 0))
            continue;
        const double p = (groups[g].shown + a) / (groups[g].people + 2 * a);
        least = fmin(least, p);
        greatest = fmax(greatest, p);
        seen++;
    }
    if (seen < 2)
        return exq_none(EXQ_WHY_ONE_GROUP);
    if (greatest > least && (least <= 0 || greatest >= 1))
        return exq_none(EXQ_WHY_INFINITE);
    return exq_some(greatest > least ? fmax(log(greatest / least), log((1 - least) / (1 - greatest))) : 0);
}

exq_divergence_from exq_items_divergence(const double *shown, const double *had, size_t items)
{
    double all_shown = 0, all_had = 0;
    exq_divergence_from out = {exq_some(0), exq_some(0)};
    for (size_t i = 0; i < items; i++) {
        all_shown += shown[i];
        all_had += had[i];
    }
    if (!(all_shown > 0) || !(all_had > 0)) {
        out.kl = out.js = exq_none(all_shown > 0 ? EXQ_WHY_NO_HISTORY : EXQ_WHY_NO_RECOMMENDATIONS);
        return out;
    }
    for (size_t i = 0; i < items; i++) {
        const double p = shown[i] / all_shown, q = had[i] / all_had, m = (p + q) / 2;
        if (p > 0 && q == 0)
            out.kl = exq_none(EXQ_WHY_INFINITE);
        else if (p > 0 && exq_known(out.kl))
            out.kl.v += p * log(p / q);
        out.js.v += (p > 0 ? p * log2(p / m) : 0) / 2 + (q > 0 ? q * log2(q / m) : 0) / 2;
    }
    return out;
}

const exq_item_reducers exq_reducers = {exq_rating_unfairness_of, exq_item_differential_fairness, exq_items_divergence};

static double quantile(const double *sorted, size_t count, double share)
{
    const double at = share * ((double)count - 1);
    const size_t below = (size_t)at;
    return below + 1 < count ? sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below])
                             : sorted[count - 1];
}

exq_item_spread exq_item_spread_of(const double *values, size_t count)
{
    const exq_value none = exq_none(EXQ_WHY_NO_ITEMS);
    double sum = 0;
    if (count == 0)
        return (exq_item_spread){none, none, none, none};
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return (exq_item_spread){exq_some(sum / (double)count), exq_some(quantile(values, count, 0.5)),
                             exq_some(quantile(values, count, 0.9)), exq_some(values[count - 1])};
}
