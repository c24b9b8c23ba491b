/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compares every group with the reference like with like: pooled over the strata that show both, beside what the
 * same people say with strata ignored.
 */
#include <string.h>

#include "reference.h"
#include "stratified.h"
#include "stratum_table.h"
#include "weigh.h"

/* One group against the reference in one rate. */
typedef struct contest {
    const exq_lineup *lineup; /* of the marginal table */
    size_t group;
    size_t reference; /* EXQ_REST: everyone else */
    exq_stratum_shares *strata;
    size_t count;
    size_t withheld;
} contest;

/* Where the rate is undefined nobody counts, whatever cells its masks would pick. */
static exq_share share_of(const exq_describe *describe, const contest *of, const exq_row *row,
                          const exq_cells *everyone)
{
    exq_cells cells = exq_cells_of(row, describe->question->class_count, describe->options->class_index);
    exq_estimate estimate = exq_estimate_of(of->lineup->quantity, &cells, everyone, false);
    return exq_known(estimate.value) ? exq_weigh_share(&estimate) : (exq_share){0, 0};
}

/* Adds a stratum, unless one of the two is withheld in it. Who is not there has no people. */
static void add_stratum(const exq_describe *describe, const exq_table *stratum, contest *of)
{
    const exq_published *question = describe->question;
    exq_cells everyone = exq_cells_of(&stratum->overall, question->class_count, describe->options->class_index);
    size_t own = exq_reference_place(question, stratum, of->group);
    bool rest = of->reference == EXQ_REST;
    size_t other = rest ? own : exq_reference_place(question, stratum, of->reference);
    const exq_row *rows[2] = {own < stratum->group_count ? &stratum->groups[own] : NULL, NULL};
    if (rest)
        rows[1] = own < stratum->group_count ? &stratum->rests[own] : &stratum->overall;
    else if (other < stratum->group_count)
        rows[1] = &stratum->groups[other];
    exq_share shares[2] = {
        {0, 0},
        {0, 0}
    };
    for (size_t i = 0; i < 2; i++) {
        if (rows[i] != NULL && rows[i]->withheld) {
            of->withheld++;
            return;
        }
        if (rows[i] != NULL)
            shares[i] = share_of(describe, of, rows[i], &everyone);
    }
    of->strata[of->count++] = (exq_stratum_shares){shares[0], shares[1]};
}

static exq_count usable(const contest *of)
{
    exq_count count = 0;
    for (size_t i = 0; i < of->count; i++)
        count += exq_stratum_table_of(of->strata[i]).usable;
    return count;
}

/* ------------------------------------------------------------------------------------------------ description */

static exq_doc_chi2 describe_chi2(const exq_chi2 *test)
{
    bool known = exq_known(test->chi2);
    return (exq_doc_chi2){test->chi2.v, known ? (exq_count)test->df : -1, known ? test->p.p : (double)NAN,
                          exq_why_name(test->chi2.why)};
}

static const char *first_why(const exq_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!exq_known(values[i]))
            return exq_why_name(values[i].why);
    }
    return NULL;
}

static void describe_tests(const exq_stratified *found, exq_doc_adjusted *out)
{
    bool known = exq_known(found->cmh.chi2);
    out->odds_ratio = (exq_doc_estimate){found->odds_ratio.v, found->odds_lo.v, found->odds_hi.v,
                                         exq_why_name(found->odds_ratio.why)};
    out->cmh.chi2 = found->cmh.chi2.v;
    out->cmh.chi2_corrected = found->cmh_corrected.chi2.v;
    out->cmh.p = known ? found->cmh.p.p : (double)NAN;
    out->cmh.p_corrected = exq_known(found->cmh_corrected.chi2) ? found->cmh_corrected.p.p : (double)NAN;
    out->cmh.exact = found->cmh_exact;
    out->cmh.why = exq_why_name(found->cmh.chi2.why);
    out->breslow_day = describe_chi2(&found->breslow_day);
    out->tarone = describe_chi2(&found->tarone);
    out->woolf = describe_chi2(&found->woolf);
}

