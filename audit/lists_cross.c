/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of people and groups of items at once: what each group of people is shown of each group of items.
 */
#include "lists_describe.h"
#include "lists_exposure.h"
#include "lists_providers.h"

enum { MEASURES = 6, BEFORE = 2 }; /* of a cell, at each cutoff; of what people had and liked before */

typedef struct crossing {
    const exq_lists_run *run;
    const exq_cross_question *cross;
    const exq_user_question *users;
    const exq_item_question *items;
    const char *const *by; /* the columns of people, then those of items */
    size_t by_count;
} crossing;

static const char *const *join_columns(const crossing *at)
{
    const char **by = EXQ_NEW(at->run->arena, const char *, at->by_count);
    for (size_t i = 0; by != NULL && i < at->by_count; i++)
        by[i] = i < at->users->by_count ? at->users->by[i] : at->items->by[i - at->users->by_count];
    return by;
}

static bool describe_levels(const crossing *at, size_t u, size_t i, exq_doc_levels *out)
{
    const char **levels = EXQ_NEW(at->run->arena, const char *, at->by_count);
    if (levels == NULL)
        return false;
    for (size_t c = 0; c < at->by_count; c++)
        levels[c] = c < at->users->by_count ? at->users->marginal.groups[u].levels[c]
                                            : at->items->groups[i].levels[c - at->users->by_count];
    return exq_lists_levels(at->run, at->by, at->by_count, levels, out);
}

/* What the group of items gets of everyone's attention. */
static exq_value share_of_everyone(const crossing *at, size_t item, size_t cutoff)
{
    const exq_published_lists *lists = &at->run->lists;
    const size_t m = exq_measure_find(lists, "exposure", cutoff, at->cross->items);
    if (m == SIZE_MAX || lists->everyone.measures[m].sums == NULL)
        return exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    return exq_share_of(lists->everyone.measures[m].sums, at->items->group_count, item);
}

static exq_value less(exq_value a, exq_value b)
{
    return !exq_known(a) ? a : !exq_known(b) ? b : exq_some(a.v - b.v);
}

static exq_value over(exq_value a, exq_value b)
{
    return !exq_known(a) ? a : !exq_known(b) ? b : exq_quotient(a.v, b.v, EXQ_WHY_NO_RECOMMENDATIONS);
}

/* Of the attention, and of the places, that the group of people gives; how many of them meet the group of items; the
 * attention against that of everyone; the places against what these people had. */
static bool describe_cutoff(const crossing *at, const exq_cross_row *row, size_t item, size_t cutoff,
                            exq_doc_measure *out)
{
    static const char *const names[MEASURES] = {"exposure_share",  "selected_share",          "reach",
                                                "exposure_to_all", "exposure_share_residual", "bias_disparity"};
    const exq_cross_cell *cell = &row->cells[item];
    const double level = at->run->plan->base.level;
    const exq_range none = exq_range_none(cell->withheld ? cell->why : EXQ_WHY_NO_INTERVAL);
    const exq_mean mean =
        exq_paired_ratio((exq_pair_sums){row->lists, cell->exposure, row->exposure, cell->exposure_squares,
                                         cell->exposure_products, row->exposure_squares});
    const exq_mean met = exq_mean_of((exq_mean_sums){row->lists, (double)cell->people, (double)cell->people},
                                     EXQ_WHY_NO_RECOMMENDATIONS);
    const exq_value all = share_of_everyone(at, item, cutoff);
    const bool has_history = at->run->facts->lists->has_history;
    const exq_value values[MEASURES] = {mean.value,
                                        exq_quotient(cell->places, row->places, EXQ_WHY_NO_RECOMMENDATIONS),
                                        met.value,
                                        over(mean.value, all),
                                        less(mean.value, all),
                                        has_history
                                            ? exq_bias_disparity(cell->places, row->places, cell->history, row->history)
                                            : exq_none(EXQ_WHY_NO_HISTORY)};
    for (size_t i = 0; i < MEASURES; i++) {
        const char *id = exq_lists_id(at->run, names[i], cutoff);
        if (id == NULL)
            return false;
        out[i] = exq_lists_measure(id, cell->withheld ? exq_none(cell->why) : values[i], none, (double)NAN,
                                   cell->withheld ? -1 : (exq_count)row->lists);
    }
    if (cell->withheld)
        return true;
    out[0] = exq_lists_measure(out[0].id, mean.value, exq_mean_range(&mean, level), mean.se.v, (exq_count)row->lists);
    out[2] = exq_lists_measure(out[2].id, met.value, exq_mean_range(&met, level), met.se.v, (exq_count)row->lists);
    return true;
}

/* The mix of what these people had and found relevant, for what they are shown to be held against. */
static size_t describe_before(const crossing *at, const exq_cross_row *row, size_t item, exq_doc_measure *out)
{
    const exq_list_facts *facts = at->run->facts->lists;
    const exq_range none = exq_range_none(EXQ_WHY_NO_INTERVAL);
    const exq_cross_cell *cell = &row->cells[item];
    size_t count = 0;
    if (facts->has_history)
        out[count++] = exq_lists_measure("history_share", exq_quotient(cell->history, row->history, EXQ_WHY_NO_HISTORY),
                                         none, (double)NAN, -1);
    if (exq_lists_has_truth(at->run))
        out[count++] = exq_lists_measure("merit_share", exq_quotient(cell->liked, row->liked, EXQ_WHY_NO_TRUTH), none,
                                         (double)NAN, -1);
    return count;
}

