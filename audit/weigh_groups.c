/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighs all compared groups at once, rate by rate: whether they are alike, how much their true rates vary, and
 * which of them can be the lowest and the highest.
 */
#include "significance.h"
#include "weigh.h"
#include "worst.h"

enum { FEWEST_EXPECTED = 5 };

/* The rates that exist here and are shares; the others need no line to say that they cannot be tested. */
static bool is_share(const exq_weighed *marginal, size_t rate)
{
    const exq_lineup *lineup = &marginal->evidence.lineups[rate];
    return lineup->groups != NULL && lineup->quantity->shape == EXQ_PROPORTION;
}

static const char *rate_id(size_t rate)
{
    return exq_quantities[rate].id;
}

/* ------------------------------------------------------------------------------------------------------- tests */

/* Counted and not counted, group by group. */
static uint64_t *table_of(const exq_describe *describe, const exq_weigh_crowd *crowd)
{
    uint64_t *counts = EXQ_NEW(describe->arena, uint64_t, 2 * crowd->count);
    for (size_t i = 0; counts != NULL && i < crowd->count; i++) {
        counts[2 * i] = crowd->shares[i].k;
        counts[2 * i + 1] = crowd->shares[i].n - crowd->shares[i].k;
    }
    return counts;
}

static bool permute(const exq_describe *describe, const exq_weigh_crowd *crowd, const uint64_t *counts,
                    exq_doc_test *out)
{
    uint64_t *scratch = EXQ_NEW(describe->arena, uint64_t, 3 * crowd->count);
    if (scratch == NULL)
        return false;
    exq_random random;
    exq_random_init(&random, exq_weigh_seed(describe, "permutation", out->of), 0);
    uint64_t draws = exq_weigh_draws(describe, &describe->question->marginal, crowd->count);
    out->p_permutation = exq_permutation_p(counts, crowd->count, 2, (size_t)draws, &random, scratch);
    out->draws = (exq_count)draws;
    return true;
}

static bool describe_test(const exq_describe *describe, const exq_weigh_crowd *crowd, const char *of, exq_doc_test *out)
{
    const double none = (double)NAN;
    *out = (exq_doc_test){.of = of,
                          .chi2 = none,
                          .g = none,
                          .df = -1,
                          .p = none,
                          .log10_p = none,
                          .p_g = none,
                          .p_permutation = none,
                          .draws = -1,
                          .least_expected = none,
                          .why = exq_why_name(crowd->why)};
    out->p_permutation_why = out->why;
    if (crowd->why != EXQ_WHY_NONE)
        return true;
    uint64_t *counts = table_of(describe, crowd);
    if (counts == NULL)
        return false;
    exq_omnibus test = exq_omnibus_test(counts, crowd->count, 2);
    out->why = out->p_permutation_why = exq_why_name(test.chi2.why);
    if (!exq_known(test.chi2))
        return true;
    out->chi2 = test.chi2.v;
    out->g = test.g.v;
    out->df = (exq_count)test.df;
    out->p = test.p_chi2.p;
    out->log10_p = test.p_chi2.log10_p;
    out->p_g = test.p_g.p;
    out->least_expected = test.least_expected;
    if (test.least_expected < FEWEST_EXPECTED)
        return permute(describe, crowd, counts, out);
    out->p_permutation_why = exq_why_name(EXQ_WHY_NOT_NEEDED);
    return true;
}

bool exq_weigh_tests(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question)
{
    exq_doc_test *tests = EXQ_NEW(describe->arena, exq_doc_test, EXQ_RATES);
    if (tests == NULL)
        return false;
    question->tests = tests;
    for (size_t q = 0; q < EXQ_RATES; q++) {
        if (is_share(marginal, q) &&
            !describe_test(describe, &marginal->crowds[q], rate_id(q), &tests[question->test_count++]))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------------------------------------------- variances */

bool exq_weigh_variances(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question)
{
    exq_doc_variance *variances = EXQ_NEW(describe->arena, exq_doc_variance, EXQ_RATES);
    if (variances == NULL)
        return false;
    question->variances = variances;
    for (size_t q = 0; q < EXQ_RATES; q++) {
        if (!is_share(marginal, q))
            continue;
        const exq_weigh_crowd *crowd = &marginal->crowds[q];
        exq_value none = exq_none(crowd->why);
        bool known = crowd->why == EXQ_WHY_NONE;
        exq_value value = known ? crowd->shrinkage.between : none;
        exq_value lo = known ? crowd->shrinkage.between_lo : none;
        exq_value hi = known ? crowd->shrinkage.between_hi : none;
        exq_why why = !exq_known(value) ? value.why : lo.why;
        variances[question->variance_count++] = (exq_doc_variance){rate_id(q), value.v, lo.v, hi.v, exq_why_name(why)};
    }
    return true;
}

/* -------------------------------------------------------------------------------------------------------- worst */

static bool describe_set(const exq_describe *describe, const exq_weighed *marginal, const exq_weigh_crowd *crowd,
                         const exq_limits *limits, bool highest, const exq_doc_who **out, size_t *count)
{
    bool *can_be = EXQ_NEW(describe->arena, bool, crowd->count);
    exq_doc_who *who = EXQ_NEW(describe->arena, exq_doc_who, crowd->count);
    if (can_be == NULL || who == NULL)
        return false;
    (void)exq_worst_set(crowd->shares, limits, crowd->count, highest, can_be);
    *out = who;
    for (size_t i = 0; i < crowd->count; i++) {
        const exq_row *row = &marginal->table->groups[marginal->evidence.compared[i]];
        if (can_be[i] && !exq_describe_levels(describe, row, &who[(*count)++].levels))
            return false;
    }
    return true;
}

static bool describe_worst(const exq_describe *describe, const exq_weighed *marginal, const exq_weigh_crowd *crowd,
                           exq_doc_worst *out)
{
    out->why = exq_why_name(crowd->why);
    if (crowd->why != EXQ_WHY_NONE)
        return true;
    exq_limits *limits = EXQ_NEW(describe->arena, exq_limits, crowd->count);
    if (limits == NULL)
        return false;
    exq_worst_limits(crowd->shares, crowd->count, describe->options->level, limits);
    return describe_set(describe, marginal, crowd, limits, false, &out->lowest, &out->lowest_count) &&
           describe_set(describe, marginal, crowd, limits, true, &out->highest, &out->highest_count);
}

bool exq_weigh_worst(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question)
{
    exq_doc_worst *worst = EXQ_NEW(describe->arena, exq_doc_worst, EXQ_RATES);
    if (worst == NULL)
        return false;
    question->worst = worst;
    for (size_t q = 0; q < EXQ_RATES; q++) {
        if (!is_share(marginal, q))
            continue;
        exq_doc_worst *out = &worst[question->worst_count++];
        out->of = rate_id(q);
        if (!describe_worst(describe, marginal, &marginal->crowds[q], out))
            return false;
    }
    return true;
}
