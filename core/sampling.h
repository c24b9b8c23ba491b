/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random counts from the laws of count_law.h, exact up to the rounding of their densities, from a stream of random.h.
 * The time of a draw does not grow with the counts.
 */
#ifndef EXQ_SAMPLING_H
#define EXQ_SAMPLING_H

#include <stddef.h>

#include "random.h"

/* How many of `n` trials succeed, each with probability part / whole (part <= whole, whole > 0). */
uint64_t exq_sample_binomial(exq_random *random, uint64_t n, uint64_t part, uint64_t whole);

/* How many of `group` are among `drawn` taken without putting back from `group` + `rest`. */
uint64_t exq_sample_hypergeometric(exq_random *random, uint64_t group, uint64_t rest, uint64_t drawn);

/* `n` people put into `count` cells, each with probability weights[i] / sum of weights (the sum above 0 and below
 * 2^53). */
void exq_sample_multinomial(exq_random *random, uint64_t n, const uint64_t *weights, size_t count, uint64_t *out);

/* `drawn` people taken without putting back from groups of these sizes: how many come from each. */
void exq_sample_groups(exq_random *random, const uint64_t *sizes, size_t count, uint64_t drawn, uint64_t *out);

#endif
