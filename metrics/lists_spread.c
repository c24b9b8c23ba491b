/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quantiles and distances of people counted by twentieths.
 */
#include "lists_spread.h"

size_t exq_spread_bin(double x)
{
    const double bin = ceil(x * EXQ_SPREAD_BINS) - 1;
    return bin < 0 ? 0 : bin < EXQ_SPREAD_BINS ? (size_t)bin : EXQ_SPREAD_BINS - 1;
}

static double end_of(size_t bin)
{
    return (double)bin / EXQ_SPREAD_BINS;
}

/* The people up to 0, and up to the end of each twentieth. */
static void add_up(exq_spread_of spread, double upto[EXQ_SPREAD_BINS + 1])
{
    upto[EXQ_SPREAD_BINS] = (double)spread.people;
    for (size_t bin = EXQ_SPREAD_BINS; bin-- > 0;)
        upto[bin] = upto[bin + 1] - spread.above[bin];
}

/* ------------------------------------------------------------------------------------------------------- quantiles */

/* The end, 0 or that of a twentieth, up to which there are at least so many people. */
static size_t end_with(const double upto[EXQ_SPREAD_BINS + 1], double people)
{
    size_t end = 0;
    while (end < EXQ_SPREAD_BINS && upto[end] < people)
        end++;
    return end;
}

static double quantile(const double upto[EXQ_SPREAD_BINS + 1], double people)
{
    const size_t end = end_with(upto, people);
    if (end == 0)
        return 0;
    const double within = (people - upto[end - 1]) / (upto[end] - upto[end - 1]);
    return end_of(end - 1) + within / EXQ_SPREAD_BINS;
}

exq_spread_quantile exq_spread_quantile_of(exq_spread_of spread, double p, double level, exq_why empty)
{
    double upto[EXQ_SPREAD_BINS + 1];
    const double people = (double)spread.people, of = p * people;
    const double sway = exq_interval_z(level) * sqrt(of * (1 - p));
    if (spread.people == 0)
        return (exq_spread_quantile){exq_none(empty), exq_range_none(empty)};
    add_up(spread, upto);
    const double first = floor(of - sway), last = ceil(of + sway) + 1;
    const size_t lowest = first < 1 ? 0 : end_with(upto, first);
    const size_t highest = last > people ? EXQ_SPREAD_BINS : end_with(upto, last);
    return (exq_spread_quantile){
        exq_some(quantile(upto, of)),
        {exq_some(lowest > 0 ? end_of(lowest - 1) : 0), exq_some(end_of(highest)), "order"}
    };
}

exq_spread_quantile exq_spread_difference(exq_spread_of group, exq_spread_of reference, double p, double level,
                                          exq_why empty)
{
    const double each = (1 + level) / 2;
    const exq_spread_quantile a = exq_spread_quantile_of(group, p, each, empty);
    const exq_spread_quantile b = exq_spread_quantile_of(reference, p, each, empty);
    if (!exq_known(a.value) || !exq_known(b.value))
        return exq_known(a.value) ? b : a;
    return (exq_spread_quantile){
        exq_some(a.value.v - b.value.v),
        {exq_some(a.range.lo.v - b.range.hi.v), exq_some(a.range.hi.v - b.range.lo.v), "order"}
    };
}

/* -------------------------------------------------------------------------------------------------------- distance */

double exq_kolmogorov_upper(double x)
{
    enum { TERMS = 100 };
    const double surely = 0.2; /* below it the chance is 1 to twelve places */
    double sum = 0;
    if (x < surely)
        return 1;
    for (int j = 1; j <= TERMS; j++) {
        const double term = exp(-2.0 * j * j * x * x);
        sum += j % 2 == 1 ? term : -term;
        if (term < 1e-18)
            break;
    }
    return fmin(2 * sum, 1);
}

/* What Kolmogorov's statistic does not exceed with the chance `level`. */
static double kolmogorov_quantile(double level)
{
    double below = 0, above = 10;
    for (int step = 0; step < 60; step++) {
        const double middle = (below + above) / 2;
        if (exq_kolmogorov_upper(middle) > 1 - level)
            below = middle;
        else
            above = middle;
    }
    return above;
}

exq_spread_distance exq_spread_distance_of(exq_spread_of group, exq_spread_of reference, double level, exq_why empty)
{
    double own[EXQ_SPREAD_BINS + 1], others[EXQ_SPREAD_BINS + 1];
    const double n = (double)group.people, m = (double)reference.people;
    if (group.people == 0 || reference.people == 0)
        return (exq_spread_distance){exq_none(empty), exq_none(empty), (double)NAN, exq_range_none(empty)};
    add_up(group, own);
    add_up(reference, others);
    double least = fabs(own[0] / n - others[0] / m), most = least;
    for (size_t end = 1; end <= EXQ_SPREAD_BINS; end++) {
        least = fmax(least, fabs(own[end] / n - others[end] / m));
        most = fmax(most, fmax(own[end] / n - others[end - 1] / m, others[end] / m - own[end - 1] / n));
    }
    const double root = sqrt(1 / n + 1 / m), sway = kolmogorov_quantile(level) * root;
    return (exq_spread_distance){
        .value = exq_some(least),
        .p = exq_some(exq_kolmogorov_upper(least / root)),
        .most = most,
        .range = {exq_some(fmax(least - sway, 0)), exq_some(fmin(most + sway, 1)), "smirnov"}
    };
}
