/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Worked examples of what is worked out from sums over lists about groups of items, worked out.
 */
#ifndef EXQ_LIST_EXAMPLE_ITEMS_H
#define EXQ_LIST_EXAMPLE_ITEMS_H

#include "list_example_world.h"
#include "lists_exposure.h"
#include "lists_gaps.h"
#include "lists_providers.h"
#include "lists_skew.h"

static double of_group(const char *kernel, size_t group)
{
    return world_ask(&world, kernel, K, &list, group).v;
}

static exq_treatment exposure_per_item(size_t group)
{
    return (exq_treatment){of_group("exposure", group), 3};
}

static exq_value exposure_share(void)
{
    double exposure[2] = {of_group("exposure", A), of_group("exposure", B)};
    return exq_share_of(exposure, 2, B);
}

static exq_value exposure_per_item_of_b(void)
{
    return exq_quotient(of_group("exposure", B), 3, EXQ_WHY_NO_ITEMS);
}

static exq_value exposure_ratio(void)
{
    return exq_treatment_ratio(exposure_per_item(B), exposure_per_item(A), EXQ_WHY_NO_ITEMS);
}

static exq_value exposure_difference(void)
{
    return exq_some(exposure_per_item_of_b().v - of_group("exposure", A) / 3);
}

static exq_value exposure_share_gap(void)
{
    return exq_some(exposure_share().v - world.share[B]);
}

static exq_value exposure_variation(void)
{
    const exq_treatment groups[] = {exposure_per_item(A), exposure_per_item(B)};
    double scratch[2];
    return exq_treatment_variation(groups, 2, scratch).value;
}

static exq_value exposure_for_merit(void)
{
    return exq_quotient(1 - exposure_share().v, 1, EXQ_WHY_NO_MERIT);
}

static exq_value exposure_to_all(void)
{
    return exq_quotient(0.4, 0.2, EXQ_WHY_NO_RECOMMENDATIONS);
}

static exq_value share_residual(void)
{
    return exq_some(0.4 - 0.2);
}

static exq_value history_share(void)
{
    return exq_quotient(1, 2, EXQ_WHY_NO_HISTORY);
}

static exq_value cramers_v(void)
{
    static const double places[] = {20, 10, 10, 20};
    double totals[2];
    return exq_cramers_v(places, 2, 2, totals);
}

static exq_value exposure_to_merit(void)
{
    return exq_treatment_ratio((exq_treatment){of_group("exposure", B), 1}, (exq_treatment){of_group("exposure", A), 1},
                               EXQ_WHY_NO_MERIT);
}

static exq_value clicks_to_merit(void)
{
    return exq_treatment_ratio((exq_treatment){.5, 2}, (exq_treatment){of_group("clicks", A), 1}, EXQ_WHY_NO_MERIT);
}

static exq_value selected_share(void)
{
    double places[2] = {of_group("places", A), of_group("places", B)};
    return exq_share_of(places, 2, B);
}

static exq_value catalogue_share(void)
{
    return exq_some(world.grouping.catalogue_share[B]);
}

static exq_value merit_share(void)
{
    static const double merit[2] = {2, 0};
    return exq_share_of(merit, 2, B);
}

static exq_value exposure_gap(exq_gap gap)
{
    const double each[] = {of_group("exposure", A) / 3, of_group("exposure", B) / 3};
    return exq_gap_of(gap, each, 2, gap == EXQ_GAP_ENTROPY ? 2 : 1);
}

static exq_value exposure_max_difference(void)
{
    return exposure_gap(EXQ_GAP_MAX_DIFFERENCE);
}

static exq_value exposure_min_ratio(void)
{
    return exposure_gap(EXQ_GAP_MIN_RATIO);
}

static exq_value exposure_mean_pairwise(void)
{
    return exposure_gap(EXQ_GAP_MEAN_PAIRWISE);
}

static exq_value exposure_max_deviation(void)
{
    return exposure_gap(EXQ_GAP_MAX_DEVIATION);
}

static exq_value exposure_variance(void)
{
    return exposure_gap(EXQ_GAP_VARIANCE);
}

