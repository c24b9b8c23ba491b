/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Philox 4x32-10: ten rounds of two 32x32-bit products over a 128-bit counter (low half: the place in the stream, high
 * half: the stream), keyed by the seed. J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011.
 */
#include "random.h"

enum { ROUNDS = 10, WORDS = 4 };

__extension__ typedef unsigned __int128 wide;

static void philox_block(uint32_t word[WORDS], uint64_t counter, uint64_t stream, uint64_t seed)
{
    uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    word[0] = (uint32_t)counter;
    word[1] = (uint32_t)(counter >> 32);
    word[2] = (uint32_t)stream;
    word[3] = (uint32_t)(stream >> 32);
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t even = (uint64_t)0xD2511F53u * word[0];
        uint64_t odd = (uint64_t)0xCD9E8D57u * word[2];
        word[0] = (uint32_t)(odd >> 32) ^ word[1] ^ key[0];
        word[1] = (uint32_t)odd;
        word[2] = (uint32_t)(even >> 32) ^ word[3] ^ key[1];
        word[3] = (uint32_t)even;
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
}

void exq_random_init(exq_random *random, uint64_t seed, uint64_t stream)
{
    *random = (exq_random){.seed = seed, .stream = stream, .used = WORDS};
}

static void refill(exq_random *random)
{
    philox_block(random->block, random->counter, random->stream, random->seed);
    random->counter++;
    random->used = 0;
}

uint32_t exq_random_u32(exq_random *random)
{
    if (random->used == WORDS)
        refill(random);
    return random->block[random->used++];
}

uint64_t exq_random_u64(exq_random *random)
{
    if (random->used == WORDS)
        refill(random);
    uint64_t low = random->block[random->used++];
    if (random->used == WORDS)
        refill(random);
    uint64_t high = random->block[random->used++];
    return high << 32 | low;
}

double exq_random_unit(exq_random *random)
{
    /* The odd multiples of 2^-53: neither 0 nor 1 is among them, and none needs rounding. */
    return ((double)(exq_random_u64(random) >> 12) + 0.5) * 0x1p-52;
}

/* D. Lemire, "Fast random integer generation in an interval", 2019. */
uint64_t exq_random_below(exq_random *random, uint64_t bound)
{
    wide product = (wide)exq_random_u64(random) * bound;
    if ((uint64_t)product < bound) {
        uint64_t unfair = -bound % bound;
        while ((uint64_t)product < unfair)
            product = (wide)exq_random_u64(random) * bound;
    }
    return (uint64_t)(product >> 64);
}
