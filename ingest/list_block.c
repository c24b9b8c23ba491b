/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of people: what they say is made whole numbers row by row, then summed column by column.
 */
#include "list_block.h"

#include <stdlib.h>
#include <string.h>

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

static bool is_quick(const double *values, size_t count)
{
    int64_t quick;
    for (size_t i = 0; i < count; i++)
        if (!exq_quick_of(values[i], &quick))
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

/* Those people of whom a number is none for a quicksum: their columns are left with zeros. */
static void sum_odd_people(exq_list_block *block, size_t m)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    const size_t width = exq_list_block_width(block), first = block->outputs[m];
    for (size_t p = 0; p < block->people; p++) {
        const double *out = block->said + p * width + first;
        if (is_quick(out, measure->outputs))
            continue;
        add_odd(block, m, out, 1);
        memset(block->quick + p * width + first, 0, measure->outputs * sizeof *block->quick);
    }
}

/* -------------------------------------------------------------------------------------------------- quickly */

/* Sums over the people of a block, four at a time; `stride` from one to the next. */
enum { AT_ONCE = 4 };
_Static_assert(EXQ_BLOCK_PEOPLE % AT_ONCE == 0, "a whole block is summed so");

typedef struct columns {
    size_t people, stride;
} columns;

static exq_i128 sum_of(const columns *of, const int64_t *a)
{
    const size_t stride = of->stride;
    exq_i128 sum = 0;
    for (size_t p = 0; p < of->people; p += AT_ONCE, a += AT_ONCE * stride)
        sum += (exq_i128)a[0] + a[stride] + a[2 * stride] + a[3 * stride];
    return sum;
}

static exq_i128 product_of(const columns *of, const int64_t *a, const int64_t *b)
{
    const size_t stride = of->stride;
    exq_i128 sum = 0;
    for (size_t p = 0; p < of->people; p += AT_ONCE, a += AT_ONCE * stride, b += AT_ONCE * stride) {
        sum += (exq_i128)a[0] * b[0];
        sum += (exq_i128)a[stride] * b[stride];
        sum += (exq_i128)a[2 * stride] * b[2 * stride];
        sum += (exq_i128)a[3 * stride] * b[3 * stride];
    }
    return sum;
}

/* Large numbers are mostly whole or half ones: without the zeros at their end they are small. */
static void shift_columns(const columns *of, int64_t *quick, size_t outputs, int shift)
{
    for (size_t p = 0; p < of->people; p++)
        for (size_t i = 0; i < outputs; i++)
            quick[p * of->stride + i] >>= shift;
}

static void add_columns(const exq_list_block *block, size_t m, int shift)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    const columns of = {block->people, exq_list_block_width(block)};
    const int64_t *quick = block->quick + block->outputs[m];
    const uint64_t *traits = block->traits + block->outputs[m];
    exq_quicksum *sums = block->sums + block->places[m], *squares = sums + measure->outputs;
    for (size_t i = 0; i < measure->outputs; i++) {
        const size_t end = partners_end(measure, i);
        if (traits[i] != 0) {
            exq_quicksum_add_shifted(&sums[i], sum_of(&of, quick + i) * EXQ_QUICK_ONE, shift);
            for (size_t j = i; j < end; j++)
                if (traits[j] != 0)
                    exq_quicksum_add_shifted(&squares[j - i], product_of(&of, quick + i, quick + j), 2 * shift);
        }
        squares += end - i;
    }
}

static void add_one_by_one(const exq_list_block *block, size_t m)
{
    const exq_list_measure *measure = &block->shape->measures[m];
    for (size_t p = 0; p < block->people; p++) {
        const int64_t *out = block->quick + p * exq_list_block_width(block) + block->outputs[m];
        exq_quicksum *sums = block->sums + block->places[m], *squares = sums + measure->outputs;
        for (size_t i = 0; i < measure->outputs; i++) {
            exq_quicksum_add_product(&sums[i], out[i], EXQ_QUICK_ONE);
            for (size_t j = i, end = partners_end(measure, i); j < end; j++)
                exq_quicksum_add_product(squares++, out[i], out[j]);
        }
    }
}

