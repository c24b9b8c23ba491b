/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The long accumulator. A double is 53 bits somewhere between 2^-1074 and 2^1024, its square 106 bits: both are added
 * as integers at their place, so nothing is ever rounded before exq_exactsum_round. Carrying makes the limbs
 * canonical: all but the top one in [0, 2^32), the top one signed.
 */
#include "exactsum.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "rounding.h"

enum {
    LIMBS = EXQ_EXACTSUM_LIMBS,
    TOP = LIMBS - 1,
    LIMB_BITS = 32,
    LIMB_DIGITS = LIMB_BITS / 4,
    LOWEST = -1088,        /* the first limb counts 2^-1088 */
    MOST_PENDING = 1 << 30 /* an addition moves a limb by less than 2^32: 2^31 of them fit beside a digit */
};

static const int64_t limb_mask = (INT64_C(1) << LIMB_BITS) - 1;

/* ------------------------------------------------------------------------------------------------ carrying */

static void carry(exq_exactsum *sum)
{
    for (int i = 0; i < TOP; i++) {
        sum->limbs[i + 1] += sum->limbs[i] >> LIMB_BITS;
        sum->limbs[i] &= limb_mask;
    }
    sum->pending = 0;
}

static void make_room(exq_exactsum *sum)
{
    if (sum->pending == MOST_PENDING)
        carry(sum);
    sum->pending++;
}

static exq_exactsum canonical(const exq_exactsum *sum)
{
    exq_exactsum copy = *sum;
    carry(&copy);
    return copy;
}

/* The canonical sum without its sign, and the sign. */
static exq_exactsum magnitude(const exq_exactsum *sum, bool *negative)
{
    exq_exactsum size = canonical(sum);
    *negative = size.limbs[TOP] < 0;
    if (*negative) {
        for (int i = 0; i < LIMBS; i++)
            size.limbs[i] = -size.limbs[i];
        carry(&size);
    }
    return size;
}

/* Index of the highest limb that is not 0; -1 for the sum 0. */
static int highest(const exq_exactsum *canonical_sum)
{
    int at = TOP;
    while (at >= 0 && canonical_sum->limbs[at] == 0)
        at--;
    return at;
}

/* ------------------------------------------------------------------------------------------------- adding */

/* bits * 2^(position + LOWEST) */
static void add_bits(exq_exactsum *sum, uint64_t bits, int position, bool negative)
{
    int limb = position / LIMB_BITS;
    exq_u128 shifted = (exq_u128)bits << (position % LIMB_BITS);
    for (; shifted != 0; shifted >>= LIMB_BITS, limb++) {
        int64_t digit = (int64_t)shifted & limb_mask;
        sum->limbs[limb] += negative ? -digit : digit;
    }
}

/* |value| = bits * 2^exponent */
static uint64_t take_apart(double value, int *exponent, bool *negative)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    *negative = bits >> 63 != 0;
    int biased = (int)(bits >> 52 & 0x7ff);
    bits &= (UINT64_C(1) << 52) - 1;
    if (biased > 0)
        bits |= UINT64_C(1) << 52;
    *exponent = (biased > 0 ? biased : 1) - 1075;
    return bits;
}

void exq_exactsum_add(exq_exactsum *sum, double value)
{
    int exponent = 0;
    bool negative = false;
    uint64_t bits = take_apart(value, &exponent, &negative);
    make_room(sum);
    add_bits(sum, bits, exponent - LOWEST, negative);
}

void exq_exactsum_add_square(exq_exactsum *sum, double value)
{
    int exponent = 0;
    bool negative = false;
    uint64_t bits = take_apart(value, &exponent, &negative);
    if (bits == 0)
        return;
    exq_u128 square = (exq_u128)bits * bits;
    int position = 2 * exponent - LOWEST;
    make_room(sum);
    add_bits(sum, (uint64_t)square, position, false);
    make_room(sum);
    add_bits(sum, (uint64_t)(square >> 64), position + 64, false);
}

void exq_exactsum_merge(exq_exactsum *sum, const exq_exactsum *other)
{
    exq_exactsum more = canonical(other);
    make_room(sum);
    for (int i = 0; i < LIMBS; i++)
        sum->limbs[i] += more.limbs[i];
}

void exq_exactsum_subtract(exq_exactsum *sum, const exq_exactsum *other)
{
    exq_exactsum less = canonical(other);
    make_room(sum);
    for (int i = 0; i < LIMBS; i++)
        sum->limbs[i] -= less.limbs[i];
}

