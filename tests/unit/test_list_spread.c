/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Concentration over the catalogue, head and tail, popularity and taste, pairs and ratings, against worked cases.
 */
#include "divergence.h"
#include "head_tail.h"
#include "list_world.h"
#include "lists_concentration.h"
#include "lists_gaps.h"
#include "lists_means.h"
#include "lists_pairs.h"
#include "lists_ratings.h"

static exq_concentration concentration_of(const double *counts, size_t items)
{
    double values[WORLD_ITEMS];
    exq_frequency rows[WORLD_ITEMS];
    memcpy(values, counts, items * sizeof *counts);
    const size_t count = exq_frequencies(values, items, rows);
    return exq_concentration_of(rows, count);
}

static void gini_over_the_whole_catalogue(void **state)
{
    (void)state;
    static const double a[] = {1, 2, 2}, b[] = {2, 0, 1, 0, 2}, c[] = {5, 0, 0, 0};
    static const double d[] = {10, 4, 3, 2, 1, 0, 0, 0, 0, 0};
    value_close_to(concentration_of(a, 3).gini, 2.0 / 15);
    value_close_to(concentration_of(a, 3).gini_corrected, .2);
    value_close_to(concentration_of(b, 5).gini, .48);
    value_close_to(concentration_of(b, 5).gini_corrected, .6);
    value_close_to(concentration_of(b, 5).coverage, .6);
    value_close_to(concentration_of(c, 4).gini, .75);
    value_close_to(concentration_of(c, 4).gini_corrected, 1);
    value_close_to(concentration_of(c, 4).entropy, 0);
    value_close_to(concentration_of(d, 10).gini, .7);
    value_close_to(concentration_of(d, 10).gini_corrected, .7777777777777778);
    value_close_to(concentration_of(d, 10).entropy, 1.9232196723355077);
    value_close_to(concentration_of(d, 10).evenness, 1.9232196723355077 / log2(10));
}

static void catalogues_without_concentration(void **state)
{
    (void)state;
    static const double one[] = {3}, nothing[] = {0, 0}, alike[] = {4, 4, 4};
    undefined_as(concentration_of(one, 1).gini_corrected, EXQ_WHY_ONE_ITEM);
    value_close_to(concentration_of(one, 1).gini, 0);
    undefined_as(concentration_of(nothing, 2).gini, EXQ_WHY_NO_RECOMMENDATIONS);
    value_close_to(concentration_of(nothing, 2).coverage, 0);
    undefined_as(exq_concentration_of(NULL, 0).coverage, EXQ_WHY_NO_ITEMS);
    value_close_to(concentration_of(alike, 3).gini, 0);
    value_close_to(concentration_of(alike, 3).evenness, 1);
}

static void what_equal_chances_give(void **state)
{
    (void)state;
    assert_true(fabs(exq_gini_of_fair(1).v - .5238) < 5.1e-5);
    assert_true(fabs(exq_gini_of_fair(5).v - .2491) < 5.1e-5);
    assert_true(fabs(exq_gini_of_fair(18.6).v - .1304) < 5.1e-5);
    /* both ways of working it out meet, and go on falling */
    assert_true(fabs(exq_gini_of_fair(99.9999999).v - exq_gini_of_fair(100).v) < 1e-10);
    assert_true(exq_gini_of_fair(1e6).v < exq_gini_of_fair(1e5).v);
    close_to(exq_coverage_of_fair(1), 1 - exp(-1));
    undefined_as(exq_gini_of_fair(0), EXQ_WHY_NO_RECOMMENDATIONS);
    /* by hand: Poisson(1), Gini = sum over pairs of P(x) P(y) |x - y| / 2 */
    double p[40], sum = 0;
    for (size_t x = 0; x < 40; x++)
        p[x] = x == 0 ? exp(-1) : p[x - 1] / (double)x;
    for (size_t x = 0; x < 40; x++) {
        for (size_t y = 0; y < x; y++)
            sum += p[x] * p[y] * (double)(x - y);
    }
    value_close_to(exq_gini_of_fair(1), sum);
}

