/* SPDX-License-Identifier: Apache-2.0 */
#include "anytime.h"

#include <math.h>

/* How much of the first guess, one rate for all, a group's own rate keeps: as much as five people of it. */
static const double GUESS_WEIGHT = 5;

static double sum_before(const double *counts, size_t period, size_t groups, size_t group)
{
    double sum = 0;
    for (size_t t = 0; t < period; t++)
        sum += counts[t * groups + group];
    return sum;
}

static double sum_of_all_before(const double *counts, size_t period, size_t groups)
{
    double sum = 0;
    for (size_t i = 0; i < period * groups; i++)
        sum += counts[i];
    return sum;
}

/* The rate of a group as the past has it: between 0 and 1, never at either. */
static double rate_before(const double *k, const double *n, size_t period, size_t groups, size_t group)
{
    const double common = (sum_of_all_before(k, period, groups) + 0.5) / (sum_of_all_before(n, period, groups) + 1);
    return (sum_before(k, period, groups, group) + GUESS_WEIGHT * common) /
           (sum_before(n, period, groups, group) + GUESS_WEIGHT);
}

static double log_factor(const double *k, const double *n, size_t period, size_t groups)
{
    const double *k_now = k + period * groups, *n_now = n + period * groups;
    double people = 0, counted = 0, log_ratio = 0;
    for (size_t g = 0; g < groups; g++) {
        people += n_now[g];
        counted += n_now[g] * rate_before(k, n, period, groups, g);
    }
    if (people == 0)
        return 0;
    const double together = counted / people;
    for (size_t g = 0; g < groups; g++) {
        const double own = rate_before(k, n, period, groups, g);
        log_ratio += k_now[g] * log(own / together) + (n_now[g] - k_now[g]) * log((1 - own) / (1 - together));
    }
    return log_ratio;
}

void exq_anytime_evidence(const double *k, const double *n, size_t periods, size_t groups, double *evidence)
{
    double log_evidence = 0;
    for (size_t t = 0; t < periods; t++) {
        log_evidence += log_factor(k, n, t, groups);
        evidence[t] = exp(log_evidence);
    }
}
