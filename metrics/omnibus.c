/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests of a whole groups x classes table at once: chi-square and G by their common limit, and chi-square by dealing
 * the classes out to the groups again and again.
 */
#include "significance.h"

#include "distributions.h"
#include "sampling.h"

static uint64_t row_total(const uint64_t *counts, size_t columns, size_t row)
{
    uint64_t total = 0;
    for (size_t j = 0; j < columns; j++)
        total += counts[row * columns + j];
    return total;
}

static uint64_t column_total(const uint64_t *counts, size_t rows, size_t columns, size_t column)
{
    uint64_t total = 0;
    for (size_t i = 0; i < rows; i++)
        total += counts[i * columns + column];
    return total;
}

/* Rows and columns that are not empty. */
static size_t used_rows(const uint64_t *counts, size_t rows, size_t columns)
{
    size_t used = 0;
    for (size_t i = 0; i < rows; i++)
        used += row_total(counts, columns, i) > 0;
    return used;
}

static size_t used_columns(const uint64_t *counts, size_t rows, size_t columns)
{
    size_t used = 0;
    for (size_t j = 0; j < columns; j++)
        used += column_total(counts, rows, columns, j) > 0;
    return used;
}

exq_omnibus exq_omnibus_test(const uint64_t *counts, size_t rows, size_t columns)
{
    const size_t groups = used_rows(counts, rows, columns);
    const size_t classes = used_columns(counts, rows, columns);
    if (groups < 2 || classes < 2) {
        const exq_value none = exq_none(groups < 2 ? EXQ_WHY_ONE_GROUP : EXQ_WHY_ZERO_DENOMINATOR);
        return (exq_omnibus){none, none, 0, exq_p_of_log(0), exq_p_of_log(0), (double)NAN};
    }
    double all = 0;
    for (size_t i = 0; i < rows; i++)
        all += (double)row_total(counts, columns, i);
    double chi2 = 0, g = 0, least = INFINITY;
    for (size_t i = 0; i < rows; i++) {
        const double row = (double)row_total(counts, columns, i);
        for (size_t j = 0; j < columns && row > 0; j++) {
            const double column = (double)column_total(counts, rows, columns, j);
            if (column == 0)
                continue;
            const double count = (double)counts[i * columns + j];
            const double expected = row * column / all;
            chi2 += (count - expected) * (count - expected) / expected;
            g += count > 0 ? 2 * count * log(count / expected) : 0;
            least = fmin(least, expected);
        }
    }
    g = fmax(g, 0);
    const size_t df = (groups - 1) * (classes - 1);
    return (exq_omnibus){
        .chi2 = exq_some(chi2),
        .g = exq_some(g),
        .df = df,
        .p_chi2 = exq_p_of_log(exq_chi2_upper_log(chi2, (double)df)),
        .p_g = exq_p_of_log(exq_chi2_upper_log(g, (double)df)),
        .least_expected = least,
    };
}

/* ---------------------------------------------------------------------------------------- permutation */

/* What one column adds to the part of chi-square that varies, sum of count^2 / (row total * column total). */
static double column_part(const uint64_t *column, size_t stride, const uint64_t *totals, size_t rows, uint64_t total)
{
    double part = 0;
    for (size_t i = 0; i < rows; i++) {
        const double count = (double)column[i * stride];
        part += count > 0 ? count / (double)totals[i] * (count / (double)total) : 0;
    }
    return part;
}

double exq_permutation_p(const uint64_t *counts, size_t rows, size_t columns, size_t draws, exq_random *random,
                         uint64_t *scratch)
{
    /* The same table gives sums that differ in the last digits when its columns are added in another order. */
    const double rounding = 1e-12;
    uint64_t *totals = scratch, *free_places = scratch + rows, *dealt = scratch + 2 * rows;
    double observed = 0;
    for (size_t i = 0; i < rows; i++)
        totals[i] = row_total(counts, columns, i);
    for (size_t j = 0; j < columns; j++)
        observed += column_part(counts + j, columns, totals, rows, column_total(counts, rows, columns, j));
    size_t as_large = 0;
    for (size_t draw = 0; draw < draws; draw++) {
        double found = 0;
        for (size_t i = 0; i < rows; i++)
            free_places[i] = totals[i];
        for (size_t j = 0; j < columns; j++) {
            const uint64_t total = column_total(counts, rows, columns, j);
            exq_sample_groups(random, free_places, rows, total, dealt);
            found += column_part(dealt, 1, totals, rows, total);
            for (size_t i = 0; i < rows; i++)
                free_places[i] -= dealt[i];
        }
        as_large += found >= observed * (1 - rounding);
    }
    return ((double)as_large + 1) / ((double)draws + 1);
}
