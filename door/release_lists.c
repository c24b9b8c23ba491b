/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The release of a tally of lists: once it is known who is withheld, all is published: people, items, both crossed, the
 * catalogue.
 */
#include <string.h>

#include "release_tables.h"

static bool same_grouping(const exq_grouping *a, const exq_grouping *b)
{
    if (a->column_count != b->column_count)
        return false;
    for (size_t i = 0; i < a->column_count; i++)
        if (strcmp(a->columns[i], b->columns[i]) != 0)
            return false;
    return true;
}

static exq_status find_item_grouping(const exq_lists_release *self, const exq_grouping *by, size_t *out,
                                     exq_error *error)
{
    const exq_list_facts *facts = self->finest.facts->lists;
    for (*out = 0; *out < facts->item_grouping_count; (*out)++)
        if (same_grouping(&facts->item_groupings[*out], by))
            return EXQ_OK;
    return exq_fail(error, EXQ_USAGE,
                    "the grouping of items by %s is not in the tally. Count the lists again with --by-item %s.",
                    by->columns[0], by->columns[0]);
}

static size_t withheld_cells(const exq_cross_question *cross, const exq_published_lists *of)
{
    size_t count = 0;
    for (size_t k = 0; k < of->cutoff_count; k++)
        for (size_t r = 0; r < of->users[cross->users].marginal.group_count; r++)
            for (size_t g = 0; cross->rows[k][r].cells != NULL && g < of->items[cross->items].group_count; g++)
                count += cross->rows[k][r].cells[g].withheld;
    return count;
}

static exq_status publish_crosses(const exq_lists_release *self, exq_published_lists *out, exq_error *error)
{
    const size_t count = self->plan->by_user_count * self->plan->by_item_count;
    exq_cross_question *crosses = EXQ_NEW(self->arena, exq_cross_question, count);
    if (crosses == NULL)
        return exq_fail_memory(error);
    for (size_t q = 0; q < self->plan->by_user_count; q++) {
        for (size_t i = 0; i < self->plan->by_item_count; i++) {
            exq_cross_question *cross = &crosses[out->cross_count++];
            cross->users = q;
            EXQ_TRY(find_item_grouping(self, &self->plan->by_item[i], &cross->items, error));
            EXQ_TRY(exq_publish_cross(&self->publisher, out->users[q].marginal.groups, self->runs[q],
                                      out->users[q].marginal.group_count, out, cross, error));
            out->withheld_cells += withheld_cells(cross, out);
        }
    }
    out->crosses = crosses;
    return EXQ_OK;
}

static exq_status publish_everyone(const exq_lists_release *self, exq_published_lists *out, exq_error *error)
{
    uint32_t *all = EXQ_NEW(self->scratch, uint32_t, self->finest.cell_count);
    if (all == NULL)
        return exq_fail_memory(error);
    for (uint32_t c = 0; c < self->finest.cell_count; c++)
        all[c] = c;
    const exq_cell_run everyone = {all, self->finest.cell_count};
    EXQ_TRY(exq_publish_people(&self->publisher, everyone, true, &out->everyone, error));
    return exq_publish_paired(&self->publisher, everyone, &out->everyone, error);
}

static exq_status run(exq_lists_release *self, exq_published_lists *out, exq_error *error)
{
    EXQ_TRY(exq_lists_publisher_init(&self->publisher, error));
    EXQ_TRY(exq_release_roll_up(self, error));
    EXQ_TRY(exq_publish_measures(&self->publisher, out, error));
    EXQ_TRY(publish_everyone(self, out, error));
    EXQ_TRY(exq_release_users(self, out, error));
    EXQ_TRY(exq_publish_items(&self->publisher, out, error));
    EXQ_TRY(publish_crosses(self, out, error));
    EXQ_TRY(exq_publish_spreads(&self->publisher, out, error));
    EXQ_TRY(exq_publish_other(&self->publisher, out, error));
    out->has_pairs = self->finest.facts->lists->has_pairs;
    out->has_ratings = self->finest.facts->lists->has_ratings;
    out->rows_read = self->finest.facts->rows_read;
    out->rows_used = self->finest.facts->rows_used;
    out->anything_withheld = out->withheld_groups + out->withheld_cells > 0;
    return EXQ_OK;
}

exq_status exq_release_lists(const exq_tally *tally, const exq_lists_release_plan *plan, exq_arena *arena,
                             exq_published_lists *out, exq_error *error)
{
    *out = (exq_published_lists){0};
    exq_lists_release self = {.plan = plan, .arena = arena, .scratch = exq_arena_new()};
    if (self.scratch == NULL)
        return exq_fail_memory(error);
    self.finest.facts = exq_tally_facts_of(tally);
    self.publisher = (exq_lists_publisher){.facts = self.finest.facts,
                                           .lists = exq_lists_of(tally),
                                           .min_cell = plan->min_cell,
                                           .reducers = plan->reducers,
                                           .threads = plan->threads,
                                           .arena = arena,
                                           .scratch = self.scratch};
    const exq_status status = run(&self, out, error);
    if (status != EXQ_OK)
        *out = (exq_published_lists){0};
    exq_arena_free(self.scratch);
    return status;
}
