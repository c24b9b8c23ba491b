/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every interval against values computed elsewhere: tables of arbitrary-precision arithmetic where they are there, and
 * printed figures.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data_dir.h"
#include "interval.h"
#include "published_builder.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static exq_proportion of(double k, double n)
{
    return (exq_proportion){k, n, false};
}

/* --------------------------------------------------------------------------------------------- tables by mpmath */

static FILE *open_reference(const char *name)
{
    char path[DATA_PATH_SIZE], relative[DATA_PATH_SIZE / 2];
    data_need("reference");
    snprintf(relative, sizeof relative, "reference/%s", name);
    FILE *file = fopen(data_path(relative, path), "r");
    assert_non_null(file);
    return file;
}

/* Relative to 1e-13, and exactly 0 where the table has the residue of its own arithmetic instead of 0. */
static bool agrees(double found, double expected)
{
    return fabs(expected) < 1e-60 ? found == 0 : near(found / expected, 1, 1e-13);
}

/* Of x people of n the limits stand in two columns, which begin at `first`; they are empty in some rows. */
static void agrees_with_the_table(exq_interval_one *interval, size_t first, const char *method, size_t expected)
{
    FILE *file = open_reference("mpmath-binomial-ci.csv");
    char line[512];
    assert_non_null(fgets(line, sizeof line, file));
    size_t rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char *at = line;
        double fields[6];
        for (size_t i = 0; i < 6; i++) {
            fields[i] = strtod(at, &at);
            at += *at == ',';
        }
        if (fields[first + 1] == 0)
            continue;
        exq_range range = interval(of(fields[0], fields[1]), 0.95);
        assert_true(agrees(range.lo.v, fields[first]));
        assert_true(agrees(range.hi.v, fields[first + 1]));
        assert_string_equal(range.method, method);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, expected);
}

static void clopper_pearson_agrees_with_the_table(void **state)
{
    (void)state;
    agrees_with_the_table(exq_interval_clopper_pearson, 2, "clopper_pearson", 24);
}

static void wilson_agrees_with_the_table(void **state)
{
    (void)state;
    agrees_with_the_table(exq_interval_wilson, 4, "wilson", 29);
}

/* Quantiles of beta laws by mpmath, with 40 digits. */
static void jeffreys_agrees_with_beta_quantiles(void **state)
{
    (void)state;
    static const struct {
        double k, n, level, lo, hi;
    } figures[] = {
        {0,   7,     0.95, 0,                     0.29243617366231007   },
        {7,   7,     0.95, 0.70756382633768993,   1                     },
        {1,   20,    0.95, 0.0054490325814265978, 0.2108186362492652    },
        {5,   20,    0.95, 0.10239848568304509,   0.46419462924086806   },
        {352, 800,   0.95, 0.40587096285972608,   0.47456230563693041   },
        {450, 900,   0.99, 0.45716037727738408,   0.54283962272261592   },
        {3,   10000, 0.95, 8.4500452142888753e-5, 0.00080041781108089759},
        {999, 1000,  0.9,  0.99609928606765399,   0.99982404832083561   },
    };
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        exq_range range = exq_interval_jeffreys(of(figures[i].k, figures[i].n), figures[i].level);
        assert_true(figures[i].lo > 0 ? near(range.lo.v / figures[i].lo, 1, 1e-12) : range.lo.v == 0);
        assert_true(figures[i].hi < 1 ? near(range.hi.v / figures[i].hi, 1, 1e-12) : range.hi.v == 1);
        assert_string_equal(range.method, "jeffreys");
    }
}

/* Of rows that are worth fewer people k can be any fraction: the rate itself is never left out, and the name says so. */
static void every_method_holds_the_rate_of_a_fraction_of_a_person(void **state)
{
    (void)state;
    const double ks[] = {0, 1e-9, 1e-4, 0.01, 0.3, 4.5, 9.99999, 10};
    for (exq_rate_interval method = EXQ_RATE_WILSON; exq_rate_interval_name(method) != NULL; method++) {
        for (size_t i = 0; i < sizeof ks / sizeof ks[0]; i++) {
            exq_range range = exq_interval_rate(method, (exq_proportion){ks[i], 10, EXQ_SAMPLE_UNITS}, 0.95);
            assert_true(0 <= range.lo.v && range.lo.v <= ks[i] / 10 && ks[i] / 10 <= range.hi.v && range.hi.v <= 1);
            assert_true(ks[i] > 0 || range.lo.v == 0);
            assert_true(ks[i] < 10 || range.hi.v == 1);
            assert_string_equal(range.method + strlen(range.method) - 6, "_units");
        }
    }
}

