/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Means, their standard errors, and pairs of them.
 */
#include "lists_means.h"

#include "distributions.h"

exq_mean exq_mean_of(exq_mean_sums sums, exq_why empty)
{
    const double n = (double)sums.n;
    exq_mean out = {exq_none(empty), exq_none(EXQ_WHY_TOO_FEW_PEOPLE), n - 1, sums.n};
    if (sums.n == 0)
        return out;
    out.value = exq_some(sums.sum / n);
    if (sums.n > 1)
        out.se = exq_some(sqrt(fmax(sums.square - sums.sum * out.value.v, 0) / (n - 1) / n));
    return out;
}

exq_why exq_means_why(const exq_mean *a, const exq_mean *b)
{
    const exq_value parts[] = {a->value, b->value, a->se, b->se};
    for (size_t i = 0; i < 4; i++) {
        if (!exq_known(parts[i]))
            return parts[i].why;
    }
    return EXQ_WHY_NONE;
}

exq_range exq_mean_range(const exq_mean *mean, double level)
{
    const exq_why why = exq_means_why(mean, mean);
    if (why != EXQ_WHY_NONE)
        return exq_range_none(why);
    const double reach = exq_student_quantile((1 + level) / 2, mean->df) * mean->se.v;
    return (exq_range){exq_some(mean->value.v - reach), exq_some(mean->value.v + reach), "student"};
}

double exq_welch_df(const exq_mean *a, const exq_mean *b)
{
    const double x = a->se.v * a->se.v, y = b->se.v * b->se.v;
    return x + y > 0 ? (x + y) * (x + y) / (x * x / a->df + y * y / b->df) : a->df + b->df;
}

exq_range exq_mean_difference(const exq_mean *group, const exq_mean *reference, double level)
{
    const exq_why why = exq_means_why(group, reference);
    if (why != EXQ_WHY_NONE)
        return exq_range_none(why);
    const double difference = group->value.v - reference->value.v;
    const double reach =
        exq_student_quantile((1 + level) / 2, exq_welch_df(group, reference)) * hypot(group->se.v, reference->se.v);
    return (exq_range){exq_some(difference - reach), exq_some(difference + reach), "welch"};
}

exq_value exq_mean_difference_p(const exq_mean *group, const exq_mean *reference)
{
    const exq_why why = exq_means_why(group, reference);
    if (why != EXQ_WHY_NONE)
        return exq_none(why);
    const double difference = group->value.v - reference->value.v, se = hypot(group->se.v, reference->se.v);
    if (se == 0)
        return exq_some(difference == 0);
    return exq_some(2 * exq_student_cdf(-fabs(difference) / se, exq_welch_df(group, reference)));
}

/* ----------------------------------------------------------------------------------------------- like with like */

/* A mean, its variance, and what Satterthwaite divides the square of that by, as they add up over strata. */
typedef struct mixture {
    double mean, variance, over;
    uint64_t n;
} mixture;

static void mix(mixture *into, const exq_mean *of, double weight)
{
    const double variance = weight * weight * of->se.v * of->se.v;
    into->mean += weight * of->value.v;
    into->variance += variance;
    into->over += variance * variance / of->df;
    into->n += of->n;
}

static exq_mean mean_of(const mixture *of)
{
    return (exq_mean){exq_some(of->mean), exq_some(sqrt(of->variance)),
                      of->over > 0 ? of->variance * of->variance / of->over : (double)of->n - 1, of->n};
}

exq_mean_standardised exq_mean_standardise(const exq_mean_stratum *strata, size_t count)
{
    const exq_value none = exq_none(EXQ_WHY_TOO_FEW_PEOPLE);
    exq_mean_standardised out = {.group = {.value = none, .se = none}, .reference = {.value = none, .se = none}};
    mixture group = {0}, reference = {0};
    double all = 0;
    for (size_t s = 0; s < count; s++)
        if (exq_means_why(&strata[s].group, &strata[s].reference) == EXQ_WHY_NONE)
            all += (double)(strata[s].group.n + strata[s].reference.n);
    for (size_t s = 0; s < count; s++) {
        if (exq_means_why(&strata[s].group, &strata[s].reference) != EXQ_WHY_NONE)
            continue;
        const double weight = (double)(strata[s].group.n + strata[s].reference.n) / all;
        mix(&group, &strata[s].group, weight);
        mix(&reference, &strata[s].reference, weight);
        out.used++;
    }
    if (out.used == 0)
        return out;
    out.group = mean_of(&group);
    out.reference = mean_of(&reference);
    return out;
}

