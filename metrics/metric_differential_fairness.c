/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Differential fairness: how much a decision can tell about the group, as the largest logarithm of a ratio of
 * probabilities over both outcomes and all pairs of groups; and how much more the decisions tell than the labels.
 */
#include "metric.h"

/* clang-format off */
#define FAMILY "Differential fairness"
#define FOULDS "Foulds, Islam, Keya and Pan, 2020, An Intersectional Definition of Fairness"
#define SMOOTHED "p = (k + 1/2) / (n + 1)"

static const exq_metric_info infos[] = {
    {.id = "differential_fairness", .name = "Differential fairness", .also = "smoothed empirical EDF, epsilon",
     .family = FAMILY,
     .definition = "The largest natural logarithm of a ratio of probabilities between two groups, over being "
                   "selected "
                   "and being rejected, each probability smoothed by half a person.",
     .formula = "max over groups a, b of |ln (p_a / p_b)| and |ln ((1 - p_a) / (1 - p_b))|, " SMOOTHED,
     .range = "0 and above", .ideal = "0", .undefined_when = "there is one group only", .source = FOULDS,
     .limits = "The value is smoothed, its range is not. It grows with the number of groups, and small groups "
               "decide it.",
     .kind = EXQ_KIND_OVER_GROUPS, .better = -1,
     .example = {.group_count = 2, .cells = {{4, 0, 0, 5}, {0, 1, 0, 6}}, .value = 0.8754687373538999,
                 .words = "p is (4 + 1/2) / 10 = 0.45 in A and (1 + 1/2) / 8 = 0.1875 in B: ln(0.45 / 0.1875) = "
                          "0.8755"}},
    {.id = "label_differential_fairness", .name = "Differential fairness of the labels", .also = NULL,
     .family = FAMILY,
     .definition = "The same of the labels: how much what turned out to be true tells about the group.",
     .formula = "as differential_fairness with k the positive labels, " SMOOTHED, .range = "0 and above",
     .ideal = "0", .undefined_when = "a group has no label, labels are known only for the selected, or there is "
                                     "one group only",
     .source = FOULDS,
     .limits = "Labels are measurements: where the recording was unfair, so is this number.",
     .kind = EXQ_KIND_OVER_GROUPS, .better = -1,
     .example = {.group_count = 2, .cells = {{3, 0, 1, 5}, {1, 0, 2, 4}}, .value = 0.02817087696669644,
                 .words = "p is 4.5 / 10 = 0.45 in A and 3.5 / 8 = 0.4375 in B: ln(0.45 / 0.4375) = 0.0282"}},
    {.id = "differential_fairness_amplification", .name = "Bias amplification", .also = NULL, .family = FAMILY,
     .definition = "How much more the decisions tell about the group than the labels do.",
     .formula = "differential_fairness - label_differential_fairness", .range = "any number", .ideal = "0 or below",
     .undefined_when = "one of the two is undefined", .source = FOULDS,
     .limits = "Decisions that are as unequal as unfair labels have an amplification of 0.",
     .kind = EXQ_KIND_OVER_GROUPS, .better = -1,
     .example = {.group_count = 2, .cells = {{3, 0, 1, 5}, {1, 0, 2, 4}}, .value = 0.5959834321062973,
                 .words = "decisions ln(0.35 / 0.1875) = 0.6242, labels ln(0.45 / 0.4375) = 0.0282: "
                          "0.6242 - 0.0282 = 0.5960"}},
};
/* clang-format on */

/* (k + c/2) / (n + c) with c = 1. */
static double smoothed(const exq_estimate *estimate)
{
    return (estimate->num.weight + 0.5) / (estimate->den.weight + 1);
}

