/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where other tools go wrong on lists, read in their code: what they give in a small case, and what we give. Each row
 * names the tool, its slip, its number and ours.
 */
#include "list_example_world.h"
#include "lists_concentration.h"
#include "lists_expected.h"
#include "lists_exposure.h"
#include "lists_fa_star_ir.h"
#include "lists_means.h"
#include "lists_pairs.h"
#include "lists_prefix.h"
#include "lists_ratings.h"
#include "lists_skew.h"
#include "positions.h"

static exq_value asked(const char *letters, const char *grades, const double *target, const char *kernel, size_t which)
{
    list_world other;
    plain_list plain;
    world_of_letters(&other, letters);
    plain_list_of(&plain, strlen(letters), grades);
    if (target != NULL)
        memcpy(other.share, target, other.grouping.group_count * sizeof *target);
    const exq_value value = world_ask(&other, kernel, strlen(letters), &plain.list, which);
    world_end(&other);
    return value;
}

static const double women[] = {.6, .4};

static exq_value exposure_of_a(void)
{
    return asked("AABABBABBB", NULL, NULL, "exposure", 0);
}

static exq_value exposure_at_the_end(void)
{
    return asked("BBBBBBAAAA", NULL, NULL, "exposure", 0);
}

static exq_value first_weight_of_a_cascade(void)
{
    const exq_list_options options = {.position = EXQ_POSITION_CASCADE, .position_parameter = .5, .stop = .5};
    exq_attention attention = exq_attention_start(&options);
    return exq_some(exq_attention_next(&attention, 1));
}

static exq_value expected_relevance(void)
{
    static const double target[] = {.75, .75, .25}, sum[] = {1, .5, .25};
    return exq_some(exq_expected_exposure_of((exq_expected_sums){1, sum, NULL}, target, 3).relevance);
}

static exq_value share_of_fair_lists_that_fail(void)
{
    double row[21];
    uint32_t least[20];
    exq_fair_least(.25, .1, 20, row, least);
    return exq_some(exq_fair_miss(.25, least, 20, row));
}

static exq_value share_at_the_level_corrected(void)
{
    double row[21], levels[20 * 21 / 2 + 1];
    uint32_t least[20];
    return exq_some(exq_fair_test_of(.25, .1, (exq_fair_room){20, row, levels}, least).missed_by_fair);
}

static exq_value half_of_a_hundred(exq_prefix kind)
{
    bool members[100];
    double scratch[2 * 101];
    for (size_t i = 0; i < 100; i++)
        members[i] = i < 50;
    return exq_prefix_of(kind, EXQ_POSITION_LOG, members, 100, 10, scratch).raw;
}

static exq_value prefix_divergence(void)
{
    return half_of_a_hundred(EXQ_PREFIX_DIVERGENCE);
}

static exq_value prefix_ratio(void)
{
    return half_of_a_hundred(EXQ_PREFIX_RATIO);
}

static exq_value amortised_inequity(void)
{
    static const double relevance[] = {.9, .9, .2};
    static const uint32_t orders[2][3] = {
        {0, 1, 2},
        {1, 0, 2}
    };
    double attention[3] = {0}, merit[3] = {0};
    for (size_t i = 0; i < 2; i++)
        assert_true(exq_amortised_add(&exq_list_options_default, orders[i], relevance, 3, attention, merit));
    return exq_some(exq_amortised_inequity(attention, merit, 3));
}

static exq_value ndkl_of_women(void)
{
    return asked("ABBABB", NULL, women, "ndkl", 0);
}

static exq_value infeasible_index(void)
{
    return asked("ABBABB", NULL, women, "infeasible_index", 0);
}

static exq_value infeasible_of_three(void)
{
    static const double target[] = {.4, .3, .3};
    return asked("AAAAABC", NULL, target, "infeasible_index", 0);
}

static exq_value skew_of_an_absent_group(void)
{
    static const double places[] = {10, 0}, target[] = {.5, .5};
    return exq_skew_extremes_of(places, target, 2).min;
}

/* Recommended a b c d e, relevant b, d and one that is not there. */
static exq_value two_hits_of_three(const char *kernel)
{
    list_world other;
    plain_list plain;
    world_of_letters(&other, "AAAAA");
    plain_list_of(&plain, 5, "01010");
    plain.ideal[plain.list.relevant_count++] = 1;
    const exq_value value = world_ask(&other, kernel, 5, &plain.list, 0);
    world_end(&other);
    return value;
}

static exq_value hit(void)
{
    return two_hits_of_three("hit");
}

static exq_value ndcg(void)
{
    return two_hits_of_three("ndcg");
}

static exq_value recall(void)
{
    return two_hits_of_three("recall");
}

