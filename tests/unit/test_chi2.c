/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distribution functions that tests of significance use, against arbitrary-precision tables, identities and printed
 * values; and that none of them says a word.
 */
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "distributions.h"
#include "statistics_kit.h"

/* Reads the numbers of a row; false at the end. */
static bool read_row(FILE *file, double *numbers, size_t count)
{
    static char line[1 << 14];
    if (fgets(line, sizeof line, file) == NULL)
        return false;
    char *at = line;
    for (size_t i = 0; i < count; i++)
        numbers[i] = strtod(at, &at);
    return true;
}

/* Q(a, x), the upper incomplete gamma function, is the upper tail of chi-square at 2x with 2a degrees of freedom. The
 * tables hold it next to last (upper) and third of four or five columns. */
static void chi2_agrees_with_boost(void **state)
{
    (void)state;
    static const char *const paths[] = {"reference/boost-special/igamma_int_data_ipp/igamma_int_data.txt",
                                        "reference/boost-special/igamma_med_data_ipp/igamma_med_data.txt",
                                        "reference/boost-special/igamma_small_data_ipp/igamma_small_data.txt",
                                        "reference/boost-special/igamma_big_data_ipp/igamma_big_data.txt"};
    size_t rows = 0;
    for (size_t i = 0; i < 4; i++) {
        FILE *file = reference_open(paths[i]);
        double column[6];
        while (read_row(file, column, 6)) {
            const double a = column[0], x = column[1], upper = column[3], lower = column[5];
            /* Tails of 1e-300 differ by many ulps through the logarithm of their own argument. */
            if (upper > 1e-290)
                assert_true(near_relative(exq_chi2_upper(2 * x, 2 * a), upper, 1e-12));
            if (upper > 1e-290)
                assert_true(fabs(exq_chi2_upper_log(2 * x, 2 * a) - log(upper)) <= 1e-12 * fmax(1, fabs(log(upper))));
            if (lower > 1e-290)
                assert_true(near_relative(exq_chi2_cdf(2 * x, 2 * a), lower, 1e-12));
            rows++;
        }
        fclose(file);
    }
    assert_int_equal(rows, 140 + 700 + 252 + 287);
}

static void beta_agrees_with_boost(void **state)
{
    (void)state;
    static const char *const paths[] = {"reference/boost-special/ibeta_int_data_ipp/ibeta_int_data.txt",
                                        "reference/boost-special/ibeta_data_ipp/ibeta_data.txt",
                                        "reference/boost-special/ibeta_large_data_ipp/ibeta_large_data.txt"};
    size_t rows = 0;
    for (size_t i = 0; i < 3; i++) {
        FILE *file = reference_open(paths[i]);
        double column[7];
        while (read_row(file, column, 7)) {
            if (column[5] < 1e-290 || column[0] < 1e-3 || column[1] < 1e-3)
                continue;
            assert_true(near_relative(exq_beta_cdf(column[2], column[0], column[1]), column[5], 2e-12));
            rows++;
        }
        fclose(file);
    }
    assert_in_range(rows, 1500, 2710);
}

static void beta_quantile_agrees_with_boost(void **state)
{
    (void)state;
    FILE *file = reference_open("reference/boost-special/ibeta_inv_data_ipp/ibeta_inv_data.txt");
    double column[4];
    size_t rows = 0;
    while (read_row(file, column, 4)) {
        const double a = column[0], b = column[1], expected = column[3];
        if (a < 1e-3 || b < 1e-3 || expected < 1e-200 || expected > 1 - 1e-10)
            continue;
        assert_true(near_relative(exq_beta_quantile(column[2], a, b), expected, 1e-13));
        rows++;
    }
    fclose(file);
    assert_in_range(rows, 600, 1210);
}

static void clopper_pearson_agrees_with_the_table(void **state)
{
    (void)state;
    FILE *file = reference_open("reference/mpmath-binomial-ci.csv");
    char line[512];
    assert_non_null(fgets(line, sizeof line, file));
    size_t rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        double k, n, lo, hi;
        if (sscanf(line, "%lf,%lf,%lf,%lf", &k, &n, &lo, &hi) != 4)
            continue; /* the table has no limits there */
        if (k > 0)
            assert_true(near_relative(exq_beta_quantile(0.025, k, n - k + 1), lo, 1e-13));
        if (k < n)
            assert_true(near_relative(exq_beta_quantile(0.975, k + 1, n - k), hi, 1e-13));
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 24);
}

/* ------------------------------------------------------------------------------------------------ noncentral */

/* With one degree of freedom it is the square of a normal variable around sqrt(lambda). */
static void noncentral_chi2_of_one_degree_is_a_folded_normal(void **state)
{
    (void)state;
    static const double lambdas[] = {0, 1e-3, 0.5, 3, 40, 900, 1e6, 1e9};
    static const double offsets[] = {-8, -2, -0.5, 0, 0.3, 1, 3, 6};
    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < 8; j++) {
            const double centre = sqrt(lambdas[i]);
            const double root = centre + offsets[j];
            if (root <= 0)
                continue;
            const double expected = exq_normal_cdf(root - centre) - exq_normal_cdf(-root - centre);
            const double found = exq_noncentral_chi2_cdf(root * root, 1, lambdas[i]);
            assert_true(fabs(found - expected) <= (centre < 100 ? 1e-13 : 1e-10));
        }
    }
}

