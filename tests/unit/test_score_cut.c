/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores cut into bins and offsets: nothing is lost, order is kept, and sums of whole numbers give back what a long
 * accumulator of the scores themselves holds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "exactsum.h"
#include "random.h"
#include "score_cut.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { WORLDS = 400, MOST_PEOPLE = 60 };

/* In ascending order: edges of bins, numbers beside them, the ends of what there is. */
static const double marks[] = {-DBL_MAX,
                               -1e300,
                               -1024,
                               -10,
                               -1.5,
                               -1.001,
                               -1,
                               -0x1.fffffp-1,
                               -0.5,
                               -0.1,
                               -DBL_MIN,
                               -1e-310,
                               -0x1p-1074,
                               0,
                               0x1p-1074,
                               1e-310,
                               DBL_MIN,
                               1e-200,
                               0x1p-31,
                               0x1p-30,
                               0.1,
                               0.2,
                               0.30000000000000004,
                               0.5,
                               0.75,
                               0.9,
                               1,
                               0x1.0000000000001p0,
                               0x1.007ffffffffffp0,
                               0x1.008p0,
                               1.5,
                               2,
                               3,
                               4,
                               5,
                               6,
                               7,
                               8,
                               9,
                               10,
                               1e15,
                               1e300,
                               DBL_MAX};

static int sign_of(int64_t difference)
{
    return (difference > 0) - (difference < 0);
}

static void bits_equal(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void nothing_is_lost_and_order_is_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        const exq_score_cut cut = exq_score_cut_of(marks[i]);
        uint64_t most = 0;
        assert_true(exq_score_bin_most(cut.bin, &most));
        assert_true(cut.offset <= most);
        bits_equal(exq_score_at(cut.bin, cut.offset), marks[i]);
        for (size_t j = 0; j < COUNT_OF(marks); j++) {
            const exq_score_cut other = exq_score_cut_of(marks[j]);
            const int by_bin = sign_of((int64_t)cut.bin - (int64_t)other.bin);
            const int order = by_bin != 0 ? by_bin : sign_of((int64_t)cut.offset - (int64_t)other.offset);
            assert_int_equal(order, (marks[i] > marks[j]) - (marks[i] < marks[j]));
        }
    }
}

static void there_is_no_minus_zero(void **state)
{
    (void)state;
    const exq_score_cut plus = exq_score_cut_of(0.0), minus = exq_score_cut_of(-0.0);
    assert_int_equal(plus.bin, minus.bin);
    assert_int_equal(plus.offset, minus.offset);
    bits_equal(exq_score_at(minus.bin, minus.offset), 0.0);
    const exq_score_cut below = exq_score_cut_of(-0x1p-1074);
    uint64_t most = 0;
    assert_int_equal(below.bin + 1, plus.bin);
    assert_true(exq_score_bin_most(below.bin, &most));
    assert_int_equal(below.offset, most);
}

static void bins_are_those_of_leading_bits(void **state)
{
    (void)state;
    /* 512 to a doubling, on whichever side of zero; whole numbers up to 512 have bins of their own. */
    assert_int_equal(exq_score_cut_of(2).bin - exq_score_cut_of(1).bin, 512);
    assert_int_equal(exq_score_cut_of(1).bin - exq_score_cut_of(0x1p-20).bin, 20 * 512);
    assert_int_equal(exq_score_cut_of(-1).bin - exq_score_cut_of(-2).bin, 512);
    for (int s = 1; s < 512; s++)
        assert_true(exq_score_cut_of(s).bin < exq_score_cut_of(s + 1).bin);
    for (int s = 0; s < 10; s++)
        assert_true(exq_score_cut_of(s / 10.0).bin < exq_score_cut_of((s + 1) / 10.0).bin);
    assert_true(exq_score_cut_of(1 + 1.0 / 512).bin == exq_score_cut_of(1).bin + 1);
    assert_true(exq_score_cut_of(nextafter(1 + 1.0 / 512, 0)).bin == exq_score_cut_of(1).bin);
}

