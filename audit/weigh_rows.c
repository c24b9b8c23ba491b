/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighs the rows of one table: a p-value for every comparison of shares of people, adjusted over the rows of its metric; the
 * least difference that so many people could have shown; and how few decisions would reverse it.
 */
#include <string.h>

#include "power.h"
#include "robustness.h"
#include "significance.h"
#include "weigh.h"

#define POWER 0.8

/* What one row compares. */
typedef struct compared {
    const exq_lineup *lineup;
    exq_fold fold;
    exq_why why; /* why its rate is not to be weighed */
    exq_share pair[2];
    exq_why pair_why; /* why there is no group beside a reference */
} compared;

static exq_why why_of(const exq_weighed *weighed, const exq_disparity *row, compared *of)
{
    if (weighed->evidence.question->has_weights)
        return EXQ_WHY_NEEDS_UNWEIGHTED;
    if (of->lineup == NULL || !exq_weigh_counts(of->lineup))
        return EXQ_WHY_NOT_A_SHARE;
    return exq_weigh_fold(&weighed->evidence, row, &of->fold) ? EXQ_WHY_NONE : EXQ_WHY_NO_TEST;
}

static compared compared_of(const exq_weighed *weighed, const exq_disparity *row)
{
    compared of = {.lineup = exq_weigh_lineup(&weighed->evidence, row->of)};
    of.why = why_of(weighed, row, &of);
    of.pair_why = of.why;
    if (of.why == EXQ_WHY_NONE && !exq_weigh_pair(of.lineup, row->group, row->reference, of.pair))
        of.pair_why = exq_known(row->value) ? EXQ_WHY_NO_PAIR : row->value.why;
    return of;
}

static bool per_group(const compared *of)
{
    return of->why == EXQ_WHY_NONE && exq_folds[of->fold].kind == EXQ_KIND_PER_GROUP;
}

/* ------------------------------------------------------------------------------------------------------ p */

static void set_p(const compared *of, exq_doc_disparity *row)
{
    exq_why why = of->pair_why;
    if (why == EXQ_WHY_NONE && !per_group(of))
        why = EXQ_WHY_NO_TEST;
    row->p_why = exq_why_name(why);
    if (why != EXQ_WHY_NONE)
        return;
    exq_p_value p = exq_pair_p(of->pair[0], of->pair[1]);
    row->p = p.p;
    row->log10_p = p.log10_p;
    row->p_method = exq_pair_p_method(of->pair[0], of->pair[1]);
}

/* Holm over each run of rows of one metric. */
static bool adjust(const exq_describe *describe, exq_doc_disparity *rows, size_t count)
{
    double *p = EXQ_NEW(describe->arena, double, count);
    size_t *scratch = EXQ_NEW(describe->arena, size_t, count);
    if (p == NULL || scratch == NULL)
        return false;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && strcmp(rows[end].metric, rows[first].metric) == 0; end++)
            p[end] = rows[end].p;
        exq_adjust_holm(p + first, end - first, scratch);
    }
    for (size_t i = 0; i < count; i++)
        rows[i].p_adjusted = p[i];
    return true;
}

/* ------------------------------------------------------------------------------------------- detectable, flips */

/* The ratio on the scale of the row: as a difference it is the gap between the rates that have it. */
static double on_scale(exq_fold fold, double ratio, exq_share group, exq_share reference, double rate)
{
    if (fold == EXQ_FOLD_ratio)
        return ratio;
    if (fold == EXQ_FOLD_log_ratio)
        return log(ratio);
    double n_g = (double)group.n, n_r = (double)reference.n;
    return rate * (n_r + n_g) / (n_r + ratio * n_g) * (1 - ratio);
}

static void set_detectable(const exq_weighed *weighed, const compared *of, exq_doc_disparity *row)
{
    exq_value ratio = exq_none(of->pair_why != EXQ_WHY_NONE ? of->pair_why : EXQ_WHY_NO_PAIR);
    if (of->pair_why == EXQ_WHY_NONE && per_group(of)) {
        exq_share group = of->pair[0], reference = of->pair[1];
        double rate = (double)(group.k + reference.k) / (double)(group.n + reference.n);
        ratio = exq_detectable_ratio(group.n, reference.n, rate, weighed->evidence.options->level, POWER);
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

bool exq_weigh_rows(const exq_describe *describe, const exq_weighed *weighed, exq_doc_disparity *rows)
{
    size_t count = weighed->findings->disparity_count;
    for (size_t i = 0; i < count; i++) {
        compared of = compared_of(weighed, &weighed->findings->disparities[i]);
        set_p(&of, &rows[i]);
        set_detectable(weighed, &of, &rows[i]);
        set_flips(&of, &rows[i]);
    }
    return adjust(describe, rows, count);
}