/* The two groups furthest apart are the same for both outcomes. */
static exq_disparity point(const exq_evidence *evidence, const exq_lineup *lineup)
{
    size_t high = evidence->compared[0], low = high;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        size_t g = evidence->compared[i];
        const exq_estimate *estimate = &lineup->groups[g];
        if (!exq_known(estimate->value))
            return exq_disparity_plain(NULL, estimate->value, g, EXQ_NOBODY);
        if (smoothed(estimate) > smoothed(&lineup->groups[high]))
            high = g;
        if (smoothed(estimate) < smoothed(&lineup->groups[low]))
            low = g;
    }
    double p = smoothed(&lineup->groups[high]), q = smoothed(&lineup->groups[low]);
    double epsilon = fmax(log(p / q), log((1 - q) / (1 - p)));
    return exq_disparity_plain(NULL, exq_some(epsilon), high, high == low ? EXQ_NOBODY : low);
}

/* The range of ln max/min of one outcome; rejected: the same with n - k for k. */
static exq_range outcome_range(const exq_evidence *evidence, const exq_lineup *lineup, bool rejected, exq_reach reach)
{
    bool nobody = true;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        exq_proportion p = exq_estimate_proportion(&lineup->groups[evidence->compared[i]]);
        if (rejected)
            p.k = p.n - p.k;
        evidence->proportions[i] = p;
        nobody = nobody && p.k <= 0;
    }
    if (nobody) /* an outcome that never occurred tells nothing apart, and its ratio is not bounded */
        return (exq_range){exq_some(0), exq_none(EXQ_WHY_INFINITE), "fold"};
    size_t count = evidence->compared_count;
    const double *correlations = exq_evidence_correlations(evidence, lineup, evidence->compared, count);
    exq_extremes ranges =
        exq_interval_extremes(evidence->proportions, correlations, count, reach, evidence->scratch);
    return exq_interval_negative(exq_interval_log(ranges.ratio));
}

/* The larger of two: away from parity the further end, towards it the further end at half the error each. */
static exq_range range_of(const exq_evidence *evidence, const exq_lineup *lineup)
{
    double level = evidence->options->level;
    exq_reach reach = exq_reach_of(level, (1 + level) / 2, evidence->compared_count);
    exq_range selected = outcome_range(evidence, lineup, false, reach);
    exq_range rejected = outcome_range(evidence, lineup, true, reach);
    exq_range range = selected;
    range.lo = exq_some(fmax(selected.lo.v, rejected.lo.v));
    range.hi = exq_known(selected.hi) && exq_known(rejected.hi) ? exq_some(fmax(selected.hi.v, rejected.hi.v))
                                                                : exq_none(EXQ_WHY_INFINITE);
    return range;
}

static exq_disparity epsilon_of(const exq_evidence *evidence, const exq_lineup *lineup)
{
    if (evidence->compared_count < 2)
        return exq_disparity_plain(NULL, exq_none(EXQ_WHY_ONE_GROUP), EXQ_NOBODY, EXQ_NOBODY);
    exq_disparity disparity = point(evidence, lineup);
    if (exq_known(disparity.value) && !evidence->options->pairs_only) {
        disparity.together = disparity.alone = range_of(evidence, lineup);
        disparity.difference = exq_difference_of(disparity.together, 0);
    }
    return disparity;
}

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    exq_disparity decisions = epsilon_of(evidence, &evidence->lineups[EXQ_QUANTITY_selection_rate]);
    decisions.metric = infos[0].id;
    decisions.of = "selection_rate";
    exq_rows_add(rows, decisions);
    if (!exq_evidence_has_labels(evidence))
        return;
    exq_disparity labels = epsilon_of(evidence, &evidence->lineups[EXQ_QUANTITY_base_rate]);
    labels.metric = infos[1].id;
    labels.of = "base_rate";
    exq_rows_add(rows, labels);
    exq_value amplification = exq_known(decisions.value) ? labels.value : decisions.value;
    if (exq_known(amplification))
        amplification = exq_some(decisions.value.v - labels.value.v);
    exq_rows_add(rows, exq_disparity_plain(infos[2].id, amplification, EXQ_NOBODY, EXQ_NOBODY));
}

const exq_metric exq_metric_differential_fairness = {infos, sizeof infos / sizeof infos[0], compute};
