/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of items: what each gets of people's attention, against its share of the catalogue and of what
 * people found relevant. People and items are both a sample here: another catalogue would hold other items.
 */
#include <stdlib.h>

#include "distributions.h"
#include "lists_items.h"
#include "lists_skew.h"

/* ---------------------------------------------------------------------------------------------- one cutoff's numbers */

static const exq_measured *measured(const exq_lists_items *at, const char *kernel)
{
    const size_t m = exq_measure_find(&at->run->lists, kernel, at->cutoff, at->grouping);
    return m == SIZE_MAX || at->run->lists.everyone.measures[m].sums == NULL ? NULL
                                                                             : &at->run->lists.everyone.measures[m];
}

static double *zeros(const exq_lists_items *at)
{
    return EXQ_NEW(at->run->arena, double, at->count + 1);
}

/* The symmetric matrix of the products of two groups' exposures, from its upper triangle. */
static double *full_products(const exq_lists_items *at, const exq_measured *exposure)
{
    double *products = EXQ_NEW(at->run->arena, double, at->count * at->count);
    for (size_t g = 0; products != NULL && g < at->count; g++)
        for (size_t h = 0; h < at->count; h++)
            products[g * at->count + h] = exposure->squares[exq_product_at(g < h ? g : h, g < h ? h : g, at->count)];
    return products;
}

/* Sum over lists of the square of the attention that items of each signature got place by place; all 0 under a position
 * model that looks at relevance, where it is not known, which leaves variances too wide at most. */
static bool fill_cells(const exq_lists_items *at, double *out)
{
    double *weights = EXQ_NEW(at->run->arena, double, at->cutoff);
    double *grades = EXQ_NEW(at->run->arena, double, at->cutoff);
    if (weights == NULL || grades == NULL)
        return false;
    if (exq_position_needs_truth(at->run->plan->options.position))
        return true;
    exq_attention_fill(&(exq_list){.length = at->cutoff, .grades = grades}, &at->run->plan->options, weights);
    for (size_t s = 0; s < at->run->lists.signature_count; s++)
        for (size_t r = 0; r < at->cutoff; r++)
            out[s] += (double)at->spread->signatures[s].shown[r] * weights[r] * weights[r];
    return true;
}

static bool fill(exq_lists_items *at)
{
    const exq_measured *exposure = measured(at, "exposure"), *places = measured(at, "places");
    const size_t signatures = at->run->lists.signature_count;
    at->exposure = exposure != NULL ? exposure->sums : zeros(at);
    at->places = places != NULL ? places->sums : zeros(at);
    at->people = exposure != NULL ? exposure->people : 0;
    at->products = exposure != NULL ? full_products(at, exposure) : NULL;
    double *items = EXQ_NEW(at->run->arena, double, signatures);
    double *cells = EXQ_NEW(at->run->arena, double, signatures);
    at->contrast = zeros(at);
    at->target = zeros(at);
    at->merit = zeros(at);
    at->got = EXQ_NEW(at->run->arena, exq_treatment, at->count);
    at->scratch = EXQ_NEW(at->run->arena, double, at->count + at->cutoff + 1);
    if (at->exposure == NULL || at->places == NULL || (exposure != NULL && at->products == NULL) || items == NULL ||
        cells == NULL || at->contrast == NULL || at->target == NULL || at->merit == NULL || at->got == NULL ||
        at->scratch == NULL || !fill_cells(at, cells))
        return false;
    const bool binary = at->run->plan->options.gain == EXQ_GAIN_BINARY;
    for (size_t s = 0; s < signatures; s++)
        items[s] = at->spread->signatures[s].square;
    for (size_t g = 0; g < at->count; g++) {
        at->target[g] = at->question->groups[g].share;
        at->merit[g] = binary ? at->question->groups[g].merit : at->question->groups[g].grades;
        at->all_exposure += at->exposure[g];
    }
    at->item_weights = items;
    at->cell_weights = cells;
    return true;
}

/* ------------------------------------------------------------------------------------------------------- variances */

