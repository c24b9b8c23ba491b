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

/* ------------------------------------------------------------------------------------- what is said beside it */

static const char *text_of(const exq_policy_node *said)
{
    return said != NULL ? said->text : NULL;
}

/* With `data` in the policy the roles are all its own, also those it leaves out. */
static exq_status take_text(const exq_policy *policy, const char *option, const exq_policy_node *said, const char **role,
                            exq_error *error)
{
    const char *asked = *role, *text = text_of(said);
    if (policy->content.data->at == NULL)
        return EXQ_OK;
    *role = text;
    if (asked == NULL || (text != NULL && strcmp(asked, text) == 0))
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "--%s %s differs from the policy %s, which says %s. Change it in the policy.", option,
                    asked, policy->source.name, text != NULL ? text : "nothing of it");
}

static exq_status take_texts(exq_policy *policy, const char *option, bool is_said, const exq_policy_node *said,
                             const char *const **role, size_t *count, exq_error *error)
{
    if (!is_said)
        return EXQ_OK;
    const char *const *texts;
    size_t text_count;
    if (!exq_policy_texts(said, policy->arena, &texts, &text_count))
        return exq_fail_memory(error);
    bool same = *count == 0 || *count == text_count;
    for (size_t i = 0; same && i < *count; i++)
        same = strcmp((*role)[i], texts[i]) == 0;
    if (!same)
        return exq_fail(error, EXQ_USAGE, "--%s differs from the policy %s. Change it in the policy.", option,
                        policy->source.name);
    *role = texts;
    *count = text_count;
    return EXQ_OK;
}

static exq_status take_roles(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_data *data = policy->content.data;
    const exq_policy_columns *columns = data->columns;
    const bool said = data->at != NULL;
    EXQ_TRY(take_text(policy, "decision", columns->decision, &request->decision, error));
    EXQ_TRY(take_text(policy, "score", columns->score, &request->score, error));
    EXQ_TRY(take_text(policy, "label", columns->label, &request->label, error));
    EXQ_TRY(take_text(policy, "counterfactual", columns->counterfactual, &request->counterfactual, error));
    EXQ_TRY(take_text(policy, "weight", columns->weight, &request->weight, error));
    EXQ_TRY(take_text(policy, "unit", columns->unit, &request->unit, error));
    EXQ_TRY(take_text(policy, "counts", columns->counts, &request->counts, error));
    EXQ_TRY(take_text(policy, "threshold", data->threshold, &request->threshold, error));
    EXQ_TRY(take_texts(policy, "favourable", said, data->favourable, &request->favourable, &request->favourable_count, error));
    EXQ_TRY(take_texts(policy, "positive", said, data->positive, &request->positive, &request->positive_count, error));
    return take_texts(policy, "given", policy->content.given != NULL, policy->content.given, &request->given,
                      &request->given_count, error);
}

/* Words that stand for members of an enumeration. */
static int place_of(const char *const *names, const char *name)
{
    int place = 0;
    while (names[place] != NULL && strcmp(names[place], name) != 0)
        place++;
    return place;
}

