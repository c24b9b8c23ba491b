/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Says the ratios of the rates shown under choices that could as well have been made, one at a time: another
 * reference, another interval, missing levels compared or not, another level. A finding that hangs on one of them
 * should say so.
 */
#include <string.h>

#include "reference.h"
#include "weigh.h"

enum { MOST_CHOICES = 16 };

/* One choice made otherwise, with the table prepared for it. */
typedef struct choice {
    const char *choice;
    const char *setting;
    bool as_difference; /* the interval of the difference instead of that of the ratio */
    exq_metric_options options;
    exq_evidence evidence;
} choice;

typedef struct choice_list {
    choice items[MOST_CHOICES];
    size_t count;
} choice_list;

static choice *add(choice_list *list, const exq_describe *describe, const char *kind, const char *setting)
{
    choice *added = &list->items[list->count++];
    *added = (choice){.choice = kind, .setting = setting, .options = *describe->options};
    added->options.pairs_only = true;
    return added;
}

static void add_references(choice_list *list, const exq_describe *describe)
{
    static const exq_reference_kind kinds[] = {EXQ_REFERENCE_LARGEST, EXQ_REFERENCE_BEST, EXQ_REFERENCE_OVERALL,
                                               EXQ_REFERENCE_REST};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i] != describe->options->reference)
            add(list, describe, "reference", exq_reference_name(kinds[i]))->options.reference = kinds[i];
    }
}

static void add_intervals(choice_list *list, const exq_describe *describe)
{
    if (describe->options->ratio_interval != EXQ_RATIO_KOOPMAN)
        add(list, describe, "interval", "koopman")->options.ratio_interval = EXQ_RATIO_KOOPMAN;
    if (describe->options->ratio_interval != EXQ_RATIO_KATZ)
        add(list, describe, "interval", "katz")->options.ratio_interval = EXQ_RATIO_KATZ;
    add(list, describe, "interval", "newcombe")->as_difference = true;
}

static bool somebody_is_missing(const exq_published *question)
{
    for (size_t g = 0; g < question->marginal.group_count; g++) {
        const exq_row *row = &question->marginal.groups[g];
        if (!row->withheld && exq_evidence_missing_level(question, row))
            return true;
    }
    return false;
}

static void add_missing(choice_list *list, const exq_describe *describe)
{
    bool compared = describe->options->compare_missing;
    if (somebody_is_missing(describe->question))
        add(list, describe, "missing", compared ? "own_group" : "compare")->options.compare_missing = !compared;
}

static void add_levels(choice_list *list, const exq_describe *describe)
{
    static const struct {
        double level;
        const char *text;
    } levels[] = {
        {0.90, "0.90"},
        {0.99, "0.99"},
    };
    for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
        if (fabs(levels[i].level - describe->options->level) > 1e-9)
            add(list, describe, "level", levels[i].text)->options.level = levels[i].level;
    }
}

static bool prepare(const exq_describe *describe, choice_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        choice *item = &list->items[i];
        if (!exq_evidence_prepare(describe->question, &describe->question->marginal, &item->options, describe->arena,
                                  &item->evidence))
            return false;
    }
    return true;
}

/* --------------------------------------------------------------------------------------------------- one ratio */

static exq_disparity recompute(const choice *of, size_t rate, size_t group)
{
    const exq_lineup *lineup = &of->evidence.lineups[rate];
    size_t reference = exq_evidence_reference(&of->evidence, lineup);
    if (exq_weigh_place(&of->evidence, group) == of->evidence.compared_count)
        return exq_disparity_plain(NULL, exq_none(EXQ_WHY_NOT_COMPARED), group, reference);
    if (group == reference)
        return exq_disparity_plain(NULL, exq_none(EXQ_WHY_REFERENCE_ITSELF), group, reference);
    return exq_fold_against(&of->evidence, lineup, of->as_difference ? EXQ_FOLD_difference : EXQ_FOLD_ratio, group,
                            reference, exq_evidence_rows(&of->evidence, reference));
}

static exq_doc_alternative describe_alternative(const choice *of, const exq_disparity *found)
{
    exq_why why = found->value.why;
    if (why == EXQ_WHY_NONE && found->together.method == NULL)
        why = found->together.lo.why;
    exq_value hi = found->together.hi;
    return (exq_doc_alternative){.choice = of->choice,
                                 .setting = of->setting,
                                 .scale = of->as_difference ? "difference" : "ratio",
                                 .value = found->value.v,
                                 .lo = found->together.lo.v,
                                 .hi = hi.v,
                                 .hi_why = hi.why == EXQ_WHY_INFINITE ? exq_why_name(hi.why) : NULL,
                                 .difference = exq_describe_difference(found->difference),
                                 .why = exq_why_name(why)};
}

static bool describe_ratio(const exq_describe *describe, const choice_list *list, size_t rate,
                           const exq_disparity *found, exq_doc_sensitivity *out)
{
    exq_doc_alternative *alternatives = EXQ_NEW(describe->arena, exq_doc_alternative, list->count);
    *out = (exq_doc_sensitivity){.of = exq_quantities[rate].id,
                                 .difference = exq_describe_difference(found->difference),
                                 .alternatives = alternatives,
                                 .alternative_count = list->count};
    if (alternatives == NULL)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        exq_disparity other = recompute(&list->items[i], rate, found->group);
        alternatives[i] = describe_alternative(&list->items[i], &other);
        out->answered += other.difference != EXQ_DIFFERENCE_NOT_ASKED;
        out->same += other.difference != EXQ_DIFFERENCE_NOT_ASKED && other.difference == found->difference;
    }
    return exq_describe_levels(describe, &describe->question->marginal.groups[found->group], &out->group);
}

/* The rate whose ratio a row is, if it is to be shown; else EXQ_RATES. */
static size_t shown_ratio(const exq_describe *describe, const exq_weighed *marginal, const exq_disparity *row)
{
    exq_fold fold;
    const exq_lineup *lineup = exq_weigh_lineup(&marginal->evidence, row->of);
    if (lineup == NULL || lineup->quantity->shape != EXQ_PROPORTION ||
        !exq_weigh_fold(&marginal->evidence, row, &fold) || fold != EXQ_FOLD_ratio ||
        strncmp(row->metric, row->of, strlen(row->of)) != 0)
        return EXQ_RATES;
    for (size_t i = 0; i < describe->show_count; i++) {
        if (strcmp(describe->show[i], row->of) == 0)
            return (size_t)(lineup - marginal->evidence.lineups);
    }
    return EXQ_RATES;
}

bool exq_weigh_choices(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question)
{
    choice_list *list = EXQ_NEW(describe->arena, choice_list, 1);
    size_t most = describe->show_count * marginal->table->group_count;
    exq_doc_sensitivity *sensitivity = EXQ_NEW(describe->arena, exq_doc_sensitivity, most);
    if (list == NULL || sensitivity == NULL)
        return false;
    add_references(list, describe);
    add_intervals(list, describe);
    add_missing(list, describe);
    add_levels(list, describe);
    if (!prepare(describe, list))
        return false;
    question->sensitivity = sensitivity;
    for (size_t d = 0; d < marginal->findings->disparity_count; d++) {
        const exq_disparity *row = &marginal->findings->disparities[d];
        size_t rate = shown_ratio(describe, marginal, row);
        if (rate < EXQ_RATES && !describe_ratio(describe, list, rate, row, &sensitivity[question->sensitivity_count++]))
            return false;
    }
    return true;
}
