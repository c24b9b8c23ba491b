/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Densities of counts against arbitrary-precision tables and against each other.
 */
#include "count_law.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "distributions.h"
#include "statistics_kit.h"

/* Up to eight numbers of a row "{{ SC_(1.0), SC_(2.5) ... }}"; 0 for any other line. */
static size_t row_of(const char *line, double numbers[8])
{
    size_t count = 0;
    if (strstr(line, "//") != NULL || strstr(line, "{{") == NULL)
        return 0;
    for (const char *at = line; count < 8 && (at = strstr(at, "SC_(")) != NULL; at += 4)
        numbers[count++] = strtod(at + 4, NULL);
    return count == 7 ? count : 0;
}

/* Columns: good, drawn, all, k, density, distribution function, its complement. */
static size_t hypergeometric_table(const char *path)
{
    FILE *file = reference_open(path);
    static char line[1 << 14];
    size_t rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        double column[8];
        if (row_of(line, column) == 0)
            continue;
        const uint64_t group = (uint64_t)column[0], drawn = (uint64_t)column[1], all = (uint64_t)column[2];
        const exq_hypergeometric law = exq_hypergeometric_of(group, all - group, drawn);
        if (column[4] > 1e-300)
            assert_true(near_relative(exp(exq_hypergeometric_log(&law, (uint64_t)column[3])), column[4], 1e-12));
        rows++;
    }
    fclose(file);
    return rows;
}

static void hypergeometric_agrees_with_boost(void **state)
{
    (void)state;
    assert_int_equal(hypergeometric_table("reference/boost-hypergeometric/test/hypergeometric_dist_data2.ipp"), 1537);
    assert_int_equal(hypergeometric_table("reference/boost-hypergeometric/test/hypergeometric_test_data.ipp"), 290);
}

static void hypergeometric_adds_up(void **state)
{
    (void)state;
    for (uint64_t group = 0; group <= 25; group++) {
        for (uint64_t rest = 0; rest <= 25; rest++) {
            for (uint64_t drawn = 0; drawn <= group + rest; drawn++) {
                const exq_hypergeometric law = exq_hypergeometric_of(group, rest, drawn);
                double sum = 0, highest = -INFINITY;
                for (uint64_t k = law.least; k <= law.most; k++) {
                    sum += exp(exq_hypergeometric_log(&law, k));
                    highest = fmax(highest, exq_hypergeometric_log(&law, k));
                }
                assert_true(fabs(sum - 1) < 1e-13);
                assert_true(law.mode >= law.least && law.mode <= law.most);
                assert_true(exq_hypergeometric_log(&law, law.mode) >= highest - 1e-13);
                assert_true(exq_hypergeometric_log(&law, law.most + 1) == -INFINITY);
            }
        }
    }
}

/* The sum of the density is a beta distribution function. */
static void binomial_adds_up_to_the_beta_function(void **state)
{
    (void)state;
    static const struct {
        uint64_t n, part, whole;
    } laws[] = {
        {1,    1,  2   },
        {7,    1,  3   },
        {20,   1,  20  },
        {100,  99, 100 },
        {500,  1,  5   },
        {1000, 1,  1000},
        {3000, 7,  10  },
    };
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        const exq_binomial law = exq_binomial_of(laws[i].n, laws[i].part, laws[i].whole);
        const double p = (double)law.part / (double)law.whole, n = (double)law.n;
        double sum = 0;
        for (uint64_t k = 0; k < law.n; k++) {
            sum += exp(exq_binomial_log(&law, k));
            const double above = exq_beta_cdf(p, (double)k + 1, n - (double)k);
            assert_true(fabs(sum + above - 1) < 1e-12);
        }
        assert_true(fabs(sum + exp(exq_binomial_log(&law, law.n)) - 1) < 1e-12);
        assert_true(exq_binomial_log(&law, law.n + 1) == -INFINITY);
    }
}

static void certainty(void **state)
{
    (void)state;
    const exq_binomial never = exq_binomial_of(9, 0, 4), always = exq_binomial_of(9, 4, 4);
    assert_true(exq_binomial_log(&never, 0) == 0 && exq_binomial_log(&never, 1) == -INFINITY);
    assert_true(exq_binomial_log(&always, 9) == 0 && exq_binomial_log(&always, 8) == -INFINITY);
    const exq_hypergeometric nobody = exq_hypergeometric_of(0, 0, 0);
    assert_true(exq_hypergeometric_log(&nobody, 0) == 0);
}

static void check_squeeze(const exq_count_squeeze *squeeze, double step, double difference)
{
    const double least = exq_count_squeeze_least(squeeze, step), most = exq_count_squeeze_most(squeeze, step);
    assert_true(least <= difference && difference <= most);
}

static void the_hypergeometric_is_squeezed(void **state)
{
    (void)state;
    for (uint64_t group = 1; group < 60; group += 7)
        for (uint64_t rest = 1; rest < 300; rest = rest * 2 + 1)
            for (uint64_t drawn = 1; drawn < group + rest; drawn += 3) {
                const exq_hypergeometric law = exq_hypergeometric_of(group, rest, drawn);
                if (law.least == law.most)
                    continue;
                const exq_count_squeeze squeeze = exq_count_squeeze_of(exq_hypergeometric_table(&law, law.mode));
                const double mode = exq_hypergeometric_log(&law, law.mode);
                for (uint64_t k = law.least; k <= law.most; k++)
                    if (k != law.mode)
                        check_squeeze(&squeeze, (double)k - (double)law.mode, exq_hypergeometric_log(&law, k) - mode);
            }
}

static void the_binomial_is_squeezed(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 5000; n = n * 3 + 1)
        for (uint64_t part = 1; part < 1000; part += 111) {
            const exq_binomial law = exq_binomial_of(n, part, 1000);
            const exq_count_squeeze squeeze = exq_count_squeeze_of(exq_binomial_table(&law, law.mode));
            const double mode = exq_binomial_log(&law, law.mode);
            for (uint64_t k = 0; k <= n; k++)
                if (k != law.mode)
                    check_squeeze(&squeeze, (double)k - (double)law.mode, exq_binomial_log(&law, k) - mode);
        }
}

static void a_squeeze_of_large_counts_is_tight(void **state)
{
    (void)state;
    const exq_hypergeometric law = exq_hypergeometric_of(UINT64_C(1) << 40, UINT64_C(3) << 41, UINT64_C(1) << 39);
    const exq_count_squeeze squeeze = exq_count_squeeze_of(exq_hypergeometric_table(&law, law.mode));
    const double deviation = sqrt(0x1p39 / 7 * (6. / 7)); /* a little more than the law's */
    for (double step = -3 * deviation; step <= 3 * deviation; step += deviation / 2) {
        if (fabs(step) < 1)
            continue;
        const double least = exq_count_squeeze_least(&squeeze, floor(step)),
                     most = exq_count_squeeze_most(&squeeze, floor(step));
        const uint64_t k = (uint64_t)((double)law.mode + floor(step));
        check_squeeze(&squeeze, floor(step), exq_hypergeometric_log(&law, k) - exq_hypergeometric_log(&law, law.mode));
        assert_true(most - least < 1e-3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hypergeometric_agrees_with_boost),      cmocka_unit_test(hypergeometric_adds_up),
        cmocka_unit_test(binomial_adds_up_to_the_beta_function), cmocka_unit_test(certainty),
        cmocka_unit_test(the_hypergeometric_is_squeezed),        cmocka_unit_test(the_binomial_is_squeezed),
        cmocka_unit_test(a_squeeze_of_large_counts_is_tight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
