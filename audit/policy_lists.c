/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a policy says of recommendation lists, in the request. Once it names whose lists they are, everything that changes
 * their numbers is its own; a file that it does not name may be given beside it.
 */
#include <stdlib.h>
#include <string.h>

#include "policy.h"

static exq_status differs(const exq_policy *policy, const char *option, exq_error *error)
{
    return exq_fail(error, EXQ_USAGE, "--%s differs from the policy %s. Change it in the policy.", option,
                    policy->source.name);
}

static exq_status take_columns(exq_policy *policy, exq_lists_request *lists, exq_error *error)
{
    const exq_policy_data *data = policy->content.data;
    const exq_policy_columns *columns = data->columns;
    EXQ_TRY(exq_policy_take_text(policy, "user", columns->user, &lists->user, error));
    EXQ_TRY(exq_policy_take_text(policy, "item", columns->item, &lists->item, error));
    EXQ_TRY(exq_policy_take_text(policy, "rank", columns->rank, &lists->rank, error));
    EXQ_TRY(exq_policy_take_text(policy, "relevance", columns->relevance, &lists->relevance, error));
    EXQ_TRY(exq_policy_take_text(policy, "relevant-from", data->relevant_from, &lists->relevant_from, error));
    EXQ_TRY(exq_policy_take_text(policy, "split-on", data->split_on, &lists->split_on, error));
    EXQ_TRY(exq_policy_take_text(policy, "position-model", data->position_model, &lists->position_model, error));
    return exq_policy_take_text(policy, "compat", data->compat, &lists->compat, error);
}

static exq_status take_file(const exq_policy *policy, const char *option, const exq_policy_node *said, const char **file,
                            exq_error *error)
{
    return said != NULL ? exq_policy_take_text(policy, option, said, file, error) : EXQ_OK;
}

static exq_status take_files(exq_policy *policy, exq_lists_request *lists, exq_error *error)
{
    const exq_policy_data *data = policy->content.data;
    EXQ_TRY(take_file(policy, "truth", data->truth, &lists->truth, error));
    EXQ_TRY(take_file(policy, "users", data->users, &lists->users, error));
    EXQ_TRY(take_file(policy, "users", data->users_column, &lists->users_column, error));
    EXQ_TRY(take_file(policy, "items", data->items, &lists->items, error));
    EXQ_TRY(take_file(policy, "items", data->items_column, &lists->items_column, error));
    return exq_policy_take_texts(policy, "history", data->history != NULL, data->history, &lists->history,
                                 &lists->history_count, error);
}

static exq_status take_cutoffs(const exq_policy *policy, exq_lists_request *lists, exq_error *error)
{
    const exq_policy_node *said = policy->content.data->rank_at;
    const bool one = said != NULL && said->shape == EXQ_POLICY_SCALAR;
    const size_t count = said == NULL ? 0 : one ? 1 : said->count;
    size_t *cutoffs = EXQ_NEW(policy->arena, size_t, count);
    bool same = lists->at_count == 0 || lists->at_count == count;
    if (cutoffs == NULL)
        return exq_fail_memory(error);
    const exq_policy_node *cutoff = said == NULL || one ? said : said->first;
    for (size_t i = 0; i < count; i++, cutoff = cutoff->next) {
        cutoffs[i] = (size_t)strtoull(cutoff->text, NULL, 10);
        same = same && (lists->at_count == 0 || lists->at[i] == cutoffs[i]);
    }
    if (!same)
        return differs(policy, "at", error);
    lists->at = cutoffs;
    lists->at_count = count;
    return EXQ_OK;
}

/* The place of the policy's word; false: another was said beside it. The first of each enumeration is what nobody said. */
static bool take_choice(const char *const *names, const exq_policy_node *said, unsigned asked, unsigned *out)
{
    *out = (unsigned)exq_policy_chosen(names, said);
    return asked == 0 || asked == *out;
}

static exq_status take_choices(const exq_policy *policy, exq_lists_request *lists, exq_error *error)
{
    static const char *const sharing[] = {"fractional", "full", NULL}, *const duplicates[] = {"fail", "keep_first", NULL};
    static const char *const ties[] = {"expected", "by_item", "by_item_reversed", NULL}, *const no_truth[] = {"left_out", "zero", NULL};
    static const char *const no_list[] = {"zero", "left_out", NULL};
    static const char *const tail[] = {"interactions80", "items20", "bottom10", NULL};
    const exq_policy_data *data = policy->content.data;
    unsigned place;
    if (!take_choice(sharing, data->sharing, lists->sharing, &place))
        return differs(policy, "sharing", error);
    lists->sharing = (exq_sharing)place;
    if (!take_choice(duplicates, data->duplicates, lists->duplicates, &place))
        return differs(policy, "duplicates", error);
    lists->duplicates = (exq_duplicates)place;
    if (!take_choice(ties, data->ties, lists->ties, &place))
        return differs(policy, "ties", error);
    lists->ties = (exq_ties)place;
    if (!take_choice(no_truth, data->no_truth, lists->no_truth, &place))
        return differs(policy, "no-truth", error);
    lists->no_truth = (exq_no_truth)place;
    if (!take_choice(no_list, data->no_list, lists->no_list, &place))
        return differs(policy, "no-list", error);
    lists->no_list = (exq_no_list)place;
    if (!take_choice(tail, data->tail, lists->tail, &place))
        return differs(policy, "tail", error);
    lists->tail = (exq_tail)place;
    return EXQ_OK;
}

exq_status exq_policy_take_lists(exq_policy *policy, exq_request *request, exq_error *error)
{
    exq_lists_request *lists = &request->lists;
    if (policy->content.data->columns->user == NULL)
        return EXQ_OK;
    EXQ_TRY(take_columns(policy, lists, error));
    EXQ_TRY(take_files(policy, lists, error));
    EXQ_TRY(take_cutoffs(policy, lists, error));
    EXQ_TRY(take_choices(policy, lists, error));
    lists->beside_decisions = request->decision != NULL || request->threshold != NULL;
    if (lists->relevance == NULL && lists->truth == NULL)
        lists->relevance = request->label;
    return EXQ_OK;
}
