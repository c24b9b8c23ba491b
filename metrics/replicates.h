/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many tables at once: cell vectors in the rows of a matrix, their sums by one product, the figures of each. For the
 * files behind bootstrap.h alone.
 */
#ifndef EXQ_REPLICATES_H
#define EXQ_REPLICATES_H

#include "bootstrap.h"

/* A tile of tables. */
typedef struct exq_replicates {
    const exq_bootstrap_plan *plan;
    double *cells;   /* tables x group_count x cell_count */
    double *sums;    /* tables x group_count x sum_count */
    size_t capacity; /* tables that fit in */
} exq_replicates;

EXQ_CHECKED bool exq_replicates_prepare(const exq_bootstrap_plan *plan, exq_arena *arena, exq_replicates *out);

/* The cells of one table of the tile, to be filled in. */
double *exq_replicates_table(const exq_replicates *tile, size_t table);

/* The figures of the first `count` tables: out[table * figure_count + figure]. */
void exq_replicates_evaluate(const exq_replicates *tile, size_t count, exq_value *out);

/* jackknife.c: the acceleration of each figure; its reason where the figure is undefined with one person less. */
EXQ_CHECKED bool exq_bootstrap_acceleration(const exq_replicates *tile, exq_arena *arena, exq_bootstrap *out);

#endif
