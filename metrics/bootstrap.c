/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bootstrap: draw the tables, evaluate them tile by tile, and read the intervals off the sorted replicates.
 */
#include "bootstrap.h"

#include <stdlib.h>

#include "distributions.h"
#include "interval.h"
#include "replicates.h"
#include "sampling.h"

/* ------------------------------------------------------------------------------------------------ draws */

static uint64_t people_of(const uint64_t *cells, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += cells[i];
    return sum;
}

static void draw_table(const exq_bootstrap_plan *plan, uint64_t draw, uint64_t *drawn, double *table)
{
    const size_t cell_count = plan->group_count * plan->cell_count;
    const size_t width = plan->scheme == EXQ_BOOTSTRAP_EVERYONE ? cell_count : plan->cell_count;
    exq_random random;
    exq_random_init(&random, plan->seed, draw);
    for (size_t at = 0; at < cell_count; at += width)
        exq_sample_multinomial(&random, people_of(plan->cells + at, width), plan->cells + at, width, drawn + at);
    for (size_t c = 0; c < cell_count; c++)
        table[c] = (double)drawn[c];
}

/* replicates[draw * figure_count + figure] */
static bool draw_all(const exq_replicates *tile, exq_arena *arena, exq_value *replicates)
{
    const exq_bootstrap_plan *plan = tile->plan;
    uint64_t *drawn = EXQ_NEW(arena, uint64_t, plan->group_count * plan->cell_count);
    if (drawn == NULL)
        return false;
    for (size_t first = 0; first < plan->draws; first += tile->capacity) {
        const size_t left = plan->draws - first;
        const size_t count = left < tile->capacity ? left : tile->capacity;
        for (size_t i = 0; i < count; i++)
            draw_table(plan, first + i, drawn, exq_replicates_table(tile, i));
        exq_replicates_evaluate(tile, count, replicates + first * plan->figure_count);
    }
    return true;
}

/* -------------------------------------------------------------------------------------------- intervals */

/* The defined replicates of one figure, in order. */
typedef struct sorted {
    double *values;
    size_t count;
} sorted;

static int by_value(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The quantile at (count + 1) p, between neighbours in proportion; undefined beyond the ends. */
static exq_value quantile(const sorted *of, double p)
{
    const double place = ((double)of->count + 1) * p;
    if (!(place >= 1 && place <= (double)of->count))
        return exq_none(EXQ_WHY_NO_INTERVAL);
    const size_t below = (size_t)place;
    const double low = of->values[below - 1];
    const double high = below < of->count ? of->values[below] : low;
    return exq_some(low + (place - (double)below) * (high - low));
}

static exq_range range_of(const sorted *of, double lower_p, double upper_p, const char *method)
{
    const exq_value lo = quantile(of, lower_p), hi = quantile(of, upper_p);
    if (!exq_known(lo) || !exq_known(hi))
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    return (exq_range){lo, hi, method};
}

/* z0: half of the replicates that equal the value lie below it, so that a figure of few values is not called biased. */
static exq_value bias_of(const sorted *of, double value)
{
    double below = 0;
    for (size_t i = 0; i < of->count; i++)
        below += of->values[i] < value ? 1 : of->values[i] == value ? 0.5 : 0;
    const double share = below / (double)of->count;
    return share > 0 && share < 1 ? exq_some(exq_normal_quantile(share)) : exq_none(EXQ_WHY_NO_INTERVAL);
}

/* Phi(z0 + (z0 + z) / (1 - a (z0 + z))) */
static double corrected(double z, double bias, double acceleration)
{
    const double denominator = 1 - acceleration * (bias + z);
    return denominator > 0 ? exq_normal_cdf(bias + (bias + z) / denominator) : (double)NAN;
}

static exq_value deviation_of(const sorted *of)
{
    const double origin = of->values[0]; /* so that equal replicates deviate by nothing */
    double sum = 0, square = 0;
    for (size_t i = 0; i < of->count; i++)
        sum += of->values[i] - origin;
    for (size_t i = 0; i < of->count; i++)
        square += pow(of->values[i] - origin - sum / (double)of->count, 2);
    return of->count > 1 ? exq_some(sqrt(square / ((double)of->count - 1))) : exq_none(EXQ_WHY_NO_INTERVAL);
}

static void leave_undefined(exq_bootstrap *out, exq_why why)
{
    out->se = out->bias = exq_none(why);
    out->percentile = out->bca = exq_range_none(why);
}

/* `scratch` holds a double for each draw. */
static void conclude(const exq_bootstrap_plan *plan, const exq_value *replicates, size_t figure, double *scratch,
                     exq_bootstrap *out)
{
    const double most_undefined = 0.01;
    sorted defined = {scratch, 0};
    for (size_t draw = 0; draw < plan->draws; draw++) {
        const exq_value replicate = replicates[draw * plan->figure_count + figure];
        if (exq_known(replicate))
            defined.values[defined.count++] = replicate.v;
    }
    out->undefined = plan->draws - defined.count;
    if (!exq_known(out->value)) {
        leave_undefined(out, out->value.why);
        return;
    }
    if ((double)out->undefined > most_undefined * (double)plan->draws || defined.count == 0) {
        leave_undefined(out, EXQ_WHY_INPUT_UNDEFINED);
        return;
    }
    qsort(defined.values, defined.count, sizeof *defined.values, by_value);
    const double z = exq_interval_z(plan->level);
    const double tail = (1 - plan->level) / 2;
    out->se = deviation_of(&defined);
    out->bias = bias_of(&defined, out->value.v);
    if (!(out->se.v > 0)) {
        /* All replicates are alike: the resampled people cannot tell what others would be like. */
        out->percentile = out->bca = exq_range_none(EXQ_WHY_NO_INTERVAL);
        return;
    }
    out->percentile = range_of(&defined, tail, 1 - tail, "bootstrap_percentile");
    if (!exq_known(out->bias) || !exq_known(out->acceleration)) {
        out->bca = exq_range_none(exq_known(out->bias) ? out->acceleration.why : out->bias.why);
        return;
    }
    out->bca = range_of(&defined, corrected(-z, out->bias.v, out->acceleration.v),
                        corrected(z, out->bias.v, out->acceleration.v), "bootstrap_bca");
}

bool exq_bootstrap_run(const exq_bootstrap_plan *plan, exq_arena *arena, exq_bootstrap *out)
{
    exq_replicates tile;
    exq_value *itself = EXQ_NEW(arena, exq_value, plan->figure_count);
    exq_value *replicates = EXQ_NEW(arena, exq_value, plan->draws * plan->figure_count);
    double *scratch = EXQ_NEW(arena, double, plan->draws);
    if (itself == NULL || replicates == NULL || scratch == NULL || !exq_replicates_prepare(plan, arena, &tile))
        return false;
    double *table = exq_replicates_table(&tile, 0);
    for (size_t c = 0; c < plan->group_count * plan->cell_count; c++)
        table[c] = (double)plan->cells[c];
    exq_replicates_evaluate(&tile, 1, itself);
    if (!exq_bootstrap_acceleration(&tile, arena, out) || !draw_all(&tile, arena, replicates))
        return false;
    for (size_t f = 0; f < plan->figure_count; f++) {
        out[f].value = itself[f];
        conclude(plan, replicates, f, scratch, &out[f]);
    }
    return true;
}
