/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking kernels, and summing what they say: quickly where numbers are of middling size, else in the grids themselves.
 */
#include "list_measures.h"

#include <math.h>
#include <stdlib.h>

static exq_status row_of(exq_list_measures *own, exq_counted_part part, size_t grid, uint64_t key, size_t *row,
                         exq_error *error)
{
    *row = exq_grid_row(&own->parts[part].grids[grid], key);
    return *row == EXQ_NO_ROW ? exq_fail_memory(error) : EXQ_OK;
}

/* --------------------------------------------------------------------------------------------- one answer */

/* The end of the outputs that output i is multiplied with. */
static size_t partners_end(const exq_list_measure *measure, size_t i)
{
    return measure->products ? measure->outputs : i + 1;
}

/* Sums of few people and of many, one for each output and each product. */
static size_t sums_of(const exq_list_measure *measure)
{
    return measure->outputs + exq_list_squares(measure);
}

static void keep_few(const exq_list_measure *measure, exq_measured *to)
{
    for (size_t i = 0, count = sums_of(measure); to->taken > 0 && i < count; i++) {
        exq_quicksum_add(&to->sums[i], to->few[i]);
        to->few[i] = 0;
    }
    to->taken = 0;
}

static void add_to_few(const exq_list_measure *measure, const int64_t *out, exq_i128 *sums)
{
    exq_i128 *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        size_t end = partners_end(measure, i);
        if (out[i] == 0) {
            squares += end - i;
            continue;
        }
        sums[i] += (exq_i128)out[i] * EXQ_QUICK_ONE;
        for (size_t j = i; j < end; j++)
            *squares++ += (exq_i128)out[i] * out[j];
    }
}

static void add_to_many(const exq_list_measure *measure, const int64_t *out, exq_quicksum *sums)
{
    exq_quicksum *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        exq_quicksum_add_product(&sums[i], out[i], EXQ_QUICK_ONE);
        for (size_t j = i, end = partners_end(measure, i); j < end; j++)
            exq_quicksum_add_product(squares++, out[i], out[j]);
    }
}

/* `sizes`: all outputs' bits together. */
static void add_quickly(const exq_list_measure *measure, const int64_t *out, uint64_t sizes, exq_measured *to)
{
    const int bits = exq_quick_bits(sizes);
    const uint64_t takes = exq_quick_takes(bits);
    if (bits > EXQ_QUICK_FEW_BITS) {
        add_to_many(measure, out, to->sums);
        return;
    }
    if (to->taken + takes > EXQ_QUICK_ROOM)
        keep_few(measure, to);
    to->taken += takes;
    add_to_few(measure, out, to->few);
}

static void add_slowly(const exq_list_measure *measure, const double *out, exq_fixedsum *sums)
{
    exq_fixedsum *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        exq_fixedsum_add(&sums[i], out[i]);
        for (size_t j = i, end = partners_end(measure, i); j < end; j++)
            exq_fixedsum_add_product(squares++, out[i], out[j]);
    }
}

static bool is_ordinary(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs(values[i]) <= EXQ_FIXEDSUM_MOST))
            return false;
    return true;
}

