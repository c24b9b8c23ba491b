/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons of groups of items: each with the reference, and with its target.
 */
#include <string.h>

#include "describe.h"
#include "interval.h"
#include "lists_items.h"
#include "significance.h"

/* The rows as they gather. */
typedef struct comparing {
    const exq_lists_items *at;
    const exq_doc_group *groups;
    exq_lists_reference reference;
    exq_doc_disparity *rows;
    size_t count;
} comparing;

/* What groups got of one kind, and what they are due. */
typedef struct treated {
    const exq_items_got *got;
    const double *due;
} treated;

/* Of each group, or of all groups but it. */
static exq_treatment treatment_of(const comparing *to, treated by, size_t group)
{
    exq_treatment sum = {0, 0};
    for (size_t g = 0; g < to->at->count; g++) {
        const bool in = group == EXQ_OVERALL || g == group;
        sum.got += in ? by.got->of[g] : 0;
        sum.due += in ? by.due[g] : 0;
    }
    return sum;
}

static exq_treatment reference_of(const comparing *to, treated by, size_t group)
{
    if (to->reference.group != EXQ_REST)
        return treatment_of(to, by, to->reference.group);
    const exq_treatment all = treatment_of(to, by, EXQ_OVERALL), own = treatment_of(to, by, group);
    return (exq_treatment){all.got - own.got, all.due - own.due};
}

/* Add to the contrast of a logarithm the part of one side. */
static void add_contrast(const comparing *to, size_t group, double sign, double got)
{
    for (size_t g = 0; g < to->at->count; g++)
        if (group == EXQ_OVERALL || g == group)
            to->at->contrast[g] += sign / got;
}

static double items_of(const comparing *to, size_t group)
{
    return group < to->at->count ? (double)to->at->question->groups[group].members
                                 : (double)to->at->run->lists.catalogue_size;
}

/* The range of the ratio of what two got; their dues drop out of its logarithm. */
static exq_range ratio_range(const comparing *to, const exq_items_got *got, size_t group, exq_treatment own,
                             exq_treatment reference, double value, double level)
{
    const exq_lists_items *at = to->at;
    if (!(own.got > 0) || !(reference.got > 0) || got->products == NULL)
        return exq_range_none(EXQ_WHY_RATE_ZERO);
    memset(at->contrast, 0, at->count * sizeof *at->contrast);
    add_contrast(to, group, 1, own.got);
    if (to->reference.group == EXQ_REST) {
        add_contrast(to, EXQ_OVERALL, -1, reference.got);
        add_contrast(to, group, 1, reference.got);
    } else {
        add_contrast(to, to->reference.group, -1, reference.got);
    }
    const double df = exq_items_df(at, fmin(items_of(to, group), items_of(to, to->reference.group)));
    return exq_contrast_ratio_range(value, exq_items_variance(at, got), df, level);
}

/* How many rows a comparison with the reference has; 0: there is none. */
static size_t rows_against(const comparing *to)
{
    const bool pooled = to->reference.group >= to->at->count;
    const size_t compared = to->at->compared_count;
    return to->reference.group == EXQ_NOBODY || compared == 0 ? 0 : pooled ? compared : compared - 1;
}

static exq_doc_disparity *add_against(comparing *to, const char *metric, const char *of, size_t g)
{
    exq_doc_disparity *row = &to->rows[to->count++];
    *row = exq_lists_row(metric, of);
    row->group = to->groups[g].levels;
    row->reference_is = to->reference.group == EXQ_OVERALL ? "overall"
                        : to->reference.group == EXQ_REST  ? "rest"
                                                           : "group";
    if (to->reference.group < to->at->count)
        row->reference = to->groups[to->reference.group].levels;
    row->p_why = exq_why_name(EXQ_WHY_NO_TEST);
    return row;
}

static void add_ratios(comparing *to, const char *metric, const char *of, treated by, exq_why empty)
{
    const double level = to->at->run->plan->base.level;
    const size_t rows = rows_against(to);
    for (size_t g = 0; rows > 0 && g < to->at->count; g++) {
        if (!to->at->compared[g] || g == to->reference.group)
            continue;
        exq_doc_disparity *row = add_against(to, metric, of, g);
        const exq_treatment own = treatment_of(to, by, g), reference = reference_of(to, by, g);
        const exq_value value = exq_treatment_ratio(own, reference, empty);
        exq_lists_put(row, value, ratio_range(to, by.got, g, own, reference, value.v, exq_interval_sidak(level, rows)),
                      ratio_range(to, by.got, g, own, reference, value.v, level), 1);
    }
}

/* Both means over items vary with people and, being means, with items. Of everyone a group is a part: its distance from them is
 * that from the rest, times the part that these are. */
