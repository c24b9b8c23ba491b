/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of chance, of like compared with like, of unknown groups and other choices: every pattern, and when nothing
 * is to be said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "look.h"
#include "sentences.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define RATE "selection_rate"

static const double none = (double)NAN;

static const exq_doc_level levels[] = {
    {"race", "Asian"},
    {"race", "Roma" },
    {"race", "White"},
    {"race", NULL   }
};
static const exq_doc_levels asian = {&levels[0], 1}, roma = {&levels[1], 1}, white = {&levels[2], 1};
static const char *const by[] = {"race"};
static const char *const given[] = {"department"};
static const exq_doc_word words[] = {
    {"people", "applicants"},
};

/* A question of three groups and the people whose race is not known; Roma are compared with White. */
static struct world {
    exq_document document;
    exq_voice voice;
    exq_doc_rate rates[4];
    exq_doc_rate all;
    exq_doc_group groups[4];
    exq_doc_disparity rows[3]; /* Asian, Roma, the lowest ratio */
    exq_doc_adjusted adjusted;
    exq_doc_worst worst;
    exq_doc_missing missing;
    exq_doc_missing_group missing_group;
    exq_doc_who who[8];
    exq_doc_question question;
    exq_buffer said;
} world;

static exq_doc_disparity ratio_of(exq_doc_levels group)
{
    return (exq_doc_disparity){
        .metric = RATE "_ratio",
        .of = RATE,
        .value = 0.68,
        .lo = 0.63,
        .hi = 0.74,
        .lo_alone = 0.64,
        .hi_alone = 0.73,
        .group = group,
        .reference = white,
        .reference_is = "group",
        .difference = "shown",
        .direction = "lower",
        .flips = 155,
        .has_people = true,
        .people = {
                   .per_100 = {30, 45}, .shortfall = 260, .swapped = 155, .expected = 154.5, .step = 4.35, .n = 23, .k = 7}
    };
}

static void world_new(void)
{
    struct world *w = &world;
    *w = (struct world){.said = EXQ_BUFFER_INIT};
    static const double people[] = {23, 400, 1000, 26};
    for (size_t i = 0; i < 4; i++) {
        w->rates[i] = (exq_doc_rate){.id = RATE, .value = 0.5, .den = people[i]};
        w->groups[i] = (exq_doc_group){
            .levels = {&levels[i], 1},
              .rates = &w->rates[i], .rate_count = 1
        };
    }
    w->all = (exq_doc_rate){.id = RATE, .value = 0.5, .den = 1449};
    w->rows[0] = ratio_of(asian);
    w->rows[1] = ratio_of(roma);
    w->rows[2] = w->rows[1];
    w->rows[2].metric = RATE "_min_ratio";
    w->rows[2].has_parity_null = true;
    w->rows[2].parity_null = (exq_doc_parity_null){0.0492, 0.54, 0.8, 0.934, 9999};
    w->adjusted = (exq_doc_adjusted){
        .of = RATE,
        .group = roma,
        .reference = white,
        .reference_is = "group",
        .odds_ratio = {1.105, 0.943, 1.295, NULL},
        .simpson = "reverses"
    };
    w->adjusted.standardised.group = 0.42996;
    w->adjusted.standardised.reference = 0.38732;
    w->adjusted.tarone.p = 0.002;
    w->adjusted.composition.gap = -0.14165;
    w->adjusted.composition.composition = -0.17767;
    w->adjusted.composition.rates = 0.03603;
    for (size_t i = 0; i < COUNT_OF(w->who); i++)
        w->who[i].levels = (exq_doc_levels){&levels[i % 3], 1};
    w->worst = (exq_doc_worst){RATE, &w->who[0], &w->who[1], 2, 2, NULL};
    w->missing_group = (exq_doc_missing_group){
        roma, white, {0.64, 1.05, NULL},
          {0.4,  1,    NULL},
          31
    };
    w->missing = (exq_doc_missing){
        RATE, 26, 11, 0.8, &w->missing_group, 1, {0.11, 1,   NULL},
              {0.1,  0.4, NULL},
              31, NULL
    };
    w->question = (exq_doc_question){
        .by = by,
        .by_count = 1,
        .given = given,
        .given_count = 1,
        .lead_rate = RATE,
        .groups = w->groups,
        .group_count = 4,
        .overall = {.rates = &w->all, .rate_count = 1},
        .disparities = w->rows,
        .disparity_count = 3,
        .adjusted = &w->adjusted,
        .adjusted_count = 1,
        .worst = &w->worst,
        .worst_count = 1,
        .missing = &w->missing,
        .missing_count = 1
    };
    w->document.questions = &w->question;
    w->document.question_count = 1;
    w->document.conventions.words = words;
    w->document.conventions.word_count = COUNT_OF(words);
    w->document.uncertainty.level = 0.95;
    w->voice = exq_voice_of(&w->document, exq_language_of("en"));
}

