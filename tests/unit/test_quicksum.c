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
    static const double quick[] = {0, -0.0, 1, -1, 0.5, 1.0 / 3, 31.999, -31, 0x1p-58, 1 - 0x1p-53};
    static const double others[] = {32, -32, 1e300, 0x1p-59, 1.0 / 300, (double)NAN, (double)INFINITY, 5e-324};
    int64_t found = 0;
    for (size_t i = 0; i < sizeof quick / sizeof quick[0]; i++) {
        assert_true(exq_quick_of(quick[i], &found));
        assert_true((double)found / 0x1p58 == quick[i]);
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

/* As many as there is room for, all of them the largest of their size. */
static void few_products_keep_to_their_bits(void **state)
{
    (void)state;
    for (int bits = 0; bits <= EXQ_QUICK_FEW_BITS; bits++) {
        const int64_t most = (INT64_C(1) << bits) - 1, other = most > EXQ_QUICK_ONE ? most : EXQ_QUICK_ONE;
        assert_int_equal(exq_quick_bits(exq_quick_size(most)), bits);
        assert_int_equal(exq_quick_size(-most), exq_quick_size(most));
        const uint64_t count = EXQ_QUICK_ROOM / exq_quick_takes(bits);
        assert_true(count > 0);
        assert_true((exq_i128)most * other <= ((exq_i128)1 << 126) / (exq_i128)count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_numbers_are_quick),
        cmocka_unit_test(sums_are_those_of_fixed_point),
        cmocka_unit_test(few_products_keep_to_their_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
