/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutual information of the group with the decision or the label: how many nats knowing the one tells of the other, and
 * how many it would seem to tell by chance in a sample of this size.
 */
#include "metric.h"

/* clang-format off */
#define FAMILY "Mutual information"
#define BAROCAS "Barocas, Hardt and Narayanan, 2023, Fairness and Machine Learning"
#define MILLER "Miller, 1955, Note on the Bias of Information Estimates"
#define LIMITS "It is above 0 by chance even when there is nothing to tell: read it beside its bias. It has no " \
               "direction."
#define LABELS_OR "labels are known only for the selected, nobody has a label, or there is one group only"

#define INFORMATION(id_, name_, also_, definition_, formula_, when_, value_, words_)                        \
    {.id = "mutual_information_" id_, .name = (name_), .also = (also_), .family = FAMILY,                   \
     .definition = (definition_), .formula = (formula_), .range = "0 and above, in nats", .ideal = "0",     \
     .undefined_when = (when_), .source = BAROCAS, .limits = LIMITS, .kind = EXQ_KIND_OVER_GROUPS,          \
     .better = -1, .example = {.group_count = 2, .cells = {{4, 2, 2, 4}, {1, 1, 2, 4}}, .value = (value_),  \
                               .words = (words_)}}
#define BIAS(id_, name_, formula_, when_, value_, words_)                                                   \
    {.id = "mutual_information_" id_ "_bias", .name = (name_), .also = "Miller-Madow correction",           \
     .family = FAMILY,                                                                                     \
     .definition = "What the mutual information would be on average, to first order, if there were nothing to tell.", \
     .formula = (formula_), .range = "0 and above, in nats", .ideal = "small beside the value",             \
     .undefined_when = "the data are weighted, a person has several rows, " when_, .source = MILLER,                                   \
     .limits = "It is a first-order figure, good when no cell is small.", .kind = EXQ_KIND_OVER_GROUPS,     \
     .better = 0, .example = {.group_count = 2, .cells = {{4, 2, 2, 4}, {1, 1, 2, 4}}, .value = (value_),   \
                              .words = (words_)}}

static const exq_metric_info infos[] = {
    INFORMATION("independence", "Mutual information, independence", "I(decision; group)",
                "What the decision tells about the group.", "sum p(d, g) ln (p(d, g) / (p(d) p(g)))",
                "there is one group only", 0.03218930082576591,
                "selected 6 of 12 in A and 2 of 8 in B, 8 of 20 in all: "
                "0.3 ln(0.3 / 0.24) + 0.3 ln(0.3 / 0.36) + 0.1 ln(0.1 / 0.16) + 0.3 ln(0.3 / 0.24) = 0.0322"),
    BIAS("independence", "Bias of the mutual information, independence", "(|D| - 1) (|G| - 1) / (2 n)",
         "or there is one group only", 0.025, "2 decisions and 2 groups of 20 people: 1 * 1 / (2 * 20) = 0.025"),
    INFORMATION("separation", "Mutual information, separation", "I(decision; group | label)",
                "What the decision tells about the group among people with the same label.",
                "sum over labels y of p(y) I(d; g | y)", LABELS_OR, 0.028920417430091907,
                "positive labels: selected 4 of 6 and 1 of 3; negative: 2 of 6 and 1 of 5: "
                "9/20 * 0.0504 + 11/20 * 0.0113 = 0.0289"),
    BIAS("separation", "Bias of the mutual information, separation", "sum over labels y of (|D| - 1) (|G| - 1) "
                                                                     "/ (2 n)",
         LABELS_OR, 0.05, "two labels: 2 * 1 * 1 / (2 * 20) = 0.05"),
    INFORMATION("sufficiency", "Mutual information, sufficiency", "I(label; group | decision)",
                "What the label tells about the group among people with the same decision.",
                "sum over decisions d of p(d) I(y; g | d)", LABELS_OR, 0.0043563267187544386,
                "selected: positive 4 of 6 and 1 of 2; rejected: 2 of 6 and 2 of 6: 8/20 * 0.0109 + 12/20 * 0 = "
                "0.0044"),
    BIAS("sufficiency", "Bias of the mutual information, sufficiency",
         "sum over decisions d of (|Y| - 1) (|G| - 1) / (2 n)", LABELS_OR, 0.05,
         "two decisions: 2 * 1 * 1 / (2 * 20) = 0.05"),
};
/* clang-format on */

