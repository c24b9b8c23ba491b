/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Power of the pooled z test, and the size of table from which the fold interval can show that a limit is met.
 */
#include "power.h"

#include "distributions.h"
#include "interval.h"

/* What stays the same while a ratio is looked for. */
typedef struct design {
    double group, reference; /* people */
    double rate;             /* of both together */
    double z;                /* of the test */
} design;

/* The z of the chance to find the ratio. */
static double power_of(const design *of, double ratio)
{
    const double p = of->rate;
    const double p_r = fmin(p * (of->reference + of->group) / (of->reference + ratio * of->group), 1);
    const double p_g = ratio * p_r;
    const double noise = of->z * sqrt(p * (1 - p) * (1 / of->reference + 1 / of->group));
    return (p_r - p_g - noise) / sqrt(p_r * (1 - p_r) / of->reference + p_g * (1 - p_g) / of->group);
}

exq_value exq_detectable_ratio(uint64_t group, uint64_t reference, double rate, double level, double power)
{
    if (group == 0 || reference == 0 || !(rate > 0 && rate < 1))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    const design of = {(double)group, (double)reference, rate, exq_interval_z(level)};
    const double wanted = exq_normal_quantile(power);
    /* No ratio is so low that the reference would need a rate above 1. */
    double found = fmax((rate * (of.reference + of.group) - of.reference) / of.group, 0);
    double missed = 1;
    if (!(power_of(&of, found) >= wanted))
        return exq_none(EXQ_WHY_TOO_FEW_PEOPLE);
    for (;;) {
        const double middle = found + (missed - found) / 2;
        if (middle <= found || middle >= missed)
            return exq_some(found);
        if (power_of(&of, middle) >= wanted)
            found = middle;
        else
            missed = middle;
    }
}

/* Does the lower end reach the limit when the highest and the lowest of the rates are `range` standard errors apart? */
static bool meets(double n, double rate, double range, double limit, exq_reach reach)
{
    const double half = range / 2 * sqrt(n * rate * (1 - rate));
    const exq_proportion extremes[] = {
        {fmax(n * rate - half, 0), n, false},
        {fmin(n * rate + half, n), n, false}
    };
    exq_limits scratch[2];
    return exq_interval_min_ratio(extremes, 2, reach, scratch).lo.v >= limit;
}

exq_value exq_people_to_meet(double rate, double limit, size_t groups, double level, double power)
{
    if (!(rate > 0 && rate < 1))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    if (groups < 2)
        return exq_none(EXQ_WHY_ONE_GROUP);
    if (limit >= 1)
        return exq_none(EXQ_WHY_INFINITE);
    const double most = 1e12;
    const double z = exq_interval_z(level);
    const double range = exq_range_quantile(power, (double)groups);
    double enough = 1, too_few = 0;
    while (enough < most && !meets(enough, rate, range, limit, (exq_reach){z, z})) {
        too_few = enough;
        enough *= 2;
    }
    if (enough >= most)
        return exq_none(EXQ_WHY_INFINITE);
    while (enough - too_few > 1) {
        const double middle = floor((enough + too_few) / 2);
        if (meets(middle, rate, range, limit, (exq_reach){z, z}))
            enough = middle;
        else
            too_few = middle;
    }
    return exq_some(enough);
}
