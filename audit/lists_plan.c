/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Works out of a request about lists what ingest, the door and the metrics have to do. What --by names is put on the side
 * where its columns lie; from there on a grouping is of people or of items.
 */
#include "lists_plan.h"

#include <stdlib.h>
#include <string.h>

#include "kernels.h"
#include "lists_ratings.h"
#include "positions.h"

/* Groupings as they gather. */
typedef struct groupings {
    exq_grouping *items;
    size_t count;
} groupings;

static bool same_grouping(const exq_grouping *a, const exq_grouping *b)
{
    if (a->column_count != b->column_count)
        return false;
    for (size_t i = 0; i < a->column_count; i++)
        if (strcmp(a->columns[i], b->columns[i]) != 0)
            return false;
    return true;
}

static bool contains(const groupings *all, const exq_grouping *grouping)
{
    for (size_t i = 0; i < all->count; i++)
        if (same_grouping(&all->items[i], grouping))
            return true;
    return false;
}

/* Names are copied: they outlive the request in the result. */
static exq_status add(groupings *all, const exq_grouping *grouping, exq_arena *arena, exq_error *error)
{
    if (contains(all, grouping))
        return EXQ_OK;
    const char **columns = EXQ_NEW(arena, const char *, grouping->column_count);
    if (columns == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < grouping->column_count; i++) {
        columns[i] = exq_arena_string(arena, grouping->columns[i]);
        if (columns[i] == NULL)
            return exq_fail_memory(error);
    }
    all->items[all->count++] = (exq_grouping){columns, grouping->column_count};
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------------ sides */

static bool holds(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* A saved tally knows its own columns. */
static exq_status sides_in_tally(const exq_request *request, const exq_grouping *grouping, exq_side *sides,
                                 exq_error *error)
{
    exq_tally *tally = NULL;
    EXQ_TRY(exq_tally_load(request->inputs[0], &tally, error));
    const exq_tally_facts *facts = exq_tally_facts_of(tally);
    for (size_t i = 0; i < grouping->column_count; i++) {
        const char *column = grouping->columns[i];
        const bool user = holds(facts->attributes, facts->attribute_count, column);
        const bool item = holds(facts->lists->item_columns, facts->lists->item_column_count, column);
        sides[i] = user ? (item ? EXQ_SIDE_BOTH : EXQ_SIDE_USER) : item ? EXQ_SIDE_ITEM : EXQ_SIDE_NONE;
    }
    exq_tally_free(tally);
    return EXQ_OK;
}

/* One --by: on the side of its columns, all of which must lie there. */
static exq_status place(const exq_request *request, const exq_grouping *by, groupings *users, groupings *items,
                        exq_arena *arena, exq_error *error)
{
    exq_side *sides = EXQ_NEW(arena, exq_side, by->column_count);
    const char *text = exq_grouping_text(by, arena);
    bool of_users = by->column_count > 0, of_items = by->column_count > 0;
    if (sides == NULL || text == NULL)
        return exq_fail_memory(error);
    if (request->lists.user == NULL)
        EXQ_TRY(sides_in_tally(request, by, sides, error));
    else
        EXQ_TRY(exq_ingest_sides(request, by->columns, by->column_count, sides, error));
    for (size_t i = 0; i < by->column_count; i++) {
        of_users = of_users && (sides[i] == EXQ_SIDE_USER || sides[i] == EXQ_SIDE_BOTH);
        of_items = of_items && (sides[i] == EXQ_SIDE_ITEM || sides[i] == EXQ_SIDE_BOTH);
    }
    if (of_users == of_items)
        return exq_fail(error, EXQ_USAGE,
                        "--by %s: its columns lie %s. Say --by-user or --by-item, with columns of --users or --items.",
                        text,
                        of_users ? "on both sides, users and items" : "neither all in --users nor all in --items");
    return add(of_users ? users : items, by, arena, error);
}

static exq_status find_sides(const exq_request *request, groupings *users, groupings *items, exq_arena *arena,
                             exq_error *error)
{
    const exq_lists_request *lists = &request->lists;
    users->items = EXQ_NEW(arena, exq_grouping, lists->by_user_count + request->by_count);
    items->items = EXQ_NEW(arena, exq_grouping, lists->by_item_count + request->by_count + 1);
    if (users->items == NULL || items->items == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < lists->by_user_count; i++)
        EXQ_TRY(add(users, &lists->by_user[i], arena, error));
    for (size_t i = 0; i < lists->by_item_count; i++)
        EXQ_TRY(add(items, &lists->by_item[i], arena, error));
    for (size_t i = 0; i < request->by_count; i++)
        EXQ_TRY(place(request, &request->by[i], users, items, arena, error));
    return EXQ_OK;
}

/* The request as if all groupings had been asked for by --by, for what is common to decisions and lists. */
static exq_status put_on_sides(const exq_request *request, const groupings *users, const groupings *items,
                               exq_arena *arena, exq_request *out, exq_error *error)
{
    exq_grouping *all = EXQ_NEW(arena, exq_grouping, users->count + items->count);
    if (all == NULL)
        return exq_fail_memory(error);
    *out = *request;
    out->by_count = 0;
    out->by = all;
    for (size_t i = 0; i < users->count; i++)
        all[out->by_count++] = users->items[i];
    groupings of_users = {all, out->by_count};
    for (size_t i = 0; i < items->count; i++)
        if (!contains(&of_users, &items->items[i]))
            all[out->by_count++] = items->items[i];
    out->lists.by_user = users->items;
    out->lists.by_user_count = users->count;
    out->lists.by_item = items->items;
    out->lists.by_item_count = items->count;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- reading */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All columns that people are told apart by, once, sorted. With a history, groups of people are also compared at equal length
 * of it. */
static exq_status collect_attributes(const exq_request *request, exq_arena *arena, exq_list_plan *out, exq_error *error)
{
    size_t most = request->given_count;
    for (size_t i = 0; i < request->lists.by_user_count; i++)
        most += request->lists.by_user[i].column_count;
    const char **names = EXQ_NEW(arena, const char *, most + 1);
    const bool of_history = request->lists.by_user_count > 0 && request->lists.history_count > 0;
    size_t count = 0;
    if (names == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < request->lists.by_user_count; i++)
        for (size_t c = 0; c < request->lists.by_user[i].column_count; c++)
            if (!holds(names, count, request->lists.by_user[i].columns[c]))
                names[count++] = request->lists.by_user[i].columns[c];
    for (size_t i = 0; i < request->given_count; i++)
        if (!holds(names, count, request->given[i]))
            names[count++] = request->given[i];
    if (of_history && !holds(names, count, EXQ_HISTORY_COLUMN))
        names[count++] = EXQ_HISTORY_COLUMN;
    if (count > 1)
        qsort(names, count, sizeof *names, compare_names);
    out->attributes = names;
    out->attribute_count = count;
    return EXQ_OK;
}

/* With a history, head and tail are always compared: the figures of the catalogue need them. */
static exq_status collect_item_groupings(const exq_request *request, exq_arena *arena, exq_list_plan *out,
                                         exq_error *error)
{
    static const char *const popularity[] = {EXQ_POPULARITY_COLUMN};
    const exq_lists_request *lists = &request->lists;
    groupings all = {EXQ_NEW(arena, exq_grouping, lists->by_item_count + 1), 0};
    if (all.items == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < lists->by_item_count; i++)
        all.items[all.count++] = lists->by_item[i];
    if (lists->history_count > 0)
        EXQ_TRY(add(&all, &(exq_grouping){popularity, 1}, arena, error));
    out->item_groupings = all.items;
    out->item_grouping_count = all.count;
    return EXQ_OK;
}

static exq_status collect_kernels(exq_arena *arena, exq_list_plan *out, exq_error *error)
{
    const exq_kernel_entry *entry;
    while (exq_kernel_at(out->kernel_count) != NULL)
        out->kernel_count++;
    const exq_kernel **kernels = EXQ_NEW(arena, const exq_kernel *, out->kernel_count);
    if (kernels == NULL)
        return exq_fail_memory(error);
    for (size_t k = 0; (entry = exq_kernel_at(k)) != NULL; k++)
        kernels[k] = &entry->kernel;
    out->kernels = kernels;
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------------- options */

static exq_status no_such_tool(exq_arena *arena, exq_error *error)
{
    const char *names = NULL;
    const exq_compat *row;
    for (size_t i = 0; (row = exq_compat_at(i)) != NULL; i++) {
        names = names == NULL ? row->name : exq_arena_format(arena, "%s, %s", names, row->name);
        if (names == NULL)
            return exq_fail_memory(error);
    }
    return exq_fail(error, EXQ_USAGE, "--compat names no tool known here. Known are: %s.", names);
}

static exq_status choose_options(const exq_lists_request *lists, exq_arena *arena, exq_lists_plan *out,
                                 exq_error *error)
{
    out->options = exq_list_options_default;
    if (lists->compat != NULL) {
        out->compat = exq_compat_find(lists->compat);
        if (out->compat == NULL)
            return no_such_tool(arena, error);
        out->options = out->compat->options;
    }
    if (lists->position_model != NULL)
        EXQ_TRY(exq_lists_position(lists->position_model, arena, &out->options, error));
    if (lists->no_truth == EXQ_NO_TRUTH_ZERO)
        out->options.no_truth_is_zero = true;
    if (lists->no_list == EXQ_NO_LIST_LEFT_OUT)
        out->options.no_list_is_left_out = true;
    const bool has_truth = lists->truth != NULL || lists->relevance != NULL;
    if (lists->user != NULL && exq_position_needs_truth(out->options.position) && !has_truth)
        return exq_fail(error, EXQ_USAGE,
                        "--position-model %s looks at what is relevant, and no truth was given. Add --truth FILE or "
                        "--relevance COLUMN.",
                        lists->position_model);
    out->ingest.options = &out->options;
    out->ingest.variants = exq_lists_variants(&out->options, arena);
    return out->ingest.variants == NULL ? exq_fail_memory(error) : EXQ_OK;
}

exq_status exq_lists_plan_make(const exq_request *request, exq_arena *arena, exq_lists_plan *out, exq_error *error)
{
    groupings users = {0}, items = {0};
    *out = (exq_lists_plan){0};
    if (request->input_count == 0)
        return exq_fail(error, EXQ_USAGE, "no data was named. Give a file, or - for standard input.");
    EXQ_TRY(find_sides(request, &users, &items, arena, error));
    if (users.count + items.count == 0)
        return exq_fail(
            error, EXQ_USAGE,
            "no grouping was asked for. Say whom to compare: --by-user COLUMN of --users, --by-item COLUMN of "
            "--items.");
    EXQ_TRY(put_on_sides(request, &users, &items, arena, &out->request, error));
    EXQ_TRY(exq_plan_begin(&out->request, arena, &out->base, error));
    EXQ_TRY(collect_attributes(&out->request, arena, &out->ingest, error));
    EXQ_TRY(collect_item_groupings(&out->request, arena, &out->ingest, error));
    EXQ_TRY(collect_kernels(arena, &out->ingest, error));
    EXQ_TRY(choose_options(&request->lists, arena, out, error));
    out->ingest.request = &out->request;
    out->ingest.attend = exq_attention_fill;
    /* pairs are of groups of items; ratings need to be foretold and known */
    out->ingest.pairs = items.count > 0 && (request->lists.truth != NULL || request->lists.relevance != NULL);
    out->ingest.ratings = request->score != NULL && request->lists.relevance != NULL;
    out->release = (exq_lists_release_plan){.by_user = users.items,
                                            .by_user_count = users.count,
                                            .given = out->request.given,
                                            .given_count = out->request.given_count,
                                            .by_item = items.items,
                                            .by_item_count = items.count,
                                            .min_cell = request->min_cell,
                                            .reducers = &exq_reducers,
                                            .threads = request->threads};
    return EXQ_OK;
}
