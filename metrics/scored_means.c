/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Means of scores and of what they miss the labels by, from the sums of each bin: who is where within one does not matter.
 */
#include "scored.h"

#include "count_law.h"
#include "distributions.h"

/* People, their scores and the squares of these. */
typedef struct sums {
    double people, sum, square;
} sums;

static void add(sums *to, exq_scored of, size_t label, size_t bin)
{
    to->people += (double)of.row->people[label][bin];
    to->sum += of.row->sum[label][bin];
    to->square += of.row->square[label][bin];
}

/* Of some labels, in bins from `first` up to `end`. */
static sums sums_of(exq_scored of, unsigned set, size_t first, size_t end)
{
    sums out = {0};
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
        for (size_t b = first; (set >> label & 1) != 0 && b < end; b++)
            add(&out, of, label, b);
    }
    return out;
}

uint64_t exq_scored_people(exq_scored of, unsigned set)
{
    return (uint64_t)sums_of(of, set, 0, of.scale->bin_count).people;
}

bool exq_scale_of_chances(const exq_scale *scale)
{
    return scale->bin_count > 0 && scale->bins[0].low >= 0 && scale->bins[scale->bin_count - 1].high <= 1;
}

static exq_scored_value none(exq_why why)
{
    return (exq_scored_value){.value = exq_none(why), .se = exq_none(why)};
}

/* A mean of so many people whose squared distances from it add up to `squares`. */
static exq_scored_value mean_of(double mean, double people, double squares)
{
    exq_scored_value out = {.value = exq_some(mean), .se = exq_none(EXQ_WHY_TOO_FEW_PEOPLE), .df = people - 1};
    if (people > 1)
        out.se = exq_some(sqrt(fmax(squares, 0) / ((people - 1) * people)));
    return out;
}

exq_range exq_range_of_mean(const exq_scored_value *mean, double least, double most, double level)
{
    if (!exq_known(mean->se))
        return exq_range_none(mean->se.why);
    const double reach = exq_student_quantile((1 + level) / 2, mean->df) * mean->se.v;
    return (exq_range){exq_some(fmax(least, mean->value.v - reach)), exq_some(fmin(most, mean->value.v + reach)),
                       "student"};
}

/* ----------------------------------------------------------------------------------------------------- scores */

/* Squared distances are summed bin by bin, where they are small, so that high scores lose no digits to their squares. */
static exq_scored_value mean_score(exq_scored of, unsigned set)
{
    const sums all = sums_of(of, set, 0, of.scale->bin_count);
    if (!(all.people > 0))
        return none(EXQ_WHY_ZERO_DENOMINATOR);
    const double mean = all.sum / all.people;
    double squares = 0;
    for (size_t b = 0; b < of.scale->bin_count; b++) {
        const sums here = sums_of(of, set, b, b + 1);
        if (!(here.people > 0))
            continue;
        const double middle = here.sum / here.people;
        squares += fmax(here.square - middle * here.sum, 0) + here.people * (middle - mean) * (middle - mean);
    }
    return mean_of(mean, all.people, squares);
}

exq_scored_value exq_scored_mean_score(exq_scored of)
{
    return mean_score(of, EXQ_OF_EVERYONE);
}

/* The mean of few people would be their scores. */
static exq_scored_value mean_score_of_label(exq_scored of, unsigned set)
{
    if (exq_scored_people(of, set) > 0 && !of.row->by_label)
        return none(EXQ_WHY_BELOW_MIN_CELL);
    return mean_score(of, set);
}

exq_scored_value exq_scored_mean_score_positive(exq_scored of)
{
    return mean_score_of_label(of, EXQ_OF_POSITIVE);
}

exq_scored_value exq_scored_mean_score_negative(exq_scored of)
{
    return mean_score_of_label(of, EXQ_OF_NEGATIVE);
}

/* ------------------------------------------------------------------------------------------------ as chances */

static exq_why why_no_chances(exq_scored of)
{
    if (!exq_scale_of_chances(of.scale))
        return EXQ_WHY_NOT_CHANCES;
    return exq_scored_people(of, EXQ_OF_LABELLED) > 0 ? EXQ_WHY_NONE : EXQ_WHY_ZERO_DENOMINATOR;
}

/* sum (s - y)^2 of a bin's people with one label */
static double misses(const sums *here, double y)
{
    return here->square - 2 * y * here->sum + y * y * here->people;
}

/* sum (s - y)^4 of the same, as if scores of the bin lay about their mean closely: what they differ by counts through the slope
 * of the square there. */
static double squared_misses(const sums *here, double y)
{
    const double middle = here->sum / here->people, mean_miss = misses(here, y) / here->people;
    const double spread = fmax(here->square - middle * here->sum, 0);
    return here->people * mean_miss * mean_miss + 4 * (middle - y) * (middle - y) * spread;
}

exq_scored_value exq_scored_brier(exq_scored of)
{
    const exq_why why = why_no_chances(of);
    if (why != EXQ_WHY_NONE)
        return none(why);
    if (!of.row->by_label) /* with the mean and its standard error it gives the sum of the scores of one label */
        return none(EXQ_WHY_BELOW_MIN_CELL);
    double people = 0, sum = 0, squares = 0;
    for (size_t label = EXQ_SCORED_NEGATIVE; label <= EXQ_SCORED_POSITIVE; label++) {
        for (size_t b = 0; b < of.scale->bin_count; b++) {
            const sums here = sums_of(of, 1u << label, b, b + 1);
            if (!(here.people > 0))
                continue;
            people += here.people;
            sum += misses(&here, label == EXQ_SCORED_POSITIVE);
            squares += squared_misses(&here, label == EXQ_SCORED_POSITIVE);
        }
    }
    return mean_of(sum / people, people, squares - sum * sum / people);
}

