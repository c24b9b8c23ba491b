/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes of means and of comparisons of means, on the same people.
 */
#include "lists_paired.h"

#include <string.h>

exq_version_sums exq_version_sums_of(const exq_paired *paired, size_t outputs)
{
    exq_version_sums out = {.n = paired->people, .outputs = outputs};
    const size_t count = 2 * outputs;
    memcpy(out.sums, paired->sums, count * sizeof *out.sums);
    memcpy(out.products, paired->products, count * (count + 1) / 2 * sizeof *out.products);
    return out;
}

exq_version_sums exq_version_rest(const exq_version_sums *all, const exq_version_sums *part)
{
    exq_version_sums out = *all;
    out.n -= part->n;
    for (size_t i = 0; i < EXQ_VERSION_SUMS; i++)
        out.sums[i] -= part->sums[i];
    for (size_t i = 0; i < EXQ_VERSION_PRODUCTS; i++)
        out.products[i] -= part->products[i];
    return out;
}

/* ------------------------------------------------------------------------------------------------- one version */

static exq_value value_of(const exq_version_sums *sums, const double *own, exq_why empty)
{
    if (sums->n == 0)
        return exq_none(empty);
    if (sums->outputs == 1)
        return exq_some(own[0] / (double)sums->n);
    return own[1] == 0 ? exq_none(EXQ_WHY_ZERO_MEAN) : exq_some(own[0] / own[1] - 1);
}

exq_value exq_version_after(const exq_version_sums *sums, exq_why empty)
{
    return value_of(sums, sums->sums, empty);
}

exq_value exq_version_before(const exq_version_sums *sums, exq_why empty)
{
    return value_of(sums, sums->sums + sums->outputs, empty);
}

/* ------------------------------------------------------------------------------------------------ two versions */

/* What each person adds to the number, as weights of their outputs; of a ratio of sums to the first order. */
static void weigh(const exq_version_sums *sums, const double *own, double by, double *weights)
{
    if (sums->outputs == 1) {
        weights[0] = by;
        return;
    }
    const double scale = by * (double)sums->n / own[1];
    weights[0] = scale;
    weights[1] = -scale * own[0] / own[1];
}

exq_mean exq_version_contrast(const exq_version_sums *sums, double a, double b, exq_why empty)
{
    const exq_value after = exq_version_after(sums, empty), before = exq_version_before(sums, empty);
    const double n = (double)sums->n;
    const size_t count = 2 * sums->outputs;
    double weights[EXQ_VERSION_SUMS] = {0}, sum = 0, square = 0;
    if (!exq_known(after) || !exq_known(before))
        return exq_mean_of((exq_mean_sums){0}, exq_known(after) ? before.why : after.why);
    exq_mean out = {exq_some(a * after.v + b * before.v), exq_none(EXQ_WHY_TOO_FEW_PEOPLE), n - 1, sums->n};
    weigh(sums, sums->sums, a, weights);
    weigh(sums, sums->sums + sums->outputs, b, weights + sums->outputs);
    for (size_t i = 0; i < count; i++) {
        sum += weights[i] * sums->sums[i];
        for (size_t j = i; j < count; j++)
            square += (i == j ? 1 : 2) * weights[i] * weights[j] * sums->products[exq_product_at(i, j, count)];
    }
    if (sums->n > 1)
        out.se = exq_some(sqrt(fmax(square - sum * sum / n, 0) / (n - 1) / n));
    return out;
}

static exq_range named(exq_range range)
{
    if (range.method != NULL)
        range.method = "paired";
    return range;
}

exq_range exq_change_range(const exq_mean *change, double level)
{
    return named(exq_mean_range(change, level));
}

/* The change of `group` less that of `reference`; means of different people. */
static exq_mean_fold apart(double value, const exq_mean *group, const exq_mean *reference, double level)
{
    exq_mean_fold out = {exq_some(value), named(exq_mean_difference(group, reference, level)), EXQ_NOBODY, EXQ_NOBODY};
    if (out.range.method != NULL) {
        /* the ranges are of the group less the reference: moved to where the change is, if rounding has parted them */
        const double shift = value - (group->value.v - reference->value.v);
        out.range.lo.v += shift;
        out.range.hi.v += shift;
    }
    return out;
}

exq_mean_fold exq_change_of_fold(exq_fold fold, const exq_version_sums *group, const exq_version_sums *reference,
                                 double level, exq_why empty)
{
    const exq_value after = exq_version_after(group, empty), before = exq_version_before(group, empty);
    const exq_value other_after = exq_version_after(reference, empty);
    const exq_value other_before = exq_version_before(reference, empty);
    const exq_value parts[] = {after, before, other_after, other_before};
    for (size_t i = 0; i < 4; i++)
        if (!exq_known(parts[i]))
            return (exq_mean_fold){parts[i], exq_range_none(parts[i].why), EXQ_NOBODY, EXQ_NOBODY};
    if (fold == EXQ_FOLD_difference) {
        const exq_mean own = exq_version_contrast(group, 1, -1, empty);
        const exq_mean other = exq_version_contrast(reference, 1, -1, empty);
        return apart((after.v - other_after.v) - (before.v - other_before.v), &own, &other, level);
    }
    if (other_after.v == 0 || other_before.v == 0) {
        const exq_value none = exq_none(EXQ_WHY_REFERENCE_ZERO);
        return (exq_mean_fold){none, exq_range_none(none.why), EXQ_NOBODY, EXQ_NOBODY};
    }
    /* to the first order: each ratio moves by its numerator over the denominator, less the ratio times its denominator's
     * own move over it */
    const double ratio_after = after.v / other_after.v, ratio_before = before.v / other_before.v;
    const exq_mean own = exq_version_contrast(group, 1 / other_after.v, -1 / other_before.v, empty);
    const exq_mean other =
        exq_version_contrast(reference, ratio_after / other_after.v, -ratio_before / other_before.v, empty);
    return apart(ratio_after - ratio_before, &own, &other, level);
}
