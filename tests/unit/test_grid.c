/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grids of sums: what was added is found again whatever the keys are, sealing gives one form, sums and differences
 * undo each other, and text comes back as what it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grid.h"
#include "random.h"

enum { KEYS = 300 };

/* Small keys are their own slots, large ones are hashed: both, and a move from the one to the other. */
static uint64_t key_of(size_t i, int world)
{
    static const uint64_t steps[] = {1, 4099, UINT64_C(1) << 33};
    return (uint64_t)i * steps[world % 3] + (world % 2 == 0 ? 0 : UINT64_C(1) << 40) * (i > KEYS / 2);
}

static void add(exq_grid *grid, uint64_t key, uint64_t count, double value)
{
    size_t row = exq_grid_row(grid, key);
    assert_true(row != EXQ_NO_ROW);
    exq_grid_counts(grid, row)[1] += count;
    exq_fixedsum_add(&exq_grid_sums(grid, row)[0], value);
}

static void seal(exq_grid *grid)
{
    exq_error error = {0};
    assert_int_equal(exq_grid_seal(grid, &error), EXQ_OK);
}

static void test_rows_are_found_again(void **state)
{
    (void)state;
    for (int world = 0; world < 6; world++) {
        exq_grid grid;
        exq_grid_init(&grid, 2, 1);
        for (int round = 0; round < 3; round++)
            for (size_t i = KEYS; i-- > 0;)
                add(&grid, key_of(i, world), i, 0.25);
        assert_int_equal(grid.rows, KEYS);
        seal(&grid);
        assert_int_equal(grid.rows, KEYS);
        for (size_t i = 0; i < KEYS; i++) {
            size_t row = exq_grid_find(&grid, key_of(i, world));
            assert_int_equal(row, i);
            assert_int_equal(exq_grid_counts(&grid, row)[1], 3 * i);
            assert_true(exq_fixedsum_round(exq_grid_sums(&grid, row)) == 0.75);
        }
        assert_true(exq_grid_find(&grid, key_of(KEYS, world) + 1) == EXQ_NO_ROW);
        exq_grid_free(&grid);
    }
}

static void test_empty_rows_go(void **state)
{
    (void)state;
    exq_grid grid;
    exq_grid_init(&grid, 2, 1);
    add(&grid, 5, 0, 0);
    add(&grid, 7, 1, 0);
    add(&grid, 9, 0, 0.5);
    seal(&grid);
    assert_int_equal(grid.rows, 2);
    assert_int_equal(grid.keys[0], 7);
    exq_grid_free(&grid);
}

static exq_grid random_grid(exq_random *random, bool positive)
{
    exq_grid grid;
    exq_grid_init(&grid, 2, 1);
    for (size_t i = 0, count = exq_random_below(random, 20); i < count; i++)
        add(&grid, exq_random_below(random, 30), 1 + exq_random_below(random, 5),
            positive ? exq_random_unit(random) : exq_random_unit(random) - 0.5);
    seal(&grid);
    return grid;
}

static void test_sums_and_differences(void **state)
{
    (void)state;
    exq_random random;
    exq_error error = {0};
    exq_random_init(&random, 3, 1);
    for (int round = 0; round < 500; round++) {
        exq_grid a = random_grid(&random, false);
        exq_grid b = random_grid(&random, false);
        exq_grid sum, other, back, text;
        assert_int_equal(exq_grid_add(&a, &b, &sum, &error), EXQ_OK);
        assert_int_equal(exq_grid_add(&b, &a, &other, &error), EXQ_OK);
        assert_true(exq_grid_equal(&sum, &other));
        assert_int_equal(exq_grid_take(&sum, &b, &back, &error), EXQ_OK);
        assert_true(exq_grid_equal(&back, &a));

        exq_buffer out = EXQ_BUFFER_INIT;
        exq_grid_print(&sum, &out);
        exq_grid_init(&text, 2, 1);
        assert_int_equal(exq_grid_parse(out.bytes == NULL ? "" : out.bytes, 30, &text), EXQ_OK);
        assert_true(exq_grid_equal(&text, &sum));
        exq_buffer_free(&out);
        exq_grid *all[] = {&a, &b, &sum, &other, &back, &text};
        for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
            exq_grid_free(all[i]);
    }
}

static void test_nothing_goes_below_nothing(void **state)
{
    (void)state;
    exq_error error = {0};
    exq_grid total, part, out;
    exq_grid_init(&total, 2, 1);
    exq_grid_init(&part, 2, 1);
    add(&total, 1, 2, 0.5);
    add(&part, 1, 3, 0.5);
    seal(&total);
    seal(&part);
    assert_int_equal(exq_grid_take(&total, &part, &out, &error), EXQ_INCONSISTENT); /* a count */
    exq_grid_free(&part);
    exq_grid_init(&part, 2, 1);
    add(&part, 1, 2, 0.25);
    seal(&part);
    assert_int_equal(exq_grid_take(&total, &part, &out, &error), EXQ_INCONSISTENT); /* a sum would be left */
    exq_grid_free(&part);
    exq_grid_init(&part, 2, 1);
    add(&part, 2, 1, 0);
    seal(&part);
    assert_int_equal(exq_grid_take(&total, &part, &out, &error), EXQ_INCONSISTENT); /* a row that is not there */
    exq_grid_free(&part);
    exq_grid_free(&total);
}

static void test_only_printed_text_is_read(void **state)
{
    static const char *const bad[] = {
        " ",
        "1",
        "1 0",
        "1 0 1",
        "1 0 0 0",
        "1 0 1 0 ",
        " 1 0 1 0",
        "1  0 1 0",
        "01 0 1 0",
        "1 0 01 0",
        "1 0 1 00",
        "1 0 1 0 0 0 1 0",
        "x 0 1 0",
        "1 0 1 g",
        "99 0 1 0",
        "1 -1 1 0",
        "1 0 1 0 1",
        "1 0 1 0\t",
        "1 0 1 0 98 0 1 0",
        "1 18446744073709551616 1 0",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        exq_grid grid;
        exq_grid_init(&grid, 2, 1);
        assert_int_equal(exq_grid_parse(bad[i], 99, &grid), EXQ_MALFORMED);
        exq_grid_free(&grid);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_found_again),      cmocka_unit_test(test_empty_rows_go),
        cmocka_unit_test(test_sums_and_differences),      cmocka_unit_test(test_nothing_goes_below_nothing),
        cmocka_unit_test(test_only_printed_text_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
