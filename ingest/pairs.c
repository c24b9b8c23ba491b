/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs in the order of users: a counting sort by user, then each user's own by item.
 */
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"

void exq_pairs_init(exq_pairs *pairs, bool graded)
{
    *pairs = (exq_pairs){.graded = graded};
}

void exq_pairs_free(exq_pairs *pairs)
{
    free(pairs->keys);
    free(pairs->grades);
    free(pairs->first);
    exq_pairs_init(pairs, pairs->graded);
}

exq_status exq_pairs_add(exq_pairs *pairs, uint32_t user, uint32_t item, double grade, exq_error *error)
{
    size_t count = pairs->count;
    if (!exq_room(&pairs->keys, &pairs->key_room, count + 1, sizeof *pairs->keys) ||
        (pairs->graded && !exq_room(&pairs->grades, &pairs->grade_room, count + 1, sizeof *pairs->grades)))
        return exq_fail_memory(error);
    pairs->keys[count] = (uint64_t)user << 32 | item;
    if (pairs->graded)
        pairs->grades[count] = grade;
    pairs->count = count + 1;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- sorting */

static uint32_t user_of(uint64_t key)
{
    return (uint32_t)(key >> 32);
}

/* Where the pairs of each user begin. */
static size_t *count_users(const exq_pairs *pairs, size_t user_count)
{
    size_t *first = calloc(user_count + 1, sizeof *first);
    if (first == NULL)
        return NULL;
    for (size_t i = 0; i < pairs->count; i++)
        first[user_of(pairs->keys[i]) + 1]++;
    for (size_t u = 0; u < user_count; u++)
        first[u + 1] += first[u];
    return first;
}

/* Move the pairs into the order of users; their items get their final numbers. */
static bool distribute(exq_pairs *pairs, const size_t *first, size_t user_count, const uint32_t *item_of)
{
    uint64_t *keys = malloc((pairs->count + 1) * sizeof *keys);
    double *grades = pairs->graded ? malloc((pairs->count + 1) * sizeof *grades) : NULL;
    size_t *next = malloc((user_count + 1) * sizeof *next);
    bool enough = keys != NULL && next != NULL && (grades != NULL || !pairs->graded);
    if (enough) {
        memcpy(next, first, (user_count + 1) * sizeof *next);
        for (size_t i = 0; i < pairs->count; i++) {
            uint64_t key = pairs->keys[i];
            size_t place = next[user_of(key)]++;
            keys[place] = (uint64_t)user_of(key) << 32 | item_of[exq_pair_item(key)];
            if (grades != NULL)
                grades[place] = pairs->grades[i];
        }
        free(pairs->keys);
        free(pairs->grades);
        pairs->keys = keys;
        pairs->grades = grades;
        pairs->key_room = pairs->grade_room = pairs->count + 1;
    } else {
        free(keys);
        free(grades);
    }
    free(next);
    return enough;
}

/* Shell's sort (1959) with the gaps of Ciura (2001): most users have few pairs, and two arrays move together. */
static void sort_user(uint64_t *keys, double *grades, size_t count)
{
    static const size_t gaps[] = {3548, 1577, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        size_t gap = gaps[g];
        for (size_t i = gap; i < count; i++) {
            uint64_t key = keys[i];
            double grade = grades != NULL ? grades[i] : 0;
            size_t at = i;
            for (; at >= gap && keys[at - gap] > key; at -= gap) {
                keys[at] = keys[at - gap];
                if (grades != NULL)
                    grades[at] = grades[at - gap];
            }
            keys[at] = key;
            if (grades != NULL)
                grades[at] = grade;
        }
    }
}

/* Keep each pair once; the place behind the last one kept. */
static size_t drop_repeats(exq_pairs *pairs, size_t begin, size_t end, size_t place, uint64_t *contradictions)
{
    size_t start = place;
    for (size_t i = begin; i < end; i++) {
        if (place > start && pairs->keys[place - 1] == pairs->keys[i]) {
            *contradictions += pairs->graded && pairs->grades[place - 1] != pairs->grades[i];
            continue;
        }
        pairs->keys[place] = pairs->keys[i];
        if (pairs->graded)
            pairs->grades[place] = pairs->grades[i];
        place++;
    }
    return place;
}

exq_status exq_pairs_sort(exq_pairs *pairs, size_t user_count, const uint32_t *item_of, uint64_t *contradictions,
                          exq_error *error)
{
    size_t *first = count_users(pairs, user_count);
    if (first == NULL || !distribute(pairs, first, user_count, item_of)) {
        free(first);
        return exq_fail_memory(error);
    }
    *contradictions = 0;
    size_t place = 0;
    for (size_t u = 0; u < user_count; u++) {
        size_t begin = first[u];
        size_t end = first[u + 1];
        sort_user(pairs->keys + begin, pairs->graded ? pairs->grades + begin : NULL, end - begin);
        first[u] = place;
        place = drop_repeats(pairs, begin, end, place, contradictions);
    }
    first[user_count] = place;
    pairs->count = place;
    free(pairs->first);
    pairs->first = first;
    pairs->user_count = user_count;
    return EXQ_OK;
}
