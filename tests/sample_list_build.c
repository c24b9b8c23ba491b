/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of questions about lists: groups, comparisons, points and curves.
 */
#include "sample_list_build.h"

#include <math.h>
#include <stdlib.h>

#include "sample_build.h"

static const double none = (double)NAN;
static const exq_doc_cells no_cells = {-1, -1, -1, -1, -1, -1, -1, -1};

/* --------------------------------------------------------------------------------------------------- rows */

exq_doc_measure sample_mean(const char *id, double value, double se, exq_count n)
{
    return (exq_doc_measure){.id = id,
                             .value = value,
                             .n = n,
                             .se = se,
                             .lo = isnan(se) ? none : fmax(0.0, value - 1.96 * se),
                             .hi = isnan(se) ? none : value + 1.96 * se,
                             .method = isnan(se) ? NULL : "student"};
}

static exq_doc_disparity row_of(const char *metric, const char *of, double value, double spread)
{
    return (exq_doc_disparity){.metric = metric,
                               .of = of,
                               .value = value,
                               .lo = value * exp(-1.3 * spread),
                               .hi = value * exp(1.3 * spread),
                               .lo_alone = value * exp(-spread),
                               .hi_alone = value * exp(spread),
                               .method = "mover",
                               .reference_is = "group",
                               .p = none,
                               .log10_p = none,
                               .p_adjusted = none,
                               .shrunken = none,
                               .detectable = none,
                               .flips = -1};
}

static void settle(exq_doc_disparity *row)
{
    row->difference = row->lo > 1.0 || row->hi < 1.0 ? "shown" : "not_shown";
    row->direction = row->value > 1.0 ? "higher" : row->value < 1.0 ? "lower" : NULL;
}

static exq_doc_levels level_of(exq_arena *arena, const char *column, const char *level)
{
    return sample_levels(arena, &column, 1, &level);
}

exq_doc_group sample_blank_group(exq_doc_levels levels)
{
    return (exq_doc_group){.levels = levels,
                           .n = -1,
                           .cells = no_cells,
                           .users_without_truth = -1,
                           .users_without_recommendations = -1,
                           .items = -1};
}

const char **sample_one_column(exq_arena *arena, const char *column)
{
    const char **by = SAMPLE_MANY(arena, const char *, 1);
    by[0] = column;
    return by;
}

/* ------------------------------------------------------------------------------------------------- people */

static exq_doc_group group_of_people(exq_arena *arena, exq_doc_levels levels, const sample_people *people)
{
    exq_doc_group out = sample_blank_group(levels);
    exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 6);
    double hit = (double)people->found / (double)people->judged;
    double hit_se = sqrt(hit * (1.0 - hit) / (double)people->judged);
    measures[0] = sample_mean("hit@10", hit, hit_se, people->judged);
    measures[1] = sample_mean("ndcg@10", people->ndcg, people->ndcg_se, people->judged);
    measures[2] = sample_mean("recall@10", people->recall, people->ndcg_se, people->judged);
    measures[3] = sample_mean("mrr@10", people->mrr, 1.4 * people->ndcg_se, people->judged);
    measures[4] = sample_mean("popularity_lift@10", people->lift, 0.02, people->n);
    measures[5] = sample_mean("served@10", 1.0, none, people->n);
    out.measures = measures;
    out.measure_count = 6;
    out.n = people->n;
    out.users_without_truth = people->n - people->judged;
    out.users_without_recommendations = 0;
    return out;
}

static exq_doc_people heads_of(const sample_people *group, const sample_people *reference)
{
    exq_count gap = llabs(group->found * reference->judged - reference->found * group->judged);
    return (exq_doc_people){
        .per_100 = {round(100.0 * (double)group->found / (double)group->judged),
                    round(100.0 * (double)reference->found / (double)reference->judged)},
        .shortfall = (gap + reference->judged - 1) / reference->judged,
        .swapped = -1,
        .expected = none,
        .step = none,
        .k = group->found,
        .n = group->judged,
        .reference_k = reference->found,
        .reference_n = reference->judged,
    };
}

