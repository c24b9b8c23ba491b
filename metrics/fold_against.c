/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds of the first kind: one group against the reference, group minus or over reference, never the other way.
 */
#include "fold.h"

exq_why exq_why_of_zero(const exq_evidence *evidence, const exq_quantity *quantity)
{
    if (quantity->scored != NULL)
        return EXQ_WHY_REFERENCE_ZERO;
    bool of_selected = quantity->shape == EXQ_MEASURE || (quantity->num & ~(unsigned)EXQ_SELECTED) == 0;
    if (of_selected && exq_cells_sum(&evidence->overall, EXQ_SELECTED).people == 0)
        return EXQ_WHY_NOBODY_SELECTED;
    bool counts = quantity->shape != EXQ_MEASURE;
    return counts && exq_cells_sum(&evidence->overall, quantity->num).people == 0 ? EXQ_WHY_NOBODY_COUNTED
                                                                                  : EXQ_WHY_REFERENCE_ZERO;
}

/* Nobody rejected in the group, or nobody selected in the reference: the odds of the one are infinite, or divided by 0. */
static exq_value odds_ratio(const exq_evidence *evidence, const exq_estimate *group, const exq_estimate *reference)
{
    double value = exq_estimate_odds_ratio(group, reference);
    if (isfinite(value))
        return exq_some(value);
    return exq_none(reference->value.v == 0 ? exq_why_of_zero(evidence, group->of) : EXQ_WHY_RATE_ONE);
}

exq_value exq_fold_value(const exq_evidence *evidence, exq_fold fold, const exq_estimate *group,
                         const exq_estimate *reference)
{
    if (!exq_known(group->value))
        return group->value;
    if (!exq_known(reference->value))
        return reference->value;
    if (fold == EXQ_FOLD_difference)
        return exq_some(exq_estimate_difference(group, reference));
    if (fold == EXQ_FOLD_odds_ratio)
        return odds_ratio(evidence, group, reference);
    if (reference->value.v == 0)
        return exq_none(exq_why_of_zero(evidence, group->of));
    double ratio = exq_estimate_ratio(group, reference);
    if (fold == EXQ_FOLD_ratio)
        return exq_some(ratio);
    return ratio > 0 ? exq_some(log(ratio)) : exq_none(EXQ_WHY_RATE_ZERO);
}

/* An odds without end makes no difference with an end. */
static exq_why why_rangeless(exq_range a, exq_range b)
{
    const exq_why why = a.method == NULL ? a.lo.why : b.lo.why;
    return why == EXQ_WHY_INFINITE ? EXQ_WHY_NO_INTERVAL : why;
}

/* Two estimates at one level, independent unless they share persons. */
static exq_range range_of_difference(const exq_estimate *group, const exq_estimate *reference, double correlation,
                                     double level)
{
    static exq_method_names names = EXQ_METHOD_NAMES("mover");
    if (group->of->shape == EXQ_PROPORTION)
        return exq_interval_dependent_difference(exq_estimate_proportion(group), exq_estimate_proportion(reference),
                                                 correlation, level);
    exq_range a = exq_estimate_range(group, level);
    exq_range b = exq_estimate_range(reference, level);
    if (a.method == NULL || b.method == NULL)
        return exq_range_none(why_rangeless(a, b));
    exq_limits limits = exq_mover_dependent(group->value.v, (exq_limits){a.lo.v, a.hi.v}, reference->value.v,
                                            (exq_limits){b.lo.v, b.hi.v}, correlation);
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), names[exq_estimate_sample(group)]};
}

/* Of two measures of scores, which are of different people and never negative. */
static exq_range range_of_scored_ratio(const exq_estimate *group, const exq_estimate *reference, double level)
{
    exq_range a = exq_estimate_range(group, level);
    exq_range b = exq_estimate_range(reference, level);
    if (a.method == NULL || b.method == NULL)
        return exq_range_none(why_rangeless(a, b));
    double lower = exq_mover_ratio(group->value.v, a.lo.v, reference->value.v, b.hi.v, 0);
    double inverse = exq_mover_ratio(reference->value.v, b.lo.v, group->value.v, a.hi.v, 0);
    return (exq_range){exq_some(lower), inverse > 0 ? exq_some(1 / inverse) : exq_none(EXQ_WHY_INFINITE), "mover"};
}

static exq_range range_of_ratio(const exq_evidence *evidence, const exq_estimate *group, const exq_estimate *reference,
                                double correlation, double level)
{
    if (group->of->scored != NULL)
        return range_of_scored_ratio(group, reference, level);
    if (group->of->shape != EXQ_PROPORTION)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    if (correlation < 0 || correlation > 0)
        return exq_interval_dependent_ratio(exq_estimate_proportion(group), exq_estimate_proportion(reference),
                                            correlation, level);
    exq_interval_pair *interval =
        evidence->options->ratio_interval == EXQ_RATIO_KATZ ? exq_interval_katz : exq_interval_koopman;
    return interval(exq_estimate_proportion(group), exq_estimate_proportion(reference), level);
}

