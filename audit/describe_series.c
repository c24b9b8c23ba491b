/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The points of the plots, drawn from a question as it is described: withheld groups and undefined numbers give no point.
 */
#include "describe.h"

#include <string.h>

/* Parallel arrays that grow together; capacity is known beforehand. */
typedef struct point_list {
    const char **of;
    exq_count *group;
    double *x, *lo, *hi;
    size_t count;
} point_list;

static bool make_points(exq_arena *arena, size_t capacity, point_list *out)
{
    *out = (point_list){.of = EXQ_NEW(arena, const char *, capacity),
                    .group = EXQ_NEW(arena, exq_count, capacity),
                    .x = EXQ_NEW(arena, double, capacity),
                    .lo = EXQ_NEW(arena, double, capacity),
                    .hi = EXQ_NEW(arena, double, capacity)};
    return out->of != NULL && out->group != NULL && out->x != NULL && out->lo != NULL && out->hi != NULL;
}

static void add_point(point_list *points, const char *of, size_t group, double x, double lo, double hi)
{
    size_t i = points->count++;
    points->of[i] = of;
    points->group[i] = (exq_count)group;
    points->x[i] = x;
    points->lo[i] = lo;
    points->hi[i] = hi;
}

static exq_doc_series series_of(const char *id, const char *metric, const point_list *points)
{
    return (exq_doc_series){.id = id,
                            .metric = metric,
                            .of = points->of,
                            .group = points->group,
                            .x = points->x,
                            .lo = points->lo,
                            .hi = points->hi,
                            .count = points->count};
}

/* One rate of every shown group. */
static bool forest(const exq_describe *describe, const exq_doc_question *question, const char *rate, point_list *out)
{
    if (!make_points(describe->arena, question->group_count, out))
        return false;
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_doc_group *group = &question->groups[g];
        for (size_t r = 0; r < group->rate_count; r++)
            if (strcmp(group->rates[r].id, rate) == 0 && !isnan(group->rates[r].value))
                add_point(out, rate, g, group->rates[r].value, group->rates[r].lo, group->rates[r].hi);
    }
    return true;
}

static bool same_group(exq_doc_levels a, exq_doc_levels b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++) {
        const char *x = a.items[i].level;
        const char *y = b.items[i].level;
        if ((x == NULL) != (y == NULL) || (x != NULL && strcmp(x, y) != 0))
            return false;
    }
    return true;
}

static size_t group_index(const exq_doc_question *question, exq_doc_levels levels)
{
    for (size_t g = 0; g < question->group_count; g++)
        if (same_group(question->groups[g].levels, levels))
            return g;
    return question->group_count;
}

static bool is_ratio_of(const exq_doc_disparity *row, const char *rate)
{
    size_t length = strlen(rate);
    return row->of != NULL && strcmp(row->of, rate) == 0 && strncmp(row->metric, rate, length) == 0 &&
           strcmp(row->metric + length, "_ratio") == 0;
}

/* The ratio of every shown rate, rate by rate, for every group that is compared. */
static bool ladder(const exq_describe *describe, const exq_doc_question *question, point_list *out)
{
    if (!make_points(describe->arena, question->disparity_count, out))
        return false;
    for (size_t s = 0; s < describe->show_count; s++)
        for (size_t d = 0; d < question->disparity_count; d++) {
            const exq_doc_disparity *row = &question->disparities[d];
            if (is_ratio_of(row, describe->show[s]) && !isnan(row->value))
                add_point(out, describe->show[s], group_index(question, row->group), row->value, row->lo, row->hi);
        }
    return true;
}

bool exq_describe_series(const exq_describe *describe, exq_doc_question *question)
{
    exq_doc_series *series = EXQ_NEW(describe->arena, exq_doc_series, describe->show_count + 1);
    if (series == NULL)
        return false;
    size_t count = 0;
    point_list points;
    for (size_t s = 0; s < describe->show_count; s++) {
        if (!forest(describe, question, describe->show[s], &points))
            return false;
        if (points.count > 0)
            series[count++] = series_of("forest", describe->show[s], &points);
    }
    if (!ladder(describe, question, &points))
        return false;
    if (points.count > 0)
        series[count++] = series_of("ladder", NULL, &points);
    question->series = series;
    question->series_count = count;
    return true;
}
