/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How little would change a finding: one decision moved, a few more selections, one confounder. Counts are below 2^53.
 */
#ifndef EXQ_ROBUSTNESS_H
#define EXQ_ROBUSTNESS_H

#include "number.h"
#include "value.h"

/* Moving j selections from the group with the higher rate to the other. Integers, decided exactly. */
typedef struct exq_flip_flop {
    bool defined;     /* both groups have people */
    uint64_t to_flip; /* the least j after which the other group has the higher rate:
                          floor((k_r n_g - k_g n_r) / (n_g + n_r)) + 1, r the group that is ahead */
    bool flips;       /* to_flip is 1: the numbers are too small for a finding (Uniform Guidelines, Q&A 21, 1979) */
} exq_flip_flop;
exq_flip_flop exq_flip_flop_of(exq_share a, exq_share b);

/* How many selections `group` is short of `limit` times the reference's rate; with a limit of 1/1, of parity. 0 when
 * it is not short. `limit` is at most 1. Undefined without people in both groups. */
typedef struct exq_shortfall {
    bool defined;
    uint64_t added;   /* selections on top of those there are: ceil((a k_r n_g - b k_g n_r) / (b n_r)), limit = a/b */
    uint64_t swapped; /* taken from the reference instead: ceil((a k_r n_g - b k_g n_r) / (b n_r + a n_g)) */
    double exact;     /* what `added` rounds up: n_g (a/b) k_r/n_r - k_g; negative when the group is ahead */
    double expected;  /* n_g K/N - k_g: against the rate of both together; whatever the limit */
} exq_shortfall;
exq_shortfall exq_shortfall_of(exq_share group, exq_share reference, exq_ratio limit);

/* E-value: how strongly, as a ratio of risks with both, something unmeasured would have to be tied to the group and
 * to the decision to explain the ratio away alone: r + sqrt(r (r - 1)), r the ratio or its inverse, whichever is
 * above 1. Undefined with the ratio, and for a ratio of 0 (RATE_ZERO). (VanderWeele, Ding 2017) */
exq_value exq_e_value(exq_value ratio);

#endif