static exq_status take_choices(const exq_policy *policy, exq_request *request, exq_error *error)
{
    static const char *const missing[] = {"own_group", "drop", "fail", "compare", NULL};
    static const char *const selected_is[] = {"", "good", "bad", NULL};
    const exq_policy_data *data = policy->content.data;
    if (data->at == NULL)
        return EXQ_OK;
    const exq_missing how = data->missing != NULL ? (exq_missing)place_of(missing, data->missing->text) : EXQ_MISSING_OWN_GROUP;
    if (request->missing != EXQ_MISSING_OWN_GROUP && request->missing != how)
        return exq_fail(error, EXQ_USAGE, "--missing differs from the policy %s, which says %s. Change it in the policy.",
                        policy->source.name, missing[how]);
    const exq_selected_is what = data->selected_is != NULL
                                     ? (exq_selected_is)place_of(selected_is, data->selected_is->text)
                                     : EXQ_SELECTED_NOT_SAID;
    if (request->selected_is != EXQ_SELECTED_NOT_SAID && request->selected_is != what)
        return exq_fail(error, EXQ_USAGE, "--selected-is differs from the policy %s. Change it in the policy.",
                        policy->source.name);
    request->missing = how;
    request->selected_is = what;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------ what may be tightened */

static exq_status tighten_min_cell(const exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_node *said = policy->content.privacy->min_cell;
    uint64_t least = 10;
    for (const char *digit = said != NULL ? said->text : ""; *digit != '\0'; digit++)
        least = (digit == said->text ? 0 : 10 * least) + (uint64_t)(*digit - '0');
    if (request->min_cell == 0)
        request->min_cell = least;
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

/* ----------------------------------------------------------------------------------------------- what is added to */

/* The policy's groupings, then those that were said and are none of its. */
static exq_status add_groupings(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_groupings *own = &policy->groupings;
    exq_grouping *by = EXQ_NEW(policy->arena, exq_grouping, own->count + request->by_count);
    if (by == NULL)
        return exq_fail_memory(error);
    size_t count = own->count;
    if (count > 0)
        memcpy(by, own->items, count * sizeof *by);
    for (size_t i = 0; i < request->by_count; i++) {
        const char *asked = exq_grouping_text(&request->by[i], policy->arena);
        bool known = asked == NULL;
        for (size_t g = 0; !known && g < own->count; g++)
            known = strcmp(own->references[g].grouping, asked) == 0;
        if (asked == NULL)
            return exq_fail_memory(error);
        if (!known)
            by[count++] = request->by[i];
    }
    request->by = by;
    request->by_count = count;
    return EXQ_OK;
}

/* A reference that was said holds only for groupings that are not the policy's. */
static exq_status add_references(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_groupings *own = &policy->groupings;
    exq_reference_choice *all = EXQ_NEW(policy->arena, exq_reference_choice, own->count + request->reference_count);
    if (all == NULL)
        return exq_fail_memory(error);
    size_t count = own->count;
    if (count > 0)
        memcpy(all, own->references, count * sizeof *all);
    for (size_t i = 0; i < request->reference_count; i++) {
        const exq_reference_choice *asked = &request->references[i];
        const bool everywhere = asked->grouping == NULL || asked->grouping[0] == '\0';
        bool repeated = false;
        for (size_t g = 0; g < own->count; g++) {
            if (!everywhere && strcmp(own->references[g].grouping, asked->grouping) != 0)
                continue;
            if (strcmp(own->references[g].level, asked->level) != 0)
                return exq_fail(error, EXQ_USAGE,
                                "--reference %s differs from the policy %s, which compares %s with %s. Change it in the policy.",
                                asked->level, policy->source.name, own->references[g].grouping, own->references[g].level);
            repeated = !everywhere;
        }
        if (!repeated)
            all[count++] = *asked;
    }
    request->references = all;
    request->reference_count = count;
    return EXQ_OK;
}

static exq_status add_checks(exq_policy *policy, exq_request *request, exq_error *error)
{
    const size_t own = policy->check_count;
    exq_check *checks = EXQ_NEW(policy->arena, exq_check, own + request->check_count);
    if (checks == NULL)
        return exq_fail_memory(error);
    if (own > 0)
        memcpy(checks, policy->checks, own * sizeof *checks);
    if (request->check_count > 0)
        memcpy(checks + own, request->checks, request->check_count * sizeof *checks);
    request->checks = checks;
    request->check_count += own;
    return EXQ_OK;
}

/* Words that were said win: they change no number. */
static exq_status add_words(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_words *said = policy->content.words;
    const exq_word own[] = {{"people", text_of(said->people)},
                            {"selected", text_of(said->selected)},
                            {"rejected", text_of(said->rejected)},
                            {"positive", text_of(said->positive)},
                            {"negative", text_of(said->negative)}};
    const size_t own_count = sizeof own / sizeof *own;
    exq_word *words = EXQ_NEW(policy->arena, exq_word, own_count + request->word_count);
    if (words == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (; count < request->word_count; count++)
        words[count] = request->words[count];
    for (size_t i = 0; i < own_count; i++) {
        bool known = own[i].text == NULL;
        for (size_t j = 0; !known && j < request->word_count; j++)
            known = strcmp(request->words[j].key, own[i].key) == 0;
        if (!known)
            words[count++] = own[i];
    }
    request->words = words;
    request->word_count = count;
    return EXQ_OK;
}

exq_status exq_policy_apply(exq_policy *policy, exq_request *request, exq_error *error)
{
    EXQ_TRY(take_roles(policy, request, error));
    EXQ_TRY(take_choices(policy, request, error));
    EXQ_TRY(tighten_min_cell(policy, request, error));
    EXQ_TRY(tighten_number(policy, "level", policy->content.uncertainty->level, "0.95", true, &request->level, error));
    EXQ_TRY(tighten_number(policy, "max-excluded", policy->content.data->max_excluded, "0.05", false, &request->max_excluded,
                           error));
    EXQ_TRY(add_groupings(policy, request, error));
    EXQ_TRY(add_references(policy, request, error));
    EXQ_TRY(add_checks(policy, request, error));
    EXQ_TRY(add_words(policy, request, error));
    request->waivers = policy->waivers;
    request->waiver_count = policy->waiver_count;
    request->policy_name = policy->source.name;
    request->policy_sha256 = policy->sha256;
    return EXQ_OK;
}
