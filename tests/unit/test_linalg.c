/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenBLAS and the plain loop give the same bits on integers, for any shape; and what is linked can be asked for.
 */
#include "linalg.h"

#include <limits.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

typedef struct shape {
    size_t rows;
    size_t inner;
    size_t width;
} shape;

/* Magnitudes such that sums of products of the longest shape stay below 2^53. */
static double *random_integers(exq_random *random, size_t count)
{
    double *numbers = malloc((count + 1) * sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (double)exq_random_below(random, 1u << 21) - (double)(1u << 20);
    return numbers;
}

static void check_shape(exq_random *random, shape of)
{
    double *left = random_integers(random, of.rows * of.inner);
    double *right = random_integers(random, of.inner * of.width);
    double *fast = random_integers(random, of.rows * of.width);
    double *plain = random_integers(random, of.rows * of.width);
    exq_error error = {0};
    assert_int_equal(exq_linalg_product(of.rows, of.inner, of.width, left, right, fast, &error), EXQ_OK);
    exq_linalg_product_plain(of.rows, of.inner, of.width, left, right, plain);
    assert_memory_equal(fast, plain, of.rows * of.width * sizeof *fast);
    free(left);
    free(right);
    free(fast);
    free(plain);
}

static void test_chosen_shapes(void **state)
{
    (void)state;
    static const shape shapes[] = {
        {0,  0,    0   },
        {0,  5,    7   },
        {5,  0,    7   },
        {5,  7,    0   },
        {1,  1,    1   },
        {2,  3,    4   },
        {64, 512,  6   },
        {1,  4096, 1   },
        {1,  1,    5000},
        {33, 100,  31  },
        {64, 2000, 2   },
    };
    exq_random random;
    exq_random_init(&random, 1, 0);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check_shape(&random, shapes[i]);
}

static void test_random_shapes(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 2, 0);
    for (int i = 0; i < 300; i++) {
        const shape of = {exq_random_below(&random, 80), exq_random_below(&random, 200), exq_random_below(&random, 60)};
        check_shape(&random, of);
    }
}

static void test_a_product_by_hand(void **state)
{
    (void)state;
    const double left[] = {1, 0, 1, 0, 1, 0};
    const double right[] = {1, 2, 3, 4, 5, 6};
    const double expected[] = {6, 8, 3, 4};
    double out[4];
    exq_error error = {0};
    assert_int_equal(exq_linalg_product(2, 3, 2, left, right, out, &error), EXQ_OK);
    assert_memory_equal(out, expected, sizeof expected);
}

static void test_too_large_is_refused(void **state)
{
    (void)state;
    const double number = 1;
    double out = 0;
    exq_error error = {0};
    const size_t beyond = (size_t)INT_MAX + 1;
    assert_int_equal(exq_linalg_product(beyond, 1, 1, &number, &number, &out, &error), EXQ_INTERNAL);
    assert_int_equal(exq_linalg_product(1, beyond, 1, &number, &number, &out, &error), EXQ_INTERNAL);
    assert_int_equal(exq_linalg_product(1, 1, beyond, &number, &number, &out, &error), EXQ_INTERNAL);
    assert_non_null(strstr(error.message, "too large"));
}

static void test_describe(void **state)
{
    (void)state;
    char text[512];
    exq_linalg_describe(text, sizeof text);
    assert_non_null(strstr(text, "OpenBLAS"));
    assert_non_null(strstr(text, "cblas_dgemm from /"));
    char little[8];
    exq_linalg_describe(little, sizeof little);
    assert_true(strlen(little) < sizeof little);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chosen_shapes),     cmocka_unit_test(test_random_shapes),
        cmocka_unit_test(test_a_product_by_hand), cmocka_unit_test(test_too_large_is_refused),
        cmocka_unit_test(test_describe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
