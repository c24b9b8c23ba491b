/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighs the rows of one table: a p-value for every comparison of shares of people, adjusted over the rows of its
 * metric; the least difference that so many people could have shown; and how few decisions would reverse it.
 */
#include <string.h>

#include "power.h"
#include "robustness.h"
#include "significance.h"
#include "weigh.h"

/* What one row compares. */
typedef struct compared {
    const exq_lineup *lineup;
    const exq_weigh_crowd *crowd;
    exq_fold fold;
    exq_why why; /* why its rate is not to be weighed */
    exq_share pair[2];
    exq_why pair_why; /* why there is no group beside a reference */
} compared;

static exq_why why_of(const exq_weighed *weighed, const exq_disparity *row, compared *of)
{
    exq_why no_people = exq_rows_are_no_people(weighed->evidence.question);
    if (no_people != EXQ_WHY_NONE)
        return no_people;
    if (row->of == NULL)
        return EXQ_WHY_NO_TEST;
    if (of->lineup == NULL || !exq_weigh_counts(of->lineup))
        return EXQ_WHY_NOT_A_SHARE;
    return exq_weigh_fold(&weighed->evidence, row, &of->fold) ? EXQ_WHY_NONE : EXQ_WHY_NO_TEST;
}

static compared compared_of(const exq_weighed *weighed, const exq_disparity *row)
{
    compared of = {.lineup = exq_weigh_lineup(&weighed->evidence, row->of)};
    of.why = why_of(weighed, row, &of);
    if (of.why == EXQ_WHY_NONE)
        of.crowd = &weighed->crowds[of.lineup - weighed->evidence.lineups];
    of.pair_why = of.why;
    if (of.why == EXQ_WHY_NONE && !exq_weigh_pair(of.lineup, row->group, row->reference, of.pair))
        of.pair_why = exq_known(row->value) ? EXQ_WHY_NO_PAIR : row->value.why;
    return of;
}

static bool per_group(const compared *of)
{
    return of->why == EXQ_WHY_NONE && exq_folds[of->fold].kind == EXQ_KIND_PER_GROUP;
}

/* The highest against the lowest of all groups. */
static bool over_extremes(const compared *of)
{
    return of->fold == EXQ_FOLD_max_difference || of->fold == EXQ_FOLD_min_ratio || of->fold == EXQ_FOLD_range_of_log;
}

/* ------------------------------------------------------------------------------------------------------ p */

static void set_pair_p(const compared *of, exq_doc_disparity *row)
{
    exq_p_value p = exq_pair_p(of->pair[0], of->pair[1]);
    row->p = p.p;
    row->log10_p = p.log10_p;
    row->p_method = exq_pair_p_method(of->pair[0], of->pair[1]);
    exq_p_value p_z;
    const exq_value z = exq_pooled_z(of->pair[0], of->pair[1], &p_z);
    row->has_other_tests = exq_known(z);
    row->other_tests = (exq_doc_other_tests){
        .z = z.v,
        .p_z = p_z.p,
        .p_mid = exq_fisher_mid_p(of->pair[0], of->pair[1]).p,
    };
}

/* The range of logarithms is as far from equality as the ratio, in other words: one null gives the p of both. */
static void set_null(const compared *of, const exq_disparity *found, exq_doc_disparity *row)
{
    const exq_weigh_crowd *crowd = of->crowd;
    bool difference = of->fold == EXQ_FOLD_max_difference;
    exq_value p = difference ? crowd->null.difference_p : crowd->null.ratio_p;
    if (!exq_known(found->value))
        p = exq_none(found->value.why);
    else if (crowd->draws == 0)
        p = exq_none(EXQ_WHY_TOO_MANY_STRATA);
    row->p_why = exq_why_name(p.why);
    if (!exq_known(p))
        return;
    row->p = p.v;
    row->log10_p = log10(p.v);
    row->p_method = "parity_null";
    row->has_parity_null = of->fold != EXQ_FOLD_range_of_log;
    row->parity_null = (exq_doc_parity_null){
        .p = p.v,
        .expected = difference ? crowd->null.difference_mean.v : crowd->null.ratio_mean.v,
        .limit = difference ? (double)NAN : exq_weigh_limit_value(),
        .below_limit = difference ? (double)NAN : crowd->null.below_limit.v,
        .draws = (exq_count)crowd->draws,
    };
}

