/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rND, rKL and rRD (Yang and Stoyanovich 2017): how far the share of a protected group in the first 10, 20 ... places
 * of one complete ranking is from its share in all of it. For a group against all others.
 */
#ifndef EXQ_LISTS_PREFIX_H
#define EXQ_LISTS_PREFIX_H

#include "kernel.h"

typedef enum exq_prefix {
    EXQ_PREFIX_DIFFERENCE, /* rND: |S_i/i - S/N| */
    EXQ_PREFIX_DIVERGENCE, /* rKL: KL of (S_i/i, 1 - S_i/i) from (S/N, 1 - S/N), in bits */
    EXQ_PREFIX_RATIO       /* rRD: |S_i/(i - S_i) - S/(N - S)|, a ratio with 0 on either side being 0; for S <= N/2 */
} exq_prefix;

typedef struct exq_prefix_finding {
    exq_value raw;        /* sum of d(i) times that, over i = step, 2 step ... <= N */
    exq_value normalised; /* over the greatest value of any ranking with S of N protected: 0 to 1, ideal 0 */
    double greatest;      /* that value, exact by a dynamic programme over the cut points; others draw it at random */
} exq_prefix_finding;

/* d(i) = 1 / log2(i) with EXQ_POSITION_LOG_CLIP, the paper's, or 1 / log2(i + 1) with EXQ_POSITION_LOG, its code's.
 * `step` 0: min(10, N / 2). LIST_TOO_SHORT when no cut point is left; NO_ITEMS when S is 0 or N. `scratch` holds 2
 * (S + 1) doubles, so at most 2 (length + 1). */
exq_prefix_finding exq_prefix_of(exq_prefix kind, exq_position_model discount, const bool *is_protected, size_t length,
                                 size_t step, double *scratch);

#endif
