/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The confidence set of the worst group. Every group is held against every other, so the limits of each are found once,
 * beforehand.
 */
#include "worst.h"

#include "distributions.h"

void exq_worst_limits(const exq_share *groups, size_t count, double level, exq_limits *out)
{
    size_t present = 0;
    for (size_t i = 0; i < count; i++)
        present += groups[i].n > 0;
    if (present < 2) /* nobody can rule anybody out */
        return;
    const double z = exq_normal_quantile(1 - (1 - level) / ((double)present - 1));
    const double tail = exq_normal_cdf(-z);
    for (size_t i = 0; i < count; i++) {
        if (groups[i].n > 0)
            out[i] = exq_clopper_pearson((exq_proportion){(double)groups[i].k, (double)groups[i].n, EXQ_SAMPLE_PEOPLE},
                                         tail);
    }
}

static double rate(exq_share share)
{
    return (double)share.k / (double)share.n;
}

size_t exq_worst_set(const exq_share *groups, const exq_limits *limits, size_t count, bool highest, bool *can_be)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        can_be[i] = groups[i].n > 0;
        for (size_t j = 0; j < count && can_be[i]; j++) {
            if (groups[j].n == 0 || exq_compare_shares(groups[i], groups[j]) * (highest ? -1 : 1) <= 0)
                continue;
            size_t above = highest ? j : i, below = highest ? i : j;
            can_be[i] = exq_mover(rate(groups[above]), limits[above], rate(groups[below]), limits[below]).lo <= 0;
        }
        size += can_be[i];
    }
    return size;
}
