/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exposure item by item over many rankings: amortised equity of attention, and expected exposure of a ranker that
 * draws its lists. Over items, or over groups of them when the numbers are summed by group first.
 */
#ifndef EXQ_LISTS_EXPECTED_H
#define EXQ_LISTS_EXPECTED_H

#include "kernel.h"

/* Amortised inequity of attention (Biega and others 2018): adds one ranking, best first, attention and relevance
 * each as shares of their sums over it, to attention[place[r]] and merit[place[r]]; `place` is the item's (or its
 * group's) index. False when a sum is 0: nothing is added. */
bool exq_amortised_add(const exq_list_options *options, const uint32_t *place, const double *relevance, size_t length,
                       double *attention, double *merit);
/* sum |attention - merit|, 0 to 2 x rankings, ideal 0. Over `rankings` it is comparable. */
double exq_amortised_inequity(const double *attention, const double *merit, size_t count);

/* The target of expected exposure (Diaz and others 2020): items of equal grade share alike the attention that an
 * ideal ranking gives their block. `order` holds `count` indexes. */
void exq_expected_target(const exq_list_options *options, const double *grades, size_t count, size_t *order,
                         double *out);

/* Sums over the sampled rankings of one request. */
typedef struct exq_expected_sums {
    size_t samples;       /* S */
    const double *sum;    /* per item: sum of its attention */
    const double *square; /* per item: sum of squares; NULL: no correction */
} exq_expected_sums;

typedef struct exq_expected_exposure {
    double disparity; /* EED = sum e^2: lower is more equal */
    double relevance; /* EER = sum e e*: higher is better */
    double
        loss; /* EEL = sum (e - e*)^2 = EED - 2 EER + sum e*^2: ideal 0. A single list cannot reach it when items tie */
    double target; /* sum e*^2 */
    double bias;   /* of EED and EEL, from having few samples: sum of sample variances / S, to be taken off */
} exq_expected_exposure;

/* e = sum / S. For groups, sum e and e* over each group first. */
exq_expected_exposure exq_expected_exposure_of(exq_expected_sums sums, const double *target, size_t count);

#endif
