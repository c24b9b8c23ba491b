/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds of the second kind: one number over all compared groups, which names the groups behind it. One undefined value
 * makes the number undefined, and names the group that makes it so.
 */
#include "fold.h"

exq_crowd exq_crowd_of(const exq_evidence *evidence)
{
    return (exq_crowd){evidence->compared, evidence->compared_count, evidence->reach};
}

static const exq_estimate *at(const exq_lineup *lineup, exq_crowd crowd, size_t i)
{
    return &lineup->groups[crowd.groups[i]];
}

static size_t first_undefined(const exq_lineup *lineup, exq_crowd crowd)
{
    size_t i = 0;
    while (i < crowd.count && exq_known(at(lineup, crowd, i)->value))
        i++;
    return i;
}

/* The group with the highest value, ties by label order. */
static size_t highest(const exq_lineup *lineup, exq_crowd crowd)
{
    size_t found = 0;
    for (size_t i = 1; i < crowd.count; i++) {
        if (exq_estimate_order(at(lineup, crowd, i), at(lineup, crowd, found)) > 0)
            found = i;
    }
    return found;
}

/* The group with the lowest value, ties by label order; another than the highest, even when all are equal. */
static size_t lowest(const exq_lineup *lineup, exq_crowd crowd, size_t other)
{
    size_t found = other == 0 ? 1 : 0;
    for (size_t i = found + 1; i < crowd.count; i++) {
        if (i != other && exq_estimate_order(at(lineup, crowd, i), at(lineup, crowd, found)) < 0)
            found = i;
    }
    return found;
}

/* ------------------------------------------------------------------------------------ highest against lowest */

static exq_extremes ranges_of(const exq_evidence *evidence, const exq_lineup *lineup, exq_crowd crowd)
{
    bool everybody = crowd.groups == evidence->compared && crowd.reach.towards == evidence->reach.towards;
    if (everybody || lineup->quantity->shape != EXQ_PROPORTION)
        return lineup->extremes;
    for (size_t i = 0; i < crowd.count; i++)
        evidence->proportions[i] = exq_estimate_proportion(at(lineup, crowd, i));
    const double *correlations = exq_evidence_correlations(evidence, lineup, crowd.groups, crowd.count);
    return exq_interval_extremes(evidence->proportions, correlations, crowd.count, crowd.reach, evidence->scratch);
}

static exq_range range_of_extremes(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold,
                                   exq_crowd crowd)
{
    exq_extremes ranges = ranges_of(evidence, lineup, crowd);
    if (fold == EXQ_FOLD_max_difference)
        return ranges.difference;
    return fold == EXQ_FOLD_range_of_log ? exq_interval_negative(exq_interval_log(ranges.ratio)) : ranges.ratio;
}

static exq_value value_of_extremes(const exq_evidence *evidence, exq_fold fold, const exq_estimate *high,
                                   const exq_estimate *low)
{
    if (fold == EXQ_FOLD_max_difference)
        return exq_some(exq_estimate_difference(high, low));
    if (high->value.v == 0)
        return exq_none(exq_why_of_zero(evidence, high->of));
    if (fold == EXQ_FOLD_min_ratio)
        return exq_some(exq_estimate_ratio(low, high));
    return low->value.v > 0 ? exq_some(log(exq_estimate_ratio(high, low))) : exq_none(EXQ_WHY_RATE_ZERO);
}

/* The widest of all pairs: any two could be the highest and the lowest. */
static exq_bracket bracket_of_extremes(const exq_lineup *lineup, exq_fold fold, exq_crowd crowd)
{
    const bool difference = fold == EXQ_FOLD_max_difference;
    exq_bracket out = {.lo = difference ? 0 : -INFINITY, .hi = -INFINITY};
    for (size_t i = 0; i < crowd.count; i++) {
        for (size_t j = 0; j < crowd.count; j++) {
            const exq_bracket pair = exq_fold_bracket(difference ? EXQ_FOLD_difference : EXQ_FOLD_log_ratio,
                                                      at(lineup, crowd, i), at(lineup, crowd, j));
            if (i == j || !pair.told)
                continue;
            out = (exq_bracket){true, fmax(out.lo, pair.lo), fmax(out.hi, pair.hi)};
        }
    }
    if (!out.told || difference || fold == EXQ_FOLD_range_of_log)
        return out;
    return (exq_bracket){true, exp(-out.hi), fmin(1, exp(-out.lo))};
}

