/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The score interval of an odds ratio. Under an odds ratio the two groups, with as many selected as there are, split in
 * one likeliest way; the split that the score refutes just so gives the limit. Splits are bounded, where odds ratios are
 * not, so bisection needs no start.
 */
#include "interval.h"

/* A split: people expected selected and rejected, in the group and in the reference. */
typedef struct split {
    double a, b, c, d;
} split;

/* `above` selected people in the group beyond the fewest there can be: so no cell is a difference of two that are
 * nearly equal where it is small. */
static split split_at(exq_proportion group, exq_proportion reference, double above)
{
    double selected = group.k + reference.k;
    double spare = selected - reference.n; /* selected people beyond what the reference can hold */
    double a = fmax(spare, 0) + above;
    return (split){a, group.n - a, selected - a, fmax(-spare, 0) + above};
}

static double odds_ratio(split of)
{
    return of.a * of.d / (of.b * of.c);
}

/* The squared distance of what was found from the split over its variance, as of one person less. */
static double score(exq_proportion group, exq_proportion reference, split of)
{
    double people = group.n + reference.n, distance = group.k - of.a;
    return distance * distance * (1 / of.a + 1 / of.b + 1 / of.c + 1 / of.d) * (people - 1) / people;
}

/* The lower limit: 0 where the group cannot have fewer selected. */
static double lower_limit(exq_proportion group, exq_proportion reference, double z)
{
    double refuted = 0, accepted = fmin(group.k, reference.n - reference.k);
    if (!(accepted > 0))
        return 0;
    for (;;) {
        double middle = refuted + (accepted - refuted) / 2;
        split at = split_at(group, reference, middle);
        if (middle <= refuted || middle >= accepted)
            return odds_ratio(at);
        if (score(group, reference, at) < z * z)
            accepted = middle;
        else
            refuted = middle;
    }
}

static exq_proportion rejected(exq_proportion of)
{
    return (exq_proportion){of.n - of.k, of.n, of.sample};
}

exq_range exq_interval_odds_ratio(exq_proportion group, exq_proportion reference, double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("miettinen_nurminen");
    double selected = group.k + reference.k, people = group.n + reference.n;
    if (selected <= 0 || selected >= people)
        return exq_range_none(EXQ_WHY_ZERO_COUNTS);
    double z = exq_interval_z(level);
    double inverse = lower_limit(rejected(group), rejected(reference), z);
    return (exq_range){exq_some(lower_limit(group, reference, z)),
                       inverse > 0 ? exq_some(1 / inverse) : exq_none(EXQ_WHY_INFINITE), names[group.sample]};
}

/* ---------------------------------------------------------------------------------------------- shared persons */

static double log_odds(double p)
{
    return log(p / (1 - p));
}

exq_range exq_interval_dependent_odds_ratio(exq_proportion group, exq_proportion reference, double correlation,
                                            double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("mover");
    double z = exq_interval_z(level);
    double p = group.k / group.n, q = reference.k / reference.n;
    if (!(p > 0 && p < 1 && q > 0 && q < 1))
        return exq_range_none(EXQ_WHY_ZERO_COUNTS);
    exq_limits own = exq_wilson(group, z), other = exq_wilson(reference, z);
    exq_limits limits = exq_mover_dependent(log_odds(p), (exq_limits){log_odds(own.lo), log_odds(own.hi)}, log_odds(q),
                                            (exq_limits){log_odds(other.lo), log_odds(other.hi)}, correlation);
    return (exq_range){exq_some(exp(limits.lo)), exq_some(exp(limits.hi)), names[group.sample]};
}
