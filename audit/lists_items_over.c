/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures over all groups of items: how unequal what they get is. Each is a function of what the groups got, so that its
 * range follows from its differences, and what it would be with the labels of items dealt out anew from the same function.
 */
#include <string.h>

#include "lists_gaps.h"
#include "lists_items.h"
#include "lists_providers.h"
#include "lists_skew.h"

/* ------------------------------------------------------------------------------------------------------ the figures */

static const double *dues_of(const exq_lists_items *at, exq_items_kind kind)
{
    return kind == EXQ_ITEMS_EXPOSURE ? at->due : kind == EXQ_ITEMS_PLACES ? at->candidates : at->fresh;
}

/* Of groups that are compared and are due something: what they got for it. */
static size_t quotients(const exq_lists_items *at, exq_items_kind kind, const double *got)
{
    const double *due = dues_of(at, kind);
    size_t count = 0;
    for (size_t g = 0; g < at->count; g++)
        if (at->compared[g] && due[g] > 0)
            at->scratch[count++] = got[g] / due[g];
    return count;
}

static exq_value gap(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    const size_t count = quotients(at, self->kind, got);
    return exq_gap_of((exq_gap)self->parameter, at->scratch, count, self->parameter == EXQ_GAP_ENTROPY ? 2 : 1);
}

static exq_value least_skew(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    return exq_skew_extremes_of(got, at->target, at->count).min;
}

static exq_value greatest_skew(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    return exq_skew_extremes_of(got, at->target, at->count).max;
}

static exq_value lowest_share(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    memcpy(at->scratch, got, at->count * sizeof *got);
    return exq_lowest_share(at->scratch, at->count, 0.5);
}

static exq_value underexposure(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    for (size_t g = 0; g < at->count; g++) {
        const exq_value share = exq_share_of(got, at->count, g);
        if (!exq_known(share))
            return share;
        at->scratch[g] = share.v;
    }
    return exq_some(exq_underexposure_of(at->scratch, at->target, at->count).total);
}

static exq_value proportional(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    return exq_proportional_fairness(got, at->count);
}

/* Groups as providers, each to get what an equal division of all places would give. */
static exq_value guarantee(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    return exq_guarantee_share(got, at->count, 1, at->people, at->cutoff);
}

static exq_value cross_entropy(const exq_lists_items *at, const exq_items_figure *self, const double *got)
{
    (void)self;
    return exq_generalised_cross_entropy(at->target, got, at->count, 2);
}

#define EXPOSURE(name, better, parity, gap_)                          \
    {                                                                 \
        name, EXQ_ITEMS_EXPOSURE, better, parity, gap, EXQ_GAP_##gap_ \
    }
const exq_items_figure exq_items_figures[] = {
    EXPOSURE("exposure_max_difference", -1, 0, MAX_DIFFERENCE),
    EXPOSURE("exposure_min_ratio", 1, 1, MIN_RATIO),
    EXPOSURE("exposure_mean_pairwise_difference", -1, 0, MEAN_PAIRWISE),
    EXPOSURE("exposure_max_deviation", -1, 0, MAX_DEVIATION),
    EXPOSURE("exposure_variation", -1, 0, VARIATION),
    EXPOSURE("exposure_variance", -1, 0, VARIANCE),
    EXPOSURE("exposure_worst", 1, 0, WORST),
    EXPOSURE("exposure_atkinson", -1, 0, ATKINSON),
    EXPOSURE("exposure_generalised_entropy", -1, 0, ENTROPY),
    EXPOSURE("exposure_theil", -1, 0, THEIL),
    {"lowest_exposure_share",     EXQ_ITEMS_EXPOSURE, 1,  0.5, lowest_share,  0                },
    {"underexposure",             EXQ_ITEMS_EXPOSURE, -1, 0,   underexposure, 0                },
    {"proportional_fairness",     EXQ_ITEMS_EXPOSURE, 1,  0,   proportional,  0                },
    {"generalised_cross_entropy", EXQ_ITEMS_EXPOSURE, 1,  0,   cross_entropy, 0                },
    {"guarantee_share",           EXQ_ITEMS_PLACES,   1,  1,   guarantee,     0                },
    {"rsp",                       EXQ_ITEMS_PLACES,   -1, 0,   gap,           EXQ_GAP_VARIATION},
    {"reo",                       EXQ_ITEMS_FOUND,    -1, 0,   gap,           EXQ_GAP_VARIATION},
    {"min_skew",                  EXQ_ITEMS_PLACES,   1,  0,   least_skew,    0                },
    {"max_skew",                  EXQ_ITEMS_PLACES,   -1, 0,   greatest_skew, 0                },
};
const size_t exq_items_figure_count = sizeof exq_items_figures / sizeof exq_items_figures[0];

