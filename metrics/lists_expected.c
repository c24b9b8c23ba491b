/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Amortised and expected exposure.
 */
#include "lists_expected.h"

#include <stdlib.h>

#include "positions.h"

bool exq_amortised_add(const exq_list_options *options, const uint32_t *place, const double *relevance, size_t length,
                       double *attention, double *merit)
{
    double all_attention = 0, all_merit = 0;
    exq_attention reading = exq_attention_start(options);
    for (size_t r = 0; r < length; r++) {
        all_attention += exq_attention_next(&reading, relevance[r]);
        all_merit += relevance[r];
    }
    if (!(all_attention > 0) || !(all_merit > 0))
        return false;
    reading = exq_attention_start(options);
    for (size_t r = 0; r < length; r++) {
        attention[place[r]] += exq_attention_next(&reading, relevance[r]) / all_attention;
        merit[place[r]] += relevance[r] / all_merit;
    }
    return true;
}

double exq_amortised_inequity(const double *attention, const double *merit, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += fabs(attention[i] - merit[i]);
    return sum;
}

static int best_first(const void *a, const void *b, void *grades)
{
    const double *of = grades;
    const double x = of[*(const size_t *)a], y = of[*(const size_t *)b];
    return (x < y) - (x > y);
}

void exq_expected_target(const exq_list_options *options, const double *grades, size_t count, size_t *order,
                         double *out)
{
    exq_attention reading = exq_attention_start(options);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    qsort_r(order, count, sizeof *order, best_first, (void *)(uintptr_t)grades);
    for (size_t start = 0, end; start < count; start = end) {
        double sum = 0;
        for (end = start; end < count && grades[order[end]] == grades[order[start]]; end++)
            sum += exq_attention_next(&reading, grades[order[end]]);
        for (size_t i = start; i < end; i++)
            out[order[i]] = sum / (double)(end - start);
    }
}

/* The variance of the mean of S samples, without bias; of one sample it is not known. */
static double variance_of_mean(double sum, double square, double samples)
{
    return samples > 1 ? fmax(square - sum * sum / samples, 0) / (samples - 1) / samples : 0;
}

exq_expected_exposure exq_expected_exposure_of(exq_expected_sums sums, const double *target, size_t count)
{
    exq_expected_exposure out = {0, 0, 0, 0, 0};
    const double samples = (double)sums.samples;
    for (size_t i = 0; i < count; i++) {
        const double e = sums.sum[i] / samples;
        out.disparity += e * e;
        out.relevance += e * target[i];
        out.loss += (e - target[i]) * (e - target[i]);
        out.target += target[i] * target[i];
        out.bias += sums.square != NULL ? variance_of_mean(sums.sum[i], sums.square[i], samples) : 0;
    }
    return out;
}
