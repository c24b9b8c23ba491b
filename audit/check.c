/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a check as it is written on the command line, and makes all checks of a request ready.
 */
#include "check.h"

#include <string.h>

#include "buffer.h"
#include "plan.h"
#include "suggest.h"

#define EXAMPLE "such as 'selection_rate_ratio >= 0.80 by sex'"

/* ------------------------------------------------------------------------------------------------- reading */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char *skip_blanks(char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

/* Cuts off the blanks at the end. */
static void trim(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1]))
        text[--length] = '\0';
}

/* The sign, and what stands on either side of it. */
static exq_status split_at_sign(char *text, char **metric, exq_limit_op *op, char **rest, exq_error *error)
{
    *metric = skip_blanks(text);
    char *sign = *metric + strcspn(*metric, "<>=");
    if (*sign == '\0')
        return exq_fail(error, EXQ_USAGE, "check '%s' has no limit. Say METRIC >= N or METRIC <= N, " EXAMPLE ".",
                        text);
    if (sign[0] == '=' || sign[1] != '=')
        return exq_fail(error, EXQ_USAGE,
                        "check '%s' compares neither with >= nor with <=. A limit itself is always met.", text);
    if (sign == *metric)
        return exq_fail(error, EXQ_USAGE, "check '%s' names no metric before its limit. Say METRIC >= N, " EXAMPLE ".",
                        text);
    *op = sign[0] == '>' ? EXQ_AT_LEAST : EXQ_AT_MOST;
    *rest = skip_blanks(sign + 2);
    if (**rest == '\0')
        return exq_fail(error, EXQ_USAGE, "check '%s' names no number behind its sign. Say METRIC >= N, " EXAMPLE ".",
                        text);
    *sign = '\0';
    trim(*metric);
    return EXQ_OK;
}

static exq_status read_limit(const char *text, exq_ratio *out, exq_error *error)
{
    if (!exq_ratio_parse(text, out))
        return exq_fail(error, EXQ_USAGE,
                        "limit '%s' is not a plain number of at most 6 decimals. Write it in digits, such as 0.80.",
                        text);
    if (out->num / out->den > EXQ_LIMIT_MOST || (out->num / out->den == EXQ_LIMIT_MOST && out->num % out->den > 0))
        return exq_fail(error, EXQ_USAGE, "limit '%s' is above %d, beyond which nothing is compared exactly.", text,
                        EXQ_LIMIT_MOST);
    return EXQ_OK;
}

exq_status exq_check_parse(char *text, exq_check *out, exq_error *error)
{
    char *metric = NULL;
    char *limit = NULL;
    exq_limit_op op = EXQ_AT_LEAST;
    exq_ratio ratio;
    EXQ_TRY(split_at_sign(text, &metric, &op, &limit, error));
    char *behind = limit + strcspn(limit, " \t");
    char *by = skip_blanks(behind);
    if (*by != '\0' && (strncmp(by, "by", 2) != 0 || (by[2] != '\0' && !is_blank(by[2]))))
        return exq_fail(error, EXQ_USAGE,
                        "behind the limit of check '%s' stands '%s'. Only `by GROUPING` can follow it.", metric, by);
    char *grouping = *by != '\0' ? skip_blanks(by + 2) : NULL;
    if (grouping != NULL && *grouping == '\0')
        return exq_fail(error, EXQ_USAGE, "check '%s' names no grouping behind `by`. Say by COLUMN[,COLUMN].", metric);
    *behind = '\0';
    if (grouping != NULL)
        trim(grouping);
    EXQ_TRY(read_limit(limit, &ratio, error));
    *out = (exq_check){.metric = metric, .op = op, .limit = limit, .by = grouping, .where = "--check"};
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ planning */

static exq_status plan_limit(const exq_check *check, exq_limit *out, exq_error *error)
{
    *out = (exq_limit){.op = check->op};
    exq_ratio first;
    EXQ_TRY(read_limit(check->limit != NULL ? check->limit : "", &first, error));
    if (check->op == EXQ_AT_MOST)
        out->high = first;
    else
        out->low = first;
    if (check->op != EXQ_WITHIN)
        return EXQ_OK;
    EXQ_TRY(read_limit(check->limit_to != NULL ? check->limit_to : "", &out->high, error));
    if ((exq_u128)out->low.num * out->high.den > (exq_u128)out->high.num * out->low.den)
        return exq_fail(error, EXQ_USAGE,
                        "the limits %s and %s of check %s stand in the wrong order. Give the lower first.",
                        check->limit, check->limit_to, check->metric);
    return EXQ_OK;
}

/* Appends the groupings; sets `found` when one of them is `wanted`. */
static exq_status look_among(const exq_grouping *groupings, size_t count, const char *wanted, exq_buffer *names,
                             bool *found, exq_arena *arena, exq_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const char *text = exq_grouping_text(&groupings[i], arena);
        if (text == NULL)
            return exq_fail_memory(error);
        *found = *found || strcmp(text, wanted) == 0;
        exq_buffer_format(names, "%s%s", names->length > 0 ? "; " : "", text);
    }
    return EXQ_OK;
}

