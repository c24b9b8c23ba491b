/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the audit made is said in words of each language; what the data call things stays as they write it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "made_names.h"

static const struct {
    const char *column, *level, *english, *french;
} names[] = {
    {"age",         "<18",          "under 18",            "moins de 18"                },
    {"age",         "18..<35",      "18 to under 35",      "de 18 à moins de 35"       },
    {"age",         ">=35",         "35 and over",         "35 et plus"                 },
    {"income",      "-0.5..<12.25", "-0.5 to under 12.25", "de −0,5 à moins de 12,25"},
    {"age",         "18-34",        "18-34",               "18-34"                      },
    {"age",         "18..<",        "18..<",               "18..<"                      },
    {"age",         "<18 years",    "<18 years",           "<18 years"                  },
    {"age",         ">=",           ">=",                  ">="                         },
    {"age",         "18..<35..<40", "18..<35..<40",        "18..<35..<40"               },
    {"@history",    "000",          "0 items",             "0 éléments"               },
    {"@history",    "001-009",      "1 to 9 items",        "1 à 9 éléments"          },
    {"@history",    "500+",         "500 items and more",  "500 éléments et plus"     },
    {"length",      "001-009",      "001-009",             "001-009"                    },
    {"@popularity", "head",         "popular",             "en vogue"                   },
    {"@popularity", "tail",         "long tail",           "longue traîne"             },
    {"part",        "head",         "head",                "head"                       },
};

static void assert_said(exq_buffer *out, const char *expected)
{
    assert_false(out->failed);
    assert_string_equal(out->length > 0 ? out->bytes : "", expected);
    exq_buffer_free(out);
}

static void levels_in_words(void **state)
{
    (void)state;
    const exq_document document = {0};
    const exq_voice english = exq_voice_of(&document, exq_language_of("en"));
    const exq_voice french = exq_voice_of(&document, exq_language_of("fr"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const exq_doc_level level = {.column = names[i].column, .level = names[i].level};
        exq_buffer out = EXQ_BUFFER_INIT;
        exq_say_level_name(&english, &out, &level);
        assert_said(&out, names[i].english);
        exq_say_level_name(&french, &out, &level);
        assert_said(&out, names[i].french);
    }
}

static void columns_in_words(void **state)
{
    (void)state;
    const exq_document document = {0};
    const exq_voice voice = exq_voice_of(&document, exq_language_of("en"));
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_say_column_name(&voice, &out, "@history");
    assert_said(&out, "length of history");
    exq_say_column_name(&voice, &out, "@popularity");
    assert_said(&out, "popularity");
    exq_say_column_name(&voice, &out, "history");
    assert_said(&out, "history");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_in_words),
        cmocka_unit_test(columns_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
