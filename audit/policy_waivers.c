/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The waivers of a policy: each for a check that is there.
 */
#include <string.h>

#include "policy.h"

/* Does `name` continue as the columns of a grouping, each behind a dash? */
static bool names_grouping(const exq_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->groupings.count; i++) {
        const exq_grouping *grouping = &policy->groupings.items[i];
        const char *rest = name;
        size_t c = 0;
        for (; c < grouping->column_count && *rest == '-'; c++) {
            const size_t length = strlen(grouping->columns[c]);
            if (strncmp(rest + 1, grouping->columns[c], length) != 0)
                break;
            rest += 1 + length;
        }
        if (c > 0 && c == grouping->column_count && *rest == '\0')
            return true;
    }
    return false;
}

/* By its id, or by the one that it has in a result for one of the groupings of which it is asked. */
static const exq_check *find_check(const exq_policy *policy, const char *id)
{
    const exq_check *of_grouping = NULL;
    for (size_t i = 0; i < policy->check_count; i++) {
        const exq_check *check = &policy->checks[i];
        const size_t length = check->id != NULL ? strlen(check->id) : 0;
        if (length == 0 || strncmp(check->id, id, length) != 0)
            continue;
        if (id[length] == '\0')
            return check;
        if (check->by == NULL && names_grouping(policy, id + length))
            of_grouping = check;
    }
    return of_grouping;
}

static exq_status take_group(const exq_policy *policy, const exq_policy_node *group, exq_waiver *out, exq_error *error)
{
    if (group == NULL)
        return EXQ_OK;
    const char **columns = EXQ_NEW(policy->arena, const char *, group->count);
    const char **levels = EXQ_NEW(policy->arena, const char *, group->count);
    if (columns == NULL || levels == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (const exq_policy_node *entry = group->first; entry != NULL; entry = entry->next) {
        columns[count] = entry->key;
        levels[count++] = entry->text;
    }
    out->columns = (exq_grouping){columns, count};
    out->levels = levels;
    return EXQ_OK;
}

static exq_status resolve_waiver(const exq_policy *policy, const exq_policy_waiver *waiver, exq_waiver *out,
                                 exq_error *error)
{
    const exq_policy_source *source = waiver->at->source;
    const exq_check *check = find_check(policy, waiver->check->text);
    if (check == NULL)
        return exq_policy_refuse(source, waiver->check->place, error, "A waiver names the id of a check of this policy.",
                                 "there is no check %.64s.", waiver->check->text);
    if (waiver->limit != NULL && check->op == EXQ_WITHIN)
        return exq_policy_refuse(source, waiver->limit->place, error, "Split the check into at_least and at_most.",
                                 "check %.64s has two limits, and this is one.", check->id);
    *out = (exq_waiver){.id = waiver->id->text,
                        .check = waiver->check->text,
                        .limit = waiver->limit != NULL ? waiver->limit->text : NULL,
                        .reason = waiver->reason->text,
                        .approved_by = waiver->approved_by->text,
                        .ticket = waiver->ticket != NULL ? waiver->ticket->text : NULL,
                        .expires = waiver->expires->text,
                        .where = exq_arena_format(policy->arena, "%s:%zu:%zu", source->name, waiver->at->place.line,
                                                 waiver->at->place.column)};
    return out->where != NULL ? take_group(policy, waiver->group, out, error) : exq_fail_memory(error);
}

exq_status exq_policy_resolve_waivers(exq_policy *policy, exq_error *error)
{
    const exq_policy_waiver *said = policy->content.waivers.items;
    const size_t count = policy->content.waivers.count;
    exq_waiver *waivers = EXQ_NEW(policy->arena, exq_waiver, count);
    if (waivers == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        EXQ_TRY(resolve_waiver(policy, &said[i], &waivers[i], error));
        for (size_t j = 0; j < i; j++)
            if (strcmp(waivers[j].id, waivers[i].id) == 0)
                return exq_policy_refuse(said[i].at->source, said[i].id->place, error, "Give each waiver its own.",
                                         "the id %.64s is taken by the waiver of %s.", waivers[i].id, waivers[j].where);
    }
    policy->waivers = waivers;
    policy->waiver_count = count;
    return EXQ_OK;
}
