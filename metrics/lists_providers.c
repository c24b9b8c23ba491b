/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures of providers and groups of items.
 */
#include "lists_providers.h"

#include <stdlib.h>

exq_value exq_bias_disparity(double recommended_of, double recommended, double had_of, double had)
{
    if (recommended == 0)
        return exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    if (had_of == 0)
        return exq_none(EXQ_WHY_NO_HISTORY);
    return exq_some(recommended_of / recommended / (had_of / had) - 1);
}

static double sum_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

exq_value exq_generalised_cross_entropy(const double *target, const double *utility, size_t groups, double b)
{
    const double total = sum_of(utility, groups);
    double sum = 0;
    if (!(total > 0))
        return exq_none(EXQ_WHY_ZERO_MEAN);
    for (size_t g = 0; g < groups; g++) {
        if (target[g] > 0)
            sum += pow(target[g], b) * pow(utility[g] / total, 1 - b);
    }
    return isfinite(sum) ? exq_some((sum - 1) / (b * (1 - b))) : exq_none(EXQ_WHY_INFINITE);
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

exq_value exq_lowest_share(double *exposure, size_t groups, double rho)
{
    const double total = sum_of(exposure, groups);
    if (!(total > 0))
        return exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    qsort(exposure, groups, sizeof *exposure, ascending);
    double left = rho * (double)groups, sum = 0;
    for (size_t g = 0; g < groups && left > 0; g++) {
        sum += fmin(left, 1) * exposure[g];
        left -= 1;
    }
    return exq_some(sum / total);
}

exq_value exq_proportional_fairness(const double *exposure, size_t groups)
{
    const double total = sum_of(exposure, groups);
    double sum = 0;
    for (size_t g = 0; g < groups; g++) {
        if (!(exposure[g] > 0))
            return exq_none(total > 0 ? EXQ_WHY_RATE_ZERO : EXQ_WHY_NO_RECOMMENDATIONS);
        sum += log(exposure[g] / total);
    }
    return exq_some(sum);
}

exq_value exq_guarantee_share(const double *exposure, size_t providers, double alpha, uint64_t lists, uint64_t places)
{
    size_t reached = 0;
    if (providers == 0)
        return exq_none(EXQ_WHY_NO_ITEMS);
    const double guaranteed = floor(alpha * (double)lists * (double)places / (double)providers + 1e-9);
    for (size_t p = 0; p < providers; p++)
        reached += exposure[p] >= guaranteed;
    return exq_some((double)reached / (double)providers);
}

exq_value exq_cramers_v(const double *counts, size_t rows, size_t columns, double *totals)
{
    const double all = sum_of(counts, rows * columns);
    double chi_square = 0;
    size_t used_rows = 0, used_columns = 0;
    for (size_t c = 0; c < columns; c++) {
        totals[c] = 0;
        for (size_t r = 0; r < rows; r++)
            totals[c] += counts[r * columns + c];
        used_columns += totals[c] > 0;
    }
    for (size_t r = 0; r < rows; r++) {
        const double row = sum_of(counts + r * columns, columns);
        used_rows += row > 0;
        for (size_t c = 0; c < columns; c++) {
            const double expected = row * totals[c] / all, distance = counts[r * columns + c] - expected;
            chi_square += expected > 0 ? distance * distance / expected : 0;
        }
    }
    const size_t fewer = used_rows < used_columns ? used_rows : used_columns;
    return fewer < 2 ? exq_none(EXQ_WHY_ONE_GROUP) : exq_some(sqrt(chi_square / all / (double)(fewer - 1)));
}

exq_underexposure exq_underexposure_of(const double *share, const double *target, size_t groups)
{
    exq_underexposure out = {0, 0};
    for (size_t g = 0; g < groups; g++) {
        const double missing = fmax(0, target[g] - share[g]);
        out.total += missing;
        out.square += missing * missing;
    }
    return out;
}

void exq_selected_items(const exq_item_grouping *grouping, const double *places, size_t items, exq_share *out)
{
    for (size_t g = 0; g < grouping->group_count; g++)
        out[g] = (exq_share){0, 0};
    for (size_t item = 0; item < items; item++) {
        const exq_alignments to = exq_alignments_of(grouping, item);
        for (const exq_alignment *group = to.begin; group < to.end; group++) {
            exq_share *of = &out[group->group];
            of->k += places[item] > 0;
            of->n++;
        }
    }
}
