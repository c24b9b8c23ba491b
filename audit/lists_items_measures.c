/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one group of items gets, and what it would get by chance.
 */
#include "distributions.h"
#include "interval.h"
#include "lists_fa_star_ir.h"
#include "lists_items.h"
#include "lists_skew.h"

enum { A_CUTOFF = 20 }; /* measures at one cutoff, at most */

/* The measures of one group at one cutoff, behind those that are there. */
typedef struct measuring {
    const exq_lists_items *at;
    size_t group;
    exq_doc_measure *out;
    size_t *count;
} measuring;

static const exq_range given = {
    {(double)NAN, EXQ_WHY_TAKEN_AS_GIVEN},
    {(double)NAN, EXQ_WHY_TAKEN_AS_GIVEN},
    NULL
};

static exq_doc_measure *add(const measuring *of, const char *name, exq_value value, exq_range range, double se)
{
    const char *id = exq_lists_id(of->at->run, name, of->at->cutoff);
    if (id == NULL)
        return NULL;
    of->out[*of->count] = exq_lists_measure(id, value, range, se, (exq_count)of->at->people);
    return &of->out[(*of->count)++];
}

static exq_range within(exq_range range, double lo, double hi)
{
    if (exq_known(range.lo)) {
        range.lo.v = fmax(range.lo.v, lo);
        range.hi.v = fmin(range.hi.v, hi);
    }
    return range;
}

/* ------------------------------------------------------------------------------------------------------------ shares */

/* The range of a share of what was got of one kind, and its standard error. */
static exq_range share_range(const measuring *of, const exq_items_got *got, exq_value share, double *se)
{
    const exq_lists_items *at = of->at;
    *se = (double)NAN;
    if (!exq_known(share) || got->products == NULL)
        return exq_range_none(exq_known(share) ? EXQ_WHY_NO_INTERVAL : share.why);
    exq_contrast_share(got->of, at->count, of->group, at->contrast);
    const double variance = exq_items_variance(at, got);
    const double df = exq_items_df(at, (double)at->question->groups[of->group].members);
    *se = sqrt(variance);
    return within(exq_contrast_range(share.v, variance, df, at->run->plan->base.level), 0, 1);
}

/* What the share would be with the labels of items dealt out anew. */
static bool put_fair(const measuring *of, double share, exq_doc_measure *out)
{
    const exq_lists_items *at = of->at;
    const exq_published_lists *lists = &at->run->lists;
    const exq_item_grouping *signatures = &at->question->signatures;
    double *alignment = EXQ_NEW(at->run->arena, double, lists->catalogue_size);
    if (alignment == NULL)
        return false;
    for (size_t s = 0, item = 0; s < lists->signature_count; s++) {
        double part = 0;
        for (size_t a = signatures->first[s]; a < signatures->first[s + 1]; a++)
            part += signatures->alignments[a].group == of->group ? signatures->alignments[a].share : 0;
        for (uint64_t i = 0; i < lists->signature_items[s]; i++)
            alignment[item++] = part;
    }
    /* mean and spread need no more than both vectors, whichever item stands where */
    const exq_relabelling dealt = exq_relabelling_of(alignment, at->spread->exposure.values, lists->catalogue_size);
    const double z = fabs(share - dealt.mean) / dealt.sd;
    out->has_fair = true;
    out->fair = (exq_doc_fair){.expected = dealt.mean,
                               .sd = dealt.sd,
                               .least = (double)NAN,
                               .excess = share - dealt.mean,
                               .p = dealt.sd > 0 ? 2 * exq_normal_cdf(-z) : (double)NAN,
                               .chance = "labels"};
    if (at->label_p != NULL) {
        out->fair.p = at->label_p[of->group];
        out->fair.chance = "labels_drawn";
    }
    return true;
}

/* ---------------------------------------------------------------------------------------------------- others by group */

/* The mean over the group's items of what each got: it varies with people and, being a mean, with items. */
static exq_range each_range(const measuring *of, exq_value each, double *se)
{
    const exq_lists_items *at = of->at;
    const size_t g = of->group;
    const double items = at->due[g], got = at->exposure.of[g], people = (double)at->people;
    *se = (double)NAN;
    if (!exq_known(each) || at->exposure.products == NULL)
        return exq_range_none(exq_known(each) ? EXQ_WHY_NO_INTERVAL : each.why);
    for (size_t h = 0; h < at->count; h++)
        at->contrast[h] = h == g ? 1 / items : 0;
    const exq_item_grouping *signatures = &at->question->signatures;
    const size_t rows = at->run->lists.signature_count;
    const double square = got * got / items / items;
    const double users = exq_contrast_users(at->contrast, at->exposure.products, at->count) - square / people;
    const double by_item = exq_contrast_rows(at->contrast, signatures, at->exposure.items, rows) - square / items;
    const double cells =
        exq_contrast_rows(at->contrast, signatures, at->exposure.cells, rows) - square / people / items;
    const double variance = fmax(exq_two_way_variance(users, by_item, fmax(cells, 0)), 0);
    *se = sqrt(variance);
    return within(exq_contrast_range(each.v, variance, exq_items_df(at, (double)at->question->groups[g].members),
                                     at->run->plan->base.level),
                  0, INFINITY);
}

