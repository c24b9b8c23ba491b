/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of items: what each gets of people's attention, against its share of the catalogue and of what
 * people found relevant. People and items are both a sample here: another catalogue would hold other items.
 */
#include <string.h>

#include "lists_items.h"

/* ---------------------------------------------------------------------------------------------- one cutoff's numbers */

static const exq_measured *measured(const exq_lists_items *at, const char *kernel)
{
    const size_t m = exq_measure_find(&at->run->lists, kernel, at->cutoff, at->grouping);
    return m == SIZE_MAX || at->run->lists.everyone.measures[m].sums == NULL ? NULL
                                                                             : &at->run->lists.everyone.measures[m];
}

static double *zeros(const exq_lists_items *at, size_t count)
{
    return EXQ_NEW(at->run->arena, double, count + 1);
}

/* What a kernel summed of each group, and the symmetric matrix of products of two groups from its upper triangle. */
static bool fill_got(const exq_lists_items *at, const char *kernel, exq_items_got *out)
{
    const exq_measured *found = measured(at, kernel);
    out->of = zeros(at, at->count);
    if (found == NULL || out->of == NULL)
        return out->of != NULL;
    memcpy(out->of, found->sums, at->count * sizeof *out->of);
    double *products = zeros(at, at->count * at->count);
    for (size_t g = 0; products != NULL && g < at->count; g++)
        for (size_t h = 0; h < at->count; h++)
            products[g * at->count + h] = found->squares[exq_product_at(g < h ? g : h, g < h ? h : g, at->count)];
    out->products = products;
    return products != NULL;
}

/* Per signature, sums of squares over its items, and over the places they had. Under a position model that looks at
 * relevance what a place was worth is not known and taken for 0, which leaves variances too wide at most. */
static bool fill_squares(exq_lists_items *at)
{
    const size_t signatures = at->run->lists.signature_count;
    double *weights = zeros(at, at->cutoff), *grades = zeros(at, at->cutoff);
    double *exposed = zeros(at, signatures), *exposed_cells = zeros(at, signatures);
    double *placed = zeros(at, signatures), *placed_cells = zeros(at, signatures);
    if (weights == NULL || grades == NULL || exposed == NULL || exposed_cells == NULL || placed == NULL ||
        placed_cells == NULL)
        return false;
    if (!exq_position_needs_truth(at->run->plan->options.position))
        exq_attention_fill(&(exq_list){.length = at->cutoff, .grades = grades}, &at->run->plan->options, weights);
    for (size_t s = 0; s < signatures; s++) {
        const exq_signature_sums *sums = &at->spread->signatures[s];
        exposed[s] = sums->square;
        placed[s] = sums->shown_square;
        for (size_t r = 0; r < at->cutoff; r++) {
            exposed_cells[s] += (double)sums->shown[r] * weights[r] * weights[r];
            placed_cells[s] += (double)sums->shown[r];
        }
    }
    at->exposure.items = exposed;
    at->exposure.cells = exposed_cells;
    at->places.items = placed;
    at->places.cells = placed_cells;
    return true;
}

static void fill_dues(exq_lists_items *at)
{
    const bool binary = at->run->plan->options.gain == EXQ_GAIN_BINARY;
    for (size_t g = 0; g < at->count; g++) {
        const exq_item_row *row = &at->question->groups[g];
        at->target[g] = row->share;
        at->merit[g] = binary ? row->merit : row->grades;
        at->due[g] = row->items;
        at->candidates[g] = row->candidates;
        at->fresh[g] = row->fresh;
        at->found[g] = row->fresh_hits[at->cutoff_index];
        at->all_exposure += at->exposure.of[g];
    }
}

static bool fill(exq_lists_items *at)
{
    double **const vectors[] = {&at->contrast, &at->target, &at->merit,  &at->due,    &at->candidates,
                                &at->fresh,    &at->found,  &at->values, &at->scratch};
    const exq_measured *exposure = measured(at, "exposure");
    at->people = exposure != NULL ? exposure->people : 0;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        *vectors[i] = zeros(at, at->count + at->cutoff);
        if (*vectors[i] == NULL)
            return false;
    }
    at->got = EXQ_NEW(at->run->arena, exq_treatment, at->count);
    if (at->got == NULL || !fill_got(at, "exposure", &at->exposure) || !fill_got(at, "places", &at->places) ||
        !fill_got(at, "hits", &at->hits) || !fill_got(at, "clicks", &at->clicks) || !fill_squares(at))
        return false;
    fill_dues(at);
    return true;
}

/* ------------------------------------------------------------------------------------------------------- variances */

double exq_items_variance(const exq_lists_items *at, const exq_items_got *got)
{
    const exq_item_grouping *signatures = &at->question->signatures;
    const size_t rows = at->run->lists.signature_count;
    const double users = exq_contrast_users(at->contrast, got->products, at->count);
    if (got->items == NULL)
        return users;
    return exq_two_way_variance(users, exq_contrast_rows(at->contrast, signatures, got->items, rows),
                                exq_contrast_rows(at->contrast, signatures, got->cells, rows));
}

