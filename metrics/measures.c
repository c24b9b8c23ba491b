/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The functions behind measures.def: values, and ranges by transforming or combining the ranges of independent rates.
 */
#include "effective.h"

static const exq_quantity *const tpr = &exq_quantities[EXQ_QUANTITY_true_positive_rate];
static const exq_quantity *const tnr = &exq_quantities[EXQ_QUANTITY_true_negative_rate];

static double weight(const exq_cells *cells, unsigned mask)
{
    return exq_cells_sum(cells, mask).weight;
}

/* ------------------------------------------------------------------------------------------- both error rates */

exq_value exq_measure_youden(const exq_cells *cells)
{
    double positive = weight(cells, TP | FN), negative = weight(cells, FP | TN);
    if (!(positive > 0) || !(negative > 0))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    return exq_some(weight(cells, TP) / positive - weight(cells, FP) / negative);
}

exq_value exq_measure_balanced_accuracy(const exq_cells *cells)
{
    double positive = weight(cells, TP | FN), negative = weight(cells, FP | TN);
    if (!(positive > 0) || !(negative > 0))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    return exq_some((weight(cells, TP) / positive + weight(cells, TN) / negative) / 2);
}

/* The sum of the two rates by MOVER: TPR + TNR = TPR - (-TNR). People of the two are disjoint; persons with several
 * rows can be in both. */
static exq_limits sum_of_rates(const exq_estimate *estimate, double level)
{
    double z = exq_interval_z(level);
    exq_estimate a = exq_estimate_of(tpr, estimate->cells, estimate->cells, estimate->weighted);
    exq_estimate b = exq_estimate_of(tnr, estimate->cells, estimate->cells, estimate->weighted);
    exq_limits first = exq_wilson(exq_estimate_proportion(&a), z);
    exq_limits second = exq_wilson(exq_estimate_proportion(&b), z);
    const exq_persons_of_row *persons = estimate->cells->persons;
    double correlation = persons != NULL ? exq_estimate_correlation(&a, &b, &persons->moments) : 0;
    return exq_mover_dependent(a.value.v, first, -b.value.v, (exq_limits){-second.hi, -second.lo}, -correlation);
}

static exq_method_names mover = EXQ_METHOD_NAMES("mover");

static exq_range by_mover(exq_limits limits, const exq_estimate *estimate)
{
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), mover[exq_estimate_sample(estimate)]};
}

exq_range exq_range_youden(const exq_estimate *estimate, double level)
{
    exq_limits sum = sum_of_rates(estimate, level);
    return by_mover((exq_limits){sum.lo - 1, sum.hi - 1}, estimate);
}

exq_range exq_range_balanced_accuracy(const exq_estimate *estimate, double level)
{
    exq_limits sum = sum_of_rates(estimate, level);
    return by_mover((exq_limits){sum.lo / 2, sum.hi / 2}, estimate);
}

/* ------------------------------------------------------------------------------------------------------ F1 */

exq_value exq_measure_f1(const exq_cells *cells)
{
    double hits = 2 * weight(cells, TP), errors = weight(cells, FP | FN);
    if (!(hits + errors > 0))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    return exq_some(hits / (hits + errors));
}

/* F1 = 2J / (1 + J) rises with J = TP / (TP + FP + FN), which is a proportion. */
exq_range exq_range_f1(const exq_estimate *estimate, double level)
{
    static const exq_quantity jaccard = {.num = TP, .den = TP | FP | FN, .shape = EXQ_PROPORTION};
    exq_estimate j = exq_estimate_of(&jaccard, estimate->cells, estimate->cells, estimate->weighted);
    exq_range range = exq_interval_rate(estimate->interval, exq_estimate_proportion(&j), level);
    range.lo.v = 2 * range.lo.v / (1 + range.lo.v);
    range.hi.v = 2 * range.hi.v / (1 + range.hi.v);
    return range;
}

/* ----------------------------------------------------------------------------------------------------- MCC */

exq_value exq_measure_matthews_correlation(const exq_cells *cells)
{
    double positive = weight(cells, TP | FN), negative = weight(cells, FP | TN);
    double selected = weight(cells, TP | FP), rejected = weight(cells, FN | TN);
    if (!(positive > 0 && negative > 0 && selected > 0 && rejected > 0))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    double agreement = weight(cells, TP) * weight(cells, TN) - weight(cells, FP) * weight(cells, FN);
    double correlation = agreement / (sqrt(positive * negative) * sqrt(selected * rejected));
    return exq_some(fmax(-1, fmin(1, correlation)));
}

exq_range exq_range_matthews_correlation(const exq_estimate *estimate, double level)
{
    (void)estimate, (void)level;
    return exq_range_none(EXQ_WHY_NO_INTERVAL);
}

/* ---------------------------------------------------------------------------------------------------- odds */

exq_range exq_range_odds(const exq_estimate *estimate, double level)
{
    if ((estimate->of->num & estimate->of->den) != 0)
        return exq_range_none(EXQ_WHY_NO_INTERVAL); /* people stand on both sides of the fraction */
    exq_quantity part = {.num = estimate->of->num, .den = estimate->of->num | estimate->of->den};
    exq_estimate share = exq_estimate_of(&part, estimate->cells, estimate->cells, estimate->weighted);
    exq_range range = exq_interval_rate(estimate->interval, exq_estimate_proportion(&share), level);
    if (range.hi.v == 1) /* next to nobody is in the denominator */
        return exq_range_none(EXQ_WHY_INFINITE);
    range.lo.v /= 1 - range.lo.v;
    range.hi.v /= 1 - range.hi.v;
    return range;
}
