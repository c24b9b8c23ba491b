/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Demographic disparity: does a group make up more of the rejected than of the selected? Overall, and averaged over
 * strata that hold like with like, of the decisions and of the labels.
 */
#include <string.h>

#include "metric.h"

/* clang-format off */
#define FAMILY "Demographic disparity"
#define WACHTER "Wachter, Mittelstadt and Russell, 2021, Why Fairness Cannot Be Automated"
#define DAS "Das and others, 2021, Fairness Measures for Machine Learning in Finance"
#define CONDITIONAL_LIMITS                                                                               \
    "Strata without selected or without rejected people are left out; see the share left out. What the strata are " \
    "is a choice, and an unfair criterion in it hides what it causes."
#define PLAIN_LIMITS "It ignores everything by which the groups may differ; beside it stands the conditional one."

#define PER_GROUP(id_, name_, also_, definition_, formula_, when_, source_, limits_, ...)                \
    {.id = (id_), .name = (name_), .also = (also_), .family = FAMILY, .definition = (definition_),       \
     .formula = (formula_), .range = "-1 to 1", .ideal = "0", .undefined_when = (when_),                 \
     .source = (source_), .limits = (limits_), .kind = EXQ_KIND_PER_GROUP, .better = 0,                  \
     .example = {__VA_ARGS__}}
#define LEFT_OUT(id_, name_, definition_, formula_, when_, ...)                                          \
    {.id = (id_), .name = (name_), .also = NULL, .family = FAMILY, .definition = (definition_),          \
     .formula = (formula_), .range = "0 to 1", .ideal = "0", .undefined_when = (when_), .source = DAS,   \
     .limits = "It counts people, not why their stratum tells nothing.", .kind = EXQ_KIND_OVER_GROUPS,   \
     .better = -1, .example = {__VA_ARGS__}}

/* Two strata: A 6 of 10 and B 2 of 6 selected, then A 1 of 5 and B 2 of 4; and a third where nobody is selected. */
#define STRATA .group_count = 2, .strata_count = 3,                                                      \
    .cells = {{6, 0, 0, 4}, {2, 0, 0, 4}, {1, 0, 0, 4}, {2, 0, 0, 2}, {0, 0, 0, 3}, {0, 0, 0, 2}}

static const exq_metric_info infos[] = {
    PER_GROUP("demographic_disparity", "Demographic disparity", NULL,
              "The group's share of the rejected less its share of the selected.",
              "rejected of the group / rejected - selected of the group / selected",
              "nobody is selected, or nobody is rejected", WACHTER, PLAIN_LIMITS,
              .group_count = 2, .cells = {{6, 0, 0, 4}, {2, 0, 0, 4}}, .group = 1, .value = 0.25,
              .words = "B is 4 of 8 rejected and 2 of 8 selected: 0.5 - 0.25 = 0.25"),
    PER_GROUP("conditional_demographic_disparity", "Conditional demographic disparity", "CDDPL, CDD",
              "The group's demographic disparity in each stratum, averaged by the strata's people.",
              "sum over strata i of n_i (D_i - A_i) / n, D the group's share of the rejected, A of the selected",
              "no strata are given, no stratum holds both selected and rejected people, or the group is "
              "withheld in one",
              WACHTER, CONDITIONAL_LIMITS, STRATA, .group = 1, .value = 0.04,
              .words = "B: 4/8 - 2/8 = 0.25 for 16 people, 2/6 - 2/3 = -0.3333 for 9: "
                       "(16 * 0.25 - 9 * 0.3333) / 25 = 0.04"),
    LEFT_OUT("conditional_demographic_disparity_left_out", "People left out of conditional demographic disparity",
             "The share of people whose stratum has nobody selected or nobody rejected.",
             "people of the strata left out / people of all strata", "no strata are given",
             STRATA, .value = 1.0 / 6, .words = "5 people of the third stratum, of 30: 5 / 30 = 0.1667"),
    PER_GROUP("label_demographic_disparity", "Demographic disparity of the labels", NULL,
              "The group's share of the negative labels less its share of the positive labels.",
              "(FP + TN) of the group / (FP + TN) - (TP + FN) of the group / (TP + FN)",
              "a label is the same for all, nobody has a label, or labels are known only for the selected", WACHTER,
              PLAIN_LIMITS, .group_count = 2, .cells = {{6, 0, 0, 4}, {2, 0, 0, 4}}, .group = 1, .value = 0.25,
              .words = "B has 4 of 8 negative and 2 of 8 positive labels: 0.5 - 0.25 = 0.25"),
    PER_GROUP("label_conditional_demographic_disparity", "Conditional demographic disparity of the labels", "CDDL",
              "The group's demographic disparity of labels in each stratum, averaged by the strata's people.",
              "sum over strata i of n_i (D_i - A_i) / n, D the group's share of negative labels, A of positive ones",
              "no strata are given, no stratum holds both labels, labels are known only for the selected, or "
              "the group is "
              "withheld in one",
              DAS, CONDITIONAL_LIMITS, STRATA, .group = 1, .value = 0.04,
              .words = "B: 4/8 - 2/8 = 0.25 for 16 people, 2/6 - 2/3 = -0.3333 for 9: "
                       "(16 * 0.25 - 9 * 0.3333) / 25 = 0.04"),
    LEFT_OUT("label_conditional_demographic_disparity_left_out",
             "People left out of conditional demographic disparity of the labels",
             "The share of labelled people whose stratum has one label only.",
             "labelled people of the strata left out / labelled people of all strata",
             "no strata are given, nobody has a label, or labels are known only for the selected",
             STRATA, .value = 1.0 / 6,
             .words = "5 people of the third stratum, of 30: 5 / 30 = 0.1667"),
};
/* clang-format on */