static int setup(void **state)
{
    (void)state;
    world_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    exq_buffer_free(&world.said);
    return 0;
}

/* The sentence, or "" where there is no occasion for it. */
static void assert_said(bool said, const char *expected)
{
    assert_false(world.said.failed);
    assert_string_equal(world.said.length > 0 ? world.said.bytes : "", expected);
    assert_int_equal(said, expected[0] != '\0');
    exq_buffer_clear(&world.said);
}

#define SAYS(function, expected) assert_said(function(&world.voice, &world.said, &world.question, RATE), expected)

/* ------------------------------------------------------------------------------------------------- chance */

static void a_low_ratio_by_chance(void **state)
{
    (void)state;
    exq_doc_parity_null *null = &world.rows[2].parity_null;
    SAYS(exq_say_parity_null,
         "Lowest over highest rate is 0.68 (Roma / White). Even if all 3 groups were treated alike, a ratio under 0.80 "
         "would turn up in 93 of 100 such audits, because one group is tiny. Do not lead with it.");
    SAYS(exq_say_as_low_by_chance, "If all 3 groups were treated alike, a lowest ratio of 0.68 or less would still "
                                   "appear in 5 of 100 such audits.");
    SAYS(exq_say_people_to_meet, "");
    world.rows[2].has_takes = true;
    world.rows[2].takes = (exq_doc_takes){.people = -1, .limit = 0.8};
    SAYS(exq_say_people_to_meet, "");
    world.rows[2].takes.people = 1234;
    SAYS(
        exq_say_people_to_meet,
        "Of a system that treats all 3 groups alike, each would need 1,234 people before it is shown to keep the "
        "lowest "
        "ratio above 0.80, in four of five audits. With fewer that is out of reach: it is arithmetic, and not a defect "
        "of the system.");
    assert_true(exq_chance_misleads(&world.question, RATE));
    world.rates[1].den = 29;
    null->below_limit = 1;
    null->p = 0;
    SAYS(exq_say_parity_null,
         "Lowest over highest rate is 0.68 (Roma / White). Even if all 3 groups were treated alike, a ratio under 0.80 "
         "would turn up in more than 99 of 100 such audits, because 2 groups are tiny. Do not lead with it.");
    SAYS(exq_say_as_low_by_chance, "If all 3 groups were treated alike, a lowest ratio of 0.68 or less would still "
                                   "appear in less than 1 of 100 such audits.");
    world.groups[0].withheld = true; /* what is withheld is not counted either */
    world.rates[1].den = 400;
    null->below_limit = 0.04;
    SAYS(exq_say_parity_null, "Lowest over highest rate is 0.68 (Roma / White). If both groups were treated alike, a "
                              "ratio under 0.80 would turn up in 4 of 100 such audits.");
    assert_false(exq_chance_misleads(&world.question, RATE));
    world.rows[2].has_parity_null = false;
    SAYS(exq_say_parity_null, "");
    SAYS(exq_say_as_low_by_chance, "");
}

static void who_can_be_lowest_and_highest(void **state)
{
    (void)state;
    SAYS(
        exq_say_extremes,
        "These data cannot tell which of Roma and White has the highest rate, nor which of Asian and Roma the lowest.");
    world.worst.highest_count = 1;
    SAYS(exq_say_extremes,
         "Shown to have the highest rate of all: Roma. These data cannot tell which of Asian and Roma "
         "has the lowest rate.");
    world.worst.lowest_count = 1;
    world.worst.highest_count = 7;
    SAYS(exq_say_extremes,
         "These data cannot tell which of 7 groups has the highest rate. Shown to have the lowest rate "
         "of all: Asian.");
    world.groups[0].withheld = true; /* of two groups it goes without saying */
    SAYS(exq_say_extremes, "");
}

