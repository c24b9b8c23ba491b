/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exact sums: laws (order, merging, subtracting), rounding against 128-bit integers, and the certified means of NIST.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>

#include "data_dir.h"
#include "exactsum.h"
#include "random.h"

__extension__ typedef __int128 wide;

static double random_double(exq_random *random)
{
    for (;;) {
        uint64_t bits = exq_random_u64(random);
        double value = 0;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value))
            return value;
    }
}

/* The canonical text, in one of two places so that two sums can be compared. */
static const char *text_of(const exq_exactsum *sum, int place)
{
    static char texts[2][1024];
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_exactsum_print(sum, &buffer);
    assert_false(buffer.failed);
    assert_true(buffer.length < sizeof texts[0]);
    memcpy(texts[place], buffer.bytes, buffer.length + 1);
    exq_buffer_free(&buffer);
    return texts[place];
}

static void assert_same(const exq_exactsum *a, const exq_exactsum *b)
{
    assert_string_equal(text_of(a, 0), text_of(b, 1));
    assert_true(exq_exactsum_round(a) == exq_exactsum_round(b));
    assert_int_equal(exq_exactsum_sign(a), exq_exactsum_sign(b));
}

/* --------------------------------------------------------------------------------------------- known sums */

static void sums_are_rounded_once(void **state)
{
    (void)state;
    static const struct {
        double terms[5];
        double sum;
    } table[] = {
        {{0},                                                  0                     },
        {{-0.0},                                               0                     },
        {{1, 1e100, 1, -1e100},                                2                     },
        {{0.1, 0.2, -0.3},                                     0x1p-55               },
        {{DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX, DBL_TRUE_MIN}, DBL_TRUE_MIN          },
        {{-DBL_MAX, DBL_TRUE_MIN, DBL_MAX},                    DBL_TRUE_MIN          },
        {{DBL_MAX, 0x1p969},                                   DBL_MAX               },
        {{DBL_MAX, 0x1p970},                                   HUGE_VAL              },
        {{-DBL_MAX, -DBL_MAX},                                 -HUGE_VAL             },
        {{1, 0x1p-53},                                         1                     },
        {{1, 0x1p-53, DBL_TRUE_MIN},                           1 + DBL_EPSILON       },
        {{1, 0x1p-53, -DBL_TRUE_MIN},                          1                     },
        {{1 + DBL_EPSILON, 0x1p-53},                           1 + 2 * DBL_EPSILON   },
        {{-1, -0x1p-53, -DBL_TRUE_MIN},                        -1 - DBL_EPSILON      },
        {{DBL_MIN, -DBL_TRUE_MIN},                             DBL_MIN - DBL_TRUE_MIN},
        {{-1, 1e-300},                                         -1                    },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_exactsum sum = {.pending = 0};
        for (size_t j = 0; j < 5; j++)
            exq_exactsum_add(&sum, table[i].terms[j]);
        double rounded = exq_exactsum_round(&sum);
        if (rounded != table[i].sum || signbit(rounded) != signbit(table[i].sum))
            fail_msg("row %zu: %a", i, rounded);
        assert_int_equal(exq_exactsum_sign(&sum), (table[i].sum > 0) - (table[i].sum < 0));
    }
}

/* Sums of whole numbers and of fractions of 2^-20, which 128-bit integers hold exactly. */
static void rounding_agrees_with_wide_integers(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 1, 0);
    for (int round = 0; round < 20000; round++) {
        exq_exactsum sum = {.pending = 0};
        wide total = 0;
        for (int i = 0; i < 10; i++) {
            int64_t term = (int64_t)exq_random_u64(&random) >> (11 + exq_random_below(&random, 50));
            unsigned shift = (unsigned)exq_random_below(&random, 60);
            total += (wide)term * ((wide)1 << shift);
            exq_exactsum_add(&sum, ldexp((double)term, (int)shift - 20));
        }
        assert_true(exq_exactsum_round(&sum) == ldexp((double)total, -20));
        assert_int_equal(exq_exactsum_sign(&sum), (total > 0) - (total < 0));
    }
}

/* -------------------------------------------------------------------------------------------------- laws */

enum { TERMS = 200 };

