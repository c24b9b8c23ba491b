/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The presets that a policy can extend: files of presets/, compiled in.
 */
#include <string.h>

#include "policy.h"

static const char four_fifths[] = {
#include "four-fifths_yaml.inc"
};
static const char marketing_segments[] = {
#include "marketing-segments_yaml.inc"
};
static const char nyc_ll144[] = {
#include "nyc-ll144_yaml.inc"
};
static const char scores[] = {
#include "scores_yaml.inc"
};
static const char two_sided_ranking[] = {
#include "two-sided-ranking_yaml.inc"
};

#define SHIPPED(id, bytes) {"presets/" id ".yaml", bytes, sizeof bytes}
static const exq_policy_source shipped[] = {
    SHIPPED("four-fifths", four_fifths),
    SHIPPED("marketing-segments", marketing_segments),
    SHIPPED("nyc-ll144", nyc_ll144),
    SHIPPED("scores", scores),
    SHIPPED("two-sided-ranking", two_sided_ranking),
};

enum { SHIPPED_COUNT = sizeof shipped / sizeof *shipped };

static const char *last_part(const char *path)
{
    return strrchr(path, '/') + 1;
}

static const exq_policy_source *find_shipped(const char *id)
{
    for (size_t i = 0; i < SHIPPED_COUNT; i++) {
        const char *file = last_part(shipped[i].name);
        const size_t length = strlen(file) - strlen(".yaml");
        if (strlen(id) == length && memcmp(file, id, length) == 0)
            return &shipped[i];
    }
    return NULL;
}

static exq_status read_preset(exq_policy *policy, const exq_policy_node *name, exq_error *error)
{
    const exq_policy_source *source = find_shipped(name->text);
    if (source == NULL)
        return exq_policy_refuse(name->source, name->place, error, "Presets: " EXQ_POLICY_PRESETS ".",
                                 "there is no preset %.64s.", name->text);
    exq_policy_preset *preset = EXQ_NEW(policy->arena, exq_policy_preset, 1);
    const exq_policy_node *root = NULL;
    if (preset == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < policy->preset_count; i++)
        if (strcmp(policy->presets[i]->id->text, name->text) == 0)
            return exq_policy_refuse(name->source, name->place, error, "Name it once.", "preset %s is extended twice.",
                                     name->text);
    EXQ_TRY(exq_policy_parse(source, policy->arena, &root, error));
    EXQ_TRY(exq_policy_fill(&exq_policy_preset_record, root, policy->arena, preset, error));
    policy->presets[policy->preset_count++] = preset;
    return EXQ_OK;
}

static const exq_policy_group *find_group(const exq_policy_items *groups, const char *name)
{
    const exq_policy_group *group = groups->items;
    for (size_t i = 0; i < groups->count; i++)
        if (strcmp(group[i].at->key, name) == 0)
            return &group[i];
    return NULL;
}

/* The groups of presets, each unless the policy has one of that name; then the other groups of the policy. */
static exq_status add_groups(exq_policy *policy, exq_error *error)
{
    const exq_policy_items own = policy->content.groups;
    const exq_policy_group *groups = own.items;
    size_t most = own.count;
    for (size_t i = 0; i < policy->preset_count; i++)
        most += policy->presets[i]->groups.count;
    exq_policy_group *all = EXQ_NEW(policy->arena, exq_policy_group, most);
    exq_policy_items added = {all, 0};
    if (all == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < policy->preset_count; i++) {
        const exq_policy_group *offered = policy->presets[i]->groups.items;
        for (size_t g = 0; g < policy->presets[i]->groups.count; g++) {
            const exq_policy_group *instead = find_group(&own, offered[g].at->key);
            if (find_group(&added, offered[g].at->key) == NULL)
                all[added.count++] = instead != NULL ? *instead : offered[g];
        }
    }
    for (size_t g = 0; g < own.count; g++)
        if (find_group(&added, groups[g].at->key) == NULL)
            all[added.count++] = groups[g];
    policy->content.groups = added;
    return EXQ_OK;
}

static const char *help_of(const exq_policy_record *record, const char *name)
{
    const exq_policy_key *key = record->keys;
    while (key->name != NULL && strcmp(key->name, name) != 0)
        key++;
    return key->help;
}

static const exq_policy_record *summary_record(void)
{
    const exq_policy_key *key = exq_policy_content_record.keys;
    while (strcmp(key->name, "summary") != 0)
        key++;
    return key->of;
}

/* Where the preset is extended. */
static const exq_policy_node *extended_at(const exq_policy *policy, size_t preset)
{
    const exq_policy_node *name = policy->content.extends;
    if (name->shape == EXQ_POLICY_SCALAR)
        return name;
    name = name->first;
    for (size_t i = 0; i < preset; i++)
        name = name->next;
    return name;
}

exq_status exq_policy_check_summary(const exq_policy *policy, exq_error *error)
{
    const exq_policy_node *said = policy->content.summary->at;
    for (size_t i = 0; i < policy->preset_count; i++) {
        const exq_policy_node *needs = policy->presets[i]->summary_needs;
        for (const exq_policy_node *need = needs != NULL ? needs->first : NULL; need != NULL; need = need->next) {
            if (said != NULL && exq_policy_entry(said, need->text) != NULL)
                continue;
            const exq_policy_node *at = said != NULL ? said : extended_at(policy, i);
            return exq_policy_refuse(at->source, at->place, error, help_of(summary_record(), need->text),
                                     "what %s wants published needs summary.%s.", policy->presets[i]->id->text,
                                     need->text);
        }
    }
    return EXQ_OK;
}

exq_status exq_policy_extend(exq_policy *policy, exq_error *error)
{
    const exq_policy_node *said = policy->content.extends;
    if (said == NULL)
        return EXQ_OK;
    policy->presets = EXQ_NEW(policy->arena, const exq_policy_preset *, said->count + 1);
    if (policy->presets == NULL)
        return exq_fail_memory(error);
    if (said->shape == EXQ_POLICY_SCALAR)
        EXQ_TRY(read_preset(policy, said, error));
    for (const exq_policy_node *name = said->first; name != NULL; name = name->next)
        EXQ_TRY(read_preset(policy, name, error));
    return add_groups(policy, error);
}
