/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many people the rows of a rate are worth. Weighted rows, and rows of which several belong to one person, say less
 * than as many people would: intervals take an effective number n* for n, and k* = p n* for k.
 *
 * Weighted: the n* for which p(1-p)/n* is the variance of the weighted rate,
 *     v = [(1-p)^2 sum over those counted of w^2 + p^2 sum over the others of w^2] / W^2 * n / (n-1).
 * Persons u with x_u rows in the denominator and y_u in the numerator, U of them with x_u > 0, X rows in all: the
 * linearised variance of a ratio,
 *     v = U/(U-1) (S_yy - 2 p S_xy + p^2 S_xx) / X^2,     S_ab = sum over persons of a_u b_u,
 * and n* = p(1-p)/v (z/t)^2, t and z the .975 quantiles of Student's law and of the normal law: the variance itself is
 * only as sure as there are persons who tell of it. (Korn and Graubard 1998.) Degrees of freedom: the persons who are
 * counted at all, or those who are left out at all, whichever are fewer, and X^2 / S_xx - 1 at most, which is U - 1 where all
 * have as many rows. For of a rare event two hundred persons say little more of the variance than the twenty who had it,
 * and where a few persons have most rows it is they who tell. n* is at least X^2 / S_xx: no rows are worth less than rows
 * that are all alike within a person. In both n* is at most n. Where p is 0 or 1 no variance can be seen, and n* is the number
 * of people: of U persons. Where nobody has two rows in the denominator, rows are people and n* = n.
 */
#ifndef EXQ_EFFECTIVE_H
#define EXQ_EFFECTIVE_H

#include "quantity.h"

exq_sample exq_estimate_sample(const exq_estimate *estimate);

/* Numbers for the intervals: k of n, or k* of n*. Only for proportions with a value. */
exq_proportion exq_estimate_proportion(const exq_estimate *estimate);

/* The design effect: v over the variance p(1-p)/(n-1) of as many rows of different people. NaN where it cannot be told:
 * rows that are people, p 0 or 1, one person. */
double exq_estimate_design_effect(const exq_estimate *estimate);

/* The correlation of two rates that rest on the same persons, from what their rows have in common (`crossing`: rows in
 * the cells of `a` times rows in those of `b`): that of the linearised sums y_u - p x_u over persons. 0 where one of
 * the rates does not vary. */
double exq_estimate_correlation(const exq_estimate *a, const exq_estimate *b, const exq_moments *crossing);

#endif