static const exq_items_got *got_of(const exq_lists_items *at, exq_items_kind kind)
{
    return kind == EXQ_ITEMS_EXPOSURE ? &at->exposure : kind == EXQ_ITEMS_PLACES ? &at->places : &at->hits;
}

const double *exq_items_values(const exq_lists_items *at, exq_items_kind kind)
{
    return kind == EXQ_ITEMS_FOUND ? at->found : got_of(at, kind)->of;
}

/* ------------------------------------------------------------------------------------------------------------ ranges */

typedef struct figure_at {
    const exq_lists_items *at;
    const exq_items_figure *figure;
} figure_at;

static exq_value value_at(const void *context, const double *got)
{
    const figure_at *of = context;
    return of->figure->of(of->at, of->figure, got);
}

static double fewest_items(const exq_lists_items *at)
{
    double fewest = INFINITY;
    for (size_t g = 0; g < at->count; g++)
        if (at->compared[g])
            fewest = fmin(fewest, (double)at->question->groups[g].members);
    return fewest;
}

/* Of two groups the variation is a function of their ratio alone. */
static exq_range range_of_two(const exq_lists_items *at, const exq_items_figure *figure, double level)
{
    const exq_items_got *got = got_of(at, figure->kind);
    const double *values = exq_items_values(at, figure->kind), *due = dues_of(at, figure->kind);
    size_t pair[2], count = 0;
    for (size_t g = 0; g < at->count; g++)
        if (at->compared[g] && due[g] > 0)
            pair[count++] = g;
    if (!(values[pair[0]] > 0) || !(values[pair[1]] > 0))
        return exq_range_none(EXQ_WHY_RATE_ZERO);
    exq_contrast_log_ratio(values, at->count, pair[0], pair[1], at->contrast);
    const double ratio = values[pair[0]] / due[pair[0]] / (values[pair[1]] / due[pair[1]]);
    return exq_variation_of_two(
        exq_contrast_ratio_range(ratio, exq_items_variance(at, got), exq_items_df(at, fewest_items(at)), level));
}

/* Skews of all groups: away from 0 one fixed group is concerned, towards it any. */
static exq_range skew_range(const exq_lists_items *at, bool least, double level)
{
    const double any = 1 - (1 - level) / (double)at->count; /* Bonferroni: shares hang together */
    double away = least ? INFINITY : -INFINITY, towards = away;
    for (size_t g = 0; g < at->count; g++) {
        const exq_value skew = exq_skew_of(at->places.of, at->target, at->count, g);
        if (skew.why == EXQ_WHY_NO_ITEMS)
            continue;
        if (!exq_known(skew))
            return exq_range_none(skew.why);
        exq_contrast_share(at->places.of, at->count, g, at->contrast);
        const double share = exq_share_of(at->places.of, at->count, g).v;
        for (size_t h = 0; h < at->count; h++)
            at->contrast[h] /= share;
        const double variance = exq_items_variance(at, &at->places);
        const double df = exq_items_df(at, (double)at->question->groups[g].members);
        const exq_range one = exq_contrast_range(skew.v, variance, df, level);
        const exq_range each = exq_contrast_range(skew.v, variance, df, any);
        if (!exq_known(one.lo))
            return one;
        away = least ? fmin(away, one.lo.v) : fmax(away, one.hi.v);
        towards = least ? fmin(towards, each.hi.v) : fmax(towards, each.lo.v);
    }
    const exq_value lo = exq_some(least ? away : towards), hi = exq_some(least ? towards : away);
    return (exq_range){lo, hi, "clustered"};
}

