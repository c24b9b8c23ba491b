/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inference from sums: means and their folds, ratios of sums, buckets, two-way variances, labels dealt out again.
 */
#include "divergence.h"
#include "list_world.h"
#include "lists_exposure.h"
#include "lists_means.h"

static exq_mean mean_with(uint64_t n, double mean, double se)
{
    const double count = (double)n;
    return exq_mean_of((exq_mean_sums){n, count * mean, count * mean * mean + se * se * count * (count - 1)},
                       EXQ_WHY_NO_TRUTH);
}

static void within(exq_value found, double expected, double tolerance)
{
    assert_true(exq_known(found));
    if (!(fabs(found.v - expected) <= tolerance))
        fail_msg("%.12g instead of %.12g", found.v, expected);
}

/* NDCG@10 of an item-kNN recommender on MovieLens 1M, women and men. */
static void a_ratio_of_means(void **state)
{
    (void)state;
    const exq_mean f = mean_with(1588, .162795979828, .004785640655), m = mean_with(4064, .212728382759, .003476221045);
    within(f.se, .004785640655, 1e-12);
    const exq_mean_fold ratio = exq_mean_against(EXQ_FOLD_ratio, &f, &m, .95);
    within(ratio.value, .765276, 5e-7);
    within(ratio.range.lo, .715551, 5e-7);
    within(ratio.range.hi, .816574, 5e-7);
    const exq_mean_fold logarithm = exq_mean_against(EXQ_FOLD_log_ratio, &f, &m, .95);
    within(logarithm.value, log(ratio.value.v), 1e-15);
    within(logarithm.range.lo, log(ratio.range.lo.v), 1e-15);
    const exq_mean_fold difference = exq_mean_against(EXQ_FOLD_difference, &f, &m, .95);
    within(difference.value, -.0499324, 5e-8);
    const double z = difference.value.v / hypot(f.se.v, m.se.v);
    assert_true(fabs(z + 8.4) < .05);
    within(difference.range.lo, difference.value.v - 1.960675 * hypot(f.se.v, m.se.v), 1e-7);
    assert_true(exq_mean_difference_p(&f, &m).v < 1e-15);
}

static void means_that_cannot_be_compared(void **state)
{
    (void)state;
    const exq_mean nobody = exq_mean_of((exq_mean_sums){0, 0, 0}, EXQ_WHY_NO_TRUTH);
    const exq_mean one = exq_mean_of((exq_mean_sums){1, .5, .25}, EXQ_WHY_NO_TRUTH);
    const exq_mean zero = mean_with(10, 0, 0), some = mean_with(10, .5, .1), thin = mean_with(3, .1, .09);
    double scratch[3];
    undefined_as(nobody.value, EXQ_WHY_NO_TRUTH);
    undefined_as(exq_mean_range(&one, .95).lo, EXQ_WHY_TOO_FEW_PEOPLE);
    undefined_as(exq_mean_against(EXQ_FOLD_difference, &some, &nobody, .95).value, EXQ_WHY_NO_TRUTH);
    undefined_as(exq_mean_against(EXQ_FOLD_ratio, &some, &zero, .95).value, EXQ_WHY_REFERENCE_ZERO);
    undefined_as(exq_mean_ratio(&some, &thin, .95).hi, EXQ_WHY_INFINITE);
    assert_true(exq_known(exq_mean_ratio(&some, &thin, .95).lo));
    undefined_as(exq_mean_against(EXQ_FOLD_log_ratio, &zero, &some, .95).value, EXQ_WHY_RATE_ZERO);
    const exq_mean groups[] = {some, nobody, zero};
    undefined_as(
        exq_mean_over(EXQ_FOLD_max_difference, groups, 1, some.value, exq_reach_of(.95, .95, 1), scratch).value,
        EXQ_WHY_ONE_GROUP);
    const exq_mean_fold of =
        exq_mean_over(EXQ_FOLD_max_difference, groups, 3, some.value, exq_reach_of(.95, .95, 3), scratch);
    undefined_as(of.value, EXQ_WHY_NO_TRUTH);
    assert_int_equal(of.high, 1);
    const exq_mean zeros[] = {zero, zero};
    undefined_as(exq_mean_over(EXQ_FOLD_min_ratio, zeros, 2, zero.value, exq_reach_of(.95, .95, 2), scratch).value,
                 EXQ_WHY_ZERO_MEAN);
    value_close_to(exq_mean_difference_p(&zero, &zero), 1);
}

