/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saved tallies of lists as inputs: recognised, merged, and held against what the request still asks.
 */
#include <string.h>

#include "list_run.h"
#include "saved.h"
#include "tally_struct.h"

exq_status exq_list_saved_is(const char *path, bool *saved, exq_error *error)
{
    exq_stream *stream = NULL;
    size_t length = 0;
    EXQ_TRY(exq_stream_open(path, false, &stream, error));
    const char *head = exq_stream_head(stream, &length);
    *saved = exq_saved_recognise(head, length) &&
             memmem(head, length, "\"" EXQ_LISTS_SCHEMA "\"", strlen(EXQ_LISTS_SCHEMA) + 2) != NULL;
    exq_stream_close(stream);
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------- what is held */

static bool holds(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool same_columns(const exq_grouping *a, const exq_grouping *b)
{
    bool same = a->column_count == b->column_count;
    for (size_t c = 0; same && c < a->column_count; c++)
        same = strcmp(a->columns[c], b->columns[c]) == 0;
    return same;
}

static exq_status check_groups(const exq_list_plan *plan, const exq_tally_facts *facts, exq_error *error)
{
    const exq_list_facts *lists = facts->lists;
    for (size_t a = 0; a < plan->attribute_count; a++)
        if (!holds(facts->attributes, facts->attribute_count, plan->attributes[a]))
            return exq_fail(error, EXQ_USAGE,
                            "the saved tally was made without %s, so it cannot be grouped by it. Make it again with "
                            "--by-user %s.",
                            plan->attributes[a], plan->attributes[a]);
    for (size_t g = 0; g < plan->item_grouping_count; g++) {
        bool held = false;
        for (size_t i = 0; i < lists->item_grouping_count; i++)
            held = held || same_columns(&plan->item_groupings[g], &lists->item_groupings[i]);
        if (!held)
            return exq_fail(error, EXQ_USAGE,
                            "the saved tally was made without the item grouping %s ... Make it again with --by-item.",
                            plan->item_groupings[g].columns[0]);
    }
    return EXQ_OK;
}

static bool differs(const char *asked, const char *held)
{
    return asked != NULL && (held == NULL || strcmp(asked, held) != 0);
}

static exq_status check_roles(const exq_list_plan *plan, const exq_tally_facts *facts, exq_error *error)
{
    const exq_lists_request *asked = &plan->request->lists;
    const exq_list_facts *held = facts->lists;
    if (differs(asked->user, held->user) || differs(asked->item, held->item) || differs(asked->rank, held->rank) ||
        differs(asked->relevance, held->relevance) || differs(asked->relevant_from, held->relevant_from) ||
        differs(asked->position_model, held->position_model) || differs(asked->split_on, held->split_on))
        return exq_fail(error, EXQ_USAGE,
                        "the saved tally was made with other columns or variants than are asked for. Leave out --user, "
                        "--item, --rank, --relevance and the like: it carries them.");
    if (plan->request->against != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--against cannot be added to a saved tally: both versions are counted together. Say it when "
                        "the tally is made.");
    if (asked->truth != NULL || asked->history_count > 0 || asked->users != NULL || asked->items != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "the saved tally holds what was counted of truth, history, users and items. Leave these files "
                        "out.");
    for (size_t i = 0; i < asked->at_count; i++) {
        bool found = false;
        for (size_t c = 0; c < held->cutoff_count; c++)
            found = found || held->cutoffs[c] == asked->at[i];
        if (!found)
            return exq_fail(error, EXQ_USAGE,
                            "the saved tally was made without the cutoff %zu. Make it again with --at %zu.",
                            asked->at[i], asked->at[i]);
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- merging */

static exq_status merge_all(const exq_request *request, exq_tally **total, exq_error *error)
{
    EXQ_TRY(exq_tally_load(request->inputs[0], total, error));
    for (size_t i = 1; i < request->input_count; i++) {
        exq_tally *part = NULL;
        bool saved = false;
        EXQ_TRY(exq_list_saved_is(request->inputs[i], &saved, error));
        if (!saved)
            return exq_fail(error, EXQ_USAGE,
                            "%s is no saved tally of lists, as the inputs before it are. Give one kind of input at a "
                            "time.",
                            request->inputs[i]);
        EXQ_TRY(exq_tally_load(request->inputs[i], &part, error));
        exq_status status = exq_tally_merge(*total, part, error);
        exq_tally_free(part);
        EXQ_TRY(status);
    }
    return EXQ_OK;
}

exq_status exq_list_saved_read(const exq_list_plan *plan, exq_tally **out, exq_error *error)
{
    exq_tally *total = NULL;
    EXQ_TRY(exq_request_check_saved(plan->request, error));
    exq_status status = merge_all(plan->request, &total, error);
    if (status == EXQ_OK)
        status = check_roles(plan, &total->facts, error);
    if (status == EXQ_OK)
        status = check_groups(plan, &total->facts, error);
    if (status == EXQ_OK)
        status = exq_request_check_rows(plan->request, total->facts.rows_read, error);
    if (status != EXQ_OK) {
        exq_tally_free(total);
        return status;
    }
    *out = total;
    return EXQ_OK;
}
