/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading and printing numbers. Reading is correctly rounded without help of strtod, whose decimal point is the
 * locale's. Three roads lead to the same double, each for what the one before cannot decide:
 *
 *   few digits, small power of ten   one division or product of exact doubles (Clinger 1990)
 *   19 digits, |power| <= 27         one division or product of 128-bit integers: 5^27 < 2^63
 *   anything else                    a big integer, with the digits beyond the 800th as one "and a little more"
 */
#include "number.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rounding.h"

enum {
    EXACT_DIGITS = 19,   /* any 19 digits fit in 64 bits */
    KEPT_DIGITS = 800,   /* a double, or the middle of two, has at most 767 significant digits (< 800) */
    POWERS_OF_TEN = 23,  /* 10^22 is the last that a double holds exactly */
    POWERS_OF_FIVE = 28, /* 5^27 is the last below 2^63 */
    FIVES_IN_A_WORD = 13 /* 5^13 is the last below 2^32 */
};

/* ------------------------------------------------------------------------------------------------- reading */

/* A number's text taken apart: digits without point or leading zeros, times ten to the power. */
typedef struct decimal {
    bool negative;
    const char *digits; /* the text from the first significant digit on; may hold a point */
    const char *end;    /* behind the last digit of the text */
    size_t count;       /* significant digits in it */
    uint64_t leading;   /* the first 19 of them */
    int64_t power;
} decimal;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void take_digit(decimal *number, const char *at)
{
    if (number->count == 0) {
        if (*at == '0')
            return;
        number->digits = at;
    }
    if (number->count < EXACT_DIGITS)
        number->leading = number->leading * 10 + (uint64_t)(*at - '0');
    number->count++;
}

/* [eE][+-]?[0-9]+ up to the end. */
static bool take_exponent(const char *at, const char *end, decimal *number)
{
    at++;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end)
        return false;
    int64_t exponent = 0;
    for (; at < end && is_digit(*at); at++) {
        if (exponent < INT64_MAX / 100)
            exponent = exponent * 10 + (*at - '0');
    }
    number->power += negative ? -exponent : exponent;
    return at == end;
}

static bool take_apart(const char *text, size_t length, decimal *number)
{
    const char *at = text;
    const char *end = text + length;
    *number = (decimal){0};
    if (at < end && *at == '-') {
        number->negative = true;
        at++;
    }
    const char *first = at;
    for (; at < end && is_digit(*at); at++)
        take_digit(number, at);
    if (at == first || (*first == '0' && at - first > 1))
        return false;
    if (at < end && *at == '.') {
        at++;
        const char *fraction = at;
        for (; at < end && is_digit(*at); at++)
            take_digit(number, at);
        number->power = fraction - at;
        if (at == fraction)
            return false;
    }
    number->end = at;
    if (at == end)
        return true;
    return (*at == 'e' || *at == 'E') && take_exponent(at, end, number);
}

static const double powers_of_ten[POWERS_OF_TEN] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

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

/* A natural number, least significant 32 bits first. 800 digits take 84 words, and 5^1124, the largest divisor, asks for
 * 89 more; a product stays below 10^310, which is 33 words. */
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

static double big_round(const big *number, int64_t exponent, bool sticky)
{
    exq_u128 top = 0;
    size_t taken = number->count < 4 ? number->count : 4;
    for (size_t i = 0; i < taken; i++)
        top = top << 32 | number->words[number->count - 1 - i];
    for (size_t i = 0; i < number->count - taken; i++)
        sticky = sticky || number->words[i] != 0;
    return exq_round_bits(top, exponent + 32 * (int64_t)(number->count - taken), sticky);
}

/* The digits of the text, and whether any that is not 0 was left out behind the 800th. */
static size_t big_take_digits(big *number, const decimal *from, bool *sticky)
{
    size_t kept = 0;
    number->count = 0;
    for (const char *at = from->digits; at < from->end; at++) {
        if (*at == '.')
            continue;
        if (kept < KEPT_DIGITS) {
            big_multiply_add(number, 10, (uint32_t)(*at - '0'));
            kept++;
        } else if (*at != '0') {
            *sticky = true;
        }
    }
    return kept;
}

static double scale_in_big_integers(big *digits, int64_t power, bool sticky)
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
        sticky |= big_divide(digits, divisor) != 0;
    }
    return big_round(digits, exponent, sticky);
}

/* The two fast roads; false when neither leads there. */
static bool scale_fast(uint64_t digits, int64_t power, double *out)
{
    if (digits <= UINT64_C(1) << DBL_MANT_DIG && power > -POWERS_OF_TEN && power < POWERS_OF_TEN)
        *out = power < 0 ? (double)digits / powers_of_ten[-power] : (double)digits * powers_of_ten[power];
    else if (power > -POWERS_OF_FIVE && power < POWERS_OF_FIVE)
        *out = scale_in_128_bits(digits, (int)power);
    else
        return false;
    return true;
}

