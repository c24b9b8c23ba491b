/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Divergences as plain sums of a term for each group, and what is made of the sum. Those that are differences of nearly
 * equal numbers at equality are kept from falling below 0.
 */
#include "divergence.h"

#define DIVERGENCE(name)                                                                             \
    double exq_##name(const double *p, const double *q, size_t count)                                \
    {                                                                                                \
        double sum = 0;                                                                              \
        for (size_t i = 0; i < count; i++)                                                           \
            sum += name##_term(p[i], q[i]);                                                          \
        return name##_end(sum);                                                                      \
    }                                                                                                \
    void exq_##name##_of_lists(const exq_lanes *p, const exq_lanes *q, size_t count, exq_lanes *out) \
    {                                                                                                \
        exq_lanes sums = {{0}};                                                                      \
        for (size_t i = 0; i < count; i++)                                                           \
            EXQ_EACH_LIST (l)                                                                        \
                sums.of[l] += name##_term(p[i].of[l], q[i].of[l]);                                   \
        EXQ_EACH_LIST (l)                                                                            \
            out->of[l] = name##_end(sums.of[l]);                                                     \
    }

static inline double kullback_leibler_term(double p, double q)
{
    return exq_kullback_leibler_term(p, q);
}
static inline double kullback_leibler_end(double sum)
{
    return fmax(sum, 0);
}
DIVERGENCE(kullback_leibler)

/* p log2(p / mean) */
static inline double to_mean(double p, double q)
{
    return p > 0 ? p * log2(2 * p / (p + q)) : 0;
}
static inline double jensen_shannon_term(double p, double q)
{
    return to_mean(p, q) + to_mean(q, p);
}
static inline double jensen_shannon_end(double sum)
{
    return fmin(fmax(sum / 2, 0), 1);
}
DIVERGENCE(jensen_shannon)

/* As half the sum of squares, which is exact where p and q are nearly equal. */
static inline double hellinger_term(double p, double q)
{
    const double difference = sqrt(p) - sqrt(q);
    return difference * difference;
}
static inline double hellinger_end(double sum)
{
    return sqrt(fmin(sum / 2, 1));
}
DIVERGENCE(hellinger)

static inline double total_variation_term(double p, double q)
{
    return fabs(p - q);
}
static inline double total_variation_end(double sum)
{
    return sum / 2;
}
DIVERGENCE(total_variation)
