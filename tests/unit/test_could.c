/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which checks no data of their size could meet or miss. The numbers were found from the counts by a second implementation
 * of the intervals (Clopper-Pearson limits combined by MOVER; 12 and 12 people are too few to meet four fifths, 400 and
 * 400 enough).
 */
#include "verdict_kit.h"

#include "report_kit.h"
#include "sentences_check.h"

typedef struct sized {
    const char *metric;
    exq_limit_op op;
    const char *limit;
    exq_count people, selected[2]; /* of each of two groups */
    bool be_met, be_missed;
    double met_from, missed_from;
    const char *said;
} sized;

#define MIN_RATIO "selection_rate_min_ratio", EXQ_AT_LEAST, "0.8"
#define MAX_DIFFERENCE "selection_rate_max_difference", EXQ_AT_MOST, "0.05"
#define RATE "selection_rate", EXQ_AT_LEAST, "0.3"
#define CANNOT_MEET "Too few people in the smallest groups: nothing they show could meet it."
#define CANNOT_MISS "Too few people: nothing they show could miss it."

static const sized sizes[] = {
    {MIN_RATIO,      12,   {6, 6},       false, true,  NONE,              0.275378235178,    CANNOT_MEET},
    {MIN_RATIO,      40,   {20, 24},     false, true,  NONE,              0.508947771321,    CANNOT_MEET},
    {MIN_RATIO,      400,  {200, 220},   true,  true,  0.916588043223,    0.696689284611,    NULL       },
    {MIN_RATIO,      4000, {2000, 2000}, true,  true,  0.836503570178,    0.764908807231,    NULL       },
    {MAX_DIFFERENCE, 12,   {6, 6},       false, true,  NONE,              0.505178302444,    CANNOT_MEET},
    {MAX_DIFFERENCE, 400,  {200, 220},   false, true,  NONE,              0.120885116878,    CANNOT_MEET},
    {MAX_DIFFERENCE, 4000, {2000, 2000}, true,  true,  0.027939909049,    0.072063397481,    NULL       },
    {RATE,           12,   {6, 6},       true,  false, 0.650930416776,    NONE,              CANNOT_MISS},
    {RATE,           40,   {20, 24},     true,  true,  0.479693226174,    0.133958637128,    NULL       },
    {RATE,           4000, {2000, 2000}, true,  true,  0.316394873745,    0.283738551076,    NULL       },
    {"selection_rate_min_ratio", EXQ_WITHIN, "0.8", 12, {6, 6}, false, true, NONE, NONE, CANNOT_MEET},
    {"selection_rate_min_ratio", EXQ_AT_LEAST, "0.1", 3, {1, 1}, false, false, NONE, NONE,
     "Too few people: nothing they show could meet it or miss it."},
};

/* Two groups of so many people, and one comparison of both, whose own numbers do not matter here. */
static exq_document document_of(const sized *of, exq_doc_group groups[2], exq_doc_rate rates[2],
                                exq_doc_disparity *row, exq_doc_question *question)
{
    static const char *const by[] = {"sex"};
    const bool ratio = strstr(of->metric, "ratio") != NULL;
    double share[2];
    for (size_t i = 0; i < 2; i++) {
        share[i] = (double)of->selected[i] / (double)of->people;
        rates[i] = (exq_doc_rate){.id = "selection_rate", .value = share[i], .lo = 0, .hi = 1,
                                  .num = (double)of->selected[i], .den = (double)of->people, .method = "wilson"};
        groups[i] = (exq_doc_group){.levels = {&levels_of[i], 1}, .n = of->people, .rates = &rates[i], .rate_count = 1};
    }
    *row = (exq_doc_disparity){.metric = of->metric, .of = "selection_rate", .lo = 0, .hi = 1, .reference_is = "group",
                               .value = ratio ? share[0] / share[1] : share[1] - share[0],
                               .group = groups[!ratio].levels, .reference = groups[ratio].levels, .has_people = true};
    row->people = (exq_doc_people){.k = of->selected[!ratio], .n = of->people, .reference_k = of->selected[ratio],
                                   .reference_n = of->people};
    *question = (exq_doc_question){.side = "decision", .by = by, .by_count = 1, .reference = {.kind = "largest"},
                                   .groups = groups, .group_count = 2, .overall = {.n = 2 * of->people},
                                   .disparities = row, .disparity_count = strcmp(of->metric, "selection_rate") != 0};
    return (exq_document){.questions = question, .question_count = 1, .conventions = {.missing = "own_group"},
                          .uncertainty = {.level = .95}};
}

static void near_or_none(double found, double expected, const char *of)
{
    if (isnan(expected) ? !isnan(found) : !(fabs(found - expected) <= 1e-9))
        fail_msg("%s: %.12g, not %.12g", of, found, expected);
}

static void judge_sized(const sized *of, exq_decide_on decide_on, exq_arena *arena, exq_doc_check *out)
{
    exq_doc_group groups[2];
    exq_doc_rate rates[2];
    exq_doc_disparity row;
    exq_doc_question question;
    exq_document document = document_of(of, groups, rates, &row, &question);
    exq_check check = check_of(of->metric, of->op, of->limit, decide_on);
    check.limit_to = of->op == EXQ_WITHIN ? "1" : NULL;
    const asked asks = ask(&check, 1);
    assert_true(exq_judge(&asks.request, asks.planned, &document, arena));
    assert_int_equal(document.check_count, 1);
    *out = document.checks[0];
    exq_arena_free(asks.arena);
}

static void numbers_are_those_of_a_second_implementation(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        exq_arena *arena = exq_arena_new();
        exq_doc_check check;
        judge_sized(&sizes[i], EXQ_DECIDE_ON_INTERVAL, arena, &check);
        if (!check.has_could || check.could.be_met != sizes[i].be_met || check.could.be_missed != sizes[i].be_missed)
            fail_msg("%s of %d people: could be met %d, missed %d", sizes[i].metric, (int)sizes[i].people,
                     check.could.be_met, check.could.be_missed);
        near_or_none(check.could.met_from, sizes[i].met_from, sizes[i].metric);
        near_or_none(check.could.missed_from, sizes[i].missed_from, sizes[i].metric);
        exq_arena_free(arena);
    }
}

static void what_could_not_be_is_said_in_a_sentence(void **state)
{
    (void)state;
    const exq_document document = {0};
    const exq_voice voice = exq_voice_of(&document, exq_language_of("en"));
    for (size_t i = 0; i < COUNT(sizes); i++) {
        exq_arena *arena = exq_arena_new();
        exq_doc_check check;
        exq_buffer said = EXQ_BUFFER_INIT;
        judge_sized(&sizes[i], EXQ_DECIDE_ON_INTERVAL, arena, &check);
        assert_int_equal(exq_say_check_could(&voice, &said, &check), sizes[i].said != NULL);
        if (sizes[i].said != NULL)
            assert_string_equal(said.bytes, sizes[i].said);
        exq_buffer_free(&said);
        exq_arena_free(arena);
    }
}

/* A number that decides by itself is met or missed whatever the size. */
static void nothing_is_said_where_the_number_itself_decides(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    exq_doc_check check;
    judge_sized(&sizes[0], EXQ_DECIDE_ON_POINT, arena, &check);
    assert_false(check.has_could);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_a_second_implementation),
        cmocka_unit_test(what_could_not_be_is_said_in_a_sentence),
        cmocka_unit_test(nothing_is_said_where_the_number_itself_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
