/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs come out the same however they stood, each once, for any number of threads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pairs.h"
#include "random.h"

enum { USERS = 300, ITEMS = 50, REPEATED = 7, CONTRADICTED = 6 };

/* User u has items 0, 3, 6 ... below a bound of their own; every REPEATED-th pair stands there twice, and for one user its grade
 * is then another. Some users have nothing. */
static size_t fill(exq_pairs *pairs, bool repeats)
{
    exq_error error = {0};
    size_t count = 0;
    exq_pairs_init(pairs, true);
    for (uint32_t u = 0; u < USERS; u++)
        for (uint32_t i = 0; i < u % ITEMS; i += 3, count++) {
            assert_int_equal(exq_pairs_add(pairs, u, i, u + i, &error), EXQ_OK);
            if (repeats && count % REPEATED == 0)
                assert_int_equal(exq_pairs_add(pairs, u, i, u == CONTRADICTED ? -1.0 : u + i, &error), EXQ_OK);
        }
    return count;
}

static void shuffle(exq_pairs *pairs, uint64_t seed)
{
    exq_random random;
    exq_random_init(&random, seed, 0);
    for (size_t i = pairs->count; i > 1; i--) {
        const size_t other = (size_t)exq_random_below(&random, i);
        const uint64_t key = pairs->keys[other];
        const double grade = pairs->grades[other];
        pairs->keys[other] = pairs->keys[i - 1];
        pairs->grades[other] = pairs->grades[i - 1];
        pairs->keys[i - 1] = key;
        pairs->grades[i - 1] = grade;
    }
}

/* Item i is numbered ITEMS - 1 - i at last. */
static void check(const exq_pairs *pairs, size_t count)
{
    assert_int_equal(pairs->count, count);
    assert_int_equal(pairs->user_count, USERS);
    assert_int_equal(pairs->first[0], 0);
    assert_int_equal(pairs->first[USERS], count);
    for (uint32_t u = 0; u < USERS; u++) {
        assert_int_equal(pairs->first[u + 1] - pairs->first[u], (u % ITEMS + 2) / 3);
        for (size_t p = pairs->first[u]; p < pairs->first[u + 1]; p++) {
            const uint32_t item = exq_pair_item(pairs->keys[p]);
            assert_int_equal(pairs->keys[p] >> 32, u);
            assert_true(p == pairs->first[u] || pairs->keys[p - 1] < pairs->keys[p]);
            assert_true(pairs->grades[p] == u + (ITEMS - 1 - item) || (u == CONTRADICTED && pairs->grades[p] == -1));
        }
    }
}

static void pairs_come_out_the_same(void **state)
{
    (void)state;
    uint32_t item_of[ITEMS];
    for (uint32_t i = 0; i < ITEMS; i++)
        item_of[i] = ITEMS - 1 - i;
    const size_t threads[] = {1, 4};
    for (size_t t = 0; t < 2; t++)
        for (uint64_t seed = 0; seed < 4; seed++)
            for (int repeats = 0; repeats < 2; repeats++) {
                exq_pairs pairs;
                exq_error error = {0};
                uint64_t contradictions = 99;
                const size_t count = fill(&pairs, repeats);
                if (seed > 0) /* else they stand in the order of users */
                    shuffle(&pairs, seed);
                assert_int_equal(exq_pairs_sort(&pairs, USERS, item_of, threads[t], &contradictions, &error), EXQ_OK);
                check(&pairs, count);
                assert_int_equal(contradictions, repeats); /* of its two pairs one is repeated */
                exq_pairs_free(&pairs);
            }
}

static void no_pairs_and_no_users_are_fine(void **state)
{
    (void)state;
    exq_pairs pairs;
    exq_error error = {0};
    uint64_t contradictions = 99;
    exq_pairs_init(&pairs, false);
    assert_int_equal(exq_pairs_sort(&pairs, 0, NULL, 2, &contradictions, &error), EXQ_OK);
    assert_int_equal(pairs.count, 0);
    assert_int_equal(contradictions, 0);
    exq_pairs_free(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_come_out_the_same),
        cmocka_unit_test(no_pairs_and_no_users_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
