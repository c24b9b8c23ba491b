/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random worlds of recommendations for laws of kernels.
 */
#ifndef EXQ_LIST_DRAWS_H
#define EXQ_LIST_DRAWS_H

#include "head_tail.h"
#include "list_world.h"
#include "random.h"

enum { MOST = 24 }; /* items */

static inline void shuffle(exq_random *random, uint32_t *values, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j = exq_random_below(random, i);
        const uint32_t kept = values[i - 1];
        values[i - 1] = values[j];
        values[j] = kept;
    }
}

static inline void random_world(exq_random *random, list_world *world)
{
    char words[8 * MOST] = "";
    uint64_t popularity[MOST];
    size_t order[MOST];
    const size_t items = 4 + exq_random_below(random, MOST - 4), groups = 2 + exq_random_below(random, 3);
    for (size_t i = 0, at = 0; i < items; i++) {
        const size_t first = i < groups ? i : exq_random_below(random, groups);
        words[at++] = (char)('A' + first);
        if (first + 1 < groups && exq_random_below(random, 3) == 0)
            words[at++] = (char)('A' + first + 1);
        words[at++] = ' ';
        popularity[i] = exq_random_below(random, 9);
        words[at] = '\0';
    }
    words[strlen(words) - 1] = '\0';
    world_of_words(world, words);
    world_popularity(world, popularity, 10);
    exq_head_of(EXQ_TAIL_INTERACTIONS80, 0, popularity, items, order, world->head);
    exq_bands_of(popularity, items, order, world->band);
    world->options.position = (exq_position_model)exq_random_below(random, EXQ_POSITION_TOPK + 1);
    world->options.position_parameter = .5;
    world->options.highest_grade = 3;
    world->options.gain = (exq_gain)exq_random_below(random, 3);
}

#endif
