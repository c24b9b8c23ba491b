/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sorting by digits against sorting by comparison.
 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ascending.h"
#include "random.h"

enum { MOST = 3000 };

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double draw(exq_random *random)
{
    static const double odd[] = {0, 1, -1, DBL_MAX, -DBL_MAX, DBL_MIN, 5e-324, -5e-324, HUGE_VAL, -HUGE_VAL};
    if (exq_random_below(random, 4) == 0)
        return odd[exq_random_below(random, sizeof odd / sizeof odd[0])];
    return ldexp(exq_random_unit(random) - 0.5, (int)exq_random_below(random, 100) - 50);
}

static void as_by_comparison(void **state)
{
    (void)state;
    static double values[MOST], expected[MOST];
    exq_random random;
    exq_random_init(&random, 31, 0);
    for (size_t round = 0; round < 100; round++) {
        const size_t count = exq_random_below(&random, MOST);
        for (size_t i = 0; i < count; i++)
            values[i] = expected[i] = draw(&random);
        qsort(expected, count, sizeof *expected, compare);
        assert_int_equal(exq_sort_ascending(values, count, NULL), EXQ_OK);
        assert_memory_equal(values, expected, count * sizeof *values);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_by_comparison)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
