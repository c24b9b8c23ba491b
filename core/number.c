/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading and printing numbers. Neither strtod nor the decimal point of printf is trusted: both are the locale's.
 */
#include "number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "decimal.h"

/* ------------------------------------------------------------------------------------------------- reading */

/* A number's text taken apart: its digits, leading zeros left out, times ten to the power. */
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
    if (number->count < EXQ_DECIMAL_DIGITS)
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

static double magnitude(const decimal *number)
{
    if (number->count <= EXQ_DECIMAL_DIGITS)
        return exq_decimal_round(number->leading, number->power);
    return exq_decimal_round_long(number->digits, number->end, number->power);
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

/* The place of the first significant digit before (or behind) the point. */
static int64_t order_of(const decimal *number)
{
    return number->power + (int64_t)number->count;
}

/* The next digit, 0 behind the last. */
static char next_digit(const decimal *number, const char **at)
{
    if (*at < number->end && **at == '.')
        (*at)++;
    return *at < number->end && is_digit(**at) ? *(*at)++ : '0';
}

static int compare_magnitudes(const decimal *a, const decimal *b)
{
    if (a->count == 0 || b->count == 0)
        return (a->count > 0) - (b->count > 0);
    if (order_of(a) != order_of(b))
        return order_of(a) > order_of(b) ? 1 : -1;
    const char *at = a->digits, *beside = b->digits;
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        const char left = next_digit(a, &at), right = next_digit(b, &beside);
        if (left != right)
            return left > right ? 1 : -1;
    }
    return 0;
}

bool exq_number_compare(const char *a, size_t a_length, const char *b, size_t b_length, int *sign)
{
    decimal left, right;
    if (!take_apart(a, a_length, &left) || !take_apart(b, b_length, &right) || magnitude(&left) > DBL_MAX ||
        magnitude(&right) > DBL_MAX)
        return false;
    const bool below = left.negative && left.count > 0, other_below = right.negative && right.count > 0;
    if (below != other_below)
        *sign = below ? -1 : 1;
    else
        *sign = below ? -compare_magnitudes(&left, &right) : compare_magnitudes(&left, &right);
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
    shortest rounded = {0, 1 - count};
    if (exq_decimal_digits(value, count, &rounded.digits, &rounded.power))
        return rounded;
    snprintf(text, sizeof text, "%.*e", count - 1, value);
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

/* The fewest digits that read back to `value` > 0 and, of those, the nearest. */
static shortest shorten(double value)
{
    /* 15 digits always survive a double (but not a subnormal one); 17 always identify it. */
    int count = value < DBL_MIN ? 1 : DBL_DIG;
    int ignored = 0;
    bool lopsided = frexp(value, &ignored) == 0.5;
    shortest candidate = round_to_digits(value, count);
    while (count < DBL_DECIMAL_DIG && exq_decimal_round(candidate.digits, candidate.power) != value) {
        /* Above a power of two the doubles lie twice as far apart as below: the next text upwards may do. */
        candidate.digits++;
        if (lopsided && exq_decimal_round(candidate.digits, candidate.power) == value)
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

/* Returns how many digits there are. */
static int print_digits(uint64_t number, char *out)
{
    int count = 1;
    for (uint64_t rest = number / 10; rest > 0; rest /= 10)
        count++;
    for (int i = count; i > 0; number /= 10)
        out[--i] = (char)('0' + number % 10);
    return count;
}

/* The layout of ECMAScript and RFC 8785: an exponent only below 1e-6 and from 1e21. */
static void lay_out(shortest number, char *at)
{
    char digits[EXQ_NUMBER_SIZE];
    int count = print_digits(number.digits, digits);
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
        at[print_digits((uint64_t)size, at)] = '\0';
    else
        lay_out(shorten(size), at);
    return out;
}