static void ranges_that_stand_alone(void **state)
{
    (void)state;
    SAYS(exq_say_widening, "");
    world.rows[0].difference = "not_shown";
    SAYS(exq_say_widening,
         "Standing alone, one more range would exclude equal: among several comparisons some do by chance.");
    world.rows[1].difference = "not_shown";
    SAYS(exq_say_widening,
         "Standing alone, 2 more ranges would exclude equal: among many comparisons some do by chance.");
}

static void few_decisions(void **state)
{
    (void)state;
    exq_doc_disparity row = world.rows[0];
    const exq_voice *voice = &world.voice;
    assert_said(exq_say_step(voice, &world.said, &row),
                "Only 23 are behind the rate of Asian applicants. One different outcome would move it by 4 points in 100.");
    row.people.n = 1;
    assert_said(exq_say_step(voice, &world.said, &row), "One single person is behind the rate of Asian applicants.");
    row.people.n = 30;
    assert_said(exq_say_step(voice, &world.said, &row), "");
    assert_said(exq_say_flips(voice, &world.said, &row), "Moving 155 decisions between Asian applicants and White "
                                                         "applicants would turn round who is ahead.");
    row.flips = 1;
    assert_said(exq_say_flips(voice, &world.said, &row),
                "One different decision between Asian applicants and White "
                "applicants would turn round who is ahead: the numbers are too "
                "small for a finding.");
    row.flips = -1;
    assert_said(exq_say_flips(voice, &world.said, &row), "");
    assert_said(exq_say_shortfalls(voice, &world.said, &row),
                "The gap between Asian applicants and White applicants in people, three ways: 260 more at the rate of "
                "White applicants; 155 moved between the two, the totals staying as they are; 155 more had "
                "both been treated alike.");
    row.people.swapped = row.people.shortfall;
    assert_said(exq_say_shortfalls(voice, &world.said, &row), "");
}

/* ---------------------------------------------------------------------------------------- like with like */

static void a_difference_that_does_not_remain(void **state)
{
    (void)state;
    exq_doc_adjusted *adjusted = &world.adjusted;
    static const struct {
        const char *simpson, *difference;
        double lo, standardised;
        const char *expected;
    } rows[] = {
        {"reverses", "shown",     0.94, 0.43,
         "Within department the difference does not remain: in the same mix, Roma 43 of 100, White 39; the other "
         "way round, not settled."                                                                  },
        {"reverses", "shown",     1.01, 0.43,
         "Within department it turns round: in the same mix, Roma 43 of 100, White 39."},
        {"vanishes", "shown",     0.94, 0.43,
         "Within department the difference is no longer shown: in the same mix, Roma 43 of 100, White 39."                                                                                               },
        {"vanishes", "shown",     0.94, (double)NAN,
         "Within department the difference is no longer shown: like with like, the odds are 1.10 times as high."     },
        {"reverses", "not_shown", 0.94, 0.43,        ""                                                              },
        {NULL,       "shown",     0.94, 0.43,        ""                                                              },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        adjusted->simpson = rows[i].simpson;
        adjusted->odds_ratio.lo = rows[i].lo;
        adjusted->standardised.group = rows[i].standardised;
        world.rows[1].difference = rows[i].difference;
        assert_said(exq_say_simpson(&world.voice, &world.said, &world.question, RATE, &roma), rows[i].expected);
        assert_said(exq_say_simpson(&world.voice, &world.said, &world.question, RATE, &asian), "");
    }
}

static void strata_agree_or_not(void **state)
{
    (void)state;
    assert_said(
        exq_say_agreement(&world.voice, &world.said, &world.question, &world.adjusted),
        "The levels of department do not agree: how Roma applicants compare with White applicants differs between "
        "them by more than chance explains. No one figure stands for all; look at each.");
    world.adjusted.tarone.p = 0.3;
    assert_said(exq_say_agreement(&world.voice, &world.said, &world.question, &world.adjusted),
                "That the levels of department disagree on Roma applicants against White applicants is not shown.");
    world.adjusted.tarone.p = none;
    assert_said(exq_say_agreement(&world.voice, &world.said, &world.question, &world.adjusted), "");
}

static void where_a_gap_comes_from(void **state)
{
    (void)state;
    assert_said(exq_say_mix(&world.voice, &world.said, &world.question, &world.adjusted),
                "Roma applicants against White applicants: of a gap of -14.2 points in 100, -17.8 come from where they "
                "are (department) and +3.6 from how they fare there.");
    world.adjusted.composition.rates = none;
    assert_said(exq_say_mix(&world.voice, &world.said, &world.question, &world.adjusted), "");
}

