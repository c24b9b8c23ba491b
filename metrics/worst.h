/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who can be the worst-off group? Naming the one with the lowest rate often names noise; this names every group that
 * cannot be ruled out.
 */
#ifndef EXQ_WORST_H
#define EXQ_WORST_H

#include "interval.h"
#include "number.h"

/* The exact limits of each group that may rule others out, one-sided at Phi^-1(1 - (1 - level)/(G - 1)) for G groups
 * with people; nothing is put down for a group without. `out` holds `count` limits. */
void exq_worst_limits(const exq_share *groups, size_t count, double level, exq_limits *out);

/* Sets can_be[i] for each group that may have the lowest true rate (`highest`: the highest): those that no other
 * group is shown to lie beyond. With chance `level` the set holds the truly worst group. Group j rules out i when the
 * lower limit of p_i - p_j from these limits (MOVER) is above 0. Groups without people are not in it. The size of the
 * set. (Gupta 1965; limits as in interval.h) */
size_t exq_worst_set(const exq_share *groups, const exq_limits *limits, size_t count, bool highest, bool *can_be);

#endif
