/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing rates with a limit exactly, by cross-multiplication: a quotient of doubles calls one in three of the rates
 * that are exactly four fifths of another less than four fifths. Products of three factors need up to 146 bits, so
 * they are formed in 192.
 */
#include "number.h"

enum { COUNT_BITS = 53, LIMIT_BITS = 40 };

bool exq_ratio_parse(const char *text, exq_ratio *out)
{
    const uint64_t largest_whole = UINT64_C(1000000000000);
    const uint64_t largest_den = 1000000;
    exq_ratio ratio = {0, 1};
    bool any_digit = false;
    bool behind_point = false;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '.' && !behind_point) {
            behind_point = true;
            continue;
        }
        if (*at < '0' || *at > '9' || (behind_point && ratio.den == largest_den))
            return false;
        any_digit = true;
        ratio.num = ratio.num * 10 + (uint64_t)(*at - '0');
        if (behind_point)
            ratio.den *= 10;
        if (ratio.num / ratio.den > largest_whole)
            return false;
    }
    if (!any_digit)
        return false;
    *out = ratio;
    return true;
}

/* high * 2^64 + low */
typedef struct wide {
    exq_u128 high;
    uint64_t low;
} wide;

static wide multiply(exq_u128 a, uint64_t b)
{
    exq_u128 low = (exq_u128)(uint64_t)a * b;
    return (wide){(a >> 64) * b + (low >> 64), (uint64_t)low};
}

static int compare_wide(wide a, wide b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

static exq_status check_terms(exq_share a, exq_share b, exq_ratio limit, exq_error *error)
{
    if ((a.k | a.n | b.k | b.n) >> COUNT_BITS != 0 || (limit.num | limit.den) >> LIMIT_BITS != 0)
        return exq_fail(error, EXQ_INTERNAL,
                        "numbers too large to be compared exactly: counts must be below 2^%d, "
                        "the terms of a limit below 2^%d",
                        COUNT_BITS, LIMIT_BITS);
    return EXQ_OK;
}

exq_status exq_compare_ratio(exq_share a, exq_share b, exq_ratio limit, int *sign, exq_error *error)
{
    EXQ_TRY(check_terms(a, b, limit, error));
    *sign = compare_wide(multiply((exq_u128)a.k * b.n, limit.den), multiply((exq_u128)b.k * a.n, limit.num));
    return EXQ_OK;
}

exq_status exq_compare_gap(exq_share a, exq_share b, exq_ratio limit, int *sign, exq_error *error)
{
    EXQ_TRY(check_terms(a, b, limit, error));
    exq_u128 left = (exq_u128)a.k * b.n;
    exq_u128 right = (exq_u128)b.k * a.n;
    exq_u128 gap = left > right ? left - right : right - left;
    *sign = compare_wide(multiply(gap, limit.den), multiply((exq_u128)a.n * b.n, limit.num));
    return EXQ_OK;
}

int exq_compare_shares(exq_share a, exq_share b)
{
    exq_u128 left = (exq_u128)a.k * b.n;
    exq_u128 right = (exq_u128)b.k * a.n;
    return (left > right) - (left < right);
}
