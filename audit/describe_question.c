/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Describes a question: who was compared with whom, every group, every comparison, and the same in each stratum.
 */
#include "describe.h"

#include "reference.h"
#include "weigh.h"

/* What the marginal table and a stratum have in common. */
typedef struct described_table {
    exq_weighed weighed;
    const exq_doc_group *groups;
    exq_doc_group overall;
    const exq_doc_disparity *disparities;
} described_table;

static bool describe_table(const exq_describe *describe, const exq_table *table, const exq_findings *findings,
                           described_table *out)
{
    exq_doc_group *groups = EXQ_NEW(describe->arena, exq_doc_group, table->group_count);
    exq_doc_disparity *disparities = EXQ_NEW(describe->arena, exq_doc_disparity, findings->disparity_count);
    if (groups == NULL || disparities == NULL || !exq_weigh_prepare(describe, table, findings, &out->weighed))
        return false;
    for (size_t g = 0; g < table->group_count; g++)
        if (!exq_describe_group(describe, &out->weighed, g, &groups[g]))
            return false;
    for (size_t d = 0; d < findings->disparity_count; d++)
        if (!exq_describe_disparity(describe, table, findings, &findings->disparities[d], &disparities[d]))
            return false;
    out->groups = groups;
    out->disparities = disparities;
    return exq_weigh_rows(describe, &out->weighed, disparities) &&
           exq_describe_group(describe, &out->weighed, table->group_count, &out->overall);
}

static bool describe_stratum(const exq_describe *describe, const exq_table *table, const exq_findings *findings,
                             exq_doc_stratum *out)
{
    const exq_published *question = describe->question;
    exq_doc_level *levels = EXQ_NEW(describe->arena, exq_doc_level, question->given_count);
    described_table described;
    if (levels == NULL || !describe_table(describe, table, findings, &described))
        return false;
    for (size_t i = 0; i < question->given_count; i++)
        levels[i] = (exq_doc_level){.column = question->given[i], .level = table->strata_levels[i]};
    *out = (exq_doc_stratum){
        .levels = {levels, question->given_count},
        .groups = described.groups,
        .group_count = table->group_count,
        .overall = described.overall,
        .disparities = described.disparities,
        .disparity_count = findings->disparity_count
    };
    return true;
}

static bool weigh(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *out)
{
    return exq_weigh_strata(describe, marginal, out) && exq_weigh_tests(describe, marginal, out) &&
           exq_weigh_variances(describe, marginal, out) && exq_weigh_worst(describe, marginal, out) &&
           exq_weigh_missing(describe, marginal, out) && exq_weigh_choices(describe, marginal, out);
}

bool exq_describe_question(const exq_describe *describe, const exq_findings *findings, const exq_findings *strata,
                           exq_doc_question *out)
{
    const exq_published *question = describe->question;
    described_table described;
    exq_doc_stratum *described_strata = EXQ_NEW(describe->arena, exq_doc_stratum, question->stratum_count);
    if (described_strata == NULL || !describe_table(describe, &question->marginal, findings, &described))
        return false;
    for (size_t s = 0; s < question->stratum_count; s++)
        if (!describe_stratum(describe, &question->strata[s], &strata[s], &described_strata[s]))
            return false;
    *out = (exq_doc_question){.side = "decision",
                              .by = question->by,
                              .by_count = question->by_count,
                              .given = question->given,
                              .given_count = question->given_count,
                              .class_name = describe->class_name,
                              .reference = {.kind = exq_reference_name(describe->options->reference)},
                              .lead_rate = describe->show[0],
                              .groups = described.groups,
                              .group_count = question->marginal.group_count,
                              .overall = described.overall,
                              .disparities = described.disparities,
                              .disparity_count = findings->disparity_count,
                              .strata = described_strata,
                              .stratum_count = question->stratum_count};
    if (findings->reference < question->marginal.group_count &&
        !exq_describe_levels(describe, &question->marginal.groups[findings->reference], &out->reference.levels))
        return false;
    return weigh(describe, &described.weighed, out) && exq_describe_series(describe, out) &&
           exq_describe_curves(describe, findings, out);
}
