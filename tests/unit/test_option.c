/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The option parser over a small grammar of its own: what is taken, in which of its spellings, and what is refused with
 * which words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "nearest.h"
#include "option.h"

typedef struct wishes {
    exq_list fruits;
    bool cold;
    const char *dish;
    exq_list with;
    exq_list spices;
    exq_count guests;
    const char *share;
    unsigned size;
} wishes;

static const exq_option rows[] = {
    EXQ_OPTION_ROW(FLAG, "cold", NULL, wishes, cold, .letter = 'c', .help = ""),
    EXQ_OPTION_ROW(TEXT, "dish", "NAME", wishes, dish, .letter = 'd', .required = true, .help = ""),
    EXQ_OPTION_ROW(LIST, "with", "THING", wishes, with, .help = ""),
    EXQ_OPTION_ROW(NAMES, "spices", "NAME[,NAME...]", wishes, spices, .help = ""),
    EXQ_OPTION_ROW(COUNT, "guests", "N", wishes, guests, .range = {1, 12, false, "from 1 to 12"}, .help = ""),
    EXQ_OPTION_ROW(DECIMAL, "share", "P", wishes, share, .range = {0, 1, true, "between 0 and 1"}, .help = ""),
    EXQ_OPTION_ROW(CHOICE, "size", "SIZE", wishes, size, .choices = "small|large", .help = ""),
    {0},
};
static const exq_section section = {"Wishes", rows};
static const exq_section_use sections[] = {
    {&section, 0},
    {0       }
};
static const exq_grammar grammar = {
    {"FRUIT", 1, 3, offsetof(wishes, fruits), NULL},
    sections
};

enum { most_words = 12 };

static exq_status parse(const char *const *words, wishes *out, exq_parsed *parsed, exq_pool *pool, exq_error *error)
{
    char *copies[most_words];
    size_t count = 0;
    for (; words[count]; count++)
        copies[count] = exq_pool_copy(pool, words[count], strlen(words[count]));
    *out = (wishes){0};
    return exq_options_parse(&grammar, copies, count, out, pool, parsed, error);
}