static void heads_and_tails(void **state)
{
    (void)state;
    static const uint64_t popularity[] = {1, 8, 5, 0, 3, 2, 1};
    static const struct {
        exq_tail tail;
        const char *head; /* one letter an item */
    } cases[] = {
        {EXQ_TAIL_INTERACTIONS80, ".HH.H.."}, /* 8 + 5 + 3 = 16 of 20 */
        {EXQ_TAIL_ITEMS20,        ".HH...."}, /* 7 / 5 rounded up */
        {EXQ_TAIL_BOTTOM10,       ".HHHHHH"}, /* of 6 items had one at least: the first of those with 1 */
        {EXQ_TAIL_COUNT,          ".HH.H.."}  /* more than 2 */
    };
    bool head[7];
    size_t order[7];
    for (size_t i = 0; i < COUNT(cases); i++) {
        exq_head_of(cases[i].tail, 2, popularity, 7, order, head);
        for (size_t item = 0; item < 7; item++)
            assert_int_equal(head[item], cases[i].head[item] == 'H');
    }
    exq_band band[7];
    exq_bands_of(popularity, 7, order, band);
    static const exq_band expected[] = {EXQ_BAND_TAIL,   EXQ_BAND_HEAD, EXQ_BAND_MIDDLE, EXQ_BAND_TAIL,
                                        EXQ_BAND_MIDDLE, EXQ_BAND_TAIL, EXQ_BAND_TAIL};
    for (size_t item = 0; item < 7; item++)
        assert_int_equal(band[item], expected[item]);
    assert_string_equal(exq_tail_name(EXQ_TAIL_BOTTOM10), "bottom10");
}

/* Exactly four fifths is enough, and ties go to the item that comes first. */
static void four_fifths_exactly(void **state)
{
    (void)state;
    static const uint64_t alike[] = {1, 1, 1, 1, 1};
    bool head[5];
    size_t order[5];
    exq_head_of(EXQ_TAIL_INTERACTIONS80, 0, alike, 5, order, head);
    assert_true(head[0] && head[1] && head[2] && head[3] && !head[4]);
}

/* ------------------------------------------------------------------------------------------- divergences, taste */

static void divergences_by_hand(void **state)
{
    (void)state;
    static const double p[] = {.7, .3, 0}, q[] = {.4, .4, .2}, one[] = {1, 0, 0};
    double mixed[3];
    for (size_t i = 0; i < 3; i++)
        mixed[i] = .99 * q[i] + .01 * p[i];
    close_to(exq_kullback_leibler(p, mixed, 3), .3009469584976064);
    close_to(exq_kullback_leibler(p, mixed, 3) / log(2), .43417468459511344);
    for (size_t i = 0; i < 3; i++)
        mixed[i] = .99 * one[i] + .01 * p[i];
    close_to(exq_kullback_leibler(p, mixed, 3), 1.133981751353524);
    static const double profile[] = {.2, .3, .5}, list[] = {.6, .3, .1};
    close_to(exq_jensen_shannon(profile, list, 3), .18048202372184052);
    close_to(exq_jensen_shannon(list, profile, 3), .18048202372184052);
    assert_true(isinf(exq_kullback_leibler(q, p, 3)));
    static const double other[] = {0, .5, .5};
    close_to(exq_jensen_shannon(one, other, 3), 1);
    close_to(exq_hellinger(one, other, 3), 1);
    close_to(exq_total_variation(one, other, 3), 1);
    close_to(exq_jensen_shannon(p, p, 3) + exq_hellinger(p, p, 3) + exq_total_variation(p, p, 3), 0);
}