static exq_range difference_range(const comparing *to, size_t group, exq_treatment own, exq_treatment rest,
                                  double value, double level)
{
    const exq_lists_items *at = to->at;
    const exq_item_grouping *signatures = &at->question->signatures;
    const size_t rows = at->run->lists.signature_count, other = to->reference.group;
    const double people = (double)at->people, mine = own.got / own.due, theirs = rest.got / rest.due;
    const double part = other == EXQ_OVERALL ? rest.due / (own.due + rest.due) : 1;
    if (at->exposure.products == NULL || at->exposure.items == NULL || at->exposure.cells == NULL)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    for (size_t h = 0; h < at->count; h++)
        at->contrast[h] = h == group ? 1 / own.due : h == other || other >= at->count ? -1 / rest.due : 0;
    const double by_mean = mine * mine / own.due + theirs * theirs / rest.due;
    const double apart = mine - theirs;
    const double users = exq_contrast_users(at->contrast, at->exposure.products, at->count) - apart * apart / people;
    const double items = exq_contrast_rows(at->contrast, signatures, at->exposure.items, rows) - by_mean;
    const double cells = exq_contrast_rows(at->contrast, signatures, at->exposure.cells, rows) - by_mean / people;
    const double variance = fmax(exq_two_way_variance(users, items, fmax(cells, 0)), 0);
    const double df = exq_items_df(at, fmin(items_of(to, group), items_of(to, other)));
    return exq_contrast_range(value, variance * part * part, df, level);
}

static void add_differences(comparing *to, const char *metric, const char *of)
{
    const treated by = {&to->at->exposure, to->at->due};
    const double level = to->at->run->plan->base.level;
    const size_t rows = rows_against(to);
    for (size_t g = 0; rows > 0 && g < to->at->count; g++) {
        if (!to->at->compared[g] || g == to->reference.group)
            continue;
        exq_doc_disparity *row = add_against(to, metric, of, g);
        const exq_treatment own = treatment_of(to, by, g), reference = reference_of(to, by, g);
        const exq_treatment rest = to->reference.group == EXQ_OVERALL
                                       ? (exq_treatment){reference.got - own.got, reference.due - own.due}
                                       : reference;
        if (!(own.due > 0) || !(rest.due > 0)) {
            const exq_range none = exq_range_none(EXQ_WHY_NO_ITEMS);
            exq_lists_put(row, exq_none(EXQ_WHY_NO_ITEMS), none, none, 0);
            continue;
        }
        const double value = own.got / own.due - reference.got / reference.due;
        exq_lists_put(row, exq_some(value), difference_range(to, g, own, rest, value, exq_interval_sidak(level, rows)),
                      difference_range(to, g, own, rest, value, level), 0);
    }
}

/* ---------------------------------------------------------------------------------------------------- items selected */

static exq_share selected_of(const comparing *to, size_t group)
{
    exq_share sum = {0, 0};
    for (size_t g = 0; g < to->at->count; g++) {
        if (group != EXQ_OVERALL && g != group)
            continue;
        const exq_share own = exq_items_selected(to->at, g);
        sum.k += own.k;
        sum.n += own.n;
    }
    return sum;
}

static exq_value selected_ratio(exq_share own, exq_share reference)
{
    if (own.n == 0 || reference.n == 0)
        return exq_none(EXQ_WHY_NO_ITEMS);
    if (reference.k == 0)
        return exq_none(EXQ_WHY_REFERENCE_ZERO);
    return exq_some((double)own.k / (double)own.n / ((double)reference.k / (double)reference.n));
}

static exq_range selected_range(exq_share own, exq_share reference, double level)
{
    if (own.n == 0 || reference.n == 0)
        return exq_range_none(EXQ_WHY_NO_ITEMS);
    return exq_interval_koopman((exq_proportion){(double)own.k, (double)own.n, EXQ_SAMPLE_PEOPLE},
                                (exq_proportion){(double)reference.k, (double)reference.n, EXQ_SAMPLE_PEOPLE}, level);
}

/* To be in anybody's list as a decision about an item: the ratio of shares of items, as of shares of people. */
static void add_selected(comparing *to, const char *metric)
{
    const double level = to->at->run->plan->base.level;
    const size_t rows = rows_against(to);
    for (size_t g = 0; rows > 0 && g < to->at->count; g++) {
        if (!to->at->compared[g] || g == to->reference.group)
            continue;
        exq_doc_disparity *row = add_against(to, metric, NULL, g);
        const exq_share own = selected_of(to, g);
        exq_share reference = selected_of(to, to->reference.group == EXQ_REST ? EXQ_OVERALL : to->reference.group);
        if (to->reference.group == EXQ_REST)
            reference = (exq_share){reference.k - own.k, reference.n - own.n};
        const bool apart = to->reference.group != EXQ_OVERALL; /* a group is part of the whole */
        const exq_range none = exq_range_none(EXQ_WHY_NO_INTERVAL);
        exq_lists_put(row, selected_ratio(own, reference),
                      apart ? selected_range(own, reference, exq_interval_sidak(level, rows)) : none,
                      apart ? selected_range(own, reference, level) : none, 1);
        if (!apart || own.n == 0 || reference.n == 0)
            continue;
        const exq_p_value p = exq_pair_p(own, reference);
        row->p = p.p;
        row->log10_p = p.log10_p;
        row->p_method = exq_pair_p_method(own, reference);
        row->p_why = NULL;
    }
}

