/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exposure: quotients and their variances.
 */
#include "lists_exposure.h"

#include "distributions.h"
#include "lists_gaps.h"

exq_value exq_quotient(double above, double below, exq_why empty)
{
    return below == 0 ? exq_none(empty) : exq_some(above / below);
}

static double sum_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

exq_value exq_share_of(const double *values, size_t count, size_t group)
{
    return exq_quotient(values[group], sum_of(values, count), EXQ_WHY_NO_RECOMMENDATIONS);
}

exq_value exq_treatment_ratio(exq_treatment group, exq_treatment reference, exq_why empty)
{
    if (group.due == 0 || reference.due == 0)
        return exq_none(empty);
    if (reference.got == 0)
        return exq_none(EXQ_WHY_REFERENCE_ZERO);
    return exq_some(group.got / group.due / (reference.got / reference.due));
}

exq_variation exq_treatment_variation(const exq_treatment *groups, size_t count, double *scratch)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (groups[i].due > 0)
            scratch[kept++] = groups[i].got / groups[i].due;
    }
    return (exq_variation){exq_gap_of(EXQ_GAP_VARIATION, scratch, kept, 0), count - kept};
}

static double folded(exq_value ratio)
{
    return exq_known(ratio) ? fabs(ratio.v - 1) / (ratio.v + 1) : 1; /* no end: the ratio is as large as can be */
}

exq_range exq_variation_of_two(exq_range ratio)
{
    if (!exq_known(ratio.lo))
        return ratio;
    const bool around_one = ratio.lo.v <= 1 && (!exq_known(ratio.hi) || ratio.hi.v >= 1);
    const double a = folded(ratio.lo), b = folded(ratio.hi);
    return (exq_range){exq_some(around_one ? 0 : fmin(a, b)), exq_some(fmax(a, b)), ratio.method};
}

/* --------------------------------------------------------------------------------------------------- variances */

void exq_contrast_share(const double *exposure, size_t groups, size_t group, double *contrast)
{
    const double total = sum_of(exposure, groups), share = exposure[group] / total;
    for (size_t g = 0; g < groups; g++)
        contrast[g] = ((g == group) - share) / total;
}

void exq_contrast_log_ratio(const double *exposure, size_t groups, size_t group, size_t reference, double *contrast)
{
    for (size_t g = 0; g < groups; g++)
        contrast[g] = 0;
    contrast[group] += 1 / exposure[group];
    contrast[reference] -= 1 / exposure[reference];
}

void exq_contrast_figure(exq_exposure_figure *figure, const void *context, double *exposure, size_t groups,
                         double *contrast)
{
    for (size_t g = 0; g < groups; g++) {
        const double kept = exposure[g], step = 1e-6 * kept;
        contrast[g] = 0;
        if (!(kept > 0))
            continue;
        exposure[g] = kept + step;
        const exq_value above = figure(context, exposure);
        exposure[g] = kept - step;
        const exq_value below = figure(context, exposure);
        exposure[g] = kept;
        if (exq_known(above) && exq_known(below))
            contrast[g] = (above.v - below.v) / (2 * step);
    }
}

double exq_contrast_users(const double *contrast, const double *products, size_t groups)
{
    double sum = 0;
    for (size_t g = 0; g < groups; g++) {
        for (size_t h = 0; h < groups; h++)
            sum += contrast[g] * contrast[h] * products[g * groups + h];
    }
    return fmax(sum, 0);
}

double exq_contrast_rows(const double *contrast, const exq_item_grouping *grouping, const double *weights, size_t rows)
{
    double sum = 0;
    for (size_t row = 0; row < rows; row++) {
        double reach = 0;
        const exq_alignments of = exq_alignments_of(grouping, row);
        for (const exq_alignment *to = of.begin; to < of.end; to++)
            reach += contrast[to->group] * to->share;
        sum += weights[row] * reach * reach;
    }
    return sum;
}

double exq_two_way_variance(double users, double items, double cells)
{
    return fmax(fmax(users, items), users + items - cells);
}

exq_range exq_contrast_range(double value, double variance, double df, double level)
{
    if (!(df >= 1))
        return exq_range_none(EXQ_WHY_TOO_FEW_PEOPLE);
    const double reach = exq_student_quantile((1 + level) / 2, df) * sqrt(variance);
    return (exq_range){exq_some(value - reach), exq_some(value + reach), "clustered"};
}

exq_range exq_contrast_ratio_range(double value, double variance, double df, double level)
{
    if (!(df >= 1))
        return exq_range_none(EXQ_WHY_TOO_FEW_PEOPLE);
    const double factor = exp(exq_student_quantile((1 + level) / 2, df) * sqrt(variance));
    return (exq_range){exq_some(value / factor), exq_some(value * factor), "clustered"};
}
