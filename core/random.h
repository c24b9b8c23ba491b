/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counter-based random numbers (Philox 4x32-10; Salmon, Moraes, Dror, Shaw 2011): the n-th number of a stream is a function of
 * (seed, stream, n), so that the same seed gives the same numbers for any number of threads. Never used for privacy noise.
 */
#ifndef EXQ_RANDOM_H
#define EXQ_RANDOM_H

#include <stdint.h>

/* Blocks are made a few at a time, for the rounds of one need not wait for those of another. */
enum { EXQ_RANDOM_BLOCKS = 4, EXQ_RANDOM_WORDS = 4 * EXQ_RANDOM_BLOCKS };

typedef struct exq_random {
    uint64_t seed;
    uint64_t stream;
    uint64_t counter; /* of the next block to make */
    uint32_t words[EXQ_RANDOM_WORDS];
    unsigned used; /* words already handed out */
} exq_random;

__extension__ typedef unsigned __int128 exq_random_wide;

void exq_random_init(exq_random *random, uint64_t seed, uint64_t stream);
void exq_random_refill(exq_random *random); /* once all words are used */

static inline uint32_t exq_random_u32(exq_random *random)
{
    if (random->used == EXQ_RANDOM_WORDS)
        exq_random_refill(random);
    return random->words[random->used++];
}

static inline uint64_t exq_random_u64(exq_random *random)
{
    const uint64_t low = exq_random_u32(random);
    const uint64_t high = exq_random_u32(random);
    return high << 32 | low;
}

/* In (0, 1), 53 bits: the odd multiples of 2^-53. Neither 0 nor 1 is among them, and none needs rounding. */
static inline double exq_random_unit(exq_random *random)
{
    return ((double)(exq_random_u64(random) >> 12) + 0.5) * 0x1p-52;
}

/* Unbiased, bound > 0. D. Lemire, "Fast random integer generation in an interval", 2019. */
static inline uint64_t exq_random_below(exq_random *random, uint64_t bound)
{
    exq_random_wide product = (exq_random_wide)exq_random_u64(random) * bound;
    if ((uint64_t)product < bound) {
        const uint64_t unfair = -bound % bound;
        while ((uint64_t)product < unfair)
            product = (exq_random_wide)exq_random_u64(random) * bound;
    }
    return (uint64_t)(product >> 64);
}

#endif
