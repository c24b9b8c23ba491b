/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rounding by integer arithmetic, so that it depends on no compiler and no rounding of its own: the 53 bits kept, the
 * bit behind them, and whether anything follows.
 */
#include "rounding.h"

#include <float.h>
#include <math.h>

enum {
    BITS = 64,
    SURPLUS = BITS - DBL_MANT_DIG,      /* bits that no double holds */
    LOWEST = DBL_MIN_EXP - DBL_MANT_DIG /* the last bit of a subnormal is worth 2^-1074 */
};

/* The top bit of `bits` is set. */
static double round_top(uint64_t bits, int64_t exponent, bool more)
{
    int64_t dropped = exponent + SURPLUS < LOWEST ? LOWEST - exponent : SURPLUS;
    if (dropped > BITS)
        return 0;
    uint64_t kept = dropped < BITS ? bits >> dropped : 0;
    uint64_t half = UINT64_C(1) << (dropped - 1);
    uint64_t rest = bits & ((half << 1) - 1);
    if (rest > half || (rest == half && (more || (kept & 1) != 0)))
        kept++;
    int64_t scale = exponent + dropped;
    return scale > DBL_MAX_EXP ? HUGE_VAL : ldexp((double)kept, (int)scale);
}

double exq_round_bits(exq_u128 bits, int64_t exponent, bool more)
{
    uint64_t high = (uint64_t)(bits >> BITS);
    int zeros = high != 0 ? __builtin_clzll(high) : BITS + __builtin_clzll((uint64_t)bits);
    bits <<= zeros;
    return round_top((uint64_t)(bits >> BITS), exponent + BITS - zeros, more || (uint64_t)bits != 0);
}
