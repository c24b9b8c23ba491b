/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digits of doubles: ties, carries, and against the printing of the C library.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "decimal.h"
#include "random.h"

static void digits_are_rounded(void **state)
{
    (void)state;
    static const struct {
        double value;
        int count;
        uint64_t digits;
        int power;
    } table[] = {
        {0.5,    1,  5,                           -1 },
        {1,      3,  100,                         -2 },
        {2.5,    1,  2,                           0  },
        {3.5,    1,  4,                           0  },
        {0.125,  2,  12,                          -2 },
        {0.375,  2,  38,                          -2 },
        {9.5,    1,  1,                           1  }, /* 10 */
        {8.5,    1,  8,                           0  },
        {9.96,   2,  10,                          0  },
        {1023.5, 17, UINT64_C(10235000000000000), -13},
        {0.1,    17, UINT64_C(10000000000000001), -17},
        {1e-10,  17, UINT64_C(10000000000000000), -26},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        uint64_t digits = 0;
        int power = 0;
        assert_true(exq_decimal_digits(table[i].value, table[i].count, &digits, &power));
        assert_true(digits == table[i].digits && power == table[i].power);
    }
}

/* "d.ddde+ddd" without a look at what the point is. */
static void check(double value, int count)
{
    char text[64];
    uint64_t expected = 0, digits = 7;
    int power = 7;
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    const char *at = text;
    for (; *at != 'e'; at++)
        if (*at >= '0' && *at <= '9')
            expected = expected * 10 + (uint64_t)(*at - '0');
    if (exq_decimal_digits(value, count, &digits, &power)) {
        assert_true(digits == expected);
        assert_int_equal(power, atoi(at + 1) + 1 - count);
    } else {
        assert_true(digits == 7 && power == 7);
        assert_true(value < 1e-9 || value > 1e15);
    }
}

static void digits_are_those_of_the_library(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 11, 0);
    for (int i = 0; i < 200000; i++) {
        const int count = 15 + (int)exq_random_below(&random, 3);
        check(exq_random_unit(&random), count);
        check((double)(1 + exq_random_below(&random, 1000000)) / (double)(1 + exq_random_below(&random, 1000)), count);
        check((double)(1 + exq_random_below(&random, 1 << 20)) / 1024, 5 + (int)exq_random_below(&random, 13));
    }
    const double far[] = {5e-324, 1e-300, 1e-12, 1e17, 1.7976931348623157e308};
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++)
        for (int count = 15; count <= 17; count++)
            check(far[i], count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_rounded),
        cmocka_unit_test(digits_are_those_of_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