static void newcombe_agrees_with_the_table(void **state)
{
    (void)state;
    FILE *file = open_reference("mpmath-newcombe.csv");
    char line[512];
    assert_non_null(fgets(line, sizeof line, file));
    size_t rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        double x1, n1, x2, n2, difference, lo, hi;
        assert_int_equal(sscanf(line, "%lf,%lf,%lf,%lf,%lf,%lf,%lf", &x1, &n1, &x2, &n2, &difference, &lo, &hi), 7);
        exq_range range = exq_interval_newcombe(of(x1, n1), of(x2, n2), 0.95);
        assert_true(agrees(range.lo.v, lo));
        assert_true(agrees(range.hi.v, hi));
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 8);
}

/* ---------------------------------------------------------------------------------------------- printed figures */

static void wilson_is_clamped_at_the_ends(void **state)
{
    (void)state;
    assert_true(exq_interval_wilson(of(0, 7), 0.95).lo.v == 0);
    assert_true(exq_interval_wilson(of(7, 7), 0.95).hi.v == 1);
    assert_true(exq_interval_wilson(of(0, 7), 0.95).hi.v < 1);
    assert_true(range_is(exq_interval_wilson(of(352, 800), 0.95), .4059706, .4746029, 1e-6));
    assert_true(range_is(exq_interval_wilson(of(450, 900), 0.95), .4674034, .5325966, 1e-6));
}

static void newcombe_gives_the_printed_figures(void **state)
{
    (void)state;
    assert_true(range_is(exq_interval_newcombe(of(352, 800), of(450, 900), 0.95), -.1071226, -.0124616, 1e-5));
}

/* By mpmath with 40 digits, in the logarithm of the odds ratio; statsmodels 0.14 agrees where no count is zero. */
static void odds_ratio_agrees_with_its_score_equation(void **state)
{
    (void)state;
    static const struct {
        double k1, n1, k2, n2, lo, hi;
    } figures[] = {
        {36,  40,   16,  80,   11.481282194425162,     111.40306829154573 },
        {352, 800,  450, 900,  0.64898026105103713,    0.95125721396509176},
        {805, 1795, 349, 1488, 2.280150360469937,      3.0885412604300481 },
        {1,   10,   9,   10,   0.00077306093615084147, 0.19715883075759613},
        {3,   7,    2,   8,    0.26909450830390538,    18.391439737516082 },
        {122, 310,  400, 780,  0.47182766358179431,    0.80551740526809653},
    };
    for (size_t i = 0; i < COUNT(figures); i++) {
        exq_proportion group = of(figures[i].k1, figures[i].n1), reference = of(figures[i].k2, figures[i].n2);
        exq_range range = exq_interval_odds_ratio(group, reference, 0.95);
        assert_true(near(range.lo.v / figures[i].lo, 1, 1e-12) && near(range.hi.v / figures[i].hi, 1, 1e-12));
        exq_range inverse = exq_interval_odds_ratio(reference, group, 0.95);
        assert_true(near(range.lo.v * inverse.hi.v, 1, 1e-12));
    }
}

static void odds_ratio_is_defined_at_zero_counts(void **state)
{
    (void)state;
    exq_range range = exq_interval_odds_ratio(of(0, 50), of(10, 50), 0.95);
    assert_true(range.lo.v == 0 && near(range.hi.v, 0.32144513336511292, 1e-12));
    range = exq_interval_odds_ratio(of(10, 50), of(0, 50), 0.95);
    assert_true(near(range.lo.v, 3.1109508161822181, 1e-11));
    assert_int_equal(range.hi.why, EXQ_WHY_INFINITE);
    range = exq_interval_odds_ratio(of(50, 50), of(40, 50), 0.95);
    assert_true(near(range.lo.v, 3.1109508161822181, 1e-11));
    assert_int_equal(range.hi.why, EXQ_WHY_INFINITE);
    range = exq_interval_odds_ratio(of(0, 50), of(50, 50), 0.95);
    assert_true(range.lo.v == 0 && range.hi.v < 1);
    assert_int_equal(exq_interval_odds_ratio(of(0, 50), of(0, 50), 0.95).lo.why, EXQ_WHY_ZERO_COUNTS);
    assert_int_equal(exq_interval_odds_ratio(of(50, 50), of(50, 50), 0.95).lo.why, EXQ_WHY_ZERO_COUNTS);
}

