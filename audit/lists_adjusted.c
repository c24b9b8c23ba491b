/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pools what groups of people have over strata. Only strata that show both sides count; the door has seen to it that
 * nobody is given away by what is left out.
 */
#include "lists_adjusted.h"

#include <string.h>

#include "interval.h"

/* Strata and what they are of. */
typedef struct layers {
    const exq_user_table *tables;
    size_t count;
    const char *const *within;
    size_t within_count;
} layers;

typedef struct adjusting {
    const exq_lists_run *run;
    const exq_list_question *of;
    const exq_list_quantity *quantity;
    const layers *within;
    size_t reference; /* a group or EXQ_REST */
    double level;     /* of ranges that hold together */
    exq_mean_stratum *scratch;
} adjusting;

static bool same_levels(const char *const *a, const char *const *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((a[i] == NULL) != (b[i] == NULL) || (a[i] != NULL && strcmp(a[i], b[i]) != 0))
            return false;
    return true;
}

size_t exq_lists_inside(const exq_user_question *question, const exq_user_table *stratum, size_t group)
{
    for (size_t g = 0; g < stratum->group_count; g++)
        if (same_levels(stratum->groups[g].levels, question->marginal.groups[group].levels, question->by_count))
            return g;
    return EXQ_NOBODY;
}

/* ---------------------------------------------------------------------------------------------------- one stratum */

static exq_quantity_sums sums_inside(const adjusting *at, const exq_user_table *table, size_t group)
{
    const size_t inside = exq_lists_inside(at->of->question, table, group);
    if (inside == EXQ_NOBODY || table->groups[inside].withheld)
        return (exq_quantity_sums){.withheld = true};
    return exq_quantity_sums_of(at->run, at->quantity, &table->groups[inside]);
}

/* All compared groups of a stratum but one. */
static exq_quantity_sums sums_of_rest(const adjusting *at, const exq_user_table *table, size_t group)
{
    exq_quantity_sums out = {0};
    for (size_t g = 0; g < at->of->question->marginal.group_count; g++) {
        if (g == group || !at->of->compared[g])
            continue;
        const exq_quantity_sums other = sums_inside(at, table, g);
        if (other.withheld)
            continue;
        out.of.n += other.of.n;
        out.of.a += other.of.a;
        out.of.b += other.of.b;
        out.of.aa += other.of.aa;
        out.of.ab += other.of.ab;
        out.of.bb += other.of.bb;
    }
    return out;
}

static exq_mean_stratum means_of(const adjusting *at, const exq_user_table *table, size_t group)
{
    const exq_quantity_sums own = sums_inside(at, table, group);
    const exq_quantity_sums other =
        at->reference == EXQ_REST ? sums_of_rest(at, table, group) : sums_inside(at, table, at->reference);
    return (exq_mean_stratum){exq_quantity_mean(at->quantity, own), exq_quantity_mean(at->quantity, other)};
}

/* --------------------------------------------------------------------------------------------------- one quantity */

static double crude_of(const adjusting *at, size_t group)
{
    const exq_mean_stratum all = means_of(at, &at->of->question->marginal, group);
    return all.group.value.v - all.reference.value.v;
}

static void put_difference(const exq_mean_standardised *means, double level, exq_doc_adjusted_mean *out)
{
    const exq_mean_fold fold = exq_mean_against(EXQ_FOLD_difference, &means->group, &means->reference, level);
    const exq_value p = exq_mean_difference_p(&means->group, &means->reference);
    const exq_why why = exq_known(fold.value) ? fold.range.lo.why : fold.value.why;
    out->group_mean = means->group.value.v;
    out->reference_mean = means->reference.value.v;
    out->difference = (exq_doc_estimate){fold.value.v, fold.range.lo.v, fold.range.hi.v, exq_why_name(why)};
    out->p = p.v;
    if (why == EXQ_WHY_NONE)
        out->state = fold.range.lo.v > 0 || fold.range.hi.v < 0 ? "shown" : "not_shown";
}

