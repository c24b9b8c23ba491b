/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be said of a request about lists before anything is read.
 */
#include <string.h>

#include "list_run.h"
#include "number.h"

static exq_status check_columns(const exq_request *request, exq_error *error)
{
    const exq_lists_request *lists = &request->lists;
    if (request->decision != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--decision and --user exclude each other: rows are decisions about people, or items "
                        "recommended to them.");
    if (lists->user == NULL || lists->item == NULL)
        return exq_fail(error, EXQ_USAGE, "recommendation lists need --user COLUMN and --item COLUMN.");
    if (lists->rank == NULL && request->score == NULL)
        return exq_fail(error, EXQ_USAGE, "no order was named. Say --rank COLUMN, where 1 is best, or --score COLUMN.");
    if (request->consent.column != NULL && lists->history_count > 0)
        return exq_fail(error, EXQ_PRIVACY,
                        "the policy counts only who consented, and a history tells of others too. Take their rows out of it "
                        "and leave the consent column out of the policy, or audit without a history.");
    if (lists->relevance != NULL && lists->truth != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--relevance and --truth exclude each other: what users found relevant stands in the lists, or "
                        "in a file of its own.");
    return EXQ_OK;
}

static exq_status check_versions(const exq_request *request, exq_error *error)
{
    if (request->against_decision != NULL || request->against_score != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--%s is for decisions, and rows here are recommendations. Give the lists of the other model: "
                        "--against FILE.",
                        request->against_decision != NULL ? "against-decision" : "against-score");
    if (request->against != NULL && request->lists.relevance != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--against needs what users found relevant in a file of its own, the same for both versions. "
                        "Say --truth FILE instead of --relevance.");
    return EXQ_OK;
}

static exq_status check_ratings(const exq_list_plan *plan, exq_error *error)
{
    if (!plan->ratings || (plan->request->score != NULL && plan->request->lists.relevance != NULL))
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE,
                    "ratings need both columns: --score COLUMN, what was predicted, and --relevance "
                    "COLUMN, what it is.");
}

static exq_status check_numbers(const exq_lists_request *lists, exq_error *error)
{
    double from = 0;
    for (size_t i = 0; i < lists->at_count; i++)
        if (lists->at[i] < 1 || lists->at[i] > EXQ_MAX_CUTOFF)
            return exq_fail(error, EXQ_USAGE, "--at takes whole numbers from 1 to %d.", EXQ_MAX_CUTOFF);
    if (lists->at_count > EXQ_MAX_CUTOFFS)
        return exq_fail(error, EXQ_USAGE, "--at takes at most %d numbers.", EXQ_MAX_CUTOFFS);
    if (lists->relevant_from != NULL &&
        (!exq_number_parse(lists->relevant_from, strlen(lists->relevant_from), &from) || !(from > 0)))
        return exq_fail(error, EXQ_USAGE, "--relevant-from takes a number above 0, such as 4.");
    if (lists->split_on != NULL && lists->split_on[0] == '\0')
        return exq_fail(error, EXQ_USAGE, "--split-on takes the text between two values of a cell, such as '|'.");
    return EXQ_OK;
}

static exq_status check_made(const exq_lists_request *lists, const char *option, const char *column, exq_error *error)
{
    if (lists->history_count > 0)
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "%s %s is made of what users had before: it needs --history FILE.", option,
                    column);
}

static exq_status check_attributes(const exq_list_plan *plan, exq_error *error)
{
    const exq_lists_request *lists = &plan->request->lists;
    for (size_t a = 0; a < plan->attribute_count; a++) {
        const char *column = plan->attributes[a];
        if (strcmp(column, EXQ_HISTORY_COLUMN) == 0 || strcmp(column, EXQ_POPULARITY_COLUMN) == 0)
            EXQ_TRY(check_made(lists, "--by-user", column, error));
        else if (lists->users == NULL && !lists->users_in_rows)
            return exq_fail(error, EXQ_USAGE, "--by-user %s needs --users FILE, a table of the users.", column);
    }
    return EXQ_OK;
}

