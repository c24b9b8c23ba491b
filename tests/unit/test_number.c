/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in and out: the grammar, correct rounding against published cases and the C library, the shortest text, and
 * all of it in other locales.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <regex.h>

#include "data_dir.h"
#include "foreign_locale.h"
#include "number.h"
#include "random.h"

static uint64_t bits_of(double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static bool parses(const char *text, double *out)
{
    /* In memory that ends with the text, so that a step too far is seen. */
    size_t length = strlen(text);
    char *exact = malloc(length > 0 ? length : 1);
    assert_non_null(exact);
    memcpy(exact, text, length);
    bool parsed = exq_number_parse(exact, length, out);
    free(exact);
    return parsed;
}

/* ------------------------------------------------------------------------------------------------- grammar */

static void numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } table[] = {
        {"0",                                                   0.0                    },
        {"-0",                                                  -0.0                   },
        {"7",                                                   7                      },
        {"-12",                                                 -12                    },
        {"0.5",                                                 0.5                    },
        {"10.250",                                              10.25                  },
        {"1e3",                                                 1000                   },
        {"1E+3",                                                1000                   },
        {"1.5e-1",                                              0.15                   },
        {"0e999999999999999999999",                             0                      },
        {"0.000e-5",                                            0                      },
        {"9007199254740993",                                    9007199254740992       },
        {"9007199254740992.0000000000000000000000000000000001", 9007199254740992       },
        {"9007199254740993.0000000000000000000000000000000001", 9007199254740994       },
        {"1.7976931348623157e308",                              DBL_MAX                },
        {"1.7976931348623158079e308",                           DBL_MAX                },
        {"2.2250738585072014e-308",                             DBL_MIN                },
        {"2.2250738585072011e-308",                             0x0.fffffffffffffp-1022},
        {"4.9406564584124654e-324",                             DBL_TRUE_MIN           },
        {"2.4703282292062328e-324",                             DBL_TRUE_MIN           },
        {"2.4703282292062327e-324",                             0                      },
        {"1e-400",                                              0                      },
        {"-1e-99999999999999999999",                            -0.0                   },
        {"123456789012345678901234567890",                      0x1.8ee90ff6c373ep+96  },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double value = 1;
        if (!parses(table[i].text, &value) || bits_of(value) != bits_of(table[i].value))
            fail_msg("%s", table[i].text);
    }
}

static void other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const table[] = {
        "",
        "-",
        "+1",
        ".5",
        "5.",
        "-.5",
        "01",
        "-01",
        "00",
        "1e",
        "1e+",
        "1.e1",
        "1e1.5",
        "0x10",
        "inf",
        "-inf",
        "nan",
        " 1",
        "1 ",
        "1,5",
        "1_000",
        "1\n",
        "1e400",
        "-1e400",
        "1d5",
        "1f",
        "--1",
        "1e5x",
        "1..2",
        "1.2.3",
        "e5",
        "1e--5",
        "infinity",
        "1.7976931348623159e308",
        "1e99999999999999999999",
        "\xd9\xa1",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double value = 1;
        if (parses(table[i], &value) || value != 1)
            fail_msg("'%s' was read as %a", table[i], value);
    }
}

static void long_texts_are_read(void **state)
{
    (void)state;
    enum { ZEROS = 100000 };
    static char text[ZEROS + 32];
    double value = 0;
    memset(text, '0', sizeof text);
    memcpy(text, "0.", 2);
    strcpy(text + ZEROS, "1e100000");
    assert_true(parses(text, &value));
    assert_true(value == 10);
    memset(text, '9', sizeof text);
    strcpy(text + ZEROS, "e-100000");
    assert_true(parses(text, &value));
    assert_true(value == 1);
}

/* ----------------------------------------------------------------------------------------- correct rounding */

typedef struct corpus {
    regex_t grammar;
    size_t read;
    size_t refused;
} corpus;

/* A line: the half, single and double of a text, in hexadecimal, and the text. */
static void check_line(const char *line, corpus *seen)
{
    enum { DOUBLE_AT = 14, TEXT_AT = 31 };
    const char *text = line + TEXT_AT;
    uint64_t expected = strtoull(line + DOUBLE_AT, NULL, 16);
    double value = 0;
    bool parsed = parses(text, &value);
    bool finite = (expected >> 52 & 0x7ff) != 0x7ff;
    if (finite && regexec(&seen->grammar, text, 0, NULL, 0) == 0) {
        if (!parsed || bits_of(value) != expected)
            fail_msg("%s", text);
        seen->read++;
    } else {
        if (parsed)
            fail_msg("'%s' should be refused", text);
        seen->refused++;
    }
}

