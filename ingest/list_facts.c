/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a tally of lists tells of itself: the plan as text and numbers, and the measures that come of it.
 */
#include <stdlib.h>
#include <string.h>

#include "list_run.h"

static exq_status copy_text(exq_arena *arena, const char *text, const char **out, exq_error *error)
{
    *out = exq_arena_string(arena, text);
    return text != NULL && *out == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int compare_sizes(const void *a, const void *b)
{
    size_t left = *(const size_t *)a;
    size_t right = *(const size_t *)b;
    return (left > right) - (left < right);
}

static exq_status copy_cutoffs(const exq_lists_request *lists, exq_arena *arena, exq_list_facts *facts,
                               exq_error *error)
{
    size_t *cutoffs = EXQ_NEW(arena, size_t, lists->at_count + 1);
    if (cutoffs == NULL)
        return exq_fail_memory(error);
    cutoffs[0] = 10;
    for (size_t i = 0; i < lists->at_count; i++)
        cutoffs[i] = lists->at[i];
    size_t count = lists->at_count == 0 ? 1 : lists->at_count;
    qsort(cutoffs, count, sizeof *cutoffs, compare_sizes);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (cutoffs[i] != cutoffs[kept - 1])
            cutoffs[kept++] = cutoffs[i];
    facts->cutoffs = cutoffs;
    facts->cutoff_count = kept;
    return EXQ_OK;
}

static exq_status copy_groupings(const exq_list_plan *plan, exq_arena *arena, exq_list_facts *facts, exq_error *error)
{
    exq_grouping *groupings = EXQ_NEW(arena, exq_grouping, plan->item_grouping_count);
    if (groupings == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < plan->item_grouping_count; g++) {
        size_t count = plan->item_groupings[g].column_count;
        const char **columns = EXQ_NEW(arena, const char *, count);
        if (columns == NULL)
            return exq_fail_memory(error);
        for (size_t c = 0; c < count; c++)
            EXQ_TRY(copy_text(arena, plan->item_groupings[g].columns[c], &columns[c], error));
        groupings[g] = (exq_grouping){columns, count};
    }
    facts->item_groupings = groupings;
    facts->item_grouping_count = plan->item_grouping_count;
    return EXQ_OK;
}

/* All columns of item groupings, and popularity where there is a history: it makes head and tail. */
static exq_status collect_item_columns(exq_list_facts *facts, exq_arena *arena, exq_error *error)
{
    size_t most = 1;
    for (size_t g = 0; g < facts->item_grouping_count; g++)
        most += facts->item_groupings[g].column_count;
    const char **columns = EXQ_NEW(arena, const char *, most);
    if (columns == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    if (facts->has_history)
        columns[count++] = EXQ_POPULARITY_COLUMN;
    for (size_t g = 0; g < facts->item_grouping_count; g++)
        for (size_t c = 0; c < facts->item_groupings[g].column_count; c++)
            columns[count++] = facts->item_groupings[g].columns[c];
    qsort(columns, count, sizeof *columns, compare_texts);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || strcmp(columns[kept - 1], columns[i]) != 0)
            columns[kept++] = columns[i];
    facts->item_columns = columns;
    facts->item_column_count = kept;
    return EXQ_OK;
}

/* Attention that hangs on what stands above is not shared: a reader stops at what pleases, in the order there is. */
static exq_ties ties_of(const exq_list_plan *plan)
{
    const exq_ties ties = plan->request->lists.ties;
    const bool by_place = exq_attention_is_by_place(plan->options->position);
    return ties == EXQ_TIES_EXPECTED && !by_place ? EXQ_TIES_BY_ITEM : ties;
}

exq_status exq_list_facts_of(const exq_list_plan *plan, exq_arena *arena, exq_list_facts *facts, exq_error *error)
{
    const exq_lists_request *lists = &plan->request->lists;
    const char *model = lists->position_model == NULL ? "log" : lists->position_model;
    *facts = (exq_list_facts){
        .has_users = lists->users != NULL || lists->users_in_rows,
        .has_items = lists->items != NULL || lists->items_in_rows,
        .has_truth = lists->truth != NULL,
        .has_history = lists->history_count > 0,
        .has_pairs = plan->pairs,
        .has_ratings = plan->ratings,
        .sharing = lists->sharing,
        .duplicates = lists->duplicates,
        .ties = ties_of(plan),
        .tail = lists->tail,
        .tail_most = lists->tail_most,
    };
    EXQ_TRY(copy_text(arena, lists->user, &facts->user, error));
    EXQ_TRY(copy_text(arena, lists->item, &facts->item, error));
    EXQ_TRY(copy_text(arena, lists->rank, &facts->rank, error));
    EXQ_TRY(copy_text(arena, lists->relevance, &facts->relevance, error));
    EXQ_TRY(copy_text(arena, model, &facts->position_model, error));
    EXQ_TRY(copy_text(arena, plan->variants, &facts->variants, error));
    EXQ_TRY(copy_text(arena, lists->split_on, &facts->split_on, error));
    EXQ_TRY(copy_text(arena, lists->relevant_from, &facts->relevant_from, error));
    EXQ_TRY(copy_cutoffs(lists, arena, facts, error));
    EXQ_TRY(copy_groupings(plan, arena, facts, error));
    return collect_item_columns(facts, arena, error);
}

/* ------------------------------------------------------------------------------------------------- measures */

static bool can_be_asked(const exq_kernel *kernel, const exq_list_facts *facts, const exq_list_frame *frame)
{
    if (kernel->needs == EXQ_KERNEL_NEEDS_TRUTH && !facts->has_truth && facts->relevance == NULL)
        return false;
    if (kernel->needs == EXQ_KERNEL_NEEDS_HISTORY && frame->history_people == 0)
        return false;
    return !kernel->by_grouping || frame->item_count > 0;
}

static exq_status describe_items(const exq_list_run *run, exq_arena *scratch, exq_item_side *items, exq_error *error)
{
    const exq_list_frame *frame = &run->lists->frame;
    size_t count = run->lists->facts.item_grouping_count;
    exq_item_grouping *groupings = EXQ_NEW(scratch, exq_item_grouping, count);
    if (groupings == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < count; g++) {
        groupings[g] = frame->groupings[g].of;
        groupings[g].kind_of = frame->signature_of;
    }
    *items = (exq_item_side){
        .item_count = frame->item_count,
        .groupings = groupings,
        .grouping_count = count,
        .popularity = frame->popularity,
        .history_people = frame->history_people,
        .head = frame->head,
        .band = frame->band,
    };
    return EXQ_OK;
}

static exq_status add_measure(const exq_list_run *run, const exq_kernel *kernel, size_t at, size_t grouping,
                              exq_arena *scratch, exq_list_settings *to, exq_list_measure *measure,
                              exq_kernel_setting *setting, exq_error *error)
{
    const size_t *cutoffs = run->lists->facts.cutoffs;
    *setting = (exq_kernel_setting){
        .kernel = kernel,
        .items = &to->items,
        .grouping = grouping == EXQ_NO_GROUPING ? NULL : &to->items.groupings[grouping],
        .options = run->plan->options,
        .cutoff = cutoffs[at],
        .nth = at,
        .before = at == 0 ? 0 : cutoffs[at - 1],
    };
    if (setting->grouping == NULL && kernel->outputs == EXQ_PER_GROUP)
        return exq_fail(error, EXQ_INTERNAL, "kernel %s has one output a group of no grouping", kernel->id);
    if (kernel->prepare != NULL) {
        setting->prepared = kernel->prepare(setting, scratch);
        if (setting->prepared == NULL)
            return exq_fail_memory(error);
    }
    const char *id = exq_arena_string(run->lists->arena, kernel->id);
    if (id == NULL)
        return exq_fail_memory(error);
    *measure = (exq_list_measure){
        .kernel = id,
        .cutoff = cutoffs[at],
        .grouping = grouping,
        .outputs = exq_kernel_outputs(setting),
        .products = kernel->products,
        .over = kernel->over,
    };
    return EXQ_OK;
}

exq_status exq_list_run_settings(exq_list_run *run, exq_arena *scratch, exq_list_settings *out, exq_error *error)
{
    exq_list_facts *facts = &run->lists->facts;
    size_t groupings = facts->item_grouping_count;
    size_t most = run->plan->kernel_count * facts->cutoff_count * (groupings + 1);
    exq_list_measure *measures = EXQ_NEW(run->lists->arena, exq_list_measure, most);
    out->options = run->plan->options;
    out->cutoffs = facts->cutoffs;
    out->cutoff_count = facts->cutoff_count;
    out->of_measures = EXQ_NEW(scratch, exq_kernel_setting, most);
    if (measures == NULL || out->of_measures == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(describe_items(run, scratch, &out->items, error));
    size_t count = 0;
    for (size_t k = 0; k < run->plan->kernel_count; k++) {
        const exq_kernel *kernel = run->plan->kernels[k];
        if (!can_be_asked(kernel, facts, &run->lists->frame))
            continue;
        size_t times = kernel->by_grouping ? groupings : 1;
        for (size_t i = 0; i < facts->cutoff_count * times; i++, count++)
            EXQ_TRY(add_measure(run, kernel, i / times, kernel->by_grouping ? i % times : EXQ_NO_GROUPING, scratch, out,
                                &measures[count], &out->of_measures[count], error));
    }
    facts->measures = measures;
    facts->measure_count = count;
    return EXQ_OK;
}