static void folds_over_groups(void **state)
{
    (void)state;
    const exq_mean groups[] = {mean_with(400, .3, .02), mean_with(300, .5, .03), mean_with(500, .4, .01)};
    const exq_value everyone = exq_some(.39);
    double scratch[3];
    exq_mean_fold of = exq_mean_over(EXQ_FOLD_max_difference, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch);
    value_close_to(of.value, .2);
    assert_int_equal(of.high, 1);
    assert_int_equal(of.low, 0);
    assert_true(of.range.lo.v > 0 && of.range.lo.v < .2 && of.range.hi.v > .2);
    /* the near end reaches further than the far end, for any pair may be the extreme one */
    assert_true(.2 - of.range.lo.v > of.range.hi.v - .2);
    of = exq_mean_over(EXQ_FOLD_min_ratio, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch);
    value_close_to(of.value, .6);
    assert_true(of.range.lo.v < .6 && of.range.hi.v > .6 && of.range.hi.v < 1);
    value_close_to(
        exq_mean_over(EXQ_FOLD_max_to_overall, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch).value, .11);
    value_close_to(
        exq_mean_over(EXQ_FOLD_min_ratio_to_overall, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch).value,
        .3 / .39);
    value_close_to(
        exq_mean_over(EXQ_FOLD_mean_pairwise_difference, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch).value,
        .4 / 3);
    value_close_to(exq_mean_over(EXQ_FOLD_cv, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch).value,
                   sqrt(.02 / 3) / .4);
    value_close_to(exq_mean_over(EXQ_FOLD_range_of_log, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch).value,
                   log(.5 / .3));
    undefined_as(exq_mean_over(EXQ_FOLD_cv, groups, 3, everyone, exq_reach_of(.95, .95, 3), scratch).range.lo,
                 EXQ_WHY_CHANCE_INSTEAD);
}

/* Of two groups the fold is Welch's interval, turned to the side of the greater. */
static void two_groups_fold_to_welch(void **state)
{
    (void)state;
    const exq_mean groups[] = {mean_with(40, .3, .02), mean_with(30, .5, .03)};
    double scratch[2];
    const exq_mean_fold of =
        exq_mean_over(EXQ_FOLD_max_difference, groups, 2, exq_some(.4), exq_reach_of(.95, .95, 2), scratch);
    const exq_range welch = exq_mean_difference(&groups[1], &groups[0], .95);
    close_to(of.range.lo.v, welch.lo.v);
    close_to(of.range.hi.v, welch.hi.v);
}

/* ------------------------------------------------------------------------------------------------ two at once */

/* Strata of 30 and 10: weights 3/4 and 1/4; a stratum with one person of the group, and one with nobody, are left out. */
static void like_with_like(void **state)
{
    (void)state;
    const exq_mean_stratum strata[] = {
        {exq_mean_of((exq_mean_sums){10, 4, 2.5}, EXQ_WHY_NO_TRUTH),
         exq_mean_of((exq_mean_sums){20, 10, 7},  EXQ_WHY_NO_TRUTH)},
        {exq_mean_of((exq_mean_sums){6, 1.2, .5}, EXQ_WHY_NO_TRUTH),
         exq_mean_of((exq_mean_sums){4, 1.6, .8}, EXQ_WHY_NO_TRUTH)},
        {exq_mean_of((exq_mean_sums){1, 1, 1},    EXQ_WHY_NO_TRUTH),
         exq_mean_of((exq_mean_sums){9, 1, 1},    EXQ_WHY_NO_TRUTH)},
        {exq_mean_of((exq_mean_sums){0, 0, 0},    EXQ_WHY_NO_TRUTH),
         exq_mean_of((exq_mean_sums){9, 1, 1},    EXQ_WHY_NO_TRUTH)},
    };
    const exq_mean_standardised found = exq_mean_standardise(strata, 4);
    assert_int_equal(found.used, 2);
    within(found.group.value, .75 * .4 + .25 * .2, 1e-15);
    within(found.reference.value, .75 * .5 + .25 * .4, 1e-15);
    within(found.group.se, sqrt(.5625 * .01 + .0625 * .26 / 30), 1e-15);
    assert_int_equal(found.group.n, 16);
    const exq_mean_standardised none = exq_mean_standardise(strata + 2, 2);
    assert_int_equal(none.used, 0);
    assert_int_equal(none.group.value.why, EXQ_WHY_TOO_FEW_PEOPLE);
}

