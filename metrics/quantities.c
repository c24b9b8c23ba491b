/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of rates and measures, and their values. A rate of unweighted people is one division of two integers; two
 * of them are compared, subtracted and divided through exact products of these integers.
 */
#include "quantity.h"

#include "effective.h"
#include "number.h"

#include <math.h>

static exq_range range_of_proportion(const exq_estimate *estimate, double level)
{
    return exq_interval_rate(estimate->interval, exq_estimate_proportion(estimate), level);
}

/* Rows of one person say less than as many people would, and sums over bins do not tell how much less. */
static exq_range needs_people(void)
{
    return exq_range_none(EXQ_WHY_NEEDS_PEOPLE);
}

static exq_range range_of_area(const exq_estimate *estimate, double level)
{
    return estimate->cells->persons != NULL ? needs_people() : exq_range_of_area(&estimate->scored, level);
}

static exq_range range_of_mean(const exq_estimate *estimate, double level)
{
    return estimate->cells->persons != NULL ? needs_people()
                                            : exq_range_of_mean(&estimate->scored, -INFINITY, INFINITY, level);
}

static exq_range range_of_chances(const exq_estimate *estimate, double level)
{
    return estimate->cells->persons != NULL ? needs_people() : exq_range_of_mean(&estimate->scored, 0, 1, level);
}

static exq_range range_of_none(const exq_estimate *estimate, double level)
{
    (void)estimate, (void)level;
    return exq_range_none(EXQ_WHY_NO_INTERVAL);
}

#define IS_MEAN_area false
#define IS_MEAN_mean true
#define IS_MEAN_chances true
#define IS_MEAN_none false

#define RANGE_OF_PROPORTION range_of_proportion
#define RANGE_OF_SHARE NULL
#define RANGE_OF_ODDS exq_range_odds

const exq_quantity exq_quantities[EXQ_QUANTITIES] = {
#define RATE(id_, num_, den_, shape_, needs_, better_, apart_, name_, also_, definition_, when_, source_, limits_) \
    [EXQ_QUANTITY_##id_] = {.id = #id_,                                                                            \
                            .shape = EXQ_##shape_,                                                                 \
                            .needs = EXQ_NEEDS_##needs_,                                                           \
                            .num = (num_),                                                                         \
                            .den = (den_),                                                                         \
                            .better = (better_),                                                                   \
                            .named_apart = (apart_),                                                               \
                            .range = RANGE_OF_##shape_,                                                            \
                            .name = (name_),                                                                       \
                            .also = (also_),                                                                       \
                            .definition = (definition_),                                                           \
                            .undefined_when = (when_),                                                             \
                            .source = (source_),                                                                   \
                            .limits = (limits_)},
#include "rates.def"
#undef RATE
#define MEASURE(id_, better_, signed_, name_, also_, definition_, formula_, span_, when_, source_, limits_) \
    [EXQ_QUANTITY_##id_] = {.id = #id_,                                                                     \
                            .shape = EXQ_MEASURE,                                                           \
                            .needs = EXQ_NEEDS_LABELS,                                                      \
                            .better = (better_),                                                            \
                            .can_be_negative = (signed_),                                                   \
                            .measure = exq_measure_##id_,                                                   \
                            .range = exq_range_##id_,                                                       \
                            .name = (name_),                                                                \
                            .also = (also_),                                                                \
                            .definition = (definition_),                                                    \
                            .formula = (formula_),                                                          \
                            .span = (span_),                                                                \
                            .undefined_when = (when_),                                                      \
                            .source = (source_),                                                            \
                            .limits = (limits_)},
#include "measures.def"
#undef MEASURE
#define SCORED(id_, needs_, of_, range_, better_, signed_, compared_, name_, also_, definition_, formula_, span_, \
               when_, source_, limits_)                                                                           \
    [EXQ_QUANTITY_##id_] = {.id = #id_,                                                                           \
                            .shape = EXQ_MEASURE,                                                                 \
                            .needs = EXQ_NEEDS_##needs_,                                                          \
                            .better = (better_),                                                                  \
                            .can_be_negative = (signed_),                                                         \
                            .scored = exq_scored_##id_,                                                           \
                            .of_scores = EXQ_OF_##of_,                                                            \
                            .is_mean = IS_MEAN_##range_,                                                          \
                            .by_itself = !(compared_),                                                            \
                            .range = range_of_##range_,                                                           \
                            .name = (name_),                                                                      \
                            .also = (also_),                                                                      \
                            .definition = (definition_),                                                          \
                            .formula = (formula_),                                                                \
                            .span = (span_),                                                                      \
                            .undefined_when = (when_),                                                            \
                            .source = (source_),                                                                  \
                            .limits = (limits_)},
