/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A group's scores and those of the reference side by side: who of the one stands above whom of the other, how far their ROC
 * curves are apart, and how far the distributions of their scores.
 */
#include "metric.h"

enum { BPSN, BNSP, XAUC, ABROCA, KS, WASSERSTEIN };

/* clang-format off */
#define WHEN_PAIRS "a label of the group or of the reference has nobody, labels are known only for the selected, no score " \
                   "was given, or there is one group only"
#define WHEN_SCORES "no score was given, or there is one group only"
#define BORKAN "Borkan, Dixon, Sorensen, Thain and Vasserman, 2019, Nuanced Metrics for Measuring Unintended Bias"
#define POSITIVE_AT_PARITY "It has no direction and is above 0 by chance even when the groups are alike: read it beside what " \
                           "chance gives."

/* A, the reference: positives 2, 2, 4 and negatives 9, 2, 1 at scores 0.2, 0.5, 0.8; B: 2, 0, 1 and 5, 1, 1. */
#define EXAMPLE(value_, words_) \
    {.group_count = 2, .of_scores = true, .cells = {{6, 3, 2, 9}, {1, 2, 2, 5}}, .group = 1, .value = (value_), \
     .words = "at scores 0.2, 0.5, 0.8 A has positives 2, 2, 4, negatives 9, 2, 1; B 2, 0, 1 and 5, 1, 1: " words_}

static const exq_metric_info infos[] = {
    [BPSN] = {.id = "bpsn_auc", .name = "AUC of the reference's positives above the group's negatives",
     .also = "background positive subgroup negative AUC", .family = "Comparisons of scores",
     .definition = "How often a person of the reference with a positive label has a higher score than one of the group with a "
                   "negative label; ties count one half.",
     .formula = "pairs (reference positive above group negative + ties / 2) / all such pairs", .range = "0 to 1",
     .ideal = "1", .undefined_when = WHEN_PAIRS, .source = BORKAN,
     .limits = "A low one says that negatives of the group are scored like positives of the reference; compare it with the AUC "
               "of either group.",
     .kind = EXQ_KIND_PER_GROUP, .better = 1, .parity = 1,
     .example = EXAMPLE(0.75, "(2 x 2.5 + 2 x 5.5 + 4 x 6.5) / 56 = 0.75")},
    [BNSP] = {.id = "bnsp_auc", .name = "AUC of the group's positives above the reference's negatives",
     .also = "background negative subgroup positive AUC", .family = "Comparisons of scores",
     .definition = "How often a person of the group with a positive label has a higher score than one of the reference with a "
                   "negative label; ties count one half.",
     .formula = "pairs (group positive above reference negative + ties / 2) / all such pairs", .range = "0 to 1",
     .ideal = "1", .undefined_when = WHEN_PAIRS, .source = BORKAN,
     .limits = "A low one says that positives of the group are scored like negatives of the reference; compare it with the AUC "
               "of either group.",
     .kind = EXQ_KIND_PER_GROUP, .better = 1, .parity = 1,
     .example = EXAMPLE(0.5694444444444444, "(2 x 4.5 + 11.5) / 36 = 0.5694")},
    [XAUC] = {.id = "xauc_difference", .name = "Difference of cross-group AUC", .also = "xAUC disparity",
     .family = "Comparisons of scores",
     .definition = "How much more often a positive of the group stands above a negative of the reference than a positive of the "
                   "reference above a negative of the group.",
     .formula = "bnsp_auc - bpsn_auc", .range = "-1 to 1", .ideal = "0", .undefined_when = WHEN_PAIRS,
     .source = "Kallus and Zhou, 2019, The Fairness of Risk Scores Beyond Classification: Bipartite Ranking and the xAUC Metric",
     .limits = "It is 0 where both directions fail alike.", .kind = EXQ_KIND_PER_GROUP, .better = 0, .parity = 0,
     .example = EXAMPLE(-0.18055555555555558, "0.5694 - 0.75 = -0.1806")},
    [ABROCA] = {.id = "abroca", .name = "Area between the ROC curves", .also = "ABROCA", .family = "Comparisons of scores",
     .definition = "The area between the ROC curve of the group and that of the reference; where they cross both sides count.",
     .formula = "integral of |TPR of the group - TPR of the reference| over the FPR", .range = "0 to 1", .ideal = "0",
     .undefined_when = WHEN_PAIRS,
     .source = "Gardner, Brooks and Baker, 2019, Evaluating the Fairness of Predictive Student Models Through Slicing Analysis",
     .limits = POSITIVE_AT_PARITY, .kind = EXQ_KIND_PER_GROUP, .better = -1, .parity = 0,
     .example = EXAMPLE(0.23363095238095238, "three stretches between the knots of both curves add up to 0.2336")},
    [KS] = {.id = "score_ks", .name = "Largest distance of the distributions of scores", .also = "Kolmogorov-Smirnov distance",
     .family = "Comparisons of scores",
     .definition = "The largest difference between the group and the reference in the share of people up to a score.",
     .formula = "max over s of |F(s) - G(s)|", .range = "0 to 1", .ideal = "0", .undefined_when = WHEN_SCORES,
     .source = "Smirnov, 1948, Table for Estimating the Goodness of Fit of Empirical Distributions",
     .limits = POSITIVE_AT_PARITY, .kind = EXQ_KIND_PER_GROUP, .better = -1, .parity = 0,
     .example = EXAMPLE(0.15, "up to 0.2 7 of 10 and 11 of 20: |0.7 - 0.55| = 0.15")},
    [WASSERSTEIN] = {.id = "score_wasserstein", .name = "Mean distance of the distributions of scores",
     .also = "Wasserstein-1 distance, earth mover's distance", .family = "Comparisons of scores",
     .definition = "How far the scores of the group have to be moved on average until they are distributed like the reference's.",
     .formula = "integral of |F(s) - G(s)| over the scores", .range = "0 and above", .ideal = "0",
     .undefined_when = WHEN_SCORES,
     .source = "Jiang, Pacchiano, Stepleton, Jiang and Chiappa, 2020, Wasserstein Fair Classification",
     .limits = POSITIVE_AT_PARITY " Where bins of scores are wider than one number it is the least that it can be.",
     .kind = EXQ_KIND_PER_GROUP, .better = -1, .parity = 0,
     .example = EXAMPLE(0.06, "|0.7 - 0.55| 0.3 + |0.8 - 0.75| 0.3 = 0.06")},
};
/* clang-format on */