/* Products of a block of people stay within 127 bits if no number has more than this. */
enum { MOST_BITS = 61 };
_Static_assert(2 * MOST_BITS + 4 < 127 && EXQ_BLOCK_PEOPLE <= 1 << 4, "a block fits");

static void sum_measure(exq_list_block *block, size_t m)
{
    const size_t first = block->outputs[m], outputs = block->outputs[m + 1] - first;
    uint64_t traits = 0, odd = 0;
    for (size_t i = first; i < first + outputs; i++) {
        traits |= block->traits[i];
        odd |= block->odd[i];
    }
    if (odd != 0)
        sum_odd_people(block, m);
    if (traits == 0)
        return;
    const int bits = exq_quick_bits(traits), zeros = bits > MOST_BITS ? exq_quick_zeros(traits) : 0;
    if (bits - zeros > MOST_BITS) {
        add_one_by_one(block, m);
        return;
    }
    if (zeros > 0)
        shift_columns(&(columns){block->people, exq_list_block_width(block)}, block->quick + first, outputs, zeros);
    add_columns(block, m, zeros);
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

/* --------------------------------------------------------------------------------------------------- blocks */

void exq_list_block_take(exq_list_block *block)
{
    const size_t width = exq_list_block_width(block), row = block->people * width;
    exq_quick_of_many(block->said + row, width, block->quick + row, block->traits, block->odd);
    if (++block->people == EXQ_BLOCK_PEOPLE)
        exq_list_block_end(block);
}

void exq_list_block_end(exq_list_block *block)
{
    const size_t width = exq_list_block_width(block), empty = -block->people % AT_ONCE;
    memset(block->quick + block->people * width, 0, empty * width * sizeof *block->quick);
    for (size_t m = 0; block->people > 0 && m < block->shape->measure_count; m++)
        sum_measure(block, m);
    memset(block->traits, 0, width * sizeof *block->traits);
    memset(block->odd, 0, width * sizeof *block->odd);
    block->people = 0;
}

void exq_list_block_move(exq_list_block *block, size_t measure, exq_fixedsum *to)
{
    for (size_t i = block->places[measure]; i < block->places[measure + 1]; i++, to++) {
        exq_quicksum_move(&block->sums[i], to);
        exq_fixedsum_merge(to, &block->slow[i]);
        block->slow[i] = (exq_fixedsum){{0}};
    }
}

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_list_block_open(exq_list_block *block, const exq_list_shape *shape,
                               const exq_kernel_setting *of_measures, exq_error *error)
{
    const size_t count = shape->measure_count;
    *block = (exq_list_block){
        .shape = shape,
        .outputs = calloc(count + 1, sizeof *block->outputs),
        .places = calloc(count + 1, sizeof *block->places),
    };
    if (block->outputs == NULL || block->places == NULL)
        return exq_fail_memory(error);
    for (size_t m = 0; m < count; m++) {
        const exq_list_measure *measure = &shape->measures[m];
        block->outputs[m + 1] = block->outputs[m] + (of_measures[m].kernel->by_hits ? 0 : measure->outputs);
        block->places[m + 1] = block->places[m] + measure->outputs + exq_list_squares(measure);
    }
    const size_t width = exq_list_block_width(block), sums = block->places[count];
    block->said = calloc(EXQ_BLOCK_PEOPLE * width + 1, sizeof *block->said);
    block->quick = calloc(EXQ_BLOCK_PEOPLE * width + 1, sizeof *block->quick);
    block->traits = calloc(width + 1, sizeof *block->traits);
    block->odd = calloc(width + 1, sizeof *block->odd);
    block->sums = calloc(sums + 1, sizeof *block->sums);
    block->slow = calloc(sums + 1, sizeof *block->slow);
    const bool enough = block->said != NULL && block->quick != NULL && block->traits != NULL && block->odd != NULL &&
                        block->sums != NULL && block->slow != NULL;
    return enough ? EXQ_OK : exq_fail_memory(error);
}

void exq_list_block_close(exq_list_block *block)
{
    free(block->outputs);
    free(block->places);
    free(block->said);
    free(block->quick);
    free(block->traits);
    free(block->odd);
    free(block->sums);
    free(block->slow);
}
