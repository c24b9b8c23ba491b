/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules without which true numbers are read wrongly: rows are no people, a caveat speaks of its own finding, a number of too
 * few people is no number, a remedy needs to know which way is better, and like is compared with like in every output.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "look.h"
#include "markdown.h"
#include "pattern.h"
#include "sentences.h"
#include "sentences_check.h"

#define RATE "selection_rate"

static const exq_doc_level levels[] = {
    {"race", "Asian"},
    {"race", "Other"},
    {"race", "White"}
};
static const exq_doc_levels asian = {&levels[0], 1}, other = {&levels[1], 1}, white = {&levels[2], 1};

static exq_voice voice_of(const exq_document *document)
{
    return exq_voice_of(document, exq_language_of("en"));
}

static void assert_said(exq_buffer *said, const char *expected)
{
    exq_buffer_char(said, '\0');
    assert_string_equal(said->bytes, expected);
    exq_buffer_free(said);
}

static void rows_of_lists_are_no_people(void **state)
{
    (void)state;
    exq_document document = {
        .data = {.rows_read = 300700, .rows_used = 300700}
    };
    const exq_voice voice = voice_of(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_say_rows(&voice, &said);
    assert_said(&said, "300,700 people, all used.");
    document.conventions.has_lists = true;
    exq_say_rows(&voice, &said);
    assert_said(&said, "300,700 rows, all used.");
}

static void a_summary_speaks_of_its_finding(void **state)
{
    (void)state;
    static const char *const by_sex[] = {"sex"}, *const by_race[] = {"race"};
    const exq_doc_disparity one[] = {
        {.metric = RATE "_ratio",
         .of = RATE,
         .value = 0.9,
         .group = asian,
         .reference = white,
         .reference_is = "group",
         .difference = "not_shown"}
    };
    const exq_doc_disparity two[] = {
        {.metric = RATE "_ratio",
         .of = RATE,
         .value = 0.5,
         .group = asian,
         .reference = white,
         .reference_is = "group",
         .difference = "shown",
         .direction = "lower"},
        {.metric = RATE "_ratio",
         .of = RATE,
         .value = 0.7,
         .group = other,
         .reference = white,
         .reference_is = "group",
         .difference = "shown",
         .direction = "lower"}
    };
    const exq_doc_question questions[] = {
        {.by = by_sex,  .by_count = 1, .lead_rate = RATE, .disparities = one, .disparity_count = 1},
        {.by = by_race, .by_count = 1, .lead_rate = RATE, .disparities = two, .disparity_count = 2}
    };
    const exq_doc_finding finding = {.question = 1, .disparity = 0, .state = "shown"};
    const exq_document document = {.questions = questions,
                                   .question_count = 2,
                                   .findings = &finding,
                                   .finding_count = 1,
                                   .uncertainty = {.level = 0.95}};
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_markdown self = exq_markdown_of(&document, "en", &out, 20000);
    exq_markdown_before(&self);
    assert_int_equal(exq_markdown_end(&self, NULL), EXQ_OK);
    exq_buffer_char(&out, '\0');
    assert_non_null(strstr(out.bytes, "2 groups are compared"));
    exq_buffer_free(&out);
}

/* Too few for one of its rates is too few for what is made of them. */
static void too_few_is_no_number(void **state)
{
    (void)state;
    const exq_doc_disparity rows[] = {
        {.metric = "false_positive_rate_ratio",
         .of = "false_positive_rate",
         .value = 1.2,
         .group = asian,
         .reference = white,
         .reference_is = "group",
         .has_people = true,
         .people = {.per_100 = {(double)NAN, 23}}},
        {.metric = "equalized_odds_difference",
         .value = 0.4,
         .group = asian,
         .reference = white,
         .reference_is = "group"                                                                      },
        {.metric = "equalized_odds_difference",
         .value = 0.1,
         .group = other,
         .reference = white,
         .reference_is = "group"                                                                      },
        {.metric = "theil_index",                    .value = 0.2,                  .group = asian,                  .reference = white,                                .reference_is = "group"}
    };
    const exq_doc_question question = {.disparities = rows, .disparity_count = 4};
    assert_true(exq_too_few_in(&question, &rows[0]));
    assert_true(exq_too_few_in(&question, &rows[1]));
    assert_false(exq_too_few_in(&question, &rows[2]));
    assert_false(exq_too_few_in(&question, &rows[3]));
}

static void no_remedy_without_a_direction(void **state)
{
    (void)state;
    const exq_doc_check check = {.metric = RATE "_ratio", .row_count = 1};
    const exq_doc_check_row row = {.group = asian, .change = "more", .change_people = 49, .k = 18, .n = 119};
    exq_document document = {0};
    const exq_voice voice = voice_of(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_false(exq_say_check_change(&voice, &said, &check, &row));
    assert_true(exq_say_check_no_remedy(&voice, &said, &row));
    assert_said(&said, "Nobody has said whether being selected is good or bad for the person, so no remedy is given.");
    document.conventions.selected_is = "good";
    assert_false(exq_say_check_no_remedy(&voice, &said, &row));
    assert_true(exq_say_check_change(&voice, &said, &check, &row));
    assert_said(&said, "67 of the 119 would be needed instead of 18, the other group unchanged");
}

static void whoever_is_left_is_quoted(void **state)
{
    (void)state;
    const exq_doc_word word = {"people", "defendants"};
    exq_document document = {0};
    document.conventions.words = &word;
    document.conventions.word_count = 1;
    const exq_voice voice = voice_of(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_say_group(&voice, &said, &asian);
    assert_said(&said, "Asian defendants");
    exq_say_group(&voice, &said, &other);
    assert_said(&said, "defendants with race “Other”");
}

static void numbers_near_an_end_stay_apart_from_it(void **state)
{
    (void)state;
    const exq_document document = {0};
    const exq_voice voice = voice_of(&document);
    exq_buffer said = EXQ_BUFFER_INIT;
    exq_say_number(&voice, &said, 0.9963);
    assert_said(&said, "0.996");
    assert_true(exq_say_range(&voice, &said, -0.17, -0.11, NULL));
    assert_said(&said, "-0.17 to -0.11");
    assert_true(exq_say_range(&voice, &said, 0.11, 0.17, NULL));
    assert_said(&said, "0.11-0.17");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_lists_are_no_people), cmocka_unit_test(a_summary_speaks_of_its_finding),
        cmocka_unit_test(too_few_is_no_number),        cmocka_unit_test(no_remedy_without_a_direction),
        cmocka_unit_test(whoever_is_left_is_quoted),   cmocka_unit_test(numbers_near_an_end_stay_apart_from_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