static void set_p(const compared *of, const exq_disparity *found, exq_doc_disparity *row)
{
    if (of->why == EXQ_WHY_NONE && of->crowd->why == EXQ_WHY_NONE && over_extremes(of)) {
        set_null(of, found, row);
        return;
    }
    exq_why why = of->pair_why;
    if (why == EXQ_WHY_NONE && !per_group(of))
        why = EXQ_WHY_NO_TEST;
    row->p_why = exq_why_name(why);
    if (why == EXQ_WHY_NONE)
        set_pair_p(of, row);
}

/* Over each run of rows of one metric. */
static bool adjust(const exq_describe *describe, exq_doc_disparity *rows, size_t count)
{
    double *p = EXQ_NEW(describe->arena, double, count);
    size_t *scratch = EXQ_NEW(describe->arena, size_t, count);
    if (p == NULL || scratch == NULL)
        return false;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && strcmp(rows[end].metric, rows[first].metric) == 0; end++)
            p[end] = rows[end].p;
        exq_adjust(describe->correction, p + first, end - first, scratch);
    }
    for (size_t i = 0; i < count; i++)
        rows[i].p_adjusted = p[i];
    return true;
}

/* ----------------------------------------------------------------------------------------------------- shrunken */

static double odds(double rate)
{
    return rate / (1 - rate);
}

static exq_value on_fold(exq_fold fold, double group, double reference)
{
    switch (fold) {
    case EXQ_FOLD_difference:
    case EXQ_FOLD_max_difference:
        return exq_some(group - reference);
    case EXQ_FOLD_odds_ratio:
        if (!(reference > 0))
            return exq_none(EXQ_WHY_REFERENCE_ZERO);
        return group < 1 ? exq_some(odds(group) / odds(reference)) : exq_none(EXQ_WHY_RATE_ONE);
    case EXQ_FOLD_ratio:
    case EXQ_FOLD_min_ratio:
        return reference > 0 ? exq_some(group / reference) : exq_none(EXQ_WHY_REFERENCE_ZERO);
    default:
        return group > 0 && reference > 0 ? exq_some(log(group / reference)) : exq_none(EXQ_WHY_RATE_ZERO);
    }
}

/* The highest and the lowest of the rates that vary as the true ones do. */
static exq_value shrunken_extremes(const compared *of)
{
    double high = 0, low = 1;
    for (size_t i = 0; i < of->crowd->count; i++) {
        exq_value rate = of->crowd->spread[i];
        if (!exq_known(rate))
            return rate;
        high = fmax(high, rate.v);
        low = fmin(low, rate.v);
    }
    return of->fold == EXQ_FOLD_min_ratio ? on_fold(of->fold, low, high) : on_fold(of->fold, high, low);
}

/* Everyone together is no group that chance makes extreme: a group is compared with their rate as it is. */
static exq_value shrunken_pair(const exq_weighed *weighed, const compared *of, const exq_disparity *found)
{
    size_t group = exq_weigh_place(&weighed->evidence, found->group);
    size_t reference = exq_weigh_place(&weighed->evidence, found->reference);
    exq_value rate = {(double)of->pair[1].k / (double)of->pair[1].n, EXQ_WHY_NONE};
    if (found->reference == EXQ_OVERALL)
        rate = of->lineup->overall.value;
    else if (reference < of->crowd->count)
        rate = of->crowd->spread[reference];
    exq_value own = group < of->crowd->count ? of->crowd->spread[group] : exq_none(EXQ_WHY_NOT_COMPARED);
    if (!exq_known(own) || !exq_known(rate))
        return exq_known(own) ? rate : own;
    return on_fold(of->fold, own.v, rate.v);
}

static void set_shrunken(const exq_weighed *weighed, const compared *of, const exq_disparity *found,
                         exq_doc_disparity *row)
{
    exq_why why = of->why != EXQ_WHY_NONE ? of->why : of->crowd->why;
    exq_value value = exq_none(why);
    if (why == EXQ_WHY_NONE && over_extremes(of))
        value = exq_known(found->value) ? shrunken_extremes(of) : found->value;
    else if (why == EXQ_WHY_NONE && !per_group(of))
        value = exq_none(EXQ_WHY_NO_PAIR);
    else if (why == EXQ_WHY_NONE)
        value = of->pair_why == EXQ_WHY_NONE ? shrunken_pair(weighed, of, found) : exq_none(of->pair_why);
    row->shrunken = value.v;
    row->shrunken_why = exq_why_name(value.why);
}

/* ------------------------------------------------------------------------------------------- detectable, flips */

