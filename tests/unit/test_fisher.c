/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fisher's test against rational arithmetic, against R, against its own definition, and against its promise: no more
 * than alpha of all tables are called significant at alpha.
 */
#include <string.h>

#include "count_law.h"
#include "significance.h"
#include "statistics_kit.h"

/* ------------------------------------------------------------------------------------------------- tables */

static void agrees_with_rational_arithmetic(void **state)
{
    (void)state;
    FILE *file = reference_open("reference/exact-fisher.csv");
    char line[512];
    assert_non_null(fgets(line, sizeof line, file));
    size_t rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        unsigned a, b, c, d;
        char p_two[64];
        double log10_p;
        assert_int_equal(sscanf(line, "%u,%u,%u,%u,%63[^,],%*[^,],%*[^,],%lf", &a, &b, &c, &d, p_two, &log10_p), 6);
        const exq_p_value found = exq_fisher_two_sided((exq_share){a, a + b}, (exq_share){c, c + d});
        const double p = strtod(p_two, NULL);
        if (p > 1e-300)
            assert_true(near_relative(found.p, p, 1e-12));
        assert_true(fabs(found.log10_p - log10_p) <= 1e-10);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 14);
}

/* The next number behind `key` in the text, and the place behind it; NULL when there is none. */
static const char *number_behind(const char *text, const char *key, double *out)
{
    const char *at = strstr(text, key);
    if (at == NULL)
        return NULL;
    char *end;
    *out = strtod(at + strlen(key), &end);
    return end;
}

/* The one-sided p-values of R are sums of the same densities. */
static double one_sided(exq_share a, exq_share b, bool greater)
{
    const exq_hypergeometric law = exq_hypergeometric_of(a.n, b.n, a.k + b.k);
    double sum = 0;
    for (uint64_t k = greater ? a.k : law.least; k <= (greater ? law.most : a.k); k++)
        sum += exp(exq_hypergeometric_log(&law, k));
    return sum;
}

static void agrees_with_r(void **state)
{
    (void)state;
    FILE *file = reference_open("reference/fisher-r/data/fisher_exact_results_from_r.py");
    static char text[1 << 16];
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    size_t rows = 0;
    for (const char *at = strstr(text, "table=[["); at != NULL; at = strstr(at, "table=[[")) {
        unsigned a, b, c, d;
        char alternative[16];
        double p = 0.0;
        assert_int_equal(sscanf(at, "table=[[%u, %u], [%u, %u]]", &a, &b, &c, &d), 4);
        at = strstr(at, "alternative='");
        assert_int_equal(sscanf(at, "alternative='%15[^']", alternative), 1);
        at = number_behind(at, "pvalue=", &p);
        assert_non_null(at);
        /* R takes the columns for the groups; given the margins that is the same question. */
        const exq_share left = {a, a + b}, right = {c, c + d};
        const double found = strcmp(alternative, "two.sided") == 0 ? exq_fisher_two_sided(left, right).p
                                                                   : one_sided(left, right, alternative[0] == 'g');
        assert_true(near_relative(found, p, 1e-11));
        rows++;
    }
    assert_int_equal(rows, 84);
}

/* -------------------------------------------------------------------------------------------- definitions */

/* ln n! of small numbers, by adding logarithms. */
static double log_factorial(unsigned n)
{
    double sum = 0;
    for (unsigned i = 2; i <= n; i++)
        sum += log(i);
    return sum;
}

static double plain_density(unsigned a, unsigned row, unsigned other, unsigned column)
{
    return exp(log_factorial(row) + log_factorial(other) + log_factorial(column) + log_factorial(row + other - column) -
               log_factorial(row + other) - log_factorial(a) - log_factorial(row - a) - log_factorial(column - a) -
               log_factorial(other + a - column));
}