static exq_status check_grouping(const exq_request *request, const exq_check *check, exq_arena *arena, exq_error *error)
{
    exq_buffer names = EXQ_BUFFER_INIT;
    bool found = false;
    exq_status status = look_among(request->by, request->by_count, check->by, &names, &found, arena, error);
    if (status == EXQ_OK)
        status =
            look_among(request->lists.by_user, request->lists.by_user_count, check->by, &names, &found, arena, error);
    if (status == EXQ_OK)
        status =
            look_among(request->lists.by_item, request->lists.by_item_count, check->by, &names, &found, arena, error);
    if (status == EXQ_OK && !found)
        status = exq_fail(error, EXQ_USAGE, "check %s is by %s, which was not asked for. Asked for: %s. Add --by %s.",
                          check->metric, check->by, names.length > 0 ? names.bytes : "nothing", check->by);
    exq_buffer_free(&names);
    return status;
}

static exq_status find_baseline(const exq_request *request, const exq_check *check, const exq_baseline **out,
                                exq_error *error)
{
    for (size_t i = 0; check->baseline != NULL && i < request->baseline_count; i++)
        if (strcmp(request->baselines[i].name, check->baseline) == 0) {
            *out = &request->baselines[i];
            return EXQ_OK;
        }
    if (check->baseline == NULL)
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "check %s compares with the baseline %s, which is not at hand.", check->metric,
                    check->baseline);
}

static bool fails(exq_consequence said, bool by_default)
{
    return said == EXQ_CONSEQUENCE_DEFAULT ? by_default : said == EXQ_CONSEQUENCE_FAIL;
}

static exq_status check_id(const exq_request *request, size_t index, exq_error *error)
{
    const char *id = request->checks[index].id;
    for (size_t i = 0; id != NULL && i < index; i++)
        if (request->checks[i].id != NULL && strcmp(request->checks[i].id, id) == 0)
            return exq_fail(error, EXQ_USAGE, "two checks have the id %s. Give each its own.", id);
    return EXQ_OK;
}

exq_status exq_checks_plan(const exq_request *request, exq_arena *arena, const exq_planned_check **out,
                           exq_error *error)
{
    exq_planned_check *planned = EXQ_NEW(arena, exq_planned_check, request->check_count);
    if (planned == NULL)
        return exq_fail_memory(error);
    exq_waiving *waiving = NULL;
    EXQ_TRY(exq_waivers_plan(request, arena, &waiving, error));
    for (size_t i = 0; i < request->check_count; i++) {
        const exq_check *check = &request->checks[i];
        planned[i] = (exq_planned_check){
            .asked = check,
            .waiving = waiving,
            .missed_fails = fails(check->if_missed, true),
            .unsure_fails = fails(check->if_unsure, false),
            .not_computed_fails = fails(check->if_not_computed, true),
            .withheld_fails = fails(check->if_withheld, false),
        };
        EXQ_TRY(plan_limit(check, &planned[i].limit, error));
        EXQ_TRY(find_baseline(request, check, &planned[i].baseline, error));
        if (exq_catalogue_find(check->metric, arena) == NULL)
            return exq_suggest_metric(check->metric, arena, error);
        if (check->by != NULL)
            EXQ_TRY(check_grouping(request, check, arena, error));
        EXQ_TRY(check_id(request, i, error));
    }
    *out = planned;
    return EXQ_OK;
}
