/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the people of unknown group could change, wherever they belong. Where a row of them is withheld, nothing is
 * said.
 */
#include "missing_bounds.h"
#include "weigh.h"

/* One rate of known and unknown people. */
typedef struct known_and_unknown {
    const exq_lineup *lineup;
    const exq_weigh_crowd *crowd;
    exq_unknown unknown;
    exq_why why;
} known_and_unknown;

static known_and_unknown people_of(const exq_weighed *marginal, size_t rate)
{
    const exq_evidence *evidence = &marginal->evidence;
    known_and_unknown of = {.lineup = &evidence->lineups[rate], .crowd = &marginal->crowds[rate]};
    of.why = of.crowd->why;
    for (size_t g = 0; g < marginal->table->group_count && of.why == EXQ_WHY_NONE; g++) {
        const exq_row *row = &marginal->table->groups[g];
        if (!exq_evidence_missing_level(evidence->question, row))
            continue;
        exq_share share = exq_weigh_share(&of.lineup->groups[g]);
        of.why = row->withheld ? row->why : EXQ_WHY_NONE;
        of.unknown.selected += share.k;
        of.unknown.rejected += share.n - share.k;
    }
    return of;
}

static exq_doc_bounds describe_bounds(exq_bounds bounds)
{
    exq_why why = !exq_known(bounds.lo) ? bounds.lo.why : bounds.hi.why;
    return (exq_doc_bounds){bounds.lo.v, bounds.hi.v, exq_why_name(why)};
}

static exq_doc_bounds no_bounds(exq_why why)
{
    return (exq_doc_bounds){(double)NAN, (double)NAN, exq_why_name(why)};
}

/* ------------------------------------------------------------------------------------------------- a group */

static exq_doc_bounds against_reference(const exq_weighed *marginal, const known_and_unknown *of, size_t place,
                                        size_t reference)
{
    size_t other = exq_weigh_place(&marginal->evidence, reference);
    if (other == of->crowd->count)
        return no_bounds(EXQ_WHY_REFERENCE_ABSENT);
    if (other == place)
        return no_bounds(EXQ_WHY_REFERENCE_ITSELF);
    return describe_bounds(exq_missing_against(of->crowd->shares[place], of->crowd->shares[other], of->unknown));
}

static bool describe_group(const exq_describe *describe, const exq_weighed *marginal, const known_and_unknown *of,
                           size_t place, uint64_t *scratch, exq_doc_missing_group *out)
{
    const exq_row *groups = marginal->table->groups;
    const exq_share *shares = of->crowd->shares;
    size_t count = of->crowd->count;
    size_t reference = exq_evidence_reference(&marginal->evidence, of->lineup);
    exq_tipping_point tips = exq_missing_tipping_point(shares, count, place, of->unknown, exq_weigh_limit);
    *out = (exq_doc_missing_group){
        .ratio = against_reference(marginal, of, place, reference),
        .ratio_to_highest = describe_bounds(exq_missing_against_all(shares, count, place, of->unknown, scratch)),
        .tipping_point = tips.possible ? (exq_count)tips.people : -1,
    };
    return exq_describe_levels(describe, &groups[marginal->evidence.compared[place]], &out->group) &&
           (reference >= marginal->table->group_count ||
            exq_describe_levels(describe, &groups[reference], &out->reference));
}

/* -------------------------------------------------------------------------------------------------- a rate */

static bool describe_rate(const exq_describe *describe, const exq_weighed *marginal, const known_and_unknown *of,
                          exq_doc_missing *out)
{
    *out = (exq_doc_missing){.of = of->lineup->quantity->id,
                             .unknown = -1,
                             .selected = -1,
                             .limit = exq_weigh_limit_value(),
                             .min_ratio = no_bounds(of->why),
                             .max_difference = no_bounds(of->why),
                             .tipping_point = -1,
                             .why = exq_why_name(of->why)};
    if (of->why != EXQ_WHY_NONE)
        return true;
    size_t count = of->crowd->count;
    exq_doc_missing_group *groups = EXQ_NEW(describe->arena, exq_doc_missing_group, count);
    uint64_t *scratch = EXQ_NEW(describe->arena, uint64_t, count);
    if (groups == NULL || scratch == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!describe_group(describe, marginal, of, i, scratch, &groups[i]))
            return false;
        exq_count tips = groups[i].tipping_point;
        if (tips >= 0 && (out->tipping_point < 0 || tips < out->tipping_point))
            out->tipping_point = tips;
    }
    exq_missing_joint joint = exq_missing_over_groups(of->crowd->shares, count, of->unknown);
    out->unknown = (exq_count)(of->unknown.selected + of->unknown.rejected);
    out->selected = (exq_count)of->unknown.selected;
    out->groups = groups;
    out->group_count = count;
    out->min_ratio = describe_bounds(joint.min_ratio);
    out->max_difference = describe_bounds(joint.max_difference);
    return true;
}

static bool somebody_is_unknown(const exq_weighed *marginal)
{
    for (size_t g = 0; g < marginal->table->group_count; g++) {
        if (exq_evidence_missing_level(marginal->evidence.question, &marginal->table->groups[g]))
            return true;
    }
    return false;
}

bool exq_weigh_missing(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question)
{
    if (describe->options->compare_missing || !somebody_is_unknown(marginal))
        return true;
    exq_doc_missing *missing = EXQ_NEW(describe->arena, exq_doc_missing, EXQ_RATES);
    if (missing == NULL)
        return false;
    question->missing = missing;
    for (size_t q = 0; q < EXQ_RATES; q++) {
        const exq_lineup *lineup = &marginal->evidence.lineups[q];
        if (lineup->groups == NULL || lineup->quantity->shape != EXQ_PROPORTION)
            continue;
        known_and_unknown of = people_of(marginal, q);
        if (!describe_rate(describe, marginal, &of, &missing[question->missing_count++]))
            return false;
    }
    return true;
}
