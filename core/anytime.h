/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are groups treated alike, asked again and again? A measure of evidence that may be looked at after every period without
 * raising false alarms: whoever stops at the first large value is misled no more often than was said.
 */
#ifndef EXQ_ANYTIME_H
#define EXQ_ANYTIME_H

#include <stddef.h>

/* Shapes: k and n are periods x groups, row by row: of n people of a group in a period k are counted. In `evidence`, of
 * `periods` numbers, stands E after each period:
 *   E_t = E_(t-1) prod_g (r_g / r)^k_g ((1 - r_g) / (1 - r))^(n_g - k_g),  E_0 = 1,
 *   r_g = (past k_g + 5 p) / (past n_g + 5),  r = sum n_g r_g / sum n_g,  p = (past k + 1/2) / (past n + 1)
 * where past counts are those of the periods before, without a group over all groups. The first period only teaches: its
 * E is 1. If all groups have one rate in every period, which need not be the same one, the expectation of each factor is
 * at most 1: the product over people of r_g / r has the arithmetic mean 1 (or less), and so the geometric one. Then P(E >= 1 / a at
 * any time) <= a, for periods of different people (Ville 1939).
 * Range 0 to infinity; 1 says nothing; undefined for no group. A period in which nobody could be counted changes nothing. */
void exq_anytime_evidence(const double *k, const double *n, size_t periods, size_t groups, double *evidence);

#endif
