/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the compared groups of a table say together of one rate: what is left of its extremes once chance is taken
 * out, and how extreme they would be if all groups were treated alike.
 */
#include <string.h>

#include "power.h"
#include "weigh.h"

/* People dealt to a group for one rate, at about a microsecond each: worlds are drawn within a budget, whatever the number
 * of groups, and the strata share one. Every rate has its own, so that nothing depends on which rates are shown. */
enum { DEALT = 20000, MOST_DRAWS = EXQ_PARITY_NULL_DRAWS, FEWEST_DRAWS = 199, FEWEST_IN_STRATUM = 99 };

uint64_t exq_weigh_draws(const exq_describe *describe, const exq_table *table, size_t groups)
{
    bool marginal = table == &describe->question->marginal;
    uint64_t draws = (uint64_t)DEALT / (groups - 1) / (marginal ? 1 : describe->question->stratum_count);
    if (draws > MOST_DRAWS)
        return MOST_DRAWS;
    if (marginal)
        return draws < FEWEST_DRAWS ? FEWEST_DRAWS : draws;
    return draws < FEWEST_IN_STRATUM ? 0 : draws;
}

static exq_why why_of(const exq_evidence *evidence, const exq_lineup *lineup)
{
    exq_why no_people = exq_rows_are_no_people(evidence->question);
    if (no_people != EXQ_WHY_NONE)
        return no_people;
    if (!exq_weigh_counts(lineup))
        return EXQ_WHY_NOT_A_SHARE;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        exq_why why = lineup->groups[evidence->compared[i]].value.why;
        if (why != EXQ_WHY_NONE && why != EXQ_WHY_ZERO_DENOMINATOR)
            return why;
    }
    return evidence->compared_count < 2 ? EXQ_WHY_ONE_GROUP : EXQ_WHY_NONE;
}

static exq_value shrunken_value(double rate, exq_value shrinks)
{
    if (!exq_known(shrinks))
        return shrinks;
    return isnan(rate) ? exq_none(EXQ_WHY_ZERO_DENOMINATOR) : exq_some(rate);
}

static bool shrink(const exq_describe *describe, exq_weigh_crowd *crowd)
{
    double *rates = EXQ_NEW(describe->arena, double, 2 * crowd->count);
    crowd->shrunken = EXQ_NEW(describe->arena, exq_value, crowd->count);
    crowd->spread = EXQ_NEW(describe->arena, exq_value, crowd->count);
    if (rates == NULL || crowd->shrunken == NULL || crowd->spread == NULL)
        return false;
    double *spread = rates + crowd->count;
    crowd->shrinkage = exq_shrinkage_of(crowd->shares, crowd->count, describe->options->level, rates, spread);
    for (size_t i = 0; i < crowd->count; i++) {
        crowd->shrunken[i] = shrunken_value(rates[i], crowd->shrinkage.tau2);
        crowd->spread[i] = shrunken_value(spread[i], crowd->shrinkage.tau2);
    }
    return true;
}

static bool deal(const exq_describe *describe, const exq_weighed *weighed, const char *of, exq_weigh_crowd *crowd)
{
    uint64_t *scratch = EXQ_NEW(describe->arena, uint64_t, 2 * crowd->count);
    char *what = exq_arena_string(describe->arena, "parity_null");
    for (size_t i = 0; what != NULL && weighed->table->strata_levels != NULL && i < describe->question->given_count;
         i++) {
        const char *level = weighed->table->strata_levels[i];
        what = exq_arena_format(describe->arena, "%s/%s", what, level != NULL ? level : "");
    }
    if (scratch == NULL || what == NULL)
        return false;
    crowd->draws = exq_weigh_draws(describe, weighed->table, crowd->count);
    crowd->null = exq_parity_null_test(crowd->shares, crowd->count, exq_weigh_limit, exq_weigh_seed(describe, what, of),
                                       crowd->draws, scratch);
    return true;
}

static bool weigh_crowd(const exq_describe *describe, const exq_weighed *weighed, const exq_lineup *lineup,
                        exq_weigh_crowd *out)
{
    const exq_evidence *evidence = &weighed->evidence;
    out->why = why_of(evidence, lineup);
    if (out->why != EXQ_WHY_NONE)
        return true;
    out->count = evidence->compared_count;
    out->shares = EXQ_NEW(describe->arena, exq_share, out->count);
    if (out->shares == NULL)
        return false;
    for (size_t i = 0; i < out->count; i++)
        out->shares[i] = exq_weigh_share(&lineup->groups[evidence->compared[i]]);
    if (weighed->table == &describe->question->marginal)
        out->people_to_meet = exq_people_to_meet(lineup->overall.value.v, exq_weigh_limit_value(), out->count,
                                                 describe->options->level, EXQ_WEIGH_POWER);
    return shrink(describe, out) && deal(describe, weighed, lineup->quantity->id, out);
}

bool exq_weigh_crowds(const exq_describe *describe, exq_weighed *weighed)
{
    weighed->crowds = EXQ_NEW(describe->arena, exq_weigh_crowd, EXQ_RATES);
    for (size_t q = 0; weighed->crowds != NULL && q < EXQ_RATES; q++) {
        const exq_lineup *lineup = &weighed->evidence.lineups[q];
        if (lineup->groups != NULL && !weigh_crowd(describe, weighed, lineup, &weighed->crowds[q]))
            return false;
    }
    return weighed->crowds != NULL;
}

size_t exq_weigh_place(const exq_evidence *evidence, size_t group)
{
    size_t place = 0;
    while (place < evidence->compared_count && evidence->compared[place] != group)
        place++;
    return place;
}

void exq_weigh_rates(const exq_weighed *weighed, size_t group, exq_doc_rate *rates, size_t count)
{
    size_t place = exq_weigh_place(&weighed->evidence, group);
    size_t q = 0;
    for (size_t r = 0; r < count; r++) {
        while (strcmp(exq_quantities[q].id, rates[r].id) != 0)
            q++; /* the rates of a group are in the order of all rates */
        const exq_weigh_crowd *crowd = &weighed->crowds[q];
        exq_value shrunken = exq_none(crowd->why);
        if (crowd->why == EXQ_WHY_NONE)
            shrunken = place < crowd->count ? crowd->shrunken[place] : exq_none(EXQ_WHY_NOT_COMPARED);
        rates[r].shrunken = shrunken.v;
        rates[r].shrunken_why = exq_why_name(shrunken.why);
    }
}
