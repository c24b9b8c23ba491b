/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pieces that all questions about lists are described with.
 */
#include <string.h>

#include "lists_describe.h"

static const double none = (double)NAN;

const char *exq_lists_id(const exq_lists_run *run, const char *name, size_t cutoff)
{
    return exq_arena_format(run->arena, "%s@%zu", name, cutoff);
}

static bool is_same(const exq_item_question *question, const exq_grouping *grouping)
{
    bool same = question->by_count == grouping->column_count;
    for (size_t i = 0; same && i < question->by_count; i++)
        same = strcmp(question->by[i], grouping->columns[i]) == 0;
    return same;
}

size_t exq_lists_asked(const exq_lists_run *run, size_t grouping)
{
    for (size_t i = 0; i < run->plan->release.by_item_count; i++)
        if (is_same(&run->lists.items[grouping], &run->plan->release.by_item[i]))
            return i;
    return SIZE_MAX;
}

size_t exq_lists_grouping(const exq_lists_run *run, size_t asked)
{
    for (size_t g = 0; g < run->lists.item_count; g++)
        if (is_same(&run->lists.items[g], &run->plan->release.by_item[asked]))
            return g;
    return SIZE_MAX;
}

exq_doc_disparity exq_lists_row(const char *metric, const char *of)
{
    return (exq_doc_disparity){.metric = metric,
                               .of = of,
                               .value = none,
                               .lo = none,
                               .hi = none,
                               .lo_alone = none,
                               .hi_alone = none,
                               .p = none,
                               .log10_p = none,
                               .p_adjusted = none,
                               .shrunken = none,
                               .detectable = none,
                               .flips = -1};
}

static const char *infinite(exq_value end)
{
    return end.why == EXQ_WHY_INFINITE ? exq_why_name(end.why) : NULL;
}

static const char *difference_of(exq_range range, double parity)
{
    if (range.method == NULL)
        return NULL;
    const bool above = exq_known(range.lo) && range.lo.v > parity;
    const bool below = exq_known(range.hi) && range.hi.v < parity;
    return above || below ? "shown" : "not_shown";
}

void exq_lists_put(exq_doc_disparity *out, exq_value value, exq_range together, exq_range alone, double parity)
{
    out->value = value.v;
    out->why = exq_why_name(value.why);
    if (!exq_known(value))
        return;
    out->lo = together.lo.v;
    out->hi = together.hi.v;
    out->lo_alone = alone.lo.v;
    out->hi_alone = alone.hi.v;
    out->lo_why = infinite(together.lo);
    out->hi_why = infinite(together.hi);
    out->range_why = together.method == NULL ? exq_why_name(together.lo.why) : NULL;
    out->method = together.method;
    out->difference = difference_of(together, parity);
    if (out->reference_is != NULL)
        out->direction = value.v > parity ? "higher" : value.v < parity ? "lower" : NULL;
}

exq_doc_measure exq_lists_measure(const char *id, exq_value value, exq_range range, double se, exq_count n)
{
    const bool known = exq_known(value);
    return (exq_doc_measure){.id = id,
                             .value = value.v,
                             .n = n,
                             .se = known ? se : none,
                             .lo = known ? range.lo.v : none,
                             .hi = known ? range.hi.v : none,
                             .range_why = known && range.method == NULL ? exq_why_name(range.lo.why) : NULL,
                             .method = known ? range.method : NULL,
                             .why = exq_why_name(value.why)};
}

bool exq_lists_levels(const exq_lists_run *run, const char *const *by, size_t by_count, const char *const *levels,
                      exq_doc_levels *out)
{
    exq_doc_level *items = EXQ_NEW(run->arena, exq_doc_level, by_count);
    for (size_t i = 0; items != NULL && i < by_count; i++)
        items[i] = (exq_doc_level){by[i], levels[i]};
    *out = (exq_doc_levels){items, by_count};
    return items != NULL;
}

bool exq_lists_events(const exq_lists_run *run, const exq_user_row *row, const exq_doc_event **out, size_t *count)
{
    const exq_published_lists *lists = &run->lists;
    exq_doc_event *events = EXQ_NEW(run->arena, exq_doc_event, EXQ_LIST_EVENT_COUNT + lists->cutoff_count + 1);
    if (events == NULL)
        return false;
    *count = 0;
    for (size_t e = 0; e < EXQ_LIST_EVENT_COUNT; e++)
        events[(*count)++] = (exq_doc_event){exq_list_event_name((exq_list_event)e), (exq_count)row->events[e]};
    for (size_t k = 0; k < lists->cutoff_count; k++) {
        const char *name = exq_lists_id(run, "short_lists", lists->cutoffs[k]);
        if (name == NULL)
            return false;
        events[(*count)++] = (exq_doc_event){name, (exq_count)row->short_lists[k]};
    }
    if (run->facts->lists->has_users)
        events[(*count)++] = (exq_doc_event){"users_outside_table", (exq_count)row->unknown};
    *out = events;
    return true;
}

exq_mean exq_lists_mean(const exq_measured *measured, exq_why empty)
{
    if (measured->sums == NULL) {
        const exq_value withheld = exq_none(EXQ_WHY_BELOW_MIN_CELL);
        return (exq_mean){.value = withheld, .se = withheld, .df = none};
    }
    return exq_mean_of((exq_mean_sums){measured->people, measured->sums[0], measured->squares[0]}, empty);
}

bool exq_lists_forest(const exq_lists_run *run, const exq_doc_group *groups, size_t group_count, const char *measure,
                      exq_doc_series *out)
{
    const char **of = EXQ_NEW(run->arena, const char *, group_count);
    exq_count *group = EXQ_NEW(run->arena, exq_count, group_count);
    double *x = EXQ_NEW(run->arena, double, group_count);
    double *lo = EXQ_NEW(run->arena, double, group_count);
    double *hi = EXQ_NEW(run->arena, double, group_count);
    if (of == NULL || group == NULL || x == NULL || lo == NULL || hi == NULL)
        return false;
    *out = (exq_doc_series){.id = "forest", .metric = measure, .of = of, .group = group, .x = x, .lo = lo, .hi = hi};
    for (size_t g = 0; g < group_count; g++) {
        for (size_t m = 0; m < groups[g].measure_count; m++) {
            const exq_doc_measure *found = &groups[g].measures[m];
            if (strcmp(found->id, measure) != 0 || isnan(found->value))
                continue;
            of[out->count] = measure;
            group[out->count] = (exq_count)g;
            x[out->count] = found->value;
            lo[out->count] = found->lo;
            hi[out->count++] = found->hi;
        }
    }
    return true;
}
