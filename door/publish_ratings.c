/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known item by item of groups of people: what they rated and what was foretold of it, and what they are shown.
 * It is reduced here to numbers of all items together, for one item may be one person's.
 */
#include <string.h>

#include "ascending.h"
#include "publish_lists.h"

/* The groups of one table, by user cell. */
typedef struct grouped {
    const exq_lists_publisher *self;
    exq_user_row *rows;
    size_t row_count;
    uint32_t *row_of; /* per user cell of the tally; row_count: in no group that is shown */
} grouped;

static exq_status group_cells(grouped *of, const exq_cell_run *runs, exq_error *error)
{
    const exq_lists_publisher *self = of->self;
    of->row_of = EXQ_NEW(self->scratch, uint32_t, self->lists->cell_count);
    if (of->row_of == NULL)
        return exq_fail_memory(error);
    for (size_t c = 0; c < self->lists->cell_count; c++)
        of->row_of[c] = (uint32_t)of->row_count;
    for (size_t r = 0; r < of->row_count; r++)
        for (size_t c = 0; !of->rows[r].withheld && c < runs[r].count; c++)
            of->row_of[self->kept[runs[r].cells[c]]] = (uint32_t)r;
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------------------- ratings */

static void add_rated(exq_item_ratings *to, const exq_item_rated *rated)
{
    to->count += rated->count;
    to->predicted += exq_fixedsum_round(&rated->predicted);
    to->rated += exq_fixedsum_round(&rated->rated);
}

static exq_item_ratings sum_of(const exq_item_ratings *ratings, size_t items)
{
    exq_item_ratings sum = {0};
    for (size_t i = 0; i < items; i++) {
        sum.count += ratings[i].count;
        sum.predicted += ratings[i].predicted;
        sum.rated += ratings[i].rated;
    }
    return sum;
}

/* One group against all others; row_count: everyone, against nobody. Fewer people than may be shown are never a group. */
static exq_status publish_rated(const grouped *of, size_t row, exq_item_ratings *own, exq_item_ratings *rest,
                                const exq_rated **out, exq_error *error)
{
    const exq_lists *lists = of->self->lists;
    const size_t items = lists->item_count + 1; /* one for all outside the catalogue */
    exq_rated *rated = EXQ_NEW(of->self->arena, exq_rated, 1);
    if (rated == NULL)
        return exq_fail_memory(error);
    memset(own, 0, items * sizeof *own);
    memset(rest, 0, items * sizeof *rest);
    for (size_t i = 0; i < lists->rating_count; i++) {
        const exq_item_rated *one = &lists->ratings[i];
        const size_t item = one->item < lists->item_count ? one->item : lists->item_count;
        const uint32_t of_row = of->row_of[one->cell];
        if (of_row == row || (row == of->row_count && of_row < row))
            add_rated(&own[item], one);
        else if (of_row < of->row_count)
            add_rated(&rest[item], one);
    }
    rated->all = sum_of(own, items);
    rated->unfairness = of->self->reducers->unfair(own, rest, lists->item_count, false);
    *out = rated;
    return EXQ_OK;
}

static exq_status publish_ratings(const grouped *of, exq_user_table *table, exq_error *error)
{
    const size_t items = of->self->lists->item_count + 1;
    exq_item_ratings *own = EXQ_NEW(of->self->scratch, exq_item_ratings, items);
    exq_item_ratings *rest = EXQ_NEW(of->self->scratch, exq_item_ratings, items);
    if (own == NULL || rest == NULL)
        return exq_fail_memory(error);
    for (size_t r = 0; r < of->row_count; r++)
        if (!of->rows[r].withheld)
            EXQ_TRY(publish_rated(of, r, own, rest, &of->rows[r].rated, error));
    return publish_rated(of, of->row_count, own, rest, &table->overall.rated, error);
}

/* --------------------------------------------------------------------------------------------------------- audiences */

/* How differently each item is shown, of items that anybody in a group is shown. `audience` has a place for each group that
 * is shown. */
static exq_status differ(const grouped *of, size_t cutoff, exq_item_audience *audience, double *values, size_t *count,
                         exq_error *error)
{
    const exq_lists *lists = of->self->lists;
    for (size_t i = 0; i < lists->by_cell_count;) {
        const uint32_t item = lists->by_cell[i].item;
        double shown = 0;
        for (size_t r = 0; r < of->row_count; r++)
            audience[r].shown = 0;
        for (; i < lists->by_cell_count && lists->by_cell[i].item == item; i++) {
            const uint32_t row = of->row_of[lists->by_cell[i].part];
            if (row == of->row_count)
                continue;
            audience[row].shown += (double)lists->by_cell[i].shown[cutoff];
            shown += (double)lists->by_cell[i].shown[cutoff];
        }
        if (shown == 0)
            continue;
        const exq_value value = of->self->reducers->differ(audience, of->row_count, 1);
        if (exq_known(value))
            values[(*count)++] = value.v;
    }
    return exq_sort_ascending(values, *count, error);
}

static exq_status publish_differences(const grouped *of, exq_user_table *table, exq_error *error)
{
    const size_t cutoffs = of->self->facts->lists->cutoff_count;
    exq_differences *differences = EXQ_NEW(of->self->arena, exq_differences, cutoffs);
    exq_item_audience *audience = EXQ_NEW(of->self->scratch, exq_item_audience, of->row_count);
    if (differences == NULL || audience == NULL)
        return exq_fail_memory(error);
    for (size_t r = 0; r < of->row_count; r++)
        audience[r].people = of->rows[r].withheld ? 0 : (double)of->rows[r].lists;
    for (size_t k = 0; k < cutoffs; k++) {
        double *values = EXQ_NEW(of->self->arena, double, of->self->lists->item_count);
        if (values == NULL)
            return exq_fail_memory(error);
        EXQ_TRY(differ(of, k, audience, values, &differences[k].count, error));
        differences[k].values = values;
    }
    table->differences = differences;
    return EXQ_OK;
}

exq_status exq_publish_by_item(const exq_lists_publisher *self, const exq_cell_run *runs, exq_user_row *rows,
                               exq_user_table *table, exq_error *error)
{
    grouped of = {.self = self, .rows = rows, .row_count = table->group_count};
    EXQ_TRY(group_cells(&of, runs, error));
    if (self->facts->lists->has_ratings)
        EXQ_TRY(publish_ratings(&of, table, error));
    return publish_differences(&of, table, error);
}