/* ---------------------------------------------------------------------------------------------- against the target */

static void add_gaps(comparing *to, const char *metric, const char *of)
{
    const exq_lists_items *at = to->at;
    const double level = at->run->plan->base.level;
    for (size_t g = 0; g < at->count; g++) {
        if (!at->compared[g])
            continue;
        exq_doc_disparity *row = &to->rows[to->count++];
        const exq_value share = exq_share_of(at->exposure.of, at->count, g);
        const exq_value gap = exq_known(share) ? exq_some(share.v - at->target[g]) : share;
        *row = exq_lists_row(metric, of);
        row->group = to->groups[g].levels;
        exq_range together = exq_range_none(EXQ_WHY_NO_INTERVAL), alone = together;
        if (exq_known(share) && at->exposure.products != NULL) {
            exq_contrast_share(at->exposure.of, at->count, g, at->contrast);
            const double variance = exq_items_variance(at, &at->exposure), df = exq_items_df(at, items_of(to, g));
            alone = exq_contrast_range(gap.v, variance, df, level);
            together = exq_contrast_range(gap.v, variance, df, exq_interval_sidak(level, at->compared_count));
        }
        exq_lists_put(row, gap, together, alone, 0);
        row->p_why = exq_why_name(EXQ_WHY_NO_TEST);
    }
}

/* ------------------------------------------------------------------------------------------------------- one cutoff */

static const char *name(const comparing *to, const char *metric)
{
    return exq_lists_id(to->at->run, metric, to->at->cutoff);
}

static bool compare_cutoff(comparing *to, const exq_doc_fair *fair)
{
    const exq_lists_items *at = to->at;
    const bool has_truth = exq_lists_has_truth(at->run);
    const char *share = name(to, "exposure_share"), *ratio = name(to, "exposure_ratio"),
               *difference = name(to, "exposure_difference"), *gap = name(to, "exposure_share_gap"),
               *merit = name(to, "exposure_to_merit_ratio"), *clicks = name(to, "clicks_to_merit_ratio"),
               *clicked = name(to, "clicks_share"), *selected = name(to, "selected_items_ratio");
    if (share == NULL || ratio == NULL || difference == NULL || gap == NULL || merit == NULL || clicks == NULL ||
        clicked == NULL || selected == NULL)
        return false;
    add_ratios(to, ratio, share, (treated){&at->exposure, at->due}, EXQ_WHY_NO_ITEMS);
    add_differences(to, difference, share);
    if (has_truth) {
        add_ratios(to, merit, share, (treated){&at->exposure, at->merit}, EXQ_WHY_NO_MERIT);
        add_ratios(to, clicks, clicked, (treated){&at->clicks, at->merit}, EXQ_WHY_NO_MERIT);
    }
    add_gaps(to, gap, share);
    add_selected(to, selected);
    return exq_items_over(at, to->groups, fair, to->rows, &to->count) && exq_items_each_list(at, to->rows, &to->count);
}

static size_t best_of(const comparing *to)
{
    size_t best = EXQ_NOBODY;
    double most = -1;
    for (size_t g = 0; g < to->at->count; g++) {
        const double each = to->at->exposure.of[g] / to->at->due[g];
        if (to->at->compared[g] && each > most) {
            most = each;
            best = g;
        }
    }
    return best;
}

enum {
    AGAINST = 6 + EXQ_PAIR_KINDS,
    OVER = 16
}; /* rows of a group, and rows over all groups that are no figures of exposure */

bool exq_items_compare(const exq_lists_items *cutoffs, exq_lists_reference reference, const exq_doc_fair *fair,
                       exq_doc_question *out)
{
    const exq_lists_run *run = cutoffs[0].run;
    const size_t most = AGAINST * cutoffs[0].count + exq_items_figure_count + OVER;
    exq_doc_disparity *found = EXQ_NEW(run->arena, exq_doc_disparity, most * run->lists.cutoff_count);
    comparing to = {.groups = out->groups, .reference = reference, .rows = found};
    if (found == NULL)
        return false;
    for (size_t k = 0; k < run->lists.cutoff_count; k++) {
        to.at = &cutoffs[k];
        if (reference.kind == EXQ_REFERENCE_BEST)
            to.reference.group = best_of(&to);
        if (!compare_cutoff(&to, fair + k * exq_items_figure_count))
            return false;
    }
    if (!exq_items_pairs_compare(&cutoffs[0], to.reference, out->groups, found, &to.count))
        return false;
    out->disparities = found;
    out->disparity_count = to.count;
    return true;
}
