/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inequality of benefits among individuals: b = decision - label + 1 is 2 for a person selected against the label, 0
 * for one rejected against it, 1 where they agree. An index of how unequal b is splits into what lies between the
 * groups' means and what lies within groups.
 */
#include "metric.h"

enum { GENERALIZED, THEIL, MEAN_LOG, INDICES };

/* Values with their weights. */
typedef struct distribution {
    const double *values;
    const double *weights;
    size_t count;
    double total;
    double mean;
} distribution;

static distribution distribution_of(const double *values, const double *weights, size_t count)
{
    distribution result = {values, weights, count, 0, 0};
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        result.total += weights[i];
        sum += weights[i] * values[i];
    }
    result.mean = sum / result.total;
    return result;
}

/* A person's contribution, of x = b / mean. */
static double contribution(int index, double x)
{
    if (index == GENERALIZED)
        return (x - 1) * (x - 1) / 2; /* (x^2 - 1) / 2 on average, since x is 1 on average; this cancels less */
    if (index == THEIL)
        return x > 0 ? x * log(x) : 0;
    return -log(x);
}

static exq_value inequality(int index, const distribution *of)
{
    double sum = 0;
    for (size_t i = 0; i < of->count; i++) {
        if (of->weights[i] <= 0)
            continue;
        if (index == MEAN_LOG && of->values[i] <= 0)
            return exq_none(EXQ_WHY_NEEDS_POSITIVE_BENEFIT);
        sum += of->weights[i] / of->total * contribution(index, of->values[i] / of->mean);
    }
    return exq_some(sum);
}

/* -------------------------------------------------------------------------------------------------- benefits */

static const double benefits[3] = {0, 1, 2};

typedef struct group_benefits {
    double weights[3];
    distribution distribution;
} group_benefits;

static void take_benefits(const exq_cells *cells, group_benefits *out)
{
    static const unsigned masks[3] = {FN, TP | TN, FP};
    for (size_t b = 0; b < 3; b++)
        out->weights[b] = exq_cells_sum(cells, masks[b]).weight;
    out->distribution = distribution_of(benefits, out->weights, 3);
}

/* All benefits, and group by group those of the groups with a label. */
typedef struct population {
    group_benefits everyone;
    group_benefits *groups;
    double *means, *totals; /* of the groups */
    size_t group_count;
    exq_why why; /* why there is no index at all */
} population;

static bool take_population(const exq_evidence *evidence, population *out)
{
    size_t count = evidence->table->group_count;
    *out = (population){
        .groups = EXQ_NEW(evidence->arena, group_benefits, count),
        .means = EXQ_NEW(evidence->arena, double, count),
        .totals = EXQ_NEW(evidence->arena, double, count),
    };
    if (out->groups == NULL || out->means == NULL || out->totals == NULL)
        return false;
    take_benefits(&evidence->overall, &out->everyone);
    for (size_t g = 0; g < count; g++) {
        group_benefits *group = &out->groups[out->group_count];
        take_benefits(&evidence->cells[g], group);
        if (group->distribution.total <= 0)
            continue;
        out->means[out->group_count] = group->distribution.mean;
        out->totals[out->group_count] = group->distribution.total;
        out->group_count++;
    }
    if (exq_cells_selected_labels(&evidence->overall))
        out->why = EXQ_WHY_LABELS_ONLY_FOR_SELECTED;
    else if (!(out->everyone.distribution.total > 0))
        out->why = EXQ_WHY_ZERO_DENOMINATOR;
    else if (out->everyone.distribution.mean == 0)
        out->why = EXQ_WHY_ZERO_MEAN;
    return true;
}

static exq_value total(const population *people, int index)
{
    return inequality(index, &people->everyone.distribution);
}

/* Everyone given the mean of their group. */
static exq_value between(const population *people, int index)
{
    if (people->group_count < 2)
        return exq_none(EXQ_WHY_ONE_GROUP);
    distribution means = distribution_of(people->means, people->totals, people->group_count);
    return inequality(index, &means);
}

/* The groups' own indices, each by its share of people times (group mean / mean)^alpha. */
static exq_value within(const population *people, int index)
{
    static const double alphas[INDICES] = {2, 1, 0};
    const distribution *everyone = &people->everyone.distribution;
    double sum = 0;
    if (people->group_count < 2)
        return exq_none(EXQ_WHY_ONE_GROUP);
    for (size_t g = 0; g < people->group_count; g++) {
        const distribution *group = &people->groups[g].distribution;
        if (group->mean == 0 && index != MEAN_LOG)
            continue; /* nobody has a benefit, so they all have the same */
        exq_value own = inequality(index, group);
        if (!exq_known(own))
            return own;
        sum += group->total / everyone->total * pow(group->mean / everyone->mean, alphas[index]) * own.v;
    }
    return exq_some(sum);
}

