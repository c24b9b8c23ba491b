/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks a request and works out from it what ingest, the door and the metrics have to do.
 */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "interval.h"
#include "number.h"
#include "searched.h"
#include "suggest.h"

/* All replicates of all figures are held at once, to be sorted. */
enum { MOST_REPLICATES = 20000 };

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *exq_grouping_text(const exq_grouping *grouping, exq_arena *arena)
{
    char *text = exq_arena_string(arena, grouping->column_count > 0 ? grouping->columns[0] : "");
    for (size_t i = 1; i < grouping->column_count && text != NULL; i++)
        text = exq_arena_format(arena, "%s,%s", text, grouping->columns[i]);
    return text;
}

static bool contains(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* A grouping must name at least one column, each once, and none that is a stratum already. */
static exq_status check_grouping(const exq_grouping *grouping, const exq_request *request, exq_error *error)
{
    if (grouping->column_count == 0)
        return exq_fail(error, EXQ_USAGE, "a grouping names no column. Say --by COLUMN.");
    for (size_t i = 0; i < grouping->column_count; i++) {
        const char *column = grouping->columns[i];
        if (column[0] == '\0')
            return exq_fail(error, EXQ_USAGE, "a grouping has an empty column name. Say --by COLUMN[,COLUMN].");
        if (contains(grouping->columns, i, column))
            return exq_fail(error, EXQ_USAGE, "column %s stands twice in one grouping. Name each column once.", column);
        if (contains(request->given, request->given_count, column))
            return exq_fail(error, EXQ_USAGE,
                            "column %s is both compared (--by) and held fixed (--given). Inside a stratum everybody has "
                            "the same %s: drop one of the two.",
                            column, column);
    }
    return EXQ_OK;
}

static exq_status check_groupings(const exq_request *request, exq_arena *arena, exq_error *error)
{
    if (request->by_count == 0)
        return exq_fail(error, EXQ_USAGE, "no grouping was asked for. Say whom to compare: --by COLUMN.");
    for (size_t i = 0; i < request->by_count; i++) {
        EXQ_TRY(check_grouping(&request->by[i], request, error));
        const char *text = exq_grouping_text(&request->by[i], arena);
        for (size_t j = 0; j < i; j++) {
            const char *other = exq_grouping_text(&request->by[j], arena);
            if (text == NULL || other == NULL)
                return exq_fail_memory(error);
            if (strcmp(text, other) == 0)
                return exq_fail(error, EXQ_USAGE, "--by %s is asked for twice. Name each grouping once.", text);
        }
    }
    for (size_t i = 0; i < request->given_count; i++)
        if (contains(request->given, i, request->given[i]))
            return exq_fail(error, EXQ_USAGE, "--given names column %s twice. Name each column once.", request->given[i]);
    return EXQ_OK;
}

/* Every column that rows are told apart by, once, sorted: the attributes of the finest table. */
static exq_status collect_attributes(const exq_request *request, exq_arena *arena, exq_ingest_plan *out, exq_error *error)
{
    size_t most = request->given_count;
    for (size_t i = 0; i < request->by_count; i++)
        most += request->by[i].column_count;
    const char **names = EXQ_NEW(arena, const char *, most);
    if (names == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t i = 0; i < request->by_count; i++)
        for (size_t c = 0; c < request->by[i].column_count; c++)
            if (!contains(names, count, request->by[i].columns[c]))
                names[count++] = request->by[i].columns[c];
    for (size_t i = 0; i < request->given_count; i++)
        if (!contains(names, count, request->given[i]))
            names[count++] = request->given[i];
    if (count > 1)
        qsort(names, count, sizeof(*names), compare_strings);
    *out = (exq_ingest_plan){.request = request, .attributes = names, .attribute_count = count};
    return EXQ_OK;
}

/* Another version is told apart as attributes are, but no question and no search is about it. */
static exq_status add_version(const exq_request *request, exq_arena *arena, exq_ingest_plan *ingest, exq_error *error)
{
    const char *column = request->against_decision != NULL ? request->against_decision : request->against_score;
    if (column == NULL)
        return EXQ_OK;
    const char **names = EXQ_NEW(arena, const char *, ingest->attribute_count + 1);
    const char *name = exq_arena_format(arena, "%s%s", EXQ_AGAINST_COLUMN, column);
    if (names == NULL || name == NULL)
        return exq_fail_memory(error);
    if (ingest->attribute_count > 0)
        memcpy(names, ingest->attributes, ingest->attribute_count * sizeof *names);
    names[ingest->attribute_count++] = name;
    qsort(names, ingest->attribute_count, sizeof *names, compare_strings);
    ingest->attributes = names;
    return EXQ_OK;
}

static exq_status check_references(const exq_request *request, exq_arena *arena, exq_error *error)
{
    for (size_t i = 0; i < request->reference_count; i++) {
        const char *grouping = request->references[i].grouping;
        if (grouping == NULL || grouping[0] == '\0')
            continue;
        bool asked = false;
        for (size_t q = 0; q < request->by_count && !asked; q++) {
            const char *text = exq_grouping_text(&request->by[q], arena);
            if (text == NULL)
                return exq_fail_memory(error);
            asked = strcmp(text, grouping) == 0;
        }
        if (!asked)
            return exq_fail(error, EXQ_USAGE, "--reference names grouping %s, which was not asked for. Add --by %s.",
                            grouping, grouping);
    }
    return EXQ_OK;
}

static exq_status check_metrics(const exq_request *request, exq_arena *arena, exq_error *error)
{
    for (size_t i = 0; i < request->metric_count; i++)
        if (exq_catalogue_find(request->metrics[i], arena) == NULL)
            return exq_suggest_metric(request->metrics[i], arena, error);
    return EXQ_OK;
}

static exq_status parse_statistics(const exq_request *request, exq_plan *out, exq_error *error)
{
    const char *level = request->level != NULL ? request->level : "0.95";
    if (!exq_number_parse(level, strlen(level), &out->level) || !(out->level > 0.5 && out->level < 1.0))
        return exq_fail(error, EXQ_USAGE, "--level must lie between 0.5 and 1, such as 0.95.");
    const char *rate = request->rate_interval != NULL ? request->rate_interval : "wilson", *name;
    while ((name = exq_rate_interval_name(out->rate_interval)) != NULL && strcmp(name, rate) != 0)
        out->rate_interval++;
    if (name == NULL)
        return exq_fail(error, EXQ_USAGE, "--rate-interval must be wilson, clopper-pearson or jeffreys.");
    const char *ratio = request->ratio_interval != NULL ? request->ratio_interval : "koopman";
    if (strcmp(ratio, "koopman") == 0)
        out->ratio_interval = EXQ_RATIO_KOOPMAN;
    else if (strcmp(ratio, "katz") == 0)
        out->ratio_interval = EXQ_RATIO_KATZ;
    else
        return exq_fail(error, EXQ_USAGE, "--ratio-interval must be koopman or katz.");
    if (request->replicates > MOST_REPLICATES)
        return exq_fail(error, EXQ_USAGE, "--replicates must be at most %d.", MOST_REPLICATES);
    return EXQ_OK;
}

static const char *const *copy_names(exq_arena *arena, const char *const *names, size_t count)
{
    const char **copies = EXQ_NEW(arena, const char *, count);
    for (size_t i = 0; copies != NULL && i < count; i++) {
        copies[i] = exq_arena_string(arena, names[i]);
        if (copies[i] == NULL)
            return NULL;
    }
    return copies;
}

/* Names are copied: published rows carry them into the result, which outlives the request. */
static exq_status plan_release(const exq_request *request, exq_arena *arena, exq_release_plan *out, exq_error *error)
{
    exq_grouping *by = EXQ_NEW(arena, exq_grouping, request->by_count);
    const char *const *given = copy_names(arena, request->given, request->given_count);
    if (by == NULL || given == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < request->by_count; i++) {
        const exq_grouping *asked = &request->by[i];
        by[i] = (exq_grouping){copy_names(arena, asked->columns, asked->column_count), asked->column_count};
        if (by[i].columns == NULL)
            return exq_fail_memory(error);
    }
    *out = (exq_release_plan){.by = by,
                              .by_count = request->by_count,
                              .given = given,
                              .given_count = request->given_count,
                              .min_cell = request->min_cell};
    return EXQ_OK;
}

exq_status exq_plan_begin(const exq_request *request, exq_arena *arena, exq_plan *out, exq_error *error)
{
    *out = (exq_plan){.request = request};
    if (request->input_count == 0)
        return exq_fail(error, EXQ_USAGE, "no data was named. Give a file, or - for standard input.");
    EXQ_TRY(check_groupings(request, arena, error));
    EXQ_TRY(check_references(request, arena, error));
    EXQ_TRY(check_metrics(request, arena, error));
    return parse_statistics(request, out, error);
}

exq_status exq_plan_make(const exq_request *request, exq_arena *arena, exq_plan *out, exq_error *error)
{
    EXQ_TRY(exq_plan_begin(request, arena, out, error));
    EXQ_TRY(collect_attributes(request, arena, &out->ingest, error));
    EXQ_TRY(plan_release(request, arena, &out->release, error));
    EXQ_TRY(exq_search_plan(request, &out->ingest, arena, &out->release, error));
    return add_version(request, arena, &out->ingest, error);
}
