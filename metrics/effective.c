/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Effective numbers of people, from sums of squares: of weights, or over persons.
 */
#include "effective.h"

#include "distributions.h"

#define QUANTILE 0.975

exq_sample exq_estimate_sample(const exq_estimate *estimate)
{
    if (estimate->weighted)
        return EXQ_SAMPLE_WEIGHTED;
    return estimate->cells != NULL && estimate->cells->persons != NULL ? EXQ_SAMPLE_UNITS : EXQ_SAMPLE_PEOPLE;
}

static double rate_of(const exq_estimate *estimate)
{
    return fmin(estimate->value.v, 1);
}

/* ------------------------------------------------------------------------------------------------- persons */

/* Sum over persons of rows in `rows` times rows in `columns`, two masks. */
static double moment(const exq_moments *moments, unsigned rows, unsigned columns)
{
    double sum = 0;
    for (unsigned i = 0; i < EXQ_CELLS; i++) {
        for (unsigned j = 0; j < EXQ_CELLS; j++)
            sum += (rows >> i & 1) != 0 && (columns >> j & 1) != 0 ? moments->of[i][j] : 0;
    }
    return sum;
}

static double persons_in(const exq_persons_of_row *persons, unsigned mask)
{
    uint64_t count = 0;
    for (unsigned set = 1; set < 1u << EXQ_CELLS; set++)
        count += (set & mask) != 0 ? persons->touching[set] : 0;
    return (double)count;
}

/* Sum over persons of (y_a - p_a x_a)(y_b - p_b x_b). */
static double residual_product(const exq_estimate *a, const exq_estimate *b, const exq_moments *moments)
{
    unsigned y_a = a->of->num, x_a = a->of->den, y_b = b->of->num, x_b = b->of->den;
    double p_a = rate_of(a), p_b = rate_of(b);
    return moment(moments, y_a, y_b) - p_b * moment(moments, y_a, x_b) - p_a * moment(moments, x_a, y_b) +
           p_a * p_b * moment(moments, x_a, x_b);
}

static double residual_square(const exq_estimate *estimate)
{
    return fmax(residual_product(estimate, estimate, &estimate->cells->persons->moments), 0);
}

static double variance_over_persons(const exq_estimate *estimate, double persons)
{
    double rows = estimate->den.weight;
    return persons / (persons - 1) * residual_square(estimate) / (rows * rows);
}

static bool rows_are_people(const exq_estimate *estimate)
{
    unsigned den = estimate->of->den;
    return moment(&estimate->cells->persons->moments, den, den) <= estimate->den.weight;
}

/* Persons from whom the variance is learnt: those who are counted at all, or those who are left out at all, whichever are
 * fewer. */
static double telling_persons(const exq_estimate *estimate)
{
    const exq_persons_of_row *persons = estimate->cells->persons;
    unsigned num = estimate->of->num, den = estimate->of->den;
    return fmin(persons_in(persons, num & den), persons_in(persons, den & ~num));
}

static double effective_persons(const exq_estimate *estimate)
{
    double rows = estimate->den.weight, p = rate_of(estimate);
    double persons = persons_in(estimate->cells->persons, estimate->of->den);
    if (rows_are_people(estimate))
        return rows;
    if (p <= 0 || p >= 1 || persons < 2)
        return persons;
    double variance = variance_over_persons(estimate, persons);
    if (!(variance > 0))
        return persons;
    double alike = rows * rows / moment(&estimate->cells->persons->moments, estimate->of->den, estimate->of->den);
    double freedom = fmax(fmin(telling_persons(estimate), alike - 1), 1);
    double quantiles = exq_normal_quantile(QUANTILE) / exq_student_quantile(QUANTILE, freedom);
    return fmin(rows, fmax(p * (1 - p) / variance * quantiles * quantiles, alike));
}

double exq_estimate_design_effect(const exq_estimate *estimate)
{
    bool counted = estimate->of->shape == EXQ_PROPORTION && exq_known(estimate->value);
    if (!counted || exq_estimate_sample(estimate) != EXQ_SAMPLE_UNITS)
        return (double)NAN;
    double p = rate_of(estimate), persons = persons_in(estimate->cells->persons, estimate->of->den);
    if (p <= 0 || p >= 1 || persons < 2)
        return (double)NAN;
    return variance_over_persons(estimate, persons) * (estimate->den.weight - 1) / (p * (1 - p));
}

double exq_estimate_correlation(const exq_estimate *a, const exq_estimate *b, const exq_moments *crossing)
{
    double squares = residual_square(a) * residual_square(b);
    if (!(squares > 0))
        return 0;
    return fmax(-1, fmin(1, residual_product(a, b, crossing) / sqrt(squares)));
}

/* ------------------------------------------------------------------------------------------------- weights */

static double effective_weighted(const exq_estimate *estimate)
{
    double people = (double)estimate->den.people, p = rate_of(estimate);
    if (p <= 0 || p >= 1)
        return people;
    exq_sum rest = exq_cells_sum(estimate->cells, estimate->of->den & ~estimate->of->num);
    double squares = (1 - p) * (1 - p) * estimate->num.square + p * p * rest.square;
    double variance = squares / (estimate->den.weight * estimate->den.weight) * people / (people - 1);
    return fmin(people, p * (1 - p) / variance);
}

exq_proportion exq_estimate_proportion(const exq_estimate *estimate)
{
    exq_sample sample = exq_estimate_sample(estimate);
    if (sample == EXQ_SAMPLE_PEOPLE)
        return (exq_proportion){(double)estimate->num.people, (double)estimate->den.people, sample};
    double n = sample == EXQ_SAMPLE_WEIGHTED ? effective_weighted(estimate) : effective_persons(estimate);
    return (exq_proportion){rate_of(estimate) * n, n, sample};
}
