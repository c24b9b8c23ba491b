/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lattice of a search, as groupings for the door: all crossings of up to so many attributes.
 */
#include "searched.h"

/* How many ways there are to choose up to `depth` of `count` columns; at most EXQ_MAX_SEARCHED + 1, which is too many. */
static size_t count_crossings(size_t count, size_t depth)
{
    size_t total = 0;
    size_t ways = 1; /* to choose exactly so many */
    for (size_t chosen = 1; chosen <= depth && chosen <= count; chosen++) {
        ways = ways * (count - chosen + 1) / chosen;
        total += ways;
        if (total > EXQ_MAX_SEARCHED)
            return EXQ_MAX_SEARCHED + 1;
    }
    return total;
}

exq_status exq_search_check(const exq_request *request, const exq_tally_facts *facts, exq_error *error)
{
    if (request->search_depth > 0 && facts->unit != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--search takes every row for a person of its own. Leave out --search or --unit.");
    return EXQ_OK;
}

static exq_status check(const exq_request *request, size_t attribute_count, exq_error *error)
{
    if (request->lists.user != NULL)
        return exq_fail(error, EXQ_USAGE, "--search looks through decisions, not lists. Leave out --search or --user.");
    if (count_crossings(attribute_count, request->search_depth) > EXQ_MAX_SEARCHED)
        return exq_fail(
            error, EXQ_USAGE,
            "--search depth=%zu would cross the %zu columns of --by and --given in more than %d ways. Search "
            "less deep, or name fewer columns.",
            request->search_depth, attribute_count, EXQ_MAX_SEARCHED);
    return EXQ_OK;
}

/* From one choice of `chosen` places among `count`, ascending, to the next in order; false past the last. */
static bool next_choice(size_t *places, size_t chosen, size_t count)
{
    size_t at = chosen;
    while (at > 0 && places[at - 1] == count - chosen + at - 1)
        at--;
    if (at == 0)
        return false;
    places[at - 1]++;
    for (; at < chosen; at++)
        places[at] = places[at - 1] + 1;
    return true;
}

static bool add_grouping(const exq_ingest_plan *ingest, const size_t *places, size_t chosen, exq_arena *arena,
                         exq_grouping *out)
{
    const char **columns = EXQ_NEW(arena, const char *, chosen);
    if (columns == NULL)
        return false;
    for (size_t i = 0; i < chosen; i++)
        columns[i] = ingest->attributes[places[i]];
    *out = (exq_grouping){columns, chosen};
    return true;
}

exq_status exq_search_plan(const exq_request *request, const exq_ingest_plan *ingest, exq_arena *arena,
                           exq_release_plan *out, exq_error *error)
{
    const size_t count = ingest->attribute_count;
    if (request->search_depth == 0)
        return EXQ_OK;
    EXQ_TRY(check(request, count, error));
    exq_grouping *searched = EXQ_NEW(arena, exq_grouping, count_crossings(count, request->search_depth));
    size_t *places = EXQ_NEW(arena, size_t, count);
    if (searched == NULL || places == NULL)
        return exq_fail_memory(error);
    for (size_t chosen = 1; chosen <= request->search_depth && chosen <= count; chosen++) {
        for (size_t i = 0; i < chosen; i++)
            places[i] = i;
        do {
            if (!add_grouping(ingest, places, chosen, arena, &searched[out->searched_count++]))
                return exq_fail_memory(error);
        } while (next_choice(places, chosen, count));
    }
    out->searched = searched;
    return EXQ_OK;
}
