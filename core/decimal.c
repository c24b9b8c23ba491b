/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decimal digits to doubles. Three roads lead to the same double, each for what the one before cannot decide:
 *
 *   up to 2^53, |power| <= 22     one division or product of exact doubles (Clinger 1990)
 *   19 digits, |power| <= 27      one division or product of 128-bit integers: 5^27 < 2^63
 *   anything else                 a big integer, with the digits beyond the 800th as one "and a little more"
 *
 * and one leads back, for doubles of ordinary size.
 */
#include "decimal.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "rounding.h"

enum {
    KEPT_DIGITS = 800,  /* a double, or the middle of two, has at most 768 significant digits */
    POWERS_OF_TEN = 23, /* 10^22 is the last that a double holds exactly */
    POWERS_OF_FIVE = 28,
    FIVES_IN_A_WORD = 13 /* 5^13 is the last below 2^32 */
};

static const double powers_of_ten[POWERS_OF_TEN] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* clang-format off: in lines, not in a column */
static const uint64_t powers_of_five[POWERS_OF_FIVE] = {
    1,
    5,
    25,
    125,
    625,
    3125,
    15625,
    78125,
    390625,
    1953125,
    9765625,
    48828125,
    244140625,
    1220703125,
    6103515625,
    30517578125,
    152587890625,
    762939453125,
    3814697265625,
    19073486328125,
    95367431640625,
    476837158203125,
    2384185791015625,
    11920928955078125,
    59604644775390625,
    298023223876953125,
    1490116119384765625,
    7450580596923828125,
};
/* clang-format on */

/* digits * 10^power = digits * 5^power * 2^power, with |power| < POWERS_OF_FIVE and digits not 0. */
static double scale_in_128_bits(uint64_t digits, int power)
{
    if (power >= 0)
        return exq_round_bits((exq_u128)digits * powers_of_five[power], power, false);
    int zeros = __builtin_clzll(digits);
    exq_u128 dividend = (exq_u128)(digits << zeros) << 64;
    uint64_t divisor = powers_of_five[-power];
    return exq_round_bits(dividend / divisor, power - 64 - zeros, dividend % divisor != 0);
}

/* A natural number, least significant 32 bits first. 800 digits take 84 words, and 5^1124, the largest divisor, asks
 * for 89 more; a product stays below 10^310, which is 33 words. */
enum { BIG_WORDS = 176 };
typedef struct big {
    uint32_t words[BIG_WORDS];
    size_t count;
} big;