static void order_changes_nothing(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 2, 0);
    for (int round = 0; round < 200; round++) {
        double terms[TERMS];
        exq_exactsum forward = {.pending = 0};
        for (int i = 0; i < TERMS; i++) {
            terms[i] = random_double(&random);
            exq_exactsum_add(&forward, terms[i]);
        }
        for (int i = TERMS - 1; i > 0; i--) {
            int j = (int)exq_random_below(&random, (uint64_t)i + 1);
            double moved = terms[i];
            terms[i] = terms[j];
            terms[j] = moved;
        }
        exq_exactsum shuffled = {.pending = 0};
        for (int i = 0; i < TERMS; i++)
            exq_exactsum_add(&shuffled, terms[i]);
        assert_same(&forward, &shuffled);
    }
}

static void merging_is_adding_all_and_subtracting_undoes_it(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 3, 0);
    for (int round = 0; round < 200; round++) {
        exq_exactsum parts[3] = {{.pending = 0}, {.pending = 0}, {.pending = 0}};
        exq_exactsum whole = {.pending = 0};
        for (int i = 0; i < TERMS; i++) {
            double term = random_double(&random);
            double factor = exq_random_unit(&random) * 1e10;
            exq_exactsum_add(&parts[i % 3], term);
            exq_exactsum_add_square(&parts[i % 3], factor);
            exq_exactsum_add(&whole, term);
            exq_exactsum_add_square(&whole, factor);
        }
        exq_exactsum merged = parts[2];
        exq_exactsum_merge(&merged, &parts[0]);
        exq_exactsum_merge(&merged, &parts[1]);
        assert_same(&merged, &whole);
        exq_exactsum_subtract(&merged, &parts[1]);
        exq_exactsum_subtract(&merged, &parts[0]);
        assert_same(&merged, &parts[2]);
        exq_exactsum_subtract(&merged, &parts[2]);
        assert_int_equal(exq_exactsum_sign(&merged), 0);
        assert_string_equal(text_of(&merged, 0), "+0");
        exq_exactsum_subtract(&merged, &whole);
        exq_exactsum_merge(&merged, &whole);
        assert_int_equal(exq_exactsum_sign(&merged), 0);
    }
}

/* Limbs as full as they may get: a billion additions of the largest digit are pretended by setting the count. */
static void carries_come_in_time(void **state)
{
    (void)state;
    exq_exactsum sum = {.pending = 0};
    exq_exactsum expected = {.pending = 0};
    for (int i = 0; i < 1000; i++) {
        sum.pending = UINT32_C(1) << 30;
        exq_exactsum_add(&sum, DBL_MAX);
        assert_true(sum.pending <= 1);
        exq_exactsum_add(&expected, DBL_MAX);
    }
    assert_same(&sum, &expected);
}

static void a_billion_large_terms_do_not_overflow(void **state)
{
    (void)state;
    exq_exactsum sum = {.pending = 0};
    exq_exactsum_add(&sum, DBL_MAX);
    for (int doubling = 0; doubling < 60; doubling++) {
        exq_exactsum same = sum;
        exq_exactsum_merge(&sum, &same);
    }
    assert_int_equal(exq_exactsum_sign(&sum), 1);
    assert_true(exq_exactsum_round(&sum) == HUGE_VAL);
    exq_exactsum half = sum;
    exq_exactsum_subtract(&sum, &half);
    assert_string_equal(text_of(&sum, 0), "+0");
}

/* x*x rounded, and what the rounding lost, which fma gives exactly. */
static void squares_are_exact(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 4, 0);
    for (int i = 0; i < 20000; i++) {
        double value = ldexp(exq_random_unit(&random) - 0.5, (int)exq_random_below(&random, 600) - 300);
        exq_exactsum square = {.pending = 0};
        exq_exactsum_add_square(&square, value);
        exq_exactsum expected = {.pending = 0};
        exq_exactsum_add(&expected, value * value);
        exq_exactsum_add(&expected, fma(value, value, -(value * value)));
        assert_same(&square, &expected);
    }
    exq_exactsum nothing = {.pending = 0};
    exq_exactsum_add_square(&nothing, 0);
    assert_int_equal(exq_exactsum_sign(&nothing), 0);
    static const double extremes[] = {1e-100, -1e-100, 1e100, -1e100};
    for (size_t i = 0; i < sizeof extremes / sizeof extremes[0]; i++) {
        exq_exactsum sum = {.pending = 0};
        exq_exactsum_add_square(&sum, extremes[i]);
        assert_true(exq_exactsum_round(&sum) == extremes[i] * extremes[i]);
    }
}