static void what_is_no_number_has_no_bin(void **state)
{
    (void)state;
    uint64_t most = 0;
    const uint32_t highest = exq_score_cut_of(DBL_MAX).bin, lowest = exq_score_cut_of(-DBL_MAX).bin;
    assert_true(exq_score_bin_most(highest, &most) && exq_score_bin_most(lowest, &most));
    assert_false(exq_score_bin_most(highest + 1, &most));
    assert_false(exq_score_bin_most(lowest - 1, &most));
    assert_false(exq_score_bin_most(0, &most));
    assert_false(exq_score_bin_most(1u << 21, &most));
    assert_false(exq_score_bin_most(UINT32_MAX, &most));
}

/* ------------------------------------------------------------------------------------------------------- sums */

static uint64_t offset_in(exq_random *random, uint64_t most)
{
    switch (exq_random_below(random, 4)) {
    case 0:
        return exq_random_below(random, 3);
    case 1:
        return most - exq_random_below(random, 3);
    default:
        return exq_random_below(random, most + 1);
    }
}

static void sums_are_those_of_the_scores(void **state)
{
    (void)state;
    static const double places[] = {1, -1, 0.1, -7, 1e15, 1e-60, -1e60, 0x1p-30};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        exq_random random;
        exq_random_init(&random, seed, 1);
        const uint32_t bin = exq_score_cut_of(places[exq_random_below(&random, COUNT_OF(places))]).bin;
        uint64_t most = 0;
        assert_true(exq_score_bin_most(bin, &most));
        exq_score_sums sums = {0};
        exq_exactsum sum = {0}, square = {0};
        const size_t count = 1 + exq_random_below(&random, MOST_PEOPLE);
        for (size_t i = 0; i < count; i++) {
            const uint64_t offset = offset_in(&random, most), people = 1 + exq_random_below(&random, 3);
            assert_true(exq_score_sums_add(&sums, offset, people));
            for (uint64_t person = 0; person < people; person++) {
                exq_exactsum_add(&sum, exq_score_at(bin, offset));
                exq_exactsum_add_square(&square, exq_score_at(bin, offset));
            }
        }
        bits_equal(exq_score_sums_total(&sums, bin), exq_exactsum_round(&sum));
        bits_equal(exq_score_sums_squares(&sums, bin), exq_exactsum_round(&square));
        assert_true(exq_score_sums_possible(&sums, most));
    }
}

static void the_smallest_and_the_greatest_add_up(void **state)
{
    (void)state;
    const exq_score_cut tiny = exq_score_cut_of(-0x1p-1074), huge = exq_score_cut_of(DBL_MAX / 4);
    exq_score_sums sums = {0};
    assert_true(exq_score_sums_add(&sums, tiny.offset, 5));
    bits_equal(exq_score_sums_total(&sums, tiny.bin), -5 * 0x1p-1074);
    bits_equal(exq_score_sums_squares(&sums, tiny.bin), 0);
    sums = (exq_score_sums){0};
    assert_true(exq_score_sums_add(&sums, huge.offset, 2));
    bits_equal(exq_score_sums_total(&sums, huge.bin), DBL_MAX / 2);
    assert_true(isinf(exq_score_sums_squares(&sums, huge.bin)));
    sums = (exq_score_sums){0};
    assert_true(exq_score_sums_add(&sums, 0, UINT64_C(1) << 53));
    bits_equal(exq_score_sums_total(&sums, exq_score_cut_of(3).bin), 3 * 0x1p53);
    bits_equal(exq_score_sums_squares(&sums, exq_score_cut_of(3).bin), 9 * 0x1p53);
    const exq_score_cut four = exq_score_cut_of(-4); /* the highest of its bin */
    sums = (exq_score_sums){0};
    assert_true(exq_score_sums_add(&sums, four.offset, UINT64_C(1) << 40));
    bits_equal(exq_score_sums_total(&sums, four.bin), -4 * 0x1p40);
    bits_equal(exq_score_sums_squares(&sums, four.bin), 16 * 0x1p40);
}

