/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One limit in plain words, and what is asked of who reads a result.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "look.h"
#include "sentences_check.h"
#include "sentences_tasks.h"

static const exq_doc_level women = {"sex", "women"}, men = {"sex", "men"};
static const char *const by[] = {"sex"}, *const given[] = {"department"};
static const exq_doc_word words[] = {
    {"people",   "applicants"},
    {"selected", "admitted"  }
};

typedef struct world {
    exq_document document;
    exq_doc_question question;
    exq_doc_disparity pair;
    exq_doc_adjusted adjusted;
    exq_doc_finding finding;
    exq_doc_check check;
    exq_doc_check_row row;
} world;

/* Berkeley: fewer women overall, and not within departments. */
static void make(world *w)
{
    const exq_doc_levels group = {&women, 1}, reference = {&men, 1};
    *w = (world){0};
    w->pair = (exq_doc_disparity){.metric = "selection_rate_ratio",
                                  .of = "selection_rate",
                                  .value = 0.68,
                                  .lo = 0.63,
                                  .hi = 0.74,
                                  .group = group,
                                  .reference = reference,
                                  .reference_is = "group",
                                  .difference = "shown",
                                  .direction = "lower",
                                  .has_people = true};
    w->pair.people = (exq_doc_people){
        .per_100 = {30, 45},
          .shortfall = 260, .k = 557, .n = 1835
    };
    w->adjusted = (exq_doc_adjusted){
        .of = "selection_rate",
        .group = group,
        .reference = reference,
        .reference_is = "group",
        .odds_ratio = {1.1, 0.94, 1.3, NULL},
        .simpson = "reverses"
    };
    w->adjusted.standardised.group = 0.43;
    w->adjusted.standardised.reference = 0.39;
    w->question = (exq_doc_question){.by = by,
                                     .by_count = 1,
                                     .given = given,
                                     .given_count = 1,
                                     .lead_rate = "selection_rate",
                                     .disparities = &w->pair,
                                     .disparity_count = 1,
                                     .adjusted = &w->adjusted,
                                     .adjusted_count = 1};
    w->finding = (exq_doc_finding){0, 0, "shown", "worse"};
    w->row = (exq_doc_check_row){.group = group,
                                 .reference = reference,
                                 .reference_is = "group",
                                 .verdict = "missed",
                                 .change = "more",
                                 .change_people = 97,
                                 .k = 557,
                                 .n = 1835};
    w->check = (exq_doc_check){.id = "c",
                               .metric = "selection_rate_min_ratio",
                               .of = "selection_rate",
                               .by = by,
                               .by_count = 1,
                               .group = group,
                               .reference = reference,
                               .reference_is = "group",
                               .value = 0.68,
                               .lo = 0.63,
                               .hi = 0.74,
                               .verdict = "missed",
                               .rows = &w->row,
                               .row_count = 1};
    w->check.limit.op = ">=";
    w->check.limit.value = "0.80";
    w->check.compared.shown = 2;
    w->document.outcome = "fail";
    w->document.conventions.words = words;
    w->document.conventions.word_count = 2;
    w->document.conventions.selected_is = "good";
    w->document.questions = &w->question;
    w->document.question_count = 1;
    w->document.findings = &w->finding;
    w->document.finding_count = 1;
    w->document.checks = &w->check;
    w->document.check_count = 1;
}