static double people_scored(const exq_estimate *of)
{
    return (double)exq_scored_people((exq_scored){of->cells->scale, of->cells->scores}, of->of->of_scores);
}

/* Everyone holds the group itself, so the two are not independent: compare with the rest and map. */
static exq_range range_to_overall(const exq_evidence *evidence, exq_fold fold, const exq_lineup *lineup, size_t group,
                                  double level)
{
    const exq_estimate *own = &lineup->groups[group], *rest = &lineup->rests[group];
    const bool mean = own->of->is_mean && fold == EXQ_FOLD_difference; /* everyone's is a mean of the two */
    if (own->of->shape != EXQ_PROPORTION && !mean)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    if (!exq_known(rest->value))
        return exq_range_none(EXQ_WHY_ZERO_COUNTS);
    double share =
        mean ? people_scored(own) / people_scored(&lineup->overall) : own->den.weight / lineup->overall.den.weight;
    double correlation = exq_evidence_correlation(evidence, lineup, group, EXQ_REST);
    if (fold == EXQ_FOLD_difference)
        return exq_interval_difference_to_overall(range_of_difference(own, rest, correlation, level), share);
    return exq_interval_ratio_to_overall(range_of_ratio(evidence, own, rest, correlation, level), share);
}

/* The range of the odds ratio to everyone does not follow from that to the rest. */
static exq_range range_of_odds_ratio(const exq_estimate *group, const exq_estimate *reference, size_t kind,
                                     double correlation, double level)
{
    if (kind == EXQ_OVERALL)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    exq_proportion own = exq_estimate_proportion(group), other = exq_estimate_proportion(reference);
    if (correlation < 0 || correlation > 0)
        return exq_interval_dependent_odds_ratio(own, other, correlation, level);
    return exq_interval_odds_ratio(own, other, level);
}

static exq_range range_at(const exq_evidence *evidence, exq_fold fold, const exq_lineup *lineup, size_t group,
                          size_t reference, double level)
{
    const exq_estimate *own = &lineup->groups[group];
    exq_estimate other = exq_evidence_reference_estimate(evidence, lineup, reference, group);
    exq_fold plain = fold == EXQ_FOLD_log_ratio ? EXQ_FOLD_ratio : fold;
    double correlation = exq_evidence_correlation(evidence, lineup, group, reference);
    exq_range range;
    if (fold == EXQ_FOLD_odds_ratio)
        range = range_of_odds_ratio(own, &other, reference, correlation, level);
    else if (reference == EXQ_OVERALL)
        range = range_to_overall(evidence, plain, lineup, group, level);
    else if (plain == EXQ_FOLD_difference)
        range = range_of_difference(own, &other, correlation, level);
    else
        range = range_of_ratio(evidence, own, &other, correlation, level);
    return fold == EXQ_FOLD_log_ratio ? exq_interval_log(range) : range;
}

static double low_end(const exq_estimate *of)
{
    return of->scored.certain.told ? of->scored.certain.lo : of->value.v;
}

static double high_end(const exq_estimate *of)
{
    return of->scored.certain.told ? of->scored.certain.hi : of->value.v;
}

exq_bracket exq_fold_bracket(exq_fold fold, const exq_estimate *group, const exq_estimate *reference)
{
    if (!group->scored.certain.told && !reference->scored.certain.told)
        return (exq_bracket){0};
    if (fold == EXQ_FOLD_difference)
        return (exq_bracket){true, low_end(group) - high_end(reference), high_end(group) - low_end(reference)};
    if (!(low_end(reference) > 0) || !(low_end(group) > 0))
        return (exq_bracket){0};
    const double least = low_end(group) / high_end(reference), most = high_end(group) / low_end(reference);
    return fold == EXQ_FOLD_ratio ? (exq_bracket){true, least, most} : (exq_bracket){true, log(least), log(most)};
}

/* An odds ratio without bound has a range all the same: from somewhere on. */
static bool has_range(exq_fold fold, exq_value value, const exq_estimate *group, const exq_estimate *reference)
{
    return exq_known(value) || (fold == EXQ_FOLD_odds_ratio && exq_known(group->value) && exq_known(reference->value));
}

exq_disparity exq_fold_against(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, size_t group,
                               size_t reference, size_t rows)
{
    exq_estimate other = exq_evidence_reference_estimate(evidence, lineup, reference, group);
    exq_value value = exq_fold_value(evidence, fold, &lineup->groups[group], &other);
    exq_disparity disparity = exq_disparity_plain(NULL, value, group, reference);
    disparity.of = lineup->quantity->id;
    if (evidence->options->values_only || !has_range(fold, value, &lineup->groups[group], &other))
        return disparity;
    disparity.certain = exq_fold_bracket(fold, &lineup->groups[group], &other);
    double level = evidence->options->level;
    disparity.alone = range_at(evidence, fold, lineup, group, reference, level);
    disparity.together = rows < 2 ? disparity.alone
                                  : range_at(evidence, fold, lineup, group, reference, exq_interval_sidak(level, rows));
    disparity.difference = exq_difference_of(disparity.together, exq_folds[fold].parity);
    return disparity;
}
