/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the figures that have no interval of their own, and tells how each is worked out of a table.
 */
#include <string.h>

#include "resample.h"
#include "weigh.h"

/* The metrics whose figures are made of rates within groups; the others are made of the groups' shares too. */
extern const exq_metric exq_metric_differential_fairness;
extern const exq_metric exq_metric_distance;
/* Counts are drawn, not scores. */
extern const exq_metric exq_metric_scores;

static exq_figure *add(exq_figure_list *list, exq_figure figure)
{
    list->items[list->count] = figure;
    return &list->items[list->count++];
}

static exq_bootstrap_scheme scheme_of(const exq_quantity *quantity)
{
    return quantity->shape == EXQ_SHARE ? EXQ_BOOTSTRAP_EVERYONE : EXQ_BOOTSTRAP_WITHIN_GROUPS;
}

static size_t quantity_of(const char *id)
{
    size_t q = 0;
    while (q < EXQ_QUANTITIES && strcmp(exq_quantities[q].id, id) != 0)
        q++;
    return q;
}

/* ---------------------------------------------------------------------------------------------- of one group */

/* Standard errors are for measures, whether or not they have an interval. */
static void find_values(exq_rate_value *values, size_t count, size_t group, exq_figure_list *out)
{
    for (size_t i = 0; i < count; i++) {
        size_t quantity = quantity_of(values[i].id);
        bool measure = exq_quantities[quantity].shape == EXQ_MEASURE;
        if (exq_quantities[quantity].scored != NULL)
            continue;
        if (!exq_known(values[i].value) || (values[i].range.method != NULL && !measure))
            continue;
        exq_bootstrap_scheme scheme = scheme_of(&exq_quantities[quantity]);
        add(out, (exq_figure){.kind = EXQ_FIGURE_OF_GROUP,
                              .scheme = group == EXQ_OVERALL ? EXQ_BOOTSTRAP_EVERYONE : scheme,
                              .quantity = quantity,
                              .group = group,
                              .value = &values[i]});
    }
}

static exq_rate_value *copy_values(exq_arena *arena, const exq_rate_value *values, size_t count)
{
    exq_rate_value *copy = EXQ_NEW(arena, exq_rate_value, count);
    for (size_t i = 0; copy != NULL && i < count; i++)
        copy[i] = values[i];
    return copy;
}

static bool find_of_group(exq_arena *arena, exq_group_rates *group, size_t index, exq_figure_list *out)
{
    exq_rate_value *rates = copy_values(arena, group->rates, group->rate_count);
    exq_rate_value *measures = copy_values(arena, group->measures, group->measure_count);
    if (rates == NULL || measures == NULL)
        return false;
    group->rates = rates;
    group->measures = measures;
    find_values(rates, group->rate_count, index, out);
    find_values(measures, group->measure_count, index, out);
    return true;
}

static bool find_of_groups(const exq_describe *describe, exq_findings *findings, exq_figure_list *out)
{
    size_t count = describe->question->marginal.group_count;
    exq_group_rates *groups = EXQ_NEW(describe->arena, exq_group_rates, count);
    if (groups == NULL)
        return false;
    for (size_t g = 0; g < count; g++) {
        groups[g] = findings->groups[g];
        if (groups[g].rate_count > 0 && !find_of_group(describe->arena, &groups[g], g, out))
            return false;
    }
    findings->groups = groups;
    return findings->overall.rate_count == 0 || find_of_group(describe->arena, &findings->overall, EXQ_OVERALL, out);
}

/* ---------------------------------------------------------------------------------------------- of comparisons */

/* The mean size of two differences, which is above 0 by chance. */
static bool find_sizes(exq_disparity *row, exq_figure_list *out)
{
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++) {
        if (named->how != EXQ_HOW_MEAN_SIZE || strcmp(named->id, row->metric) != 0)
            continue;
        add(out, (exq_figure){.kind = EXQ_FIGURE_OF_SIZES,
                              .scheme = EXQ_BOOTSTRAP_WITHIN_GROUPS,
                              .quantity = named->first,
                              .second = named->second,
                              .fold = named->fold,
                              .group = row->group,
                              .reference = row->reference,
                              .disparity = row});
        return true;
    }
    return false;
}

