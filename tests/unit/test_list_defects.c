/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where other tools go wrong on lists: what they give in a small case, and what we give (list_defects.def).
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

static exq_value average_precision(void)
{
    return two_hits_of_three("map");
}

/* Both relevant, all relevant there is. */
static exq_value ndcg_of_the_second_and_third(void)
{
    return asked("AAAA", "0110", NULL, "ndcg", 0);
}

/* Of five items, all scored alike, two places count. */
static exq_value precision_of_two_places(void)
{
    list_world other;
    plain_list plain;
    world_of_letters(&other, "AAAAA");
    plain_list_of(&plain, 5, "01010");
    const exq_value value = world_ask(&other, "precision", 2, &plain.list, 0);
    world_end(&other);
    return value;
}

static exq_value expected_disparity(void)
{
    static const double target[] = {.75, .75, .25}, sum[] = {1, .5, .25};
    return exq_some(exq_expected_exposure_of((exq_expected_sums){1, sum, NULL}, target, 3).disparity);
}

static exq_value exposure_of_the_first(void)
{
    return asked("ABB", "135", NULL, "exposure", 0);
}

static exq_value exposure_of_the_upper_half(void)
{
    return asked("AAAABBBB", NULL, NULL, "exposure", 0);
}

/* Three people, each with the same list under both versions. */
static exq_value difference_of_the_same(void)
{
    return exq_paired_difference((exq_pair_sums){3, 1.5, 1.5, .875, .875, .875}).value;
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

static const struct {
    const char *tool, *slip;
    double theirs;
    exq_value (*ours)(void);
    double expected;
    exq_why why;
} defects[] = {
#define DEFECT(tool, slip, theirs, ours, expected, why) {tool, slip, theirs, ours, expected, EXQ_WHY_##why},
#include "list_defects.def"
#undef DEFECT
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