/* Precision of somebody with it and of two people who are recommended nothing. */
static exq_value precision_of_three(void)
{
    list_world other;
    plain_list none;
    world_of_letters(&other, "AAAAA");
    plain_list_of(&none, 0, NULL);
    none.ideal[0] = 1;
    none.list.relevant_count = 1;
    const double sum = two_hits_of_three("precision").v + 2 * world_ask(&other, "precision", 5, &none.list, 0).v;
    world_end(&other);
    return exq_some(sum / 3);
}

static exq_value rbp_of_grades(void)
{
    return asked("AAA", "909", NULL, "rbp", 0);
}

/* Lists 3; 2 3; 1 2 of items had by 3, 1 and 0 people. */
static exq_value average_popularity(void)
{
    static const double before[] = {3, 1, 0};
    return exq_some((before[2] + (before[1] + before[2]) / 2 + (before[0] + before[1]) / 2) / 3);
}

static exq_value average_popularity_of_a_longer_list(void)
{
    return world_ask(&world, "average_popularity", K, &list, 0);
}

static exq_concentration concentration_of(double *values, size_t count)
{
    exq_frequency rows[8];
    return exq_concentration_of(rows, exq_frequencies(values, count, rows));
}

static exq_value gini_corrected(void)
{
    double values[] = {0, 0, 1, 2, 2};
    return concentration_of(values, 5).gini_corrected;
}

static exq_value gini_of_one_item(void)
{
    double values[] = {5, 0, 0, 0};
    return concentration_of(values, 4).gini_corrected;
}

static exq_value parity_with_an_empty_group(void)
{
    static const exq_treatment groups[] = {
        {3, 10},
        {0, 0 },
        {1, 8 }
    };
    double scratch[3];
    return exq_treatment_variation(groups, 3, scratch).value;
}

static exq_value parity_when_nobody_is_served(void)
{
    static const exq_treatment groups[] = {
        {0, 10},
        {0, 8 }
    };
    double scratch[2];
    return exq_treatment_variation(groups, 2, scratch).value;
}

static exq_value lift_from_nothing(void)
{
    return exq_popularity_lift((exq_pair_sums){2, .4, 0, .1, 0, 0}).value;
}

static exq_value value_unfairness(void)
{
    static const exq_item_ratings d[] = {
        {2, 8.5, 9},
        {1, 3,   2},
        {1, 2,   3},
        {0, 0,   0}
    };
    static const exq_item_ratings a[] = {
        {1, 4.5, 4},
        {2, 4,   4},
        {1, 4.5, 5},
        {1, 5,   4}
    };
    return exq_rating_unfairness_of(d, a, 4, false).value;
}

static exq_value differential_fairness(void)
{
    static const exq_item_audience audience[] = {
        {100, 90},
        {100, 60}
    };
    return exq_item_differential_fairness(audience, 2, 1);
}

static exq_value balance(void)
{
    static const double half[] = {.5, .5};
    return asked("AABABBABBB", NULL, half, "awrf", 0);
}

static exq_value rank_equality_of_the_first(void)
{
    static const double truth[] = {1, 2, 3, 4}, predicted[] = {1, 3, 4, 2};
    static const bool groups[] = {false, true, false, true};
    exq_rank_fairness of[2];
    exq_rank_fairness_of(truth, predicted, groups, 4, of);
    return of[0].equality;
}