static exq_value exposure_worst(void)
{
    return exposure_gap(EXQ_GAP_WORST);
}

static exq_value exposure_atkinson(void)
{
    return exposure_gap(EXQ_GAP_ATKINSON);
}

static exq_value exposure_entropy(void)
{
    return exposure_gap(EXQ_GAP_ENTROPY);
}

static exq_value exposure_theil(void)
{
    return exposure_gap(EXQ_GAP_THEIL);
}

static exq_value clicks_share(void)
{
    const double clicks[] = {of_group("clicks", A), of_group("clicks", B)};
    return exq_share_of(clicks, 2, 0);
}

static exq_value selected_items(void)
{
    static const double places[6] = {1, 0, 1, 0, 1, 0};
    exq_share of[2];
    exq_selected_items(&world.grouping, places, 6, of);
    return exq_some((double)of[B].k / (double)of[B].n);
}

static exq_value selected_items_ratio(void)
{
    static const double places[6] = {1, 0, 1, 0, 1, 0};
    exq_share of[2];
    exq_selected_items(&world.grouping, places, 6, of);
    return exq_treatment_ratio((exq_treatment){(double)of[B].k, (double)of[B].n},
                               (exq_treatment){(double)of[A].k, (double)of[A].n}, EXQ_WHY_NO_ITEMS);
}

static exq_value variation_of(exq_treatment a, exq_treatment b)
{
    double scratch[2];
    return exq_treatment_variation((exq_treatment[]){a, b}, 2, scratch).value;
}

static exq_value rsp(void)
{
    return variation_of((exq_treatment){1, 2}, (exq_treatment){3, 4});
}

static exq_value reo(void)
{
    return variation_of((exq_treatment){of_group("hits", A), 2}, (exq_treatment){1, 1});
}

static exq_value bias_disparity(void)
{
    return exq_bias_disparity(of_group("places", B), K, 1, 2);
}

static exq_skew_extremes skews(void)
{
    double places[2] = {of_group("places", A), of_group("places", B)};
    return exq_skew_extremes_of(places, world.share, 2);
}

static exq_value skew(void)
{
    double places[2] = {of_group("places", A), of_group("places", B)};
    return exq_skew_of(places, world.share, 2, B);
}

static exq_value min_skew(void)
{
    return skews().min;
}

static exq_value max_skew(void)
{
    return skews().max;
}

static exq_value amortised_inequity(void)
{
    return exq_some(fabs(of_group("inequity", A)) + fabs(of_group("inequity", B)));
}

static const double half[2] = {.5, .5};

static exq_value generalised_cross_entropy(void)
{
    static const double utility[2] = {.7, .3};
    return exq_generalised_cross_entropy(half, utility, 2, 2);
}

static exq_value lowest_exposure(void)
{
    double exposure[] = {4, 1, 2, 3};
    return exq_lowest_share(exposure, 4, .5);
}

static exq_value proportional_fairness(void)
{
    static const double exposure[] = {1, 3};
    return exq_proportional_fairness(exposure, 2);
}

static exq_value guarantee(void)
{
    static const double exposure[] = {4, 1, 2, 3};
    return exq_guarantee_share(exposure, 4, 1, 10, 1);
}

static exq_value underexposure(void)
{
    static const double share[2] = {.7, .3};
    return exq_some(exq_underexposure_of(share, half, 2).total);
}

/* The largest difference of rank-biased exposure over so much of each group. */
static exq_value rank_biased(double of_a, double of_b)
{
    const exq_list_options kept = world.options;
    world.options.position = EXQ_POSITION_RBP;
    world.options.position_parameter = .85;
    const double values[] = {.15 * of_group("exposure", A) / of_a, .15 * of_group("exposure", B) / of_b};
    world.options = kept;
    return exq_some(fabs(values[0] - values[1]));
}

static exq_value erbe(void)
{
    return rank_biased(1, 1);
}

static exq_value erbp(void)
{
    return rank_biased(3, 3);
}

static exq_value erbr(void)
{
    return rank_biased(1, 2);
}

#endif
