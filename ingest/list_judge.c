/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What refuses a run once all lists were seen: lists that are none, and ids that do not match. Never with an id in the
 * message: numbers, and the column that would have matched.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "list_run.h"
#include "vocabulary.h"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static const char *inputs_name(const exq_list_run *run)
{
    return strcmp(run->request->inputs[0], "-") == 0 ? "standard input" : base_name(run->request->inputs[0]);
}

/* "12 of 6,014" */
static void append_share(exq_buffer *out, uint64_t part, uint64_t whole)
{
    exq_append_count(out, part);
    exq_buffer_string(out, " of ");
    exq_append_count(out, whole);
}

static exq_status refuse(exq_buffer *text, exq_status status, exq_error *error)
{
    exq_status refused = text->failed ? exq_fail_memory(error) : exq_fail(error, status, "%s", text->bytes);
    exq_buffer_free(text);
    return refused;
}

/* -------------------------------------------------------------------------------------------------- lists */

static exq_status refuse_lists(const exq_list_run *run, uint64_t count, uint64_t lists, const char *what,
                               exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_format(&text, "%s: in ", inputs_name(run));
    append_share(&text, count, lists);
    exq_buffer_format(&text, " lists %s", what);
    return refuse(&text, EXQ_INCONSISTENT, error);
}