static void compare_people(exq_doc_disparity rows[2], const exq_doc_group *group, const exq_doc_group *reference,
                           const sample_people *people, const sample_people *others)
{
    double hit = group->measures[0].value / reference->measures[0].value;
    double ndcg = group->measures[1].value / reference->measures[1].value;
    double hit_spread = 1.96 * hypot(group->measures[0].se / group->measures[0].value,
                                     reference->measures[0].se / reference->measures[0].value);
    double ndcg_spread = 1.96 * hypot(people->ndcg_se / people->ndcg, others->ndcg_se / others->ndcg);
    rows[0] = row_of("hit@10_ratio", "hit@10", hit, hit_spread);
    rows[0].has_people = true;
    rows[0].people = heads_of(people, others);
    rows[1] = row_of("ndcg@10_ratio", "ndcg@10", ndcg, ndcg_spread);
    for (size_t i = 0; i < 2; i++) {
        rows[i].group = group->levels;
        rows[i].reference = reference->levels;
        settle(&rows[i]);
    }
}

/* The points of one measure of every group. */
static exq_doc_series forest_of(exq_arena *arena, const exq_doc_group *groups, size_t count, size_t measure)
{
    const char **of = SAMPLE_MANY(arena, const char *, count);
    exq_count *indices = SAMPLE_MANY(arena, exq_count, count);
    double *x = SAMPLE_MANY(arena, double, count);
    double *lo = SAMPLE_MANY(arena, double, count);
    double *hi = SAMPLE_MANY(arena, double, count);
    for (size_t i = 0; i < count; i++) {
        const exq_doc_measure *point = &groups[i].measures[measure];
        of[i] = point->id;
        indices[i] = (exq_count)i;
        x[i] = point->value;
        lo[i] = point->lo;
        hi[i] = point->hi;
    }
    return (exq_doc_series){"forest", of[0], of, indices, x, lo, hi, count};
}

exq_doc_question sample_ask_people(exq_arena *arena, const char *column, const sample_people *people, size_t count,
                                   size_t reference)
{
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, count);
    exq_doc_disparity *rows = SAMPLE_MANY(arena, exq_doc_disparity, 2 * count);
    exq_doc_series *series = SAMPLE_MANY(arena, exq_doc_series, 2);
    sample_people all = {.ndcg = 0.198699, .ndcg_se = 0.0029, .recall = 0.2024, .mrr = 0.3385, .lift = 0.877};
    for (size_t i = 0; i < count; i++) {
        groups[i] = group_of_people(arena, level_of(arena, column, people[i].level), &people[i]);
        all.n += people[i].n;
        all.judged += people[i].judged;
        all.found += people[i].found;
    }
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == reference)
            continue;
        compare_people(&rows[used], &groups[i], &groups[reference], &people[i], &people[reference]);
        used += 2;
    }
    series[0] = forest_of(arena, groups, count, 0);
    series[1] = forest_of(arena, groups, count, 1);
    return (exq_doc_question){
        .side = "user",
        .by = sample_one_column(arena, column),
        .by_count = 1,
        .reference = {"largest", groups[reference].levels},
        .lead_rate = "hit@10",
        .groups = groups,
        .group_count = count,
        .overall = group_of_people(arena, (exq_doc_levels){NULL,      0                       },
          &all),
        .disparities = rows,
        .disparity_count = used,
        .series = series,
        .series_count = 2
    };
}

/* -------------------------------------------------------------------------------------------------- items */

static exq_doc_group group_of_items(exq_arena *arena, exq_doc_levels levels, const sample_items *items)
{
    exq_doc_group out = sample_blank_group(levels);
    exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 6);
    size_t used = 0;
    measures[used] = sample_mean("exposure_share@10", items->attention, 0.13 * items->attention, 6014);
    measures[used].has_fair = true;
    measures[used++].fair = (exq_doc_fair){.expected = items->catalogue,
                                           .sd = 0.02,
                                           .least = none,
                                           .excess = items->attention - items->catalogue,
                                           .p = 0.2,
                                           .chance = "labels"};
    measures[used++] = sample_mean("exposure_per_item@10", 25.0 * items->attention / items->catalogue, none, 6014);
    measures[used++] = sample_mean("selected_share@10", 0.98 * items->attention, none, 6014);
    measures[used++] = sample_mean("catalogue_share", items->catalogue, none, 6014);
    if (!isnan(items->merit)) {
        measures[used++] = sample_mean("merit_share", items->merit, none, 6014);
        measures[used++] = sample_mean("exposure_to_merit@10", items->attention / items->merit, none, 6014);
    }
    out.measures = measures;
    out.measure_count = used;
    out.n = 6014;
    out.items = items->n;
    return out;
}

