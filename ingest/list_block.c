/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers are made whole ones - halves where all of a measure are few halves, else of 61 bits below the largest - and
 * these are summed.
 */
#include "list_block.h"

#include <stdlib.h>

/* One output of a batch. */
struct exq_list_column {
    int64_t quick[EXQ_BATCH]; /* in units of exq_quick_unit(shift) */
    int shift;
    int16_t halves[EXQ_BATCH];
    bool any; /* some number is not 0 */
};
typedef struct exq_list_column column;

/* The end of the outputs that output i is multiplied with. */
static size_t partners_end(const exq_list_measure *measure, size_t i)
{
    return measure->products ? measure->outputs : i + 1;
}

/* --------------------------------------------------------------------------------------------------- slowly */

static bool is_ordinary(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs(values[i]) <= EXQ_FIXEDSUM_MOST))
            return false;
    return true;
}

static void add_slowly(const exq_list_measure *measure, const double *out, uint64_t people, exq_fixedsum *sums)
{
    exq_fixedsum *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        exq_fixedsum value = {{0}};
        exq_fixedsum_add(&value, out[i]);
        exq_fixedsum_merge_times(&sums[i], &value, people);
        for (size_t j = i, end = partners_end(measure, i); j < end; j++) {
            exq_fixedsum product = {{0}};
            exq_fixedsum_add_product(&product, out[i], out[j]);
            exq_fixedsum_merge_times(squares++, &product, people);
        }
    }
}

/* What a quicksum does not take. */
static void add_odd(exq_list_block *block, size_t m, const double *out, uint64_t people)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    if (is_ordinary(out, measure->outputs))
        add_slowly(measure, out, people, block->slow + block->places[m]);
    else
        block->faults += people;
}

/* ------------------------------------------------------------------------------------------------ few halves */

/* Flags and counts, mostly; of items that are shared by two groups too. */
enum { MOST_HALVES = 1 << 12 };
_Static_assert(EXQ_BATCH <= 16 && MOST_HALVES <= 1 << 12, "their products are summed within 32 bits");

static bool take_halves(const exq_lanes *out, column *to)
{
    int other = 0, any = 0;
    EXQ_EACH_LIST (p) {
        const double twice = 2 * out->of[p], small = fabs(twice) < MOST_HALVES ? twice : .25;
        const int32_t halves = (int32_t)small;
        other |= (double)halves != small;
        any |= halves;
        to->halves[p] = (int16_t)halves;
    }
    to->any = any != 0;
    return other == 0;
}

static bool take_all_halves(const exq_lanes *out, size_t outputs, column *columns)
{
    for (size_t i = 0; i < outputs; i++)
        if (!take_halves(&out[i], &columns[i]))
            return false;
    return true;
}

static int32_t sum_of_halves(const column *a)
{
    int32_t sum = 0;
    EXQ_EACH_LIST (p)
        sum += a->halves[p];
    return sum;
}

static int32_t product_of_halves(const column *a, const column *b)
{
    int32_t sum = 0;
    EXQ_EACH_LIST (p)
        sum += a->halves[p] * b->halves[p];
    return sum;
}

static void add_halves(const exq_list_block *block, size_t m)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    const column *columns = block->columns;
    exq_quicksum *sums = block->sums + block->places[m], *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        const size_t end = partners_end(measure, i);
        if (columns[i].any) {
            exq_quicksum_add_shifted(&sums[i], sum_of_halves(&columns[i]), 2 * EXQ_QUICK_BITS - 1);
            for (size_t j = i; j < end; j++)
                exq_quicksum_add_shifted(&squares[j - i], product_of_halves(&columns[i], &columns[j]),
                                         2 * EXQ_QUICK_BITS - 2);
        }
        squares += end - i;
    }
}

/* -------------------------------------------------------------------------------------------------- quickly */

/* Take an output as the last was taken; or by its largest number, if that leaves out some. False if it does as well. */
static bool take_column(const exq_lanes *out, int *shift, column *to)
{
    uint64_t odd = exq_quick_of_many(out->of, EXQ_BATCH, *shift, to->quick, &to->any);
    if (odd != 0) {
        *shift = exq_quick_shift(out->of, EXQ_BATCH);
        odd = exq_quick_of_many(out->of, EXQ_BATCH, *shift, to->quick, &to->any);
    }
    to->shift = *shift;
    return odd == 0;
}

/* Those people of whom a number is none for a quicksum: their columns are left with zeros. */
static void add_odd_people(exq_list_block *block, size_t m, const exq_lanes *out)
{
    const size_t outputs = block->shape->measures[m].outputs;
    EXQ_EACH_LIST (p) {
        bool quick = true;
        for (size_t i = 0; i < outputs; i++) {
            block->odd[i] = out[i].of[p];
            quick = quick && exq_quick_fits(out[i].of[p], block->columns[i].shift);
        }
        if (quick)
            continue;
        add_odd(block, m, block->odd, 1);
        for (size_t i = 0; i < outputs; i++)
            block->columns[i].quick[p] = 0;
    }
}