static void adjust(const adjusting *at, size_t group, exq_doc_adjusted_mean *out)
{
    const layers *within = at->within;
    for (size_t s = 0; s < within->count; s++)
        at->scratch[s] = means_of(at, &within->tables[s], group);
    const exq_mean_standardised means = exq_mean_standardise(at->scratch, within->count);
    *out = (exq_doc_adjusted_mean){.of = at->quantity->id,
                                   .within = within->within,
                                   .within_count = within->within_count,
                                   .group = at->of->levels[group],
                                   .reference_is = at->reference == EXQ_REST ? "rest" : "group",
                                   .strata_used = (exq_count)means.used,
                                   .strata_left_out = (exq_count)(within->count - means.used),
                                   .crude = crude_of(at, group)};
    if (at->reference != EXQ_REST)
        out->reference = at->of->levels[at->reference];
    put_difference(&means, at->level, out);
}

/* The best group of a number is the reference of that number. */
static size_t reference_of(const adjusting *at)
{
    const exq_lists_reference *reference = &at->of->reference;
    if (reference->group == EXQ_OVERALL)
        return EXQ_REST;
    if (reference->kind != EXQ_REFERENCE_BEST)
        return reference->group;
    size_t best = EXQ_NOBODY;
    double most = -(double)INFINITY;
    for (size_t g = 0; g < at->of->question->marginal.group_count; g++) {
        if (!at->of->compared[g])
            continue;
        const exq_value value = exq_quantity_mean(at->quantity, sums_inside(at, &at->of->question->marginal, g)).value;
        const double worth = at->quantity->entry->info.better * value.v;
        if (exq_known(value) && worth > most) {
            most = worth;
            best = g;
        }
    }
    return best;
}

static size_t adjust_quantity(adjusting *at, exq_doc_adjusted_mean *rows)
{
    const size_t groups = at->of->question->marginal.group_count;
    size_t others = 0, count = 0;
    at->reference = reference_of(at);
    for (size_t g = 0; g < groups; g++)
        others += at->of->compared[g] && g != at->reference;
    if (at->reference == EXQ_NOBODY || others == 0)
        return 0;
    at->level = exq_interval_sidak(at->run->plan->base.level, others);
    for (size_t g = 0; g < groups; g++)
        if (at->of->compared[g] && g != at->reference)
            adjust(at, g, &rows[count++]);
    return count;
}

/* ---------------------------------------------------------------------------------------------------- the question */

bool exq_lists_adjust(const exq_lists_run *run, const exq_list_question *of, exq_doc_question *out)
{
    static const char *const history[] = {EXQ_HISTORY_COLUMN};
    const exq_user_question *question = of->question;
    const bool given_history = question->given_count == 1 && strcmp(question->given[0], EXQ_HISTORY_COLUMN) == 0;
    const layers all[] = {
        {question->histories, given_history ? 0 : question->history_count, history,         1                    },
        {question->strata,    question->stratum_count,                     question->given, question->given_count}
    };
    adjusting at = {.run = run, .of = of};
    exq_doc_adjusted_mean *rows =
        EXQ_NEW(run->arena, exq_doc_adjusted_mean, 2 * of->quantity_count * question->marginal.group_count);
    at.scratch = EXQ_NEW(run->arena, exq_mean_stratum, question->history_count + question->stratum_count);
    if (rows == NULL || at.scratch == NULL)
        return false;
    for (size_t l = 0; l < sizeof all / sizeof all[0]; l++) {
        at.within = &all[l];
        for (size_t q = 0; q < of->quantity_count && all[l].count > 0; q++) {
            at.quantity = &of->quantities[q];
            if (at.quantity->entry->info.better != 0)
                out->adjusted_mean_count += adjust_quantity(&at, rows + out->adjusted_mean_count);
        }
    }
    out->adjusted_means = rows;
    return true;
}
