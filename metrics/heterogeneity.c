/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the strata share one odds ratio? Where they do not, the pooled one is an average of different things.
 */
#include "stratum_table.h"

/* The count of the group's selected people that gives the stratum, at its margins, the odds ratio psi: the root within
 * the possible counts of x (reference - selected + x) = psi (selected - x)(group - x), in the form that cancels
 * nothing. */
static double fitted(const exq_stratum_table *t, double psi)
{
    const double linear = t->reference - t->selected + psi * (t->selected + t->group);
    const double product = psi * t->selected * t->group;
    const double root = sqrt(linear * linear + 4 * (1 - psi) * product);
    return linear > 0 ? 2 * product / (linear + root) : (root - linear) / (2 * (1 - psi));
}

static void breslow_day(const exq_stratum_shares *strata, size_t count, double psi, uint64_t df, exq_stratified *out)
{
    double chi2 = 0, excess = 0, variance = 0;
    for (size_t i = 0; i < count; i++) {
        const exq_stratum_table t = exq_stratum_table_of(strata[i]);
        if (!t.usable)
            continue;
        const double x = fitted(&t, psi);
        const double of_x = 1 / (1 / x + 1 / (t.group - x) + 1 / (t.selected - x) + 1 / (t.reference - t.selected + x));
        chi2 += (t.a - x) * (t.a - x) / of_x;
        excess += t.a - x;
        variance += of_x;
    }
    out->breslow_day = exq_chi2_of(chi2, df);
    out->tarone = exq_chi2_of(fmax(chi2 - excess * excess / variance, 0), df);
}

static void woolf(const exq_stratum_shares *strata, size_t count, uint64_t df, exq_stratified *out)
{
    double weights = 0, logs = 0;
    for (size_t i = 0; i < count; i++) {
        const exq_stratum_table t = exq_stratum_table_of(strata[i]);
        if (!t.usable)
            continue;
        if (t.a == 0 || t.b == 0 || t.c == 0 || t.d == 0) {
            out->woolf = exq_chi2_none(EXQ_WHY_ZERO_COUNTS);
            return;
        }
        const double weight = 1 / (1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d);
        weights += weight;
        logs += weight * log(t.a / t.b * (t.d / t.c));
    }
    double chi2 = 0;
    for (size_t i = 0; i < count; i++) {
        const exq_stratum_table t = exq_stratum_table_of(strata[i]);
        if (!t.usable)
            continue;
        const double distance = log(t.a / t.b * (t.d / t.c)) - logs / weights;
        chi2 += distance * distance / (1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d);
    }
    out->woolf = exq_chi2_of(chi2, df);
}

void exq_stratified_heterogeneity(const exq_stratum_shares *strata, size_t count, exq_stratified *out)
{
    uint64_t usable = 0;
    for (size_t i = 0; i < count; i++)
        usable += exq_stratum_table_of(strata[i]).usable;
    if (usable < 2) {
        /* With one stratum, or none, there is nothing to disagree. */
        out->breslow_day = out->tarone = out->woolf = exq_chi2_none(EXQ_WHY_NO_STRATUM_USABLE);
        return;
    }
    if (exq_known(out->odds_ratio))
        breslow_day(strata, count, out->odds_ratio.v, usable - 1, out);
    else
        out->breslow_day = out->tarone = exq_chi2_none(out->odds_ratio.why);
    woolf(strata, count, usable - 1, out);
}
