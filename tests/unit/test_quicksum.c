/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quick sums against the sums they are to become: the same bits, whatever is added.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "quicksum.h"
#include "random.h"

static void some_numbers_are_quick(void **state)
{
    (void)state;
    static const double quick[] = {0, -0.0, 1, -1, 0.5, 1.0 / 3, 3.999, -3, 0x1p-61, 1 - 0x1p-53};
    static const double others[] = {4, -4, 1e300, 0x1p-62, 1.0 / 3000, (double)NAN, (double)INFINITY, 5e-324};
    int64_t found = 0;
    for (size_t i = 0; i < sizeof quick / sizeof quick[0]; i++) {
        assert_true(exq_quick_of(quick[i], &found));
        assert_true((double)found / 0x1p61 == quick[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(exq_quick_of(others[i], &found));
}

/* A number of either sign, of many sizes. */
static double draw(exq_random *random)
{
    double size = exq_random_unit(random) * (double)(UINT64_C(1) << exq_random_below(random, 6));
    return exq_random_below(random, 2) == 0 ? size : -size;
}

static void sums_are_those_of_fixed_point(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 21, 0);
    for (size_t round = 0; round < 200; round++) {
        exq_quicksum sum = {0}, products = {0};
        exq_fixedsum expected[2] = {{{0}}}, found[2] = {{{0}}};
        for (size_t i = exq_random_below(&random, 300); i > 0; i--) {
            const double a = draw(&random), b = draw(&random);
            int64_t quick[2];
            if (!exq_quick_of(a, &quick[0]) || !exq_quick_of(b, &quick[1]))
                continue;
            exq_quicksum_add_product(&sum, quick[0], EXQ_QUICK_ONE);
            exq_quicksum_add_product(&products, quick[0], quick[1]);
            exq_fixedsum_add(&expected[0], a);
            exq_fixedsum_add_product(&expected[1], a, b);
            if (exq_random_below(&random, 50) == 0)
                exq_quicksum_move(&products, &found[1]);
        }
        exq_quicksum_move(&sum, &found[0]);
        exq_quicksum_move(&products, &found[1]);
        assert_memory_equal(found, expected, sizeof found);
        assert_true(sum.low == 0 && sum.high == 0);
    }
}

/* A product of numbers without the zeros at their end, put back to its place. */
static void products_are_shifted(void **state)
{
    (void)state;
    const int64_t numbers[][2] = {
        {3,                5 },
        {-3,               5 },
        {-7,               -1},
        {INT64_C(1) << 40, -1},
        {0,                9 }
    };
    for (int zeros = 0; zeros < 64; zeros++)
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            const exq_i128 product = (exq_i128)numbers[i][0] * numbers[i][1];
            exq_quicksum shifted = {1, -1}, doubled = {1, -1};
            exq_quicksum_add_shifted(&shifted, product, 2 * zeros);
            exq_quicksum term = {(exq_u128)product, product < 0 ? -1 : 0};
            for (int z = 0; z < 2 * zeros; z++)
                term = (exq_quicksum){term.low << 1, (int64_t)((uint64_t)term.high << 1 | (uint64_t)(term.low >> 127))};
            exq_quicksum_add(&doubled, (exq_i128)term.low);
            doubled.high += term.high - ((exq_i128)term.low < 0 ? -1 : 0);
            assert_true(shifted.low == doubled.low && shifted.high == doubled.high);
        }
}

/* So many times at once is one after the other, below zero and above, to the last bit. */
static void many_times_is_one_by_one(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 22, 0);
    for (size_t round = 0; round < 500; round++) {
        const double a = draw(&random), b = draw(&random);
        const uint64_t times = exq_random_below(&random, 40);
        int64_t quick[2];
        if (!exq_quick_of(a, &quick[0]) || !exq_quick_of(b, &quick[1]))
            continue;
        const exq_i128 product = (exq_i128)quick[0] * quick[1];
        exq_quicksum at_once = {5, -1}, one_by_one = {5, -1};
        exq_fixedsum product_of = {{0}}, fixed_at_once = {{0}}, fixed = {{0}};
        exq_fixedsum_add_product(&product_of, a, b);
        exq_quicksum_add_times(&at_once, product, times);
        exq_fixedsum_merge_times(&fixed_at_once, &product_of, times);
        for (uint64_t i = 0; i < times; i++) {
            exq_quicksum_add(&one_by_one, product);
            exq_fixedsum_merge(&fixed, &product_of);
        }
        assert_true(at_once.low == one_by_one.low && at_once.high == one_by_one.high);
        assert_memory_equal(&fixed_at_once, &fixed, sizeof fixed);
    }
    /* most products fill 126 bits, and carry into the third limb */
    exq_quicksum sum = {0}, back = {0};
    const exq_i128 most = (exq_i128)INT64_MAX * INT64_MAX;
    exq_quicksum_add_times(&sum, most, UINT64_MAX);
    exq_quicksum_add_times(&back, -most, UINT64_MAX);
    assert_true(sum.high > 0 && back.high == -sum.high - 1 && (exq_u128)(sum.low + back.low) == 0);
}

/* Each alone, beside a 0: taken when it is, by the same whole number. */
static void many_are_as_single_ones(void **state)
{
    (void)state;
    const double fine = 0x1p-61;
    const double values[] = {0,     -0.0,     1,        -1,        0.5,         1.0 / 3, -2.0 / 3,  0x1.fffffffffffffp4,
                             32,    -32,      33,       1e300,     -1e300,      NAN,     INFINITY,  fine,
                             -fine, fine / 2, 3 * fine, 1e-3,      -1e-3,       0x1p-9,  0.1 / 3e4, 19.75,
                             3.7,   0x1p-30,  0x1p-31,  0x1.8p-31, 5 + 0x1p-50, 65536,   -65536,    65536.5,
                             131072};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        for (int shift = 0; shift <= EXQ_QUICK_SHIFTS; shift++) {
            const double pair[] = {0, values[i]}, scaled = ldexp(values[i], EXQ_QUICK_BITS - shift);
            const bool fits = fabs(values[i]) <= ldexp(1, shift) && trunc(scaled) == scaled;
            int64_t quick[2] = {1, 1};
            bool any = false;
            assert_int_equal(exq_quick_of_many(pair, 2, shift, quick, &any) == 0, fits);
            assert_int_equal(exq_quick_fits(values[i], shift), fits);
            if (!fits)
                continue;
            assert_int_equal(quick[0], 0);
            assert_true((double)quick[1] == scaled);
            assert_int_equal(any, values[i] != 0);
        }
}

static void the_largest_tells_the_shift(void **state)
{
    (void)state;
    const double values[] = {.1, -3, 2.5, 0}, huge[] = {1, 1e9}, none[] = {0, -0.0}, tiny[] = {1e-9, 0}, one[] = {1, 0};
    assert_int_equal(exq_quick_shift(values, 4), 2);
    assert_int_equal(exq_quick_shift(huge, 2), EXQ_QUICK_SHIFTS);
    assert_int_equal(exq_quick_shift(none, 2), 0);
    assert_int_equal(exq_quick_shift(tiny, 2), 0);
    assert_int_equal(exq_quick_shift(one, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_numbers_are_quick),  cmocka_unit_test(sums_are_those_of_fixed_point),
        cmocka_unit_test(products_are_shifted),    cmocka_unit_test(many_times_is_one_by_one),
        cmocka_unit_test(many_are_as_single_ones), cmocka_unit_test(the_largest_tells_the_shift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
