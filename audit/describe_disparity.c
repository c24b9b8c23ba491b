/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Describes comparisons, and turns those of a group with a reference into heads: how many of every hundred here and there, and
 * how many people's decisions would differ at the reference's rate.
 */
#include "describe.h"

#include <string.h>

#include "number.h"
#include "robustness.h"

/* Below this many people a rate per hundred pretends to a precision that is not there; say "2 of 23" instead. */
#define FEWEST_FOR_PER_100 30

static const exq_rate_value *rate_of(const exq_group_rates *rates, const char *id)
{
    for (size_t i = 0; i < rates->rate_count; i++)
        if (strcmp(rates->rates[i].id, id) == 0)
            return &rates->rates[i];
    return NULL;
}

/* The people of the reference's rate: k of n. "rest" is everyone shown less the group. */
static bool reference_share(const exq_findings *findings, const exq_disparity *disparity, exq_share group,
                            exq_share *out)
{
    if (disparity->reference == EXQ_NOBODY)
        return false;
    bool pooled = disparity->reference == EXQ_OVERALL || disparity->reference == EXQ_REST;
    const exq_rate_value *rate =
        rate_of(pooled ? &findings->overall : &findings->groups[disparity->reference], disparity->of);
    if (rate == NULL)
        return false;
    *out = (exq_share){rate->num_people, rate->den_people};
    if (disparity->reference == EXQ_REST)
        *out = (exq_share){out->k - group.k, out->n - group.n};
    return true;
}

static double per_100(exq_share share)
{
    return (double)((200 * share.k + share.n) / (2 * share.n)); /* halves go up, in integers */
}

/* |k - n * reference.k / reference.n|, rounded away from 0: the people it takes to reach the reference's rate. */
static exq_count shortfall(exq_share group, exq_share reference)
{
    exq_u128 here = (exq_u128)group.k * reference.n;
    exq_u128 there = (exq_u128)reference.k * group.n;
    exq_u128 gap = here > there ? here - there : there - here;
    return (exq_count)((gap + reference.n - 1) / reference.n);
}

/* Decisions moved from the one that is ahead to the other until the rates are equal. */
static exq_count swapped(exq_share group, exq_share reference)
{
    bool ahead = exq_compare_shares(group, reference) > 0;
    exq_shortfall moves = exq_shortfall_of(ahead ? reference : group, ahead ? group : reference, (exq_ratio){1, 1});
    return (exq_count)moves.swapped;
}

void exq_describe_heads(exq_share group, exq_share reference, exq_doc_disparity *out)
{
    bool few = group.n < FEWEST_FOR_PER_100 || reference.n < FEWEST_FOR_PER_100;
    out->has_people = true;
    out->people = (exq_doc_people){
        .per_100 = {few ? (double)NAN : per_100(group), few ? (double)NAN : per_100(reference)},
        .shortfall = shortfall(group, reference),
        .swapped = swapped(group, reference),
        .expected = exq_shortfall_of(group, reference, (exq_ratio){1, 1}).expected,
        .step = 100.0 / (double)group.n,
        .k = (exq_count)group.k,
        .n = (exq_count)group.n,
        .reference_k = (exq_count)reference.k,
        .reference_n = (exq_count)reference.n,
    };
    int sign = exq_compare_shares(group, reference);
    out->direction = sign > 0 ? "higher" : sign < 0 ? "lower" : NULL;
}

/* Weights count no heads, so who has more is read from the rates; above everybody is above everybody else too. */
static void describe_weighted_direction(const exq_findings *findings, const exq_disparity *disparity,
                                        exq_doc_disparity *out)
{
    if (disparity->reference == EXQ_NOBODY)
        return;
    bool pooled = disparity->reference == EXQ_OVERALL || disparity->reference == EXQ_REST;
    const exq_rate_value *group = rate_of(&findings->groups[disparity->group], disparity->of);
    const exq_rate_value *reference =
        rate_of(pooled ? &findings->overall : &findings->groups[disparity->reference], disparity->of);
    if (group == NULL || reference == NULL || group->range.method == NULL || reference->range.method == NULL)
        return; /* as for heads: a rate without an interval is no share of people */
    double above = group->value.v - reference->value.v;
    out->direction = above > 0 ? "higher" : above < 0 ? "lower" : NULL;
}