/* The ratio on the scale of the row: there it is made of the two rates that have it. */
static double on_scale(exq_fold fold, double ratio, exq_share group, exq_share reference, double rate)
{
    if (fold == EXQ_FOLD_ratio)
        return ratio;
    if (fold == EXQ_FOLD_log_ratio)
        return log(ratio);
    double n_g = (double)group.n, n_r = (double)reference.n;
    double reference_rate = rate * (n_r + n_g) / (n_r + ratio * n_g);
    if (fold == EXQ_FOLD_odds_ratio)
        return odds(ratio * reference_rate) / odds(reference_rate);
    return reference_rate * (1 - ratio);
}

static void set_detectable(const exq_weighed *weighed, const compared *of, exq_doc_disparity *row)
{
    exq_value ratio = exq_none(of->pair_why != EXQ_WHY_NONE ? of->pair_why : EXQ_WHY_NO_PAIR);
    if (of->pair_why == EXQ_WHY_NONE && per_group(of)) {
        exq_share group = of->pair[0], reference = of->pair[1];
        double rate = (double)(group.k + reference.k) / (double)(group.n + reference.n);
        ratio = exq_detectable_ratio(group.n, reference.n, rate, weighed->evidence.options->level, EXQ_WEIGH_POWER);
        if (exq_known(ratio))
            row->detectable = on_scale(of->fold, ratio.v, group, reference, rate);
    }
    row->detectable_why = exq_why_name(ratio.why);
}

static void set_flips(const compared *of, exq_doc_disparity *row)
{
    if (of->pair_why != EXQ_WHY_NONE)
        return;
    exq_flip_flop flip = exq_flip_flop_of(of->pair[0], of->pair[1]);
    if (flip.defined)
        row->flips = (exq_count)flip.to_flip;
}

/* --------------------------------------------------------------------------------------------------- what it takes */

/* Of the end of the range that is nearer to equality. */
static exq_value near_e_value(const exq_disparity *found)
{
    exq_range range = found->together.method != NULL ? found->together : found->alone;
    if (range.method == NULL)
        return exq_none(range.lo.why);
    if (exq_known(range.lo) && range.lo.v > 1)
        return exq_e_value(range.lo);
    return exq_known(range.hi) && range.hi.v < 1 ? exq_e_value(range.hi) : exq_some(1);
}

static void set_takes(const exq_weighed *weighed, const compared *of, const exq_disparity *found,
                      exq_doc_disparity *row)
{
    exq_fold fold;
    bool is_ratio =
        exq_weigh_fold(&weighed->evidence, found, &fold) && (fold == EXQ_FOLD_ratio || fold == EXQ_FOLD_min_ratio);
    bool scored = of->lineup != NULL && of->lineup->quantity->scored != NULL; /* no ratio of risks */
    if (!is_ratio || scored || weighed->table != &weighed->evidence.question->marginal)
        return;
    exq_value e_value = exq_e_value(found->value);
    exq_value near_end = exq_known(e_value) ? near_e_value(found) : exq_none(e_value.why);
    exq_value people = of->why != EXQ_WHY_NONE          ? exq_none(of->why)
                       : fold == EXQ_FOLD_ratio         ? exq_none(EXQ_WHY_NOT_OF_A_PAIR)
                       : of->crowd->why != EXQ_WHY_NONE ? exq_none(of->crowd->why)
                                                        : of->crowd->people_to_meet;
    row->has_takes = true;
    row->takes = (exq_doc_takes){
        .e_value = e_value.v,
        .e_value_near = near_end.v,
        .e_value_why = exq_why_name(e_value.why),
        .e_value_near_why = exq_why_name(near_end.why),
        .people = exq_known(people) ? (exq_count)people.v : -1,
        .limit = exq_weigh_limit_value(),
        .people_why = exq_why_name(people.why),
    };
}

bool exq_weigh_rows(const exq_describe *describe, const exq_weighed *weighed, exq_doc_disparity *rows)
{
    size_t count = weighed->findings->disparity_count;
    for (size_t i = 0; i < count; i++) {
        const exq_disparity *found = &weighed->findings->disparities[i];
        compared of = compared_of(weighed, found);
        set_p(&of, found, &rows[i]);
        set_shrunken(weighed, &of, found, &rows[i]);
        set_detectable(weighed, &of, &rows[i]);
        set_takes(weighed, &of, found, &rows[i]);
        set_flips(&of, &rows[i]);
    }
    return exq_weigh_scores(describe, weighed, rows) && adjust(describe, rows, count);
}
