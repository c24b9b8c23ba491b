/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What names in a policy stand for: groups become columns, checks become checks of those columns.
 */
#include <string.h>

#include "metrics.h"
#include "plan.h"
#include "policy.h"
#include "suggest.h"

static const exq_policy_group *groups_of(const exq_policy *policy)
{
    return policy->content.groups.items;
}

static const exq_policy_group *find_group(const exq_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->content.groups.count; i++)
        if (strcmp(groups_of(policy)[i].at->key, name) == 0)
            return &groups_of(policy)[i];
    return NULL;
}

static const char *names_of_groups(const exq_policy *policy)
{
    const char *names = "";
    for (size_t i = 0; names != NULL && i < policy->content.groups.count; i++)
        names = exq_arena_format(policy->arena, "%s%s%s", names, i > 0 ? ", " : "Groups here: ",
                                 groups_of(policy)[i].at->key);
    return names != NULL && *names != '\0' ? names : "The policy names no groups.";
}

/* -------------------------------------------------------------------------------------------------- groups */

static const char *column_of(const exq_policy_group *group)
{
    return group->from != NULL ? group->from->text : group->at->key;
}

/* A group that is cut is a column of its own name. */
static const char *made_column_of(const exq_policy_group *group)
{
    return group->cut != NULL ? group->at->key : column_of(group);
}

static bool is_of_items(const exq_policy_group *group)
{
    return group->side != NULL && strcmp(group->side->text, "item") == 0;
}

/* The side of crossed groups is that of the first; the others must lie there too. */
static exq_status resolve_cross(exq_policy *policy, const exq_policy_group *group, const char **columns, bool *of_items,
                                exq_error *error)
{
    const exq_policy_node *cross = group->cross;
    if (cross->shape != EXQ_POLICY_SEQUENCE || cross->count < 2)
        return exq_policy_refuse(cross->source, cross->place, error, "Such as cross: [gender, age_band].",
                                 "cross takes a list of at least two groups.");
    const exq_policy_node *beside = group->from != NULL ? group->from : group->cut != NULL ? group->cut : group->side;
    if (beside != NULL)
        return exq_policy_refuse(beside->source, beside->key_place, error, "It follows from the groups that are crossed.",
                                 "group %s has both %s and cross.", group->at->key, beside->key);
    for (const exq_policy_node *name = cross->first; name != NULL; name = name->next) {
        const exq_policy_group *crossed = find_group(policy, name->text);
        if (crossed == NULL || crossed->cross != NULL)
            return exq_policy_refuse(name->source, name->place, error, names_of_groups(policy),
                                     "%.64s is no group with a column of its own.", name->text);
        if (name == cross->first)
            *of_items = is_of_items(crossed);
        else if (*of_items != is_of_items(crossed))
            return exq_policy_refuse(name->source, name->place, error, "Cross users with users, items with items.",
                                     "%.64s is on the other side of the lists.", name->text);
        *columns++ = made_column_of(crossed);
    }
    return EXQ_OK;
}

static const char *level_of(const exq_policy *policy, const exq_policy_group *group)
{
    const exq_policy_node *said = group->reference;
    for (size_t i = 0; said == NULL && i < policy->preset_count; i++)
        said = policy->presets[i]->reference;
    if (said == NULL)
        return "largest";
    return said->shape == EXQ_POLICY_MAPPING ? said->first->text : said->text;
}

static exq_status resolve_band(exq_policy *policy, const exq_policy_group *group, exq_error *error)
{
    exq_banding *band = &policy->groupings.bands[policy->groupings.band_count++];
    *band = (exq_banding){.name = group->at->key, .from = column_of(group)};
    return exq_policy_texts(group->cut, policy->arena, &band->cuts, &band->cut_count) ? EXQ_OK : exq_fail_memory(error);
}