/* What is related to the group, within what: two columns in each of `strata` strata, as masks. */
typedef struct relation {
    size_t strata;
    unsigned columns[2][2];
    bool labels;
} relation;

static const relation relations[] = {
    {1, {{EXQ_SELECTED, EXQ_REJECTED}}, false},
    {2, {{TP, FN}, {FP, TN}},           true },
    {2, {{TP, FP}, {FN, TN}},           true },
};

/* Sums over the compared groups of what a mask picks. */
static exq_sum margin(const exq_evidence *evidence, unsigned mask)
{
    exq_sum total = {0};
    for (size_t i = 0; i < evidence->compared_count; i++) {
        exq_sum part = exq_cells_sum(&evidence->cells[evidence->compared[i]], mask);
        total.people += part.people;
        total.weight += part.weight;
    }
    return total;
}

/* One stratum's part of the information, times its weight. */
static double information_in(const exq_evidence *evidence, const unsigned columns[2])
{
    double stratum = margin(evidence, columns[0] | columns[1]).weight;
    double sum = 0;
    for (size_t c = 0; c < 2; c++) {
        double column = margin(evidence, columns[c]).weight;
        for (size_t i = 0; i < evidence->compared_count; i++) {
            const exq_cells *cells = &evidence->cells[evidence->compared[i]];
            double cell = exq_cells_sum(cells, columns[c]).weight;
            double row = exq_cells_sum(cells, columns[0] | columns[1]).weight;
            if (cell > 0)
                sum += cell * log(cell / row * (stratum / column));
        }
    }
    return sum;
}

/* (columns seen - 1) (groups seen - 1) of one stratum. */
static double degrees_in(const exq_evidence *evidence, const unsigned columns[2])
{
    size_t groups = 0, seen = 0;
    for (size_t c = 0; c < 2; c++)
        seen += margin(evidence, columns[c]).people > 0;
    for (size_t i = 0; i < evidence->compared_count; i++)
        groups += exq_cells_sum(&evidence->cells[evidence->compared[i]], columns[0] | columns[1]).people > 0;
    return seen == 0 ? 0 : (double)(seen - 1) * (double)(groups - 1);
}

static exq_why why_not(const exq_evidence *evidence, const relation *of, double weight)
{
    if (evidence->compared_count < 2)
        return EXQ_WHY_ONE_GROUP;
    if (of->labels && exq_cells_selected_labels(&evidence->overall))
        return EXQ_WHY_LABELS_ONLY_FOR_SELECTED;
    return weight > 0 ? EXQ_WHY_NONE : EXQ_WHY_ZERO_DENOMINATOR;
}

static void add_relation(const exq_evidence *evidence, const relation *of, const exq_metric_info *info, exq_rows *rows)
{
    unsigned everyone = 0;
    double information = 0, degrees = 0;
    for (size_t s = 0; s < of->strata; s++) {
        everyone |= of->columns[s][0] | of->columns[s][1];
        information += information_in(evidence, of->columns[s]);
        degrees += degrees_in(evidence, of->columns[s]);
    }
    exq_sum all = margin(evidence, everyone);
    exq_why why = why_not(evidence, of, all.weight);
    exq_value value = exq_none(why), bias = exq_none(why);
    if (why == EXQ_WHY_NONE) {
        value = exq_some(fmax(information / all.weight, 0));
        exq_why no_people = exq_rows_are_no_people(evidence->question);
        bias = no_people != EXQ_WHY_NONE ? exq_none(no_people) : exq_some(degrees / (2 * (double)all.people));
    }
    exq_rows_add(rows, exq_disparity_plain(info[0].id, value, EXQ_NOBODY, EXQ_NOBODY));
    exq_rows_add(rows, exq_disparity_plain(info[1].id, bias, EXQ_NOBODY, EXQ_NOBODY));
}

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++) {
        if (!relations[i].labels || exq_evidence_has_labels(evidence))
            add_relation(evidence, &relations[i], &infos[2 * i], rows);
    }
}

const exq_metric exq_metric_information = {infos, sizeof infos / sizeof infos[0], compute};
