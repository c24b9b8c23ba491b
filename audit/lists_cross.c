/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of people and groups of items at once: what each group of people is shown of each group of items.
 */
#include "lists_describe.h"
#include "lists_exposure.h"
#include "lists_part.h"
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

/* What the group of items, and all together, get of everyone's attention. */
static exq_pair_sums of_everyone(const crossing *at, size_t item, size_t cutoff)
{
    const exq_published_lists *lists = &at->run->lists;
    const size_t m = exq_measure_find(lists, "exposure", cutoff, at->cross->items), groups = at->items->group_count;
    exq_pair_sums sums = {0};
    if (m == SIZE_MAX || lists->everyone.measures[m].sums == NULL)
        return sums;
    const exq_measured *measured = &lists->everyone.measures[m];
    sums.n = measured->people;
    sums.a = measured->sums[item];
    sums.aa = measured->squares[exq_product_at(item, item, groups)];
    for (size_t g = 0; g < groups; g++) {
        sums.b += measured->sums[g];
        for (size_t h = 0; h < groups; h++) {
            const double product = measured->squares[exq_product_at(g < h ? g : h, g < h ? h : g, groups)];
            sums.bb += product;
            sums.ab += g == item ? product : 0;
        }
    }
    return sums;
}

/* One number of a cell. */
typedef struct figure {
    const char *name;
    exq_value value;
    exq_range range;
    double se;
} figure;

static figure of_mean(const char *name, exq_mean mean, double level)
{
    return (figure){name, mean.value, exq_mean_range(&mean, level), mean.se.v};
}

/* The attention against that of everyone: its share less theirs, and over theirs. */
static figure less_everyone(exq_pair_sums part, exq_pair_sums all, double level)
{
    figure out = {"exposure_share_residual", exq_none(EXQ_WHY_NO_RECOMMENDATIONS),
                  exq_range_none(EXQ_WHY_NO_RECOMMENDATIONS), (double)NAN};
    if (!(part.b > 0) || !(all.b > 0))
        return out;
    const double variance = exq_part_against_all(part, all).difference;
    out.value = exq_some(part.a / part.b - all.a / all.b);
    out.range = exq_contrast_range(out.value.v, variance, (double)part.n - 1, level);
    out.se = sqrt(variance);
    return out;
}

static figure over_everyone(exq_pair_sums part, exq_pair_sums all, double level)
{
    figure out = {"exposure_to_all", exq_none(EXQ_WHY_NO_RECOMMENDATIONS), exq_range_none(EXQ_WHY_RATE_ZERO),
                  (double)NAN};
    if (!(part.b > 0) || !(all.a > 0))
        return out;
    out.value = exq_some(part.a / part.b / (all.a / all.b));
    if (part.a > 0)
        out.range =
            exq_contrast_ratio_range(out.value.v, exq_part_against_all(part, all).log_ratio, (double)part.n - 1, level);
    return out;
}

/* The places against what these people had, which is taken as given. */
static figure against_history(const exq_cross_cell *cell, const exq_cross_row *row, exq_mean places, double level)
{
    const exq_value bias = exq_bias_disparity(cell->places, row->places, cell->history, row->history);
    figure out = {"bias_disparity", bias, exq_range_none(EXQ_WHY_TOO_FEW_PEOPLE), (double)NAN};
    if (!exq_known(bias))
        return out;
    const double had = cell->history / row->history;
    out.range = exq_mean_range(&places, level);
    out.range.lo.v = fmax(out.range.lo.v / had - 1, -1);
    out.range.hi.v = out.range.hi.v / had - 1;
    out.se = places.se.v / had;
    return out;
}

/* Of the attention, and of the places, that the group of people gives; how many of them meet the group of items; the
 * attention against that of everyone; the places against what these people had. */
static bool describe_cutoff(const crossing *at, const exq_cross_row *row, size_t item, size_t cutoff,
                            exq_doc_measure *out)
{
    const exq_cross_cell *cell = &row->cells[item];
    const double level = at->run->plan->base.level;
    const exq_pair_sums exposure = {
        row->lists,           cell->exposure, row->exposure, cell->exposure_squares, cell->exposure_products,
        row->exposure_squares};
    const exq_mean attention = exq_paired_ratio(exposure);
    const exq_mean places = exq_paired_ratio((exq_pair_sums){
        row->lists, cell->places, row->places, cell->places_squares, cell->places_products, row->places_squares});
    const exq_mean met = exq_mean_of((exq_mean_sums){row->lists, (double)cell->people, (double)cell->people},
                                     EXQ_WHY_NO_RECOMMENDATIONS);
    const exq_pair_sums all = of_everyone(at, item, cutoff);
    const figure figures[MEASURES] = {
        of_mean("exposure_share", attention, level),
        of_mean("selected_share", places, level),
        of_mean("reach", met, level),
        over_everyone(exposure, all, level),
        less_everyone(exposure, all, level),
        against_history(cell, row, places, level),
    };
    for (size_t i = 0; i < MEASURES; i++) {
        const char *id = exq_lists_id(at->run, figures[i].name, cutoff);
        if (id == NULL)
            return false;
        out[i] = cell->withheld
                     ? exq_lists_measure(id, exq_none(cell->why), exq_range_none(cell->why), (double)NAN, -1)
                     : exq_lists_measure(id, figures[i].value, figures[i].range, figures[i].se, (exq_count)row->lists);
    }
    return true;
}

/* The mix of what these people had and found relevant, for what they are shown to be held against. */
static size_t describe_before(const crossing *at, const exq_cross_row *row, size_t item, exq_doc_measure *out)
{
    const exq_list_facts *facts = at->run->facts->lists;
    const exq_range none = exq_range_none(EXQ_WHY_TAKEN_AS_GIVEN);
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
