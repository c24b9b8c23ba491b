/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentences: numbers for people, words and names, every pattern with every rate, and what must never be said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "report_kit.h"
#include "sample_build.h"
#include "sample_document.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void assert_says(exq_buffer *said, const char *expected)
{
    assert_false(said->failed);
    assert_string_equal(said->length > 0 ? said->bytes : "", expected);
    exq_buffer_free(said);
}

/* ------------------------------------------------------------------------------------------------ numbers */

static void numbers_for_people(void **state)
{
    (void)state;
    const exq_voice voice = {.language = exq_language_of("en")};
    static const struct {
        double value;
        const char *number;
        const char *amount;
    } rows[] = {
        {0.0,         "0.00",       "0"           },
        {1.905,       "1.91",       "1.9"         },
        {0.004,       "0.004",      "0.0"         },
        {-0.004,      "-0.004",     "-0.0"        },
        {-0.06,       "-0.06",      "-0.1"        },
        {9.994,       "9.99",       "10.0"        },
        {9.996,       "10.0",       "10.0"        },
        {99.96,       "100",        "100.0"       },
        {1795.0,      "1,795",      "1,795"       },
        {1234567.0,   "1,234,567",  "1,234,567"   },
        {-1234567.25, "-1,234,567", "-1,234,567.2"},
        {1e300,       "1e+300",     "1e+300"      },
    };
    exq_buffer said = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        exq_say_number(&voice, &said, rows[i].value);
        assert_says(&said, rows[i].number);
        exq_say_amount(&voice, &said, rows[i].value);
        assert_says(&said, rows[i].amount);
    }
    exq_say_count(&voice, &said, INT64_MAX);
    assert_says(&said, "9,223,372,036,854,775,807");
    exq_say_k_of_n(&voice, &said, 805.0, 1795.0);
    assert_says(&said, "805 of 1,795");
}

static void shares_of_a_hundred(void **state)
{
    (void)state;
    const exq_voice voice = {.language = exq_language_of("en")};
    static const struct {
        double share;
        const char *said;
    } rows[] = {
        {0.0,    "0"           },
        {0.001,  "less than 1" },
        {0.006,  "1"           },
        {0.4485, "45"          },
        {0.996,  "more than 99"},
        {1.0,    "100"         }
    };
    exq_buffer said = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        exq_say_per_100(&voice, &said, rows[i].share);
        assert_says(&said, rows[i].said);
    }
}

static void ranges(void **state)
{
    (void)state;
    const exq_voice voice = {.language = exq_language_of("en")};
    const double nan_value = (double)NAN;
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_true(exq_say_range(&voice, &said, 1.671, 2.196, NULL));
    assert_says(&said, "1.67-2.20");
    assert_true(exq_say_range_words(&voice, &said, 1.671, 2.196, NULL));
    assert_says(&said, "1.67 to 2.20");
    assert_true(exq_say_range_words(&voice, &said, 0.00001, nan_value, "infinite"));
    assert_says(&said, "0.00 and up");
    assert_false(exq_say_range(&voice, &said, 1.0, nan_value, NULL));
    assert_false(exq_say_range(&voice, &said, nan_value, 1.0, NULL));
    assert_says(&said, "");
}

/* -------------------------------------------------------------------------------------------------- names */

static void words_and_their_defaults(void **state)
{
    (void)state;
    static const exq_doc_word given[] = {
        {"people",   "defendants"},
        {"positive", "reoffended"},
        {"selected", "rated high"}
    };
    static const struct {
        exq_word_key key;
        const char *without, *with_three;
    } rows[] = {
        {EXQ_WORD_PEOPLE,   "people",                        "defendants"                           },
        {EXQ_WORD_SELECTED, "selected",                      "rated high"                           },
        {EXQ_WORD_REJECTED, "not selected",                  "not rated high"                       },
        {EXQ_WORD_POSITIVE, "had a positive label",          "reoffended"                           },
        {EXQ_WORD_NEGATIVE, "did not have a positive label", "were not recorded as “reoffended”"},
    };
    exq_document document = {0};
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_voice without = exq_voice_of(&document, exq_language_of("en"));
    document.conventions.words = given;
    document.conventions.word_count = COUNT_OF(given);
    exq_voice with_three = exq_voice_of(&document, exq_language_of("en"));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        exq_say_word(&without, &said, rows[i].key);
        assert_says(&said, rows[i].without);
        exq_say_word(&with_three, &said, rows[i].key);
        assert_says(&said, rows[i].with_three);
    }
}

