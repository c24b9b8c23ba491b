/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far two distributions over the same groups are apart. Both are shares of one whole; 0 log 0 = 0. All are 0 if
 * and only if the two are equal.
 */
#ifndef EXQ_DIVERGENCE_H
#define EXQ_DIVERGENCE_H

#include <stddef.h>

/* sum p ln(p / q), in nats; infinite where p > 0 and q = 0. (Kullback and Leibler 1951) */
double exq_kullback_leibler(const double *p, const double *q, size_t count);
/* The mean of the divergences of both from their mean, in bits: 0 to 1, symmetric. (Lin 1991) */
double exq_jensen_shannon(const double *p, const double *q, size_t count);
/* sqrt(1 - sum sqrt(p q)): 0 to 1, symmetric. (Hellinger 1909) */
double exq_hellinger(const double *p, const double *q, size_t count);
/* sum |p - q| / 2: the share that would have to move. */
double exq_total_variation(const double *p, const double *q, size_t count);

#endif
