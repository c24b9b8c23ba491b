/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Families of p-values: adjusted for how many were looked at.
 */
#include "significance.h"

#include <stdlib.h>

static int by_p(const void *left, const void *right, void *context)
{
    const double *p = context;
    const double a = p[*(const size_t *)left];
    const double b = p[*(const size_t *)right];
    return (a > b) - (a < b);
}

/* The indexes of the defined entries, from the smallest p to the largest. Their number. */
static size_t sort_defined(double *p, size_t count, size_t *order)
{
    size_t defined = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(p[i]))
            order[defined++] = i;
    }
    qsort_r(order, defined, sizeof *order, by_p, p);
    return defined;
}

void exq_adjust_holm(double *p, size_t count, size_t *scratch)
{
    const size_t family = sort_defined(p, count, scratch);
    double highest = 0;
    for (size_t rank = 0; rank < family; rank++) {
        double *at = &p[scratch[rank]];
        highest = fmin(fmax(highest, *at * (double)(family - rank)), 1);
        *at = highest;
    }
}

void exq_adjust_benjamini_hochberg(double *p, size_t count, size_t *scratch)
{
    const size_t family = sort_defined(p, count, scratch);
    double lowest = 1;
    for (size_t rank = family; rank > 0; rank--) {
        double *at = &p[scratch[rank - 1]];
        lowest = fmin(lowest, *at * ((double)family / (double)rank));
        *at = lowest;
    }
}

void exq_adjust(exq_correction correction, double *p, size_t count, size_t *scratch)
{
    if (correction == EXQ_CORRECTION_BENJAMINI_HOCHBERG)
        exq_adjust_benjamini_hochberg(p, count, scratch);
    else
        exq_adjust_holm(p, count, scratch);
}