static void words_are_no_patterns(void **state)
{
    (void)state;
    static const exq_doc_word given[] = {
        {"people", "{selected}\x1b[31m"}
    };
    exq_document document = {
        .conventions = {.words = given, .word_count = 1}
    };
    exq_voice voice = exq_voice_of(&document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_say_label(&voice, &said, &(exq_doc_levels){NULL, 0});
    assert_says(&said, "all {selected}<U+001B>[31m");
}

static const struct {
    const char *race, *age; /* NULL: race is missing; age was not asked */
    const char *label, *group, *plain;
} names[] = {
    {"Asian",            NULL,    "Asian",                    "people with race “Asian”",                     "Asian defendants"                       },
    {"African-American", NULL,    "African-American",         "people with race “African-American”",
     "African-American defendants"                                                                                                                         },
    {"Less than 25",     NULL,    "Less than 25",             "people with race “Less than 25”",              "defendants with race “Less than 25”"},
    {"no",               NULL,    "no",                       "people with race “no”",                        "defendants with race “no”"          },
    {"None known",       NULL,    "None known",               "people with race “None known”",                "defendants with race “None known”"  },
    {"Northern",         NULL,    "Northern",                 "people with race “Northern”",                  "Northern defendants"                    },
    {"",                 NULL,    "“”",                   "people with race “”",                          "defendants with race “”"            },
    {"a\nb",             NULL,    "a<U+000A>b",               "people with race “a<U+000A>b”",                "defendants with race “a<U+000A>b”"  },
    {"=1",               NULL,    "=1",                       "people with race “=1”",                        "defendants with race “=1”"          },
    {"{people}",         NULL,    "{people}",                 "people with race “{people}”",                  "defendants with race “{people}”"    },
    {NULL,               NULL,    "race not recorded",        "people with no race recorded",                     "defendants with no race recorded"       },
    {"Roma",             "young", "Roma, young",              "people with race “Roma” and age “young”",  "Roma, young defendants"                 },
    {NULL,               "young", "race not recorded, young", "people with no race recorded and age “young”",
     "defendants with no race recorded and age “young”"                                                                                                },
};

static void names_of_groups(void **state)
{
    (void)state;
    static const char *const columns[] = {"race", "age"};
    static const exq_doc_word given[] = {
        {"people", "defendants"}
    };
    exq_document document = {0};
    exq_voice bare = exq_voice_of(&document, exq_language_of("en"));
    document.conventions.words = given;
    document.conventions.word_count = 1;
    exq_voice wordy = exq_voice_of(&document, exq_language_of("en"));
    exq_arena *arena = exq_arena_new();
    exq_buffer said = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *const level_of[] = {names[i].race, names[i].age};
        size_t count = names[i].age != NULL ? 2 : 1;
        exq_doc_levels levels = sample_levels(arena, columns, count, level_of);
        exq_say_label(&bare, &said, &levels);
        assert_says(&said, names[i].label);
        exq_say_group(&bare, &said, &levels);
        assert_says(&said, names[i].group);
        exq_say_group(&wordy, &said, &levels);
        assert_says(&said, names[i].plain);
    }
    exq_arena_free(arena);
}