static void noncentral_chi2_agrees_with_others(void **state)
{
    (void)state;
    for (int df = 1; df < 30; df++) {
        for (double x = 0.5; x < 60; x *= 1.7)
            assert_true(near_relative(exq_noncentral_chi2_cdf(x, df, 0), exq_chi2_cdf(x, df), 1e-12));
    }
    /* R: pchisq(10, 4, 5); pchisq(150, 6, 100), by its mixture in 40 digits. */
    assert_true(near_relative(exq_noncentral_chi2_cdf(10, 4, 5), 0.63822885958231086, 1e-13));
    assert_true(near_relative(exq_noncentral_chi2_cdf(150, 6, 100), 0.97839475286601528, 1e-13));
    assert_true(near_relative(exq_noncentral_chi2_cdf(20, 6, 100), 1.88737859437367e-9, 1e-12));
}

static void noncentrality_is_found_again(void **state)
{
    (void)state;
    static const double lambdas[] = {0.3, 4, 90, 3e4, 1e7};
    static const double ps[] = {1e-6, 0.025, 0.5, 0.975};
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 4; j++) {
            const double x = lambdas[i] + 8;
            const double lambda = exq_noncentral_chi2_lambda(x, 3, ps[j]);
            if (lambda > 0)
                assert_true(fabs(exq_noncentral_chi2_cdf(x, 3, lambda) - ps[j]) < 1e-11);
            else
                assert_true(exq_chi2_cdf(x, 3) <= ps[j]);
        }
    }
    assert_true(exq_noncentral_chi2_lambda(0, 3, 0.5) == 0);
    assert_true(isnan(exq_noncentral_chi2_lambda(-1, 3, 0.5)) && isnan(exq_noncentral_chi2_lambda(1, 3, 1)));
}

static void student(void **state)
{
    (void)state;
    static const double dfs[] = {1, 2, 5, 30, 1000};
    for (size_t i = 0; i < 5; i++) {
        for (double p = 0.01; p < 1; p += 0.049)
            assert_true(near_relative(exq_student_cdf(exq_student_quantile(p, dfs[i]), dfs[i]), p, 1e-12));
    }
    assert_true(near_relative(exq_student_cdf(1, 1), 0.75, 1e-14));
}

/* ----------------------------------------------------------------------------------------------- silence */

static void outside_the_domain_is_nan_and_nothing_is_printed(void **state)
{
    (void)state;
    fflush(stdout);
    char name[] = "chi2-silence-XXXXXX";
    const int file = mkstemp(name);
    const int saved_out = dup(1), saved_err = dup(2);
    dup2(file, 1);
    dup2(file, 2);
    static const double strange[] = {-INFINITY, -1, 0, 1e-320, 0.5, 1, 3, 1e17, INFINITY, NAN};
    size_t wrong = 0;
    for (size_t i = 0; i < 10; i++) {
        for (size_t j = 0; j < 10; j++) {
            wrong += !isnan(exq_chi2_upper(strange[i], strange[j])) && !(strange[j] > 0);
            wrong += !isnan(exq_chi2_upper_log(strange[i], strange[j])) && !(strange[j] > 0);
            wrong += !isnan(exq_chi2_cdf(strange[i], strange[j])) && !(strange[j] > 0);
            wrong += !isnan(exq_student_cdf(strange[i], strange[j])) && !(strange[j] >= 1);
            for (size_t k = 0; k < 10; k++) {
                wrong += !isnan(exq_beta_cdf(strange[i], strange[j], strange[k])) &&
                         !(strange[j] >= 1e-3 && strange[k] >= 1e-3);
                wrong += !isnan(exq_noncentral_chi2_cdf(strange[i], strange[j], strange[k])) &&
                         !(strange[j] > 0 && strange[k] >= 0);
            }
        }
    }
    fflush(stdout);
    dup2(saved_out, 1);
    dup2(saved_err, 2);
    close(saved_out);
    close(saved_err);
    const off_t printed = lseek(file, 0, SEEK_END);
    close(file);
    unlink(name);
    assert_int_equal(wrong, 0);
    assert_int_equal(printed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chi2_agrees_with_boost),
        cmocka_unit_test(beta_agrees_with_boost),
        cmocka_unit_test(beta_quantile_agrees_with_boost),
        cmocka_unit_test(clopper_pearson_agrees_with_the_table),
        cmocka_unit_test(noncentral_chi2_of_one_degree_is_a_folded_normal),
        cmocka_unit_test(noncentral_chi2_agrees_with_others),
        cmocka_unit_test(noncentrality_is_found_again),
        cmocka_unit_test(student),
        cmocka_unit_test(outside_the_domain_is_nan_and_nothing_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