/* A theirs of NAN stands for a number they do not give; `why` is our reason where there is no number. */
static const struct {
    const char *tool, *slip;
    double theirs;
    exq_value (*ours)(void);
    double expected;
    exq_why why;
} defects[] = {
    {"rank-fairness-metrics",           "turns the weights round: exposure grows with the rank",                                      7.906890595608519,  exposure_of_a,
     2.394939644978184,                                                                                                                                                                                            EXQ_WHY_NONE     },
    {"rank-fairness-metrics",           "lets an item's own relevance end the reading before it",                                     .5,                 first_weight_of_a_cascade,
     1,                                                                                                                                                                                                            EXQ_WHY_NONE     },
    {"rank-fairness-metrics",           "doubles the relevance of expected exposure",                                                 2.375,              expected_relevance,                  1.1875,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"fairsearch (Python)",             "passes over the last prefix",                                                                .11517506930977106, share_of_fair_lists_that_fail,
     .146887188699111,                                                                                                                                                                                             EXQ_WHY_NONE     },
    {"fairsearch",                      "takes the nearest table, above the level asked for",                                         .10515247355215251,
     share_at_the_level_corrected,                                                                                                                                                             .08972216723486781, EXQ_WHY_NONE     },
    {"FairRank",                        "takes a share of 1 for .001",                                                                1.15901724032,      prefix_divergence,                   1.17135504981741,   EXQ_WHY_NONE     },
    {"FairRank",                        "counts ratios below the whole ranking's only",                                               1.08152800722,      prefix_ratio,                        2.143463300891264,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"FairRankTune",                    "returns after the first ranking",                                                            .30783617806826945, amortised_inequity,                  .5385574520455132,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"FairRankTune",                    "takes the list itself for the target",                                                       .35249826261126876, ndkl_of_women,                       .20809699314962857,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"AIF360",                          "stops before the last prefix",                                                               1,                  infeasible_index,                    2,                  EXQ_WHY_NONE     },
    {"AIF360",                          "counts pairs of a prefix and a group under the name of the index, the last prefix left out", 5,
     infeasible_of_three,                                                                                                                                                                      4,                  EXQ_WHY_NONE     },
    {"yuanlonghao/reranking",           "stops before the last prefix, and passes over a group that is absent",                       0,
     infeasible_of_three,                                                                                                                                                                      4,                  EXQ_WHY_NONE     },
    {"Credo AI Lens",                   "looks at the groups present only: to be left out is parity",                                 0,                  skew_of_an_absent_group,             NAN,
     EXQ_WHY_RATE_ZERO                                                                                                                                                                                                              },
    {"FairDiverse",                     "ranks each group's items by themselves",                                                     2.5616063116448506, exposure_at_the_end,
     1.2388930321009313,                                                                                                                                                                                           EXQ_WHY_NONE     },
    {"FairDiverse",                     "calls a recall the hit rate",                                                                2.0 / 3,            hit,                                 1,                  EXQ_WHY_NONE     },
    {"FairDiverse",                     "takes the ideal from what was returned",                                                     .6509209298071326,  ndcg,                                .49818925746641285,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"holisticai",                      "cuts the truth to its own top k: recall becomes precision",                                  .4,                 recall,                              2.0 / 3,            EXQ_WHY_NONE     },
    {"holisticai",                      "counts popularity in the recommendations themselves",                                        11.0 / 6,           average_popularity,                  5.0 / 6,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"RecBole-FairRec",                 "takes an item a group did not rate for one without error",                                   .8125,              value_unfairness,                    .75,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"RecBole-FairRec",                 "leaves out those an item is not shown to",                                                   .39998564234353884, differential_fairness,
     1.3156767939059373,                                                                                                                                                                                           EXQ_WHY_NONE     },
    {"Elliot",                          "prints 1 - Gini as Gini",                                                                    .4,                 gini_corrected,                      .6,                 EXQ_WHY_NONE     },
    {"Elliot",                          "is NaN as soon as a cluster is empty",                                                       NAN,                parity_with_an_empty_group,          .4117647058823529,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"WarpRec",                         "calls it fair when nobody is served",                                                        0,                  parity_when_nobody_is_served,        NAN,                EXQ_WHY_ZERO_MEAN},
    {"evidently, ClayRS",               "look at recommended items only: all on one item is equality",                                0,                  gini_of_one_item,                    1,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"evidently",                       "drops recommended items that nobody had before",                                             1.5,                average_popularity,                  5.0 / 6,            EXQ_WHY_NONE     },
    {"ClayRS",                          "calls the lift 0 when there is nothing to compare with",                                     0,                  lift_from_nothing,                   NAN,                EXQ_WHY_ZERO_MEAN},
    {"recommenders, jurity",            "leave people out who are recommended nothing",                                               .4,                 precision_of_three,                  .4 / 3,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"ranx",                            "multiplies grades into rank-biased precision, which then exceeds 1",                         9 * .258375,        rbp_of_grades,                       .258375,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"RecList",                         "divides by the length of the list instead of k",                                             14.0 / 4,           average_popularity_of_a_longer_list, 4,
     EXQ_WHY_NONE                                                                                                                                                                                                                   },
    {"TREC Fair Ranking 2021 and 2022", "takes the divergence in nats: the range is .307 to 1",                                       .9996323035820377,
     balance,                                                                                                                                                                                  .9994695262012532,  EXQ_WHY_NONE     },
    {"FARE",                            "gives each group the other's pairs",                                                         .25,                rank_equality_of_the_first,          0,                  EXQ_WHY_NONE     },
};

static void what_others_give_and_what_we_give(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(defects); i++) {
        const exq_value value = defects[i].ours();
        print_message("%s %s: %g, not %g\n", defects[i].tool, defects[i].slip, value.v, defects[i].theirs);
        if (defects[i].why != EXQ_WHY_NONE) {
            undefined_as(value, defects[i].why);
            continue;
        }
        assert_true(fabs(value.v - defects[i].expected) < 5e-5);
        assert_false(fabs(value.v - defects[i].theirs) < 1e-5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_others_give_and_what_we_give, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