/* ------------------------------------------------------------------------------------------------------ pairs */

/* Positives of `above` against negatives of `below`. */
static exq_scored_value cross(const exq_evidence *evidence, const exq_row *above, const exq_row *below)
{
    return exq_area_under(evidence->overall.scale, above->scores->people[EXQ_SCORED_POSITIVE],
                          below->scores->people[EXQ_SCORED_NEGATIVE]);
}

/* Everyone together holds the group itself. */
static exq_why why_no_range(const exq_evidence *evidence, size_t reference)
{
    if (evidence->question->has_units)
        return EXQ_WHY_NEEDS_PEOPLE;
    return reference == EXQ_OVERALL ? EXQ_WHY_NO_INTERVAL : EXQ_WHY_NONE;
}

/* The second less the first, or the first alone where there is no second. */
static exq_range range_at(const exq_scored_value *first, const exq_scored_value *second, double level)
{
    const exq_range a = exq_range_of_area(first, level);
    if (second == NULL || a.method == NULL)
        return a;
    const exq_range b = exq_range_of_area(second, level);
    if (b.method == NULL)
        return b;
    const exq_limits limits =
        exq_mover(second->value.v, (exq_limits){b.lo.v, b.hi.v}, first->value.v, (exq_limits){a.lo.v, a.hi.v});
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), "mover"};
}

static exq_bracket bracket_of(const exq_scored_value *first, const exq_scored_value *second)
{
    const exq_bracket a = first->certain, b = second->certain;
    return (exq_bracket){a.told || b.told, b.lo - a.hi, b.hi - a.lo};
}

