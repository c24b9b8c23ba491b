/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Worked examples about the order of a list, the catalogue and ratings, worked out.
 */
#ifndef EXQ_LIST_EXAMPLE_ORDER_H
#define EXQ_LIST_EXAMPLE_ORDER_H

#include "list_example_items.h"
#include "lists_concentration.h"
#include "lists_pairs.h"
#include "lists_ratings.h"
#include "lists_spread.h"
#include "positions.h"

static void count_clicked_pairs(exq_won_pairs_of_group of[2])
{
    static const double scores[] = {.9, .8, .7, .6, .5, .5, .4};
    static const bool clicked[] = {false, true, true, false, false, true, false};
    static const uint32_t groups[] = {A, A, B, B, A, B, B};
    size_t order[7];
    uint64_t tallies[6];
    exq_won_pairs_add(scores, clicked, groups, 7, 2, order, tallies, of);
}

static exq_won_pairs_of_group clicked_pairs(void)
{
    exq_won_pairs_of_group of[2] = {0};
    count_clicked_pairs(of);
    of[A].all.twice_won *= 2; /* the example speaks of twice as many pairs */
    of[A].all.count *= 2;
    return of[A];
}

static exq_value accuracy(void)
{
    return exq_won_pairs_accuracy(clicked_pairs().all);
}

static exq_value accuracy_intra(void)
{
    return exq_won_pairs_accuracy(clicked_pairs().intra);
}

static exq_value accuracy_inter(void)
{
    return exq_won_pairs_accuracy(clicked_pairs().inter);
}

static exq_value accuracy_gap(void)
{
    exq_won_pairs_of_group of[2] = {0};
    count_clicked_pairs(of);
    return exq_some(exq_won_pairs_accuracy(of[A].all).v - exq_won_pairs_accuracy(of[B].all).v);
}

static exq_value accuracy_intra_gap(void)
{
    exq_won_pairs_of_group of[2] = {0};
    count_clicked_pairs(of);
    return exq_some(exq_won_pairs_accuracy(of[A].intra).v - exq_won_pairs_accuracy(of[B].intra).v);
}

static exq_value accuracy_inter_gap(void)
{
    exq_won_pairs_of_group of[2] = {0};
    count_clicked_pairs(of);
    return exq_some(exq_won_pairs_accuracy(of[A].inter).v - exq_won_pairs_accuracy(of[B].inter).v);
}

/* The spreads of a group and of its reference. */
static const double of_the_group[EXQ_SPREAD_BINS] = {[1] = 4, [9] = 6};
static const double of_the_reference[EXQ_SPREAD_BINS] = {[1] = 2, [9] = 4};
static const exq_spread_of spreads[2] = {
    {10, of_the_group    },
    {10, of_the_reference}
};

static exq_value quantile_of_spread(double p)
{
    return exq_spread_quantile_of(spreads[0], p, .95, EXQ_WHY_NO_TRUTH).value;
}

static exq_value lowest_tenth(void)
{
    return quantile_of_spread(.1);
}

static exq_value middle(void)
{
    return quantile_of_spread(.5);
}

static exq_value highest_tenth(void)
{
    return quantile_of_spread(.9);
}

static exq_value difference_of_spreads(double p)
{
    return exq_spread_difference(spreads[0], spreads[1], p, .95, EXQ_WHY_NO_TRUTH).value;
}

static exq_value lowest_tenths(void)
{
    return difference_of_spreads(.1);
}

static exq_value middles(void)
{
    return difference_of_spreads(.5);
}

static exq_value highest_tenths(void)
{
    return difference_of_spreads(.9);
}

static exq_value distance(void)
{
    return exq_spread_distance_of(spreads[0], spreads[1], .95, EXQ_WHY_NO_TRUTH).value;
}

