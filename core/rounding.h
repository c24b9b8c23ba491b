/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one place where an exact number becomes a double: by rounding once, to nearest, ties to even.
 */
#ifndef EXQ_ROUNDING_H
#define EXQ_ROUNDING_H

#include "number.h"

/* The double nearest to bits * 2^exponent, or to a little more (less than 2^exponent) when `more` is set; infinity when
 * that is beyond the largest double. `bits` is not 0, and holds at least 64 significant bits if `more` is set. */
double exq_round_bits(exq_u128 bits, int64_t exponent, bool more);

#endif