/* Whether a range is right can be summed over all tables of two binomials: no drawing, small counts. */
static void odds_ratio_covers_small_tables(void **state)
{
    (void)state;
    enum { N1 = 12, N2 = 18 };
    static const double rates[][2] = {{0.1, 0.1}, {0.2, 0.05}, {0.5, 0.5}, {0.3, 0.6}, {0.9, 0.7}};
    for (size_t r = 0; r < COUNT(rates); r++) {
        double p = rates[r][0], q = rates[r][1], truth = p / (1 - p) / (q / (1 - q)), covered = 0, defined = 0;
        for (int k1 = 0; k1 <= N1; k1++) {
            for (int k2 = 0; k2 <= N2; k2++) {
                exq_range range = exq_interval_odds_ratio(of(k1, N1), of(k2, N2), 0.95);
                double chance = exp(lgamma(N1 + 1) - lgamma(k1 + 1) - lgamma(N1 - k1 + 1) + k1 * log(p) +
                                    (N1 - k1) * log(1 - p) + lgamma(N2 + 1) - lgamma(k2 + 1) - lgamma(N2 - k2 + 1) +
                                    k2 * log(q) + (N2 - k2) * log(1 - q));
                if (range.method == NULL)
                    continue;
                defined += chance;
                covered += range.lo.v <= truth && (!exq_known(range.hi) || truth <= range.hi.v) ? chance : 0;
            }
        }
        print_message("odds ratio of %.2f and %.2f, %d and %d people: coverage %.4f\n", p, q, N1, N2,
                      covered / defined);
        assert_true(covered / defined > 0.945 && covered / defined < 0.975);
    }
}

static const struct {
    double k1, n1, k2, n2, lo, hi;
} koopman_figures[] = {
    {36,   40,   16,  80,   2.93957,       7.15222      },
    {352,  800,  450, 900,  .79429932297,  .97391206820 },
    {805,  1795, 349, 1488, 1.72256830874, 2.12555026219},
    {532,  1901, 461, 966,  .53198788701,  .64687306632 },
    {2174, 3696, 854, 2454, 1.59183853989, 1.79656749115},
};

static void koopman_gives_the_printed_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(koopman_figures); i++) {
        double tolerance = i == 0 ? 2e-6 : 1e-10;
        assert_true(range_is(exq_interval_koopman(of(koopman_figures[i].k1, koopman_figures[i].n1),
                                                  of(koopman_figures[i].k2, koopman_figures[i].n2), 0.95),
                             koopman_figures[i].lo, koopman_figures[i].hi, tolerance));
    }
}

static void koopman_is_defined_at_zero_counts(void **state)
{
    (void)state;
    exq_range range = exq_interval_koopman(of(0, 50), of(10, 50), 0.95);
    assert_true(range.lo.v == 0 && near(range.hi.v, .36311046608, 1e-10));
    range = exq_interval_koopman(of(10, 50), of(0, 50), 0.95);
    assert_true(near(range.lo.v, 2.75398286038, 1e-10));
    assert_int_equal(range.hi.why, EXQ_WHY_INFINITE);
    assert_true(isnan(range.hi.v));
    range = exq_interval_koopman(of(0, 50), of(0, 50), 0.95);
    assert_null(range.method);
    assert_int_equal(range.lo.why, EXQ_WHY_ZERO_COUNTS);
    range = exq_interval_koopman(of(50, 50), of(50, 50), 0.95);
    assert_true(range.lo.v < 1 && range.hi.v > 1);
}

static void koopman_turns_round_with_its_groups(void **state)
{
    (void)state;
    exq_range one = exq_interval_koopman(of(30, 70), of(11, 90), 0.9);
    exq_range other = exq_interval_koopman(of(11, 90), of(30, 70), 0.9);
    assert_true(near(one.lo.v, 1 / other.hi.v, 1e-12));
    assert_true(near(one.hi.v, 1 / other.lo.v, 1e-12));
}

static void katz_gives_the_printed_figures_and_no_more(void **state)
{
    (void)state;
    assert_true(range_is(exq_interval_katz(of(805, 1795), of(349, 1488), 0.95), 1.721239, 2.124108, 1e-6));
    assert_true(range_is(exq_interval_katz(of(3, 8), of(349, 1488), 0.95), .650505, 3.929770, 1e-6));
    assert_int_equal(exq_interval_katz(of(0, 8), of(3, 8), 0.95).lo.why, EXQ_WHY_ZERO_COUNTS);
    assert_null(exq_interval_katz(of(3, 8), of(0, 8), 0.95).method);
}

/* --------------------------------------------------------------------------------------------------------- fold */

static void the_reach_gives_the_constants(void **state)
{
    (void)state;
    static const struct {
        size_t groups;
        double z;
    } constants[] = {
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
        {30, 3.748577807}
    };
    for (size_t i = 0; i < COUNT(constants); i++)
        assert_true(near(exq_reach_of(0.95, 0.95, constants[i].groups).towards, constants[i].z, 1e-9));
    assert_true(near(exq_reach_of(0.95, 0.95, 7).away, 1.959963984540054, 1e-13));
}