/* Groups A, B, C: history .7 .3 0, list .4 .4 .2, from ten items each. */
static void lists_that_are_not_calibrated(void **state)
{
    (void)state;
    list_world world;
    plain_list plain;
    uint32_t history[10];
    world_of_letters(&world, "AAAABBBBCCAAABBBBBBB");
    plain_list_of(&plain, 10, NULL);
    for (uint32_t i = 0; i < 10; i++)
        history[i] = i < 4 ? i : i < 7 ? i + 6 : i - 3; /* four A, three A, three B */
    plain.list.history = history;
    plain.list.history_count = 10;
    value_close_to(world_ask(&world, "miscalibration", 10, &plain.list, 0), .3009469584976064);
    value_close_to(world_ask(&world, "miscalibration", 4, &plain.list, 0), 1.133981751353524);
    plain.list.history_count = 0;
    undefined_as(world_ask(&world, "miscalibration", 10, &plain.list, 0), EXQ_WHY_NO_HISTORY);
    world_end(&world);
}

static void deviation_of_bands(void **state)
{
    (void)state;
    static const exq_band bands[] = {EXQ_BAND_HEAD, EXQ_BAND_MIDDLE, EXQ_BAND_TAIL};
    static const uint64_t popularity[3] = {9, 3, 1};
    list_world world;
    plain_list plain;
    uint32_t items[10] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2}, history[10] = {0, 0, 1, 1, 1, 2, 2, 2, 2, 2};
    world_of_letters(&world, "AAA");
    world_popularity(&world, popularity, 10);
    memcpy(world.band, bands, sizeof bands);
    plain_list_of(&plain, 10, NULL);
    plain.list.items = items;
    plain.list.history = history;
    plain.list.history_count = 10;
    value_close_to(world_ask(&world, "popularity_deviation", 10, &plain.list, 0), .18048202372184052);
    world_end(&world);
}

/* Lists 3; 2 3; 1 2 and items had by 3, 1 and 0 people: unseen items count 0. */
static void popularity_of_lists(void **state)
{
    (void)state;
    static const uint64_t popularity[3] = {3, 1, 0};
    static const uint32_t lists[3][2] = {
        {2, 0},
        {1, 2},
        {0, 1}
    };
    list_world world;
    plain_list plain;
    double sum = 0;
    world_of_letters(&world, "AAA");
    world_popularity(&world, popularity, 3);
    for (size_t i = 0; i < 3; i++) {
        plain_list_of(&plain, i == 0 ? 1 : 2, NULL);
        plain.list.items = lists[i];
        sum += world_ask(&world, "average_popularity", 2, &plain.list, 0).v;
    }
    close_to(sum / 3, 5.0 / 6);
    plain_list_of(&plain, 1, NULL);
    plain.list.items = lists[0];
    undefined_as(world_ask(&world, "novelty", 2, &plain.list, 0), EXQ_WHY_INFINITE);
    world_end(&world);
}

static void lift_is_a_ratio_of_means(void **state)
{
    (void)state;
    /* people with (list, history) of (.4, .1), (.2, .2), (.3, .3) */
    const exq_pair_sums sums = {3, .9, .6, .16 + .04 + .09, .04 + .04 + .09, .01 + .04 + .09};
    const exq_mean of = exq_popularity_lift(sums);
    value_close_to(of.value, .5);
    double square = 0;
    const double residuals[] = {.4 - 1.5 * .1, .2 - 1.5 * .2, .3 - 1.5 * .3};
    for (size_t i = 0; i < 3; i++)
        square += residuals[i] * residuals[i];
    value_close_to(of.se, sqrt(square * 3 / 2) / .6);
    undefined_as(exq_popularity_lift((exq_pair_sums){3, .9, 0, .3, 0, 0}).value, EXQ_WHY_ZERO_MEAN);
}

/* ----------------------------------------------------------------------------------------------- pairs, ratings */

