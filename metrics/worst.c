/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The confidence set of the worst group, from the fold interval of each pair.
 */
#include "worst.h"

#include "distributions.h"
#include "interval.h"

/* Is the rate of `better` shown to be above that of `worse`, whose observed rate is lower? */
static bool shown_above(exq_share better, exq_share worse, double z)
{
    const exq_proportion pair[] = {
        {(double)better.k, (double)better.n, false},
        {(double)worse.k,  (double)worse.n,  false}
    };
    exq_limits scratch[2];
    return exq_interval_max_difference(pair, 2, (exq_reach){.away = z, .towards = z}, scratch).lo.v > 0;
}

size_t exq_worst_set(const exq_share *groups, size_t count, bool highest, double level, bool *can_be)
{
    size_t present = 0, size = 0;
    for (size_t i = 0; i < count; i++)
        present += groups[i].n > 0;
    /* With one group there is nobody to rule it out. */
    const double z = present > 1 ? exq_normal_quantile(1 - (1 - level) / ((double)present - 1)) : INFINITY;
    for (size_t i = 0; i < count; i++) {
        can_be[i] = groups[i].n > 0;
        for (size_t j = 0; j < count && can_be[i]; j++) {
            if (groups[j].n == 0 || exq_compare_shares(groups[i], groups[j]) * (highest ? -1 : 1) <= 0)
                continue;
            can_be[i] = !(highest ? shown_above(groups[j], groups[i], z) : shown_above(groups[i], groups[j], z));
        }
        size += can_be[i];
    }
    return size;
}
