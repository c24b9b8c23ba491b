/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A share among some people against the same share among everyone, of whom they are a part: the two hang together.
 */
#ifndef EXQ_LISTS_PART_H
#define EXQ_LISTS_PART_H

#include "lists_means.h"

/* With e = sum a / sum b, the share among everyone, and e' that among the part: the variances, people being the sample, of
 * e' - e and of ln (e' / e). A person moves e by (a - e b) / sum b, and e' likewise if they are of the part; the sums are
 * those of the squares of what they move, times n / (n - 1). ln of 0 has none: NaN. (Delta method.) */
typedef struct exq_part_variance {
    double difference, log_ratio;
} exq_part_variance;
exq_part_variance exq_part_against_all(exq_pair_sums part, exq_pair_sums all);

#endif
