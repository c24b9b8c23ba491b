/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kernels say of the people of one cell, summed a block of people at a time: each output, and each square or
 * product, is added up over the block in registers and touches memory once. All of it is exact, so that blocks cannot
 * be seen in the sums.
 */
#ifndef EXQ_LIST_BLOCK_H
#define EXQ_LIST_BLOCK_H

#include "list_part.h"
#include "quicksum.h"

enum { EXQ_BLOCK_PEOPLE = 16 };

typedef struct exq_list_block {
    const exq_list_shape *shape;
    size_t *outputs; /* per measure, and the end: where its outputs stand in a row; nowhere if its kernel is by hits */
    size_t *places;  /* per measure, and the end: where its sums stand: of its outputs, then of squares or products */
    size_t people;   /* in the block */
    double *said;    /* a row for each: 0 where they have no number */
    /* the rows as a quicksum takes them, and by output: traits of the numbers, whether some was none for it */
    int64_t *quick;
    uint64_t *traits;
    uint64_t *odd;
    exq_quicksum *sums;
    exq_fixedsum *slow; /* of numbers that a quicksum does not take */
    uint64_t faults;    /* people of whom a kernel gave no ordinary number */
} exq_list_block;

/* Errors: MEMORY. To be closed even then. */
EXQ_CHECKED exq_status exq_list_block_open(exq_list_block *block, const exq_list_shape *shape,
                                           const exq_kernel_setting *of_measures, exq_error *error);
void exq_list_block_close(exq_list_block *block);

/* Of a row: even, since numbers are taken two at a time. */
static inline size_t exq_list_block_width(const exq_list_block *block)
{
    const size_t outputs = block->outputs[block->shape->measure_count];
    return outputs + outputs % 2;
}

/* Where the outputs of the next person go: exq_list_block_take when all stand there, 0 where there is none. */
static inline double *exq_list_block_row(exq_list_block *block)
{
    return block->said + block->people * exq_list_block_width(block);
}
void exq_list_block_take(exq_list_block *block);

/* So many people to whom a measure says the same; beside the rows. */
void exq_list_block_add(exq_list_block *block, size_t measure, const double *out, uint64_t people);

/* Sum up the people since the last block. */
void exq_list_block_end(exq_list_block *block);
/* After that: add the sums of a measure to `to`; they are 0 again. */
void exq_list_block_move(exq_list_block *block, size_t measure, exq_fixedsum *to);

#endif