static exq_status resolve_group(exq_policy *policy, size_t index, exq_error *error)
{
    const exq_policy_group *group = &groups_of(policy)[index];
    exq_policy_groupings *out = &policy->groupings;
    const size_t count = group->cross != NULL ? group->cross->count : 1;
    out->of_items[index] = is_of_items(group);
    const char **columns = EXQ_NEW(policy->arena, const char *, count + 1);
    if (columns == NULL)
        return exq_fail_memory(error);
    columns[0] = made_column_of(group);
    if (group->cross != NULL)
        EXQ_TRY(resolve_cross(policy, group, columns, &out->of_items[index], error));
    if (out->of_items[index] && policy->content.data->at != NULL && policy->content.data->columns->user == NULL)
        return exq_policy_refuse(group->at->source, group->at->key_place, error, "Name data.columns.user and item.",
                                 "group %s is of items, and no lists are read.", group->at->key);
    if (group->cut != NULL)
        EXQ_TRY(resolve_band(policy, group, error));
    out->items[index] = (exq_grouping){columns, count};
    const char *text = exq_grouping_text(&out->items[index], policy->arena);
    if (text == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < index; i++)
        if (strcmp(out->references[i].grouping, text) == 0)
            return exq_policy_refuse(group->at->source, group->at->key_place, error, "Keep one of the two.",
                                     "groups %s and %s are the same: %s.", groups_of(policy)[i].at->key, group->at->key, text);
    out->references[index] = (exq_reference_choice){text, level_of(policy, group)};
    out->count++;
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- checks */

/* One of the two, since the people are either the same or others. */
static exq_status resolve_compared(const exq_policy_compared *with, exq_check *out, exq_error *error)
{
    if ((with->baseline != NULL) == (with->against != NULL))
        return exq_policy_refuse(with->at->source, with->at->place, error,
                                 "Say one of baseline: FILE (other people), against: yes (the same people).",
                                 "compared_with has %s.", with->baseline != NULL ? "both" : "neither baseline nor against");
    out->op = EXQ_AT_MOST;
    out->limit = with->no_worse_by->text;
    out->baseline = with->baseline != NULL ? with->baseline->text : NULL;
    out->against = with->against != NULL;
    return EXQ_OK;
}

static exq_status resolve_limit(const exq_policy_check *check, exq_check *out, exq_error *error)
{
    const bool compared = check->compared_with->at != NULL;
    const int limits = (check->at_least != NULL) + (check->at_most != NULL) + (check->between != NULL) + compared;
    if (limits != 1)
        return exq_policy_refuse(check->at->source, check->at->place, error,
                                 "Say one of at_least: N, at_most: N, between: [LOW, HIGH], compared_with.", "this check has %s.",
                                 limits == 0 ? "no limit" : "more than one limit");
    if (compared)
        return resolve_compared(check->compared_with, out, error);
    const exq_policy_node *between = check->between;
    if (between != NULL) {
        out->op = EXQ_WITHIN;
        out->limit = between->first->text;
        out->limit_to = between->first->next->text;
    } else {
        out->op = check->at_least != NULL ? EXQ_AT_LEAST : EXQ_AT_MOST;
        out->limit = check->at_least != NULL ? check->at_least->text : check->at_most->text;
    }
    return EXQ_OK;
}

static exq_consequence consequence(const exq_policy_node *said)
{
    if (said == NULL)
        return EXQ_CONSEQUENCE_DEFAULT;
    return strcmp(said->text, "warn") == 0 ? EXQ_CONSEQUENCE_WARN : EXQ_CONSEQUENCE_FAIL;
}

static const char *text_of(const exq_policy_node *said)
{
    return said != NULL ? said->text : NULL;
}

/* The message about a metric that does not exist, where it stands. */
static exq_status check_metric(const exq_policy *policy, const exq_policy_node *metric, exq_error *error)
{
    if (exq_catalogue_find(metric->text, policy->arena) != NULL)
        return EXQ_OK;
    exq_error suggestion = {0};
    if (exq_suggest_metric(metric->text, policy->arena, &suggestion) == EXQ_MEMORY)
        return exq_fail_memory(error);
    return exq_policy_refuse(metric->source, metric->place, error, NULL, "%s", suggestion.message);
}

static exq_status resolve_by(const exq_policy *policy, const exq_policy_check *check, exq_check *out, exq_error *error)
{
    if (check->by == NULL)
        return EXQ_OK;
    const exq_policy_group *group = find_group(policy, check->by->text);
    if (group == NULL)
        return exq_policy_refuse(check->by->source, check->by->place, error, names_of_groups(policy),
                                 "%.64s is no group of this policy.", check->by->text);
    out->by = policy->groupings.references[group - groups_of(policy)].grouping;
    return EXQ_OK;
}

static exq_status resolve_check(const exq_policy *policy, const exq_policy_check *check, exq_check *out, exq_error *error)
{
    *out = (exq_check){.id = text_of(check->id),
                       .title = text_of(check->title),
                       .metric = check->metric->text,
                       .decide_on = check->decide_on != NULL && strcmp(check->decide_on->text, "point") == 0
                                        ? EXQ_DECIDE_ON_POINT
                                        : EXQ_DECIDE_ON_INTERVAL,
                       .if_missed = consequence(check->if_missed),
                       .if_unsure = consequence(check->if_unsure),
                       .if_not_computed = consequence(check->if_not_computed),
                       .if_withheld = consequence(check->if_withheld),
                       .because = text_of(check->because),
                       .where = exq_arena_format(policy->arena, "%s:%zu:%zu", check->at->source->name, check->at->place.line,
                                                 check->at->place.column)};
    if (out->where == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(check_metric(policy, check->metric, error));
    EXQ_TRY(resolve_limit(check, out, error));
    return resolve_by(policy, check, out, error);
}

static exq_status append_checks(exq_policy *policy, const exq_policy_items *items, exq_check *out, exq_error *error)
{
    const exq_policy_check *checks = items->items;
    for (size_t i = 0; i < items->count; i++) {
        exq_check *check = &out[policy->check_count];
        EXQ_TRY(resolve_check(policy, &checks[i], check, error));
        for (size_t j = 0; check->id != NULL && j < policy->check_count; j++)
            if (out[j].id != NULL && strcmp(out[j].id, check->id) == 0)
                return exq_policy_refuse(checks[i].id->source, checks[i].id->place, error, "Give each check its own.",
                                         "the id %.64s is taken by the check of %s.", check->id, out[j].where);
        policy->check_count++;
    }
    return EXQ_OK;
}

exq_status exq_policy_resolve(exq_policy *policy, exq_error *error)
{
    const size_t groups = policy->content.groups.count;
    policy->groupings = (exq_policy_groupings){.items = EXQ_NEW(policy->arena, exq_grouping, groups),
                                               .references = EXQ_NEW(policy->arena, exq_reference_choice, groups),
                                               .of_items = EXQ_NEW(policy->arena, bool, groups),
                                               .bands = EXQ_NEW(policy->arena, exq_banding, groups)};
    size_t most = policy->content.checks.count;
    for (size_t i = 0; i < policy->preset_count; i++)
        most += policy->presets[i]->checks.count;
    exq_check *checks = EXQ_NEW(policy->arena, exq_check, most);
    const exq_policy_groupings *made = &policy->groupings;
    if (made->items == NULL || made->references == NULL || made->of_items == NULL || made->bands == NULL || checks == NULL)
        return exq_fail_memory(error);
    policy->checks = checks;
    for (size_t i = 0; i < groups; i++)
        EXQ_TRY(resolve_group(policy, i, error));
    for (size_t i = 0; i < policy->preset_count; i++)
        EXQ_TRY(append_checks(policy, &policy->presets[i]->checks, checks, error));
    return append_checks(policy, &policy->content.checks, checks, error);
}