/* ------------------------------------------------------------------------------------------------------- ratio */

exq_limits exq_mean_limits(const exq_mean *mean, double t)
{
    return (exq_limits){mean->value.v - t * mean->se.v, mean->value.v + t * mean->se.v};
}

double exq_ratio_lower(double a, double a_lo, double b, double b_hi)
{
    const double product = a * b, x = fmax(a_lo, 0) * (2 * a - fmax(a_lo, 0)), y = b_hi * (2 * b - b_hi);
    return a > 0 && x > 0 ? x / (product + sqrt(fmax(product * product - x * y, 0))) : 0;
}

exq_value exq_ratio_upper(double a, double a_hi, double b, double b_lo)
{
    const double inverse = exq_ratio_lower(b, b_lo, a, a_hi);
    return inverse > 0 ? exq_some(1 / inverse) : exq_none(EXQ_WHY_INFINITE);
}

exq_range exq_mean_ratio(const exq_mean *group, const exq_mean *reference, double level)
{
    const exq_why why = exq_means_why(group, reference);
    if (why != EXQ_WHY_NONE)
        return exq_range_none(why);
    if (reference->value.v == 0)
        return exq_range_none(EXQ_WHY_REFERENCE_ZERO);
    const exq_limits a = exq_mean_limits(group, exq_student_quantile((1 + level) / 2, group->df));
    const exq_limits b = exq_mean_limits(reference, exq_student_quantile((1 + level) / 2, reference->df));
    return (exq_range){exq_some(exq_ratio_lower(group->value.v, a.lo, reference->value.v, b.hi)),
                       exq_ratio_upper(group->value.v, a.hi, reference->value.v, b.lo), "mover"};
}

/* ------------------------------------------------------------------------------------------------- two at once */

/* The mean of x = a - r b, centred. */
static exq_mean of_residuals(exq_pair_sums sums, double r, double value, double scale)
{
    const double n = (double)sums.n;
    const double square = sums.aa - 2 * r * sums.ab + r * r * sums.bb, sum = sums.a - r * sums.b;
    exq_mean out = {exq_some(value), exq_none(EXQ_WHY_TOO_FEW_PEOPLE), n - 1, sums.n};
    if (sums.n > 1)
        out.se = exq_some(sqrt(fmax(square - sum * sum / n, 0) * n / (n - 1)) / scale);
    return out;
}

exq_mean exq_paired_difference(exq_pair_sums sums)
{
    if (sums.n == 0)
        return exq_mean_of((exq_mean_sums){0, 0, 0}, EXQ_WHY_TOO_FEW_PEOPLE);
    const double n = (double)sums.n;
    return of_residuals(sums, 1, (sums.a - sums.b) / n, n);
}

exq_mean exq_paired_ratio(exq_pair_sums sums)
{
    if (sums.n == 0 || sums.b == 0)
        return exq_mean_of((exq_mean_sums){0, 0, 0}, sums.n == 0 ? EXQ_WHY_TOO_FEW_PEOPLE : EXQ_WHY_ZERO_MEAN);
    const double ratio = sums.a / sums.b;
    return of_residuals(sums, ratio, ratio, fabs(sums.b));
}

exq_mean exq_popularity_lift(exq_pair_sums list_and_history)
{
    exq_mean out = exq_paired_ratio(list_and_history);
    out.value.v -= 1;
    return out;
}

/* ----------------------------------------------------------------------------------------------------- buckets */

exq_mean exq_bucket_jackknife(exq_value whole, const exq_value *without, size_t buckets)
{
    const double b = (double)buckets;
    exq_mean out = {whole, exq_none(EXQ_WHY_TOO_FEW_PEOPLE), b - 1, buckets};
    double mean = 0, square = 0;
    if (!exq_known(whole) || buckets < 2)
        return out;
    for (size_t i = 0; i < buckets; i++) {
        if (!exq_known(without[i])) {
            out.se = exq_none(without[i].why);
            return out;
        }
        mean += without[i].v / b;
    }
    for (size_t i = 0; i < buckets; i++)
        square += (without[i].v - mean) * (without[i].v - mean);
    out.se = exq_some(sqrt((b - 1) / b * square));
    return out;
}
