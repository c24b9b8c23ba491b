/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gap functionals over the values of groups, every group counting alike.
 */
#include "lists_gaps.h"

typedef struct summary {
    double least, greatest, mean;
} summary;

static summary summary_of(const double *values, size_t count)
{
    summary out = {values[0], values[0], 0};
    for (size_t i = 0; i < count; i++) {
        out.least = fmin(out.least, values[i]);
        out.greatest = fmax(out.greatest, values[i]);
        out.mean += values[i];
    }
    out.mean /= (double)count;
    return out;
}

static double variance_of(const double *values, size_t count, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sum / (double)count;
}

static double mean_pairwise(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++)
            sum += fabs(values[i] - values[j]);
    }
    return sum / ((double)count * ((double)count - 1) / 2);
}

/* Mean of f(m / mean). */
typedef double shape(double ratio, double parameter);

static double mean_of(shape *f, const double *values, size_t count, double mean, double parameter)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += f(values[i] / mean, parameter);
    return sum / (double)count;
}

static double power(double ratio, double exponent)
{
    return pow(ratio, exponent);
}

static double logarithm(double ratio, double parameter)
{
    (void)parameter;
    return log(ratio);
}

static double self_logarithm(double ratio, double parameter)
{
    (void)parameter;
    return ratio > 0 ? ratio * log(ratio) : 0;
}

static double atkinson(const double *values, size_t count, double mean, double e)
{
    if (e == 1)
        return 1 - exp(mean_of(logarithm, values, count, mean, 0));
    return 1 - pow(mean_of(power, values, count, mean, 1 - e), 1 / (1 - e));
}

static double entropy(const double *values, size_t count, double mean, double a)
{
    if (a == 0)
        return -mean_of(logarithm, values, count, mean, 0);
    if (a == 1)
        return mean_of(self_logarithm, values, count, mean, 0);
    return (mean_of(power, values, count, mean, a) - 1) / (a * (a - 1));
}

/* The functionals that divide by the mean. */
static exq_value relative(exq_gap gap, const double *values, size_t count, double parameter, summary all)
{
    const bool needs_positive =
        (gap == EXQ_GAP_ATKINSON && parameter >= 1) || (gap == EXQ_GAP_ENTROPY && parameter <= 0);
    if (!(all.mean > 0))
        return exq_none(EXQ_WHY_ZERO_MEAN);
    if (needs_positive && all.least <= 0)
        return exq_none(EXQ_WHY_RATE_ZERO);
    if (gap == EXQ_GAP_VARIATION)
        return exq_some(sqrt(variance_of(values, count, all.mean)) / all.mean);
    if (gap == EXQ_GAP_ATKINSON)
        return exq_some(atkinson(values, count, all.mean, parameter));
    return exq_some(entropy(values, count, all.mean, gap == EXQ_GAP_THEIL ? 1 : parameter));
}

exq_value exq_gap_of(exq_gap gap, const double *values, size_t count, double parameter)
{
    if (count < 2)
        return exq_none(EXQ_WHY_ONE_GROUP);
    const summary all = summary_of(values, count);
    switch (gap) {
    case EXQ_GAP_MAX_DIFFERENCE:
        return exq_some(all.greatest - all.least);
    case EXQ_GAP_MIN_RATIO:
        return all.greatest > 0 ? exq_some(all.least / all.greatest) : exq_none(EXQ_WHY_ZERO_MEAN);
    case EXQ_GAP_MEAN_PAIRWISE:
        return exq_some(mean_pairwise(values, count));
    case EXQ_GAP_MAX_DEVIATION:
        return exq_some(fmax(all.greatest - all.mean, all.mean - all.least));
    case EXQ_GAP_VARIANCE:
        return exq_some(variance_of(values, count, all.mean));
    case EXQ_GAP_WORST:
        return exq_some(all.least);
    case EXQ_GAP_VARIATION:
    case EXQ_GAP_ATKINSON:
    case EXQ_GAP_ENTROPY:
    case EXQ_GAP_THEIL:
        return relative(gap, values, count, parameter, all);
    }
    return exq_none(EXQ_WHY_NO_INTERVAL);
}
