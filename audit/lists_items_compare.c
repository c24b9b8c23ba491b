/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons of groups of items: each with the reference, and numbers over all of them, beside what chance would give.
 */
#include <string.h>

#include "interval.h"
#include "lists_fa_star_ir.h"
#include "lists_items.h"
#include "lists_skew.h"

/* The rows as they gather. */
typedef struct comparing {
    const exq_lists_items *at;
    const exq_doc_group *groups;
    const bool *compared;
    size_t compared_count;
    exq_lists_reference reference;
    exq_doc_disparity *rows;
    size_t count;
} comparing;

/* Of each group, or of all groups but it. */
static exq_treatment treatment_of(const comparing *to, const double *due, size_t group)
{
    exq_treatment sum = {0, 0};
    for (size_t g = 0; g < to->at->count; g++) {
        const bool in = group == EXQ_OVERALL || g == group;
        sum.got += in ? to->at->exposure[g] : 0;
        sum.due += in ? due[g] : 0;
    }
    return sum;
}

static exq_treatment reference_of(const comparing *to, const double *due, size_t group)
{
    if (to->reference.group != EXQ_REST)
        return treatment_of(to, due, to->reference.group);
    const exq_treatment all = treatment_of(to, due, EXQ_OVERALL), own = treatment_of(to, due, group);
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

/* The range of the ratio of two exposures; their dues drop out of its logarithm. */
static exq_range ratio_range(const comparing *to, size_t group, exq_treatment own, exq_treatment reference,
                             double value, double level)
{
    const exq_lists_items *at = to->at;
    if (!(own.got > 0) || !(reference.got > 0) || at->products == NULL)
        return exq_range_none(EXQ_WHY_RATE_ZERO);
    memset(at->contrast, 0, at->count * sizeof *at->contrast);
    add_contrast(to, group, 1, own.got);
    if (to->reference.group == EXQ_REST) {
        add_contrast(to, EXQ_OVERALL, -1, reference.got);
        add_contrast(to, group, 1, reference.got);
    } else {
        add_contrast(to, to->reference.group, -1, reference.got);
    }
    const double items = fmin(items_of(to, group), items_of(to, to->reference.group));
    return exq_contrast_ratio_range(value, exq_items_variance(at), fmin((double)at->people, items) - 1, level);
}

static void add_ratios(comparing *to, const char *metric, const char *of, const double *due, exq_why empty)
{
    const bool pooled = to->reference.group >= to->at->count;
    const double level = to->at->run->plan->base.level;
    const size_t rows = pooled ? to->compared_count : to->compared_count - 1;
    if (to->reference.group == EXQ_NOBODY || rows == 0 || to->compared_count == 0)
        return;
    for (size_t g = 0; g < to->at->count; g++) {
        if (!to->compared[g] || g == to->reference.group)
            continue;
        exq_doc_disparity *row = &to->rows[to->count++];
        *row = exq_lists_row(metric, of);
        row->group = to->groups[g].levels;
        row->reference_is = to->reference.group == EXQ_OVERALL ? "overall"
                            : to->reference.group == EXQ_REST  ? "rest"
                                                               : "group";
        if (!pooled)
            row->reference = to->groups[to->reference.group].levels;
        const exq_treatment own = treatment_of(to, due, g), reference = reference_of(to, due, g);
        const exq_value value = exq_treatment_ratio(own, reference, empty);
        exq_lists_put(row, value, ratio_range(to, g, own, reference, value.v, exq_interval_sidak(level, rows)),
                      ratio_range(to, g, own, reference, value.v, level), 1);
        row->p_why = exq_why_name(EXQ_WHY_NO_TEST);
    }
}

static void add_gaps(comparing *to, const char *metric, const char *of)
{
    for (size_t g = 0; g < to->at->count; g++) {
        if (!to->compared[g])
            continue;
        exq_doc_disparity *row = &to->rows[to->count++];
        const exq_value share = exq_share_of(to->at->exposure, to->at->count, g);
        const exq_value gap = exq_known(share) ? exq_some(share.v - to->at->target[g]) : share;
        *row = exq_lists_row(metric, of);
        row->group = to->groups[g].levels;
        exq_range range = exq_range_none(EXQ_WHY_NO_INTERVAL);
        if (exq_known(share)) {
            exq_contrast_share(to->at->exposure, to->at->count, g, to->at->contrast);
            range =
                exq_contrast_range(gap.v, exq_items_variance(to->at), fmin((double)to->at->people, items_of(to, g)) - 1,
                                   to->at->run->plan->base.level);
        }
        exq_lists_put(row, gap, exq_range_none(EXQ_WHY_NO_INTERVAL), range, 0);
        row->p_why = exq_why_name(EXQ_WHY_NO_TEST);
    }
}

/* ------------------------------------------------------------------------------------------------- over all groups */

static exq_doc_disparity *add_over(comparing *to, const char *metric, exq_value value, exq_range range, double parity)
{
    exq_doc_disparity *row = &to->rows[to->count++];
    *row = exq_lists_row(metric, NULL);
    exq_lists_put(row, value, range, range, parity);
    row->p_why = exq_why_name(EXQ_WHY_NO_PAIR);
    return row;
}

/* RSP, REO and the like; of two groups the range follows from that of their ratio. */
static void add_variation(comparing *to, const char *metric, const double *got, const double *due)
{
    const exq_lists_items *at = to->at;
    size_t count = 0;
    for (size_t g = 0; g < at->count; g++)
        if (to->compared[g])
            at->got[count++] = (exq_treatment){got[g], due[g]};
    add_over(to, metric, exq_treatment_variation(at->got, count, at->scratch).value,
             exq_range_none(EXQ_WHY_NO_INTERVAL), 0);
}

static void add_skews(comparing *to, const char *min_metric, const char *max_metric)
{
    const exq_lists_items *at = to->at;
    const exq_skew_extremes found = exq_skew_extremes_of(at->places, at->target, at->count);
    const exq_range none = exq_range_none(EXQ_WHY_NO_INTERVAL);
    exq_doc_disparity *least = add_over(to, min_metric, found.min, none, 0);
    if (found.min_group < at->count)
        least->group = to->groups[found.min_group].levels;
    exq_doc_disparity *most = add_over(to, max_metric, found.max, none, 0);
    if (found.max_group < at->count)
        most->group = to->groups[found.max_group].levels;
}

/* The mean over lists of a number of each list. */
static exq_doc_disparity *add_mean(comparing *to, const char *kernel, const char *metric, double parity, bool settled)
{
    const exq_lists_items *at = to->at;
    const size_t m = exq_measure_find(&at->run->lists, kernel, at->cutoff, at->grouping);
    if (m == SIZE_MAX)
        return NULL;
    const exq_measured *measured = &at->run->lists.everyone.measures[m];
    exq_why why = EXQ_WHY_NO_RECOMMENDATIONS;
    for (size_t w = 1; measured->people == 0 && measured->undefined != NULL && w < EXQ_WHY_COUNT; w++)
        why = measured->undefined[w] > 0 && w != EXQ_WHY_NO_RECOMMENDATIONS ? (exq_why)w : why;
    const exq_mean mean = exq_lists_mean(measured, why);
    exq_doc_disparity *row = add_over(to, metric, mean.value, exq_mean_range(&mean, at->run->plan->base.level), parity);
    if (!settled)
        row->difference = NULL; /* chance alone keeps it from its ideal */
    return row;
}

static bool add_ndkl(comparing *to, const char *metric)
{
    const exq_lists_items *at = to->at;
    exq_doc_disparity *row = add_mean(to, "ndkl", metric, 0, false);
    double *law = EXQ_NEW(at->run->arena, double, at->cutoff + 1);
    if (law == NULL)
        return false;
    if (row == NULL || isnan(row->value))
        return true;
    const double expected = exq_ndkl_of_fair(at->target, NULL, at->count, at->cutoff, law);
    row->has_fair = true;
    row->fair = (exq_doc_fair){.expected = expected,
                               .sd = (double)NAN,
                               .least = exq_ndkl_least(at->target, at->count, at->cutoff, at->scratch),
                               .excess = row->value - expected,
                               .p = (double)NAN,
                               .chance = "proportional"};
    return true;
}

/* ------------------------------------------------------------------------------------------------------- one cutoff */

static const char *name(const comparing *to, const char *metric)
{
    return exq_lists_id(to->at->run, metric, to->at->cutoff);
}

static bool add_cutoff(comparing *to, const double *items, const double *candidates, const double *fresh,
                       const double *fresh_hits)
{
    const exq_lists_items *at = to->at;
    const exq_list_facts *facts = at->run->facts->lists;
    const char *share = name(to, "exposure_share"), *ratio = name(to, "exposure_ratio"),
               *gap = name(to, "exposure_share_gap"), *merit = name(to, "exposure_to_merit_ratio"),
               *variation = name(to, "exposure_variation"), *rsp = name(to, "rsp"), *reo = name(to, "reo"),
               *awrf = name(to, "awrf"), *ndkl = name(to, "ndkl"), *least = name(to, "min_skew"),
               *most = name(to, "max_skew"), *fair = name(to, "fa_star_ir");
    if (share == NULL || ratio == NULL || gap == NULL || merit == NULL || variation == NULL || rsp == NULL ||
        reo == NULL || awrf == NULL || ndkl == NULL || least == NULL || most == NULL || fair == NULL)
        return false;
    add_ratios(to, ratio, share, items, EXQ_WHY_NO_ITEMS);
    if (facts->has_truth)
        add_ratios(to, merit, share, at->merit, EXQ_WHY_NO_MERIT);
    add_gaps(to, gap, share);
    add_variation(to, variation, at->exposure, items);
    add_variation(to, rsp, at->places, candidates);
    if (facts->has_truth)
        add_variation(to, reo, fresh_hits, fresh);
    add_mean(to, "awrf", awrf, 1, false);
    if (!add_ndkl(to, ndkl))
        return false;
    add_skews(to, least, most);
    add_mean(to, "fa_star_ir", fair, 1, false);
    return true;
}

static bool compare_cutoff(comparing *to)
{
    const exq_lists_items *at = to->at;
    double *dues = EXQ_NEW(at->run->arena, double, 4 * at->count);
    if (dues == NULL)
        return false;
    double *items = dues, *candidates = dues + at->count, *fresh = dues + 2 * at->count,
           *fresh_hits = dues + 3 * at->count;
    for (size_t g = 0; g < at->count; g++) {
        const exq_item_row *row = &at->question->groups[g];
        items[g] = row->items;
        candidates[g] = row->candidates;
        fresh[g] = row->fresh;
        fresh_hits[g] = row->fresh_hits[at->cutoff_index];
    }
    return add_cutoff(to, items, candidates, fresh, fresh_hits);
}

static size_t best_of(const comparing *to)
{
    size_t best = EXQ_NOBODY;
    double most = -1;
    for (size_t g = 0; g < to->at->count; g++) {
        const double each = to->at->exposure[g] / to->at->question->groups[g].items;
        if (to->compared[g] && each > most) {
            most = each;
            best = g;
        }
    }
    return best;
}

bool exq_items_compare(const exq_lists_items *cutoffs, const exq_row *rows, exq_lists_reference reference,
                       exq_doc_question *out)
{
    const exq_lists_run *run = cutoffs[0].run;
    const size_t groups = cutoffs[0].count, most = 3 * groups + 9;
    bool *compared = EXQ_NEW(run->arena, bool, groups);
    exq_doc_disparity *found = EXQ_NEW(run->arena, exq_doc_disparity, most * run->lists.cutoff_count);
    comparing to = {.groups = out->groups, .compared = compared, .reference = reference, .rows = found};
    if (compared == NULL || found == NULL)
        return false;
    for (size_t g = 0; g < groups; g++) {
        compared[g] = exq_lists_is_compared(run, &rows[g], out->by_count);
        to.compared_count += compared[g];
    }
    for (size_t k = 0; k < run->lists.cutoff_count; k++) {
        to.at = &cutoffs[k];
        if (reference.kind == EXQ_REFERENCE_BEST)
            to.reference.group = best_of(&to);
        if (!compare_cutoff(&to))
            return false;
    }
    out->disparities = found;
    out->disparity_count = to.count;
    return true;
}