/* What counts as selected and rejected: of the decisions, then of the labels. */
typedef struct outcome {
    unsigned yes, no;
    const exq_metric_info *infos;
} outcome;

static const outcome outcomes[] = {
    {EXQ_SELECTED, EXQ_REJECTED, &infos[0]},
    {TP | FN,      FP | TN,      &infos[3]},
};

/* The group's share of those with `no` less its share of those with `yes`. */
static exq_value disparity_in(const outcome *of, const exq_cells *group, const exq_cells *everyone)
{
    double yes = exq_cells_sum(everyone, of->yes).weight, no = exq_cells_sum(everyone, of->no).weight;
    if (!(yes > 0) || !(no > 0))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    return exq_some(exq_cells_sum(group, of->no).weight / no - exq_cells_sum(group, of->yes).weight / yes);
}

/* ------------------------------------------------------------------------------------------------------ strata */

static bool same_levels(const exq_row *a, const exq_row *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *x = a->levels[i], *y = b->levels[i];
        if (x == NULL || y == NULL ? x != y : strcmp(x, y) != 0)
            return false;
    }
    return true;
}

/* The group of the marginal table inside a stratum; NULL when nobody of it is there. */
static const exq_row *find_group(const exq_evidence *evidence, const exq_table *stratum, size_t group)
{
    const exq_row *wanted = &evidence->table->groups[group];
    for (size_t g = 0; g < stratum->group_count; g++) {
        if (same_levels(&stratum->groups[g], wanted, evidence->question->by_count))
            return &stratum->groups[g];
    }
    return NULL;
}

static exq_cells cells_of(const exq_evidence *evidence, const exq_row *row)
{
    return exq_cells_of(row, evidence->question->class_count, evidence->options->class_index);
}

static exq_value conditional(const exq_evidence *evidence, const outcome *of, size_t group)
{
    double sum = 0, people = 0;
    for (size_t s = 0; s < evidence->question->stratum_count; s++) {
        const exq_table *stratum = &evidence->question->strata[s];
        exq_cells everyone = cells_of(evidence, &stratum->overall), own = {0};
        const exq_row *row = find_group(evidence, stratum, group);
        if (row != NULL && row->withheld)
            return exq_none(row->why);
        if (row != NULL)
            own = cells_of(evidence, row);
        exq_value disparity = disparity_in(of, &own, &everyone);
        if (!exq_known(disparity))
            continue;
        double weight = exq_cells_sum(&everyone, of->yes | of->no).weight;
        sum += weight * disparity.v;
        people += weight;
    }
    return people > 0 ? exq_some(sum / people) : exq_none(EXQ_WHY_NO_STRATUM_USABLE);
}

static exq_value left_out(const exq_evidence *evidence, const outcome *of)
{
    double out = 0, all = 0;
    for (size_t s = 0; s < evidence->question->stratum_count; s++) {
        exq_cells everyone = cells_of(evidence, &evidence->question->strata[s].overall);
        double weight = exq_cells_sum(&everyone, of->yes | of->no).weight;
        all += weight;
        if (!exq_known(disparity_in(of, &everyone, &everyone)))
            out += weight;
    }
    return all > 0 ? exq_some(out / all) : exq_none(EXQ_WHY_ZERO_DENOMINATOR);
}

/* ------------------------------------------------------------------------------------------------------- rows */

static void add_conditional(const exq_evidence *evidence, const outcome *of, exq_why why, exq_rows *rows)
{
    if (evidence->question->given_count == 0)
        why = EXQ_WHY_NEEDS_STRATA;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        size_t group = evidence->compared[i];
        exq_value value = why == EXQ_WHY_NONE ? conditional(evidence, of, group) : exq_none(why);
        exq_rows_add(rows, exq_disparity_plain(of->infos[1].id, value, group, EXQ_NOBODY));
    }
    exq_value share = why == EXQ_WHY_NONE ? left_out(evidence, of) : exq_none(why);
    exq_rows_add(rows, exq_disparity_plain(of->infos[2].id, share, EXQ_NOBODY, EXQ_NOBODY));
}

static void add_outcome(const exq_evidence *evidence, const outcome *of, exq_why why, exq_rows *rows)
{
    if (evidence->compared_count < 2)
        why = EXQ_WHY_ONE_GROUP;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        size_t group = evidence->compared[i];
        exq_value value = exq_none(why);
        if (why == EXQ_WHY_NONE)
            value = disparity_in(of, &evidence->cells[group], &evidence->overall);
        exq_rows_add(rows, exq_disparity_plain(of->infos[0].id, value, group, EXQ_NOBODY));
    }
    if (evidence->table == &evidence->question->marginal)
        add_conditional(evidence, of, why, rows);
}

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    add_outcome(evidence, &outcomes[0], EXQ_WHY_NONE, rows);
    if (!exq_evidence_has_labels(evidence))
        return;
    bool partial = exq_cells_selected_labels(&evidence->overall);
    add_outcome(evidence, &outcomes[1], partial ? EXQ_WHY_LABELS_ONLY_FOR_SELECTED : EXQ_WHY_NONE, rows);
}

const exq_metric exq_metric_demographic_disparity = {infos, sizeof infos / sizeof infos[0], compute};
