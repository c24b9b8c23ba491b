/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The common odds ratio of Mantel and Haenszel and the test of Cochran, Mantel and Haenszel that it is 1. Given the
 * margins of the strata, the number of the group's selected people is a sum of independent hypergeometric counts; the
 * test compares it with its mean by the normal distribution, or exactly where the expected numbers are too small for
 * that.
 */
#include "stratified.h"

#include "count_law.h"
#include "distributions.h"
#include "stratum_table.h"

/* Sums over the usable strata. */
typedef struct sums {
    size_t usable;
    double ad, bc;                /* a d / n and b c / n: numerator and denominator of the odds ratio */
    double p_ad, p_bc_q_ad, q_bc; /* of Robins, Breslow and Greenland, with P = (a + d)/n and Q = (b + c)/n */
    double excess, variance;      /* of a, from its mean */
    double mean, least, most;     /* of a */
} sums;

static sums sum_up(const exq_stratum_shares *strata, size_t count)
{
    sums out = {0};
    for (size_t i = 0; i < count; i++) {
        const exq_stratum_table t = exq_stratum_table_of(strata[i]);
        if (!t.usable)
            continue;
        const double ad = t.a * t.d / t.all, bc = t.b * t.c / t.all;
        const double p = (t.a + t.d) / t.all, q = (t.b + t.c) / t.all;
        const double mean = t.group * t.selected / t.all;
        out.usable++;
        out.ad += ad;
        out.bc += bc;
        out.p_ad += p * ad;
        out.p_bc_q_ad += p * bc + q * ad;
        out.q_bc += q * bc;
        out.excess += ad - bc; /* = a - mean, without its rounding */
        out.variance += mean / t.all * t.reference * t.rejected / (t.all - 1);
        out.mean += mean;
        out.least += fmax(t.selected - t.reference, 0);
        out.most += fmin(t.group, t.selected);
    }
    return out;
}

static void pool_odds(const sums *of, double alpha, exq_stratified *out)
{
    if (of->ad == 0 || of->bc == 0) {
        const exq_value none = exq_none(of->usable > 0 ? EXQ_WHY_ZERO_COUNTS : EXQ_WHY_NO_STRATUM_USABLE);
        out->odds_ratio = out->odds_lo = out->odds_hi = none;
        return;
    }
    const double ratio = of->ad / of->bc;
    const double variance =
        of->p_ad / (2 * of->ad * of->ad) + of->p_bc_q_ad / (2 * of->ad * of->bc) + of->q_bc / (2 * of->bc * of->bc);
    const double reach = exp(exq_normal_quantile(1 - alpha / 2) * sqrt(variance));
    out->odds_ratio = exq_some(ratio);
    out->odds_lo = exq_some(ratio / reach);
    out->odds_hi = exq_some(ratio * reach);
}

void exq_stratified_pool(const exq_stratum_shares *strata, size_t count, double alpha, exq_stratified *out)
{
    const double least_mantel_fleiss = 5;
    const sums of = sum_up(strata, count);
    pool_odds(&of, alpha, out);
    if (of.usable == 0) {
        out->cmh = out->cmh_corrected = exq_chi2_none(EXQ_WHY_NO_STRATUM_USABLE);
        return;
    }
    const double excess = fabs(of.excess);
    const double corrected = excess >= 0.5 ? excess - 0.5 : excess;
    out->cmh = exq_chi2_of(excess * excess / of.variance, 1);
    out->cmh_corrected = exq_chi2_of(corrected * corrected / of.variance, 1);
    /* How far the sum can go to the nearer end of its range (Mantel, Fleiss 1980). */
    if (fmin(of.mean - of.least, of.most - of.mean) < least_mantel_fleiss)
        out->cmh_exact = exq_stratified_exact(strata, count, &out->cmh.p);
}

/* ------------------------------------------------------------------------------------------------- exact */

/* Sums are counted from the nearer end of their range, where their mean is below 5: beyond the observed one the
 * probabilities fall so fast that a few steps more are all that counts. */
enum { SUMS_FURTHEST = 1000, SUMS_BEYOND = 64, SUMS_MOST = SUMS_FURTHEST + SUMS_BEYOND + 1 };

/* How likely each count of the group's selected people is in one stratum, from the nearer end on. Long doubles, for
 * the far sums: they reach down to 10^-4932. How many counts there are, `most` of them at most. */
static size_t stratum_likelihoods(const exq_hypergeometric *law, bool from_most, size_t most, long double *out)
{
    const uint64_t span = law->most - law->least;
    const size_t count = span < most ? (size_t)span + 1 : most;
    for (size_t i = 0; i < count; i++)
        out[i] = expl((long double)exq_hypergeometric_log(law, from_most ? law->most - i : law->least + i));
    return count;
}

static void convolve(long double *likelihood, size_t count, const long double *stratum, size_t stratum_count)
{
    for (size_t at = count; at-- > 0;) {
        long double sum = 0;
        for (size_t i = 0; i <= at && i < stratum_count; i++)
            sum += likelihood[at - i] * stratum[i];
        likelihood[at] = sum;
    }
}

static exq_hypergeometric law_of(exq_stratum_shares stratum)
{
    return exq_hypergeometric_of(stratum.a.n, stratum.b.n, stratum.a.k + stratum.b.k);
}

bool exq_stratified_exact(const exq_stratum_shares *strata, size_t count, exq_p_value *p)
{
    const sums of = sum_up(strata, count);
    const bool from_most = of.most - of.mean < of.mean - of.least;
    uint64_t observed = 0;
    for (size_t i = 0; i < count; i++) {
        const exq_hypergeometric law = law_of(strata[i]);
        observed += from_most ? law.most - strata[i].a.k : strata[i].a.k - law.least;
    }
    if (observed > SUMS_FURTHEST)
        return false;
    const size_t sum_count = (size_t)observed + SUMS_BEYOND + 1;
    long double likelihood[SUMS_MOST] = {1}, stratum[SUMS_MOST];
    for (size_t i = 0; i < count; i++) {
        const exq_hypergeometric law = law_of(strata[i]);
        convolve(likelihood, sum_count, stratum, stratum_likelihoods(&law, from_most, sum_count, stratum));
    }
    long double no_likelier = 0;
    for (size_t i = 0; i < sum_count; i++)
        no_likelier += likelihood[i] <= likelihood[observed] * (1 + 1e-7L) ? likelihood[i] : 0;
    *p = exq_p_of_log((double)logl(no_likelier));
    return true;
}
