/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distributions: published constants, the quantiles of Boost's tables, inverse laws, guards, and silence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <unistd.h>

#include "data_dir.h"
#include "distributions.h"
#include "random.h"

static void assert_near(double value, double expected, double relative)
{
    if (!(fabs(value - expected) <= relative * fabs(expected)))
        fail_msg("%.17g is not %.17g", value, expected);
}

/* ---------------------------------------------------------------------------------------- known values */

static void normal_and_student(void **state)
{
    (void)state;
    assert_near(exq_normal_quantile(0.975), 1.9599639845400542355, 1e-15);
    assert_near(exq_normal_quantile(1e-300), -37.047096299361199, 1e-15);
    assert_near(exq_normal_cdf(1.96), 0.97500210485177952, 1e-15);
    assert_near(exq_normal_cdf(-30), 4.9067139271481873e-198, 1e-13);
    assert_near(exq_normal_upper_log(10), -53.231285150512471, 1e-14);
    assert_near(exq_normal_upper_log(1000), -500007.82669481218, 1e-14);
    assert_near(exq_student_quantile(0.975, 1), 12.706204736174694, 1e-13);
    assert_near(exq_student_quantile(0.975, 19), 2.0930240544082634, 1e-13);
    assert_near(exq_student_quantile(0.975, 1e12), 1.9599639845424, 1e-11);
    assert_true(exq_normal_quantile(0) == -INFINITY && exq_normal_quantile(1) == INFINITY);
}

/* z_near = q(.95; G, infinity) / sqrt 2 for G groups. */
static void studentised_range(void **state)
{
    (void)state;
    static const struct {
        double groups;
        double z_near;
    } table[] = {
        {2,  1.959963985},
        {3,  2.343700586},
        {4,  2.569031773},
        {5,  2.727774371},
        {6,  2.849705420},
        {7,  2.948320018},
        {8,  3.030878450},
        {10, 3.163683577},
        {12, 3.268003924},
        {14, 3.353617752},
        {20, 3.543799132},
        {30, 3.748577807},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double quantile = exq_range_quantile(0.95, table[i].groups);
        assert_near(quantile / sqrt(2), table[i].z_near, 5e-10);
        assert_near(exq_range_cdf(quantile, table[i].groups), 0.95, 1e-13);
    }
}

/* With two groups the range is that of one normal difference: 2 Phi(q / sqrt 2) - 1. */
static void the_range_of_two_is_a_normal_difference(void **state)
{
    (void)state;
    for (double q = 0.01; q < 12; q += 0.01)
        assert_near(exq_range_cdf(q, 2), erf(q / 2), 2e-14);
}

/* Clopper-Pearson limits where they have a closed form: nobody, everybody, one of one. */
static void beta_in_closed_form(void **state)
{
    (void)state;
    static const double counts[] = {1, 2, 7, 100, 1e4, 1e6, 1e9, 1e12, 1e15};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        double n = counts[i];
        assert_near(exq_beta_quantile(0.975, 1, n), -expm1(log(0.025) / n), 2e-13);
        assert_near(exq_beta_quantile(0.025, n, 1), exp(log(0.025) / n), 1e-15);
        assert_near(exq_beta_quantile(0.5, n, n), 0.5, 1e-14);
    }
    /* from above, where it is small: to the last digits */
    for (double n = 10; n < 1e12; n *= 10)
        assert_near(exq_beta_upper_quantile(0.025, 1, n) / -expm1(log(0.025) / n), 1, 1e-14);
    assert_near(exq_beta_upper_quantile(0.025, 7, 2), 1 - exq_beta_quantile(0.025, 2, 7), 1e-15);
    assert_true(exq_beta_upper_quantile(0, 3, 4) == 1 && exq_beta_upper_quantile(1, 3, 4) == 0);
    assert_true(exq_beta_quantile(0, 3, 4) == 0 && exq_beta_quantile(1, 3, 4) == 1);
    assert_true(exq_beta_quantile(0.01, 0.001, 5) == 0);
}

