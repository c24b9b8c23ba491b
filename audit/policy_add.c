/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be added beside a policy, and what it tells of itself.
 */
#include <string.h>

#include "plan.h"
#include "policy.h"

typedef struct groupings {
    exq_grouping *items;
    size_t count;
} groupings;

static bool holds(const groupings *all, const exq_policy *policy, const exq_grouping *asked, bool *memory)
{
    const char *text = exq_grouping_text(asked, policy->arena);
    bool found = false;
    for (size_t i = 0; text != NULL && !found && i < all->count; i++) {
        const char *other = exq_grouping_text(&all->items[i], policy->arena);
        *memory = *memory && other != NULL;
        found = other != NULL && strcmp(other, text) == 0;
    }
    *memory = *memory && text != NULL;
    return found;
}

/* Those of the policy that are wanted, then those that were said and are none of these. */
static exq_status join(const exq_policy *policy, const bool *wanted, const exq_grouping **by, size_t *count,
                       exq_error *error)
{
    const exq_policy_groupings *own = &policy->groupings;
    groupings all = {EXQ_NEW(policy->arena, exq_grouping, own->count + *count), 0};
    bool memory = all.items != NULL;
    for (size_t g = 0; memory && g < own->count; g++)
        if (wanted[g])
            all.items[all.count++] = own->items[g];
    for (size_t i = 0; memory && i < *count; i++)
        if (!holds(&all, policy, &(*by)[i], &memory))
            all.items[all.count++] = (*by)[i];
    *by = all.items;
    *count = all.count;
    return memory ? EXQ_OK : exq_fail_memory(error);
}

/* Groups of people are compared in decisions and in lists; groups of items in lists alone. Of saved tallies nobody can tell
 * yet what they hold: their groupings find their side by their columns. */
static exq_status add_groupings(exq_policy *policy, exq_request *request, exq_error *error)
{
    const exq_policy_groupings *own = &policy->groupings;
    exq_lists_request *lists = &request->lists;
    bool *people = EXQ_NEW(policy->arena, bool, own->count), *items = EXQ_NEW(policy->arena, bool, own->count);
    bool any_people = false, any_items = false;
    if (people == NULL || items == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < own->count; g++) {
        items[g] = own->of_items[g];
        people[g] = !own->of_items[g];
        any_items = any_items || items[g];
        any_people = any_people || people[g];
    }
    const bool has_lists = policy->content.data->columns->user != NULL;
    if (any_items)
        EXQ_TRY(join(policy, items, &lists->by_item, &lists->by_item_count, error));
    if (has_lists)
        EXQ_TRY(join(policy, people, &lists->by_user, &lists->by_user_count, error));
    if (!has_lists || lists->beside_decisions)
        EXQ_TRY(join(policy, people, &request->by, &request->by_count, error));
    lists->users_in_rows = has_lists && any_people && lists->users == NULL;
    lists->items_in_rows = has_lists && any_items && lists->items == NULL;
    request->bands = own->bands;
    request->band_count = own->band_count;
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
                return exq_fail(
                    error, EXQ_USAGE,
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
    const exq_word own[] = {
        {"people",      exq_policy_text(said->people)      },
        {"selected",    exq_policy_text(said->selected)    },
        {"rejected",    exq_policy_text(said->rejected)    },
        {"positive",    exq_policy_text(said->positive)    },
        {"negative",    exq_policy_text(said->negative)    },
        {"items",       exq_policy_text(said->items)       },
        {"found",       exq_policy_text(said->found)       },
        {"fr:people",   exq_policy_text(said->fr->people)  },
        {"fr:selected", exq_policy_text(said->fr->selected)},
        {"fr:rejected", exq_policy_text(said->fr->rejected)},
        {"fr:positive", exq_policy_text(said->fr->positive)},
        {"fr:negative", exq_policy_text(said->fr->negative)},
        {"fr:items",    exq_policy_text(said->fr->items)   },
        {"fr:found",    exq_policy_text(said->fr->found)   }
    };
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

/* ----------------------------------------------------------------------------------------------------- what it tells */

static exq_ethics_answer answer_of(const char *question, const exq_policy_answer *said)
{
    return (exq_ethics_answer){question, exq_policy_text(said->answer), exq_policy_text(said->reason),
                               exq_policy_text(said->by), exq_policy_text(said->on)};
}

static exq_status tell_presets(const exq_policy *policy, exq_policy_told *told, exq_error *error)
{
    exq_preset_told *presets = EXQ_NEW(policy->arena, exq_preset_told, policy->preset_count);
    if (presets == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < policy->preset_count; i++) {
        const exq_policy_preset *preset = policy->presets[i];
        presets[i] = (exq_preset_told){.id = preset->id->text,
                                       .status = preset->status->text,
                                       .law_as_of = preset->law_as_of->text,
                                       .review_by = preset->review_by->text,
                                       .wording = preset->wording->text,
                                       .has_limit = preset->checks.count > 0};
        if (!exq_policy_texts(preset->sources, policy->arena, &presets[i].sources, &presets[i].source_count))
            return exq_fail_memory(error);
    }
    for (size_t i = 0; i < policy->preset_count; i++)
        told->summary = told->summary || policy->presets[i]->summary != NULL;
    told->presets = presets;
    told->preset_count = policy->preset_count;
    return EXQ_OK;
}

static bool leaves_out(const exq_policy_summary *summary)
{
    return summary->leave_out_small != NULL && strcmp(summary->leave_out_small->text, "yes") == 0;
}

static exq_status tell(const exq_policy *policy, exq_request *request, exq_error *error)
{
    enum { QUESTIONS = 3 };
    const exq_policy_content *content = &policy->content;
    const exq_policy_node *left_out = content->summary->leave_out_small;
    if (leaves_out(content->summary) && content->summary->justification == NULL)
        return exq_policy_refuse(left_out->source, left_out->place, error, "Say why in justification.",
                                 "categories are left out only with a reason.");
    exq_policy_told *told = EXQ_NEW(policy->arena, exq_policy_told, 1);
    exq_ethics_answer *ethics = EXQ_NEW(policy->arena, exq_ethics_answer, QUESTIONS);
    if (told == NULL || ethics == NULL)
        return exq_fail_memory(error);
    ethics[0] = answer_of("benefit", content->ethics->benefit);
    ethics[1] = answer_of("informed", content->ethics->informed);
    ethics[2] = answer_of("defensible", content->ethics->defensible);
    *told = (exq_policy_told){.name = exq_policy_text(content->about->name),
                              .owner = exq_policy_text(content->about->owner),
                              .purpose = exq_policy_text(content->about->purpose),
                              .ethics = ethics,
                              .ethics_count = QUESTIONS,
                              .leave_out_small = leaves_out(content->summary),
                              .justification = exq_policy_text(content->summary->justification),
                              .summary_source = exq_policy_text(content->summary->source),
                              .summary_distributed = exq_policy_text(content->summary->distributed)};
    request->told = told;
    return tell_presets(policy, told, error);
}

exq_status exq_policy_add(exq_policy *policy, exq_request *request, exq_error *error)
{
    EXQ_TRY(add_groupings(policy, request, error));
    EXQ_TRY(add_references(policy, request, error));
    EXQ_TRY(add_checks(policy, request, error));
    EXQ_TRY(add_words(policy, request, error));
    return tell(policy, request, error);
}