static const exq_doc_curve *attention_by_rank(exq_arena *arena, const exq_doc_group *groups, size_t count)
{
    exq_doc_curve *curves = SAMPLE_MANY(arena, exq_doc_curve, count);
    for (size_t g = 0; g < count; g++) {
        double *x = SAMPLE_MANY(arena, double, 10);
        double *y = SAMPLE_MANY(arena, double, 10);
        double share = groups[g].measures[0].value;
        for (size_t r = 0; r < 10; r++) {
            x[r] = (double)(r + 1);
            y[r] = share * (1.0 + 0.04 * (4.5 - (double)r) * (g % 2 == 0 ? 1.0 : -1.0));
        }
        curves[g] = (exq_doc_curve){.id = "attention_by_rank",
                                    .metric = "exposure_share@10",
                                    .group = (exq_count)g,
                                    .x = x,
                                    .y = y,
                                    .count = 10,
                                    .operating = -1};
    }
    return curves;
}

exq_doc_question sample_ask_items(exq_arena *arena, const char *column, const sample_items *items, size_t count,
                                  size_t reference)
{
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, count);
    exq_doc_disparity *rows = SAMPLE_MANY(arena, exq_doc_disparity, 2 * count + 2);
    sample_items all = {.n = 3232, .attention = 1.0, .catalogue = 1.0, .merit = items[0].merit + 1.0 - items[0].merit};
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        groups[i] = group_of_items(arena, level_of(arena, column, items[i].level), &items[i]);
    for (size_t i = 0; i < count; i++) {
        if (i == reference)
            continue;
        const sample_items *there = &items[reference];
        double per_item = items[i].attention / items[i].catalogue / (there->attention / there->catalogue);
        double per_merit = items[i].attention / items[i].merit / (there->attention / there->merit);
        rows[used] = row_of("exposure_ratio@10", "exposure_share@10", per_item, 0.4);
        rows[used + 1] = row_of("exposure_to_merit_ratio@10", "exposure_share@10", per_merit, 0.35);
        for (size_t r = used; r < used + (isnan(per_merit) ? 1 : 2); r++) {
            rows[r].group = groups[i].levels;
            rows[r].reference = groups[reference].levels;
            settle(&rows[r]);
        }
        used += isnan(per_merit) ? 1 : 2;
    }
    rows[used] = row_of("rsp@10", NULL, 0.7221, 0.1);
    rows[used++].reference_is = NULL;
    rows[used] = row_of("ndkl@10", NULL, 0.9, 0.02);
    rows[used].reference_is = NULL;
    rows[used].has_fair = true;
    rows[used++].fair =
        (exq_doc_fair){.expected = 0.6, .sd = none, .least = 0.02, .excess = 0.3, .p = none, .chance = "proportional"};
    return (exq_doc_question){
        .side = "item",
        .by = sample_one_column(arena, column),
        .by_count = 1,
        .reference = {"largest", groups[reference].levels},
        .lead_rate = "exposure_share@10",
        .groups = groups,
        .group_count = count,
        .overall = group_of_items(arena, (exq_doc_levels){NULL,      0                       },
          &all),
        .disparities = rows,
        .disparity_count = used,
        .curves = attention_by_rank(arena, groups, count),
        .curve_count = count
    };
}

exq_doc_question sample_ask_crossed(exq_arena *arena, const char *people, const char *items,
                                    const sample_crossed *cells, size_t count)
{
    const char **by = SAMPLE_MANY(arena, const char *, 2);
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, count);
    by[0] = people;
    by[1] = items;
    for (size_t i = 0; i < count; i++) {
        const char *levels[] = {cells[i].people, cells[i].items};
        groups[i] = sample_blank_group(sample_levels(arena, by, 2, levels));
        groups[i].withheld = cells[i].withheld != NULL;
        groups[i].why = cells[i].withheld;
        if (groups[i].withheld)
            continue;
        exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 2);
        measures[0] = sample_mean("exposure_share@10", cells[i].share, 0.02 * cells[i].share, 1705);
        measures[1] = sample_mean("exposure_to_all@10", cells[i].against, none, 1705);
        groups[i].measures = measures;
        groups[i].measure_count = 2;
        groups[i].n = 1705;
    }
    return (exq_doc_question){.side = "cross",
                              .reference = {.kind = "overall"},
                              .lead_rate = "exposure_share@10",
                              .by = by,
                              .by_count = 2,
                              .groups = groups,
                              .group_count = count,
                              .overall = sample_blank_group((exq_doc_levels){NULL, 0})};
}