/* k and n of each group, then the ends of the difference and of the ratio. */
typedef struct fold_case {
    size_t count;
    double groups[14][2];
    double difference[2], ratio[2];
} fold_case;

/* clang-format off */
static const fold_case folds[] = {
    {2, {{450, 900}, {352, 800}},
     {.011636829, .108041285}, {.792840784, .975624097}},
    {7, {{400, 780}, {122, 290}, {122, 310}, {133, 264}, {8, 19}, {7, 15}, {10, 22}},
     {.018998583, .391008224}, {.384668715, .960815458}},
    {4, {{400, 780}, {122, 290}, {122, 310}, {133, 264}},
     {.031738019, .192851402}, {.646589599, .935045451}},
    {6, {{2174, 3696}, {8, 32}, {854, 2454}, {190, 637}, {12, 18}, {79, 377}},
     {.309314895, .660983832}, {.165918365, .468810424}},
    {14, {{76, 140}, {227, 420}, {173, 360}, {57, 124}, {66, 150}, {66, 160}, {56, 140},
          {56, 150}, {5, 10}, {3, 9}, {4, 8}, {3, 7}, {6, 12}, {4, 10}},
     {.004690875, .596144814}, {.137411245, .990586723}},
    {3, {{0, 20}, {5, 20}, {9, 30}},
     {.029240580, .493959041}, {0, .848930474}},
};
/* clang-format on */

static void the_fold_gives_the_verified_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(folds); i++) {
        const fold_case *fold = &folds[i];
        exq_proportion groups[14];
        exq_limits scratch[14];
        for (size_t g = 0; g < fold->count; g++)
            groups[g] = of(fold->groups[g][0], fold->groups[g][1]);
        exq_reach reach = exq_reach_of(0.95, 0.95, fold->count);
        assert_true(range_is(exq_interval_max_difference(groups, fold->count, reach, scratch), fold->difference[0],
                             fold->difference[1], 1e-9));
        assert_true(range_is(exq_interval_min_ratio(groups, fold->count, reach, scratch), fold->ratio[0],
                             fold->ratio[1], 1e-9));
    }
}

/* ------------------------------------------------------------------------------------------------------- levels */

static void sidak_spends_the_level(void **state)
{
    (void)state;
    assert_true(exq_interval_sidak(0.95, 1) == 0.95);
    assert_true(near(pow(exq_interval_sidak(0.95, 5), 5), 0.95, 1e-14));
}

static void a_group_is_compared_with_everyone_through_the_rest(void **state)
{
    (void)state;
    exq_range difference = {exq_some(-0.2), exq_some(0.1), "newcombe"};
    assert_true(range_is(exq_interval_difference_to_overall(difference, 0.25), -0.15, 0.075, 1e-14));
    exq_range ratio = {exq_some(0), exq_none(EXQ_WHY_INFINITE), "koopman"};
    assert_true(range_is(exq_interval_ratio_to_overall(ratio, 0.25), 0, 4, 1e-14));
    ratio = (exq_range){exq_some(0.5), exq_some(2), "koopman"};
    assert_true(range_is(exq_interval_ratio_to_overall(ratio, 0.25), 1 / 1.75, 1.6, 1e-14));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_agrees_with_the_table),
        cmocka_unit_test(clopper_pearson_agrees_with_the_table),
        cmocka_unit_test(odds_ratio_agrees_with_its_score_equation),
        cmocka_unit_test(odds_ratio_is_defined_at_zero_counts),
        cmocka_unit_test(odds_ratio_covers_small_tables),
        cmocka_unit_test(jeffreys_agrees_with_beta_quantiles),
        cmocka_unit_test(every_method_holds_the_rate_of_a_fraction_of_a_person),
        cmocka_unit_test(newcombe_agrees_with_the_table),
        cmocka_unit_test(wilson_is_clamped_at_the_ends),
        cmocka_unit_test(newcombe_gives_the_printed_figures),
        cmocka_unit_test(koopman_gives_the_printed_figures),
        cmocka_unit_test(koopman_is_defined_at_zero_counts),
        cmocka_unit_test(koopman_turns_round_with_its_groups),
        cmocka_unit_test(katz_gives_the_printed_figures_and_no_more),
        cmocka_unit_test(the_reach_gives_the_constants),
        cmocka_unit_test(the_fold_gives_the_verified_figures),
        cmocka_unit_test(sidak_spends_the_level),
        cmocka_unit_test(a_group_is_compared_with_everyone_through_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