static exq_status judge_lists(const exq_list_run *run, const exq_list_faults *faults, uint64_t lists, exq_error *error)
{
    if (faults->ranks > 0)
        return refuse_lists(run, faults->ranks, lists,
                            "the ranks are not 1, 2, 3 ... each once: one is missing, or stands twice (several systems "
                            "in one file?). Mend them, or rank by scores: --score COLUMN instead of --rank.",
                            error);
    if (faults->duplicates > 0)
        return refuse_lists(run, faults->duplicates, lists,
                            "an item stands twice. Mend them, or let the better place count: --duplicates keep_first",
                            error);
    if (faults->kernels > 0)
        return exq_fail(error, EXQ_INCONSISTENT,
                        "grades or position weights are so large that sums of them lose all digits. Give them in "
                        "another unit.");
    if (run->contradictions > 0)
        return exq_fail(
            error, EXQ_INCONSISTENT,
            "%s: pairs of a user and an item that have several rows with different grades: %" PRIu64 ". Give "
            "each pair once.",
            base_name(run->request->lists.truth != NULL ? run->request->lists.truth : run->request->inputs[0]),
            run->contradictions);
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ matching */

/* A table and the ids that were looked for in it. */
typedef struct joining {
    const char *option; /* "--users" */
    const char *path;
    const char *column; /* as asked; NULL: the first */
    const char *key;    /* its name */
    const char *things; /* "users" */
    const char *whose;  /* the file that names them */
    const exq_dictionary *ids;
    const bool *wanted; /* by code */
    uint64_t wanted_count;
    uint64_t found;
} joining;

static exq_status refuse_join(const exq_list_run *run, const joining *join, exq_arena *scratch, exq_error *error)
{
    const char *best = NULL;
    uint64_t matches = 0;
    exq_traits_advise(join->path, run->request, join->ids, join->wanted, scratch, &best, &matches);
    exq_buffer text = EXQ_BUFFER_INIT;
    const char *table = base_name(join->path);
    exq_buffer_format(&text, "%s: ", table);
    append_share(&text, join->found, join->wanted_count);
    exq_buffer_format(&text, " %s of %s were found by its %scolumn%s \xc2\xab%s\xc2\xbb. ", join->things, join->whose,
                      join->column == NULL ? "first " : "", join->column == NULL ? "," : "", join->key);
    if (best != NULL && matches > join->found) {
        exq_buffer_format(&text, "Column %s would match ", best);
        append_share(&text, matches, join->wanted_count);
        exq_buffer_format(&text, ". Say %s %s:%s", join->option, table, best);
    } else {
        exq_buffer_format(&text,
                          "No column of it would match more. Are both of the same data? If those %s may be "
                          "unknown, say --max-excluded SHARE.",
                          join->things);
    }
    return refuse(&text, EXQ_INCONSISTENT, error);
}

static exq_status judge_join(const exq_list_run *run, const joining *join, exq_arena *scratch, exq_error *error)
{
    if (!exq_too_many_excluded(run->request, join->wanted_count - join->found, join->wanted_count))
        return EXQ_OK;
    return refuse_join(run, join, scratch, error);
}

static exq_status judge_users(const exq_list_run *run, exq_arena *scratch, exq_error *error)
{
    const exq_references *references = &run->references;
    if (!references->has_users)
        return EXQ_OK;
    size_t count = exq_dictionary_count(references->users);
    bool *wanted = EXQ_NEW(scratch, bool, count);
    if (wanted == NULL)
        return exq_fail_memory(error);
    joining join = {
        .option = "--users",
        .path = run->request->lists.users,
        .column = run->request->lists.users_column,
        .key = references->user_traits.key,
        .things = "users",
        .whose = inputs_name(run),
        .ids = references->users,
        .wanted = wanted,
    };
    for (size_t u = 0; u < run->rows.user_count; u++) {
        wanted[u] = run->rows.length[u] > 0;
        join.wanted_count += wanted[u];
        join.found += wanted[u] && u < references->user_traits.rows;
    }
    return judge_join(run, &join, scratch, error);
}

/* Items that lists show, and items that were found relevant, each by itself. */
static exq_status judge_items(const exq_list_run *run, const bool *shown, const char *things, const char *whose,
                              exq_arena *scratch, exq_error *error)
{
    const exq_references *references = &run->references;
    size_t count = exq_dictionary_count(references->items);
    bool *wanted = EXQ_NEW(scratch, bool, count);
    if (wanted == NULL)
        return exq_fail_memory(error);
    joining join = {
        .option = "--items",
        .path = run->request->lists.items,
        .column = run->request->lists.items_column,
        .key = references->item_traits.key,
        .things = things,
        .whose = whose,
        .ids = references->items,
        .wanted = wanted,
    };
    for (size_t code = 0; code < count; code++) {
        wanted[code] = shown[references->item_of[code]];
        join.wanted_count += wanted[code];
        join.found += wanted[code] && code < references->item_count;
    }
    return judge_join(run, &join, scratch, error);
}

static exq_status judge_truth_items(const exq_list_run *run, exq_arena *scratch, exq_error *error)
{
    const exq_pairs *truth = &run->references.truth;
    bool *relevant = EXQ_NEW(scratch, bool, exq_dictionary_count(run->references.items));
    if (relevant == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < truth->count; i++)
        relevant[exq_pair_item(truth->keys[i])] = truth->grades[i] > 0;
    return judge_items(run, relevant, "relevant items", base_name(run->request->lists.truth), scratch, error);
}

/* Some of the people with a list must be in a file of pairs, else its ids are of another kind. */
static exq_status judge_pairs(const exq_list_run *run, const exq_pairs *pairs, const char *path, exq_error *error)
{
    if (pairs->count == 0)
        return exq_fail(error, EXQ_MALFORMED, "%s: there is no row in it.", base_name(path));
    uint64_t lists = 0;
    for (size_t u = 0; u < run->rows.user_count; u++) {
        bool listed = run->rows.length[u] > 0;
        if (listed && u < pairs->user_count && pairs->first[u + 1] > pairs->first[u])
            return EXQ_OK;
        lists += listed;
    }
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_format(&text, "%s: none of the ", base_name(path));
    exq_append_count(&text, lists);
    exq_buffer_format(
        &text,
        " users of %s is in it. Are its users called otherwise, or its columns in another order? They are "
        "taken by the names user and item, or user_id and item_id, else the first two.",
        inputs_name(run));
    return refuse(&text, EXQ_INCONSISTENT, error);
}

/* Where nothing pleases anybody, nothing can be said of how well people are served. */
static exq_status judge_grades(const exq_list_run *run, exq_error *error)
{
    const exq_pairs *truth = &run->references.truth;
    for (size_t i = 0; i < truth->count; i++)
        if (truth->grades == NULL || truth->grades[i] > 0)
            return EXQ_OK;
    return exq_fail(
        error, EXQ_INCONSISTENT,
        "%s: no grade in it is above 0, so that nothing would be relevant to anybody. Relevant is what has a "
        "grade above 0.",
        base_name(run->request->lists.truth));
}

exq_status exq_list_run_judge(const exq_list_run *run, const exq_list_faults *faults, exq_arena *scratch,
                              exq_error *error)
{
    const exq_lists_request *request = &run->request->lists;
    uint64_t lists = 0;
    for (size_t u = 0; u < run->rows.user_count; u++)
        lists += run->rows.length[u] > 0;
    EXQ_TRY(judge_lists(run, faults, lists, error));
    if (request->truth != NULL)
        EXQ_TRY(judge_pairs(run, &run->references.truth, request->truth, error));
    if (request->truth != NULL)
        EXQ_TRY(judge_grades(run, error));
    if (request->history_count > 0)
        EXQ_TRY(judge_pairs(run, &run->references.history, request->history[0], error));
    EXQ_TRY(judge_users(run, scratch, error));
    if (request->items != NULL)
        EXQ_TRY(judge_items(run, faults->shown, "items", inputs_name(run), scratch, error));
    if (request->items != NULL && request->truth != NULL)
        EXQ_TRY(judge_truth_items(run, scratch, error));
    return EXQ_OK;
}