static void paired_numbers(void **state)
{
    (void)state;
    static const double a[] = {.2, .4, .9, .1}, b[] = {.1, .5, .5, .3};
    exq_pair_sums sums = {.n = 4};
    exq_mean_sums differences = {.n = 4};
    for (size_t i = 0; i < 4; i++) {
        sums.a += a[i];
        sums.b += b[i];
        sums.aa += a[i] * a[i];
        sums.ab += a[i] * b[i];
        sums.bb += b[i] * b[i];
        differences.sum += a[i] - b[i];
        differences.square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    const exq_mean of = exq_paired_difference(sums), by_hand = exq_mean_of(differences, EXQ_WHY_NO_TRUTH);
    value_close_to(of.value, by_hand.value.v);
    value_close_to(of.se, by_hand.se.v);
    value_close_to(exq_paired_ratio(sums).value, 1.6 / 1.4);
}

static void buckets_of_one_give_the_standard_error(void **state)
{
    (void)state;
    static const double x[] = {.2, .4, .9, .1, .5};
    exq_value without[5];
    exq_mean_sums sums = {.n = 5};
    for (size_t i = 0; i < 5; i++) {
        sums.sum += x[i];
        sums.square += x[i] * x[i];
    }
    for (size_t i = 0; i < 5; i++)
        without[i] = exq_some((sums.sum - x[i]) / 4);
    const exq_mean mean = exq_mean_of(sums, EXQ_WHY_NO_TRUTH);
    const exq_mean of = exq_bucket_jackknife(mean.value, without, 5);
    value_close_to(of.se, mean.se.v);
    close_to(of.df, 4);
    without[2] = exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    undefined_as(exq_bucket_jackknife(mean.value, without, 5).se, EXQ_WHY_NO_RECOMMENDATIONS);
    undefined_as(exq_bucket_jackknife(mean.value, without, 1).se, EXQ_WHY_TOO_FEW_PEOPLE);
}

/* ----------------------------------------------------------------------------------------------- variances */

enum { PEOPLE = 7, ITEMS = 6, GROUPS = 3 };

/* Who gets how much of what, and the sums that tallies hold of it. */
typedef struct crossing {
    double w[PEOPLE][ITEMS];
    double by_person[PEOPLE][GROUPS], products[GROUPS * GROUPS], exposure[GROUPS];
    double item_square[ITEMS], cell_square[ITEMS];
} crossing;

static void cross(crossing *of, const list_world *world)
{
    exq_random random;
    exq_random_init(&random, 5, 0);
    *of = (crossing){0};
    for (size_t u = 0; u < PEOPLE; u++) {
        for (uint32_t i = 0; i < ITEMS; i++) {
            of->w[u][i] = exq_random_below(&random, 3) == 0 ? exq_random_unit(&random) : 0;
            const exq_alignments groups = exq_alignments_of(&world->grouping, i);
            for (const exq_alignment *to = groups.begin; to < groups.end; to++)
                of->by_person[u][to->group] += of->w[u][i] * to->share;
            of->cell_square[i] += of->w[u][i] * of->w[u][i];
            of->item_square[i] += of->w[u][i];
        }
        for (size_t g = 0; g < GROUPS; g++) {
            of->exposure[g] += of->by_person[u][g];
            for (size_t h = 0; h < GROUPS; h++)
                of->products[g * GROUPS + h] += of->by_person[u][g] * of->by_person[u][h];
        }
    }
    for (size_t i = 0; i < ITEMS; i++)
        of->item_square[i] *= of->item_square[i];
}

/* The three sums of squares of z_ui = w (sum of c over the item's groups), pair by pair. */
static void variances_by_hand(const crossing *of, const double *reach, double out[3])
{
    double items[ITEMS] = {0};
    out[0] = out[1] = out[2] = 0;
    for (size_t u = 0; u < PEOPLE; u++) {
        double person = 0;
        for (size_t i = 0; i < ITEMS; i++) {
            const double z = of->w[u][i] * reach[i];
            person += z;
            items[i] += z;
            out[2] += z * z;
        }
        out[0] += person * person;
    }
    for (size_t i = 0; i < ITEMS; i++)
        out[1] += items[i] * items[i];
}

static void compare_variances(const crossing *of, const list_world *world, const double *contrast)
{
    double reach[ITEMS] = {0}, by_hand[3];
    for (size_t i = 0; i < ITEMS; i++) {
        for (size_t j = world->first[i]; j < world->first[i + 1]; j++)
            reach[i] += contrast[world->alignments[j].group] * world->alignments[j].share;
    }
    variances_by_hand(of, reach, by_hand);
    close_to(exq_contrast_users(contrast, of->products, GROUPS), by_hand[0]);
    close_to(exq_contrast_rows(contrast, &world->grouping, of->item_square, ITEMS), by_hand[1]);
    close_to(exq_contrast_rows(contrast, &world->grouping, of->cell_square, ITEMS), by_hand[2]);
}

static void variances_from_sums(void **state)
{
    (void)state;
    list_world world;
    crossing of;
    double contrast[GROUPS];
    world_of_words(&world, "A AB B BC C ABC");
    cross(&of, &world);
    exq_contrast_share(of.exposure, GROUPS, 1, contrast);
    compare_variances(&of, &world, contrast);
    /* the delta method of a ratio of sums over people is the same, but for n / (n - 1) */
    exq_pair_sums sums = {.n = PEOPLE};
    for (size_t u = 0; u < PEOPLE; u++) {
        const double a = of.by_person[u][1], b = of.by_person[u][0] + a + of.by_person[u][2];
        sums.a += a;
        sums.b += b;
        sums.aa += a * a;
        sums.ab += a * b;
        sums.bb += b * b;
    }
    const double users = exq_contrast_users(contrast, of.products, GROUPS);
    value_close_to(exq_paired_ratio(sums).se, sqrt(users * PEOPLE / (PEOPLE - 1)));
    exq_contrast_log_ratio(of.exposure, GROUPS, 0, 2, contrast);
    compare_variances(&of, &world, contrast);
    world_end(&world);
    close_to(exq_two_way_variance(3, 4, 1), 6);
    close_to(exq_two_way_variance(3, 4, 5), 4);
    const exq_range range = exq_contrast_ratio_range(2, .01, 1000, .95);
    close_to(range.lo.v * range.hi.v, 4);
    undefined_as(exq_contrast_range(2, .01, 0, .95).lo, EXQ_WHY_TOO_FEW_PEOPLE);
}

/* --------------------------------------------------------------------------------------------- labels dealt out */

/* All 120 ways to deal five labels out. */
static void deal(const double *alignment, const double *exposure, unsigned used, size_t item, double share,
                 double sums[3], double distance)
{
    if (item == 5) {
        sums[0] += share;
        sums[1] += share * share;
        sums[2] += fabs(share - .4) >= distance - 1e-12;
        return;
    }
    for (size_t i = 0; i < 5; i++) {
        if (!(used & 1u << i))
            deal(alignment, exposure, used | 1u << i, item + 1, share + alignment[i] * exposure[item] / 10, sums,
                 distance);
    }
}

typedef struct draws {
    double mean, distance, sum;
    size_t as_far;
} draws;

static void visit_draw(void *context, const double *exposure, const double *places)
{
    draws *of = context;
    const double share = exposure[0] / 10;
    assert_true(places[0] == exposure[0]);
    of->sum += share;
    of->as_far += fabs(share - of->mean) >= of->distance * (1 - 1e-12);
}

static void labels_dealt_out_in_all_ways(void **state)
{
    (void)state;
    double alignment[] = {1, .5, 0, 0, .5}, exposure[] = {5, 2, 2, 1, 0}, sums[3] = {0};
    const exq_relabelling of = exq_relabelling_of(alignment, exposure, 5);
    value_close_to(of.share, .6);
    close_to(of.mean, .4);
    deal(alignment, exposure, 0, 0, 0, sums, .2);
    close_to(sums[0] / 120, of.mean);
    close_to(sqrt(sums[1] / 120 - of.mean * of.mean), of.sd);
    /* by draws: one item of the group wholly, two by half, two not */
    static const size_t first[] = {0, 1, 2, 2};
    static const exq_alignment alignments[] = {
        {0, 1 },
        {0, .5}
    };
    static const uint64_t items[] = {1, 2, 2};
    static const double ascending[] = {0, 1, 2, 2, 5};
    const exq_item_grouping signatures = {1, first, alignments, NULL, NULL};
    const exq_label_pool pool = {&signatures, items, 3, ascending, ascending, 5};
    exq_random random;
    exq_random_init(&random, 1, 0);
    exq_arena *arena = exq_arena_new();
    draws far = {.mean = of.mean, .distance = .2};
    assert_true(exq_labels_deal(&pool, 9999, &random, arena, visit_draw, &far));
    exq_arena_free(arena);
    const double exact = sums[2] / 120;
    assert_true(fabs((double)far.as_far / 9999 - exact) < 4 * sqrt(exact * (1 - exact) / 9999));
    assert_true(fabs(far.sum / 9999 - of.mean) < 4 * of.sd / sqrt(9999));
    assert_true(exq_relabelling_needs_draws(29, .5) && exq_relabelling_needs_draws(99, .91));
    assert_false(exq_relabelling_needs_draws(30, .9));
}

static void labels_of_nothing(void **state)
{
    (void)state;
    double none[] = {0, 0}, all[] = {1, 1}, exposure[] = {3, 1};
    undefined_as(exq_relabelling_of(all, none, 2).share, EXQ_WHY_NO_RECOMMENDATIONS);
    undefined_as(exq_relabelling_of(all, exposure, 1).share, EXQ_WHY_ONE_ITEM);
    value_close_to(exq_relabelling_of(all, exposure, 2).p, 1);
    value_close_to(exq_relabelling_of(none, exposure, 2).share, 0);
}

/* ---------------------------------------------------------------------------------------------------- reach */

/* A campaign reaches 420 of 5,000 and 610 of 6,000; two ads are shown to groups of .45 of 4,000 and .38 of 5,000. */
static void reach_of_a_campaign(void **state)
{
    (void)state;
    const exq_proportion a = {420, 5000, false}, b = {610, 6000, false};
    const exq_range ratio = exq_interval_katz(a, b, .95), difference = exq_interval_newcombe(a, b, .95);
    close_to((420 / 5000.0) / (610 / 6000.0), .8262295081967214);
    value_close_to(ratio.lo, .7339214810290671);
    value_close_to(ratio.hi, .9301474583600032);
    value_close_to(difference.lo, -.02847526302227217);
    value_close_to(difference.hi, -.006764609072277812);
    const double p = 1030 / 11000.0, paired = (.45 * 4000 + .38 * 5000) / 9000;
    close_to((420 / 5000.0 - 610 / 6000.0) / sqrt(p * (1 - p) * (1 / 5000.0 + 1 / 6000.0)), -3.1669805292141904);
    close_to((.45 - .38) / sqrt(paired * (1 - paired) * (1 / 4000.0 + 1 / 5000.0)), 6.706493310532886);
    static const double eligible[] = {.52, .48}, delivered[] = {.61, .39};
    close_to(exq_total_variation(delivered, eligible, 2), .09);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ratio_of_means),
        cmocka_unit_test(means_that_cannot_be_compared),
        cmocka_unit_test(folds_over_groups),
        cmocka_unit_test(two_groups_fold_to_welch),
        cmocka_unit_test(like_with_like),
        cmocka_unit_test(paired_numbers),
        cmocka_unit_test(buckets_of_one_give_the_standard_error),
        cmocka_unit_test(variances_from_sums),
        cmocka_unit_test(labels_dealt_out_in_all_ways),
        cmocka_unit_test(labels_of_nothing),
        cmocka_unit_test(reach_of_a_campaign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