static void big_multiply_add(big *number, uint32_t factor, uint32_t summand)
{
    uint64_t carry = summand;
    for (size_t i = 0; i < number->count; i++) {
        carry += (uint64_t)number->words[i] * factor;
        number->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        number->words[number->count++] = (uint32_t)carry;
}

/* The remainder. */
static uint32_t big_divide(big *number, uint32_t divisor)
{
    uint64_t rest = 0;
    for (size_t i = number->count; i-- > 0;) {
        rest = rest << 32 | number->words[i];
        number->words[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    while (number->count > 0 && number->words[number->count - 1] == 0)
        number->count--;
    return (uint32_t)rest;
}

static void big_shift_words(big *number, size_t words)
{
    memmove(number->words + words, number->words, number->count * sizeof number->words[0]);
    memset(number->words, 0, words * sizeof number->words[0]);
    number->count += words;
}

static double big_round(const big *number, int64_t exponent, bool more)
{
    exq_u128 top = 0;
    size_t taken = number->count < 4 ? number->count : 4;
    for (size_t i = 0; i < taken; i++)
        top = top << 32 | number->words[number->count - 1 - i];
    for (size_t i = 0; i < number->count - taken; i++)
        more = more || number->words[i] != 0;
    return exq_round_bits(top, exponent + 32 * (int64_t)(number->count - taken), more);
}

static double scale_in_big_integers(big *digits, int64_t power, bool more)
{
    int64_t exponent = power;
    for (int64_t left = power; left > 0; left -= FIVES_IN_A_WORD)
        big_multiply_add(digits, (uint32_t)powers_of_five[left < FIVES_IN_A_WORD ? left : FIVES_IN_A_WORD], 0);
    if (power < 0) {
        /* One word more for each division, and three, keep at least 64 bits of the quotient. */
        size_t words = (size_t)(-power / FIVES_IN_A_WORD + 3);
        big_shift_words(digits, words);
        exponent -= 32 * (int64_t)words;
    }
    for (int64_t left = -power; left > 0; left -= FIVES_IN_A_WORD) {
        uint32_t divisor = (uint32_t)powers_of_five[left < FIVES_IN_A_WORD ? left : FIVES_IN_A_WORD];
        more |= big_divide(digits, divisor) != 0;
    }
    return big_round(digits, exponent, more);
}

/* Where the place of the first digit alone decides. Between these the big integers fit their words. */
static bool is_far_out(int64_t place, double *out)
{
    if (place > DBL_MAX_10_EXP + 1)
        *out = HUGE_VAL;
    else if (place < DBL_MIN_10_EXP - DBL_DIG - 1)
        *out = 0;
    else
        return false;
    return true;
}

double exq_decimal_round(uint64_t digits, int64_t power)
{
    double value = 0;
    if (digits == 0)
        return 0;
    if (digits <= UINT64_C(1) << DBL_MANT_DIG && power > -POWERS_OF_TEN && power < POWERS_OF_TEN)
        return power < 0 ? (double)digits / powers_of_ten[-power] : (double)digits * powers_of_ten[power];
    if (power > -POWERS_OF_FIVE && power < POWERS_OF_FIVE)
        return scale_in_128_bits(digits, (int)power);
    if (is_far_out(power + 1, &value) && is_far_out(power + EXQ_DECIMAL_DIGITS, &value))
        return value;
    big number = {
        .words = {(uint32_t)digits, (uint32_t)(digits >> 32)},
          .count = 2
    };
    return scale_in_big_integers(&number, power, false);
}

double exq_decimal_round_long(const char *digits, const char *end, int64_t power)
{
    big number = {.count = 0};
    int64_t kept = 0;
    int64_t left_out = 0;
    bool more = false;
    for (const char *at = digits; at < end; at++) {
        if (*at == '.')
            continue;
        if (kept < KEPT_DIGITS) {
            big_multiply_add(&number, 10, (uint32_t)(*at - '0'));
            kept++;
        } else {
            more = more || *at != '0';
            left_out++;
        }
    }
    double value = 0;
    if (is_far_out(power + kept + left_out, &value))
        return value;
    return scale_in_big_integers(&number, power + left_out, more);
}

/* ------------------------------------------------------------------------------------------- the other way */

bool exq_decimal_digits(double value, int count, uint64_t *digits, int *power)
{
    const double log10_of_2 = 0.30102999566398120;
    const uint64_t limit = (uint64_t)powers_of_ten[count];
    int exponent = 0;
    const uint64_t significand = (uint64_t)ldexp(frexp(value, &exponent), DBL_MANT_DIG);
    exponent -= DBL_MANT_DIG;
    /* The place of the first digit, of the power of two not above the value: that of the value may be one higher. */
    const int least = (int)floor((exponent + DBL_MANT_DIG - 1) * log10_of_2);
    for (int place = least; place <= least + 1; place++) {
        const int last = place - count + 1, shift = last - exponent;
        if (last > 0 || last <= -POWERS_OF_FIVE || shift <= 0)
            return false;
        const exq_u128 scaled = (exq_u128)significand * powers_of_five[-last];
        const exq_u128 half = (exq_u128)1 << (shift - 1), rest = scaled & (half - 1 + half);
        uint64_t rounded = (uint64_t)(scaled >> shift);
        if (rounded >= limit)
            continue;
        rounded += rest > half || (rest == half && rounded % 2 == 1);
        *digits = rounded < limit ? rounded : rounded / 10;
        *power = rounded < limit ? last : last + 1;
        return true;
    }
    return false;
}