static exq_disparity of_pairs(const exq_evidence *evidence, size_t metric, size_t group, size_t reference, size_t rows)
{
    const exq_row *own = &evidence->table->groups[group];
    const exq_row *other = exq_evidence_reference_row(evidence, reference, group);
    const exq_scored_value bpsn = cross(evidence, other, own), bnsp = cross(evidence, own, other);
    const exq_scored_value *first = metric == BNSP ? &bnsp : &bpsn, *second = metric == XAUC ? &bnsp : NULL;
    const exq_value value = second != NULL ? exq_some(second->value.v - first->value.v) : first->value;
    exq_disparity out = exq_disparity_plain(NULL, value, group, reference);
    out.certain = second != NULL ? bracket_of(first, second) : first->certain;
    const exq_why why = why_no_range(evidence, reference);
    const double level = evidence->options->level;
    if (why != EXQ_WHY_NONE) {
        out.alone = out.together = exq_range_none(why);
        return out;
    }
    out.alone = range_at(first, second, level);
    out.together = rows < 2 ? out.alone : range_at(first, second, exq_interval_sidak(level, rows));
    if (metric == XAUC)
        out.difference = exq_difference_of(out.together, 0);
    return out;
}

/* -------------------------------------------------------------------------------------------------- distances */

/* People and scores of a row, whatever their labels. */
static bool sum_labels(const exq_evidence *evidence, const exq_row *row, size_t at, exq_two_scored *out)
{
    const size_t count = out->scale->bin_count;
    uint64_t *people = EXQ_NEW(evidence->arena, uint64_t, count);
    double *sum = EXQ_NEW(evidence->arena, double, count);
    for (size_t label = 0; people != NULL && sum != NULL && label < EXQ_SCORED_LABELS; label++) {
        for (size_t b = 0; b < count; b++) {
            people[b] += row->scores->people[label][b];
            sum[b] += row->scores->sum[label][b];
        }
    }
    out->people[at] = people;
    out->sum[at] = sum;
    return people != NULL && sum != NULL;
}

typedef struct asked {
    size_t metric;
    const exq_lineup *lineup; /* undefined exactly where the metric is */
    exq_rows *rows;
} asked;

static exq_scored_value distance(const exq_evidence *evidence, const asked *of, const exq_row *own,
                                 const exq_row *other)
{
    const exq_scale *scale = evidence->overall.scale;
    if (of->metric == ABROCA) {
        const exq_two_rocs rocs = {
            scale,
            {own->scores->people[EXQ_SCORED_NEGATIVE], other->scores->people[EXQ_SCORED_NEGATIVE]},
            {own->scores->people[EXQ_SCORED_POSITIVE], other->scores->people[EXQ_SCORED_POSITIVE]}
        };
        return exq_abroca_of(&rocs);
    }
    exq_two_scored both = {.scale = scale};
    if (!sum_labels(evidence, own, 0, &both) || !sum_labels(evidence, other, 1, &both)) {
        of->rows->failed = true;
        return (exq_scored_value){.value = exq_none(EXQ_WHY_INPUT_UNDEFINED)};
    }
    exq_scored_value out = of->metric == KS ? exq_score_ks_of(&both) : exq_score_wasserstein_of(&both);
    if (of->metric == WASSERSTEIN && other != &evidence->table->overall)
        out.fair = (exq_chance){"groups_alike", exq_score_wasserstein_fair(&both), (double)NAN, (double)NAN};
    return out;
}

static exq_disparity against(const exq_evidence *evidence, const void *what, size_t group, size_t reference,
                             size_t rows)
{
    const asked *of = what;
    const exq_estimate other = exq_evidence_reference_estimate(evidence, of->lineup, reference, group);
    const exq_value own_value = of->lineup->groups[group].value;
    if (!exq_known(own_value) || !exq_known(other.value))
        return exq_disparity_plain(NULL, exq_known(own_value) ? other.value : own_value, group, reference);
    if (of->metric <= XAUC)
        return of_pairs(evidence, of->metric, group, reference, rows);
    const exq_scored_value found =
        distance(evidence, of, &evidence->table->groups[group], exq_evidence_reference_row(evidence, reference, group));
    exq_disparity out = exq_disparity_plain(NULL, found.value, group, reference);
    out.certain = found.certain;
    out.fair = found.fair;
    return out;
}

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    for (size_t metric = BPSN; metric <= WASSERSTEIN; metric++) {
        const size_t quantity = metric < KS ? EXQ_QUANTITY_auc : EXQ_QUANTITY_mean_score;
        const asked of = {metric, &evidence->lineups[quantity], rows};
        if (of.lineup->groups != NULL)
            exq_rows_add_against(rows, evidence, of.lineup, infos[metric].id, against, &of);
    }
}

const exq_metric exq_metric_scores = {infos, sizeof infos / sizeof infos[0], compute};
