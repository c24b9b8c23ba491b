/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the numbers per person, and makes means of their sums.
 */
#include "lists_quantities.h"

#include <string.h>

/* Groupings of items that were not asked for are there for the catalogue alone. */
static bool is_asked(const exq_lists_run *run, size_t grouping)
{
    return grouping == SIZE_MAX || exq_lists_asked(run, grouping) != SIZE_MAX;
}

static const char *id_of(const exq_lists_run *run, const exq_measure_name *name)
{
    const char *id = exq_lists_id(run, name->kernel, name->cutoff);
    const size_t asked = name->grouping == SIZE_MAX ? 0 : exq_lists_asked(run, name->grouping);
    if (id == NULL || asked == 0)
        return id;
    const char *by = exq_grouping_text(&run->plan->release.by_item[asked], run->arena);
    return by == NULL ? NULL : exq_arena_format(run->arena, "%s:%s", id, by);
}

static exq_why empty_of(exq_kernel_over over)
{
    switch (over) {
    case EXQ_OVER_JUDGED:
        return EXQ_WHY_NO_TRUTH;
    case EXQ_OVER_LISTS:
        return EXQ_WHY_NO_RECOMMENDATIONS;
    case EXQ_OVER_HISTORY:
        return EXQ_WHY_NO_HISTORY;
    case EXQ_OVER_EVERYONE:
        break;
    }
    return EXQ_WHY_ZERO_DENOMINATOR;
}

static bool is_share(const char *kernel)
{
    return strcmp(kernel, "hit") == 0 || strcmp(kernel, "served") == 0 || strcmp(kernel, "served_fully") == 0;
}

bool exq_lists_quantities(const exq_lists_run *run, const exq_list_quantity **out, size_t *count)
{
    const exq_published_lists *lists = &run->lists;
    exq_list_quantity *found = EXQ_NEW(run->arena, exq_list_quantity, lists->measure_count);
    *count = 0;
    if (found == NULL)
        return false;
    for (size_t m = 0; m < lists->measure_count; m++) {
        const exq_kernel_entry *entry = exq_kernel_find(lists->measures[m].kernel);
        if (entry == NULL || entry->compared == EXQ_COMPARED_NOT || !is_asked(run, lists->measures[m].grouping))
            continue;
        found[*count] = (exq_list_quantity){.measure = m,
                                            .entry = entry,
                                            .id = id_of(run, &lists->measures[m]),
                                            .empty = empty_of(entry->kernel.over),
                                            .of_shares = is_share(entry->kernel.id)};
        if (found[(*count)++].id == NULL)
            return false;
    }
    *out = found;
    return true;
}

static exq_why commonest(const uint64_t *undefined)
{
    size_t found = 0;
    for (size_t why = 1; undefined != NULL && why < EXQ_WHY_COUNT; why++)
        found = undefined[why] > (found > 0 ? undefined[found] : 0) ? why : found;
    return (exq_why)found;
}

exq_quantity_sums exq_quantity_sums_of(const exq_lists_run *run, const exq_list_quantity *quantity,
                                       const exq_user_row *row)
{
    const exq_measured *measured = &row->measures[quantity->measure];
    if (measured->sums == NULL)
        return (exq_quantity_sums){.withheld = true};
    exq_quantity_sums out = {
        .of = {.n = measured->people, .a = measured->sums[0], .aa = measured->squares[0]},
        .why = commonest(measured->undefined)
    };
    if (run->lists.measures[quantity->measure].outputs == 2) {
        out.of.b = measured->sums[1];
        out.of.ab = measured->squares[1];
        out.of.bb = measured->squares[2];
    }
    return out;
}

exq_quantity_sums exq_quantity_rest(exq_quantity_sums all, exq_quantity_sums part)
{
    if (all.withheld || part.withheld)
        return (exq_quantity_sums){.withheld = true};
    all.of.n -= part.of.n;
    all.of.a -= part.of.a;
    all.of.b -= part.of.b;
    all.of.aa -= part.of.aa;
    all.of.ab -= part.of.ab;
    all.of.bb -= part.of.bb;
    return all;
}

exq_mean exq_quantity_mean(const exq_list_quantity *quantity, exq_quantity_sums sums)
{
    if (sums.withheld) {
        const exq_value withheld = exq_none(EXQ_WHY_BELOW_MIN_CELL);
        return (exq_mean){.value = withheld, .se = withheld, .df = (double)NAN};
    }
    const exq_why empty = sums.why != EXQ_WHY_NONE ? sums.why : quantity->empty;
    if (quantity->entry->kernel.outputs != 2)
        return exq_mean_of((exq_mean_sums){sums.of.n, sums.of.a, sums.of.aa}, empty);
    if (sums.of.n == 0)
        return exq_mean_of((exq_mean_sums){0}, empty);
    return exq_popularity_lift(sums.of);
}