static void describe_rates(const exq_stratified *found, exq_doc_adjusted *out)
{
    const exq_value standardised[] = {found->standardised_a, found->standardised_b, found->standardised_ratio};
    const exq_value parts[] = {found->gap, found->composition, found->rates, found->composition_se, found->rates_se};
    out->standardised.group = found->standardised_a.v;
    out->standardised.reference = found->standardised_b.v;
    out->standardised.ratio = found->standardised_ratio.v;
    out->standardised.why = first_why(standardised, 3);
    out->crude.odds_ratio = found->crude_odds_ratio.v;
    out->crude.odds_ratio_why = exq_why_name(found->crude_odds_ratio.why);
    out->crude.ratio = found->crude_ratio.v;
    out->crude.p = found->crude_p.p;
    out->crude.why = exq_why_name(found->crude_ratio.why);
    out->composition.gap = found->gap.v;
    out->composition.composition = found->composition.v;
    out->composition.rates = found->rates.v;
    out->composition.composition_se = found->composition_se.v;
    out->composition.rates_se = found->rates_se.v;
    out->composition.why = first_why(parts, 5);
    out->simpson = found->reverses ? "reverses" : found->vanishes ? "vanishes" : NULL;
}

/* The demographic disparity has been averaged over the strata already, for decisions and for labels. */
static exq_value conditional_disparity(const exq_findings *findings, const contest *of)
{
    const char *metric = NULL;
    if (of->lineup->quantity == &exq_quantities[EXQ_QUANTITY_selection_rate])
        metric = "conditional_demographic_disparity";
    else if (of->lineup->quantity == &exq_quantities[EXQ_QUANTITY_base_rate])
        metric = "label_conditional_demographic_disparity";
    for (size_t i = 0; metric != NULL && i < findings->disparity_count; i++) {
        const exq_disparity *row = &findings->disparities[i];
        if (row->group == of->group && strcmp(row->metric, metric) == 0)
            return row->value;
    }
    return exq_none(EXQ_WHY_NOT_OF_THIS_RATE);
}

static bool describe_contest(const exq_describe *describe, const exq_findings *findings, const contest *of,
                             exq_doc_adjusted *out)
{
    const exq_row *groups = describe->question->marginal.groups;
    exq_stratified found = exq_stratified_compare(of->strata, of->count, 1 - describe->options->level);
    exq_value disparity = conditional_disparity(findings, of);
    *out = (exq_doc_adjusted){
        .of = of->lineup->quantity->id,
        .reference_is = of->reference == EXQ_REST ? "rest" : "group",
        .strata_used = usable(of),
        .strata_withheld = (exq_count)of->withheld,
        .conditional_demographic_disparity = disparity.v,
        .conditional_demographic_disparity_why = exq_why_name(disparity.why),
    };
    describe_tests(&found, out);
    describe_rates(&found, out);
    return exq_describe_levels(describe, &groups[of->group], &out->group) &&
           (of->reference == EXQ_REST || exq_describe_levels(describe, &groups[of->reference], &out->reference));
}

/* ----------------------------------------------------------------------------------------------- the question */

/* Everyone holds the group itself, so it is compared with the rest. */
static size_t reference_of(const exq_weighed *marginal, const exq_lineup *lineup)
{
    size_t reference = exq_evidence_reference(&marginal->evidence, lineup);
    return reference == EXQ_OVERALL ? EXQ_REST : reference;
}

static bool add_contests(const exq_describe *describe, const exq_weighed *marginal, const exq_lineup *lineup,
                         exq_stratum_shares *scratch, exq_doc_adjusted *out, size_t *count)
{
    size_t reference = reference_of(marginal, lineup);
    for (size_t i = 0; i < marginal->evidence.compared_count; i++) {
        contest of = {.lineup = lineup, .group = marginal->evidence.compared[i], .reference = reference};
        if (of.group == reference || reference == EXQ_NOBODY || !exq_known(lineup->groups[of.group].value))
            continue;
        of.strata = scratch;
        for (size_t s = 0; s < describe->question->stratum_count; s++)
            add_stratum(describe, &describe->question->strata[s], &of);
        if (!describe_contest(describe, marginal->findings, &of, &out[(*count)++]))
            return false;
    }
    return true;
}

bool exq_weigh_strata(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question)
{
    const exq_evidence *evidence = &marginal->evidence;
    if (describe->question->given_count == 0 || evidence->compared_count < 2 ||
        exq_rows_are_no_people(describe->question) != EXQ_WHY_NONE)
        return true;
    exq_stratum_shares *scratch = EXQ_NEW(describe->arena, exq_stratum_shares, describe->question->stratum_count);
    exq_doc_adjusted *adjusted = EXQ_NEW(describe->arena, exq_doc_adjusted, EXQ_RATES * evidence->compared_count);
    if (scratch == NULL || adjusted == NULL)
        return false;
    size_t count = 0;
    for (size_t q = 0; q < EXQ_RATES; q++) {
        const exq_lineup *lineup = &evidence->lineups[q];
        if (exq_weigh_counts(lineup) && !add_contests(describe, marginal, lineup, scratch, adjusted, &count))
            return false;
    }
    question->adjusted = adjusted;
    question->adjusted_count = count;
    return true;
}
