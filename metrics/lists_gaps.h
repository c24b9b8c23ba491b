/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gap functionals: how unequal one number is over groups. They take the values of the groups that are compared, in any
 * order but that of the sums; a group withheld or undefined is the caller's to leave out or to name.
 */
#ifndef EXQ_LISTS_GAPS_H
#define EXQ_LISTS_GAPS_H

#include "value.h"

typedef enum exq_gap {
    EXQ_GAP_MAX_DIFFERENCE, /* max - min                                    ideal 0 */
    EXQ_GAP_MIN_RATIO,      /* min / max, of values not below 0             ideal 1 */
    EXQ_GAP_MEAN_PAIRWISE,  /* mean over pairs of |m_g - m_h| (MAD)         ideal 0 */
    EXQ_GAP_MAX_DEVIATION,  /* max |m_g - mean|                             ideal 0 */
    EXQ_GAP_VARIATION,      /* population sd / mean                         ideal 0; of two groups |a - b| / (a + b) */
    EXQ_GAP_VARIANCE,       /* population variance                          ideal 0 */
    EXQ_GAP_WORST,          /* the least */
    EXQ_GAP_ATKINSON,       /* 1 - (mean of (m/mean)^(1-e))^(1/(1-e)), e = 1: 1 - geometric mean / mean       ideal 0 */
    EXQ_GAP_ENTROPY,        /* generalised entropy GE(a): mean of ((m/mean)^a - 1) / (a (a - 1))              ideal 0 */
    EXQ_GAP_THEIL           /* mean of (m/mean) ln(m/mean)                  ideal 0 */
} exq_gap;

/* Every group counts alike. `parameter` is e of Atkinson (above 0) and a of GE; 0 and 1 are its limits there.
 * Undefined: ONE_GROUP with fewer than two; ZERO_MEAN where the mean, or the greatest of MIN_RATIO, is not above 0;
 * RATE_ZERO where a logarithm or a negative power of 0 is asked for. (Atkinson 1970; Theil 1967; Shorrocks 1980) */
exq_value exq_gap_of(exq_gap gap, const double *values, size_t count, double parameter);

#endif
