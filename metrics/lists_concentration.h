/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How recommendations are spread over the whole catalogue, items that are never recommended included: leaving them out
 * is how the worst case comes to look like the best. From a vector of counts or exposures without names, so that a
 * sorted vector is all that needs to be released.
 */
#ifndef EXQ_LISTS_CONCENTRATION_H
#define EXQ_LISTS_CONCENTRATION_H

#include "value.h"

/* So many items that all have this value. */
typedef struct exq_frequency {
    double value; /* not below 0 */
    uint64_t items;
} exq_frequency;

/* Sorts `values` and counts the equal ones into `out` (room for `count`); returns how many rows that made. */
size_t exq_frequencies(double *values, size_t count, exq_frequency *out);

typedef struct exq_concentration {
    uint64_t items; /* n: the catalogue */
    double total;   /* sum x */
    /* sum over j of (2j - n - 1) x_j / (n sum x), x ascending: 0 all equal, (n - 1)/n all on one item. (Gini 1912) */
    exq_value gini;
    exq_value gini_corrected; /* gini n / (n - 1): 0 to 1 */
    exq_value coverage;       /* items with x > 0, over n */
    exq_value entropy;        /* -sum p log2 p, p = x / sum x: 0 to log2 n bits. (Shannon 1948) */
    exq_value evenness;       /* entropy / log2 n: 0 to 1 */
} exq_concentration;

/* `rows` ascending in value, of all items. Undefined: NO_ITEMS with an empty catalogue; NO_RECOMMENDATIONS where
 * all are 0 (coverage is then 0); ONE_ITEM for the corrected Gini and evenness of one item. */
exq_concentration exq_concentration_of(const exq_frequency *rows, size_t count);
/* Its gini alone, which takes no logarithm. */
exq_value exq_gini_of(const exq_frequency *rows, size_t count);

/* The fewest items that hold `share` of sum x together: those with most. `rows` as above; NO_RECOMMENDATIONS where all
 * are 0. */
exq_value exq_items_filling(const exq_frequency *rows, size_t count, double share);

/* What a recommender that draws each recommendation from the whole catalogue alike would give, with `rate`
 * recommendations an item: counts are then Poisson, and neither Gini is 0 nor coverage 1.
 *     Gini e^(-2 rate) (I0(2 rate) + I1(2 rate)), coverage 1 - e^(-rate) */
exq_value exq_gini_of_fair(double rate);
double exq_coverage_of_fair(double rate);

#endif
