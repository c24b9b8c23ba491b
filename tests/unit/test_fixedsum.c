/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fixed-point sums: exact where they must be, cut where they say so, and back to where they were after taking away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exactsum.h"
#include "fixedsum.h"
#include "random.h"

static void assert_text(const exq_fixedsum *sum, const char *expected)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_fixedsum again;
    exq_fixedsum_print(sum, &text);
    assert_string_equal(text.bytes, expected);
    assert_true(exq_fixedsum_parse(text.bytes, text.length, &again));
    assert_memory_equal(&again, sum, sizeof again);
    exq_buffer_free(&text);
}

struct value_case {
    double value;
    const char *text;
    double rounded;
};

static void test_single_values(void **state)
{
    static const struct value_case cases[] = {
        {0,                       "0",                                           0                    },
        {-0.0,                    "0",                                           0                    },
        {1,                       "100000000000000000000000000000000",           1                    },
        {-1,                      "-100000000000000000000000000000000",          -1                   },
        {0.5,                     "80000000000000000000000000000000",            0.5                  },
        {0x1p-128,                "1",                                           0x1p-128             },
        {-0x1p-128,               "-1",                                          -0x1p-128            },
        {0x1.8p-128,              "1",                                           0x1p-128             }, /* cut, not rounded */
        {-0x1.8p-128,             "-1",                                          -0x1p-128            }, /* towards 0 on both sides */
        {0x1p-129,                "0",                                           0                    },
        {0x1p-300,                "0",                                           0                    },
        {4.9406564584124654e-324, "0",                                           0                    },
        {0x1.fffffffffffffp-77,   "fffffffffffff",                               0x1.ffffffffffffep-77},
        {EXQ_FIXEDSUM_MOST,       "1000000000000000000000000000000000000000000", EXQ_FIXEDSUM_MOST    },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        exq_fixedsum sum = {{0}};
        exq_fixedsum_add(&sum, cases[i].value);
        assert_text(&sum, cases[i].text);
        assert_true(exq_fixedsum_round(&sum) == cases[i].rounded);
    }
}

static void test_products(void **state)
{
    (void)state;
    exq_fixedsum sum = {{0}};
    exq_fixedsum_add_product(&sum, 3, -0.25);
    assert_true(exq_fixedsum_round(&sum) == -0.75);
    exq_fixedsum_add_product(&sum, -1.5, -0.5);
    assert_true(exq_fixedsum_is_zero(&sum));
    exq_fixedsum_add_product(&sum, EXQ_FIXEDSUM_MOST, -EXQ_FIXEDSUM_MOST);
    assert_true(exq_fixedsum_round(&sum) == -0x1p80);
    exq_fixedsum_add_product(&sum, 0x1.0000000000001p-10, 0x1.0000000000001p-10); /* 105 bits */
    exq_fixedsum_add_product(&sum, EXQ_FIXEDSUM_MOST, EXQ_FIXEDSUM_MOST);
    assert_text(&sum, "1000000000000200000000000010");
    exq_fixedsum_add_product(&sum, 0x1p-500, 0x1p-500);
    assert_text(&sum, "1000000000000200000000000010");
}

static double draw(exq_random *random)
{
    double value = exq_random_unit(random) - 0.25;
    return exq_random_below(random, 2) == 0 ? value : value * 1e6;
}

/* Against the long accumulator, on values that lose nothing; and back to nothing. */
static void test_against_exact_sums(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 5, 0);
    for (int world = 0; world < 200; world++) {
        double values[40];
        exq_exactsum exact = {{0}, 0};
        exq_fixedsum up = {{0}};
        exq_fixedsum down = {{0}};
        exq_fixedsum parts[2] = {{{0}}, {{0}}};
        for (size_t i = 0; i < 40; i++) {
            values[i] = draw(&random);
            exq_exactsum_add(&exact, values[i]);
            exq_fixedsum_add(&up, values[i]);
            exq_fixedsum_add(&parts[i % 2], values[i]);
        }
        for (size_t i = 40; i-- > 0;)
            exq_fixedsum_add(&down, values[i]);
        assert_true(exq_fixedsum_round(&up) == exq_exactsum_round(&exact));
        assert_memory_equal(&up, &down, sizeof up);
        exq_fixedsum_merge(&parts[0], &parts[1]);
        assert_memory_equal(&up, &parts[0], sizeof up);
        exq_fixedsum_subtract(&up, &down);
        assert_true(exq_fixedsum_is_zero(&up));
    }
}

static void test_rounding_is_to_even(void **state)
{
    (void)state;
    exq_fixedsum sum = {{0}};
    exq_fixedsum_add(&sum, 1);
    exq_fixedsum_add(&sum, 0x1p-53);
    assert_true(exq_fixedsum_round(&sum) == 1);
    exq_fixedsum_add(&sum, 0x1p-128);
    assert_true(exq_fixedsum_round(&sum) == 0x1.0000000000001p0);
    exq_fixedsum_add(&sum, 0x1p40);
    exq_fixedsum_subtract(&sum, &sum);
    assert_true(exq_fixedsum_round(&sum) == 0);
}

static void test_only_printed_text_is_read(void **state)
{
    static const char *const bad[] = {"",
                                      "-",
                                      "-0",
                                      "00",
                                      "01",
                                      "+1",
                                      "A",
                                      "1g",
                                      " 1",
                                      "1 ",
                                      "0x1",
                                      "8000000000000000000000000000000000000000000000000000000000000000",
                                      "10000000000000000000000000000000000000000000000000000000000000000"};
    (void)state;
    exq_fixedsum sum;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(exq_fixedsum_parse(bad[i], strlen(bad[i]), &sum));
    assert_true(exq_fixedsum_parse("ff", 2, &sum));
    assert_true(exq_fixedsum_round(&sum) == 255 * 0x1p-128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_single_values),
        cmocka_unit_test(test_products),
        cmocka_unit_test(test_against_exact_sums),
        cmocka_unit_test(test_rounding_is_to_even),
        cmocka_unit_test(test_only_printed_text_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
