/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs in the order of users: a counting sort by user, unless that is how they stand, as they do in most files; then each
 * user's own by item, where threads take ranges of users.
 */
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

#include "crew.h"
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

/* Where the pairs of each user begin; and whether that is how they stand. */
static size_t *count_users(const exq_pairs *pairs, size_t user_count, bool *in_order)
{
    size_t *first = calloc(user_count + 1, sizeof *first);
    if (first == NULL)
        return NULL;
    *in_order = true;
    for (size_t i = 0; i < pairs->count; i++) {
        const uint32_t user = user_of(pairs->keys[i]);
        *in_order = *in_order && (i == 0 || user_of(pairs->keys[i - 1]) <= user);
        first[user + 1]++;
    }
    for (size_t u = 0; u < user_count; u++)
        first[u + 1] += first[u];
    return first;
}

/* Move the pairs into the order of users. */
static bool distribute(exq_pairs *pairs, const size_t *first, size_t user_count)
{
    uint64_t *keys = malloc((pairs->count + 1) * sizeof *keys);
    double *grades = pairs->graded ? malloc((pairs->count + 1) * sizeof *grades) : NULL;
    size_t *next = malloc((user_count + 1) * sizeof *next);
    bool enough = keys != NULL && next != NULL && (grades != NULL || !pairs->graded);
    if (enough) {
        memcpy(next, first, (user_count + 1) * sizeof *next);
        for (size_t i = 0; i < pairs->count; i++) {
            size_t place = next[user_of(pairs->keys[i])]++;
            keys[place] = pairs->keys[i];
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

enum { FEW = 32 };

/* The place of each of a few keys is counted: how many are smaller, without a branch that nobody could foresee. */
static void count_places(const uint64_t *keys, size_t count, size_t places[FEW])
{
    for (size_t i = 0; i < count; i++) {
        const uint64_t key = keys[i];
        size_t place = i;
        for (size_t before = 0; before < i; before++) {
            const bool after = keys[before] > key;
            places[before] += after;
            place -= after;
        }
        places[i] = place;
    }
}

/* False, and nothing is moved, when some are equal. */
static bool sort_few(uint64_t *keys, double *grades, size_t count)
{
    uint64_t sorted[FEW];
    double sorted_grades[FEW];
    size_t places[FEW];
    count_places(keys, count, places);
    for (size_t i = 0; i < count; i++)
        sorted[places[i]] = keys[i];
    for (size_t i = 1; i < count; i++)
        if (sorted[i] == sorted[i - 1])
            return false;
    memcpy(keys, sorted, count * sizeof *keys);
    if (grades == NULL)
        return true;
    for (size_t i = 0; i < count; i++)
        sorted_grades[places[i]] = grades[i];
    memcpy(grades, sorted_grades, count * sizeof *grades);
    return true;
}

/* Shell's sort (1959) with the gaps of Ciura (2001): two arrays move together. */
static void sort_user(uint64_t *keys, double *grades, size_t count)
{
    if (count <= FEW && sort_few(keys, grades, count))
        return;
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

enum { RANGES = 64 }; /* of users, for threads to take */

/* The pairs of a range of users, those kept standing first. */
typedef struct range {
    size_t begin, end, kept;
    uint64_t contradictions;
} range;

typedef struct sorting {
    exq_pairs *pairs;
    size_t *first;
    size_t user_count;
    const uint32_t *item_of;
    range ranges[RANGES];
} sorting;

/* Items get their final numbers, by which they are then sorted. */
static exq_status sort_range(void *payload, size_t worker, size_t index, exq_error *error)
{
    sorting *of = payload;
    range *own = &of->ranges[index];
    uint64_t *keys = of->pairs->keys;
    const size_t last = (index + 1) * of->user_count / RANGES;
    size_t place = own->begin;
    (void)worker, (void)error;
    for (size_t i = own->begin; i < own->end; i++)
        keys[i] = (uint64_t)user_of(keys[i]) << 32 | of->item_of[exq_pair_item(keys[i])];
    for (size_t u = index * of->user_count / RANGES; u < last; u++) {
        const size_t begin = of->first[u], end = u + 1 < last ? of->first[u + 1] : own->end;
        if (end - begin > 1) /* without any pair there is no array */
            sort_user(keys + begin, of->pairs->graded ? of->pairs->grades + begin : NULL, end - begin);
        of->first[u] = place;
        place = drop_repeats(of->pairs, begin, end, place, &own->contradictions);
    }
    own->kept = place - own->begin;
    return EXQ_OK;
}

/* Close the gaps that repeats left between ranges. */
static uint64_t close_up(sorting *of)
{
    exq_pairs *pairs = of->pairs;
    uint64_t contradictions = 0;
    size_t place = 0;
    for (size_t r = 0; r < RANGES; r++) {
        const range *own = &of->ranges[r];
        if (own->begin != place) {
            memmove(pairs->keys + place, pairs->keys + own->begin, own->kept * sizeof *pairs->keys);
            if (pairs->graded)
                memmove(pairs->grades + place, pairs->grades + own->begin, own->kept * sizeof *pairs->grades);
            for (size_t u = r * of->user_count / RANGES; u < (r + 1) * of->user_count / RANGES; u++)
                of->first[u] -= own->begin - place;
        }
        place += own->kept;
        contradictions += own->contradictions;
    }
    of->first[of->user_count] = place;
    pairs->count = place;
    return contradictions;
}

exq_status exq_pairs_sort(exq_pairs *pairs, size_t user_count, const uint32_t *item_of, size_t threads,
                          uint64_t *contradictions, exq_error *error)
{
    bool in_order = false;
    sorting of = {.pairs = pairs,
                  .first = count_users(pairs, user_count, &in_order),
                  .user_count = user_count,
                  .item_of = item_of};
    if (of.first == NULL || (!in_order && !distribute(pairs, of.first, user_count))) {
        free(of.first);
        return exq_fail_memory(error);
    }
    for (size_t r = 0; r < RANGES; r++)
        of.ranges[r] =
            (range){.begin = of.first[r * user_count / RANGES], .end = of.first[(r + 1) * user_count / RANGES]};
    const exq_status status = exq_crew_run(threads, RANGES, sort_range, &of, error);
    *contradictions = close_up(&of);
    free(pairs->first);
    pairs->first = of.first;
    pairs->user_count = user_count;
    return status;
}