static void check_file(const char *path, const char *name, void *payload)
{
    (void)name;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *line = NULL;
    size_t size = 0;
    for (ssize_t length = getline(&line, &size, file); length > 0; length = getline(&line, &size, file)) {
        line[strcspn(line, "\r\n")] = '\0';
        check_line(line, payload);
    }
    free(line);
    fclose(file);
}

static void check_corpus(void)
{
    corpus seen = {.read = 0};
    assert_int_equal(
        regcomp(&seen.grammar, "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$", REG_EXTENDED | REG_NOSUB), 0);
    data_each("hostile/parse-number-fxx/data", ".txt", check_file, &seen);
    regfree(&seen.grammar);
    print_message("parse-number-fxx: %zu texts equal to the bit, %zu refused\n", seen.read, seen.refused);
    assert_in_range(seen.read, 10000, 21232);
}

static void published_cases_are_equal_to_the_bit(void **state)
{
    (void)state;
    data_need("hostile/parse-number-fxx");
    check_corpus();
}

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

static void check_like_the_c_library(const char *text)
{
    double expected = strtod(text, NULL);
    double value = 0;
    bool parsed = parses(text, &value);
    if (parsed != (bool)isfinite(expected) || (parsed && bits_of(value) != bits_of(expected)))
        fail_msg("%s", text);
}

static void random_texts_read_as_in_the_c_library(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 1, 0);
    char text[1500];
    for (int i = 0; i < 200000; i++) {
        int digits = (int)exq_random_below(&random, 30);
        snprintf(text, sizeof text, "%.*e", digits, random_double(&random));
        check_like_the_c_library(text);
        snprintf(text, sizeof text, "%.*f", digits, exq_random_unit(&random));
        check_like_the_c_library(text);
    }
}

/* Exactly half way between two doubles, and one digit beyond the 1,000th above and below. */
static void middles_of_doubles_round_to_even(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 2, 0);
    char text[1500];
    for (int i = 0; i < 5000; i++) {
        double value = fabs(random_double(&random));
        double next = nextafter(value, HUGE_VAL);
        if (i % 4 == 0) {
            value = ldexp(value, -1000); /* many subnormal ones */
            next = nextafter(value, HUGE_VAL);
        }
        if (!isfinite(next))
            continue;
        long double middle = ((long double)value + (long double)next) / 2;
        int length = snprintf(text, sizeof text, "%.1000Le", middle);
        check_like_the_c_library(text);
        char *exponent = strchr(text, 'e');
        memmove(exponent + 1, exponent, (size_t)(text + length - exponent) + 1);
        *exponent = '1';
        check_like_the_c_library(text);
    }
}

static void counts_are_read(void **state)
{
    (void)state;
    uint64_t count = 0;
    assert_true(exq_number_parse_count("18446744073709551615", 20, &count));
    assert_true(count == UINT64_MAX);
    assert_true(exq_number_parse_count("0007", 4, &count));
    assert_true(count == 7);
    assert_true(exq_number_parse_count("12x", 2, &count));
    assert_true(count == 12);
    static const char *const refused[] = {
        "", "-1", "+1", "1.0", " 1", "1 ", "18446744073709551616", "99999999999999999999"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(exq_number_parse_count(refused[i], strlen(refused[i]), &count));
    assert_true(count == 12);
}

/* ------------------------------------------------------------------------------------------------ printing */

static const struct {
    double value;
    const char *text;
} printed[] = {
    {0,                       "0"                        },
    {-0.0,                    "0"                        },
    {1,                       "1"                        },
    {-100,                    "-100"                     },
    {0.1,                     "0.1"                      },
    {0.1 + 0.2,               "0.30000000000000004"      },
    {-1.0 / 3,                "-0.3333333333333333"      },
    {2.0 / 3,                 "0.6666666666666666"       },
    {100.5,                   "100.5"                    },
    {1e-6,                    "0.000001"                 },
    {1e-7,                    "1e-7"                     },
    {1.25e-7,                 "1.25e-7"                  },
    {9007199254740991,        "9007199254740991"         },
    {9007199254740992,        "9007199254740992"         },
    {9007199254740994,        "9007199254740994"         },
    {1e20,                    "100000000000000000000"    },
    {123456789012345680000.0, "123456789012345680000"    },
    {1e21,                    "1e+21"                    },
    {1.5e300,                 "1.5e+300"                 },
    {DBL_MAX,                 "1.7976931348623157e+308"  },
    {-DBL_MAX,                "-1.7976931348623157e+308" },
    {DBL_MIN,                 "2.2250738585072014e-308"  },
    {DBL_TRUE_MIN,            "5e-324"                   },
    {0x1p-44,                 "5.684341886080802e-14"    }, /* 17 digits if only the nearest of 16 were tried */
    {0x1p-1073,               "1e-323"                   },
    {-1.2345678901234567e-6,  "-0.0000012345678901234567"},
};

static void check_printed(void)
{
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        char text[EXQ_NUMBER_SIZE];
        assert_string_equal(exq_number_print(printed[i].value, text), printed[i].text);
        double back = 1;
        assert_true(parses(text, &back));
        assert_true(back == printed[i].value);
    }
}

