/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exact comparisons: every rate of up to 200 people that is exactly four fifths of another, every gap of exactly .05,
 * .1 or .2 of up to 300 people, and random large counts against a second method that never multiplies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "number.h"
#include "random.h"

/* -------------------------------------------------------------------------------------------------- limits */

static void limits_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        exq_ratio ratio;
    } table[] = {
        {"0.8",                 {8, 10}                      },
        {"0.80",                {80, 100}                    },
        {".8",                  {8, 10}                      },
        {"1.25",                {125, 100}                   },
        {"3",                   {3, 1}                       },
        {"0",                   {0, 1}                       },
        {"007",                 {7, 1}                       },
        {"0.000001",            {1, 1000000}                 },
        {"1000000000000",       {1000000000000, 1}           },
        {"999999999999.999999", {999999999999999999, 1000000}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_ratio ratio = {0, 0};
        if (!exq_ratio_parse(table[i].text, &ratio) || ratio.num != table[i].ratio.num ||
            ratio.den != table[i].ratio.den)
            fail_msg("%s", table[i].text);
    }
}

static void other_texts_are_no_limits(void **state)
{
    (void)state;
    static const char *const table[] = {
        "",    ".",         "-1",    "+1",  "0,8", "0.8 ",          " 0.8",
        "1e3", "0.1234567", "1.2.3", "nan", "80%", "1000000000001", "99999999999999999999999999",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_ratio ratio = {1, 2};
        if (exq_ratio_parse(table[i], &ratio) || ratio.num != 1 || ratio.den != 2)
            fail_msg("'%s' was read", table[i]);
    }
}

/* --------------------------------------------------------------------------------------- exhaustive ties */

typedef struct ties {
    unsigned exact;
    unsigned wrong;
    unsigned wrong_in_doubles;
} ties;

static int ratio_sign(exq_share a, exq_share b, exq_ratio limit)
{
    int sign = 2;
    assert_int_equal(exq_compare_ratio(a, b, limit, &sign, NULL), EXQ_OK);
    return sign;
}

static int gap_sign(exq_share a, exq_share b, exq_ratio limit)
{
    int sign = 2;
    assert_int_equal(exq_compare_gap(a, b, limit, &sign, NULL), EXQ_OK);
    return sign;
}

static void four_fifths_is_never_less_than_four_fifths(void **state)
{
    (void)state;
    const uint64_t most = 200;
    ties seen = {0, 0, 0};
    for (uint64_t n1 = 1; n1 <= most; n1++) {
        for (uint64_t n2 = 1; n2 <= most; n2++) {
            for (uint64_t x2 = 1; x2 <= n2; x2++) {
                /* x1/n1 = 4/5 x2/n2 has at most one whole solution. */
                uint64_t product = 4 * x2 * n1;
                uint64_t x1 = product / (5 * n2);
                if (x1 == 0 || x1 * 5 * n2 != product)
                    continue;
                seen.exact++;
                seen.wrong += ratio_sign((exq_share){x1, n1}, (exq_share){x2, n2}, (exq_ratio){80, 100}) != 0;
                double ratio = ((double)x1 / (double)n1) / ((double)x2 / (double)n2);
                seen.wrong_in_doubles += ratio < 0.8;
            }
        }
    }
    print_message("exactly four fifths: %u pairs, %u wrong (doubles: %u)\n", seen.exact, seen.wrong,
                  seen.wrong_in_doubles);
    assert_int_equal(seen.exact, 55689);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.wrong_in_doubles, 18155);
}

static void a_gap_at_its_limit_is_never_beyond_it(void **state)
{
    (void)state;
    static const struct {
        exq_ratio limit;
        double limit_as_double;
    } limits[] = {
        {{5, 100}, 0.05},
        {{1, 10},  0.1 },
        {{2, 10},  0.2 }
    };
    const uint64_t most = 300;
    ties seen = {0, 0, 0};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        for (uint64_t n = 1; n <= most; n++) {
            uint64_t step = n * limits[i].limit.num / limits[i].limit.den;
            if (step * limits[i].limit.den != n * limits[i].limit.num)
                continue;
            for (uint64_t low = 0; low + step <= n; low++) {
                exq_share a = {low + step, n};
                exq_share b = {low, n};
                seen.exact++;
                seen.wrong += gap_sign(a, b, limits[i].limit) != 0 || gap_sign(b, a, limits[i].limit) != 0;
                double gap = (double)a.k / (double)n - (double)b.k / (double)n;
                seen.wrong_in_doubles += gap > limits[i].limit_as_double;
            }
        }
    }
    print_message("gaps exactly at their limit: %u pairs, %u wrong (doubles: %u)\n", seen.exact, seen.wrong,
                  seen.wrong_in_doubles);
    assert_int_equal(seen.exact, 13890);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.wrong_in_doubles, 3303);
}

/* ------------------------------------------------------------------------------------------ second method */

/* Sign of a/b - c/d by their continued fractions: quotients and remainders only, so nothing can overflow. */
static int compare_fractions(exq_u128 a, exq_u128 b, exq_u128 c, exq_u128 d)
{
    for (int sign = 1;; sign = -sign) {
        exq_u128 left = a / b;
        exq_u128 right = c / d;
        if (left != right)
            return left > right ? sign : -sign;
        exq_u128 left_rest = a % b;
        exq_u128 right_rest = c % d;
        if (left_rest == 0 || right_rest == 0)
            return sign * ((left_rest != 0) - (right_rest != 0));
        a = b;
        b = left_rest;
        c = d;
        d = right_rest;
    }
}

