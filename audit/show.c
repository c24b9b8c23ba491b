/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chooses what text and page show.
 */
#include "show.h"

#include <string.h>

/* Without labels there is one rate to speak of. */
static const char *const without_labels[] = {"selection_rate", "disparate_impact", "demographic_parity_difference"};

/* A person for whom selection is good is wronged by a wrong rejection, one for whom it is bad by a wrong selection. */
static const char *const selected_good[] = {"true_positive_rate",        "selection_rate",
                                            "false_positive_rate",       "precision",
                                            "disparate_impact",          "equal_opportunity_difference",
                                            "equalized_odds_difference", "predictive_parity_difference"};
static const char *const selected_bad[] = {"false_positive_rate",       "selection_rate",
                                           "false_negative_rate",       "precision",
                                           "disparate_impact",          "predictive_equality_difference",
                                           "equalized_odds_difference", "predictive_parity_difference"};
static const char *const selected_not_said[] = {"selection_rate",
                                                "true_positive_rate",
                                                "false_positive_rate",
                                                "precision",
                                                "disparate_impact",
                                                "demographic_parity_difference",
                                                "equalized_odds_difference",
                                                "predictive_parity_difference"};
static const char *const pairs[] = {"counterfactual_flip_rate", "flip_to_selected", "flip_to_rejected", "selection_rate"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void by_rule(const exq_request *request, const exq_tally_facts *facts, const char *const **show, size_t *count)
{
    if (facts->counterfactual) {
        *show = pairs;
        *count = COUNT(pairs);
    } else if (!facts->has_labels) {
        *show = without_labels;
        *count = COUNT(without_labels);
    } else if (request->selected_is == EXQ_SELECTED_GOOD) {
        *show = selected_good;
        *count = COUNT(selected_good);
    } else if (request->selected_is == EXQ_SELECTED_BAD) {
        *show = selected_bad;
        *count = COUNT(selected_bad);
    } else {
        *show = selected_not_said;
        *count = COUNT(selected_not_said);
    }
}

/* Whether there can be such a number at all: without labels most rates do not exist. */
static bool exists(const exq_metric_info *info, const exq_tally_facts *facts)
{
    if (facts->has_labels)
        return true;
    return strncmp(info->id, "select", 6) == 0 || strncmp(info->id, "reject", 6) == 0 || info->kind == EXQ_KIND_OVER_GROUPS;
}

static bool everything(const exq_tally_facts *facts, exq_arena *arena, const char *lead, const char *const **show,
                       size_t *count)
{
    size_t most = 0;
    while (exq_catalogue_get(most, arena) != NULL)
        most++;
    const char **names = EXQ_NEW(arena, const char *, most + 1);
    if (names == NULL)
        return false;
    size_t used = 0;
    names[used++] = lead;
    for (size_t i = 0; i < most; i++) {
        const exq_metric_info *info = exq_catalogue_get(i, arena);
        if (info == NULL)
            return false;
        if (strcmp(info->id, lead) != 0 && exists(info, facts))
            names[used++] = info->id;
    }
    *show = names;
    *count = used;
    return true;
}

/* Those asked for; a rate of the rule leads when only comparisons were named. */
static bool as_asked(const exq_request *request, exq_arena *arena, const char *lead, const char *const **show,
                     size_t *count)
{
    const char **names = EXQ_NEW(arena, const char *, request->metric_count + 1);
    if (names == NULL)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < request->metric_count; i++) {
        const exq_metric_info *info = exq_catalogue_find(request->metrics[i], arena);
        if (info == NULL)
            return false;
        if (used == 0 && info->kind != EXQ_KIND_RATE)
            names[used++] = lead;
        names[used++] = info->id;
    }
    *show = names;
    *count = used;
    return true;
}

bool exq_show_choose(const exq_request *request, const exq_tally_facts *facts, exq_arena *arena,
                     const char *const **show, size_t *count)
{
    by_rule(request, facts, show, count);
    const char *lead = (*show)[0];
    if (request->metric_count > 0)
        return as_asked(request, arena, lead, show, count);
    if (request->all_metrics)
        return everything(facts, arena, lead, show, count);
    return true;
}
