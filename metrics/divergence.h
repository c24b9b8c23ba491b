/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far two distributions over the same groups are apart. Both are shares of one whole; 0 log 0 = 0. All are 0 if
 * and only if the two are equal. Of two distributions, or of two of each of several lists.
 */
#ifndef EXQ_DIVERGENCE_H
#define EXQ_DIVERGENCE_H

#include <math.h>

#include "kernel.h"

/* sum p ln(p / q), in nats; infinite where p > 0 and q = 0. (Kullback and Leibler 1951) */
static inline double exq_kullback_leibler_term(double p, double q)
{
    return p > 0 ? p * log(p / q) : 0;
}
double exq_kullback_leibler(const double *p, const double *q, size_t count);
/* The mean of the divergences of both from their mean, in bits: 0 to 1, symmetric. (Lin 1991) */
double exq_jensen_shannon(const double *p, const double *q, size_t count);
/* sqrt(1 - sum sqrt(p q)): 0 to 1, symmetric. (Hellinger 1909) */
double exq_hellinger(const double *p, const double *q, size_t count);
/* sum |p - q| / 2: the share that would have to move. */
double exq_total_variation(const double *p, const double *q, size_t count);

/* The same, list by list. */
typedef void exq_divergence_of_lists(const exq_lanes *p, const exq_lanes *q, size_t count, exq_lanes *out);
exq_divergence_of_lists exq_kullback_leibler_of_lists;
exq_divergence_of_lists exq_jensen_shannon_of_lists;
exq_divergence_of_lists exq_hellinger_of_lists;
exq_divergence_of_lists exq_total_variation_of_lists;

#endif
