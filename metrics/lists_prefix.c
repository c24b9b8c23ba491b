/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prefix measures of one ranking. All three are sums over cut points of a function of the cut and the protected items
 * above it, so the worst ranking is the dearest path through these counts.
 */
#include "lists_prefix.h"

#include "positions.h"

typedef struct ranking {
    exq_prefix kind;
    exq_position_model discount;
    size_t length, members; /* N, S */
} ranking;

static double ratio(double above, double below)
{
    return above == 0 || below == 0 ? 0 : above / below;
}

static double divergence_part(double p, double q)
{
    return p > 0 ? p * log2(p / q) : 0;
}

/* What the cut behind the first `places` costs with `members` protected items above it. */
static double cost(const ranking *of, size_t places, size_t members)
{
    const double i = (double)places, s = (double)members, n = (double)of->length, all = (double)of->members;
    const double weight = of->discount == EXQ_POSITION_LOG ? exq_discount_log(places) : exq_discount_log_clip(places);
    switch (of->kind) {
    case EXQ_PREFIX_DIFFERENCE:
        return weight * fabs(s / i - all / n);
    case EXQ_PREFIX_DIVERGENCE:
        return weight * (divergence_part(s / i, all / n) + divergence_part(1 - s / i, 1 - all / n));
    case EXQ_PREFIX_RATIO:
        return weight * fabs(ratio(s, i - s) - ratio(all, n - all));
    }
    return 0;
}

/* best[c]: the greatest sum up to this cut with c protected items above it. */
static double greatest_of(const ranking *of, size_t step, double *best, double *next)
{
    for (size_t c = 0; c <= of->members; c++)
        best[c] = c == 0 ? 0 : -INFINITY;
    for (size_t cut = step; cut <= of->length; cut += step) {
        for (size_t c = 0; c <= of->members; c++) {
            const bool possible = c <= cut && of->members - c <= of->length - cut;
            double before = -INFINITY;
            for (size_t more = 0; more <= step && more <= c; more++)
                before = fmax(before, best[c - more]);
            next[c] = possible ? before + cost(of, cut, c) : -INFINITY;
        }
        for (size_t c = 0; c <= of->members; c++)
            best[c] = next[c];
    }
    double greatest = 0;
    for (size_t c = 0; c <= of->members; c++)
        greatest = fmax(greatest, best[c]);
    return greatest;
}

exq_prefix_finding exq_prefix_of(exq_prefix kind, exq_position_model discount, const bool *is_protected, size_t length,
                                 size_t step, double *scratch)
{
    ranking of = {kind, discount, length, 0};
    for (size_t i = 0; i < length; i++)
        of.members += is_protected[i];
    if (step == 0)
        step = length / 2 < 10 ? length / 2 : 10;
    if (step == 0 || step > length)
        return (exq_prefix_finding){exq_none(EXQ_WHY_LIST_TOO_SHORT), exq_none(EXQ_WHY_LIST_TOO_SHORT), 0};
    if (of.members == 0 || of.members == length)
        return (exq_prefix_finding){exq_none(EXQ_WHY_NO_ITEMS), exq_none(EXQ_WHY_NO_ITEMS), 0};
    double raw = 0;
    for (size_t i = 0, members = 0; i < length; i++) {
        members += is_protected[i];
        if ((i + 1) % step == 0)
            raw += cost(&of, i + 1, members);
    }
    const double greatest = greatest_of(&of, step, scratch, scratch + of.members + 1);
    return (exq_prefix_finding){exq_some(raw),
                                greatest > 0 ? exq_some(raw / greatest) : exq_none(EXQ_WHY_LIST_TOO_SHORT), greatest};
}
