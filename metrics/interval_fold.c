/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The range of a highest-against-lowest comparison over G groups. A bootstrap of max - min never contains parity in a
 * fair world of four or more groups; this one does, because the end towards parity allows for every pair that could
 * have come out extreme, while the end away from parity concerns one fixed pair and pays nothing.
 */
#include "interval.h"

#include "distributions.h"

exq_reach exq_reach_of(double away_level, double towards_level, size_t groups)
{
    double away = exq_interval_z(away_level);
    /* The range of two standard normals is |z1 - z2|: no studentised range is needed. */
    double towards =
        groups <= 2 ? exq_interval_z(towards_level) : exq_range_quantile(towards_level, (double)groups) / sqrt(2);
    return (exq_reach){away, towards};
}

static void fill_limits(const exq_proportion *groups, size_t count, double z, exq_limits *out)
{
    double tail = exq_normal_cdf(-z);
    for (size_t i = 0; i < count; i++)
        out[i] = exq_clopper_pearson(groups[i], tail);
}

/* What the ends are sought among. */
typedef struct crowd {
    const exq_proportion *groups;
    const double *values;       /* in place of groups; NULL: those of the proportions */
    const double *correlations; /* count x count; NULL: all 0 */
    size_t count;
    const exq_limits *limits;
} crowd;

static double value(const crowd *of, size_t i)
{
    return of->values != NULL ? of->values[i] : of->groups[i].k / of->groups[i].n;
}

static double correlation(const crowd *of, size_t i, size_t j)
{
    return of->correlations != NULL ? of->correlations[i * of->count + j] : 0;
}

static exq_limits difference(const crowd *of, size_t i, size_t j)
{
    return exq_mover_dependent(value(of, i), of->limits[i], value(of, j), of->limits[j], correlation(of, i, j));
}

/* The lower limit of rate(i) / rate(j); the upper one is 1 over the lower limit of the inverse. */
static double lower_ratio(const crowd *of, size_t i, size_t j)
{
    return exq_mover_ratio(value(of, i), of->limits[i].lo, value(of, j), of->limits[j].hi, correlation(of, i, j));
}

/* The greatest over ordered pairs of an end of the difference; the ends that count are above 0. Most pairs cannot be the
 * one, which shows without finding theirs: the lower end is at most the difference itself, the upper one at most that of
 * the limits, but for rounding. */
static double greatest_lower_difference(const crowd *of)
{
    double greatest = 0;
    for (size_t i = 0; i < of->count; i++) {
        for (size_t j = 0; j < of->count; j++) {
            if (i != j && value(of, i) - value(of, j) > greatest)
                greatest = fmax(greatest, difference(of, i, j).lo);
        }
    }
    return greatest;
}

static double greatest_upper_difference(const crowd *of)
{
    const double rounding = 1e-12;
    double greatest = 0;
    for (size_t i = 0; i < of->count; i++) {
        for (size_t j = 0; j < of->count; j++) {
            if (i != j && of->limits[i].hi - of->limits[j].lo > greatest - rounding)
                greatest = fmax(greatest, difference(of, i, j).hi);
        }
    }
    return greatest;
}

/* The least over ordered pairs of the lower limit of the ratio. */
static double least_lower_ratio(const crowd *of)
{
    double least = 1;
    for (size_t i = 0; i < of->count; i++) {
        for (size_t j = 0; j < of->count; j++) {
            if (i != j)
                least = fmin(least, lower_ratio(of, i, j));
        }
    }
    return least;
}

/* The least over ordered pairs of the upper limit of the ratio, at most 1: no more is possible of a min ratio. */
static double least_upper_ratio(const crowd *of)
{
    double greatest = 1; /* of the lower limits of the inverse ratios */
    for (size_t i = 0; i < of->count; i++) {
        for (size_t j = 0; j < of->count; j++) {
            if (i != j)
                greatest = fmax(greatest, lower_ratio(of, j, i));
        }
    }
    return 1 / greatest;
}

exq_extremes exq_interval_extremes(const exq_proportion *groups, const double *correlations, size_t count,
                                   exq_reach reach, exq_limits *scratch)
{
    static exq_method_names names = EXQ_METHOD_NAMES("fold");
    const char *name = names[groups[0].sample];
    const crowd of = {groups, NULL, correlations, count, scratch};
    fill_limits(groups, count, reach.away, scratch);
    exq_value highest = exq_some(greatest_upper_difference(&of));
    exq_value lowest = exq_some(least_lower_ratio(&of));
    fill_limits(groups, count, reach.towards, scratch);
    return (exq_extremes){
        .difference = {exq_some(greatest_lower_difference(&of)), highest,                          name},
        .ratio = {lowest,                                   exq_some(least_upper_ratio(&of)), name},
    };
}

exq_extremes exq_interval_extremes_of(const double *values, const exq_limits *away, const exq_limits *towards,
                                      size_t count, bool can_be_negative)
{
    const crowd far = {NULL, values, NULL, count, away}, near = {NULL, values, NULL, count, towards};
    exq_extremes out = {
        .difference = {exq_some(greatest_lower_difference(&near)), exq_some(greatest_upper_difference(&far)), "fold"},
        .ratio = exq_range_none(EXQ_WHY_NO_INTERVAL),
    };
    if (!can_be_negative)
        out.ratio = (exq_range){exq_some(least_lower_ratio(&far)), exq_some(least_upper_ratio(&near)), "fold"};
    return out;
}

exq_range exq_interval_max_difference(const exq_proportion *groups, size_t count, exq_reach reach, exq_limits *scratch)
{
    return exq_interval_extremes(groups, NULL, count, reach, scratch).difference;
}

exq_range exq_interval_min_ratio(const exq_proportion *groups, size_t count, exq_reach reach, exq_limits *scratch)
{
    return exq_interval_extremes(groups, NULL, count, reach, scratch).ratio;
}