static void join(exq_portion *to, exq_scored of, size_t step)
{
    const size_t first = of.row->steps[step];
    const size_t end = step + 1 < of.row->step_count ? of.row->steps[step + 1] : of.scale->bin_count;
    const sums all = sums_of(of, EXQ_OF_LABELLED, first, end);
    to->people += all.people;
    to->positive += sums_of(of, EXQ_OF_POSITIVE, first, end).people;
    to->sum += all.sum;
    to->square += all.square;
}

size_t exq_scored_portions(exq_scored of, exq_portion out[EXQ_PORTIONS])
{
    const double labelled = (double)exq_scored_people(of, EXQ_OF_LABELLED);
    size_t count = 0;
    double told = 0;
    exq_portion open = {0};
    for (size_t step = 0; step < of.row->step_count; step++) {
        join(&open, of, step);
        const bool last = step + 1 == of.row->step_count;
        const bool full = told + open.people >= labelled * (double)(count + 1) / EXQ_PORTIONS;
        if (!(open.people > 0) || (!full && !last))
            continue;
        told += open.people;
        out[count++] = open;
        open = (exq_portion){0};
    }
    return count;
}

static exq_why why_no_steps(exq_scored of)
{
    const exq_why why = why_no_chances(of);
    return why == EXQ_WHY_NONE && of.row->step_count == 0 ? EXQ_WHY_NO_STEPS : why;
}

/* Of the positives, were each score the chance of one: sum s (1 - s). */
static double variance_of(const exq_portion *at)
{
    return fmax(at->sum - at->square, 0);
}

/* E|X - n p| of a binomial X, 2 m (1 - p) P(X = m) with m the first whole number above n p (De Moivre), shrunken as the
 * spread of different chances is less than that of equal ones. */
static double mean_deviation(const exq_portion *at)
{
    const double whole = 0x1p52, p = at->sum / at->people;
    if (!(p > 0 && p < 1))
        return 0;
    const double m = floor(at->people * p) + 1;
    const exq_binomial law = exq_binomial_of((uint64_t)at->people, (uint64_t)(p * whole + 0.5), (uint64_t)whole);
    const double equal = m > at->people ? 0 : 2 * m * (1 - p) * exp(exq_binomial_log(&law, (uint64_t)m));
    return equal * sqrt(variance_of(at) / (at->people * p * (1 - p)));
}

exq_scored_value exq_scored_calibration_error(exq_scored of)
{
    const exq_why why = why_no_steps(of);
    if (why != EXQ_WHY_NONE)
        return none(why);
    exq_portion portions[EXQ_PORTIONS];
    const size_t count = exq_scored_portions(of, portions);
    double people = 0, distance = 0, expected = 0, variance = 0;
    for (size_t k = 0; k < count; k++) {
        const exq_portion *at = &portions[k];
        const double deviation = mean_deviation(at);
        people += at->people;
        distance += fabs(at->positive - at->sum);
        expected += deviation;
        variance += fmax(variance_of(at) - deviation * deviation, 0);
    }
    exq_scored_value out = {.value = exq_some(distance / people), .se = exq_none(EXQ_WHY_NO_INTERVAL)};
    const double sd = sqrt(variance);
    out.fair = (exq_chance){.what = "calibrated",
                            .expected = expected / people,
                            .sd = sd / people,
                            .p = sd > 0 ? exq_normal_cdf((expected - distance) / sd) : (double)NAN};
    return out;
}

exq_scored_value exq_scored_brier_reliability(exq_scored of)
{
    const exq_why why = why_no_steps(of);
    if (why != EXQ_WHY_NONE)
        return none(why);
    exq_portion portions[EXQ_PORTIONS];
    const size_t count = exq_scored_portions(of, portions);
    double people = 0, squares = 0, expected = 0;
    for (size_t k = 0; k < count; k++) {
        const exq_portion *at = &portions[k];
        const double share = at->positive / at->people, distance = share - at->sum / at->people;
        people += at->people;
        squares += at->people * distance * distance;
        expected += at->people > 1 ? at->people * share * (1 - share) / (at->people - 1) : 0;
    }
    exq_scored_value out = {.value = exq_some(squares / people), .se = exq_none(EXQ_WHY_NO_INTERVAL)};
    out.fair = (exq_chance){.what = "calibrated", .expected = expected / people, .sd = (double)NAN, .p = (double)NAN};
    return out;
}

static double base_rate(exq_scored of)
{
    return (double)exq_scored_people(of, EXQ_OF_POSITIVE) / (double)exq_scored_people(of, EXQ_OF_LABELLED);
}

exq_scored_value exq_scored_brier_resolution(exq_scored of)
{
    const exq_why why = why_no_steps(of);
    if (why != EXQ_WHY_NONE)
        return none(why);
    exq_portion portions[EXQ_PORTIONS];
    const size_t count = exq_scored_portions(of, portions);
    const double rate = base_rate(of);
    double people = 0, squares = 0;
    for (size_t k = 0; k < count; k++) {
        const double distance = portions[k].positive / portions[k].people - rate;
        people += portions[k].people;
        squares += portions[k].people * distance * distance;
    }
    return (exq_scored_value){.value = exq_some(squares / people), .se = exq_none(EXQ_WHY_NO_INTERVAL)};
}

exq_scored_value exq_scored_brier_uncertainty(exq_scored of)
{
    const exq_why why = why_no_chances(of);
    if (why != EXQ_WHY_NONE)
        return none(why);
    const double rate = base_rate(of);
    return (exq_scored_value){.value = exq_some(rate * (1 - rate)), .se = exq_none(EXQ_WHY_NO_INTERVAL)};
}
