/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The small world of the worked examples of lists: a catalogue of a to f, had before by 8, 5, 3, 2, 1 and 1 of 10
 * people, of groups A A B A B B; c, e, a and d are recommended to somebody, a and d relevant to them, b and f had
 * before; K = 3.
 */
#ifndef EXQ_LIST_EXAMPLE_WORLD_H
#define EXQ_LIST_EXAMPLE_WORLD_H

#include "head_tail.h"
#include "list_world.h"

enum { A, B, K = 3 };

static list_world world;
static exq_list list;

static int set_up(void **state)
{
    (void)state;
    static const uint64_t popularity[] = {8, 5, 3, 2, 1, 1};
    static const uint32_t items[] = {2, 4, 0, 3}, history[] = {1, 5};
    static const double grades[] = {0, 0, 1, 1}, ideal[] = {1, 1};
    world_of_letters(&world, "AABABB");
    world_popularity(&world, popularity, 10);
    size_t order[6];
    exq_head_of(EXQ_TAIL_INTERACTIONS80, 0, popularity, 6, order, world.head);
    exq_bands_of(popularity, 6, order, world.band);
    list = (exq_list){.length = 4,
                      .items = items,
                      .grades = grades,
                      .relevant_count = 2,
                      .ideal = ideal,
                      .history_count = 2,
                      .history = history};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    world_end(&world);
    return 0;
}

#endif