static void numbers_are_printed(void **state)
{
    (void)state;
    check_printed();
}

static int significant_digits(const char *text)
{
    int digits = 0;
    int zeros = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text == '0') {
            zeros += digits > 0;
        } else if (*text >= '1' && *text <= '9') {
            digits += zeros + 1;
            zeros = 0;
        }
    }
    return digits;
}

/* Whether the text of `digits` digits nearest to the value, or one of its neighbours, reads back equal. */
static bool fewer_digits_do(double value, int digits)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    char *exponent = strchr(text, 'e');
    char mantissa[32];
    int length = 0;
    for (const char *at = text; at < exponent; at++) {
        if (*at != '.')
            mantissa[length++] = *at;
    }
    mantissa[length] = '\0';
    for (int step = -1; step <= 1; step++) {
        char candidate[64];
        snprintf(candidate, sizeof candidate, "%llde%d", strtoll(mantissa, NULL, 10) + step,
                 atoi(exponent + 1) - (digits - 1));
        if (strtod(candidate, NULL) == value)
            return true;
    }
    return false;
}

static void check_shortest(double value)
{
    char text[EXQ_NUMBER_SIZE];
    exq_number_print(value, text);
    int digits = significant_digits(text);
    if (strtod(text, NULL) != value || (digits > 1 && fewer_digits_do(fabs(value), digits - 1)))
        fail_msg("%a is not %s", value, text);
}

static void the_text_is_the_shortest_that_reads_back(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 3, 0);
    for (int exponent = -1074; exponent <= 1023; exponent++)
        check_shortest(ldexp(1, exponent));
    for (int i = 0; i < 50000; i++) {
        check_shortest(random_double(&random));
        check_shortest(exq_random_unit(&random));
        check_shortest((double)exq_random_below(&random, 1000) / (double)(1 + exq_random_below(&random, 1000)));
        check_shortest(ldexp((double)(1 + exq_random_below(&random, 1 << 20)), -1074));
    }
}

/* ------------------------------------------------------------------------------------------- other locales */

static void check_in_this_locale(void)
{
    double value = 0;
    assert_true(parses("1234.5", &value));
    assert_true(value == 1234.5);
    assert_false(parses("1234,5", &value));
    check_printed();
}

static void a_locale_changes_nothing(void **state)
{
    (void)state;
    foreign_locale_each(check_in_this_locale);
}

static void published_cases_are_equal_in_other_locales(void **state)
{
    (void)state;
    data_need("hostile/parse-number-fxx");
    foreign_locale_each(check_corpus);
}

static void digits_are_compared(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int sign;
    } rows[] = {
        {"35", "35", 0},     {"35.0", "3.50e1", 0},  {"0", "-0.000", 0}, {"34.99999999999999999999", "35", -1},
        {"100", "99.9", 1},  {"-2", "-1.5", -1},     {"-1", "0", -1},    {"0.1", "1e-1", 0},
        {"0.05", "0.5", -1}, {"1e-320", "0", 1},     {"120", "12", 1},   {"12.30", "12.03", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int sign = 9;
        assert_true(exq_number_compare(rows[i].a, strlen(rows[i].a), rows[i].b, strlen(rows[i].b), &sign));
        if (sign != rows[i].sign)
            fail_msg("%s and %s: %d", rows[i].a, rows[i].b, sign);
        assert_true(exq_number_compare(rows[i].b, strlen(rows[i].b), rows[i].a, strlen(rows[i].a), &sign));
        assert_int_equal(sign, -rows[i].sign);
    }
    int sign = 9;
    assert_false(exq_number_compare("n/a", 3, "1", 1, &sign));
    assert_false(exq_number_compare("1", 1, "1e999", 5, &sign));
    assert_int_equal(sign, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_compared),
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(long_texts_are_read),
        cmocka_unit_test(published_cases_are_equal_to_the_bit),
        cmocka_unit_test(random_texts_read_as_in_the_c_library),
        cmocka_unit_test(middles_of_doubles_round_to_even),
        cmocka_unit_test(counts_are_read),
        cmocka_unit_test(numbers_are_printed),
        cmocka_unit_test(the_text_is_the_shortest_that_reads_back),
        cmocka_unit_test(a_locale_changes_nothing),
        cmocka_unit_test(published_cases_are_equal_in_other_locales),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