double exq_items_df(const exq_lists_items *at, double items)
{
    return fmin((double)at->people, items) - 1;
}

/* ------------------------------------------------------------------------------------------------------------ groups */

static bool describe_group(const exq_lists_items *cutoffs, size_t cutoff_count, size_t g, exq_doc_group *out)
{
    const exq_lists_items *at = &cutoffs[0];
    const exq_item_row *row = &at->question->groups[g];
    *out = (exq_doc_group){
        .n = (exq_count)at->run->lists.everyone.people,
        .cells = {-1, -1, -1, -1, -1, -1, -1, -1},
        .users_without_truth = -1,
        .users_without_recommendations = -1,
        .items = (exq_count)row->members
    };
    return exq_lists_levels(at->run, at->question->by, at->question->by_count, row->levels, &out->levels) &&
           exq_items_measures(cutoffs, cutoff_count, g, out);
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
        curves[g] = (exq_doc_curve){.id = "attention_by_rank",
                                    .metric = metric,
                                    .group = (exq_count)g,
                                    .x = x,
                                    .y = y,
                                    .count = at->cutoff,
                                    .operating = -1};
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
    if (exq_lists_has_truth(run) &&
        !exq_lists_forest(run, out->groups, out->group_count, "merit_share", &series[out->series_count++]))
        return false;
    out->series = series;
    return true;
}

/* ---------------------------------------------------------------------------------------------------------- question */

/* Whom the question compares: the same at every cutoff. */
static bool find_compared(const exq_lists_run *run, const exq_item_question *question, const exq_row *rows, bool **out,
                          size_t *count)
{
    *out = EXQ_NEW(run->arena, bool, question->group_count);
    *count = 0;
    for (size_t g = 0; *out != NULL && g < question->group_count; g++) {
        (*out)[g] = exq_lists_is_compared(run, &rows[g], question->by_count);
        *count += (*out)[g];
    }
    return *out != NULL;
}

static bool open_cutoffs(const exq_lists_run *run, size_t grouping, const exq_row *rows, exq_lists_items **out)
{
    bool *compared;
    size_t compared_count;
    if (!find_compared(run, &run->lists.items[grouping], rows, &compared, &compared_count))
        return false;
    *out = EXQ_NEW(run->arena, exq_lists_items, run->lists.cutoff_count);
    for (size_t k = 0; *out != NULL && k < run->lists.cutoff_count; k++) {
        (*out)[k] = (exq_lists_items){.run = run,
                                      .grouping = grouping,
                                      .question = &run->lists.items[grouping],
                                      .spread = &run->lists.spreads[k],
                                      .count = run->lists.items[grouping].group_count,
                                      .compared = compared,
                                      .compared_count = compared_count,
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

static exq_row *rows_of(const exq_lists_run *run, const exq_item_question *question)
{
    exq_row *rows = EXQ_NEW(run->arena, exq_row, question->group_count);
    for (size_t g = 0; rows != NULL && g < question->group_count; g++)
        rows[g] = (exq_row){.levels = question->groups[g].levels, .people = question->groups[g].members};
    return rows;
}

exq_status exq_lists_answer_items(const exq_lists_run *run, size_t asked, exq_doc_question *out, exq_error *error)
{
    exq_lists_items *cutoffs = NULL;
    exq_lists_reference reference;
    const size_t grouping = exq_lists_grouping(run, asked);
    const exq_item_question *question = &run->lists.items[grouping];
    const exq_row *rows = rows_of(run, question);
    if (rows == NULL || !open_cutoffs(run, grouping, rows, &cutoffs))
        return exq_fail_memory(error);
    *out = (exq_doc_question){.side = "item", .by = question->by, .by_count = question->by_count};
    exq_doc_fair *fair = EXQ_NEW(run->arena, exq_doc_fair, exq_items_figure_count * run->lists.cutoff_count);
    if (fair == NULL)
        return exq_fail_memory(error);
    for (size_t k = 0; k < run->lists.cutoff_count; k++)
        if (!exq_items_deal(&cutoffs[k], fair + k * exq_items_figure_count))
            return exq_fail_memory(error);
    if (!describe_groups(cutoffs, out))
        return exq_fail_memory(error);
    EXQ_TRY(
        exq_lists_reference_find(run, &run->plan->release.by_item[asked], rows, cutoffs[0].count, &reference, error));
    out->reference.kind = exq_reference_name(reference.kind);
    if (reference.group < out->group_count)
        out->reference.levels = out->groups[reference.group].levels;
    out->lead_rate = exq_lists_id(run, "exposure_share", run->lists.cutoffs[0]);
    if (out->lead_rate == NULL || !exq_items_compare(cutoffs, reference, fair, out) || !describe_series(run, out) ||
        !describe_curves(&cutoffs[run->lists.cutoff_count - 1], out))
        return exq_fail_memory(error);
    return EXQ_OK;
}
