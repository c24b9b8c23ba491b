/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The columns and choices of a policy in the request. What was said beside the policy can repeat it and no more.
 */
#include <stdlib.h>
#include <string.h>

#include "policy.h"

exq_status exq_policy_take_text(const exq_policy *policy, const char *option, const exq_policy_node *said, const char **role,
                                exq_error *error)
{
    const char *asked = *role, *text = exq_policy_text(said);
    if (policy->content.data->at == NULL)
        return EXQ_OK;
    *role = text;
    if (asked == NULL || (text != NULL && strcmp(asked, text) == 0))
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "--%s %s differs from the policy %s, which says %s. Change it in the policy.", option,
                    asked, policy->source.name, text != NULL ? text : "nothing of it");
}

exq_status exq_policy_take_texts(exq_policy *policy, const char *option, bool is_said, const exq_policy_node *said,
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

/* Whose row it is can be said in two places. */
static exq_status take_unit(const exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_node *column = policy->content.data->columns->unit, *unit = policy->content.uncertainty->unit;
    if (column != NULL && unit != NULL && strcmp(column->text, unit->text) != 0)
        return exq_policy_refuse(unit->source, unit->place, error, "Say it once.",
                                 "the unit is %.64s here, and %.64s among the columns.", unit->text, column->text);
    if (unit == NULL)
        return exq_policy_take_text(policy, "unit", column, &request->unit, error);
    if (request->unit != NULL && strcmp(request->unit, unit->text) != 0)
        return exq_fail(error, EXQ_USAGE, "--unit %s differs from the policy %s, which says %s. Change it in the policy.",
                        request->unit, policy->source.name, unit->text);
    request->unit = unit->text;
    return EXQ_OK;
}

/* A preset can say how scores are cut. */
static const exq_policy_node *threshold_of(const exq_policy *policy)
{
    const exq_policy_node *said = policy->content.data->threshold;
    for (size_t i = 0; said == NULL && policy->content.data->columns->decision == NULL && i < policy->preset_count; i++)
        said = policy->presets[i]->threshold;
    return policy->content.data->columns->score != NULL || said == policy->content.data->threshold ? said : NULL;
}

static exq_status take_roles(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_data *data = policy->content.data;
    const exq_policy_columns *columns = data->columns;
    const bool said = data->at != NULL;
    EXQ_TRY(exq_policy_take_text(policy, "decision", columns->decision, &request->decision, error));
    EXQ_TRY(exq_policy_take_text(policy, "score", columns->score, &request->score, error));
    EXQ_TRY(exq_policy_take_text(policy, "label", columns->label, &request->label, error));
    EXQ_TRY(exq_policy_take_text(policy, "counterfactual", columns->counterfactual, &request->counterfactual, error));
    EXQ_TRY(exq_policy_take_text(policy, "weight", columns->weight, &request->weight, error));
    EXQ_TRY(take_unit(policy, request, error));
    EXQ_TRY(exq_policy_take_text(policy, "counts", columns->counts, &request->counts, error));
    EXQ_TRY(exq_policy_take_text(policy, "threshold", threshold_of(policy), &request->threshold, error));
    EXQ_TRY(exq_policy_take_texts(policy, "favourable", said, data->favourable, &request->favourable, &request->favourable_count, error));
    EXQ_TRY(exq_policy_take_texts(policy, "positive", said, data->positive, &request->positive, &request->positive_count, error));
    return exq_policy_take_texts(policy, "given", policy->content.given != NULL, policy->content.given, &request->given,
                      &request->given_count, error);
}

int exq_policy_chosen(const char *const *names, const exq_policy_node *said)
{
    int place = 0;
    while (said != NULL && names[place] != NULL && strcmp(names[place], said->text) != 0)
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
    const exq_missing how = (exq_missing)exq_policy_chosen(missing, data->missing);
    if (request->missing != EXQ_MISSING_OWN_GROUP && request->missing != how)
        return exq_fail(error, EXQ_USAGE, "--missing differs from the policy %s, which says %s. Change it in the policy.",
                        policy->source.name, missing[how]);
    const exq_selected_is what = (exq_selected_is)exq_policy_chosen(selected_is, data->selected_is);
    if (request->selected_is != EXQ_SELECTED_NOT_SAID && request->selected_is != what)
        return exq_fail(error, EXQ_USAGE, "--selected-is differs from the policy %s. Change it in the policy.",
                        policy->source.name);
    request->missing = how;
    request->selected_is = what;
    return EXQ_OK;
}

/* Another method, seed or number of draws could be tried until a check is met. */
static exq_status take_word(const exq_policy *policy, const char *option, const exq_policy_node *said, const char *fallback,
                            const char **word, exq_error *error)
{
    const char *own = said != NULL ? said->text : fallback;
    if (*word != NULL && strcmp(*word, own) != 0)
        return exq_fail(error, EXQ_USAGE, "--%s %s differs from the policy %s, which says %s. Change it in the policy.", option,
                        *word, policy->source.name, own);
    *word = own;
    return EXQ_OK;
}

static exq_status take_count(const exq_policy *policy, const char *option, const exq_policy_node *said, uint64_t fallback,
                             uint64_t *count, exq_error *error)
{
    const uint64_t own = said != NULL ? strtoull(said->text, NULL, 10) : fallback;
    if (*count != fallback && *count != own)
        return exq_fail(error, EXQ_USAGE, "--%s %llu differs from the policy %s, which says %llu. Change it in the policy.",
                        option, (unsigned long long)*count, policy->source.name, (unsigned long long)own);
    *count = own;
    return EXQ_OK;
}

static exq_status take_methods(const exq_policy *policy, exq_request *request, exq_error *error)
{
    static const exq_request unsaid = EXQ_REQUEST_INIT;
    const exq_policy_uncertainty *said = policy->content.uncertainty;
    if (request->classes && policy->content.data->at != NULL)
        return exq_fail(error, EXQ_USAGE, "--classes makes other questions of the decisions than the policy %s does. Leave it out.",
                        policy->source.name);
    static const char *const corrections[] = {"holm", "benjamini_hochberg", NULL};
    request->correction = (exq_correction)exq_policy_chosen(corrections, said->corrections);
    EXQ_TRY(take_word(policy, "rate-interval", said->rate_interval, "wilson", &request->rate_interval, error));
    EXQ_TRY(take_word(policy, "ratio-interval", said->ratio_interval, "koopman", &request->ratio_interval, error));
    EXQ_TRY(take_count(policy, "seed", said->seed, unsaid.seed, &request->seed, error));
    return take_count(policy, "replicates", said->replicates, unsaid.replicates, &request->replicates, error);
}

exq_status exq_policy_take_data(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_consent *consent = policy->content.privacy->consent;
    EXQ_TRY(take_roles(policy, request, error));
    EXQ_TRY(take_methods(policy, request, error));
    if (consent->at != NULL)
        request->consent = (exq_consent){consent->column->text, consent->must_be->text};
    return take_choices(policy, request, error);
}