/* A cell is withheld as a whole when no cutoff shows it. */
static bool describe_cell(const crossing *at, size_t u, size_t i, exq_doc_group *out)
{
    const exq_published_lists *lists = &at->run->lists;
    const exq_user_row *people = &at->users->marginal.groups[u];
    *out = (exq_doc_group){
        .n = -1,
        .withheld = true,
        .why = exq_why_name(people->why),
        .cells = {-1, -1, -1, -1, -1, -1, -1, -1},
        .users_without_truth = -1,
        .users_without_recommendations = -1,
        .items = (exq_count)at->items->groups[i].members
    };
    if (!describe_levels(at, u, i, &out->levels))
        return false;
    if (people->withheld)
        return true;
    exq_doc_measure *measures = EXQ_NEW(at->run->arena, exq_doc_measure, MEASURES * lists->cutoff_count + BEFORE);
    if (measures == NULL)
        return false;
    for (size_t k = 0; k < lists->cutoff_count; k++) {
        const exq_cross_row *row = &at->cross->rows[k][u];
        if (!describe_cutoff(at, row, i, lists->cutoffs[k], measures + MEASURES * k))
            return false;
        out->withheld = out->withheld && row->cells[i].withheld;
        out->why = exq_why_name(row->cells[i].why);
    }
    if (out->withheld)
        return true;
    out->why = NULL;
    out->n = (exq_count)people->people;
    out->measures = measures;
    out->measure_count = MEASURES * lists->cutoff_count;
    const exq_cross_row *first = &at->cross->rows[0][u];
    if (!first->cells[i].withheld)
        out->measure_count += describe_before(at, first, i, measures + out->measure_count);
    return true;
}

/* How strongly who people are and what they are shown hang together. */
static bool association(const crossing *at, const exq_cross_row *rows, exq_value *out)
{
    const size_t columns = at->items->group_count, people = at->users->marginal.group_count;
    double *places = EXQ_NEW(at->run->arena, double, (people + 1) * columns);
    if (places == NULL)
        return false;
    *out = exq_none(EXQ_WHY_BELOW_MIN_CELL);
    for (size_t u = 0; u < people; u++)
        for (size_t i = 0; i < columns; i++) {
            if (rows[u].cells == NULL || rows[u].cells[i].withheld)
                return true;
            places[u * columns + i] = rows[u].cells[i].places;
        }
    *out = exq_cramers_v(places, people, columns, places + people * columns);
    return true;
}

static bool compare(const crossing *at, exq_doc_question *out)
{
    const exq_published_lists *lists = &at->run->lists;
    const exq_range none = exq_range_none(EXQ_WHY_NO_INTERVAL);
    exq_doc_disparity *found = EXQ_NEW(at->run->arena, exq_doc_disparity, lists->cutoff_count);
    for (size_t k = 0; found != NULL && k < lists->cutoff_count; k++) {
        const char *metric = exq_lists_id(at->run, "cramers_v", lists->cutoffs[k]);
        exq_value value;
        if (metric == NULL || !association(at, at->cross->rows[k], &value))
            return false;
        found[k] = exq_lists_row(metric, NULL);
        exq_lists_put(&found[k], value, none, none, 0);
        found[k].p_why = exq_why_name(EXQ_WHY_NO_PAIR);
    }
    out->disparities = found;
    out->disparity_count = lists->cutoff_count;
    return found != NULL;
}

bool exq_lists_answer_cross(const exq_lists_run *run, const exq_cross_question *cross, exq_doc_question *out)
{
    crossing at = {
        .run = run, .cross = cross, .users = &run->lists.users[cross->users], .items = &run->lists.items[cross->items]};
    at.by_count = at.users->by_count + at.items->by_count;
    at.by = join_columns(&at);
    const size_t columns = at.items->group_count, rows = at.users->marginal.group_count;
    const char *share = exq_lists_id(run, "exposure_share", run->lists.cutoffs[0]);
    exq_doc_group *groups = EXQ_NEW(run->arena, exq_doc_group, rows * columns);
    exq_doc_series *series = EXQ_NEW(run->arena, exq_doc_series, 1);
    if (at.by == NULL || share == NULL || groups == NULL || series == NULL)
        return false;
    for (size_t u = 0; u < rows; u++)
        for (size_t i = 0; i < columns; i++)
            if (!describe_cell(&at, u, i, &groups[u * columns + i]))
                return false;
    *out = (exq_doc_question){
        .side = "cross",
        .by = at.by,
        .by_count = at.by_count,
        .reference = {.kind = "overall"                            },
        .lead_rate = share,
        .groups = groups,
        .group_count = rows * columns,
        .overall = { .n = (exq_count)run->lists.everyone.people,
                      .cells = {-1, -1, -1, -1, -1, -1, -1, -1},
                      .users_without_truth = -1,
                      .users_without_recommendations = -1,
                      .items = (exq_count)run->lists.catalogue_size}
    };
    if (!compare(&at, out) || !exq_lists_forest(run, groups, rows * columns, share, series))
        return false;
    series->id = "cross";
    out->series = series;
    out->series_count = 1;
    return true;
}
