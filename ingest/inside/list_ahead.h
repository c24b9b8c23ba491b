/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hints that someone is to be counted soon. People who are counted one after the other may lie far apart: memory is
 * asked for where the lists and likes of the next but some lie, then for these themselves. All is inline, since a
 * compiler sees no effect in a function that only gives hints, and leaves out calls of it.
 */
#ifndef EXQ_LIST_AHEAD_H
#define EXQ_LIST_AHEAD_H

#include "list_person.h"

#define EXQ_HINT static inline __attribute__((always_inline)) void

/* Lines of memory, as most machines have them; more than a few would push others out. */
enum { EXQ_AHEAD_LINE = 64, EXQ_AHEAD_MOST = 16 * EXQ_AHEAD_LINE };

EXQ_HINT exq_ahead_fetch(const void *begin, size_t bytes)
{
    const size_t end = bytes < EXQ_AHEAD_MOST ? bytes : EXQ_AHEAD_MOST;
    for (size_t at = 0; at < end; at += EXQ_AHEAD_LINE)
        __builtin_prefetch((const char *)begin + at);
    if (end > 0)
        __builtin_prefetch((const char *)begin + end - 1);
}

EXQ_HINT exq_ahead_announce_pairs(const exq_pairs *pairs, size_t user)
{
    if (user < pairs->user_count)
        __builtin_prefetch(&pairs->first[user]);
}

EXQ_HINT exq_ahead_expect_pairs(const exq_pairs *pairs, size_t user)
{
    if (user >= pairs->user_count || pairs->keys == NULL)
        return;
    const size_t begin = pairs->first[user], count = pairs->first[user + 1] - begin;
    exq_ahead_fetch(pairs->keys + begin, count * sizeof *pairs->keys);
    if (pairs->grades != NULL)
        exq_ahead_fetch(pairs->grades + begin, count * sizeof *pairs->grades);
}

/* Some people ahead. */
EXQ_HINT exq_ahead_announce(const exq_list_world *world, size_t user)
{
    const exq_list_rows *rows = world->rows;
    if (user < rows->user_count) {
        __builtin_prefetch(&rows->first[user]);
        __builtin_prefetch(&rows->length[user]);
        __builtin_prefetch(&rows->traces[user]);
    }
    if (world->truth != NULL)
        exq_ahead_announce_pairs(world->truth, user);
    exq_ahead_announce_pairs(&world->references->history, user);
}

/* The next. */
EXQ_HINT exq_ahead_expect(const exq_list_world *world, size_t user)
{
    const exq_list_rows *rows = world->rows;
    if (user < rows->user_count)
        exq_ahead_fetch(rows->rows + rows->first[user],
                        (rows->first[user + 1] - rows->first[user]) * sizeof *rows->rows);
    if (world->truth != NULL)
        exq_ahead_expect_pairs(world->truth, user);
    exq_ahead_expect_pairs(&world->references->history, user);
}

#endif
