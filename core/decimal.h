/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decimal digits times a power of ten as the nearest double, ties to even: the arithmetic behind reading and printing.
 */
#ifndef EXQ_DECIMAL_H
#define EXQ_DECIMAL_H

#include <stdint.h>

#define EXQ_DECIMAL_DIGITS 19 /* any 19 digits fit in 64 bits */

/* The double nearest to digits * 10^power; infinity beyond the largest. At most 19 digits. */
double exq_decimal_round(uint64_t digits, int64_t power);

/* The same for the digits of a text, the first of which is not 0 and one of which may be a point that is passed over. */
double exq_decimal_round_long(const char *digits, const char *end, int64_t power);

#endif
