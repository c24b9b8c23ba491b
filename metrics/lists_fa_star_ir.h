/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FA*IR, the ranked group fairness test (Zehlike and others 2017). A fair list draws each place for the protected
 * group with probability p. The test asks for at least
 *     m(i; p, a) = the smallest c with P(C <= c) >= a, C ~ Binomial(i, p)
 * protected items among the first i, for every i up to k. As it asks k times, `a` must be far below the level the test
 * is to have.
 */
#ifndef EXQ_LISTS_FA_STAR_IR_H
#define EXQ_LISTS_FA_STAR_IR_H

#include "arena.h"
#include "value.h"

/* least[i - 1] = m(i; p, a) for i = 1 .. length. `row` holds length + 1 doubles. */
void exq_fair_least(double p, double a, size_t length, double *row, uint32_t *least);

/* The exact share of fair lists that miss such a table: a dynamic programme over the number of protected items. */
double exq_fair_miss(double p, const uint32_t *least, size_t length, double *row);

/* Room for the work on tests of one length. */
typedef struct exq_fair_room {
    size_t length;
    double *row;    /* length + 1 */
    double *levels; /* length (length + 1) / 2 + 1: every value that P(C <= c) takes */
} exq_fair_room;

/* False: out of memory. */
EXQ_CHECKED bool exq_fair_room_new(size_t length, exq_arena *arena, exq_fair_room *out);

typedef struct exq_fair_test {
    double p;
    size_t length;         /* k */
    const uint32_t *least; /* m(1) .. m(k); NULL when the test cannot fail */
    double corrected;      /* the greatest a that gives this table */
    double missed_by_fair; /* the exact share of fair lists that fail: at most the level asked for */
} exq_fair_test;

/* The table with the greatest a of which fair lists fail at most a share `level`: conservative, where others take
 * the nearest table, which may fail more. 0 <= p <= 1, 0 < level < 1. `least` holds as many counts as the room is
 * long, and is kept. */
exq_fair_test exq_fair_test_of(double p, double level, exq_fair_room room, uint32_t *least);

/* What the test says of one list, from `counts[i - 1]`, the protected items among its first i, for i <= length. A
 * list shorter than the test's k is asked for what it has. */
typedef struct exq_fair_finding {
    bool passes;
    size_t first_short; /* the first rank at which too few are there; 0: none */
    double least_p;     /* the least P(C <= count) over the prefixes */
    double mean_p;      /* their mean (Raj and Ekstrand 2022) */
    double adjusted_p;  /* the share of fair lists that look as bad anywhere: the least level at which it fails */
} exq_fair_finding;

/* `row` holds length + 1 doubles, `table` length counts. With a test that cannot fail it passes, which says nothing. */
exq_fair_finding exq_fair_judge(const exq_fair_test *test, const uint32_t *counts, size_t length, double *row,
                                uint32_t *table);

#endif
