/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The permutation of item labels: exact moments, and draws where the normal law would mislead.
 */
#include "distributions.h"
#include "lists_exposure.h"

typedef struct spread {
    double mean, square; /* sum of squared distances from the mean */
} spread;

static spread spread_of(const double *values, size_t count)
{
    spread out = {0, 0};
    for (size_t i = 0; i < count; i++)
        out.mean += values[i];
    out.mean /= (double)count;
    for (size_t i = 0; i < count; i++)
        out.square += (values[i] - out.mean) * (values[i] - out.mean);
    return out;
}

static double product_of(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

exq_relabelling exq_relabelling_of(const double *alignment, const double *exposure, size_t items)
{
    exq_relabelling out = {exq_none(EXQ_WHY_ONE_ITEM), (double)NAN, (double)NAN, exq_none(EXQ_WHY_ONE_ITEM)};
    if (items < 2)
        return out;
    const spread a = spread_of(alignment, items), e = spread_of(exposure, items);
    const double n = (double)items, total = n * e.mean;
    out.mean = a.mean;
    if (!(total > 0)) {
        out.share = out.p = exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
        return out;
    }
    out.share = exq_some(product_of(alignment, exposure, items) / total);
    out.sd = sqrt(a.square * e.square / (n - 1)) / total;
    const double distance = fabs(out.share.v - out.mean);
    out.p = out.sd > 0 ? exq_some(2 * exq_normal_cdf(-distance / out.sd)) : exq_some(1);
    return out;
}

bool exq_relabelling_needs_draws(size_t items_of_group, double gini)
{
    return items_of_group < 30 || gini > 0.9;
}

static void swap(double *a, double *b)
{
    const double kept = *a;
    *a = *b;
    *b = kept;
}

/* Items of the group to the front; how many there are. */
static size_t gather_members(double *alignment, double *exposure, size_t items)
{
    size_t members = 0;
    for (size_t i = 0; i < items; i++) {
        if (alignment[i] == 0)
            continue;
        swap(&alignment[i], &alignment[members]);
        swap(&exposure[i], &exposure[members]);
        members++;
    }
    return members;
}

exq_relabelling exq_relabelling_drawn(double *alignment, double *exposure, size_t items, size_t draws,
                                      exq_random *random)
{
    exq_relabelling out = exq_relabelling_of(alignment, exposure, items);
    if (!exq_known(out.share))
        return out;
    double total = 0;
    for (size_t i = 0; i < items; i++)
        total += exposure[i];
    const double distance = fabs(out.share.v - out.mean) * (1 - 1e-12); /* equal draws are as far */
    const size_t members = gather_members(alignment, exposure, items);
    size_t as_far = 0;
    for (size_t draw = 0; draw < draws; draw++) {
        double share = 0;
        for (size_t i = 0; i < members; i++) {
            swap(&exposure[i], &exposure[i + exq_random_below(random, items - i)]);
            share += alignment[i] * exposure[i];
        }
        as_far += fabs(share / total - out.mean) >= distance;
    }
    out.p = exq_some((1 + (double)as_far) / ((double)draws + 1));
    return out;
}