static exq_concentration concentration(double a, double b, double c, double d, double e, double f, size_t items)
{
    double values[] = {a, b, c, d, e, f};
    exq_frequency rows[6];
    return exq_concentration_of(rows, exq_frequencies(values, items, rows));
}

static exq_value gini(void)
{
    return concentration(2, 0, 1, 0, 2, 0, 5).gini;
}

static exq_value gini_corrected(void)
{
    return concentration(2, 0, 1, 0, 2, 0, 5).gini_corrected;
}

static exq_value exposure_gini(void)
{
    return concentration(exq_discount_log(3), 0, exq_discount_log(1), 0, exq_discount_log(2), 0, 6).gini;
}

static exq_concentration of_the_list(void)
{
    return concentration(1, 0, 1, 0, 1, 0, 6);
}

static exq_value coverage(void)
{
    return of_the_list().coverage;
}

static exq_value filling(void)
{
    double values[] = {1, 0, 1, 0, 1, 0};
    exq_frequency rows[6];
    const exq_value items = exq_items_filling(rows, exq_frequencies(values, 6, rows), 0.8);
    return exq_some(items.v / 6);
}

static exq_value tail_coverage(void)
{
    return concentration(0, 1, 0, 0, 0, 0, 3).coverage; /* of d, e, f only e */
}

static exq_value entropy(void)
{
    return of_the_list().entropy;
}

static exq_value evenness(void)
{
    return of_the_list().evenness;
}

static exq_value head_exposure(void)
{
    const double exposure[] = {exq_discount_log(1) + exq_discount_log(3), exq_discount_log(2)};
    return exq_share_of(exposure, 2, 0);
}

static exq_value pop_rsp(void)
{
    return variation_of((exq_treatment){2, 2}, (exq_treatment){1, 2});
}

static exq_value pop_reo(void)
{
    return variation_of((exq_treatment){1, 1}, (exq_treatment){0, 1});
}

static exq_rating_unfairness unfairness(void)
{
    static const exq_item_ratings d[] = {
        {2, 8.5, 9},
        {1, 3,   2},
        {1, 2,   3}
    };
    static const exq_item_ratings a[] = {
        {1, 4.5, 4 },
        {2, 4,   4 },
        {1, 9.5, 10}
    };
    return exq_rating_unfairness_of(d, a, 3, false);
}

static exq_value mean_predicted(void)
{
    return exq_some((4 + 4.5 + 3 + 2) / 4);
}

static exq_value mean_rated(void)
{
    return exq_some((5 + 4 + 2 + 3) / 4.0);
}

static exq_divergence_from from_history(void)
{
    static const double shown[] = {1, 1}, had[] = {3, 1};
    return exq_items_divergence(shown, had, 2);
}

static exq_value kl_from_history(void)
{
    return from_history().kl;
}

static exq_value js_from_history(void)
{
    return from_history().js;
}

static exq_item_spread spread(void)
{
    const double values[] = {.1, .3, .9};
    return exq_item_spread_of(values, 3);
}

static exq_value spread_median(void)
{
    return spread().median;
}

static exq_value spread_upper(void)
{
    return spread().upper;
}

static exq_value spread_greatest(void)
{
    return spread().greatest;
}

static exq_value value_unfairness(void)
{
    return unfairness().value;
}

static exq_value absolute_unfairness(void)
{
    return unfairness().absolute;
}

static exq_value under_unfairness(void)
{
    return unfairness().under;
}

static exq_value over_unfairness(void)
{
    return unfairness().over;
}

static exq_value rating_parity(void)
{
    static const exq_item_ratings d[] = {
        {4, 13.5, 14}
    };
    static const exq_item_ratings a[] = {
        {5, 18, 17}
    };
    return exq_rating_unfairness_of(d, a, 1, false).parity;
}

static exq_value differential_fairness(void)
{
    static const exq_item_audience audience[] = {
        {100, 30},
        {120, 60}
    };
    return exq_item_differential_fairness(audience, 2, 1);
}

#endif