static exq_i128 sum_of(const column *a)
{
    exq_i128 sum = 0;
    for (size_t p = 0; p < EXQ_BATCH; p += 2)
        sum += a->quick[p] + a->quick[p + 1];
    return sum;
}

static exq_i128 product_of(const column *a, const column *b)
{
    _Static_assert(EXQ_BATCH <= 16, "16 products of 122 bits");
    exq_i128 sum = 0;
    EXQ_EACH_LIST (p)
        sum += (exq_i128)a->quick[p] * b->quick[p];
    return sum;
}

static void add_columns(const exq_list_block *block, size_t m)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    const column *columns = block->columns;
    exq_quicksum *sums = block->sums + block->places[m], *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        const column *own = &columns[i];
        const size_t end = partners_end(measure, i);
        if (own->any) {
            exq_quicksum_add_shifted(&sums[i], sum_of(own), EXQ_QUICK_BITS + own->shift);
            for (size_t j = i; j < end; j++)
                if (columns[j].any)
                    exq_quicksum_add_shifted(&squares[j - i], product_of(own, &columns[j]),
                                             own->shift + columns[j].shift);
        }
        squares += end - i;
    }
}

void exq_list_block_take(exq_list_block *block, size_t m, const exq_lanes *out)
{
    const size_t first = block->outputs[m], outputs = block->outputs[m + 1] - first;
    bool all = true;
    if (block->as_halves[m] && take_all_halves(out, outputs, block->columns)) {
        add_halves(block, m);
        return;
    }
    block->as_halves[m] = false;
    for (size_t i = 0; i < outputs; i++)
        all &= take_column(&out[i], &block->shifts[first + i], &block->columns[i]);
    if (!all)
        add_odd_people(block, m, out);
    add_columns(block, m);
}

/* ---------------------------------------------------------------------------------------------------- people */

static bool is_quick(const double *values, size_t count)
{
    int64_t quick;
    for (size_t i = 0; i < count; i++)
        if (!exq_quick_of(values[i], &quick))
            return false;
    return true;
}

void exq_list_block_add(exq_list_block *block, size_t m, const double *out, uint64_t people)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    exq_quicksum *sums = block->sums + block->places[m], *squares = sums + measure->outputs;
    if (!is_quick(out, measure->outputs)) {
        add_odd(block, m, out, people);
        return;
    }
    for (size_t i = 0; i < measure->outputs; i++) {
        const size_t end = partners_end(measure, i);
        int64_t value = 0, partner = 0;
        (void)exq_quick_of(out[i], &value);
        exq_quicksum_add_times(&sums[i], (exq_i128)value * EXQ_QUICK_ONE, people);
        for (size_t j = i; value != 0 && j < end; j++) {
            (void)exq_quick_of(out[j], &partner);
            exq_quicksum_add_times(&squares[j - i], (exq_i128)value * partner, people);
        }
        squares += end - i;
    }
}

void exq_list_block_move(exq_list_block *block, size_t m, exq_fixedsum *to)
{
    for (size_t i = block->places[m]; i < block->places[m + 1]; i++, to++) {
        exq_quicksum_move(&block->sums[i], to);
        exq_fixedsum_merge(to, &block->slow[i]);
        block->slow[i] = (exq_fixedsum){{0}};
    }
    block->as_halves[m] = true;
}

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_list_block_open(exq_list_block *block, const exq_list_shape *shape, exq_error *error)
{
    const size_t count = shape->measure_count;
    size_t most = 0;
    *block = (exq_list_block){
        .shape = shape,
        .outputs = calloc(count + 1, sizeof *block->outputs),
        .places = calloc(count + 1, sizeof *block->places),
        .as_halves = calloc(count + 1, sizeof *block->as_halves),
    };
    if (block->outputs == NULL || block->places == NULL || block->as_halves == NULL)
        return exq_fail_memory(error);
    for (size_t m = 0; m < count; m++) {
        const exq_list_measure *measure = &shape->measures[m];
        block->outputs[m + 1] = block->outputs[m] + measure->outputs;
        block->places[m + 1] = block->places[m] + measure->outputs + exq_list_squares(measure);
        block->as_halves[m] = true;
        most = measure->outputs > most ? measure->outputs : most;
    }
    const size_t sums = block->places[count];
    block->sums = calloc(sums + 1, sizeof *block->sums);
    block->slow = calloc(sums + 1, sizeof *block->slow);
    block->shifts = calloc(block->outputs[count] + 1, sizeof *block->shifts);
    block->columns = calloc(most + 1, sizeof *block->columns);
    block->odd = calloc(most + 1, sizeof *block->odd);
    const bool enough = block->sums != NULL && block->slow != NULL && block->shifts != NULL && block->columns != NULL &&
                        block->odd != NULL;
    return enough ? EXQ_OK : exq_fail_memory(error);
}

void exq_list_block_close(exq_list_block *block)
{
    free(block->outputs);
    free(block->places);
    free(block->sums);
    free(block->slow);
    free(block->as_halves);
    free(block->shifts);
    free(block->columns);
    free(block->odd);
}
