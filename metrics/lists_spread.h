/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a utility between 0 and 1 is spread over people, who are counted by twentieths: a group can be served as well as another
 * on average and yet have more people who are served badly. Nobody without utility is in a twentieth, so that 0 itself is
 * known exactly; within a twentieth it is not known where people stand, and all ranges allow for that.
 */
#ifndef EXQ_LISTS_SPREAD_H
#define EXQ_LISTS_SPREAD_H

#include "interval.h"

enum { EXQ_SPREAD_BINS = 20 };

/* The twentieth that x, above 0, lies in: ((bin) / 20, (bin + 1) / 20]. */
size_t exq_spread_bin(double x);

/* So many people, and how many of them in each twentieth above 0. */
typedef struct exq_spread_of {
    uint64_t people;
    const double *above; /* EXQ_SPREAD_BINS */
} exq_spread_of;

/* The utility that a share p of people do not exceed, 0 < p < 1, drawn evenly within a twentieth; its range is from order
 * statistics: the quantiles of p -+ z sqrt(p (1 - p) / n), outwards to the ends of twentieths (Woodruff 1952). `empty`: the
 * reason to give when nobody is there. Method "order". */
typedef struct exq_spread_quantile {
    exq_value value;
    exq_range range;
} exq_spread_quantile;
exq_spread_quantile exq_spread_quantile_of(exq_spread_of spread, double p, double level, exq_why empty);

/* That of a group less that of the reference; from ranges that hold together, so that it errs on the wide side. */
exq_spread_quantile exq_spread_difference(exq_spread_of group, exq_spread_of reference, double p, double level,
                                          exq_why empty);

/* The greatest difference between the shares of two groups that do not exceed a utility (Kolmogorov 1933, Smirnov 1939). The
 * value is that at 0 and at the ends of twentieths: within one, the distance can be greater, up to `most`. The range is
 * value - c .. most + c, c being what chance gives at most; p likewise, for equal spreads, and too large rather than too small
 * where many people have the same utility. Method "smirnov". */
typedef struct exq_spread_distance {
    exq_value value, p;
    double most;
    exq_range range;
} exq_spread_distance;
exq_spread_distance exq_spread_distance_of(exq_spread_of group, exq_spread_of reference, double level, exq_why empty);

/* The chance that Kolmogorov's statistic exceeds x: 2 sum (-1)^(j - 1) exp(-2 j^2 x^2). */
double exq_kolmogorov_upper(double x);

#endif