static void a_long_label_is_cut_in_a_sentence(void **state)
{
    (void)state;
    char label[400];
    for (size_t i = 0; i + 3 < sizeof label; i += 3)
        memcpy(label + i, "区", 4);
    const exq_doc_level level = {"district", label};
    exq_document document = {0};
    exq_voice voice = exq_voice_of(&document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_say_group(&voice, &said, &(exq_doc_levels){&level, 1});
    assert_says(&said, "people with district “区区区区区区区区区区区区区区区区区区区区区区区…”");
}

/* ----------------------------------------------------------------------------------------------- findings */

static exq_doc_disparity row_of(const char *rate, const exq_doc_level *group, const exq_doc_level *reference)
{
    static char metric[64];
    snprintf(metric, sizeof metric, "%s_ratio", rate);
    const exq_doc_people people = {
        .per_100 = {45, 23},
          .shortfall = 384, .k = 805, .n = 1795, .reference_k = 349, .reference_n = 1488
    };
    return (exq_doc_disparity){
        .metric = metric,
        .of = rate,
        .value = 1.912,
        .lo = 1.67,
        .hi = 2.19,
        .group = {group,     1},
        .reference = {reference, 1},
        .reference_is = "group",
        .difference = "shown",
        .direction = "higher",
        .has_people = true,
        .people = people
    };
}

static const exq_doc_level asian = {"race", "Asian"};
static const exq_doc_level roma = {"race", "Roma"};
static const exq_doc_word court[] = {
    {"people",   "defendants"      },
    {"positive", "reoffended"      },
    {"negative", "did not reoffend"},
    {"selected", "rated high"      },
    {"rejected", "rated low"       }
};

/* What follows "Asian defendants" is the same for all; this is what differs. */
static const struct {
    const char *rate, *counts, *compared, *equal;
} rates[] = {
    {"selection_rate",            "rated high, all",                               "Asian defendants were rated high 1.91 times as often as Roma defendants: ",
     "At the rate of Roma defendants, 384 fewer Asian defendants would have been rated high."                                                                                                                                                           },
    {"base_rate",                 "reoffended, all",                               "Asian defendants reoffended 1.91 times as often as Roma defendants: ",      ""                                                                                      },
    {"true_positive_rate",        "reoffended, and rated high",
     "Of those who reoffended, Asian defendants were rated high 1.91 times as often as Roma defendants: ",                                                      "At the rate of Roma defendants, 384 fewer Asian defendants would have been rated high."},
    {"false_positive_rate",       "did not reoffend, yet rated high",
     "Of those who did not reoffend, Asian defendants were rated high 1.91 times as often as Roma defendants: ",                                                "At the rate of Roma defendants, 384 fewer Asian defendants would have been rated high."},
    {"true_negative_rate",        "did not reoffend, and rated low",
     "Of those who did not reoffend, Asian defendants were rated low 1.91 times as often as Roma defendants: ",                                                 "At the rate of Roma defendants, 384 fewer Asian defendants would have been rated low." },
    {"false_negative_rate",       "reoffended, yet rated low",
     "Of those who reoffended, Asian defendants were rated low 1.91 times as often as Roma defendants: ",                                                       "At the rate of Roma defendants, 384 fewer Asian defendants would have been rated low." },
    {"precision",                 "rated high: who reoffended",
     "Of those who were rated high, Asian defendants reoffended 1.91 times as often as Roma defendants: ",                                                      ""                                                                                      },
    {"negative_predictive_value", "rated low: who did not reoffend",
     "Of those who were rated low, Asian defendants did not reoffend 1.91 times as often as Roma defendants: ",                                                 ""                                                                                      },
    {"false_discovery_rate",      "rated high: who did not reoffend",
     "Of those who were rated high, Asian defendants did not reoffend 1.91 times as often as Roma defendants: ",                                                ""                                                                                      },
    {"false_omission_rate",       "rated low: who reoffended",
     "Of those who were rated low, Asian defendants reoffended 1.91 times as often as Roma defendants: ",                                                       ""                                                                                      },
    {"accuracy",                  "decision as the label, all",
     "Asian defendants got a decision that agrees with the label 1.91 times as often as Roma defendants: ",                                                     ""                                                                                      },
    {"error_rate",                "decision against the label, all",
     "Asian defendants got a decision that disagrees with the label 1.91 times as often as Roma defendants: ",                                                  ""                                                                                      },
    {"true_acceptance",           "all, rated high and reoffended",
     "Asian defendants were rated high and reoffended 1.91 times as often as Roma defendants: ",                                                                ""                                                                                      },
    {"true_rejection",            "all, rated low and did not reoffend",
     "Asian defendants were rated low and did not reoffend 1.91 times as often as Roma defendants: ",                                                           ""                                                                                      },
    {"selected_share",            "share of all rated high",
     "The share of Asian defendants among all who were rated high is 1.91 times that of Roma defendants: ",                                                     ""                                                                                      },
    {"rejected_share",            "share of all rated low",
     "The share of Asian defendants among all who were rated low is 1.91 times that of Roma defendants: ",                                                      ""                                                                                      },
    {"counterfactual_flip_rate",  "all, another decision on the switched request",
     "Asian defendants get another decision when only the attribute is switched 1.91 times as often as Roma "
     "defendants: ",                                                                                                                                            ""                                                                                      },
    {"f1",                        "f1",                                            "The f1 of Asian defendants is 1.91 times that of Roma defendants: ",        ""                                                                                      },
};

static exq_voice court_voice(exq_document *document)
{
    document->conventions.words = court;
    document->conventions.word_count = COUNT_OF(court);
    return exq_voice_of(document, exq_language_of("en"));
}

static void every_rate_can_lead(void **state)
{
    (void)state;
    exq_document document = {0};
    exq_voice voice = court_voice(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < COUNT_OF(rates); i++) {
        exq_doc_disparity row = row_of(rates[i].rate, &asian, &roma);
        char compared[256];
        snprintf(compared, sizeof compared, "%s45 of every 100, against 23.", rates[i].compared);
        exq_say_rate(&voice, &said, rates[i].rate);
        assert_says(&said, rates[i].counts);
        assert_true(exq_say_comparison(&voice, &said, &row));
        assert_says(&said, compared);
        assert_int_equal(exq_say_shortfall(&voice, &said, &row), rates[i].equal[0] != '\0');
        assert_says(&said, rates[i].equal);
    }
}

static void compares_with(const char *expected, exq_doc_disparity row)
{
    exq_document document = {0};
    exq_voice voice = court_voice(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_true(exq_say_comparison(&voice, &said, &row));
    assert_says(&said, expected);
}

static void comparisons_of_every_kind(void **state)
{
    (void)state;
    exq_doc_disparity row = row_of("selection_rate", &asian, &roma);
    row.people = (exq_doc_people){
        .per_100 = {(double)NAN, (double)NAN},
        .shortfall = 1,
        .k = 2,
        .n = 23,
        .reference_k = 349,
        .reference_n = 1488
    };
    compares_with("Asian defendants were rated high more often than Roma defendants: 2 of 23, against 349 of 1,488.",
                  row);
    row.people = (exq_doc_people){
        .per_100 = {0, 1},
          .shortfall = 1, .k = 3, .n = 1000, .reference_k = 8, .reference_n = 1000
    };
    compares_with(
        "Asian defendants were rated high 1.91 times as often as Roma defendants: 3 of 1,000, against 8 of 1,000.",
        row);
    row.people = (exq_doc_people){
        .per_100 = {44, 44},
          .shortfall = 1, .k = 440, .n = 1000, .reference_k = 441, .reference_n = 1000
    };
    compares_with(
        "Asian defendants were rated high 1.91 times as often as Roma defendants: 440 of 1,000, against 441 of 1,000.",
        row);
    row.has_people = false;
    compares_with("Asian defendants were rated high 1.91 times as often as Roma defendants.", row);
    row.reference = (exq_doc_levels){NULL, 0};
    row.reference_is = "rest";
    compares_with("Asian defendants were rated high 1.91 times as often as all other defendants.", row);
    row.reference_is = "overall";
    compares_with("Asian defendants were rated high 1.91 times as often as all defendants together.", row);
    row.value = (double)NAN;
    compares_with("Asian defendants were rated high more often than all defendants together.", row);
    row.direction = "lower";
    compares_with("Asian defendants were rated high less often than all defendants together.", row);

    exq_document document = {0};
    exq_voice voice = court_voice(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    row.direction = NULL;
    assert_false(exq_say_comparison(&voice, &said, &row));
    row.metric = "selection_rate_difference";
    row.value = 0.1;
    assert_false(exq_say_comparison(&voice, &said, &row));
    assert_says(&said, "");
}

static void a_finding_in_full(void **state)
{
    (void)state;
    exq_result *result = exq_samples[0].make();
    const exq_document *document = exq_result_document(result);
    exq_voice voice = exq_voice_of(document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_true(exq_say_finding(&voice, &said, &document->findings[0]));
    assert_says(
        &said,
        "Of those who did not reoffend, African-American defendants were rated medium or high risk 1.91 times as "
        "often as Caucasian defendants: 45 of every 100, against 23. Plausible range 1.67 to 2.19. At the "
        "rate of Caucasian defendants, 384 fewer African-American defendants would have been rated medium or high "
        "risk.");
    assert_true(exq_say_harm(&voice, &said, &document->findings[0]));
    assert_says(&said,
                "Being rated medium or high risk was said to be bad for the person: this is to their disadvantage.");
    const exq_doc_disparity *lead = exq_look_disparity(document, &document->findings[0]);
    assert_true(exq_say_base_rates(&voice, &said, &document->questions[0], &lead->group));
    assert_says(&said, "51 of 100 African-American defendants and 39 of 100 Caucasian defendants reoffended.");
    exq_say_dilemma(&voice, &said);
    assert_says(&said,
                "As long as that differs, no score short of a perfect one can make all these rates equal; someone "
                "has to choose which matters most.");
    exq_result_free(result);
}

/* Whether the text holds the word; a limit may be "at least" something. */
static bool says(const char *text, const char *word)
{
    static const char limit[] = "at ";
    for (const char *found = strstr(text, word); found != NULL; found = strstr(found + 1, word))
        if ((size_t)(found - text) < strlen(limit) || strncmp(found - strlen(limit), limit, strlen(limit)) != 0)
            return true;
    return false;
}

/* Without words nothing is better or worse, and nothing is ever the best or the worst of all. */
static void never_says_more_than_is_shown(void **state)
{
    (void)state;
    static const char *const never[] = {"worst", "best", "least", "compliant", "passed", "fair"};
    exq_render_options options = kit_options();
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer text = kit_render(result, "text", &options);
        for (size_t i = 0; i < COUNT_OF(never); i++) {
            if (says(text.bytes, never[i]))
                fail_msg("the text of %s says '%s'", sample->name, never[i]);
        }
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

/* ------------------------------------------------------------------------------------------------ caveats */

static void rows_in_words(void **state)
{
    (void)state;
    static const exq_doc_excluded excluded[] = {
        {"decision_missing", 1080},
        {"score_unreadable", 6   },
        {"odd\x1b",          1   }
    };
    exq_document document = {
        .data = {.rows_read = 7214, .rows_used = 7214, .cover = "all"}
    };
    exq_voice voice = exq_voice_of(&document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_say_rows(&voice, &said);
    assert_says(&said, "7,214 people, all used.");
    document.data.rows_used = 6127;
    document.data.rows_excluded = excluded;
    document.data.rows_excluded_count = COUNT_OF(excluded);
    document.data.cover = "shown";
    document.data.as_of = "2026-03";
    exq_say_rows(&voice, &said);
    assert_says(&said, "6,127 of 7,214 rows used; left out: 1,080 without a decision, 6 with a score that is no number "
                       "and 1 odd<U+001B>. They cover everyone in a group that some table shows. Data as of 2026-03.");
    document.data.rows_read = -1;
    document.data.as_of = NULL;
    exq_say_rows(&voice, &said);
    assert_says(&said, "How many rows were read is not told: a withheld group could be worked out from it.");
}

static void withheld_groups_in_words(void **state)
{
    (void)state;
    exq_document document = {
        .privacy = {.min_cell = 10, .anything_withheld = false, .withheld_groups = 0}
    };
    exq_voice voice = exq_voice_of(&document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_false(exq_say_withheld_groups(&voice, &said));
    assert_false(exq_say_no_threshold(&voice, &said));
    document.privacy.anything_withheld = true;
    document.privacy.withheld_groups = 3;
    assert_true(exq_say_withheld_groups(&voice, &said));
    assert_says(&said, "3 groups are not shown: each has fewer than 10 people, or would give a smaller one away.");
    const exq_doc_group groups[] = {
        {.withheld = true,        .why = "below_min_cell"},
        {.withheld = true,                       .why = "complementary"},
        {.withheld = true,.why = "complementary"},
        {.n = 40       }
    };
    const exq_doc_question question = {.groups = groups, .group_count = COUNT_OF(groups)};
    document.questions = &question;
    document.question_count = 1;
    assert_true(exq_say_withheld_groups(&voice, &said));
    assert_says(&said, "One group has fewer than 10 people and is not shown. 2 larger ones are not shown because they "
                       "would reveal smaller ones.");
    exq_say_withheld(&voice, &said, &(exq_doc_group){.withheld = true, .why = "below_min_cell"});
    assert_says(&said, "not shown: fewer than 10 people");
    document.privacy.min_cell = 1;
    assert_true(exq_say_no_threshold(&voice, &said));
    exq_buffer_free(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_for_people),
        cmocka_unit_test(shares_of_a_hundred),
        cmocka_unit_test(ranges),
        cmocka_unit_test(words_and_their_defaults),
        cmocka_unit_test(words_are_no_patterns),
        cmocka_unit_test(names_of_groups),
        cmocka_unit_test(a_long_label_is_cut_in_a_sentence),
        cmocka_unit_test(every_rate_can_lead),
        cmocka_unit_test(comparisons_of_every_kind),
        cmocka_unit_test(a_finding_in_full),
        cmocka_unit_test(never_says_more_than_is_shown),
        cmocka_unit_test(rows_in_words),
        cmocka_unit_test(withheld_groups_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
