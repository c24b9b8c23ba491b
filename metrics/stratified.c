/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two groups compared within strata and without them, put side by side: what the comparison like with like says, and
 * whether it contradicts the crude one (Simpson's paradox).
 */
#include "stratified.h"

#include "distributions.h"
#include "stratum_table.h"

exq_stratum_table exq_stratum_table_of(exq_stratum_shares shares)
{
    exq_stratum_table table = {
        .a = (double)shares.a.k,
        .b = (double)(shares.a.n - shares.a.k),
        .c = (double)shares.b.k,
        .d = (double)(shares.b.n - shares.b.k),
        .group = (double)shares.a.n,
        .reference = (double)shares.b.n,
    };
    table.selected = table.a + table.c;
    table.rejected = table.b + table.d;
    table.all = table.group + table.reference;
    table.usable = table.group > 0 && table.reference > 0 && table.selected > 0 && table.rejected > 0;
    return table;
}

exq_chi2 exq_chi2_of(double chi2, uint64_t df)
{
    return (exq_chi2){exq_some(chi2), df, exq_p_of_log(exq_chi2_upper_log(chi2, (double)df))};
}

exq_chi2 exq_chi2_none(exq_why why)
{
    return (exq_chi2){exq_none(why), 0, exq_p_of_log(0)};
}

static exq_value quotient(double numerator, double denominator, exq_why why)
{
    return denominator > 0 ? exq_some(numerator / denominator) : exq_none(why);
}

static void compare_crude(const exq_stratum_shares *strata, size_t count, exq_stratified *out)
{
    exq_stratum_shares pooled = {
        {0, 0},
        {0, 0}
    };
    for (size_t i = 0; i < count; i++) {
        pooled.a.k += strata[i].a.k;
        pooled.a.n += strata[i].a.n;
        pooled.b.k += strata[i].b.k;
        pooled.b.n += strata[i].b.n;
    }
    const exq_stratum_table table = exq_stratum_table_of(pooled);
    out->crude_odds_ratio = quotient(table.a * table.d, table.b * table.c, EXQ_WHY_ZERO_DENOMINATOR);
    const bool has_both = table.group > 0 && table.reference > 0;
    out->crude_ratio = has_both ? quotient(table.a / table.group, table.c / table.reference, EXQ_WHY_REFERENCE_ZERO)
                                : exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    out->gap =
        has_both ? exq_some(table.a / table.group - table.c / table.reference) : exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    out->crude_p = exq_pair_p(pooled.a, pooled.b);
}

static bool opposite(exq_value crude, exq_value pooled)
{
    return exq_known(crude) && exq_known(pooled) && (crude.v - 1) * (pooled.v - 1) < 0;
}

exq_stratified exq_stratified_compare(const exq_stratum_shares *strata, size_t count, double alpha)
{
    exq_stratified out = {0};
    compare_crude(strata, count, &out);
    exq_stratified_pool(strata, count, alpha, &out);
    exq_stratified_heterogeneity(strata, count, &out);
    exq_stratified_composition(strata, count, &out);
    out.reverses = opposite(out.crude_odds_ratio, out.odds_ratio);
    out.vanishes = exq_known(out.cmh.chi2) && out.crude_p.p < alpha && out.cmh.p.p >= alpha;
    return out;
}