static exq_status check_item_groupings(const exq_list_plan *plan, exq_error *error)
{
    const exq_lists_request *lists = &plan->request->lists;
    for (size_t g = 0; g < plan->item_grouping_count; g++)
        for (size_t c = 0; c < plan->item_groupings[g].column_count; c++) {
            const char *column = plan->item_groupings[g].columns[c];
            if (strcmp(column, EXQ_POPULARITY_COLUMN) == 0)
                EXQ_TRY(check_made(lists, "--by-item", column, error));
            else if (strcmp(column, EXQ_HISTORY_COLUMN) == 0)
                return exq_fail(error, EXQ_USAGE, "--by-item @history: users have a history, items do not.");
            else if (lists->items == NULL && !lists->items_in_rows)
                return exq_fail(error, EXQ_USAGE, "--by-item %s needs --items FILE, the table of the items.", column);
        }
    return EXQ_OK;
}

/* Rows that are tables too are read several times. */
static exq_status check_rows_as_tables(const exq_request *request, exq_error *error)
{
    const exq_lists_request *lists = &request->lists;
    if ((!lists->users_in_rows && !lists->items_in_rows) || (request->input_count == 1 && strcmp(request->inputs[0], "-") != 0))
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE,
                    "groups of users and items are read from the rows themselves, which takes one file that can be read "
                    "twice. Give one file, or a table of users and one of items.");
}

/* Standard input can be one file alone. */
static exq_status check_standard_input(const exq_request *request, exq_error *error)
{
    const exq_lists_request *lists = &request->lists;
    const char *const single[] = {lists->truth, lists->users, lists->items, request->against};
    size_t count = 0;
    for (size_t i = 0; i < request->input_count; i++)
        count += strcmp(request->inputs[i], "-") == 0;
    for (size_t i = 0; i < lists->history_count; i++)
        count += strcmp(lists->history[i], "-") == 0;
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        count += single[i] != NULL && strcmp(single[i], "-") == 0;
    if (count > 1)
        return exq_fail(error, EXQ_USAGE, "standard input can be read once; - was given %zu times.", count);
    return EXQ_OK;
}

exq_status exq_list_request_check(const exq_list_plan *plan, exq_error *error)
{
    EXQ_TRY(exq_request_check_inputs(plan->request, error));
    EXQ_TRY(check_columns(plan->request, error));
    EXQ_TRY(check_versions(plan->request, error));
    EXQ_TRY(check_ratings(plan, error));
    EXQ_TRY(check_numbers(&plan->request->lists, error));
    EXQ_TRY(check_attributes(plan, error));
    EXQ_TRY(check_item_groupings(plan, error));
    EXQ_TRY(check_rows_as_tables(plan->request, error));
    return check_standard_input(plan->request, error);
}

/* --------------------------------------------------------------------------------------------------- sides */

static exq_status mark_side(const char *path, const exq_request *request, const char *const *columns, size_t count,
                            exq_side side, exq_arena *arena, exq_side *out, exq_error *error)
{
    if (path == NULL || strcmp(path, "-") == 0)
        return EXQ_OK;
    exq_table table;
    exq_status status = exq_table_open(&table, path, NULL, EXQ_USE_TABLE, request, arena, error);
    for (size_t i = 0; status == EXQ_OK && i < count; i++)
        if (exq_table_column(&table, exq_band_source(request, columns[i])) != EXQ_NO_COLUMN)
            out[i] |= side;
    exq_table_close(&table);
    return status;
}

exq_status exq_ingest_sides(const exq_request *request, const char *const *columns, size_t column_count, exq_side *out,
                            exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < column_count; i++)
        out[i] = strcmp(columns[i], EXQ_HISTORY_COLUMN) == 0      ? EXQ_SIDE_USER
                 : strcmp(columns[i], EXQ_POPULARITY_COLUMN) == 0 ? EXQ_SIDE_ITEM
                                                                  : EXQ_SIDE_NONE;
    exq_status status =
        mark_side(request->lists.users, request, columns, column_count, EXQ_SIDE_USER, arena, out, error);
    if (status == EXQ_OK)
        status = mark_side(request->lists.items, request, columns, column_count, EXQ_SIDE_ITEM, arena, out, error);
    exq_arena_free(arena);
    return status;
}