static double magnitude(const decimal *number)
{
    double value = 0;
    if (number->count == 0 || (number->count <= EXACT_DIGITS && scale_fast(number->leading, number->power, &value)))
        return value;
    /* The place of the first digit decides when it is far out; between, the big integers fit their words. */
    int64_t place = number->power + (int64_t)number->count;
    if (place > DBL_MAX_10_EXP + 1)
        return HUGE_VAL;
    if (place < DBL_MIN_10_EXP - DBL_DIG - 1)
        return 0;
    big digits;
    bool sticky = false;
    size_t kept = big_take_digits(&digits, number, &sticky);
    return scale_in_big_integers(&digits, number->power + (int64_t)(number->count - kept), sticky);
}

bool exq_number_parse(const char *text, size_t length, double *out)
{
    decimal number;
    if (!take_apart(text, length, &number))
        return false;
    double value = magnitude(&number);
    if (value > DBL_MAX)
        return false;
    *out = number.negative ? -value : value;
    return true;
}

bool exq_number_parse_count(const char *text, size_t length, uint64_t *out)
{
    uint64_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i]) || __builtin_mul_overflow(count, 10u, &count) ||
            __builtin_add_overflow(count, (uint64_t)(text[i] - '0'), &count))
            return false;
    }
    if (length == 0)
        return false;
    *out = count;
    return true;
}

/* ------------------------------------------------------------------------------------------------ printing */

/* digits * 10^power without trailing zeros. */
typedef struct shortest {
    uint64_t digits;
    int power;
} shortest;

/* `value` rounded to `count` significant digits, whatever the locale takes for a decimal point. */
static shortest round_to_digits(double value, int count)
{
    char text[EXQ_NUMBER_SIZE * 2];
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    shortest rounded = {0, 1 - count};
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (is_digit(*at))
            rounded.digits = rounded.digits * 10 + (uint64_t)(*at - '0');
    }
    bool negative = at[1] == '-';
    int exponent = 0;
    for (at += 2; is_digit(*at); at++)
        exponent = exponent * 10 + (*at - '0');
    rounded.power += negative ? -exponent : exponent;
    return rounded;
}

static bool reads_back(shortest text, double value)
{
    double read = 0;
    if (!scale_fast(text.digits, text.power, &read)) {
        big digits = {
            .words = {(uint32_t)text.digits, (uint32_t)(text.digits >> 32)},
              .count = 2
        };
        read = scale_in_big_integers(&digits, text.power, false);
    }
    return read == value;
}

/* The fewest digits that read back to `value` > 0 and, of those, the nearest. */
static shortest shorten(double value)
{
    /* 15 digits always survive a double (but not a subnormal one); 17 always identify it. */
    int count = value < DBL_MIN ? 1 : DBL_DIG;
    int ignored = 0;
    bool lopsided = frexp(value, &ignored) == 0.5;
    shortest candidate = round_to_digits(value, count);
    while (count < DBL_DECIMAL_DIG && !reads_back(candidate, value)) {
        /* Above a power of two the doubles lie twice as far apart as below: the next text upwards may do. */
        candidate.digits++;
        if (lopsided && reads_back(candidate, value))
            break;
        candidate = round_to_digits(value, ++count);
    }
    while (candidate.digits % 10 == 0) {
        candidate.digits /= 10;
        candidate.power++;
    }
    return candidate;
}

static char *put_zeros(char *at, int count)
{
    for (int i = 0; i < count; i++)
        *at++ = '0';
    return at;
}

static char *put_digits(char *at, const char *digits, int count)
{
    memcpy(at, digits, (size_t)count);
    return at + count;
}

/* The layout of ECMAScript and RFC 8785: an exponent only below 1e-6 and from 1e21. */
static void lay_out(shortest number, char *at)
{
    char digits[EXQ_NUMBER_SIZE];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, number.digits);
    int point = count + number.power; /* digits before the decimal point */
    if (point > 21 || point <= -6) {
        *at++ = digits[0];
        if (count > 1) {
            *at++ = '.';
            at = put_digits(at, digits + 1, count - 1);
        }
        snprintf(at, 13, "e%+d", point - 1);
        return;
    }
    if (point <= 0) {
        at = put_digits(at, "0.", 2);
        at = put_zeros(at, -point);
        at = put_digits(at, digits, count);
    } else if (point < count) {
        at = put_digits(at, digits, point);
        *at++ = '.';
        at = put_digits(at, digits + point, count - point);
    } else {
        at = put_digits(at, digits, count);
        at = put_zeros(at, point - count);
    }
    *at = '\0';
}

char *exq_number_print(double value, char out[EXQ_NUMBER_SIZE])
{
    char *at = out;
    if (value < 0)
        *at++ = '-';
    double size = fabs(value);
    if (size < 0x1p53 && size == trunc(size))
        snprintf(at, EXQ_NUMBER_SIZE - 1, "%" PRIu64, (uint64_t)size);
    else
        lay_out(shorten(size), at);
    return out;
}
