/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The score interval of a ratio of two rates, found by bisection of the score statistic. It is defined wherever one of
 * the two counts is above zero.
 */
#include "interval.h"

/* The score statistic of "group / reference = rho": the squared distance of p1 from rho p2 over its variance at the
 * likeliest pair of rates with that ratio. */
static double score(exq_proportion group, exq_proportion reference, double rho)
{
    double n1 = group.n, n2 = reference.n;
    double selected = group.k + reference.k;
    double b = rho * (n1 + reference.k) + group.k + n2;
    double root = sqrt(fmax(b * b - 4 * rho * (n1 + n2) * selected, 0));
    double p2 = 2 * selected / (b + root); /* the reference's rate under rho */
    double p1 = rho * p2;
    double variance = p1 * ((1 - p1) / n1 + rho * (1 - p2) / n2);
    double distance = group.k / n1 - rho * (reference.k / n2);
    if (distance == 0)
        return 0;
    return variance > 0 ? distance * distance / variance : INFINITY;
}

/* The rho at which the score reaches `limit`, from `inside` (where it is below) in the direction of `factor`. */
static double crossing(exq_proportion group, exq_proportion reference, double limit, double inside, double factor)
{
    double outside = inside * factor;
    while (score(group, reference, outside) < limit) {
        inside = outside;
        outside *= factor;
    }
    for (;;) {
        double middle = sqrt(inside) * sqrt(outside);
        if (middle <= fmin(inside, outside) || middle >= fmax(inside, outside))
            return middle;
        if (score(group, reference, middle) < limit)
            inside = middle;
        else
            outside = middle;
    }
}

/* A rho that is surely not refuted: the ratio itself, or the ratio with half a person more where a count is zero,
 * moved towards parity's side until the score accepts it. */
static double accepted(exq_proportion group, exq_proportion reference, double limit)
{
    if (group.k > 0 && reference.k > 0)
        return group.k / group.n / (reference.k / reference.n);
    double rho = (group.k + 0.5) / (group.n + 0.5) / ((reference.k + 0.5) / (reference.n + 0.5));
    double factor = group.k > 0 ? 2 : 0.5;
    while (score(group, reference, rho) >= limit)
        rho *= factor;
    return rho;
}

exq_range exq_interval_koopman(exq_proportion group, exq_proportion reference, double level)
{
    if (group.k <= 0 && reference.k <= 0)
        return exq_range_none(EXQ_WHY_ZERO_COUNTS);
    double z = exq_interval_z(level);
    double inside = accepted(group, reference, z * z);
    static exq_method_names names = EXQ_METHOD_NAMES("koopman");
    exq_range range = {exq_some(0), exq_none(EXQ_WHY_INFINITE), names[group.sample]};
    if (group.k > 0)
        range.lo = exq_some(crossing(group, reference, z * z, inside, 0.5));
    if (reference.k > 0)
        range.hi = exq_some(crossing(group, reference, z * z, inside, 2));
    return range;
}