static exq_disparity extremes(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, exq_crowd crowd)
{
    size_t high = highest(lineup, crowd);
    size_t low = lowest(lineup, crowd, high);
    exq_value value = value_of_extremes(evidence, fold, at(lineup, crowd, high), at(lineup, crowd, low));
    if (!exq_known(value)) /* either the lowest is 0, or all are */
        return exq_disparity_plain(NULL, value, value.why == EXQ_WHY_RATE_ZERO ? crowd.groups[low] : EXQ_NOBODY,
                                   EXQ_NOBODY);
    bool low_first = fold == EXQ_FOLD_min_ratio;
    exq_disparity disparity =
        exq_disparity_plain(NULL, value, crowd.groups[low_first ? low : high], crowd.groups[low_first ? high : low]);
    disparity.together = range_of_extremes(evidence, lineup, fold, crowd);
    disparity.certain = bracket_of_extremes(lineup, fold, crowd);
    return disparity;
}

/* ---------------------------------------------------------------------------------------- against everyone */

/* The further of two: is `a` the larger distance (the smaller ratio)? */
static bool further(exq_fold fold, double a, double b)
{
    return fold == EXQ_FOLD_max_to_overall ? a > b : a < b;
}

static double distance_to_overall(exq_fold fold, const exq_estimate *group, const exq_estimate *overall)
{
    if (fold == EXQ_FOLD_max_to_overall)
        return fabs(exq_estimate_difference(group, overall));
    return exq_estimate_order(group, overall) < 0 ? exq_estimate_ratio(group, overall)
                                                  : exq_estimate_ratio(overall, group);
}

static exq_disparity to_overall(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, exq_crowd crowd)
{
    const exq_estimate *overall = &lineup->overall;
    if (!exq_known(overall->value))
        return exq_disparity_plain(NULL, overall->value, EXQ_NOBODY, EXQ_OVERALL);
    if (fold == EXQ_FOLD_min_ratio_to_overall && overall->value.v == 0)
        return exq_disparity_plain(NULL, exq_none(exq_why_of_zero(evidence, lineup->quantity)), EXQ_NOBODY,
                                   EXQ_OVERALL);
    size_t found = 0;
    double furthest = distance_to_overall(fold, at(lineup, crowd, 0), overall);
    for (size_t i = 1; i < crowd.count; i++) {
        double distance = distance_to_overall(fold, at(lineup, crowd, i), overall);
        if (further(fold, distance, furthest)) {
            furthest = distance;
            found = i;
        }
    }
    return exq_disparity_plain(NULL, exq_some(furthest), crowd.groups[found], EXQ_OVERALL);
}

/* ----------------------------------------------------------------------------------------- all against all */

static exq_value mean_pairwise_difference(const exq_lineup *lineup, exq_crowd crowd)
{
    double sum = 0;
    for (size_t i = 0; i < crowd.count; i++) {
        for (size_t j = 0; j < i; j++)
            sum += fabs(exq_estimate_difference(at(lineup, crowd, i), at(lineup, crowd, j)));
    }
    return exq_some(sum / ((double)crowd.count * (double)(crowd.count - 1) / 2));
}

static exq_value coefficient_of_variation(const exq_evidence *evidence, const exq_lineup *lineup, exq_crowd crowd)
{
    double mean = 0, squares = 0;
    for (size_t i = 0; i < crowd.count; i++)
        mean += at(lineup, crowd, i)->value.v / (double)crowd.count;
    if (mean == 0)
        return exq_none(exq_why_of_zero(evidence, lineup->quantity));
    for (size_t i = 0; i < crowd.count; i++) {
        double distance = at(lineup, crowd, i)->value.v - mean;
        squares += distance * distance / (double)crowd.count;
    }
    return exq_some(sqrt(squares) / mean);
}

static exq_disparity fold_values(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, exq_crowd crowd)
{
    switch (fold) {
    case EXQ_FOLD_max_to_overall:
    case EXQ_FOLD_min_ratio_to_overall:
        return to_overall(evidence, lineup, fold, crowd);
    case EXQ_FOLD_mean_pairwise_difference:
        return exq_disparity_plain(NULL, mean_pairwise_difference(lineup, crowd), EXQ_NOBODY, EXQ_NOBODY);
    case EXQ_FOLD_cv:
        return exq_disparity_plain(NULL, coefficient_of_variation(evidence, lineup, crowd), EXQ_NOBODY, EXQ_NOBODY);
    default:
        return extremes(evidence, lineup, fold, crowd);
    }
}

exq_disparity exq_fold_over(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, exq_crowd crowd)
{
    exq_disparity disparity;
    size_t undefined = first_undefined(lineup, crowd);
    if (crowd.count < 2)
        disparity = exq_disparity_plain(NULL, exq_none(EXQ_WHY_ONE_GROUP), EXQ_NOBODY, EXQ_NOBODY);
    else if (undefined < crowd.count)
        disparity = exq_disparity_plain(NULL, at(lineup, crowd, undefined)->value, crowd.groups[undefined], EXQ_NOBODY);
    else
        disparity = fold_values(evidence, lineup, fold, crowd);
    disparity.of = lineup->quantity->id;
    disparity.alone = disparity.together;
    disparity.difference = exq_difference_of(disparity.together, exq_folds[fold].parity);
    return disparity;
}
