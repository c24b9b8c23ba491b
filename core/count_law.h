/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two laws that counts of people follow: binomial and hypergeometric. Their log-densities keep all digits at any
 * size, where differences of log-factorials lose half of them (C. Loader, "Fast and accurate computation of binomial
 * probabilities", 2000). Counts must be below 2^53.
 */
#ifndef EXQ_COUNT_LAW_H
#define EXQ_COUNT_LAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many of `group` are among `drawn`, taken without putting back from `group` + `rest`. */
typedef struct exq_hypergeometric {
    uint64_t group, rest, drawn; /* drawn <= group + rest */
    uint64_t least, most;        /* the counts that are possible */
    uint64_t mode;
    double constant; /* the part of the log-density that does not depend on the count */
} exq_hypergeometric;

exq_hypergeometric exq_hypergeometric_of(uint64_t group, uint64_t rest, uint64_t drawn);
/* ln C(group, k) C(rest, drawn - k) / C(group + rest, drawn); -infinity where k is not possible. */
double exq_hypergeometric_log(const exq_hypergeometric *law, uint64_t k);

/* How many of `n` independent trials succeed, each with probability part / whole. */
typedef struct exq_binomial {
    uint64_t n, part, whole; /* part <= whole, whole > 0 */
    uint64_t mode;
    double constant;
} exq_binomial;

exq_binomial exq_binomial_of(uint64_t n, uint64_t part, uint64_t whole);
/* ln C(n, k) p^k (1 - p)^(n - k); -infinity where k is not possible. */
double exq_binomial_log(const exq_binomial *law, uint64_t k);

/* --------------------------------------------------------------------------------------------- near the mode */

/* Both laws are of a table of two or four cells whose counts go up and down together, a step at a time. */
typedef struct exq_count_cell {
    uint64_t count;
    double excess;   /* count - expected, rounded once */
    double expected; /* above 0 */
    bool falls;      /* when k rises */
} exq_count_cell;

enum { EXQ_COUNT_CELLS = 4 };
typedef struct exq_count_table {
    size_t cell_count;
    exq_count_cell cells[EXQ_COUNT_CELLS];
} exq_count_table;

exq_count_table exq_hypergeometric_table(const exq_hypergeometric *law, uint64_t k);
exq_count_table exq_binomial_table(const exq_binomial *law, uint64_t k);

/* Bounds of ln P(mode + step) - ln P(mode) that take no logarithm; step not 0 and within the law. They are as wide as they
 * must be for rounding, and may be infinite. */
typedef struct exq_count_squeeze {
    exq_count_table mode;
    double least_deviances, most_deviances; /* of the mode */
} exq_count_squeeze;
exq_count_squeeze exq_count_squeeze_of(exq_count_table mode);
double exq_count_squeeze_most(const exq_count_squeeze *of, double step);
double exq_count_squeeze_least(const exq_count_squeeze *of, double step);

#endif