/* -------------------------------------------------------------------------------- unknown groups, choices */

#define SAYS_UNKNOWN(group, expected) \
    assert_said(exq_say_unknown(&world.voice, &world.said, &world.question, RATE, group), expected)

static void people_of_unknown_group(void **state)
{
    (void)state;
    SAYS_UNKNOWN(&roma,
                 "Of the 1,449 applicants behind this rate, 26 have no race recorded. Depending on who they are, "
                 "the ratio of Roma to White could lie between 0.64 and 1.05.");
    SAYS_UNKNOWN(NULL, "Of the 1,449 applicants behind this rate, 26 have no race recorded. Depending on who they are, "
                       "the lowest over the highest rate could lie between 0.11 and 1.00.");
    SAYS(exq_say_unknown_over_all,
         "Over all groups, the lowest rate could be anything from 0.11 to 1.00 times the highest.");
    world.missing_group.ratio = (exq_doc_bounds){0.64, none, "infinite"};
    SAYS_UNKNOWN(&roma,
                 "Of the 1,449 applicants behind this rate, 26 have no race recorded. Depending on who they are, "
                 "the ratio of Roma to White could be anything from 0.64 up.");
    world.missing_group.ratio = (exq_doc_bounds){0.64, 1.05, NULL};
    world.missing.unknown = 1;
    SAYS_UNKNOWN(&roma, "Of the 1,449 applicants behind this rate, one has no race recorded. Depending on who that is, "
                        "the ratio of Roma to White could lie between 0.64 and 1.05.");
    world.missing.unknown = -1; /* withheld */
    SAYS_UNKNOWN(&roma, "");
    SAYS(exq_say_unknown_over_all, "");
}

static void how_many_tip_it(void **state)
{
    (void)state;
    static const struct {
        exq_count people;
        const char *expected;
    } rows[] = {
        {31, "It takes 31 of them to bring the lowest ratio below 0.80."    },
        {1,  "One of them is enough to bring the lowest ratio below 0.80."  },
        {-1, "Not even all of them could bring the lowest ratio below 0.80."},
        {0,  ""                                                             }, /* it is below already */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        world.missing.tipping_point = rows[i].people;
        SAYS(exq_say_tipping_point, rows[i].expected);
    }
}

static void other_choices(void **state)
{
    (void)state;
    exq_doc_sensitivity found = {.of = RATE, .group = roma, .difference = "shown", .answered = 8, .same = 8};
    assert_said(exq_say_sensitivity(&world.voice, &world.said, &found),
                "Roma applicants: all 8 other choices give the same answer.");
    found.same = 6;
    assert_said(exq_say_sensitivity(&world.voice, &world.said, &found),
                "Roma applicants: 6 of 8 other choices give the same answer.");
    found.answered = 0;
    assert_said(exq_say_sensitivity(&world.voice, &world.said, &found), "");
}

static void numbers_of_tests(void **state)
{
    (void)state;
    static const struct {
        double p;
        const char *said;
    } ps[] = {
        {0.2169,  "0.22"    },
        {0.05,    "0.050"   },
        {0.00207, "0.002"   },
        {0.0006,  "0.0006"  },
        {1e-22,   "< 0.0001"},
        {1.0,     "1.00"    }
    };
    static const struct {
        double share;
        const char *said;
    } points[] = {
        {0.03603,  "+3.6" },
        {-0.14165, "-14.2"},
        {0.0001,   "0.0"  },
        {-0.0001,  "0.0"  }
    };
    for (size_t i = 0; i < COUNT_OF(ps); i++) {
        exq_say_p(&world.voice, &world.said, ps[i].p);
        assert_said(true, ps[i].said);
    }
    for (size_t i = 0; i < COUNT_OF(points); i++) {
        exq_say_points(&world.voice, &world.said, points[i].share);
        assert_said(true, points[i].said);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_low_ratio_by_chance),
        TEST(who_can_be_lowest_and_highest),
        TEST(ranges_that_stand_alone),
        TEST(few_decisions),
        TEST(a_difference_that_does_not_remain),
        TEST(strata_agree_or_not),
        TEST(where_a_gap_comes_from),
        TEST(people_of_unknown_group),
        TEST(how_many_tip_it),
        TEST(other_choices),
        TEST(numbers_of_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
