/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Concentration from rows of equal values, and what equal chances would give.
 */
#include "lists_concentration.h"

#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* As they mostly come. */
static bool ascends(const double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i - 1] > values[i])
            return false;
    return true;
}

size_t exq_frequencies(double *values, size_t count, exq_frequency *out)
{
    size_t rows = 0;
    if (!ascends(values, count))
        qsort(values, count, sizeof *values, ascending);
    for (size_t i = 0; i < count; i++) {
        if (rows == 0 || out[rows - 1].value != values[i])
            out[rows++] = (exq_frequency){values[i], 0};
        out[rows - 1].items++;
    }
    return rows;
}

/* Sums over the items. f items of equal value behind s others have 2j - n - 1 adding up to f (2s + f - n). */
typedef struct sums {
    double items, total, ranked;
    double covered;
} sums;

static sums sums_of(const exq_frequency *rows, size_t count)
{
    sums out = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        out.items += (double)rows[i].items;
        out.total += (double)rows[i].items * rows[i].value;
        out.covered += rows[i].value > 0 ? (double)rows[i].items : 0;
    }
    double before = 0;
    for (size_t i = 0; i < count; i++) {
        const double items = (double)rows[i].items;
        out.ranked += items * (2 * before + items - out.items) * rows[i].value;
        before += items;
    }
    return out;
}

static exq_value nothing_of(sums all)
{
    return exq_none(all.items > 0 ? EXQ_WHY_NO_RECOMMENDATIONS : EXQ_WHY_NO_ITEMS);
}

static exq_value gini_of(sums all)
{
    return all.total > 0 ? exq_some(all.ranked / (all.items * all.total)) : nothing_of(all);
}

exq_value exq_gini_of(const exq_frequency *rows, size_t count)
{
    return gini_of(sums_of(rows, count));
}

static double entropy_of(const exq_frequency *rows, size_t count, double total)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double share = rows[i].value / total;
        sum -= share > 0 ? (double)rows[i].items * share * log2(share) : 0;
    }
    return fmax(sum, 0);
}

exq_concentration exq_concentration_of(const exq_frequency *rows, size_t count)
{
    const sums all = sums_of(rows, count);
    const exq_value nothing = nothing_of(all);
    exq_concentration out = {(uint64_t)all.items, all.total, gini_of(all), nothing, nothing, nothing, nothing};
    if (all.items > 0)
        out.coverage = exq_some(all.covered / all.items);
    if (!(all.total > 0))
        return out;
    const bool alone = all.items < 2;
    out.gini_corrected = alone ? exq_none(EXQ_WHY_ONE_ITEM) : exq_some(all.ranked / ((all.items - 1) * all.total));
    out.entropy = exq_some(entropy_of(rows, count, all.total));
    out.evenness = alone ? exq_none(EXQ_WHY_ONE_ITEM) : exq_some(out.entropy.v / log2(all.items));
    return out;
}

/* ------------------------------------------------------------------------------------------- equal chances */

/* e^-x (I0(x) + I1(x)) = 1/pi * integral over 0..pi of e^(x (cos t - 1)) (1 + cos t) dt. The trapezoidal rule of a
 * periodic function errs by I_N(x), N the number of steps on the whole circle. */
static double bessel_sum_near(double x)
{
    enum { STEPS = 200 };
    const double pi = acos(-1);
    double sum = 1; /* half of the end t = 0; at t = pi there is nothing */
    for (int i = 1; i < STEPS; i++) {
        const double cosine = cos(pi * i / STEPS);
        sum += exp(x * (cosine - 1)) * (1 + cosine);
    }
    return sum / STEPS;
}

/* Hankel's expansion, Abramowitz and Stegun 9.7.1, of e^-x I_order(x). */
static double bessel_far(double x, double order)
{
    enum { TERMS = 12 };
    double term = 1, sum = 1;
    for (int k = 1; k < TERMS; k++) {
        const double odd = 2 * k - 1;
        term *= -(4 * order * order - odd * odd) / (8 * x * k);
        sum += term;
    }
    return sum / sqrt(2 * acos(-1) * x);
}

exq_value exq_gini_of_fair(double rate)
{
    static const double far = 200;
    const double x = 2 * rate;
    if (!(rate > 0))
        return exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    return exq_some(x < far ? bessel_sum_near(x) : bessel_far(x, 0) + bessel_far(x, 1));
}

double exq_coverage_of_fair(double rate)
{
    return -expm1(-rate);
}

exq_value exq_items_filling(const exq_frequency *rows, size_t count, double share)
{
    double total = 0, items = 0;
    for (size_t r = 0; r < count; r++)
        total += rows[r].value * (double)rows[r].items;
    if (!(total > 0))
        return exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    double missing = share * total - total * 1e-12; /* a share that is met exactly is met */
    for (size_t r = count; r-- > 0 && missing > 0;) {
        const double needed = ceil(missing / rows[r].value);
        const double taken = fmin(needed, (double)rows[r].items);
        items += taken;
        missing -= taken * rows[r].value;
    }
    return exq_some(items);
}