/* ------------------------------------------------------------------------------------------------ reading */

int exq_exactsum_sign(const exq_exactsum *sum)
{
    bool negative = false;
    exq_exactsum size = magnitude(sum, &negative);
    if (highest(&size) < 0)
        return 0;
    return negative ? -1 : 1;
}

double exq_exactsum_round(const exq_exactsum *sum)
{
    bool negative = false;
    exq_exactsum size = magnitude(sum, &negative);
    int top = highest(&size);
    if (top < 0)
        return 0;
    /* Four limbs hold at least 97 bits from the highest on; of the others only matters whether they are all 0. */
    exq_u128 bits = 0;
    int below = top;
    for (; below >= 0 && below > top - 4; below--)
        bits = bits << LIMB_BITS | (uint64_t)size.limbs[below];
    bool more = false;
    for (int i = below; i >= 0; i--)
        more = more || size.limbs[i] != 0;
    double rounded = exq_round_bits(bits, LOWEST + LIMB_BITS * (below + 1), more);
    return negative ? -rounded : rounded;
}

/* --------------------------------------------------------------------------------------------------- text */

/* "+1p0", "-a80000000p-32": sign, hexadecimal digits, and the power of two they are multiplied with, which is that of
 * the lowest limb that is not 0; "+0" for 0. */
void exq_exactsum_print(const exq_exactsum *sum, exq_buffer *out)
{
    bool negative = false;
    exq_exactsum size = magnitude(sum, &negative);
    int top = highest(&size);
    exq_buffer_char(out, negative ? '-' : '+');
    if (top < 0) {
        exq_buffer_char(out, '0');
        return;
    }
    int bottom = 0;
    while (size.limbs[bottom] == 0)
        bottom++;
    exq_buffer_format(out, "%" PRIx64, (uint64_t)size.limbs[top]);
    for (int i = top - 1; i >= bottom; i--)
        exq_buffer_format(out, "%08" PRIx64, (uint64_t)size.limbs[i]);
    exq_buffer_format(out, "p%d", LOWEST + LIMB_BITS * bottom);
}

static bool hex_digit(char c, int64_t *out)
{
    if (c >= '0' && c <= '9')
        *out = c - '0';
    else if (c >= 'a' && c <= 'f')
        *out = c - 'a' + 10;
    else
        return false;
    return true;
}

/* The text behind 'p', as the index of a limb; only the spelling that printing gives. */
static bool parse_place(const char *text, size_t length, int *limb)
{
    for (int i = 0; i < LIMBS; i++) {
        char place[16];
        int size = snprintf(place, sizeof place, "%d", LOWEST + LIMB_BITS * i);
        if ((size_t)size == length && memcmp(place, text, length) == 0) {
            *limb = i;
            return true;
        }
    }
    return false;
}

/* The digits from the last to the first, eight for each limb from `bottom` on. */
static bool parse_digits(const char *digits, size_t count, int bottom, exq_exactsum *sum)
{
    if (count == 0 || digits[0] == '0' || count > (size_t)(LIMBS - bottom) * LIMB_DIGITS)
        return false;
    for (size_t i = 0; i < count; i++) {
        int64_t digit = 0;
        if (!hex_digit(digits[count - 1 - i], &digit))
            return false;
        sum->limbs[bottom + (int)(i / LIMB_DIGITS)] |= digit << (4 * (i % LIMB_DIGITS));
    }
    return sum->limbs[bottom] != 0;
}

bool exq_exactsum_parse(const char *text, size_t length, exq_exactsum *out)
{
    exq_exactsum sum = {.pending = 0};
    if (length < 2 || (text[0] != '+' && text[0] != '-'))
        return false;
    const char *p = memchr(text, 'p', length);
    if (p != NULL) {
        int bottom = 0;
        if (!parse_place(p + 1, (size_t)(text + length - p - 1), &bottom) ||
            !parse_digits(text + 1, (size_t)(p - text - 1), bottom, &sum))
            return false;
    } else if (length != 2 || memcmp(text, "+0", 2) != 0) {
        return false;
    }
    if (text[0] == '-') {
        for (int i = 0; i < LIMBS; i++)
            sum.limbs[i] = -sum.limbs[i];
        carry(&sum);
    }
    *out = sum;
    return true;
}
