/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distances between the distribution of outcomes in a group and in the reference, over all classes at once: of the
 * decisions, and of the labels before any decision.
 */
#include "metric.h"

/* A distribution p of the group and q of the reference over K classes. */
typedef struct pair {
    const double *p;
    const double *q;
    size_t count;
} pair;

/* --------------------------------------------------------------------------------------------------- distances */

static double divergence(double p, double q)
{
    return p > 0 ? p * log(p / q) : 0;
}

static exq_value kl_divergence(pair of)
{
    double sum = 0;
    for (size_t k = 0; k < of.count; k++) {
        if (of.p[k] > 0 && of.q[k] <= 0)
            return exq_none(EXQ_WHY_REFERENCE_ZERO);
        sum += divergence(of.p[k], of.q[k]);
    }
    return exq_some(fmax(sum, 0));
}

static exq_value js_divergence(pair of)
{
    double sum = 0;
    for (size_t k = 0; k < of.count; k++) {
        double middle = (of.p[k] + of.q[k]) / 2;
        sum += (divergence(of.p[k], middle) + divergence(of.q[k], middle)) / 2;
    }
    return exq_some(fmax(sum, 0));
}

static exq_value total_variation(pair of)
{
    double sum = 0;
    for (size_t k = 0; k < of.count; k++)
        sum += fabs(of.p[k] - of.q[k]) / 2;
    return exq_some(sum);
}

static exq_value lp_norm(pair of)
{
    double sum = 0;
    for (size_t k = 0; k < of.count; k++)
        sum += (of.p[k] - of.q[k]) * (of.p[k] - of.q[k]);
    return exq_some(sqrt(sum));
}

static exq_value max_abs_difference(pair of)
{
    double greatest = 0;
    for (size_t k = 0; k < of.count; k++)
        greatest = fmax(greatest, fabs(of.p[k] - of.q[k]));
    return exq_some(greatest);
}

static exq_value (*const distances[])(pair) = {kl_divergence, js_divergence, total_variation, lp_norm,
                                               max_abs_difference};
enum { DISTANCES = sizeof distances / sizeof distances[0] };

/* --------------------------------------------------------------------------------------------------- catalogue */

/* clang-format off */
#define LIN "Lin, 1991, Divergence Measures Based on the Shannon Entropy"
#define KULLBACK "Kullback and Leibler, 1951, On Information and Sufficiency"
#define DAS "Das and others, 2021, Fairness Measures for Machine Learning in Finance"
#define LIMITS "It has no direction and is above 0 by chance even when the groups are equal."

/* A: 8 of 16 positive labels and 8 of 16 selected; B: 6 of 8 of each. */
#define DISTANCE(prefix_, of_, when_, id_, name_, also_, definition_, formula_, span_, more_when_, source_, value_,  \
                 words_)                                                                                       \
    {.id = prefix_ "_" id_, .name = name_ " of the " of_, .also = (also_),                                     \
     .family = "Distances between distributions", .definition = definition_ " Here of the " of_ ", over all classes.", \
     .formula = formula_ ", p of the group, q of the reference", .range = (span_), .ideal = "0",               \
     .undefined_when = when_ more_when_ ", or there is one group only", .source = (source_), .limits = LIMITS, \
     .kind = EXQ_KIND_PER_GROUP, .better = -1, .parity = 0,                                                    \
     .example = {.group_count = 2, .cells = {{6, 2, 2, 6}, {4, 2, 2, 0}}, .group = 1, .value = (value_),       \
                 .words = "A 8 of 16, B 6 of 8, q = (0.5, 0.5), p = (0.25, 0.75): " words_}}