static exq_range skew_range(const measuring *of, exq_value skew, double *se)
{
    const exq_lists_items *at = of->at;
    *se = (double)NAN;
    if (!exq_known(skew) || at->places.products == NULL)
        return exq_range_none(exq_known(skew) ? EXQ_WHY_NO_INTERVAL : skew.why);
    const double share = exq_share_of(at->places.of, at->count, of->group).v;
    exq_contrast_share(at->places.of, at->count, of->group, at->contrast);
    for (size_t h = 0; h < at->count; h++)
        at->contrast[h] /= share;
    const double variance = exq_items_variance(at, &at->places);
    *se = sqrt(variance);
    return exq_contrast_range(skew.v, variance, exq_items_df(at, (double)at->question->groups[of->group].members),
                              at->run->plan->base.level);
}

exq_share exq_items_selected(const exq_lists_items *at, size_t group)
{
    const exq_item_grouping *signatures = &at->question->signatures;
    exq_share out = {0, at->question->groups[group].members};
    for (size_t s = 0; s < at->run->lists.signature_count; s++)
        for (size_t a = signatures->first[s]; a < signatures->first[s + 1]; a++)
            out.k += signatures->alignments[a].group == group ? at->spread->signatures[s].selected : 0;
    return out;
}

static exq_range selected_range(const exq_lists_items *at, exq_share share)
{
    if (share.n == 0)
        return exq_range_none(EXQ_WHY_NO_ITEMS);
    return exq_interval_wilson((exq_proportion){(double)share.k, (double)share.n, EXQ_SAMPLE_PEOPLE},
                               at->run->plan->base.level);
}

/* The mean over lists of one output of a kernel, group by group. */
static exq_mean mean_of(const measuring *of, const char *kernel)
{
    const exq_published_lists *lists = &of->at->run->lists;
    const size_t m = exq_measure_find(lists, kernel, of->at->cutoff, of->at->grouping);
    const exq_measured *measured = m == SIZE_MAX ? NULL : &lists->everyone.measures[m];
    if (measured == NULL || measured->sums == NULL)
        return exq_mean_of((exq_mean_sums){0, 0, 0}, EXQ_WHY_NO_RECOMMENDATIONS);
    return exq_mean_of((exq_mean_sums){measured->people, measured->sums[of->group], measured->squares[of->group]},
                       EXQ_WHY_NO_RECOMMENDATIONS);
}

static void put_chance(exq_doc_measure *out, double expected)
{
    out->has_fair = out->why == NULL;
    out->fair = (exq_doc_fair){.expected = expected,
                               .sd = (double)NAN,
                               .least = (double)NAN,
                               .excess = out->value - expected,
                               .p = (double)NAN,
                               .chance = "proportional"};
}

/* How many lists hold something of the group, and how many give it no fewer places than fair lists do. */
static bool add_lists(const measuring *of)
{
    const exq_lists_items *at = of->at;
    const exq_mean reach = mean_of(of, "reach"), passing = mean_of(of, "fa_star_ir_group");
    const double level = at->run->plan->base.level, target = at->target[of->group];
    exq_doc_measure *out = add(of, "reach", reach.value, within(exq_mean_range(&reach, level), 0, 1), reach.se.v);
    if (out == NULL)
        return false;
    put_chance(out, 1 - exq_absent_by_chance(target, at->cutoff));
    exq_fair_room room;
    uint32_t *least = EXQ_NEW(at->run->arena, uint32_t, at->cutoff);
    if (least == NULL || !exq_fair_room_new(at->cutoff, at->run->arena, &room))
        return false;
    const exq_fair_test test = exq_fair_test_of(target, at->run->plan->options.fair_level, room, least);
    const exq_value share = test.least == NULL ? exq_none(EXQ_WHY_CANNOT_FAIL) : passing.value;
    out = add(of, "fa_star_ir_group", share, within(exq_mean_range(&passing, level), 0, 1), passing.se.v);
    if (out == NULL)
        return false;
    put_chance(out, 1 - test.missed_by_fair);
    return true;
}