static void spellings(void **state)
{
    (void)state;
    static const char *const same[][most_words] = {
        {"apple", "--dish",     "pie",       "--guests",            "7",      "--size",       "large", "--cold"},
        {"--dish=pie",       "--guests=7",        "--size=large", "--cold", "apple"},
        {"-d",  "pie",   "--guests",         "7",                  "-c",  "apple",        "--size=large"              },
        {"-dpie",   "-c", "--guests=7",    "--size",               "large",     "--","apple"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        exq_pool pool = {0};
        exq_error error = {0};
        exq_parsed parsed;
        wishes it;
        assert_int_equal(parse(same[i], &it, &parsed, &pool, &error), EXQ_OK);
        assert_string_equal(it.dish, "pie");
        assert_true(it.cold);
        assert_true(it.guests.given);
        assert_int_equal(it.guests.value, 7);
        assert_int_equal(it.size, 2);
        assert_int_equal(it.fruits.count, 1);
        assert_string_equal(it.fruits.items[0], "apple");
        assert_null(it.share);
        assert_int_equal(parsed.said_count, 5);
        assert_false(parsed.help);
        exq_pool_free(&pool);
    }
}

static void lists_and_order(void **state)
{
    (void)state;
    static const char *const words[] = {"-",          "--with",  "a,b",  "-dx", "--with=--cold", "--spices", "p,q",
                                        "--spices=r", "--share", "0.25", "--",  "--dish",        NULL};
    exq_pool pool = {0};
    exq_error error = {0};
    exq_parsed parsed;
    wishes it;
    assert_int_equal(parse(words, &it, &parsed, &pool, &error), EXQ_OK);
    assert_int_equal(it.with.count, 2);
    assert_string_equal(it.with.items[0], "a,b");
    assert_string_equal(it.with.items[1], "--cold");
    assert_int_equal(it.spices.count, 3);
    assert_string_equal(it.spices.items[2], "r");
    assert_string_equal(it.share, "0.25");
    assert_int_equal(it.fruits.count, 2);
    assert_string_equal(it.fruits.items[0], "-");
    assert_string_equal(it.fruits.items[1], "--dish");
    assert_int_equal(parsed.said_count, 8);
    assert_null(parsed.said[0].option);
    assert_string_equal(parsed.said[1].option->name, "with");
    assert_string_equal(parsed.said[1].value, "a,b");
    assert_string_equal(parsed.said[2].option->name, "dish");
    exq_pool_free(&pool);
}

static void help_ends_the_reading(void **state)
{
    (void)state;
    static const char *const words[] = {"--cold", "--help", "--nonsense", NULL};
    exq_pool pool = {0};
    exq_error error = {0};
    exq_parsed parsed;
    wishes it;
    assert_int_equal(parse(words, &it, &parsed, &pool, &error), EXQ_OK);
    assert_true(parsed.help);
    exq_pool_free(&pool);
}

static const struct {
    const char *words[most_words];
    const char *message;
} refusals[] = {
    {{"-dx"},                              "no FRUIT given"                                                        },
    {{"apple"},                            "--dish NAME is needed"                                                 },
    {{"a", "b", "c", "d"},                 "'d' is one FRUIT too many"                                             },
    {{""},                                 "FRUIT is an empty text"                                                },
    {{"--dsh", "x"},                       "unknown option --dsh; did you mean --dish?"                            },
    {{"--gue=3"},                          "unknown option --gue; did you mean --guests?"                          },
    {{"--wherever"},                       "unknown option --wherever"                                             },
    {{"-x"},                               "unknown option -x"                                                     },
    {{"-cd"},                              "--cold takes no value"                                                 },
    {{"--cold="},                          "--cold takes no value"                                                 },
    {{"--dish"},                           "--dish needs NAME"                                                     },
    {{"--dish", ""},                       "--dish needs NAME, and got an empty text"                              },
    {{"--dish", "--cold"},                 "--dish needs NAME, and is followed by --cold"                          },
    {{"--dish", "--size=small"},           "--dish needs NAME, and is followed by --size=small"                    },
    {{"-dx", "--dish=x"},                  "--dish is given twice"                                                 },
    {{"--size=small", "--size=large"},     "--size is given twice"                                                 },
    {{"--guests=1", "--guests=1"},         "--guests is given twice"                                               },
    {{"--guests", "0"},                    "--guests takes a whole number from 1 to 12, not '0'"                   },
    {{"--guests", "13"},                   "--guests takes a whole number from 1 to 12, not '13'"                  },
    {{"--guests", "+1"},                   "--guests takes a whole number from 1 to 12, not '+1'"                  },
    {{"--guests", " 1"},                   "--guests takes a whole number from 1 to 12, not ' 1'"                  },
    {{"--guests", "1 "},                   "--guests takes a whole number from 1 to 12, not '1 '"                  },
    {{"--guests", "18446744073709551617"}, "--guests takes a whole number from 1 to 12, not '18446744073709551617'"},
    {{"--share", "0"},                     "--share takes a decimal number between 0 and 1, not '0'"               },
    {{"--share", "."},                     "--share takes a decimal number between 0 and 1, not '.'"               },
    {{"--share", "-0.5"},                  "--share takes a decimal number between 0 and 1, not '-0.5'"            },
    {{"--share", "5e-1"},                  "--share takes a decimal number between 0 and 1, not '5e-1'"            },
    {{"--share", "0,5"},                   "--share takes a decimal number between 0 and 1, not '0,5'"             },
    {{"--size", "smal"},                   "--size takes small or large, not 'smal'"                               },
    {{"--size", "small|large"},            "--size takes small or large, not 'small|large'"                        },
    {{"--spices", "a,,b"},                 "--spices 'a,,b' has an empty name between its commas"                  },
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        exq_pool pool = {0};
        exq_error error = {0};
        exq_parsed parsed;
        wishes it;
        assert_int_equal(parse(refusals[i].words, &it, &parsed, &pool, &error), EXQ_USAGE);
        assert_int_equal(error.status, EXQ_USAGE);
        assert_string_equal(error.message, refusals[i].message);
        exq_pool_free(&pool);
    }
}

static void nearest_names(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        const char *meant;
    } cases[] = {
        {"favorable",        "favourable"},
        {"favourable",       "favourable"},
        {"favuorable",       "favourable"},
        {"thr",              "threshold" },
        {"by",               "by"        },
        {"b",                NULL        },
        {"zz",               NULL        },
        {"completely-other", NULL        },
        {"",                 NULL        },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        exq_nearest nearest = exq_nearest_to(cases[i].word, strlen(cases[i].word));
        exq_nearest_offer(&nearest, "by");
        exq_nearest_offer(&nearest, "favourable");
        exq_nearest_offer(&nearest, "threshold");
        const char *meant = exq_nearest_name(&nearest);
        if (cases[i].meant)
            assert_string_equal(meant, cases[i].meant);
        else
            assert_null(meant);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings), cmocka_unit_test(lists_and_order), cmocka_unit_test(help_ends_the_reading),
        cmocka_unit_test(refuses),   cmocka_unit_test(nearest_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