static void says_limit(const world *w, const char *expected)
{
    const exq_voice voice = exq_voice_of(&w->document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    const bool any = exq_say_limit(&voice, &said, &w->check);
    assert_int_equal(any, expected[0] != '\0');
    assert_string_equal(said.length > 0 ? said.bytes : "", expected);
    exq_buffer_free(&said);
}

static void a_limit_in_words(void **state)
{
    (void)state;
    world w;
    make(&w);
    says_limit(
        &w,
        "Missed. The limit: “Women applicants were admitted at least 0.80 times as often as men applicants.” Found: "
        "0.68, range 0.63 to 0.74. 97 more women applicants would meet the limit; 260 more would make the rates "
        "equal.");
    w.pair.people.shortfall = 97; /* no more than the limit asks */
    says_limit(
        &w,
        "Missed. The limit: “Women applicants were admitted at least 0.80 times as often as men applicants.” Found: "
        "0.68, range 0.63 to 0.74. 97 more women applicants would meet the limit.");
    w.row.change = "fewer";
    w.check.limit.op = "<=";
    says_limit(
        &w, "Missed. The limit: “Women applicants were admitted at most 0.80 times as often as men applicants.” Found: "
            "0.68, range 0.63 to 0.74. 97 fewer women applicants would meet the limit.");
    w.pair.people.shortfall = 260;
    says_limit(
        &w, "Missed. The limit: “Women applicants were admitted at most 0.80 times as often as men applicants.” Found: "
            "0.68, range 0.63 to 0.74. 97 fewer women applicants would meet the limit; 260 fewer would make the rates "
            "equal.");
    w.document.conventions.selected_is = NULL;
    w.check.of = "selected_share";
    says_limit(&w, "Missed. The limit: “The share of women applicants among all who were admitted is at most 0.80 "
                   "times that of men "
                   "applicants.” Found: 0.68, range 0.63 to 0.74.");
    w.check.limit.op = ">=";
    says_limit(&w, "Missed. The limit: “The share of women applicants among all who were admitted is at least 0.80 "
                   "times that of men "
                   "applicants.” Found: 0.68, range 0.63 to 0.74.");
    w.check.metric = "selection_rate_difference";
    says_limit(&w, "");
}

static void asks(const world *w, exq_task task, const char *expected)
{
    const exq_voice voice = exq_voice_of(&w->document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_int_equal(exq_say_task(&voice, &said, task), expected[0] != '\0');
    assert_string_equal(said.length > 0 ? said.bytes : "", expected);
    exq_buffer_free(&said);
}

static void what_is_asked(void **state)
{
    (void)state;
    world w;
    make(&w);
    asks(&w, EXQ_TASK_WHICH_IS_FAIR,
         "Decide which comparison is the fair one: over all (30 against 45 of 100) or within department (43 against "
         "39). The "
         "check looked only at the first.");
    asks(&w, EXQ_TASK_MISSED, "One limit is missed. Change what decides, or record why the limit does not apply.");
    asks(&w, EXQ_TASK_JUSTIFY, "Decide whether the differences shown can be justified, and say why.");
    asks(&w, EXQ_TASK_ABSENT, "Look at who is missing: rows left out, groups not shown, groups never recorded.");
    asks(&w, EXQ_TASK_SIGN, "Answer the three questions at the end of the report and sign, or say what is missing.");
    assert_int_equal(exq_open_questions(&w.document), 3);
    const exq_doc_check two[] = {w.check, w.check};
    w.document.checks = two;
    w.document.check_count = 2;
    w.adjusted.standardised.group = (double)NAN;
    asks(
        &w, EXQ_TASK_WHICH_IS_FAIR,
        "Decide which comparison is the fair one: over all or within department. The checks looked only at the first.");
    asks(&w, EXQ_TASK_MISSED, "2 limits are missed. Change what decides, or record why they do not apply.");
    w.document.check_count = 0;
    w.adjusted.simpson = NULL;
    asks(&w, EXQ_TASK_WHICH_IS_FAIR, "");
    asks(&w, EXQ_TASK_MISSED, "");
}

static void a_check_over_all_says_so(void **state)
{
    (void)state;
    world w;
    make(&w);
    const exq_voice voice = exq_voice_of(&w.document, exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_true(exq_say_check_not_within(&voice, &said, &w.check));
    assert_string_equal(said.bytes, "It compares over all, not within department.");
    w.question.given_count = 0;
    assert_false(exq_say_check_not_within(&voice, &said, &w.check));
    exq_buffer_free(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_in_words),
        cmocka_unit_test(what_is_asked),
        cmocka_unit_test(a_check_over_all_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