/* --------------------------------------------------------------------------------------------------- text */

static void sums_are_printed(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } table[] = {
        {0,            "+0"                   },
        {1,            "+1p0"                 },
        {-1,           "-1p0"                 },
        {0.5,          "+80000000p-32"        },
        {0x1p32,       "+1p32"                },
        {-0x1.8p32,    "-180000000p0"         },
        {DBL_TRUE_MIN, "+4000p-1088"          },
        {DBL_MAX,      "+fffffffffffff800p960"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_exactsum sum = {.pending = 0};
        exq_exactsum_add(&sum, table[i].value);
        assert_string_equal(text_of(&sum, 0), table[i].text);
    }
}

static void texts_are_read_back(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 5, 0);
    for (int i = 0; i < 5000; i++) {
        exq_exactsum sum = {.pending = 0};
        for (uint64_t terms = exq_random_below(&random, 4); terms > 0; terms--)
            exq_exactsum_add(&sum, random_double(&random));
        exq_exactsum read = {.pending = 0};
        const char *text = text_of(&sum, 0);
        assert_true(exq_exactsum_parse(text, strlen(text), &read));
        assert_same(&sum, &read);
        exq_exactsum_add(&sum, 1);
        exq_exactsum_add(&read, 1);
        assert_same(&sum, &read);
    }
}

/* Any text but that of printing is refused, so that equal sums have equal texts. */
static void other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const table[] = {
        "",       "+",      "0",    "-0",    "+00",      "1p0",     "+1",           "+p0",
        "+0p0",   "+01p0",  "+1p",  "+1p00", "+1p1",     "+1p-0",   "+1p+0",        "+1p 0",
        "+1p0 ",  " +1p0",  "+1P0", "+Ap0",  "+1p-1120", "+1p1088", "+100000000p0", "+123456789p1056",
        "+1g1p0", "+1p0p0",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_exactsum sum = {.pending = 7};
        if (exq_exactsum_parse(table[i], strlen(table[i]), &sum) || sum.pending != 7)
            fail_msg("'%s' was read", table[i]);
    }
}

/* -------------------------------------------------------------------------------------------------- NIST */

/* Digits that agree: -log10 of the relative error, 15 when the doubles are equal. */
static double digits_right(double value, double certified)
{
    return value == certified ? 15 : -log10(fabs(value - certified) / fabs(certified));
}

static double mean_of_file(const char *name)
{
    char relative[64];
    char path[DATA_PATH_SIZE];
    snprintf(relative, sizeof relative, "reference/nist-univariate/%s.txt", name);
    FILE *file = fopen(data_path(relative, path), "r");
    assert_non_null(file);
    exq_exactsum sum = {.pending = 0};
    double count = 0;
    for (double value = 0; fscanf(file, "%lf", &value) == 1; count++)
        exq_exactsum_add(&sum, value);
    fclose(file);
    assert_true(count > 0);
    return exq_exactsum_round(&sum) / count;
}

static void certified_means(void **state)
{
    (void)state;
    data_need("reference/nist-univariate");
    static const struct {
        const char *name;
        double mean;
    } table[] = {
        {"lew",       -177.435        },
        {"lottery",   518.958715596330},
        {"mavro",     2.001856        },
        {"michelson", 299.8524        },
        {"pidigits",  4.5348          },
        {"numacc1",   10000002        },
        {"numacc2",   1.2             },
        {"numacc3",   1000000.2       },
        {"numacc4",   10000000.2      },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double digits = digits_right(mean_of_file(table[i].name), table[i].mean);
        if (digits < 14.5)
            fail_msg("%s: %.2f digits", table[i].name, digits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_rounded_once), cmocka_unit_test(rounding_agrees_with_wide_integers),
        cmocka_unit_test(order_changes_nothing), cmocka_unit_test(merging_is_adding_all_and_subtracting_undoes_it),
        cmocka_unit_test(carries_come_in_time),  cmocka_unit_test(a_billion_large_terms_do_not_overflow),
        cmocka_unit_test(squares_are_exact),     cmocka_unit_test(sums_are_printed),
        cmocka_unit_test(texts_are_read_back),   cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(certified_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