static exq_status add_outputs(exq_list_measures *own, size_t m, exq_error *error)
{
    const exq_list_measure *measure = &own->shape->measures[m];
    exq_measured *to = &own->measured[m];
    bool quick = true;
    uint64_t sizes = 0;
    for (size_t i = 0; i < measure->outputs && quick; i++) {
        quick = exq_quick_of(own->out[i], &own->quick[i]);
        sizes |= exq_quick_size(own->quick[i]);
    }
    if (!quick && !is_ordinary(own->out, measure->outputs)) {
        own->faults++;
        return EXQ_OK;
    }
    to->people++;
    if (!quick) {
        size_t row = 0;
        EXQ_TRY(row_of(own, EXQ_LISTED, EXQ_GRID_MEASURES + m, own->cell, &row, error));
        add_slowly(measure, own->out, exq_grid_sums(&own->parts[EXQ_LISTED].grids[EXQ_GRID_MEASURES + m], row));
    } else if (sizes != 0) {
        add_quickly(measure, own->quick, sizes, to);
    }
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------- one person */

exq_status exq_list_measures_add(exq_list_measures *own, const exq_list *list, exq_error *error)
{
    EXQ_TRY(exq_asker_take(&own->asker, list, error));
    for (size_t i = 0; i < own->shape->measure_count; i++) {
        const size_t m = own->order[i];
        const exq_why why = exq_asker_ask(&own->asker, &own->settings->of_measures[m], own->out);
        if (why == EXQ_WHY_NONE)
            EXQ_TRY(add_outputs(own, m, error));
        else
            own->undefined[m * EXQ_WHY_COUNT + why]++;
    }
    return EXQ_OK;
}

void exq_list_measures_add_empty(exq_list_measures *own, exq_counted_part part, const exq_list *list)
{
    own->without_list[part][list->relevant_count > 0]++;
}

/* ---------------------------------------------------------------------------------------------- one cell */

static exq_status flush_undefined(exq_list_measures *own, exq_counted_part part, size_t m, exq_why why, uint64_t people,
                                  exq_error *error)
{
    size_t row = 0;
    uint64_t key = exq_undefined_key(own->shape, own->cell, m, why);
    if (people == 0)
        return EXQ_OK;
    EXQ_TRY(row_of(own, part, EXQ_GRID_UNDEFINED, key, &row, error));
    exq_grid_counts(&own->parts[part].grids[EXQ_GRID_UNDEFINED], row)[0] += people;
    return EXQ_OK;
}

static exq_status flush_people(exq_list_measures *own, exq_counted_part part, size_t m, uint64_t people,
                               exq_quicksum *sums, exq_error *error)
{
    size_t row = 0;
    exq_grid *grid = &own->parts[part].grids[EXQ_GRID_MEASURES + m];
    if (people == 0)
        return EXQ_OK;
    EXQ_TRY(row_of(own, part, EXQ_GRID_MEASURES + m, own->cell, &row, error));
    exq_grid_counts(grid, row)[0] += people;
    for (size_t i = 0; sums != NULL && i < grid->sum_width; i++)
        exq_quicksum_move(&sums[i], &exq_grid_sums(grid, row)[i]);
    return EXQ_OK;
}

static exq_status flush_listed(exq_list_measures *own, size_t m, exq_error *error)
{
    exq_measured *measured = &own->measured[m];
    keep_few(&own->shape->measures[m], measured);
    uint64_t *undefined = own->undefined + m * EXQ_WHY_COUNT;
    EXQ_TRY(flush_people(own, EXQ_LISTED, m, measured->people, measured->sums, error));
    measured->people = 0;
    for (size_t why = 0; why < EXQ_WHY_COUNT; why++) {
        EXQ_TRY(flush_undefined(own, EXQ_LISTED, m, (exq_why)why, undefined[why], error));
        undefined[why] = 0;
    }
    return EXQ_OK;
}

/* People without a list count with zeros, or do not count. */
static exq_status flush_empty(exq_list_measures *own, exq_counted_part part, size_t judged, exq_error *error)
{
    uint64_t people = own->without_list[part][judged];
    const exq_list empty = {.relevant_count = judged};
    for (size_t m = 0; people > 0 && m < own->shape->measure_count; m++) {
        exq_why why = exq_standing_of(own->shape->measures[m].over, own->settings->options, &empty).why;
        if (why == EXQ_WHY_NONE)
            EXQ_TRY(flush_people(own, part, m, people, NULL, error));
        else
            EXQ_TRY(flush_undefined(own, part, m, why, people, error));
    }
    own->without_list[part][judged] = 0;
    return EXQ_OK;
}

exq_status exq_list_measures_turn(exq_list_measures *own, size_t cell, exq_error *error)
{
    for (size_t m = 0; m < own->shape->measure_count; m++)
        EXQ_TRY(flush_listed(own, m, error));
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        for (size_t judged = 0; judged < 2; judged++)
            EXQ_TRY(flush_empty(own, (exq_counted_part)part, judged, error));
    own->cell = cell;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------ open and close */

/* Whether measures a and b share what they work out: at the same cut-off, for the same groups. */
static bool share_work(const exq_list_settings *settings, size_t a, size_t b)
{
    const exq_kernel_setting *left = &settings->of_measures[a], *right = &settings->of_measures[b];
    return left->kernel->shares != NULL && left->kernel->shares == right->kernel->shares &&
           left->grouping == right->grouping && left->cutoff == right->cutoff;
}

/* As they come, but each followed by those that share its work. */
static bool open_order(exq_list_measures *own)
{
    const size_t count = own->shape->measure_count;
    bool *placed = calloc(count + 1, sizeof *placed);
    own->order = calloc(count + 1, sizeof *own->order);
    for (size_t m = 0, next = 0; placed != NULL && own->order != NULL && m < count; m++)
        for (size_t other = m; other < count; other++)
            if (!placed[other] && (other == m || share_work(own->settings, m, other))) {
                placed[other] = true;
                own->order[next++] = other;
            }
    const bool done = placed != NULL && own->order != NULL;
    free(placed);
    return done;
}

static bool open_sums(exq_list_measures *own)
{
    const exq_list_shape *shape = own->shape;
    size_t outputs = 0;
    size_t sums = 0;
    for (size_t m = 0; m < shape->measure_count; m++) {
        outputs = shape->measures[m].outputs > outputs ? shape->measures[m].outputs : outputs;
        sums += sums_of(&shape->measures[m]);
    }
    own->out = calloc(outputs + 1, sizeof *own->out);
    own->quick = calloc(outputs + 1, sizeof *own->quick);
    own->sums = calloc(sums + 1, sizeof *own->sums);
    own->few = calloc(sums + 1, sizeof *own->few);
    own->measured = calloc(shape->measure_count + 1, sizeof *own->measured);
    own->undefined = calloc(shape->measure_count * EXQ_WHY_COUNT + 1, sizeof *own->undefined);
    if (own->out == NULL || own->quick == NULL || own->sums == NULL || own->few == NULL || own->measured == NULL ||
        own->undefined == NULL)
        return false;
    for (size_t m = 0, next = 0; m < shape->measure_count; m++) {
        own->measured[m] = (exq_measured){.sums = own->sums + next, .few = own->few + next};
        next += sums_of(&shape->measures[m]);
    }
    return true;
}

exq_status exq_list_measures_open(exq_list_measures *own, const exq_list_shape *shape,
                                  const exq_list_settings *settings, exq_list_part *parts, exq_error *error)
{
    *own = (exq_list_measures){.shape = shape, .settings = settings, .parts = parts};
    EXQ_TRY(exq_asker_open(&own->asker, &settings->items, settings->options, error));
    return open_order(own) && open_sums(own) ? EXQ_OK : exq_fail_memory(error);
}

void exq_list_measures_close(exq_list_measures *own)
{
    exq_asker_close(&own->asker);
    free(own->order);
    free(own->measured);
    free(own->sums);
    free(own->few);
    free(own->undefined);
    free(own->out);
    free(own->quick);
}
