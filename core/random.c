/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Philox 4x32-10: ten rounds of two 32x32-bit products over a 128-bit counter (low half: the place in the stream, high
 * half: the stream), keyed by the seed. J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011.
 */
#include "random.h"

enum { ROUNDS = 10, WORDS = 4 };

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
    *random = (exq_random){.seed = seed, .stream = stream, .used = EXQ_RANDOM_WORDS};
}

void exq_random_refill(exq_random *random)
{
    for (int block = 0; block < EXQ_RANDOM_BLOCKS; block++)
        philox_block(random->words + WORDS * block, random->counter++, random->stream, random->seed);
    random->used = 0;
}