static void describe_people(const exq_describe *describe, const exq_findings *findings, const exq_disparity *disparity,
                            exq_doc_disparity *out)
{
    if (disparity->of == NULL || disparity->group >= describe->question->marginal.group_count ||
        !exq_known(disparity->value))
        return;
    if (describe->question->has_weights) {
        describe_weighted_direction(findings, disparity, out);
        return;
    }
    const exq_rate_value *rate = rate_of(&findings->groups[disparity->group], disparity->of);
    if (rate == NULL || rate->range.method == NULL) /* a rate without an interval is no share of people */
        return;
    exq_share group = {rate->num_people, rate->den_people};
    exq_share reference;
    if (!reference_share(findings, disparity, group, &reference) || group.n == 0 || reference.n == 0)
        return;
    exq_describe_heads(group, reference, out);
    if (describe->question->has_units) { /* these are rows: nobody can say how many people they would be */
        out->people.shortfall = out->people.swapped = -1;
        out->people.expected = (double)NAN;
    }
}

const char *exq_describe_difference(exq_difference difference)
{
    switch (difference) {
    case EXQ_DIFFERENCE_SHOWN:
        return "shown";
    case EXQ_DIFFERENCE_NOT_SHOWN:
        return "not_shown";
    case EXQ_DIFFERENCE_NOT_ASKED:
        break;
    }
    return NULL;
}

static const char *reference_is(size_t reference)
{
    if (reference == EXQ_NOBODY)
        return NULL;
    return reference == EXQ_OVERALL ? "overall" : reference == EXQ_REST ? "rest" : "group";
}

static const char *infinite(exq_value end)
{
    return end.why == EXQ_WHY_INFINITE ? exq_why_name(EXQ_WHY_INFINITE) : NULL;
}

bool exq_describe_disparity(const exq_describe *describe, const exq_table *table, const exq_findings *findings,
                            const exq_disparity *disparity, exq_doc_disparity *out)
{
    const double none = (double)NAN;
    *out = (exq_doc_disparity){
        .metric = disparity->metric,
        .of = disparity->of,
        .value = disparity->value.v,
        .lo = disparity->together.lo.v,
        .hi = disparity->together.hi.v,
        .lo_alone = disparity->alone.lo.v,
        .hi_alone = disparity->alone.hi.v,
        .lo_why = infinite(disparity->together.lo),
        .hi_why = infinite(disparity->together.hi),
        .range_why = exq_known(disparity->value) && disparity->together.method == NULL
                         ? exq_why_name(disparity->together.lo.why)
                         : NULL,
        .method = disparity->together.method != NULL ? disparity->together.method : disparity->alone.method,
        .reference_is = reference_is(disparity->reference),
        .difference = exq_describe_difference(disparity->difference),
        .p = none, /* what follows is weighed later */
        .log10_p = none,
        .p_adjusted = none,
        .shrunken = none,
        .detectable = none,
        .flips = -1,
        .has_certain = disparity->certain.told,
        .certain = {disparity->certain.lo, disparity->certain.hi},
        .has_fair = disparity->fair.what != NULL,
        .fair = exq_describe_chance(&disparity->fair, disparity->value),
        .why = exq_why_name(disparity->value.why),
    };
    if (disparity->group < table->group_count &&
        !exq_describe_levels(describe, &table->groups[disparity->group], &out->group))
        return false;
    if (disparity->reference < table->group_count &&
        !exq_describe_levels(describe, &table->groups[disparity->reference], &out->reference))
        return false;
    describe_people(describe, findings, disparity, out);
    return true;
}