double exq_items_variance(const exq_lists_items *at)
{
    const exq_item_grouping *signatures = &at->question->signatures;
    const size_t rows = at->run->lists.signature_count;
    return exq_two_way_variance(exq_contrast_users(at->contrast, at->products, at->count),
                                exq_contrast_rows(at->contrast, signatures, at->item_weights, rows),
                                exq_contrast_rows(at->contrast, signatures, at->cell_weights, rows));
}

static double fewer(double a, double b)
{
    return a < b ? a : b;
}

static exq_range share_range(const exq_lists_items *at, size_t g, double share)
{
    exq_contrast_share(at->exposure, at->count, g, at->contrast);
    const double df = fewer((double)at->people, (double)at->question->groups[g].members) - 1;
    exq_range range = exq_contrast_range(share, exq_items_variance(at), df, at->run->plan->base.level);
    if (exq_known(range.lo)) {
        range.lo.v = fmax(range.lo.v, 0);
        range.hi.v = fmin(range.hi.v, 1);
    }
    return range;
}

/* ------------------------------------------------------------------------------------------------------------ groups */

/* What the share would be with the labels of items dealt out anew. */
static bool put_fair(const exq_lists_items *at, size_t g, double share, exq_doc_measure *out)
{
    const exq_published_lists *lists = &at->run->lists;
    double *alignment = EXQ_NEW(at->run->arena, double, lists->catalogue_size);
    if (alignment == NULL)
        return false;
    size_t item = 0;
    for (size_t s = 0; s < lists->signature_count; s++) {
        double part = 0;
        for (size_t a = at->question->signatures.first[s]; a < at->question->signatures.first[s + 1]; a++)
            part +=
                at->question->signatures.alignments[a].group == g ? at->question->signatures.alignments[a].share : 0;
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
    return true;
}

/* The measures of one group at one cutoff, behind those that are there. */
static bool describe_cutoff(const exq_lists_items *at, size_t g, exq_doc_measure *out, size_t *count)
{
    const exq_lists_run *run = at->run;
    const exq_item_row *row = &at->question->groups[g];
    const exq_count people = (exq_count)at->people;
    const exq_range no_range = exq_range_none(EXQ_WHY_NO_INTERVAL);
    const exq_value share = exq_share_of(at->exposure, at->count, g);
    const exq_value each = exq_quotient(at->exposure[g], row->items, EXQ_WHY_NO_ITEMS);
    const exq_value places = exq_share_of(at->places, at->count, g);
    const char *share_id = exq_lists_id(run, "exposure_share", at->cutoff);
    const char *each_id = exq_lists_id(run, "exposure_per_item", at->cutoff);
    const char *places_id = exq_lists_id(run, "selected_share", at->cutoff);
    const char *reach_id = exq_lists_id(run, "reach", at->cutoff);
    const char *merit_id = exq_lists_id(run, "exposure_to_merit", at->cutoff);
    if (share_id == NULL || each_id == NULL || places_id == NULL || reach_id == NULL || merit_id == NULL)
        return false;
    const exq_range range = exq_known(share) ? share_range(at, g, share.v) : exq_range_none(share.why);
    const double se = exq_known(share) ? sqrt(exq_items_variance(at)) : (double)NAN;
    out[*count] = exq_lists_measure(share_id, share, range, se, people);
    if (exq_known(share) && !put_fair(at, g, share.v, &out[*count]))
        return false;
    (*count)++;
    out[(*count)++] = exq_lists_measure(each_id, each, no_range, (double)NAN, people);
    out[(*count)++] = exq_lists_measure(places_id, places, no_range, (double)NAN, people);
    if (run->facts->lists->has_truth) {
        const exq_value merit = exq_share_of(at->merit, at->count, g);
        const exq_value due = !exq_known(share) || !exq_known(merit) ? (exq_known(share) ? merit : share)
                                                                     : exq_quotient(share.v, merit.v, EXQ_WHY_NO_MERIT);
        out[(*count)++] = exq_lists_measure(merit_id, due, no_range, (double)NAN, people);
    }
    const exq_measured *reach = measured(at, "reach");
    if (reach != NULL) {
        const exq_mean mean =
            exq_mean_of((exq_mean_sums){reach->people, reach->sums[g], reach->squares[g]}, EXQ_WHY_NO_RECOMMENDATIONS);
        out[*count] = exq_lists_measure(reach_id, mean.value, exq_mean_range(&mean, run->plan->base.level), mean.se.v,
                                        (exq_count)mean.n);
        out[*count].has_fair = exq_known(mean.value);
        const double expected = 1 - exq_absent_by_chance(at->target[g], at->cutoff);
        out[(*count)++].fair =
            (exq_doc_fair){expected, (double)NAN, (double)NAN, mean.value.v - expected, (double)NAN, "proportional"};
    }
    return true;
}

static bool describe_group(const exq_lists_items *cutoffs, size_t cutoff_count, size_t g, exq_doc_group *out)
{
    const exq_lists_items *at = &cutoffs[0];
    const exq_lists_run *run = at->run;
    const exq_item_row *row = &at->question->groups[g];
    exq_doc_measure *measures = EXQ_NEW(run->arena, exq_doc_measure, 5 * cutoff_count + 2);
    *out = (exq_doc_group){
        .n = (exq_count)run->lists.everyone.people,
        .cells = {-1, -1, -1, -1, -1, -1, -1, -1},
        .measures = measures,
        .users_without_truth = -1,
        .users_without_recommendations = -1,
        .items = (exq_count)row->members
    };
    if (measures == NULL || !exq_lists_levels(run, at->question->by, at->question->by_count, row->levels, &out->levels))
        return false;
    for (size_t k = 0; k < cutoff_count; k++)
        if (!describe_cutoff(&cutoffs[k], g, measures, &out->measure_count))
            return false;
    const exq_range no_range = exq_range_none(EXQ_WHY_NO_INTERVAL);
    const exq_value catalogue = run->lists.catalogue_size > 0 ? exq_some(row->share) : exq_none(EXQ_WHY_NO_ITEMS);
    measures[out->measure_count++] = exq_lists_measure("catalogue_share", catalogue, no_range, (double)NAN, -1);
    if (run->facts->lists->has_truth) {
        exq_value merit = exq_share_of(at->merit, at->count, g);
        if (!exq_known(merit))
            merit = exq_none(EXQ_WHY_NO_TRUTH);
        measures[out->measure_count++] =
            exq_lists_measure("merit_share", merit, no_range, (double)NAN, (exq_count)run->lists.everyone.judged);
    }
    return true;
}

static bool describe_curves(const exq_lists_items *at, exq_doc_question *out)
{
    exq_doc_curve *curves = EXQ_NEW(at->run->arena, exq_doc_curve, at->count);
    double *x = EXQ_NEW(at->run->arena, double, at->cutoff);
    double *all = EXQ_NEW(at->run->arena, double, at->cutoff);
    const char *metric = exq_lists_id(at->run, "selected_share", at->cutoff);
    if (curves == NULL || x == NULL || all == NULL || metric == NULL)
        return false;
    for (size_t r = 0; r < at->cutoff; r++) {
        x[r] = (double)(r + 1);
        for (size_t g = 0; g < at->count; g++)
            all[r] += at->question->groups[g].shown[r];
    }
    for (size_t g = 0; g < at->count; g++) {
        double *y = EXQ_NEW(at->run->arena, double, at->cutoff);
        if (y == NULL)
            return false;
        for (size_t r = 0; r < at->cutoff; r++)
            y[r] = all[r] > 0 ? at->question->groups[g].shown[r] / all[r] : (double)NAN;
        curves[g] = (exq_doc_curve){"attention_by_rank", metric, (exq_count)g, x, y, at->cutoff};
    }
    out->curves = curves;
    out->curve_count = at->count;
    return true;
}

static bool describe_series(const exq_lists_run *run, exq_doc_question *out)
{
    exq_doc_series *series = EXQ_NEW(run->arena, exq_doc_series, run->lists.cutoff_count + 2);
    if (series == NULL)
        return false;
    for (size_t k = 0; k < run->lists.cutoff_count; k++) {
        const char *id = exq_lists_id(run, "exposure_share", run->lists.cutoffs[k]);
        if (id == NULL || !exq_lists_forest(run, out->groups, out->group_count, id, &series[out->series_count++]))
            return false;
    }
    if (!exq_lists_forest(run, out->groups, out->group_count, "catalogue_share", &series[out->series_count++]))
        return false;
    if (run->facts->lists->has_truth &&
        !exq_lists_forest(run, out->groups, out->group_count, "merit_share", &series[out->series_count++]))
        return false;
    out->series = series;
    return true;
}

/* ---------------------------------------------------------------------------------------------------------- question */

static bool open_cutoffs(const exq_lists_run *run, size_t grouping, exq_lists_items **out)
{
    *out = EXQ_NEW(run->arena, exq_lists_items, run->lists.cutoff_count);
    for (size_t k = 0; *out != NULL && k < run->lists.cutoff_count; k++) {
        (*out)[k] = (exq_lists_items){.run = run,
                                      .grouping = grouping,
                                      .question = &run->lists.items[grouping],
                                      .spread = &run->lists.spreads[k],
                                      .count = run->lists.items[grouping].group_count,
                                      .cutoff = run->lists.cutoffs[k],
                                      .cutoff_index = k};
        if (!fill(&(*out)[k]))
            return false;
    }
    return *out != NULL;
}

static bool describe_groups(const exq_lists_items *cutoffs, exq_doc_question *out)
{
    const exq_lists_run *run = cutoffs[0].run;
    exq_doc_group *groups = EXQ_NEW(run->arena, exq_doc_group, cutoffs[0].count);
    if (groups == NULL)
        return false;
    for (size_t g = 0; g < cutoffs[0].count; g++)
        if (!describe_group(cutoffs, run->lists.cutoff_count, g, &groups[g]))
            return false;
    out->groups = groups;
    out->group_count = cutoffs[0].count;
    out->overall = (exq_doc_group){
        .n = (exq_count)run->lists.everyone.people,
        .cells = {-1, -1, -1, -1, -1, -1, -1, -1},
        .users_without_truth = (exq_count)run->lists.everyone.without_truth,
        .users_without_recommendations = (exq_count)run->lists.everyone.without_list,
        .items = (exq_count)run->lists.catalogue_size
    };
    return true;
}

static exq_row *rows_of(const exq_lists_items *at)
{
    exq_row *rows = EXQ_NEW(at->run->arena, exq_row, at->count);
    for (size_t g = 0; rows != NULL && g < at->count; g++)
        rows[g] = (exq_row){.levels = at->question->groups[g].levels, .people = at->question->groups[g].members};
    return rows;
}

exq_status exq_lists_answer_items(const exq_lists_run *run, size_t asked, exq_doc_question *out, exq_error *error)
{
    exq_lists_items *cutoffs = NULL;
    exq_lists_reference reference;
    if (!open_cutoffs(run, exq_lists_grouping(run, asked), &cutoffs))
        return exq_fail_memory(error);
    const exq_item_question *question = cutoffs[0].question;
    const exq_row *rows = rows_of(&cutoffs[0]);
    *out = (exq_doc_question){.side = "item", .by = question->by, .by_count = question->by_count};
    if (rows == NULL || !describe_groups(cutoffs, out))
        return exq_fail_memory(error);
    EXQ_TRY(
        exq_lists_reference_find(run, &run->plan->release.by_item[asked], rows, cutoffs[0].count, &reference, error));
    out->reference.kind = exq_reference_name(reference.kind);
    if (reference.group < out->group_count)
        out->reference.levels = out->groups[reference.group].levels;
    out->lead_rate = exq_lists_id(run, "exposure_share", run->lists.cutoffs[0]);
    if (out->lead_rate == NULL || !exq_items_compare(cutoffs, rows, reference, out) || !describe_series(run, out) ||
        !describe_curves(&cutoffs[run->lists.cutoff_count - 1], out))
        return exq_fail_memory(error);
    return EXQ_OK;
}
