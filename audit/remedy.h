/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would change a verdict: how many decisions would meet a limit, and how many people would settle it.
 */
#ifndef EXQ_REMEDY_H
#define EXQ_REMEDY_H

#include "verdict.h"

/* So many more or fewer of the group's numerator, the denominators and the reference staying as they are, bring the number
 * itself to the limit. In integers. */
typedef struct exq_change {
    bool defined; /* the number is made of shares, and the group alone can bring it there */
    bool more;
    uint64_t people; /* 0: the limit holds */
} exq_change;
exq_change exq_change_to_meet(const exq_judged *measured, const exq_limit *limit);

/* How many times as many people it takes until the range no longer holds the limit, if the number stays: ranges narrow with
 * the root of the number of people, those of a ratio on the scale of its logarithm. A good guess, not a promise. NaN where
 * the number lies at the limit, the range has no end on that side, or does not hold the limit. */
double exq_times_to_settle(const exq_judged *measured, const exq_limit *limit);

/* `people` times that, rounded up to three figures; -1: not known. */
int64_t exq_people_to_settle(int64_t people, double times);

/* Can decisions change the numerator and leave the denominator as it is? Not those of precision, nor the base rate. */
bool exq_decisions_move(const char *rate);

#endif
