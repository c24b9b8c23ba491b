/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intervals, one method a file (interval_*.c). Each is a pure function of proportions and a confidence level and
 * returns a range with the method's name; a further method is a further file with one of the shapes below.
 */
#ifndef EXQ_INTERVAL_H
#define EXQ_INTERVAL_H

#include "metrics.h"

/* What people a rate is of. Of all but the first the numbers are effective ones (effective.h), which need not be
 * integers; the method's name then says so. */
typedef enum exq_sample {
    EXQ_SAMPLE_PEOPLE,
    EXQ_SAMPLE_WEIGHTED,
    EXQ_SAMPLE_UNITS, /* several rows can be one person's */
    EXQ_SAMPLES
} exq_sample;

/* The names of one method, by sample. */
typedef const char *const exq_method_names[EXQ_SAMPLES];
#define EXQ_METHOD_NAMES(name)                 \
    {                                          \
        name, name "_effective", name "_units" \
    }

/* k of n people. */
typedef struct exq_proportion {
    double k;
    double n; /* above 0 */
    exq_sample sample;
} exq_proportion;

typedef struct exq_limits {
    double lo;
    double hi;
} exq_limits;

/* The shapes of methods: of one rate, of one rate against another. */
typedef exq_range exq_interval_one(exq_proportion group, double level);
typedef exq_range exq_interval_pair(exq_proportion group, exq_proportion reference, double level);

/* No range at all, and why. */
exq_range exq_range_none(exq_why why);
/* The z of a two-sided interval: Phi^-1((1 + level) / 2). */
double exq_interval_z(double level);
/* The level of each of m intervals that hold together at `level` when independent: level^(1/m) (Sidak 1967). */
double exq_interval_sidak(double level, size_t m);

/* Score limits of k/n: the p with |k/n - p| <= z sqrt(p(1-p)/n). Exactly 0 at k = 0 and 1 at k = n. (Wilson 1927.) */
exq_limits exq_wilson(exq_proportion group, double z);
exq_interval_one exq_interval_wilson;

/* Exact limits of k/n, each with the chance `tail` of an error: quantiles of the beta laws (k, n-k+1) and (k+1, n-k).
 * Exactly 0 at k = 0 and 1 at k = n. (Clopper, Pearson 1934.) */
exq_limits exq_clopper_pearson(exq_proportion group, double tail);
exq_interval_one exq_interval_clopper_pearson;

/* Equal tails of the rate's distribution after k of n, before which Jeffreys' law (1/2, 1/2) held: quantiles of the beta
 * law (k+1/2, n-k+1/2). Exactly 0 at k = 0 and 1 at k = n. (Brown, Cai, DasGupta 2001.) */
exq_interval_one exq_interval_jeffreys;

/* The range of one rate by the method chosen, and its name; NULL past the last. */
exq_range exq_interval_rate(exq_rate_interval method, exq_proportion group, double level);
const char *exq_rate_interval_name(exq_rate_interval method);

/* Limits of a difference of two independent estimates from the limits of each: a - b -+ root of the sum of squares of
 * the distances to the limits concerned. (MOVER: Zou and Donner 2008.) */
exq_limits exq_mover(double a, exq_limits a_limits, double b, exq_limits b_limits);
/* The same of two estimates that are correlated. (Zou 2007.) */
exq_limits exq_mover_dependent(double a, exq_limits a_limits, double b, exq_limits b_limits, double correlation);
/* The lower limit of a / b, from the lower limit of a and the upper one of b; the upper limit is 1 over that of b / a.
 * (Donner and Zou 2012.) */
double exq_mover_ratio(double a, double a_lower, double b, double b_upper, double correlation);

/* Difference of two rates: MOVER on Wilson limits. (Newcombe 1998, method 10.) */
exq_interval_pair exq_interval_newcombe;

/* Difference and ratio of two rates that rest on the same persons: MOVER on Wilson limits, with their correlation. Both
 * k lie between 0 and n. Methods "newcombe_units", "mover_units". */
exq_range exq_interval_dependent_difference(exq_proportion group, exq_proportion reference, double correlation,
                                            double level);
exq_range exq_interval_dependent_ratio(exq_proportion group, exq_proportion reference, double correlation,
                                       double level);

/* Ratio of two rates: all rho that the score test does not refute. Group 0: lower end 0; reference 0: no upper end.
 * ZERO_COUNTS when both are 0. (Koopman 1984.) */
exq_interval_pair exq_interval_koopman;

/* Ratio of two rates by its logarithm, ln rho -+ z sqrt(1/k1 - 1/n1 + 1/k2 - 1/n2). ZERO_COUNTS when k1 or k2 is 0.
 * (Katz, Baptista, Azen and Pike 1978.) */
exq_interval_pair exq_interval_katz;

/* Odds ratio of two rates: all values that the score test does not refute, with the variance of one person less. Group
 * at 0, or reference at 1: lower end 0; group at 1, or reference at 0: no upper end. ZERO_COUNTS when both are 0 or both
 * are 1. (Cornfield 1956; Miettinen and Nurminen 1985.) */
exq_interval_pair exq_interval_odds_ratio;
/* Of rates that rest on the same persons: MOVER on the logarithms of the odds of Wilson limits; both rates between 0 and
 * 1, else ZERO_COUNTS. Method "mover_units". */
exq_range exq_interval_dependent_odds_ratio(exq_proportion group, exq_proportion reference, double correlation,
                                            double level);

/* How far a comparison of the highest with the lowest of G groups reaches: the end away from parity needs no
 * correction, since the truly extreme pair is one fixed pair; towards parity any pair may err. */
typedef struct exq_reach {
    double away;    /* Phi^-1((1 + level) / 2) */
    double towards; /* q(level; G, inf) / sqrt 2, q the studentised range */
} exq_reach;

exq_reach exq_reach_of(double away_level, double towards_level, size_t groups);

/* max - min and min / max over `count` groups, from Clopper-Pearson limits combined by MOVER in each ordered pair.
 * `scratch` holds `count` limits. The ratio needs one k above 0. Method "fold". */
exq_range exq_interval_max_difference(const exq_proportion *groups, size_t count, exq_reach reach, exq_limits *scratch);
exq_range exq_interval_min_ratio(const exq_proportion *groups, size_t count, exq_reach reach, exq_limits *scratch);

/* Both at once, for half the quantiles. */
typedef struct exq_extremes {
    exq_range difference;
    exq_range ratio;
} exq_extremes;
/* `correlations` of every two groups (count x count), where some rest on the same persons; NULL: on nobody's. */
exq_extremes exq_interval_extremes(const exq_proportion *groups, const double *correlations, size_t count,
                                   exq_reach reach, exq_limits *scratch);

/* The same of numbers of independent groups with limits of their own at both reaches, the ratio of what is never
 * negative. */
exq_extremes exq_interval_extremes_of(const double *values, const exq_limits *away, const exq_limits *towards,
                                      size_t count, bool can_be_negative);

/* A group against everyone, itself included: the interval against the rest, mapped. `share` is the group's part of
 * the denominator: p_g - p_o = (1 - share)(p_g - p_rest) and p_g / p_o = 1 / (share + (1 - share) / rho). */
exq_range exq_interval_difference_to_overall(exq_range against_rest, double share);
exq_range exq_interval_ratio_to_overall(exq_range against_rest, double share);

/* The same range seen through a logarithm; an end at 0 has no logarithm: INFINITE. */
exq_range exq_interval_log(exq_range ratio);
/* The same range turned round: -hi to -lo. */
exq_range exq_interval_negative(exq_range range);

#endif
