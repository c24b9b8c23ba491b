/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What chance gives: comparisons of groups that are alike, and kernels of lists drawn from the catalogue.
 */
#include "list_world.h"
#include "lists_fair.h"
#include "lists_means.h"
#include "lists_ratings.h"

enum { GROUPS = 4 };

static exq_mean mean_of(double value, double se, uint64_t n)
{
    return (exq_mean){exq_some(value), exq_some(se), (double)n - 1, n};
}

static exq_value pairwise(const void *context, const exq_mean *groups, size_t count, double *scratch)
{
    (void)context;
    return exq_mean_over(EXQ_FOLD_mean_pairwise_difference, groups, count, exq_some(.5), exq_reach_of(.95, .95, count),
                         scratch)
        .value;
}

static exq_mean_chance chance_of(const exq_mean *groups, int better)
{
    static double normals[EXQ_MEAN_DRAWS * GROUPS];
    exq_mean room[GROUPS];
    double scratch[GROUPS];
    exq_random random;
    exq_random_init(&random, 7, 0);
    exq_normal_draws(&random, normals, EXQ_MEAN_DRAWS * GROUPS);
    return exq_mean_by_chance(pairwise, NULL, groups, GROUPS, better, normals, room, scratch);
}

/* The mean distance of two draws of one normal law is 2 / sqrt(pi) of its standard deviation. */
static void groups_that_are_alike_differ(void **state)
{
    (void)state;
    const exq_mean groups[] = {mean_of(.5, .1, 50), mean_of(.5, .1, 50), mean_of(.5, .1, 50), mean_of(.5, .1, 50)};
    const exq_mean_chance alike = chance_of(groups, -1);
    assert_true(fabs(alike.mean.v - .2 / sqrt(3.141592653589793)) < 4 * alike.sd.v / sqrt(EXQ_MEAN_DRAWS));
    close_to(alike.p, 1);
    const exq_mean apart[] = {mean_of(.1, .01, 50), mean_of(.5, .01, 50), mean_of(.7, .01, 50), mean_of(.9, .01, 50)};
    close_to(chance_of(apart, -1).p, 1 / (EXQ_MEAN_DRAWS + 1.0));
}

static void nothing_is_known_of_single_people(void **state)
{
    (void)state;
    exq_mean groups[] = {mean_of(.5, .1, 50), mean_of(.5, .1, 50), mean_of(.5, .1, 50), mean_of(.5, .1, 1)};
    groups[3].se = exq_none(EXQ_WHY_TOO_FEW_PEOPLE);
    undefined_as(chance_of(groups, -1).mean, EXQ_WHY_TOO_FEW_PEOPLE);
    groups[3].value = exq_none(EXQ_WHY_NO_TRUTH);
    undefined_as(chance_of(groups, -1).mean, EXQ_WHY_NO_TRUTH);
}

/* Two groups of one size with .7 and .3 of all utility; and one that gets nothing. */
static void cross_entropy_of_two(void **state)
{
    (void)state;
    double scratch[2];
    exq_mean groups[] = {mean_of(.7, .1, 10), mean_of(.3, .1, 10)};
    value_close_to(exq_mean_gap(EXQ_LIST_GAP_cross_entropy, groups, 2, .95, scratch).value, -.09523809523809523);
    groups[1].value.v = groups[0].value.v;
    value_close_to(exq_mean_gap(EXQ_LIST_GAP_cross_entropy, groups, 2, .95, scratch).value, 0);
    groups[1].value.v = 0;
    undefined_as(exq_mean_gap(EXQ_LIST_GAP_cross_entropy, groups, 2, .95, scratch).value, EXQ_WHY_RATE_ZERO);
    undefined_as(exq_mean_gap(EXQ_LIST_GAP_cross_entropy, groups, 1, .95, scratch).value, EXQ_WHY_ONE_GROUP);
}

/* ------------------------------------------------------------------------------------------- lists from the catalogue */

static exq_fair_lists drawn(const char *kernel, uint64_t first, uint64_t second, size_t cutoff)
{
    static const size_t starts[] = {0, 1, 2};
    static const exq_alignment alignments[] = {
        {0, 1},
        {1, 1}
    };
    const uint64_t items[] = {first, second};
    const double share[] = {(double)first / (double)(first + second), (double)second / (double)(first + second)};
    const exq_item_grouping signatures = {2, starts, alignments, share, NULL};
    const exq_fair_catalogue catalogue = {&signatures, items, 2, (size_t)(first + second)};
    exq_fair_lists out;
    exq_random random;
    exq_random_init(&random, 3, 0);
    exq_arena *scratch = exq_arena_new();
    assert_non_null(scratch);
    const exq_kernel *kernels[] = {&exq_kernel_find(kernel)->kernel};
    assert_true(
        exq_kernels_of_fair(kernels, 1, &catalogue, &exq_list_options_default, cutoff, 999, &random, scratch, &out));
    exq_arena_free(scratch);
    return out;
}

/* One place goes to one of two groups of a size: the divergence is that of (1, 0) from halves, whatever is drawn. */
static void one_place_is_no_mixture(void **state)
{
    (void)state;
    const exq_fair_lists balance = drawn("awrf", 50, 50, 1);
    const double js = (log2(1 / .75) + .5 * log2(.5 / .75) + .5 * log2(.5 / .25)) / 2;
    value_close_to(balance.mean, 1 - js);
    assert_true(balance.sd.v < 1e-7);
}

/* As many places as items: every list is the catalogue. */
static void the_whole_catalogue_is_its_own_mixture(void **state)
{
    (void)state;
    value_close_to(drawn("infeasible_count", 3, 0, 3).mean, 0);
    assert_true(drawn("ndkl", 5, 5, 10).mean.v < drawn("ndkl", 5, 5, 2).mean.v);
}

/* NDKL of long catalogues by draws is what it is exactly: .27384 of ten places and halves. */
static void draws_agree_with_the_exact_mean(void **state)
{
    (void)state;
    const exq_fair_lists ndkl = drawn("ndkl", 100000, 100000, 10);
    assert_true(fabs(ndkl.mean.v - .27384) < 4 * ndkl.sd.v / sqrt(999));
}

static void without_items_there_is_no_list(void **state)
{
    (void)state;
    undefined_as(drawn("awrf", 0, 0, 3).mean, EXQ_WHY_NO_ITEMS);
}

/* ------------------------------------------------------------------------------------------------- against the history */

static void what_nobody_had_is_infinitely_far(void **state)
{
    (void)state;
    static const double shown[] = {1, 1, 0}, had[] = {1, 0, 1}, nothing[] = {0, 0, 0};
    const exq_divergence_from of = exq_items_divergence(shown, had, 3);
    undefined_as(of.kl, EXQ_WHY_INFINITE);
    value_close_to(of.js, .5);
    undefined_as(exq_items_divergence(nothing, had, 3).js, EXQ_WHY_NO_RECOMMENDATIONS);
    undefined_as(exq_items_divergence(shown, nothing, 3).js, EXQ_WHY_NO_HISTORY);
    value_close_to(exq_items_divergence(had, had, 3).kl, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_that_are_alike_differ),
        cmocka_unit_test(nothing_is_known_of_single_people),
        cmocka_unit_test(cross_entropy_of_two),
        cmocka_unit_test(one_place_is_no_mixture),
        cmocka_unit_test(the_whole_catalogue_is_its_own_mixture),
        cmocka_unit_test(draws_agree_with_the_exact_mean),
        cmocka_unit_test(without_items_there_is_no_list),
        cmocka_unit_test(what_nobody_had_is_infinitely_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
