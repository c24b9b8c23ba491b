/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Utilities of one list against worked cases, under the choices that change published numbers, and the policies about
 * people without truth or without a list.
 */
#include "list_world.h"

/* Ranks from 1 that hold a hit as '1', and how many relevant items there are. */
typedef struct utility_case {
    const char *name;
    const char *hits;
    size_t relevant, cutoff;
    const char *kernel;
    exq_list_options changes; /* the fields that count: discount, gain, precision, map, recall_by_min */
    double expected;
} utility_case;

#define CLIP                              \
    {                                     \
        .discount = EXQ_POSITION_LOG_CLIP \
    }
#define PLAIN                        \
    {                                \
        .discount = EXQ_POSITION_LOG \
    }

static const utility_case cases[] = {
  /* recommended a b c d e, relevant b d x */
    {"P",                     "01010", 3, 5, "precision", PLAIN,                                  0.4               },
    {"R",                     "01010", 3, 5, "recall",    PLAIN,                                  2.0 / 3           },
    {"F1",                    "01010", 3, 5, "f1",        PLAIN,                                  0.5               },
    {"RR",                    "01010", 3, 5, "mrr",       PLAIN,                                  0.5               },
    {"hit",                   "01010", 3, 5, "hit",       PLAIN,                                  1                 },
    {"AP",                    "01010", 3, 5, "map",       PLAIN,                                  1.0 / 3           },
    {"NDCG",                  "01010", 3, 5, "ndcg",      PLAIN,                                  .49818925746641285},
    {"NDCG clipped",          "01010", 3, 5, "ndcg",      CLIP,                                   .5701406500739014 },
 /* recommended a b c, relevant b d x y */
    {"NDCG of 4",             "010",   4, 3, "ndcg",      PLAIN,                                  .2960819109658652 },
    {"R of 4",                "010",   4, 3, "recall",    PLAIN,                                  .25               },
    {"R by min",              "010",   4, 3, "recall",    {.recall_by_min = true},                1.0 / 3           },
    {"AP by min",             "010",   4, 3, "map",       PLAIN,                                  1.0 / 6           },
    {"AP by relevant",        "010",   4, 3, "map",       {.map = EXQ_MAP_BY_RELEVANT},           .125              },
 /* recommended a b c only, relevant a c x y, k = 5 */
    {"P by k",                "101",   4, 5, "precision", PLAIN,                                  .4                },
    {"P by length",           "101",   4, 5, "precision", {.precision = EXQ_PRECISION_BY_LENGTH}, 2.0 / 3           },
    {"NDCG of a short list",  "101",   4, 5, "ndcg",      PLAIN,                                  .5855700749881525 },
    {"clipped",               "101",   4, 5, "ndcg",      CLIP,                                   .5209090851403014 },
    {"AP of a short list",    "101",   4, 5, "map",       PLAIN,                                  5.0 / 12          },
    {"AP by length",          "101",   4, 5, "map",       {.map = EXQ_MAP_BY_LENGTH},             5.0 / 9           },
    {"AP by min with length", "101",   4, 5, "map",       {.map = EXQ_MAP_BY_MIN_LENGTH},         5.0 / 9           },
 /* jurity's test: relevant 1 and 4, recommended 1 3 2 4 */
    {"AP@4",                  "1001",  2, 4, "map",       PLAIN,                                  .75               },
    {"AP@2",                  "1001",  2, 2, "map",       PLAIN,                                  .5                },
};

static void worked_cases(void **state)
{
    (void)state;
    list_world world;
    world_of_letters(&world, "AAAAA");
    for (size_t i = 0; i < COUNT(cases); i++) {
        const utility_case *of = &cases[i];
        plain_list plain;
        plain_list_of(&plain, strlen(of->hits), of->hits);
        for (size_t j = 0; j < of->relevant; j++)
            plain.ideal[j] = 1;
        plain.list.relevant_count = of->relevant;
        world.options = of->changes;
        world.options.gain = EXQ_GAIN_BINARY;
        print_message("%s\n", of->name);
        value_close_to(world_ask(&world, of->kernel, of->cutoff, &plain.list, 0), of->expected);
    }
    world_end(&world);
}

/* Gains 3 2 3 0 1 2 of a truth of 3 3 3 2 2 2 1 0, K = 6. */
static void graded_gains(void **state)
{
    (void)state;
    static const double ideal[] = {3, 3, 3, 2, 2, 2, 1};
    list_world world;
    plain_list plain;
    world_of_letters(&world, "AAAAAA");
    plain_list_of(&plain, 6, "323012");
    plain.list.ideal = ideal;
    plain.list.relevant_count = COUNT(ideal);
    value_close_to(world_ask(&world, "ndcg", 6, &plain.list, 0), .785002371969948);
    world.options.gain = EXQ_GAIN_EXPONENTIAL;
    value_close_to(world_ask(&world, "ndcg", 6, &plain.list, 0), .7510833867922446);
    world_end(&world);
}

