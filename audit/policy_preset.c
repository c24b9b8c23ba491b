/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The presets that a policy can extend: files of presets/, compiled in.
 */
#include <string.h>

#include "policy.h"

static const char four_fifths[] = {
#include "four-fifths_yaml.inc"
};
static const char nyc_ll144[] = {
#include "nyc-ll144_yaml.inc"
};

#define SHIPPED(id, bytes) {"presets/" id ".yaml", bytes, sizeof bytes}
static const exq_policy_source shipped[] = {
    SHIPPED("four-fifths", four_fifths),
    SHIPPED("nyc-ll144", nyc_ll144),
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

exq_status exq_policy_extend(exq_policy *policy, exq_error *error)
{
    const exq_policy_node *said = policy->content.extends;
    if (said == NULL)
        return EXQ_OK;
    policy->presets = EXQ_NEW(policy->arena, const exq_policy_preset *, said->count + 1);
    if (policy->presets == NULL)
        return exq_fail_memory(error);
    if (said->shape == EXQ_POLICY_SCALAR)
        return read_preset(policy, said, error);
    for (const exq_policy_node *name = said->first; name != NULL; name = name->next)
        EXQ_TRY(read_preset(policy, name, error));
    return EXQ_OK;
}