static exq_share random_share(exq_random *random, uint64_t most)
{
    uint64_t n = 1 + exq_random_below(random, most);
    return (exq_share){exq_random_below(random, n + 1), n};
}

/* b scaled so that it lies at the limit from a, or one person beside it. */
static exq_share beside(exq_random *random, exq_share a, exq_ratio limit)
{
    uint64_t bound = UINT64_C(1) << 53;
    exq_u128 scaled = (exq_u128)a.k * limit.den;
    exq_u128 n = (exq_u128)a.n * limit.num;
    uint64_t k = (uint64_t)(scaled < bound ? scaled : a.k) + exq_random_below(random, 3);
    return (exq_share){k > 0 ? k - 1 : k, n < bound && n > 0 ? (uint64_t)n : a.n};
}

static void check_pair(exq_share a, exq_share b, exq_ratio limit)
{
    if ((a.k | a.n | b.k | b.n) >> 53 != 0)
        return;
    exq_u128 left = (exq_u128)a.k * b.n;
    exq_u128 right = (exq_u128)b.k * a.n;
    exq_u128 gap = left > right ? left - right : right - left;
    assert_int_equal(gap_sign(a, b, limit), compare_fractions(gap, (exq_u128)a.n * b.n, limit.num, limit.den));
    assert_int_equal(exq_compare_shares(a, b), compare_fractions(a.k, a.n, b.k, b.n));
    if (b.k > 0)
        assert_int_equal(ratio_sign(a, b, limit),
                         compare_fractions(a.k, a.n, (exq_u128)limit.num * b.k, (exq_u128)limit.den * b.n));
}

static void large_counts_agree_with_continued_fractions(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 1, 0);
    static const uint64_t sizes[] = {10, 1000, UINT64_C(1) << 32, (UINT64_C(1) << 53) - 1};
    for (int i = 0; i < 400000; i++) {
        uint64_t most = sizes[i % 4];
        exq_ratio limit = {exq_random_below(&random, 2000000), 1000000};
        if (i % 3 == 0)
            limit = (exq_ratio){(UINT64_C(1) << 40) - 1 - exq_random_below(&random, 3), (UINT64_C(1) << 40) - 2};
        exq_share a = random_share(&random, most);
        check_pair(a, random_share(&random, most), limit);
        check_pair(a, beside(&random, a, limit), limit);
        check_pair(a, a, (exq_ratio){1, 1});
    }
}

static void the_largest_terms_are_compared(void **state)
{
    (void)state;
    const uint64_t most = (UINT64_C(1) << 53) - 1;
    const uint64_t term = (UINT64_C(1) << 40) - 1;
    exq_share all = {most, most};
    exq_share all_but_one = {most - 1, most};
    assert_int_equal(ratio_sign(all, all, (exq_ratio){term, term}), 0);
    assert_int_equal(ratio_sign(all_but_one, all, (exq_ratio){term, term}), -1);
    assert_int_equal(ratio_sign(all, all_but_one, (exq_ratio){term, term}), 1);
    assert_int_equal(ratio_sign((exq_share){0, 1}, all, (exq_ratio){0, 1}), 0);
    assert_int_equal(gap_sign(all, (exq_share){0, most}, (exq_ratio){term, term}), 0);
    assert_int_equal(gap_sign(all_but_one, (exq_share){0, most}, (exq_ratio){term, term}), -1);
    assert_int_equal(gap_sign(all, all, (exq_ratio){0, 1}), 0);
    assert_int_equal(exq_compare_shares((exq_share){UINT64_MAX - 1, UINT64_MAX}, (exq_share){1, 1}), -1);
}

static void terms_beyond_the_bounds_are_refused(void **state)
{
    (void)state;
    const uint64_t too_many = UINT64_C(1) << 53;
    const uint64_t too_fine = UINT64_C(1) << 40;
    static const exq_share one = {1, 1};
    static const exq_ratio half = {1, 2};
    const struct {
        exq_share a;
        exq_share b;
        exq_ratio limit;
    } table[] = {
        {{too_many, 1}, one,           half         },
        {{1, too_many}, one,           half         },
        {one,           {too_many, 1}, half         },
        {one,           {1, too_many}, half         },
        {one,           one,           {too_fine, 1}},
        {one,           one,           {1, too_fine}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int sign = 7;
        exq_error error = {.status = EXQ_OK};
        assert_int_equal(exq_compare_ratio(table[i].a, table[i].b, table[i].limit, &sign, &error), EXQ_INTERNAL);
        assert_int_equal(exq_compare_gap(table[i].a, table[i].b, table[i].limit, &sign, &error), EXQ_INTERNAL);
        assert_int_equal(sign, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_read),
        cmocka_unit_test(other_texts_are_no_limits),
        cmocka_unit_test(four_fifths_is_never_less_than_four_fifths),
        cmocka_unit_test(a_gap_at_its_limit_is_never_beyond_it),
        cmocka_unit_test(large_counts_agree_with_continued_fractions),
        cmocka_unit_test(the_largest_terms_are_compared),
        cmocka_unit_test(terms_beyond_the_bounds_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