static void boosts_beta_quantiles(void **state)
{
    (void)state;
    data_need("reference/boost-special/ibeta_inv_data_ipp");
    char path[DATA_PATH_SIZE];
    FILE *file = fopen(data_path("reference/boost-special/ibeta_inv_data_ipp/ibeta_inv_data.txt", path), "r");
    assert_non_null(file);
    char *line = NULL;
    size_t size = 0;
    int rows = 0;
    int outside = 0;
    while (getline(&line, &size, file) > 0) {
        char *at = line;
        double a = strtod(at, &at);
        double b = strtod(at, &at);
        double p = strtod(at, &at);
        double expected = strtod(at, &at);
        double quantile = exq_beta_quantile(p, a, b);
        rows++;
        if (a < 1e-3 || b < 1e-3) {
            assert_true(isnan(quantile));
            outside++;
        } else if (expected < 1e-300) {
            assert_true(quantile == 0);
        } else {
            assert_near(quantile, expected, 2e-13);
        }
    }
    free(line);
    fclose(file);
    print_message("beta quantiles of Boost: %d rows, %d of them outside the domain\n", rows, outside);
    assert_int_equal(rows, 1210);
    assert_in_range(outside, 0, rows / 2);
}

/* ------------------------------------------------------------------------------------------------- guards */

static void outside_the_domain_there_is_no_number(void **state)
{
    (void)state;
    static const double odd[] = {-0.1, 1.1, (double)NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_true(isnan(exq_normal_quantile(odd[i])));
        assert_true(isnan(exq_student_quantile(odd[i], 5)));
        assert_true(isnan(exq_beta_quantile(odd[i], 1, 1)));
        assert_true(isnan(exq_range_quantile(odd[i], 3)));
    }
    static const double shapes[] = {0, -1, 1e-4, 1e17, (double)NAN, INFINITY};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        assert_true(isnan(exq_beta_quantile(0.5, shapes[i], 1)));
        assert_true(isnan(exq_beta_quantile(0.5, 1, shapes[i])));
    }
    assert_true(isnan(exq_student_quantile(0.5, 0)) && isnan(exq_student_quantile(0.5, (double)NAN)));
    assert_true(isnan(exq_range_cdf(1, 1)) && isnan(exq_range_cdf((double)NAN, 3)));
    assert_true(isnan(exq_range_cdf(1, INFINITY)) && isnan(exq_range_quantile(0.5, 1)));
    assert_true(isnan(exq_normal_cdf((double)NAN)) && isnan(exq_normal_upper_log((double)NAN)));
    assert_true(exq_range_cdf(0, 3) == 0 && exq_range_cdf(-1, 3) == 0);
    assert_near(exq_range_cdf(100, 3), 1, 1e-15);
    assert_true(exq_range_quantile(0, 3) == 0 && exq_range_quantile(1, 3) == INFINITY);
}

static double random_probability(exq_random *random)
{
    double unit = exq_random_unit(random);
    if (exq_random_below(random, 2) == 0)
        return unit;
    double tiny = pow(10, -300 * unit);
    return exq_random_below(random, 2) == 0 ? tiny : 1 - tiny;
}

static void call_everything(exq_random *random)
{
    double p = random_probability(random);
    double a = pow(10, -3 + 19 * exq_random_unit(random));
    double b = pow(10, -3 + 19 * exq_random_unit(random));
    double quantile = exq_beta_quantile(p, a, b);
    assert_true(quantile >= 0 && quantile <= 1);
    assert_true(!isnan(exq_student_quantile(p, 1 + a)));
    assert_true(!isnan(exq_normal_cdf(exq_normal_quantile(p))));
    assert_true(!isnan(exq_normal_upper_log(a)));
}

/* Standard output is a file for a while: nothing may be in it. */
static void nothing_is_ever_printed(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 1, 0);
    fflush(stdout);
    int output = dup(STDOUT_FILENO);
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_true(dup2(fileno(file), STDOUT_FILENO) >= 0);
    for (int i = 0; i < 50000; i++)
        call_everything(&random);
    for (double groups = 2; groups < 1e6; groups *= 3)
        (void)exq_range_quantile(random_probability(&random), groups);
    fflush(stdout);
    long printed = lseek(STDOUT_FILENO, 0, SEEK_END);
    assert_true(dup2(output, STDOUT_FILENO) >= 0);
    close(output);
    fclose(file);
    assert_int_equal(printed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_and_student),
        cmocka_unit_test(studentised_range),
        cmocka_unit_test(the_range_of_two_is_a_normal_difference),
        cmocka_unit_test(beta_in_closed_form),
        cmocka_unit_test(boosts_beta_quantiles),
        cmocka_unit_test(outside_the_domain_there_is_no_number),
        cmocka_unit_test(nothing_is_ever_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