static void pairs_of_clicked_and_unclicked(void **state)
{
    (void)state;
    static const double scores[] = {.9, .8, .7, .6, .5, .5, .4};
    static const bool clicked[] = {false, true, true, false, false, true, false};
    static const uint32_t groups[] = {0, 0, 1, 1, 0, 1, 1};
    size_t order[7];
    uint64_t tallies[6];
    exq_won_pairs_of_group of[2] = {0};
    for (size_t query = 0; query < 2; query++) /* twice the same adds up to the same */
        exq_won_pairs_add(scores, clicked, groups, 7, 2, order, tallies, of);
    assert_int_equal(of[0].all.count, 8);
    value_close_to(exq_won_pairs_accuracy(of[0].all), .75);
    value_close_to(exq_won_pairs_accuracy(of[0].intra), .5);
    value_close_to(exq_won_pairs_accuracy(of[0].inter), 1);
    value_close_to(exq_won_pairs_accuracy(of[1].all), 4.5 / 8);
    value_close_to(exq_won_pairs_accuracy(of[1].intra), .75);
    value_close_to(exq_won_pairs_accuracy(of[1].inter), .375);
    undefined_as(exq_won_pairs_accuracy((exq_won_pairs){0, 0}), EXQ_WHY_NO_ORDERED_PAIR);
}

static void rank_fairness(void **state)
{
    (void)state;
    static const double truth[] = {1, 2, 3, 4}, predicted[] = {1, 3, 4, 2};
    static const bool groups[] = {false, true, false, true};
    exq_rank_fairness of[2];
    exq_rank_fairness_of(truth, predicted, groups, 4, of);
    value_close_to(of[0].parity, .5);
    value_close_to(of[1].parity, .5);
    value_close_to(of[0].equality, 0);
    value_close_to(of[1].equality, .25);
    value_close_to(of[0].calibration, .2);
    value_close_to(of[1].calibration, .4);
    static const double up[] = {0, 1, 2, 3, 4, 5}, down[] = {5, 4, 3, 2, 1, 0};
    static const bool late[] = {false, false, true, false, true, true};
    exq_rank_fairness_of(up, down, late, 6, of);
    value_close_to(of[0].parity, 1.0 / 9);
    value_close_to(of[1].parity, 8.0 / 9);
    value_close_to(of[0].equality, 1.0 / 9);
    value_close_to(of[1].equality, 8.0 / 9);
    value_close_to(of[0].calibration, 1);
    value_close_to(of[1].calibration, 1);
}

static void pairs_ahead_of_all_others(void **state)
{
    (void)state;
    static const uint32_t list[] = {0, 0, 1, 0, 1, 1};
    exq_won_pairs of[2];
    exq_won_pairs_ahead(list, 6, 2, of);
    value_close_to(exq_won_pairs_accuracy(of[0]), 8.0 / 9);
    value_close_to(exq_won_pairs_accuracy(of[1]), 1.0 / 9);
}

static void ratings_of_two_groups(void **state)
{
    (void)state;
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
    const exq_rating_unfairness of = exq_rating_unfairness_of(d, a, 4, false);
    value_close_to(of.value, .75);
    value_close_to(of.absolute, .5833333333333334);
    value_close_to(of.under, .25);
    value_close_to(of.over, .5);
    value_close_to(of.parity, .225);
    assert_int_equal(of.used, 3);
    assert_int_equal(of.skipped, 1);
    undefined_as(exq_rating_unfairness_of(d + 3, a + 3, 1, false).value, EXQ_WHY_NO_ORDERED_PAIR);
}

static void differential_fairness_of_items(void **state)
{
    (void)state;
    static const exq_item_audience shown[] = {
        {100, 30},
        {120, 60}
    };
    static const exq_item_audience never[] = {
        {10, 0},
        {10, 5}
    };
    value_close_to(exq_item_differential_fairness(shown, 2, 1), .4978384282391796);
    value_close_to(exq_item_differential_fairness(never, 2, .5), 2.3978952727983707);
    undefined_as(exq_item_differential_fairness(never, 2, 0), EXQ_WHY_INFINITE);
    undefined_as(exq_item_differential_fairness(never, 1, 1), EXQ_WHY_ONE_GROUP);
    const double values[] = {1, 2, 3, 4, 5};
    const exq_item_spread of = exq_item_spread_of(values, 5);
    value_close_to(of.mean, 3);
    value_close_to(of.median, 3);
    value_close_to(of.upper, 4.6);
    value_close_to(of.greatest, 5);
}