#define DISTANCES_OF(prefix, of, when)                                                                         \
    DISTANCE(prefix, of, when, "kl_divergence", "Kullback-Leibler divergence", "KL, relative entropy",         \
             "How surprising the group's outcomes are to who expects the reference's, in nats.",               \
             "sum p ln(p / q)", "0 and above",                                                                 \
             ", an outcome of the group never occurs in the reference", KULLBACK, 0.13081203594113697,          \
             "0.25 ln(0.25 / 0.5) + 0.75 ln(0.75 / 0.5) = 0.1308"),                                            \
    DISTANCE(prefix, of, when, "js_divergence", "Jensen-Shannon divergence", "JS",                             \
             "The mean divergence of the two from the distribution midway between them, in nats.",             \
             "(KL(p, m) + KL(q, m)) / 2, m = (p + q) / 2", "0 to ln 2", "", LIN, 0.033822075568605,            \
             "m = (0.375, 0.625): (0.0354 + 0.0323) / 2 = 0.0338"),                                            \
    DISTANCE(prefix, of, when, "total_variation", "Total variation distance", "TVD",                           \
             "The share of outcomes that would have to change for the two to be alike.", "sum |p - q| / 2",    \
             "0 to 1", "", DAS, 0.25, "(0.25 + 0.25) / 2 = 0.25"),                                             \
    DISTANCE(prefix, of, when, "lp_norm", "Euclidean distance", "LP, L2 norm",                                 \
             "The root of the sum of squared differences.", "sqrt(sum (p - q)^2)", "0 to 1.4142", "", DAS,     \
             0.3535533905932738, "sqrt(0.0625 + 0.0625) = 0.3536"),                                            \
    DISTANCE(prefix, of, when, "max_abs_difference", "Largest difference of an outcome", "L-infinity, KS of classes", \
             "The largest difference between the two in the share of one class.", "max |p - q|", "0 to 1", "", \
             DAS, 0.25, "max(0.25, 0.25) = 0.25")

static const exq_metric_info infos[] = {
    DISTANCES_OF("decision", "decisions", "the group or the reference is empty"),
    DISTANCES_OF("label", "labels", "the group or the reference has no label, labels are known only for the "
                                    "selected"),
};
/* clang-format on */

/* -------------------------------------------------------------------------------------------------------- rows */

/* Shares of the K classes among a row's decisions or labels. */
static double *shares(const exq_evidence *evidence, const exq_row *row, bool labels)
{
    size_t classes = evidence->question->class_count;
    double *out = EXQ_NEW(evidence->arena, double, classes);
    double total = 0;
    for (size_t y = 0; out != NULL && y < (labels ? classes : classes + 1); y++) {
        for (size_t d = 0; d < classes; d++) {
            size_t at = y * classes + d;
            double weight = row->weights != NULL ? row->weights[at] : (double)row->counts[at];
            out[labels ? y : d] += weight;
            total += weight;
        }
    }
    for (size_t k = 0; out != NULL && k < classes; k++)
        out[k] /= total;
    return out;
}

typedef struct kind {
    const exq_lineup *lineup; /* whose values are undefined exactly where the distribution is */
    size_t distance;
    bool labels;
    exq_rows *rows;
} kind;

static exq_disparity distance(const exq_evidence *evidence, const void *what, size_t group, size_t reference,
                              size_t rows)
{
    const kind *of = what;
    (void)rows;
    exq_estimate other = exq_evidence_reference_estimate(evidence, of->lineup, reference, group);
    exq_value value = of->lineup->groups[group].value;
    if (exq_known(value))
        value = other.value;
    if (exq_known(value)) {
        const exq_row *own = &evidence->table->groups[group];
        const exq_row *row = exq_evidence_reference_row(evidence, reference, group);
        pair both = {shares(evidence, own, of->labels), shares(evidence, row, of->labels),
                     evidence->question->class_count};
        of->rows->failed = of->rows->failed || both.p == NULL || both.q == NULL;
        if (!of->rows->failed)
            value = distances[of->distance](both);
    }
    return exq_disparity_plain(NULL, value, group, reference);
}

static void add_distances(const exq_evidence *evidence, bool labels, exq_rows *rows)
{
    size_t quantity = labels ? EXQ_QUANTITY_base_rate : EXQ_QUANTITY_selection_rate;
    kind of = {&evidence->lineups[quantity], 0, labels, rows};
    for (; of.distance < DISTANCES; of.distance++) {
        const exq_metric_info *info = &infos[of.distance + (labels ? DISTANCES : 0)];
        exq_rows_add_against(rows, evidence, of.lineup, info->id, distance, &of);
    }
}

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    add_distances(evidence, false, rows);
    if (exq_evidence_has_labels(evidence))
        add_distances(evidence, true, rows);
}

const exq_metric exq_metric_distance = {infos, sizeof infos / sizeof infos[0], compute};