static void find_fold(const exq_evidence *evidence, exq_disparity *row, exq_figure_list *out)
{
    exq_fold fold;
    if (find_sizes(row, out) || !exq_weigh_fold(evidence, row, &fold))
        return;
    /* A fold over all groups is above parity by chance alone: its draws lie higher still, and their middle can leave
     * out the figure itself. */
    if (exq_folds[fold].kind != EXQ_KIND_PER_GROUP)
        return;
    size_t quantity = quantity_of(row->of);
    if (exq_quantities[quantity].scored != NULL)
        return;
    add(out, (exq_figure){.kind = EXQ_FIGURE_OF_PAIR,
                          .scheme = scheme_of(&exq_quantities[quantity]),
                          .quantity = quantity,
                          .fold = fold,
                          .group = row->group,
                          .reference = row->reference,
                          .disparity = row,
                          .centred = true});
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* Strata are not drawn again, so what is averaged over them stays without; a bias follows from the size of the
 * sample. */
static bool is_not_drawn(const exq_disparity *row)
{
    return strstr(row->metric, "conditional_demographic_disparity") != NULL || ends_with(row->metric, "_bias");
}

/* Where the reference is the best group of each rate it may be another in another sample. */
static bool is_fixed(const exq_evidence *evidence, const exq_disparity *row)
{
    return row->reference == EXQ_NOBODY || evidence->options->reference != EXQ_REFERENCE_BEST;
}

static void find_of_metric(const exq_evidence *evidence, size_t metric, exq_disparity *rows, size_t count,
                           exq_figure_list *out)
{
    const exq_metric *of = exq_metric_registry[metric];
    bool within = of == &exq_metric_differential_fairness || of == &exq_metric_distance;
    bool binary = evidence->question->class_count == 2;
    for (size_t i = 0; i < count; i++) {
        if (!exq_known(rows[i].value) || rows[i].together.method != NULL || is_not_drawn(&rows[i]) ||
            !is_fixed(evidence, &rows[i]) || of == &exq_metric_scores || (of == &exq_metric_distance && !binary))
            continue;
        add(out, (exq_figure){.kind = EXQ_FIGURE_OF_METRIC,
                              .scheme = within ? EXQ_BOOTSTRAP_WITHIN_GROUPS : EXQ_BOOTSTRAP_EVERYONE,
                              .metric = metric,
                              .row = i,
                              .disparity = &rows[i]});
    }
}

/* Rows of folds and named comparisons come first, then those of each metric, in the order of the registry. */
static bool find_of_disparities(const exq_describe *describe, const exq_evidence *evidence, exq_findings *findings,
                                exq_figure_list *out)
{
    size_t counts[64];
    size_t metrics = 0, left = findings->disparity_count;
    for (; exq_metric_registry[metrics] != NULL && metrics < sizeof(counts) / sizeof(counts[0]); metrics++) {
        exq_rows rows = {.arena = describe->arena};
        exq_metric_registry[metrics]->compute(evidence, &rows);
        if (rows.failed)
            return false;
        counts[metrics] = rows.count;
        left -= rows.count;
    }
    exq_disparity *disparities = EXQ_NEW(describe->arena, exq_disparity, findings->disparity_count);
    if (disparities == NULL)
        return false;
    for (size_t i = 0; i < findings->disparity_count; i++)
        disparities[i] = findings->disparities[i];
    findings->disparities = disparities;
    for (size_t i = 0; i < left; i++) {
        if (exq_known(disparities[i].value) && disparities[i].together.method == NULL)
            find_fold(evidence, &disparities[i], out);
    }
    for (size_t m = 0; m < metrics; left += counts[m], m++)
        find_of_metric(evidence, m, disparities + left, counts[m], out);
    return true;
}

/* A range for one row is a range for all rows of its metric when there is no other. */
static void mark_lonely(const exq_findings *findings, exq_figure_list *list)
{
    const exq_disparity *first = findings->disparities, *end = first + findings->disparity_count;
    for (size_t i = 0; i < list->count; i++) {
        const exq_disparity *row = list->items[i].disparity;
        if (row == NULL)
            continue;
        bool before = row > first && strcmp(row[-1].metric, row->metric) == 0;
        bool after = row + 1 < end && strcmp(row[1].metric, row->metric) == 0;
        list->items[i].alone = !before && !after;
    }
}

bool exq_figures_find(const exq_describe *describe, const exq_evidence *evidence, exq_findings *findings,
                      exq_figure_list *out)
{
    size_t groups = describe->question->marginal.group_count + 1;
    *out = (exq_figure_list){.capacity = findings->disparity_count + groups * EXQ_QUANTITIES};
    out->items = EXQ_NEW(describe->arena, exq_figure, out->capacity);
    if (out->items == NULL || !find_of_groups(describe, findings, out) ||
        !find_of_disparities(describe, evidence, findings, out))
        return false;
    mark_lonely(findings, out);
    return true;
}