/* Of three people with truth two have hits of 0; jurity's means over all three. */
static void people_without_a_list_count_as_zero(void **state)
{
    (void)state;
    list_world world;
    plain_list served, unserved;
    world_of_letters(&world, "AAAA");
    plain_list_of(&served, 3, "101");
    for (size_t i = 0; i < 3; i++)
        served.ideal[i] = 1;
    served.list.relevant_count = 3;
    plain_list_of(&unserved, 0, NULL);
    unserved.list.relevant_count = 1;
    unserved.ideal[0] = 1;
    close_to(world_ask(&world, "ndcg", 3, &served.list, 0).v / 3, .23463936301137822);
    close_to(world_ask(&world, "recall", 2, &served.list, 0).v / 3, 1.0 / 9);
    close_to(world_ask(&world, "recall", 3, &served.list, 0).v / 3, 2.0 / 9);
    static const char *const ids[] = {"ndcg", "precision", "recall", "f1", "hit", "mrr", "map", "rbp"};
    for (size_t i = 0; i < COUNT(ids); i++)
        value_close_to(world_ask(&world, ids[i], 3, &unserved.list, 0), 0);
    world.options.no_list_is_left_out = true;
    undefined_as(world_ask(&world, "ndcg", 3, &unserved.list, 0), EXQ_WHY_NO_RECOMMENDATIONS);
    world_end(&world);
}

static void people_without_truth(void **state)
{
    (void)state;
    list_world world;
    plain_list plain;
    world_of_letters(&world, "AAA");
    plain_list_of(&plain, 3, NULL);
    undefined_as(world_ask(&world, "ndcg", 3, &plain.list, 0), EXQ_WHY_NO_TRUTH);
    world.options.no_truth_is_zero = true;
    value_close_to(world_ask(&world, "ndcg", 3, &plain.list, 0), 0);
    value_close_to(world_ask(&world, "served", 3, &plain.list, 0), 1);
    value_close_to(world_ask(&world, "served_fully", 4, &plain.list, 0), 0);
    plain.list.length = 0;
    value_close_to(world_ask(&world, "served", 3, &plain.list, 0), 0);
    undefined_as(world_ask(&world, "exposure", 3, &plain.list, 0), EXQ_WHY_NO_RECOMMENDATIONS);
    world_end(&world);
}

/* With grades as they are RBP exceeds 1, which is why it does so only on demand. */
static void rank_biased_precision(void **state)
{
    (void)state;
    list_world world;
    plain_list plain;
    world_of_letters(&world, "AAA");
    plain_list_of(&plain, 3, "909");
    value_close_to(world_ask(&world, "rbp", 3, &plain.list, 0), .15 * (1 + .85 * .85));
    value_close_to(world_ask(&world, "rbp", 1, &plain.list, 0), .15);
    world.options.rbp_by_grade = true;
    value_close_to(world_ask(&world, "rbp", 3, &plain.list, 0), 9 * .15 * (1 + .85 * .85));
    world_end(&world);
}

/* The best list has NDCG 1 under every gain and discount, and swapping a hit upwards never lowers it. */
static void ndcg_is_one_for_the_best_list_and_rises_with_hits(void **state)
{
    (void)state;
    list_world world;
    plain_list plain;
    world_of_letters(&world, "AAAAAA");
    for (int choice = 0; choice < 6; choice++) {
        world.options.gain = (exq_gain)(choice % 3);
        world.options.discount = choice < 3 ? EXQ_POSITION_LOG : EXQ_POSITION_LOG_CLIP;
        plain_list_of(&plain, 6, "432110");
        value_close_to(world_ask(&world, "ndcg", 6, &plain.list, 0), 1);
        plain_list_of(&plain, 6, "021431");
        double before = world_ask(&world, "ndcg", 6, &plain.list, 0).v;
        plain_list_of(&plain, 6, "201431");
        assert_true(world_ask(&world, "ndcg", 6, &plain.list, 0).v >= before - 1e-15);
    }
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_cases),
        cmocka_unit_test(graded_gains),
        cmocka_unit_test(people_without_a_list_count_as_zero),
        cmocka_unit_test(people_without_truth),
        cmocka_unit_test(rank_biased_precision),
        cmocka_unit_test(ndcg_is_one_for_the_best_list_and_rises_with_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
