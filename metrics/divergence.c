/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Divergences as plain sums. Those that are differences of nearly equal numbers at equality are kept from falling
 * below 0.
 */
#include "divergence.h"

#include <math.h>

double exq_kullback_leibler(const double *p, const double *q, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (p[i] > 0)
            sum += p[i] * log(p[i] / q[i]);
    }
    return fmax(sum, 0);
}

/* p log2(p / mean) */
static double to_mean(double p, double q)
{
    return p > 0 ? p * log2(2 * p / (p + q)) : 0;
}

double exq_jensen_shannon(const double *p, const double *q, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += to_mean(p[i], q[i]) + to_mean(q[i], p[i]);
    return fmin(fmax(sum / 2, 0), 1);
}

/* As half the sum of squares, which is exact where p and q are nearly equal. */
double exq_hellinger(const double *p, const double *q, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double difference = sqrt(p[i]) - sqrt(q[i]);
        sum += difference * difference;
    }
    return sqrt(fmin(sum / 2, 1));
}

double exq_total_variation(const double *p, const double *q, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += fabs(p[i] - q[i]);
    return sum / 2;
}