/* ------------------------------------------------------------------------------------------------------- gaps */

static void gaps_by_hand(void **state)
{
    (void)state;
    static const double values[] = {.2, .5, .3, .6}, zeros[] = {0, 0}, one_zero[] = {0, 2};
    const double mean = .4;
    value_close_to(exq_gap_of(EXQ_GAP_MAX_DIFFERENCE, values, 4, 0), .4);
    value_close_to(exq_gap_of(EXQ_GAP_MIN_RATIO, values, 4, 0), 1.0 / 3);
    value_close_to(exq_gap_of(EXQ_GAP_MEAN_PAIRWISE, values, 4, 0), (.3 + .1 + .4 + .2 + .1 + .3) / 6);
    value_close_to(exq_gap_of(EXQ_GAP_MAX_DEVIATION, values, 4, 0), .2);
    value_close_to(exq_gap_of(EXQ_GAP_VARIANCE, values, 4, 0), .025);
    value_close_to(exq_gap_of(EXQ_GAP_VARIATION, values, 4, 0), sqrt(.025) / .4);
    value_close_to(exq_gap_of(EXQ_GAP_WORST, values, 4, 0), .2);
    value_close_to(exq_gap_of(EXQ_GAP_ENTROPY, values, 4, 2), .025 / (2 * mean * mean));
    value_close_to(exq_gap_of(EXQ_GAP_THEIL, values, 4, 0), exq_gap_of(EXQ_GAP_ENTROPY, values, 4, 1).v);
    value_close_to(exq_gap_of(EXQ_GAP_ATKINSON, values, 4, 1), 1 - pow(.2 * .5 * .3 * .6, .25) / .4);
    value_close_to(exq_gap_of(EXQ_GAP_ATKINSON, values, 4, 2), 1 - 4 / (5 + 2 + 1 / .3 + 1 / .6) / .4);
    value_close_to(exq_gap_of(EXQ_GAP_ATKINSON, one_zero, 2, .5), .5);
    undefined_as(exq_gap_of(EXQ_GAP_ATKINSON, one_zero, 2, 1), EXQ_WHY_RATE_ZERO);
    undefined_as(exq_gap_of(EXQ_GAP_VARIATION, zeros, 2, 0), EXQ_WHY_ZERO_MEAN);
    undefined_as(exq_gap_of(EXQ_GAP_MIN_RATIO, zeros, 2, 0), EXQ_WHY_ZERO_MEAN);
    undefined_as(exq_gap_of(EXQ_GAP_MAX_DIFFERENCE, values, 1, 0), EXQ_WHY_ONE_GROUP);
    value_close_to(exq_gap_of(EXQ_GAP_VARIATION, values, 2, 0), .3 / .7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gini_over_the_whole_catalogue),
        cmocka_unit_test(catalogues_without_concentration),
        cmocka_unit_test(what_equal_chances_give),
        cmocka_unit_test(heads_and_tails),
        cmocka_unit_test(four_fifths_exactly),
        cmocka_unit_test(divergences_by_hand),
        cmocka_unit_test(lists_that_are_not_calibrated),
        cmocka_unit_test(deviation_of_bands),
        cmocka_unit_test(popularity_of_lists),
        cmocka_unit_test(lift_is_a_ratio_of_means),
        cmocka_unit_test(pairs_of_clicked_and_unclicked),
        cmocka_unit_test(rank_fairness),
        cmocka_unit_test(pairs_ahead_of_all_others),
        cmocka_unit_test(ratings_of_two_groups),
        cmocka_unit_test(differential_fairness_of_items),
        cmocka_unit_test(gaps_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