static void too_many_are_refused_and_taken_back(void **state)
{
    (void)state;
    exq_score_sums sums = {0}, more = {0};
    const uint64_t most = (UINT64_C(1) << EXQ_SCORE_OFFSET_BITS) - 1;
    assert_true(exq_score_sums_add(&sums, most, UINT64_C(1) << 42));
    more = sums;
    assert_false(exq_score_sums_merge(&sums, &more));
    sums = (exq_score_sums){0};
    assert_false(exq_score_sums_add(&sums, most, UINT64_C(1) << 43));
    sums = more;
    assert_true(exq_score_sums_subtract(&sums, &more));
    assert_int_equal(sums.people, 0);
    assert_true(sums.sum == 0 && sums.square == 0);
    assert_false(exq_score_sums_subtract(&sums, &more));
}

static void people_who_agree_are_told(void **state)
{
    (void)state;
    exq_score_sums sums = {0};
    uint64_t offset = 1;
    assert_true(exq_score_sums_add(&sums, 7, 4));
    assert_true(exq_score_sums_agree(&sums, &offset));
    assert_int_equal(offset, 7);
    assert_true(exq_score_sums_add(&sums, 6, 1) && exq_score_sums_add(&sums, 8, 1)); /* the mean is 7 still */
    assert_false(exq_score_sums_agree(&sums, &offset));
}

/* Of all sums of few small numbers exactly those that occur pass: the bounds meet. */
static void only_possible_sums_pass(void **state)
{
    (void)state;
    enum { MOST = 4, PEOPLE = 4 };
    bool occurs[PEOPLE + 1][PEOPLE * MOST + 2][PEOPLE * MOST * MOST + 2] = {{{false}}};
    occurs[0][0][0] = true;
    for (size_t n = 0; n < PEOPLE; n++)
        for (size_t sum = 0; sum <= n * MOST; sum++)
            for (size_t square = 0; square <= n * MOST * MOST; square++)
                for (size_t o = 0; o <= MOST && occurs[n][sum][square]; o++)
                    occurs[n + 1][sum + o][square + o * o] = true;
    size_t passed = 0, occurring = 0;
    for (size_t n = 0; n <= PEOPLE; n++)
        for (size_t sum = 0; sum <= PEOPLE * MOST + 1; sum++)
            for (size_t square = 0; square <= PEOPLE * MOST * MOST + 1; square++) {
                const exq_score_sums sums = {n, sum, square};
                const bool passes = exq_score_sums_possible(&sums, MOST);
                assert_true(passes || !occurs[n][sum][square]);
                passed += passes;
                occurring += occurs[n][sum][square];
            }
    assert_true(passed - occurring < occurring / 4);
    assert_false(exq_score_sums_possible(&(exq_score_sums){1, 5, 25}, MOST));
    assert_false(exq_score_sums_possible(&(exq_score_sums){2, 4, 7}, MOST));
    assert_false(exq_score_sums_possible(&(exq_score_sums){2, 4, 17}, MOST));
    assert_false(exq_score_sums_possible(&(exq_score_sums){0, 0, 1}, MOST));
    assert_false(
        exq_score_sums_possible(&(exq_score_sums){UINT64_MAX, (exq_u128)UINT64_MAX << 42, 1}, UINT64_C(1) << 43));
    assert_false(exq_score_sums_possible(&(exq_score_sums){UINT64_MAX, ~(exq_u128)0, ~(exq_u128)0}, UINT64_C(1) << 43));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_and_order_is_kept),
        cmocka_unit_test(there_is_no_minus_zero),
        cmocka_unit_test(bins_are_those_of_leading_bits),
        cmocka_unit_test(what_is_no_number_has_no_bin),
        cmocka_unit_test(sums_are_those_of_the_scores),
        cmocka_unit_test(the_smallest_and_the_greatest_add_up),
        cmocka_unit_test(too_many_are_refused_and_taken_back),
        cmocka_unit_test(people_who_agree_are_told),
        cmocka_unit_test(only_possible_sums_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
