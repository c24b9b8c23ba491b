/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a table of this size can show at all: arithmetic, known before any result.
 */
#ifndef EXQ_POWER_H
#define EXQ_POWER_H

#include <stddef.h>
#include <stdint.h>

#include "value.h"

/* The largest ratio of the group's rate to the reference's, below 1, that a two-sided pooled z test at `level` finds
 * with chance `power`, when both together have `rate`: the R with
 *     Phi((p_r - p_g - z sqrt(p (1-p) (1/n_r + 1/n_g))) / sqrt(p_r (1-p_r)/n_r + p_g (1-p_g)/n_g)) = power,
 * p_g = R p_r, p_r = p (n_r + n_g) / (n_r + R n_g). Undefined for an empty group or a rate of 0 or 1
 * (ZERO_DENOMINATOR), and when not even a rate of 0 would be found (TOO_FEW_PEOPLE). (Fleiss, Levin, Paik 2003,
 * chapter 4) */
exq_value exq_detectable_ratio(uint64_t group, uint64_t reference, double rate, double level, double power);

/* People needed in each of `groups` groups of one size, so that a system in which all have the rate `rate` is shown,
 * with chance `power`, to have a min ratio of at least `limit`. The fewest n for which the lower end of the fold
 * interval (interval.h) reaches the limit when the highest and the lowest rate lie as far apart as they do at most
 * with that chance:
 * rate -+ q/2 sqrt(rate (1 - rate) / n), q the `power` quantile of the range of `groups` standard normals.
 * Undefined for a rate of 0 or 1 (ZERO_DENOMINATOR), for fewer than two groups (ONE_GROUP), and for a limit of 1 or
 * more, which no number of people shows (INFINITE). */
exq_value exq_people_to_meet(double rate, double limit, size_t groups, double level, double power);

#endif