/* --------------------------------------------------------------------------------------------------- catalogue */

/* clang-format off */
#define BENEFIT "b = decision - label + 1"
#define SPEICHER "Speicher, Heidari, Grgic-Hlaca, Gummadi, Singla, Weller and Zafar, 2018, A Unified Approach to "     \
                 "Quantifying Algorithmic Unfairness"
#define UNLABELLED "nobody has a label, labels are known only for the selected, or the mean benefit is 0"
#define ONE_GROUP_OR ", or there is one group only"
#define COMMON_LIMITS "It counts a person wrongly selected as favoured, whatever being selected is worth, and is " \
                      "above 0 whenever there are errors at all."
#define BETWEEN_LIMITS "It is blind to how errors fall inside a group, and usually a small part of the whole."
#define WITHIN_LIMITS "It grows with every error inside any group and says nothing of differences between groups."

/* Ten people: A has b = 1 1 1 1 2 0 (mean 1), B has b = 1 1 2 2 (mean 1.5); the mean of all is 1.2. */
#define TWO_GROUPS(value_, words_)                                                                       \
    {.group_count = 2, .cells = {{2, 1, 1, 2}, {1, 2, 0, 1}}, .value = (value_), .words = (words_)}
/* Ten people without a benefit of 0: A has b = 1 1 1 1 1 2 (mean 7/6), B has b = 1 1 2 2. */
#define POSITIVE_GROUPS(value_, words_)                                                                  \
    {.group_count = 2, .cells = {{2, 1, 0, 3}, {1, 2, 0, 1}}, .value = (value_), .words = (words_)}

#define INDEX(id_, name_, also_, definition_, formula_, when_, source_, limits_, example_)               \
    {.id = (id_), .name = (name_), .also = (also_), .family = "Inequality of benefits",                  \
     .definition = (definition_), .formula = (formula_), .range = "0 and above", .ideal = "0",           \
     .undefined_when = (when_), .source = (source_), .limits = (limits_), .kind = EXQ_KIND_OVER_GROUPS,  \
     .better = -1, .parity = 0, .example = example_}

