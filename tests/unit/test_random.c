/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Philox against the known answers published with it (Random123, kat_vectors), and what is drawn from it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

static void known_answers(void **state)
{
    (void)state;
    static const struct {
        uint64_t counter;
        uint64_t stream;
        uint64_t seed;
        uint32_t block[4];
    } table[] = {
        {0,                  0,                  0,                  {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {UINT64_MAX,         UINT64_MAX,         UINT64_MAX,         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_random random;
        exq_random_init(&random, table[i].seed, table[i].stream);
        random.counter = table[i].counter;
        for (size_t j = 0; j < 4; j++)
            assert_int_equal(exq_random_u32(&random), table[i].block[j]);
        random = (exq_random){.seed = table[i].seed, .stream = table[i].stream, .used = EXQ_RANDOM_WORDS};
        random.counter = table[i].counter - 2; /* in the midst of what is made at a time */
        for (size_t j = 0; j < 8; j++)
            (void)exq_random_u32(&random);
        for (size_t j = 0; j < 4; j++)
            assert_int_equal(exq_random_u32(&random), table[i].block[j]);
    }
}

static void the_same_stream_is_the_same_and_others_are_not(void **state)
{
    (void)state;
    exq_random a, b, other_stream, other_seed;
    exq_random_init(&a, 1, 2);
    exq_random_init(&b, 1, 2);
    exq_random_init(&other_stream, 1, 3);
    exq_random_init(&other_seed, 2, 2);
    for (int i = 0; i < 1000; i++) {
        uint64_t drawn = exq_random_u64(&a);
        assert_true(drawn == exq_random_u64(&b));
        assert_true(drawn != exq_random_u64(&other_stream));
        assert_true(drawn != exq_random_u64(&other_seed));
    }
}

static void units_lie_strictly_inside(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 7, 0);
    double sum = 0;
    for (int i = 0; i < 100000; i++) {
        double unit = exq_random_unit(&random);
        assert_true(unit > 0 && unit < 1);
        sum += unit;
    }
    /* The mean of 100,000 has standard deviation .0009. */
    assert_true(sum / 100000 > 0.495 && sum / 100000 < 0.505);
}

static void the_ends_of_the_unit_interval_are_never_reached(void **state)
{
    (void)state;
    exq_random least = {.used = 0};
    assert_true(exq_random_unit(&least) > 0);
    exq_random most = {
        .used = 0, .words = {UINT32_MAX, UINT32_MAX}
    };
    assert_true(exq_random_unit(&most) < 1);
}

/* Chi-square of 100,000 draws below each bound; the limits are at one in a million. */
static void draws_below_a_bound_are_even(void **state)
{
    (void)state;
    static const struct {
        uint64_t bound;
        double limit;
    } table[] = {
        {1,   0.5},
        {2,   24 },
        {3,   28 },
        {7,   39 },
        {10,  46 },
        {100, 179}
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_random random;
        exq_random_init(&random, 11, i);
        double counts[100] = {0};
        for (int draw = 0; draw < 100000; draw++) {
            uint64_t drawn = exq_random_below(&random, table[i].bound);
            assert_true(drawn < table[i].bound);
            counts[drawn]++;
        }
        double expected = 100000 / (double)table[i].bound;
        double chi_square = 0;
        for (uint64_t value = 0; value < table[i].bound; value++)
            chi_square += (counts[value] - expected) * (counts[value] - expected) / expected;
        assert_true(chi_square < table[i].limit);
    }
}

/* For a bound of 3 * 2^62 a quarter of the draws must be thrown away to be fair: each third gets its share. */
static void large_bounds_are_fair(void **state)
{
    (void)state;
    const uint64_t quarter = UINT64_C(1) << 62;
    exq_random random;
    exq_random_init(&random, 13, 0);
    int counts[3] = {0};
    for (int i = 0; i < 30000; i++)
        counts[exq_random_below(&random, 3 * quarter) / quarter]++;
    for (int i = 0; i < 3; i++)
        assert_in_range(counts[i], 9600, 10400);
    assert_true(exq_random_below(&random, UINT64_MAX) < UINT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(the_same_stream_is_the_same_and_others_are_not),
        cmocka_unit_test(units_lie_strictly_inside),
        cmocka_unit_test(the_ends_of_the_unit_interval_are_never_reached),
        cmocka_unit_test(draws_below_a_bound_are_even),
        cmocka_unit_test(large_bounds_are_fair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
