/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fixed point: a double is 53 bits at some place, a product of two 106; shifted to their place and added with carry.
 */
#include "fixedsum.h"

#include <inttypes.h>
#include <string.h>

#include "rounding.h"

enum {
    LIMBS = EXQ_FIXEDSUM_LIMBS,
    BITS = 64,
    LOWEST = -128,              /* the last bit is worth 2^-128 */
    DIGITS = LIMBS * (BITS / 4) /* hexadecimal ones of a whole sum */
};

/* ------------------------------------------------------------------------------------------------- adding */

static void add(exq_fixedsum *sum, const exq_fixedsum *more)
{
    uint64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        exq_u128 limb = (exq_u128)sum->limbs[i] + more->limbs[i] + carry;
        sum->limbs[i] = (uint64_t)limb;
        carry = (uint64_t)(limb >> BITS);
    }
}

static void subtract(exq_fixedsum *sum, const exq_fixedsum *less)
{
    uint64_t borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
        exq_u128 limb = (exq_u128)sum->limbs[i] - less->limbs[i] - borrow;
        sum->limbs[i] = (uint64_t)limb;
        borrow = (uint64_t)(limb >> BITS) & 1;
    }
}

/* |value| = bits * 2^exponent. */
static uint64_t take_apart(double value, int *exponent, bool *negative)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    *negative = bits >> 63 != 0;
    int biased = (int)(bits >> 52 & 0x7ff);
    *exponent = (biased > 0 ? biased : 1) - 1075;
    bits &= (UINT64_C(1) << 52) - 1;
    return biased > 0 ? bits | UINT64_C(1) << 52 : bits;
}

/* Add three limbs at a place, and what they carry. */
static inline void add_limbs(exq_fixedsum *sum, int limb, const uint64_t term[3])
{
    uint64_t carry = 0;
    for (int i = 0; limb < LIMBS && (i < 3 || carry != 0); i++, limb++) {
        exq_u128 next = (exq_u128)sum->limbs[limb] + (i < 3 ? term[i] : 0) + carry;
        sum->limbs[limb] = (uint64_t)next;
        carry = (uint64_t)(next >> BITS);
    }
}

static inline void take_limbs(exq_fixedsum *sum, int limb, const uint64_t term[3])
{
    uint64_t borrow = 0;
    for (int i = 0; limb < LIMBS && (i < 3 || borrow != 0); i++, limb++) {
        exq_u128 next = (exq_u128)sum->limbs[limb] - (i < 3 ? term[i] : 0) - borrow;
        sum->limbs[limb] = (uint64_t)next;
        borrow = (uint64_t)(next >> BITS) & 1;
    }
}

/* sum += or -= bits * 2^exponent; what lies below the last bit is cut off. */
static inline void add_bits(exq_fixedsum *sum, exq_u128 bits, int exponent, bool negative)
{
    int place = exponent - LOWEST;
    if (place < 0) {
        bits = place > -2 * BITS ? bits >> -place : 0;
        place = 0;
    }
    int shift = place % BITS;
    exq_u128 low = bits << shift;
    const uint64_t term[3] = {(uint64_t)low, (uint64_t)(low >> BITS),
                              shift == 0 ? 0 : (uint64_t)(bits >> (2 * BITS - shift))};
    (negative ? take_limbs : add_limbs)(sum, place / BITS, term);
}

void exq_fixedsum_add(exq_fixedsum *sum, double value)
{
    int exponent = 0;
    bool negative = false;
    uint64_t bits = take_apart(value, &exponent, &negative);
    add_bits(sum, bits, exponent, negative);
}

void exq_fixedsum_add_product(exq_fixedsum *sum, double a, double b)
{
    int exponents[2] = {0};
    bool negative[2] = {false};
    exq_u128 bits = take_apart(a, &exponents[0], &negative[0]);
    bits *= take_apart(b, &exponents[1], &negative[1]);
    add_bits(sum, bits, exponents[0] + exponents[1], negative[0] != negative[1]);
}

void exq_fixedsum_merge(exq_fixedsum *sum, const exq_fixedsum *other)
{
    add(sum, other);
}

void exq_fixedsum_merge_times(exq_fixedsum *sum, const exq_fixedsum *other, uint64_t times)
{
    uint64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        const exq_u128 limb = (exq_u128)other->limbs[i] * times + sum->limbs[i] + carry;
        sum->limbs[i] = (uint64_t)limb;
        carry = (uint64_t)(limb >> BITS);
    }
}

void exq_fixedsum_subtract(exq_fixedsum *sum, const exq_fixedsum *other)
{
    subtract(sum, other);
}

/* ------------------------------------------------------------------------------------------------ reading */

static exq_fixedsum magnitude(const exq_fixedsum *sum, bool *negative)
{
    exq_fixedsum size = {{0}};
    *negative = sum->limbs[LIMBS - 1] >> 63 != 0;
    if (!*negative)
        return *sum;
    subtract(&size, sum);
    return size;
}

/* The highest limb that is not 0, or -1. */
static int highest(const exq_fixedsum *size)
{
    int top = LIMBS - 1;
    while (top >= 0 && size->limbs[top] == 0)
        top--;
    return top;
}

bool exq_fixedsum_is_zero(const exq_fixedsum *sum)
{
    return highest(sum) < 0;
}

double exq_fixedsum_round(const exq_fixedsum *sum)
{
    bool negative = false;
    exq_fixedsum size = magnitude(sum, &negative);
    int top = highest(&size);
    if (top < 0)
        return 0;
    exq_u128 bits = size.limbs[top];
    if (top > 0)
        bits = bits << BITS | size.limbs[top - 1];
    bool more = false;
    for (int i = 0; i < top - 1; i++)
        more = more || size.limbs[i] != 0;
    int lowest = top > 0 ? top - 1 : 0;
    double rounded = exq_round_bits(bits, LOWEST + BITS * lowest, more);
    return negative ? -rounded : rounded;
}

/* --------------------------------------------------------------------------------------------------- text */

void exq_fixedsum_print(const exq_fixedsum *sum, exq_buffer *out)
{
    bool negative = false;
    exq_fixedsum size = magnitude(sum, &negative);
    int top = highest(&size);
    exq_buffer_string(out, negative ? "-" : "");
    exq_buffer_format(out, "%" PRIx64, top < 0 ? 0 : size.limbs[top]);
    for (int i = top - 1; i >= 0; i--)
        exq_buffer_format(out, "%016" PRIx64, size.limbs[i]);
}

static bool hex_digit(char c, uint64_t *out)
{
    if (c >= '0' && c <= '9')
        *out = (uint64_t)(c - '0');
    else if (c >= 'a' && c <= 'f')
        *out = (uint64_t)(c - 'a') + 10;
    else
        return false;
    return true;
}

/* Only the spelling that printing gives. */
bool exq_fixedsum_parse(const char *text, size_t length, exq_fixedsum *out)
{
    bool negative = length > 0 && text[0] == '-';
    const char *digits = text + negative;
    size_t count = length - negative;
    exq_fixedsum size = {{0}};
    if (count == 0 || count > DIGITS || (digits[0] == '0' && (count > 1 || negative)))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t digit = 0;
        if (!hex_digit(digits[count - 1 - i], &digit))
            return false;
        size.limbs[i / 16] |= digit << (4 * (i % 16));
    }
    if (size.limbs[LIMBS - 1] >> 63 != 0)
        return false;
    *out = size;
    if (negative) {
        *out = (exq_fixedsum){{0}};
        subtract(out, &size);
    }
    return true;
}
