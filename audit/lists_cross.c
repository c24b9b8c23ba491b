/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of people and groups of items at once: what each group of people is shown of each group of items.
 */
#include "lists_describe.h"
#include "lists_exposure.h"

enum { MEASURES = 4 }; /* of a cell, at each cutoff */

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

/* Of the attention, and of the places, that the group of people gives; and how many of them meet the group of items; the
 * attention against that of everyone. */
static bool describe_cutoff(const crossing *at, const exq_cross_row *row, size_t item, size_t cutoff,
                            exq_doc_measure out[MEASURES])
{
    const exq_cross_cell *cell = &row->cells[item];
    const double level = at->run->plan->base.level;
    const char *share = exq_lists_id(at->run, "exposure_share", cutoff);
    const char *places = exq_lists_id(at->run, "selected_share", cutoff);
    const char *reach = exq_lists_id(at->run, "reach", cutoff);
    const char *against = exq_lists_id(at->run, "exposure_to_all", cutoff);
    if (share == NULL || places == NULL || reach == NULL || against == NULL)
        return false;
    if (cell->withheld) {
        const exq_value hidden = exq_none(cell->why);
        const char *const ids[MEASURES] = {share, places, reach, against};
        for (size_t i = 0; i < MEASURES; i++)
            out[i] = exq_lists_measure(ids[i], hidden, exq_range_none(cell->why), (double)NAN, -1);
        return true;
    }
    const exq_mean mean =
        exq_paired_ratio((exq_pair_sums){row->lists, cell->exposure, row->exposure, cell->exposure_squares,
                                         cell->exposure_products, row->exposure_squares});
    const exq_mean met = exq_mean_of((exq_mean_sums){row->lists, (double)cell->people, (double)cell->people},
                                     EXQ_WHY_NO_RECOMMENDATIONS);
    const exq_value selected = exq_quotient(cell->places, row->places, EXQ_WHY_NO_RECOMMENDATIONS);
    out[0] = exq_lists_measure(share, mean.value, exq_mean_range(&mean, level), mean.se.v, (exq_count)row->lists);
    out[1] =
        exq_lists_measure(places, selected, exq_range_none(EXQ_WHY_NO_INTERVAL), (double)NAN, (exq_count)row->lists);
    out[2] = exq_lists_measure(reach, met.value, exq_mean_range(&met, level), met.se.v, (exq_count)row->lists);
    const exq_value all = share_of_everyone(at, item, cutoff);
    const exq_value ratio = !exq_known(mean.value) || !exq_known(all)
                                ? (exq_known(all) ? mean.value : all)
                                : exq_quotient(mean.value.v, all.v, EXQ_WHY_NO_RECOMMENDATIONS);
    out[3] = exq_lists_measure(against, ratio, exq_range_none(EXQ_WHY_NO_INTERVAL), (double)NAN, (exq_count)row->lists);
    return true;
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
    exq_doc_measure *measures = EXQ_NEW(at->run->arena, exq_doc_measure, MEASURES * lists->cutoff_count);
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
    return true;
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
    if (!exq_lists_forest(run, groups, rows * columns, share, series))
        return false;
    series->id = "cross";
    out->series = series;
    out->series_count = 1;
    return true;
}
