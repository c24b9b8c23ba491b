/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a policy, and makes the request it asks for. Beside a policy nothing can be said that loosens it.
 */
#include "policy.h"

#include <string.h>

#include "number.h"
#include "plan.h"

/* ------------------------------------------------------------------------------------------------- reading */

static exq_status read_policy(exq_policy *policy, exq_error *error)
{
    unsigned char digest[EXQ_SHA256_SIZE];
    const exq_policy_node *root = NULL;
    EXQ_TRY(exq_policy_parse(&policy->source, policy->arena, &root, error));
    EXQ_TRY(exq_policy_fill(&exq_policy_content_record, root, policy->arena, &policy->content, error));
    EXQ_TRY(exq_policy_extend(policy, error));
    EXQ_TRY(exq_policy_resolve(policy, error));
    EXQ_TRY(exq_policy_resolve_waivers(policy, error));
    if (!exq_sha256_of(policy->source.bytes, policy->source.length, digest))
        return exq_fail_memory(error);
    exq_sha256_hex(digest, policy->sha256);
    return EXQ_OK;
}

exq_status exq_policy_read(const char *bytes, size_t length, const char *name, exq_policy **out, exq_error *error)
{
    *out = NULL;
    exq_arena *arena = exq_arena_new();
    exq_policy *policy = arena != NULL ? EXQ_NEW(arena, exq_policy, 1) : NULL;
    exq_status status = EXQ_OK;
    if (policy != NULL) {
        policy->arena = arena;
        policy->source = (exq_policy_source){exq_arena_string(arena, name), exq_arena_copy(arena, bytes, length), length};
    }
    if (policy == NULL || policy->source.name == NULL || policy->source.bytes == NULL)
        status = exq_fail_memory(error);
    if (status == EXQ_OK)
        status = read_policy(policy, error);
    if (status == EXQ_OK)
        *out = policy;
    else
        exq_arena_free(arena);
    return status;
}

void exq_policy_free(exq_policy *policy)
{
    if (policy != NULL)
        exq_arena_free(policy->arena);
}

const char *exq_policy_sha256(const exq_policy *policy)
{
    return policy->sha256;
}

size_t exq_policy_check_count(const exq_policy *policy)
{
    return policy->check_count;
}

bool exq_policy_texts(const exq_policy_node *said, exq_arena *arena, const char *const **out, size_t *count)
{
    const bool one = said != NULL && said->shape == EXQ_POLICY_SCALAR;
    *count = said == NULL ? 0 : one ? 1 : said->count;
    const char **texts = EXQ_NEW(arena, const char *, *count);
    if (texts == NULL)
        return false;
    if (one)
        texts[0] = said->text;
    else if (said != NULL) {
        const char **text = texts;
        for (const exq_policy_node *element = said->first; element != NULL; element = element->next)
            *text++ = element->text;
    }
    *out = texts;
    return true;
}

const char *exq_policy_text(const exq_policy_node *said)
{
    return said != NULL ? said->text : NULL;
}

/* ------------------------------------------------------------------------------------------ what may be tightened */

static exq_status tighten_min_cell(const exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_node *said = policy->content.privacy->min_cell;
    for (size_t i = 0; said == NULL && i < policy->preset_count; i++)
        said = policy->presets[i]->min_cell;
    uint64_t least = 10;
    for (const char *digit = said != NULL ? said->text : ""; *digit != '\0'; digit++)
        least = (digit == said->text ? 0 : 10 * least) + (uint64_t)(*digit - '0');
    if (request->min_cell == 0)
        request->min_cell = least;
    request->policy_min_cell = least;
    if (request->min_cell < least)
        return exq_fail(error, EXQ_USAGE, "--min-cell may only go above the %llu of the policy %s.",
                        (unsigned long long)least, policy->source.name);
    return EXQ_OK;
}

static exq_status tighten_number(const exq_policy *policy, const char *option, const exq_policy_node *said,
                                 const char *fallback, bool upwards, const char **number, exq_error *error)
{
    const char *limit = said != NULL ? said->text : fallback;
    double asked, allowed;
    if (*number == NULL)
        *number = limit;
    if (!exq_number_parse(*number, strlen(*number), &asked) || !exq_number_parse(limit, strlen(limit), &allowed))
        return exq_fail(error, EXQ_USAGE, "--%s %s is no number in digits, such as %s.", option, *number, limit);
    if (upwards ? asked < allowed : asked > allowed)
        return exq_fail(error, EXQ_USAGE, "--%s may only go %s the %s of the policy %s.", option,
                        upwards ? "above" : "below", limit, policy->source.name);
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------------- applying */

exq_status exq_policy_apply(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_node *level = policy->content.uncertainty->level;
    EXQ_TRY(exq_policy_take_data(policy, request, error));
    EXQ_TRY(exq_policy_take_lists(policy, request, error));
    EXQ_TRY(tighten_min_cell(policy, request, error));
    EXQ_TRY(tighten_number(policy, "level", level, "0.95", true, &request->level, error));
    EXQ_TRY(tighten_number(policy, "max-excluded", policy->content.data->max_excluded, "0.05", false, &request->max_excluded,
                           error));
    EXQ_TRY(exq_policy_add(policy, request, error));
    request->policy_level = level != NULL ? level->text : "0.95";
    request->waivers = policy->waivers;
    request->waiver_count = policy->waiver_count;
    request->policy_name = policy->source.name;
    request->policy_sha256 = policy->sha256;
    return EXQ_OK;
}
