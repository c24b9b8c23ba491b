/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds of means: the same comparisons that comparisons.def makes of rates.
 */
#include "distributions.h"
#include "lists_gaps.h"
#include "lists_means.h"

exq_mean_fold exq_mean_against(exq_fold fold, const exq_mean *group, const exq_mean *reference, double level)
{
    const exq_why why = exq_known(group->value) ? reference->value.why : group->value.why;
    exq_mean_fold out = {exq_none(why), exq_range_none(why), EXQ_NOBODY, EXQ_NOBODY};
    if (why != EXQ_WHY_NONE)
        return out;
    if (fold == EXQ_FOLD_difference) {
        out.value = exq_some(group->value.v - reference->value.v);
        out.range = exq_mean_difference(group, reference, level);
        return out;
    }
    out.range = exq_mean_ratio(group, reference, level);
    out.value =
        reference->value.v == 0 ? exq_none(EXQ_WHY_REFERENCE_ZERO) : exq_some(group->value.v / reference->value.v);
    if (fold == EXQ_FOLD_log_ratio && exq_known(out.value)) {
        out.value = out.value.v > 0 ? exq_some(log(out.value.v)) : exq_none(EXQ_WHY_RATE_ZERO);
        out.range = exq_known(out.value) ? exq_interval_log(out.range) : exq_range_none(EXQ_WHY_RATE_ZERO);
    }
    return out;
}

/* ------------------------------------------------------------------------------------------------ over groups */

/* The end away from parity concerns one fixed pair, that towards parity any pair (interval_fold.c). */
typedef struct ends {
    double away, towards; /* one-sided levels of the t limits */
} ends;

static ends ends_of(exq_reach reach)
{
    return (ends){exq_normal_cdf(reach.away), exq_normal_cdf(reach.towards)};
}

static exq_range difference_range(const exq_mean *groups, size_t count, ends at)
{
    double lo = 0, hi = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (i == j)
                continue;
            const double difference = groups[i].value.v - groups[j].value.v;
            const double se = hypot(groups[i].se.v, groups[j].se.v), df = exq_welch_df(&groups[i], &groups[j]);
            lo = fmax(lo, difference - exq_student_quantile(at.towards, df) * se);
            hi = fmax(hi, difference + exq_student_quantile(at.away, df) * se);
        }
    }
    return (exq_range){exq_some(lo), exq_some(hi), "fold"};
}

/* Both ends of group i over group j: the lower for one fixed pair, the upper for any. */
static exq_range ratio_of_pair(const exq_mean *i, const exq_mean *j, ends at)
{
    const double df = exq_welch_df(i, j);
    const double away = exq_student_quantile(at.away, df), towards = exq_student_quantile(at.towards, df);
    const double lo = exq_ratio_lower(i->value.v, exq_mean_limits(i, away).lo, j->value.v, exq_mean_limits(j, away).hi);
    return (exq_range){
        exq_some(lo),
        exq_ratio_upper(i->value.v, exq_mean_limits(i, towards).hi, j->value.v, exq_mean_limits(j, towards).lo),
        "fold"};
}

static exq_range ratio_range(const exq_mean *groups, size_t count, ends at)
{
    double lo = 1, hi = 1;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (i == j)
                continue;
            const exq_range pair = ratio_of_pair(&groups[i], &groups[j], at);
            lo = fmin(lo, pair.lo.v);
            hi = fmin(hi, exq_known(pair.hi) ? pair.hi.v : 1);
        }
    }
    return (exq_range){exq_some(lo), exq_some(hi), "fold"};
}

/* The variance of sum c_h mean_h with c_g = own - w_g all, c_h = - w_h all, w the groups' parts of all people. */
static double contrast_variance(const exq_mean *groups, size_t count, size_t g, double own, double all)
{
    double people = 0, sum = 0;
    for (size_t h = 0; h < count; h++)
        people += (double)groups[h].n;
    for (size_t h = 0; h < count; h++) {
        const double factor = (h == g ? own : 0) - (double)groups[h].n / people * all;
        sum += factor * factor * groups[h].se.v * groups[h].se.v;
    }
    return sum;
}

/* Whether these groups are everyone: then everyone's mean is made of theirs. */
static bool are_everyone(const exq_mean *groups, size_t count, exq_value everyone)
{
    double people = 0, sum = 0;
    for (size_t g = 0; g < count; g++) {
        people += (double)groups[g].n;
        sum += (double)groups[g].n * groups[g].value.v;
    }
    return exq_known(everyone) && fabs(sum / people - everyone.v) <= 1e-9 * fabs(everyone.v);
}

/* The farthest group: the far end for one fixed group, the near end for any. `of_logs`: by how much of its logarithm. */
static exq_range farthest_range(const exq_mean *groups, size_t count, double everyone, bool of_logs, ends at)
{
    double lo = 0, hi = 0;
    for (size_t g = 0; g < count; g++) {
        const double mean = groups[g].value.v;
        const double away = fabs(of_logs ? log(mean / everyone) : mean - everyone);
        const double se = sqrt(contrast_variance(groups, count, g, of_logs ? 1 / mean : 1, of_logs ? 1 / everyone : 1));
        lo = fmax(lo, away - exq_student_quantile(at.towards, groups[g].df) * se);
        hi = fmax(hi, away + exq_student_quantile(at.away, groups[g].df) * se);
    }
    return (exq_range){exq_some(lo), exq_some(hi), "fold"};
}

