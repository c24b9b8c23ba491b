/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of a gap comes from who is where, and how much from how they are treated there: rates standardised to one
 * common mix of strata, and the gap split in two (E. Kitagawa, "Components of a difference between two rates", 1955).
 */
#include "stratum_table.h"

/* People of both groups; whether every stratum that holds anybody holds both. */
typedef struct mixes {
    double group, reference;
    bool complete;
} mixes;

static mixes mixes_of(const exq_stratum_shares *strata, size_t count)
{
    mixes out = {0, 0, true};
    for (size_t i = 0; i < count; i++) {
        out.group += (double)strata[i].a.n;
        out.reference += (double)strata[i].b.n;
        out.complete = out.complete && (strata[i].a.n == 0) == (strata[i].b.n == 0);
    }
    out.complete = out.complete && out.group > 0;
    return out;
}

/* The variance of a sum over strata, f(stratum) times the part of a group that is in it, is that of f among the group's
 * people over their number. */
typedef struct spread {
    double mean, square;
} spread;

static void spread_add(spread *of, double part, double f)
{
    of->mean += part * f;
    of->square += part * f * f;
}

static double spread_variance(const spread *of, double people)
{
    return fmax(of->square - of->mean * of->mean, 0) / people;
}

static void split_gap(const exq_stratum_shares *strata, size_t count, const mixes *in, exq_stratified *out)
{
    double composition = 0, rates = 0;
    double composition_variance = 0, rates_variance = 0;
    spread level_group = {0}, level_reference = {0}, gap_group = {0}, gap_reference = {0};
    for (size_t i = 0; i < count; i++) {
        const exq_stratum_table t = exq_stratum_table_of(strata[i]);
        if (t.all == 0)
            continue;
        const double w_a = t.group / in->group, w_b = t.reference / in->reference;
        const double p_a = t.a / t.group, p_b = t.c / t.reference;
        const double level = (p_a + p_b) / 2, gap = p_a - p_b;
        const double of_rates = p_a * (1 - p_a) / t.group + p_b * (1 - p_b) / t.reference;
        composition += (w_a - w_b) * level;
        rates += (w_a + w_b) / 2 * gap;
        composition_variance += (w_a - w_b) * (w_a - w_b) / 4 * of_rates;
        rates_variance += (w_a + w_b) * (w_a + w_b) / 4 * of_rates;
        spread_add(&level_group, w_a, level);
        spread_add(&level_reference, w_b, level);
        spread_add(&gap_group, w_a, gap / 2);
        spread_add(&gap_reference, w_b, gap / 2);
    }
    composition_variance += spread_variance(&level_group, in->group) + spread_variance(&level_reference, in->reference);
    rates_variance += spread_variance(&gap_group, in->group) + spread_variance(&gap_reference, in->reference);
    out->composition = exq_some(composition);
    out->rates = exq_some(rates);
    out->composition_se = exq_some(sqrt(composition_variance));
    out->rates_se = exq_some(sqrt(rates_variance));
}

static void standardise(const exq_stratum_shares *strata, size_t count, const mixes *in, exq_stratified *out)
{
    double a = 0, b = 0;
    for (size_t i = 0; i < count; i++) {
        const exq_stratum_table t = exq_stratum_table_of(strata[i]);
        if (t.all == 0)
            continue;
        const double weight = t.all / (in->group + in->reference);
        a += weight * (t.a / t.group);
        b += weight * (t.c / t.reference);
    }
    out->standardised_a = exq_some(a);
    out->standardised_b = exq_some(b);
    out->standardised_ratio = b > 0 ? exq_some(a / b) : exq_none(EXQ_WHY_REFERENCE_ZERO);
}

void exq_stratified_composition(const exq_stratum_shares *strata, size_t count, exq_stratified *out)
{
    const mixes in = mixes_of(strata, count);
    if (in.complete) {
        standardise(strata, count, &in, out);
        split_gap(strata, count, &in, out);
        return;
    }
    const exq_value none = exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    out->standardised_a = out->standardised_b = out->standardised_ratio = none;
    out->composition = out->rates = out->composition_se = out->rates_se = none;
}