static const exq_metric_info infos[] = {
    INDEX("generalized_entropy_index", "Generalized entropy index", "GEI(2)",
          "How unequal benefits are among individuals: half the squared coefficient of variation (alpha = 2).",
          "mean ((b / mean b)^2 - 1) / 2, " BENEFIT, UNLABELLED, SPEICHER, COMMON_LIMITS,
          TWO_GROUPS(0.125, "b is 0 once, 1 six times, 2 three times, 1.2 on average: "
                                           "((0 + 6 + 12) / 10 / 1.44 - 1) / 2 = 0.125")),
    INDEX("generalized_entropy_index_between", "Generalized entropy index, between groups", NULL,
          "The part of the index that is left when everyone has the mean benefit of their group.",
          "sum (n_g / n) ((mean_g / mean)^2 - 1) / 2, " BENEFIT, UNLABELLED ONE_GROUP_OR, SPEICHER, BETWEEN_LIMITS,
          TWO_GROUPS(0.020833333333333,
                     "means 1 and 1.5 of 6 and 4 people: ((0.6 + 0.9) / 1.44 - 1) / 2 = 0.0208")),
    INDEX("generalized_entropy_index_within", "Generalized entropy index, within groups", NULL,
          "The part of the index that lies inside groups: what the part between groups leaves.",
          "sum (n_g / n) (mean_g / mean)^2 index_g, " BENEFIT, UNLABELLED ONE_GROUP_OR, SPEICHER, WITHIN_LIMITS,
          TWO_GROUPS(0.104166666666667,
                     "indices 1/6 in A and 1/18 in B: 0.6 / 1.44 / 6 + 0.9 / 1.44 / 18 = 0.1042")),
    INDEX("theil_index", "Theil index", "GEI(1), Theil T",
          "How unequal benefits are among individuals, by the entropy of their shares (alpha = 1).",
          "mean (b / mean b) ln(b / mean b), " BENEFIT, UNLABELLED,
          "Theil, 1967, Economics and Information Theory; " SPEICHER, COMMON_LIMITS,
          TWO_GROUPS(0.164252033486018,
                     "half of all benefits are held as 1, half as 2: 0.5 ln(1 / 1.2) + 0.5 ln(2 / 1.2) = 0.1643")),
    INDEX("theil_index_between", "Theil index, between groups", NULL,
          "The part of the index that is left when everyone has the mean benefit of their group.",
          "sum (n_g / n) (mean_g / mean) ln(mean_g / mean), " BENEFIT, UNLABELLED ONE_GROUP_OR,
          "Theil, 1967, Economics and Information Theory", BETWEEN_LIMITS,
          TWO_GROUPS(0.020410997260128,
                     "each group holds half of all benefits: 0.5 ln(1 / 1.2) + 0.5 ln(1.5 / 1.2) = 0.0204")),
    INDEX("theil_index_within", "Theil index, within groups", NULL,
          "The part of the index that lies inside groups: what the part between groups leaves.",
          "sum (n_g / n) (mean_g / mean) index_g, " BENEFIT, UNLABELLED ONE_GROUP_OR,
          "Theil, 1967, Economics and Information Theory", WITHIN_LIMITS,
          TWO_GROUPS(0.143841036225890,
                     "indices 0.2310 in A and 0.0566 in B, half of all benefits each: 0.1438")),
    INDEX("mean_log_deviation", "Mean log deviation", "GEI(0), Theil L",
          "How unequal benefits are among individuals, by the mean logarithm of their shortfall (alpha = 0).",
          "mean -ln(b / mean b), " BENEFIT, UNLABELLED ", or someone has a benefit of 0",
          "Theil, 1967, Economics and Information Theory; " SPEICHER,
          "It is undefined as soon as one person is rejected against the label, which is nearly always.",
          POSITIVE_GROUPS(0.054420110299507, "b is 1 seven times and 2 three times: "
                                                    "ln 1.3 - 0.3 ln 2 = 0.0544")),
    INDEX("mean_log_deviation_between", "Mean log deviation, between groups", NULL,
          "The part of the index that is left when everyone has the mean benefit of their group.",
          "sum (n_g / n) -ln(mean_g / mean), " BENEFIT,
          UNLABELLED ", a group's mean benefit is 0" ONE_GROUP_OR,
          "Theil, 1967, Economics and Information Theory", BETWEEN_LIMITS,
          POSITIVE_GROUPS(0.007687813327870,
                          "means 7/6 and 1.5 of 6 and 4 people: "
                          "-0.6 ln(1.1667 / 1.3) - 0.4 ln(1.5 / 1.3) = 0.0077")),
    INDEX("mean_log_deviation_within", "Mean log deviation, within groups", NULL,
          "The part of the index that lies inside groups: what the part between groups leaves.",
          "sum (n_g / n) index_g, " BENEFIT, UNLABELLED ", someone has a benefit of 0" ONE_GROUP_OR,
          "Theil, 1967, Economics and Information Theory", WITHIN_LIMITS,
          POSITIVE_GROUPS(0.046732296971637,
                          "indices 0.0386 in A and 0.0589 in B: 0.6 * 0.0386 + 0.4 * 0.0589 = 0.0467")),
    INDEX("coefficient_of_variation", "Coefficient of variation of benefits", "CoV",
          "The standard deviation of benefits over their mean.",
          "sqrt(2 GEI(2)), " BENEFIT, UNLABELLED, "Bellamy and others, 2018, AI Fairness 360", COMMON_LIMITS,
          TWO_GROUPS(0.5, "GEI(2) is 0.125: sqrt(2 * 0.125) = 0.5")),
};
/* clang-format on */

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    population people;
    if (!exq_evidence_has_labels(evidence))
        return;
    if (!take_population(evidence, &people)) {
        rows->failed = true;
        return;
    }
    for (int index = 0; index < INDICES; index++) {
        const exq_metric_info *info = &infos[3 * index];
        exq_value values[3] = {exq_none(people.why), exq_none(people.why), exq_none(people.why)};
        if (people.why == EXQ_WHY_NONE) {
            values[0] = total(&people, index);
            values[1] = between(&people, index);
            values[2] = within(&people, index);
        }
        for (size_t i = 0; i < 3; i++)
            exq_rows_add(rows, exq_disparity_plain(info[i].id, values[i], EXQ_NOBODY, EXQ_NOBODY));
    }
    exq_value variation = exq_none(people.why);
    if (people.why == EXQ_WHY_NONE)
        variation = exq_some(sqrt(2 * total(&people, GENERALIZED).v));
    exq_rows_add(rows, exq_disparity_plain(infos[3 * INDICES].id, variation, EXQ_NOBODY, EXQ_NOBODY));
}

const exq_metric exq_metric_entropy = {infos, sizeof infos / sizeof infos[0], compute};