static exq_range range_of(const exq_lists_items *at, const exq_items_figure *figure, exq_value value)
{
    const exq_items_got *got = got_of(at, figure->kind);
    const double level = at->run->plan->base.level;
    const bool is_gap = figure->of == gap;
    if (!exq_known(value) || got->products == NULL || figure->of == guarantee) /* it goes by steps */
        return exq_range_none(exq_known(value) ? EXQ_WHY_CHANCE_INSTEAD : value.why);
    if (figure->of == least_skew || figure->of == greatest_skew)
        return skew_range(at, figure->of == least_skew, level);
    if (is_gap && figure->parameter == EXQ_GAP_VARIATION && quotients(at, figure->kind, got->of) == 2)
        return range_of_two(at, figure, level);
    if (is_gap && figure->parameter != EXQ_GAP_VARIATION && figure->parameter != EXQ_GAP_MIN_RATIO &&
        figure->parameter < EXQ_GAP_ATKINSON)
        return exq_range_none(EXQ_WHY_CHANCE_INSTEAD); /* they grow with the number of lists */
    memcpy(at->values, exq_items_values(at, figure->kind), at->count * sizeof *at->values);
    exq_contrast_figure(value_at, &(figure_at){at, figure}, at->values, at->count, at->contrast);
    exq_range range =
        exq_contrast_range(value.v, exq_items_variance(at, got), exq_items_df(at, fewest_items(at)), level);
    if (exq_known(range.lo) && (is_gap || figure->of == lowest_share || figure->better < 0))
        range.lo.v = fmax(range.lo.v, 0);
    if (exq_known(range.lo) && figure->parity == 1)
        range.hi.v = fmin(range.hi.v, 1);
    return range;
}

/* -------------------------------------------------------------------------------------------------------------- rows */

/* Whom the least and the greatest skew are of. */
static void put_group(const exq_lists_items *at, const exq_doc_group *groups, const exq_items_figure *figure,
                      exq_doc_disparity *row)
{
    const exq_skew_extremes found = exq_skew_extremes_of(at->places.of, at->target, at->count);
    const size_t group = figure->of == least_skew      ? found.min_group
                         : figure->of == greatest_skew ? found.max_group
                                                       : SIZE_MAX;
    if (group < at->count)
        row->group = groups[group].levels;
}

bool exq_items_over(const exq_lists_items *at, const exq_doc_group *groups, const exq_doc_fair *fair,
                    exq_doc_disparity *rows, size_t *count)
{
    for (size_t f = 0; f < exq_items_figure_count; f++) {
        const exq_items_figure *figure = &exq_items_figures[f];
        if (figure->kind == EXQ_ITEMS_FOUND && !exq_lists_has_truth(at->run))
            continue;
        const char *id = exq_lists_id(at->run, figure->name, at->cutoff);
        exq_doc_disparity *row = &rows[(*count)++];
        if (id == NULL)
            return false;
        const exq_value value = figure->of(at, figure, exq_items_values(at, figure->kind));
        const exq_range range = range_of(at, figure, value);
        *row = exq_lists_row(id, NULL);
        exq_lists_put(row, value, range, range, figure->parity);
        if (at->compared_count > 2 || figure->of != gap)
            row->difference = NULL; /* chance alone keeps it from its ideal */
        row->p_why = exq_why_name(EXQ_WHY_NO_PAIR);
        put_group(at, groups, figure, row);
        row->has_fair = exq_known(value) && at->draws > 0 && fair[f].chance != NULL;
        if (row->has_fair)
            row->fair = fair[f];
    }
    return true;
}
