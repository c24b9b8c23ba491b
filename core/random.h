/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counter-based random numbers (Philox 4x32-10; Salmon, Moraes, Dror, Shaw 2011): the n-th number of a stream is a function of
 * (seed, stream, n), so that the same seed gives the same numbers for any number of threads. Never used for privacy noise.
 */
#ifndef EXQ_RANDOM_H
#define EXQ_RANDOM_H

#include <stdint.h>

typedef struct exq_random {
    uint64_t seed;
    uint64_t stream;
    uint64_t counter;
    uint32_t block[4];
    unsigned used; /* words of `block` already handed out */
} exq_random;

void exq_random_init(exq_random *random, uint64_t seed, uint64_t stream);
uint32_t exq_random_u32(exq_random *random);
uint64_t exq_random_u64(exq_random *random);
double exq_random_unit(exq_random *random);                      /* in (0, 1), 53 bits */
uint64_t exq_random_below(exq_random *random, uint64_t bound);   /* unbiased, bound > 0 */

#endif