/* Numbers of lists that mix the group with others, on average over these. */
static bool add_mixed(const measuring *of)
{
    static const char *const kernels[] = {"rank_parity", "rank_equality", "rank_calibration", "rnd", "rkl", "rrd"};
    const exq_lists_items *at = of->at;
    const exq_published_lists *lists = &at->run->lists;
    const size_t m = exq_measure_find(lists, "mixed", at->cutoff, at->grouping);
    const bool known = m != SIZE_MAX && lists->everyone.measures[m].sums != NULL;
    const uint64_t mixed = known ? (uint64_t)(lists->everyone.measures[m].sums[of->group] + 0.5) : 0;
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
        const size_t k = exq_measure_find(lists, kernels[i], at->cutoff, at->grouping);
        const exq_measured *found = k == SIZE_MAX ? NULL : &lists->everyone.measures[k];
        if (found == NULL)
            continue;
        const exq_mean mean =
            found->sums == NULL ? exq_mean_of((exq_mean_sums){0, 0, 0}, EXQ_WHY_NO_ORDERED_PAIR)
                                : exq_mean_of((exq_mean_sums){mixed, found->sums[of->group], found->squares[of->group]},
                                              EXQ_WHY_NO_ORDERED_PAIR);
        exq_doc_measure *out = add(of, kernels[i], mean.value,
                                   within(exq_mean_range(&mean, at->run->plan->base.level), 0, INFINITY), mean.se.v);
        if (out == NULL)
            return false;
        out->n = (exq_count)mixed;
    }
    return true;
}

static bool add_merit(const measuring *of, exq_value share)
{
    const exq_lists_items *at = of->at;
    const exq_value merit = exq_share_of(at->merit, at->count, of->group);
    const exq_value due = !exq_known(share)   ? share
                          : !exq_known(merit) ? merit
                                              : exq_quotient(share.v, merit.v, EXQ_WHY_NO_MERIT);
    const exq_value clicks = exq_share_of(at->clicks.of, at->count, of->group);
    double se;
    exq_range range = share_range(of, &at->exposure, share, &se);
    if (exq_known(due) && exq_known(range.lo)) { /* merit is taken as given */
        range.lo.v /= merit.v;
        range.hi.v /= merit.v;
        se /= merit.v;
    }
    if (add(of, "exposure_to_merit", due, range, se) == NULL)
        return false;
    range = share_range(of, &at->clicks, clicks, &se);
    return add(of, "clicks_share", clicks, range, se) != NULL;
}

static bool add_cutoff(const measuring *of)
{
    const exq_lists_items *at = of->at;
    const exq_value share = exq_share_of(at->exposure.of, at->count, of->group);
    const exq_value each = exq_quotient(at->exposure.of[of->group], at->due[of->group], EXQ_WHY_NO_ITEMS);
    const exq_value places = exq_share_of(at->places.of, at->count, of->group);
    const exq_value skew = exq_skew_of(at->places.of, at->target, at->count, of->group);
    const exq_share selected = exq_items_selected(at, of->group);
    const exq_value part = exq_quotient((double)selected.k, (double)selected.n, EXQ_WHY_NO_ITEMS);
    double se;
    exq_range range = share_range(of, &at->exposure, share, &se);
    exq_doc_measure *out = add(of, "exposure_share", share, range, se);
    if (out == NULL || (exq_known(share) && !put_fair(of, share.v, out)))
        return false;
    range = each_range(of, each, &se);
    if (add(of, "exposure_per_item", each, range, se) == NULL)
        return false;
    range = share_range(of, &at->places, places, &se);
    if (add(of, "selected_share", places, range, se) == NULL)
        return false;
    range = skew_range(of, skew, &se);
    if (add(of, "skew", skew, range, se) == NULL)
        return false;
    out = add(of, "selected_items", part, selected_range(at, selected), (double)NAN);
    if (out == NULL)
        return false;
    out->n = (exq_count)selected.n;
    if (exq_lists_has_truth(at->run) && !add_merit(of, share))
        return false;
    return add_lists(of) && add_mixed(of);
}

bool exq_items_measures(const exq_lists_items *cutoffs, size_t cutoff_count, size_t group, exq_doc_group *out)
{
    const exq_lists_items *at = &cutoffs[0];
    const exq_lists_run *run = at->run;
    exq_doc_measure *measures = EXQ_NEW(run->arena, exq_doc_measure, A_CUTOFF * cutoff_count + EXQ_PAIR_KINDS + 2);
    out->measures = measures;
    if (measures == NULL)
        return false;
    for (size_t k = 0; k < cutoff_count; k++)
        if (!add_cutoff(&(measuring){&cutoffs[k], group, measures, &out->measure_count}))
            return false;
    if (run->lists.has_pairs && !exq_items_pairs(at, group, measures, &out->measure_count))
        return false;
    const double share = at->question->groups[group].share;
    const exq_value catalogue = run->lists.catalogue_size > 0 ? exq_some(share) : exq_none(EXQ_WHY_NO_ITEMS);
    measures[out->measure_count++] = exq_lists_measure("catalogue_share", catalogue, given, (double)NAN, -1);
    if (exq_lists_has_truth(run)) {
        exq_value merit = exq_share_of(at->merit, at->count, group);
        if (!exq_known(merit))
            merit = exq_none(EXQ_WHY_NO_TRUTH);
        measures[out->measure_count++] =
            exq_lists_measure("merit_share", merit, given, (double)NAN, (exq_count)run->lists.everyone.judged);
    }
    return true;
}