static exq_range to_everyone_range(exq_fold fold, const exq_mean *groups, size_t count, exq_value everyone, ends at)
{
    const bool is_ratio = fold == EXQ_FOLD_min_ratio_to_overall;
    if (!are_everyone(groups, count, everyone))
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    for (size_t g = 0; g < count; g++)
        if (is_ratio && !(groups[g].value.v > 0))
            return exq_range_none(EXQ_WHY_RATE_ZERO);
    const exq_range range = farthest_range(groups, count, everyone.v, is_ratio, at);
    return is_ratio ? (exq_range){exq_some(exp(-range.hi.v)), exq_some(exp(-range.lo.v)), range.method} : range;
}

/* minus the logarithm of the lowest ratio */
static exq_range log_range(exq_range ratio)
{
    if (!exq_known(ratio.lo))
        return ratio;
    const exq_value hi = ratio.lo.v > 0 ? exq_some(-log(ratio.lo.v)) : exq_none(EXQ_WHY_INFINITE);
    return (exq_range){exq_some(-log(ratio.hi.v)), hi, ratio.method};
}

static exq_range fold_range(exq_fold fold, const exq_mean *groups, size_t count, exq_value everyone, exq_reach reach)
{
    if (fold == EXQ_FOLD_mean_pairwise_difference || fold == EXQ_FOLD_cv)
        return exq_range_none(EXQ_WHY_CHANCE_INSTEAD);
    for (size_t i = 0; i < count; i++) {
        if (!exq_known(groups[i].se))
            return exq_range_none(groups[i].se.why);
    }
    const ends at = ends_of(reach);
    switch (fold) {
    case EXQ_FOLD_max_difference:
        return difference_range(groups, count, at);
    case EXQ_FOLD_min_ratio:
        return ratio_range(groups, count, at);
    case EXQ_FOLD_range_of_log:
        return log_range(ratio_range(groups, count, at));
    default:
        return to_everyone_range(fold, groups, count, everyone, at);
    }
}

static exq_value to_everyone(exq_fold fold, const double *values, size_t count, exq_value everyone)
{
    double farthest = 0, least = 1;
    if (!exq_known(everyone))
        return everyone;
    for (size_t i = 0; i < count; i++) {
        farthest = fmax(farthest, fabs(values[i] - everyone.v));
        least = fmin(least, fmin(values[i] / everyone.v, everyone.v / values[i]));
    }
    if (fold == EXQ_FOLD_max_to_overall)
        return exq_some(farthest);
    return everyone.v > 0 ? exq_some(least) : exq_none(EXQ_WHY_ZERO_MEAN);
}

static exq_value fold_value(exq_fold fold, const double *values, size_t count, exq_value everyone)
{
    switch (fold) {
    case EXQ_FOLD_max_difference:
        return exq_gap_of(EXQ_GAP_MAX_DIFFERENCE, values, count, 0);
    case EXQ_FOLD_min_ratio:
        return exq_gap_of(EXQ_GAP_MIN_RATIO, values, count, 0);
    case EXQ_FOLD_mean_pairwise_difference:
        return exq_gap_of(EXQ_GAP_MEAN_PAIRWISE, values, count, 0);
    case EXQ_FOLD_cv:
        return exq_gap_of(EXQ_GAP_VARIATION, values, count, 0);
    case EXQ_FOLD_range_of_log: {
        const exq_value ratio = exq_gap_of(EXQ_GAP_MIN_RATIO, values, count, 0);
        if (!exq_known(ratio))
            return ratio;
        return ratio.v > 0 ? exq_some(-log(ratio.v)) : exq_none(EXQ_WHY_RATE_ZERO);
    }
    case EXQ_FOLD_max_to_overall:
    case EXQ_FOLD_min_ratio_to_overall:
        return to_everyone(fold, values, count, everyone);
    default:
        return exq_none(EXQ_WHY_NO_PAIR);
    }
}

exq_mean_fold exq_mean_over(exq_fold fold, const exq_mean *groups, size_t count, exq_value everyone, exq_reach reach,
                            double *scratch)
{
    exq_mean_fold out = {exq_none(EXQ_WHY_ONE_GROUP), exq_range_none(EXQ_WHY_ONE_GROUP), EXQ_NOBODY, EXQ_NOBODY};
    if (count < 2)
        return out;
    out.high = out.low = 0;
    for (size_t i = 0; i < count; i++) {
        if (!exq_known(groups[i].value))
            return (exq_mean_fold){groups[i].value, exq_range_none(groups[i].value.why), i, EXQ_NOBODY};
        scratch[i] = groups[i].value.v;
        out.high = scratch[i] > scratch[out.high] ? i : out.high;
        out.low = scratch[i] < scratch[out.low] ? i : out.low;
    }
    out.value = fold_value(fold, scratch, count, everyone);
    out.range = exq_known(out.value) ? fold_range(fold, groups, count, everyone, reach) : exq_range_none(out.value.why);
    return out;
}
