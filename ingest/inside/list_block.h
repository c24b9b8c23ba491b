/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kernels say of people of one cell, summed with its squares or products: of a batch of people, output by output, or
 * of as many people as are told the same. All of it is exact, so that batches cannot be seen in the sums.
 */
#ifndef EXQ_LIST_BLOCK_H
#define EXQ_LIST_BLOCK_H

#include "kernel.h"
#include "list_part.h"
#include "quicksum.h"

typedef struct exq_list_block {
    const exq_list_shape *shape;
    size_t *outputs; /* per measure, and the end: where its outputs stand among those of all */
    size_t *places;  /* per measure, and the end: where its sums stand: of its outputs, then of squares or products */
    exq_quicksum *sums;
    exq_fixedsum *slow; /* of numbers that a quicksum does not take */
    uint64_t faults;    /* people of whom a kernel gave no ordinary number */
    /* how the last numbers were taken, for the next are like them: by measure, by output */
    bool *as_halves;
    int *shifts;
    /* the measure at hand */
    struct exq_list_column *columns;
    double *odd;
} exq_list_block;

/* Errors: MEMORY. To be closed even then. */
EXQ_CHECKED exq_status exq_list_block_open(exq_list_block *block, const exq_list_shape *shape, exq_error *error);
void exq_list_block_close(exq_list_block *block);

/* Add what a measure says of a batch: rows of outputs, 0 where there is none. */
void exq_list_block_take(exq_list_block *block, size_t measure, const exq_lanes *out);

/* Add what a measure says of so many people alike. */
void exq_list_block_add(exq_list_block *block, size_t measure, const double *out, uint64_t people);

/* Add the sums of a measure to `to`; they are 0 again. */
void exq_list_block_move(exq_list_block *block, size_t measure, exq_fixedsum *to);

#endif