#include "scored.def"
#undef SCORED
};

bool exq_quantity_applies(const exq_quantity *quantity, exq_data_has data)
{
    if (quantity->scored != NULL && !data.scores)
        return false;
    switch (quantity->needs) {
    case EXQ_NEEDS_LABELS:
        return data.labels && !data.counterfactual;
    case EXQ_NEEDS_COUNTERFACTUAL:
        return data.labels && data.counterfactual;
    case EXQ_NEEDS_NOTHING:
        break;
    }
    return true;
}

/* Rates inside the selected survive when only their labels are known. */
static bool asks_of_rejected(const exq_quantity *quantity)
{
    unsigned mask = quantity->num | quantity->den;
    return quantity->shape == EXQ_MEASURE || (mask & (FN | TN)) != 0;
}

static exq_value quotient(exq_sum num, exq_sum den)
{
    if (!(den.weight > 0))
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    return exq_some(num.weight / den.weight);
}

static void set_scored(exq_estimate *estimate)
{
    const exq_scored scores = {estimate->cells->scale, estimate->cells->scores};
    if (scores.scale == NULL || scores.row == NULL) {
        estimate->value = exq_none(EXQ_WHY_INPUT_UNDEFINED);
        return;
    }
    estimate->scored = estimate->of->scored(scores);
    estimate->value = estimate->scored.value;
}

exq_estimate exq_estimate_of(const exq_quantity *quantity, const exq_cells *cells, const exq_cells *everyone,
                             bool weighted)
{
    const exq_cells *whole = quantity->shape == EXQ_SHARE ? everyone : cells;
    exq_estimate estimate = {
        .of = quantity,
        .num = exq_cells_sum(cells, quantity->num),
        .den = exq_cells_sum(whole, quantity->den),
        .cells = cells,
        .weighted = weighted,
    };
    if (quantity->needs != EXQ_NEEDS_NOTHING && asks_of_rejected(quantity) &&
        (exq_cells_selected_labels(everyone) || exq_cells_selected_labels(cells)))
        estimate.value = exq_none(EXQ_WHY_LABELS_ONLY_FOR_SELECTED);
    else if (quantity->scored != NULL)
        set_scored(&estimate);
    else if (quantity->shape == EXQ_MEASURE)
        estimate.value = quantity->measure(cells);
    else
        estimate.value = quotient(estimate.num, estimate.den);
    return estimate;
}

exq_estimate exq_estimate_none(const exq_quantity *quantity, exq_why why)
{
    return (exq_estimate){.of = quantity, .value = exq_none(why)};
}

exq_range exq_estimate_range(const exq_estimate *estimate, double level)
{
    if (!exq_known(estimate->value))
        return exq_range_none(estimate->value.why);
    if (estimate->of->range == NULL)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    return estimate->of->range(estimate, level);
}

/* ---------------------------------------------------------------------------------------- two of a kind */

static bool counted(const exq_estimate *estimate)
{
    return estimate->of->shape != EXQ_MEASURE && !estimate->weighted;
}

static exq_u128 product(uint64_t a, uint64_t b)
{
    return (exq_u128)a * b;
}

int exq_estimate_order(const exq_estimate *a, const exq_estimate *b)
{
    if (counted(a) && counted(b))
        return exq_compare_shares((exq_share){a->num.people, a->den.people}, (exq_share){b->num.people, b->den.people});
    return (a->value.v > b->value.v) - (a->value.v < b->value.v);
}

double exq_estimate_difference(const exq_estimate *a, const exq_estimate *b)
{
    if (!counted(a) || !counted(b))
        return a->value.v - b->value.v;
    exq_u128 left = product(a->num.people, b->den.people);
    exq_u128 right = product(b->num.people, a->den.people);
    double whole = (double)product(a->den.people, b->den.people);
    return left >= right ? (double)(left - right) / whole : -((double)(right - left) / whole);
}

double exq_estimate_ratio(const exq_estimate *a, const exq_estimate *b)
{
    if (!counted(a) || !counted(b))
        return a->value.v / b->value.v;
    return (double)product(a->num.people, b->den.people) / (double)product(b->num.people, a->den.people);
}

/* The people of the denominator who are not in the numerator. */
static double others(const exq_estimate *estimate)
{
    return exq_cells_sum(estimate->cells, estimate->of->den & ~estimate->of->num).weight;
}

double exq_estimate_odds_ratio(const exq_estimate *a, const exq_estimate *b)
{
    if (!counted(a) || !counted(b))
        return a->num.weight * others(b) / (others(a) * b->num.weight);
    double above = (double)product(a->num.people, b->den.people - b->num.people);
    return above / (double)product(a->den.people - a->num.people, b->num.people);
}
