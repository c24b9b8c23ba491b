/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Empirical Bayes for a set of rates: how much of their spread is more than chance, and the rates drawn together by
 * that.
 */
#include "shrinkage.h"

#include "distributions.h"

static double rate(exq_share group)
{
    return (double)group.k / (double)group.n;
}

/* Sums over the groups that have people. */
typedef struct ensemble {
    size_t groups;
    double people, selected;
    double squares;  /* sum n^2 */
    double p;        /* of all together */
    double mean;     /* of the rates, each group alike */
    double sampling; /* sum p_g (1 - p_g)/(n_g - 1) */
    bool has_loner;
} ensemble;

static ensemble ensemble_of(const exq_share *groups, size_t count)
{
    ensemble out = {0};
    for (size_t i = 0; i < count; i++) {
        if (groups[i].n == 0)
            continue;
        const double n = (double)groups[i].n, p = rate(groups[i]);
        out.groups++;
        out.people += n;
        out.selected += (double)groups[i].k;
        out.squares += n * n;
        out.mean += p;
        out.has_loner = out.has_loner || groups[i].n == 1;
        out.sampling += groups[i].n > 1 ? p * (1 - p) / (n - 1) : 0;
    }
    out.p = out.selected / out.people;
    out.mean /= (double)out.groups;
    return out;
}

static exq_value between_of(const exq_share *groups, size_t count, const ensemble *all)
{
    if (all->has_loner)
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += groups[i].n > 0 ? pow(rate(groups[i]) - all->mean, 2) : 0;
    return exq_some(sum / ((double)all->groups - 1) - all->sampling / (double)all->groups);
}

static exq_value over_weight(double lambda, double weight)
{
    return isnan(lambda) ? exq_none(EXQ_WHY_NO_INTERVAL) : exq_some(lambda / weight);
}

/* tau2 and the interval of the variance between the groups, both from Q. */
static void judge_spread(const exq_share *groups, size_t count, const ensemble *all, double level, exq_shrinkage *out)
{
    const double unit = all->p * (1 - all->p); /* the variance of one decision */
    const double df = (double)all->groups - 1;
    const double tail = (1 - level) / 2;
    const double weight = (all->people - all->squares / all->people) / unit;
    double q = 0;
    for (size_t i = 0; i < count; i++)
        q += groups[i].n > 0 ? (double)groups[i].n / unit * pow(rate(groups[i]) - all->p, 2) : 0;
    out->tau2 = exq_some(fmax((q - df) / weight, 0));
    out->between_lo = over_weight(exq_noncentral_chi2_lambda(q, df, 1 - tail), weight);
    out->between_hi = over_weight(exq_noncentral_chi2_lambda(q, df, tail), weight);
}

/* The spread of a set, group by group. */
typedef struct extent {
    double lowest, highest;
} extent;

static const extent no_extent = {INFINITY, -INFINITY};

static void widen(extent *of, double value)
{
    of->lowest = fmin(of->lowest, value);
    of->highest = fmax(of->highest, value);
}

exq_shrinkage exq_shrinkage_of(const exq_share *groups, size_t count, double level, double *bayes, double *constrained)
{
    const ensemble all = ensemble_of(groups, count);
    const exq_value none = exq_none(all.groups < 2 ? EXQ_WHY_ONE_GROUP : EXQ_WHY_ZERO_DENOMINATOR);
    const bool alike = !(all.p > 0 && all.p < 1);
    exq_shrinkage out = {none, none, none, none, none, none};
    if (all.groups >= 2) {
        out.between = between_of(groups, count, &all);
        if (!alike)
            judge_spread(groups, count, &all, level, &out);
    }
    extent raw = no_extent, shrunken = no_extent;
    for (size_t i = 0; i < count; i++) {
        const double p = groups[i].n > 0 ? rate(groups[i]) : (double)NAN;
        const double unit = all.p * (1 - all.p) / (double)groups[i].n;
        const double kept = out.tau2.v / (out.tau2.v + unit); /* NaN when there is no tau2 */
        if (bayes != NULL)
            bayes[i] = all.p + kept * (p - all.p);
        if (constrained != NULL)
            constrained[i] = all.p + sqrt(kept) * (p - all.p);
        widen(&raw, p);
        widen(&shrunken, all.p + sqrt(kept) * (p - all.p));
    }
    if (all.groups >= 2)
        out.gap = exq_some(raw.highest - raw.lowest);
    if (exq_known(out.tau2))
        out.gap_shrunken = exq_some(shrunken.highest - shrunken.lowest);
    return out;
}