static void every_small_table_follows_the_definition(void **state)
{
    (void)state;
    for (unsigned row = 0; row <= 12; row++) {
        for (unsigned other = 0; other <= 12; other++) {
            for (unsigned column = 0; column <= row + other; column++) {
                const unsigned least = column > other ? column - other : 0;
                const unsigned most = column < row ? column : row;
                for (unsigned a = least; a <= most; a++) {
                    const double observed = plain_density(a, row, other, column);
                    double two_sided = 0, mid = 0;
                    for (unsigned k = least; k <= most; k++) {
                        const double p = plain_density(k, row, other, column);
                        two_sided += p <= observed * (1 + 1e-7) ? p : 0;
                        mid += p < observed * (1 - 1e-7) ? p : p <= observed * (1 + 1e-7) ? p / 2 : 0;
                    }
                    const exq_share left = {a, row}, right = {column - a, other};
                    assert_true(near_relative(exq_fisher_two_sided(left, right).p, two_sided, 1e-12));
                    assert_true(near_relative(exq_fisher_mid_p(left, right).p, mid, 1e-12));
                    assert_true(near_relative(exq_fisher_two_sided(right, left).p, two_sided, 1e-12));
                }
            }
        }
    }
}

static void never_errs_more_often_than_it_says(void **state)
{
    (void)state;
    static const double alphas[] = {0.2, 0.1, 0.05, 0.01, 0.001};
    for (unsigned row = 1; row < 60; row++) {
        for (unsigned other = 1; row + other <= 60; other++) {
            for (unsigned column = 1; column < row + other; column++) {
                const exq_hypergeometric law = exq_hypergeometric_of(row, other, column);
                double rejected[5] = {0};
                for (uint64_t a = law.least; a <= law.most; a++) {
                    const double p = exq_fisher_two_sided((exq_share){a, row}, (exq_share){column - a, other}).p;
                    for (size_t i = 0; i < 5; i++)
                        rejected[i] += p <= alphas[i] ? exp(exq_hypergeometric_log(&law, a)) : 0;
                }
                for (size_t i = 0; i < 5; i++)
                    assert_true(rejected[i] <= alphas[i] * (1 + 1e-12));
            }
        }
    }
}

/* --------------------------------------------------------------------------------------------------- size */

static void large_tables_take_no_time_and_keep_their_digits(void **state)
{
    (void)state;
    const uint64_t billion = 1000000000;
    /* The balanced table is the likeliest. */
    assert_true(exq_fisher_two_sided((exq_share){billion / 2, billion}, (exq_share){billion / 2, billion}).p == 1);
    /* Its density by log-factorials of 50 digits. */
    const exq_hypergeometric law = exq_hypergeometric_of(billion, billion, billion);
    assert_true(near_relative(exp(exq_hypergeometric_log(&law, billion / 2)), 3.5682482309674491422e-5, 1e-13));
    /* Far out, where the normal distribution is right to four digits of the logarithm. */
    exq_p_value normal;
    const exq_share a = {billion / 2 + 100000, billion}, b = {billion / 2, billion};
    exq_pooled_z(a, b, &normal);
    assert_true(near_relative(exq_fisher_two_sided(a, b).log10_p, normal.log10_p, 1e-3));
    /* Nobody of one group, everybody of the other. */
    const exq_p_value opposite = exq_fisher_two_sided((exq_share){0, billion}, (exq_share){billion, billion});
    assert_true(opposite.p == 0);
    assert_true(near_relative(opposite.log10_p, -602059986.27835746, 1e-12));
}

static void empty_margins_say_nothing(void **state)
{
    (void)state;
    static const exq_share shares[][2] = {
        {{0, 0}, {3, 7}},
        {{0, 0}, {0, 0}},
        {{0, 5}, {0, 9}},
        {{5, 5}, {9, 9}}
    };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        const exq_p_value p = exq_fisher_two_sided(shares[i][0], shares[i][1]);
        assert_true(p.p == 1 && p.log10_p == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_rational_arithmetic),
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(every_small_table_follows_the_definition),
        cmocka_unit_test(never_errs_more_often_than_it_says),
        cmocka_unit_test(large_tables_take_no_time_and_keep_their_digits),
        cmocka_unit_test(empty_margins_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
