/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decimal digits times a power of ten as the nearest double, ties to even, and back: the arithmetic behind reading and printing.
 */
#ifndef EXQ_DECIMAL_H
#define EXQ_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#define EXQ_DECIMAL_DIGITS 19 /* any 19 digits fit in 64 bits */

/* The double nearest to digits * 10^power; infinity beyond the largest. At most 19 digits. */
double exq_decimal_round(uint64_t digits, int64_t power);

/* The same for the digits of a text, the first of which is not 0 and one of which may be a point that is passed over. */
double exq_decimal_round_long(const char *digits, const char *end, int64_t power);

/* The reverse: digits * 10^power is `value` > 0 rounded to `count` significant digits, at most 17, ties to even. False where
 * whole numbers of 128 bits do not tell: below about 1e-11, above about 1e16, or when digits before the point are cut. */
bool exq_decimal_digits(double value, int count, uint64_t *digits, int *power);

#endif
