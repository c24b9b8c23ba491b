/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict on a number: pure decision, from the number, its range and a limit. Fail-closed: nothing that is undefined,
 * not a number or without the range it needs is ever met.
 */
#ifndef EXQ_VERDICT_H
#define EXQ_VERDICT_H

#include "metrics.h"
#include "number.h"

/* From the mildest to the one that wins in a family. */
typedef enum exq_verdict { EXQ_MET, EXQ_WAIVED, EXQ_NOT_SETTLED, EXQ_NOT_COMPUTED, EXQ_MISSED } exq_verdict;

/* "met", "waived", "missed", "not_settled", "not_computed" */
const char *exq_verdict_name(exq_verdict verdict);

#define EXQ_LIMIT_MOST 1000000 /* exact comparisons hold up to here */

typedef struct exq_limit {
    exq_limit_op op;
    exq_ratio low;  /* of AT_LEAST and WITHIN */
    exq_ratio high; /* of AT_MOST and WITHIN */
} exq_limit;

/* How a number is made of shares of people, which says how it is decided exactly. */
typedef enum exq_made_of {
    EXQ_MADE_OTHERWISE,    /* decided in doubles, within EXQ_VERDICT_BOUND */
    EXQ_MADE_OF_A_SHARE,   /* group */
    EXQ_MADE_AS_RATIO,     /* group over reference */
    EXQ_MADE_AS_DIFFERENCE /* group less reference */
} exq_made_of;

/* A number in doubles is wrong by less than this, relative to it and to the limit (to 1 where both are smaller): sums are
 * exact and rounded once, and no formula loses more than a dozen bits. Inside it nothing is settled. */
#define EXQ_VERDICT_BOUND 1e-12

/* One row of a family. */
typedef struct exq_judged {
    exq_value value;
    exq_value lo, hi; /* simultaneous; INFINITE: no end on this side; another reason: no range */
    exq_made_of made_of;
    exq_share group, reference;
    exq_bracket certain; /* of a number from steps of scores */
    bool by_size; /* a signed difference that is held to a limit from above: its size counts */
} exq_judged;

/* The range of what is judged: of a size, from 0 where it holds both signs. */
exq_range exq_judged_range(const exq_judged *measured);
/* The value of what is judged. */
double exq_judged_value(const exq_judged *measured);

/* By the whole range: met if all of it is on the right side (an end exactly at the limit is), missed if none of it is. */
exq_verdict exq_verdict_by_interval(const exq_judged *measured, const exq_limit *limit);
/* By the number itself; where it is known between bounds alone, by all that it can be. */
exq_verdict exq_verdict_by_point(const exq_judged *measured, const exq_limit *limit);

/* Of rows that hold together: missed if one is, met if all are; of no rows: not computed. */
exq_verdict exq_verdict_of_all(const exq_verdict *verdicts, size_t count);
/* Of two of which the limit has to hold for one only: the smaller of two held from above, the larger held from below. */
exq_verdict exq_verdict_of_either(exq_verdict one, exq_verdict other);

/* How far the number lies on the right side of its limit, in its own unit; negative: on the wrong side. NaN with the number. */
double exq_verdict_margin(const exq_judged *measured, const exq_limit *limit);

#endif
