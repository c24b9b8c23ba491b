/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Back from bins and offsets to scores. In a bin a score is (low + offset) steps of one size, low being the lowest
 * score of the bin counted in such steps: so n people with the sums S and Q of offsets and squares have n low + S
 * steps together, and n low^2 + 2 low S + Q squared steps.
 */
#include "score_cut.h"

#include <math.h>

static const uint64_t SIGN = UINT64_C(1) << 63;
static const uint64_t EXPONENT = UINT64_C(0x7ff);
enum { MANTISSA_BITS = 52, LEAST_EXPONENT = -1074 };

static uint64_t bits_at(uint32_t bin, uint64_t offset)
{
    const uint64_t order = (uint64_t)bin << EXQ_SCORE_OFFSET_BITS | offset;
    return (order & SIGN) != 0 ? order & ~SIGN : ~order;
}

double exq_score_at(uint32_t bin, uint64_t offset)
{
    const uint64_t bits = bits_at(bin, offset);
    double score = 0;
    memcpy(&score, &bits, sizeof score);
    return score;
}

bool exq_score_bin_most(uint32_t bin, uint64_t *most)
{
    *most = (UINT64_C(1) << EXQ_SCORE_OFFSET_BITS) - 1;
    if (bin >> (64 - EXQ_SCORE_OFFSET_BITS) != 0 || (bits_at(bin, 0) >> MANTISSA_BITS & EXPONENT) == EXPONENT)
        return false;
    if (bits_at(bin, *most) == SIGN) /* the highest there would be minus zero */
        --*most;
    return true;
}

/* ------------------------------------------------------------------------------------------------------ sums */

bool exq_score_sums_merge(exq_score_sums *total, const exq_score_sums *part)
{
    return !__builtin_add_overflow(total->people, part->people, &total->people) &&
           !__builtin_add_overflow(total->sum, part->sum, &total->sum) &&
           !__builtin_add_overflow(total->square, part->square, &total->square);
}

bool exq_score_sums_subtract(exq_score_sums *total, const exq_score_sums *part)
{
    return !__builtin_sub_overflow(total->people, part->people, &total->people) &&
           !__builtin_sub_overflow(total->sum, part->sum, &total->sum) &&
           !__builtin_sub_overflow(total->square, part->square, &total->square);
}

/* Of n whole numbers with one sum the squares are fewest when the numbers are as equal as can be, and most when as many
 * as can be are as great as can be. A number and its square are both odd or both even. */
bool exq_score_sums_possible(const exq_score_sums *sums, uint64_t most)
{
    const exq_u128 people = sums->people, sum = sums->sum;
    if (people == 0 || sum > people * most)
        return people == 0 && sum == 0 && sums->square == 0;
    const exq_u128 each = sum / people, more = sum % people;
    exq_u128 fewest = 0;
    if (each > 0 && people > ~(exq_u128)0 / (each * each))
        return false;
    if (__builtin_add_overflow(people * each * each, more * (2 * each + 1), &fewest) || sums->square < fewest)
        return false;
    const exq_u128 full = most == 0 ? 0 : sum / most, rest = most == 0 ? 0 : sum % most;
    exq_u128 greatest = 0;
    const bool bounded = !__builtin_mul_overflow(full * most, (exq_u128)most, &greatest) &&
                         !__builtin_add_overflow(greatest, rest * rest, &greatest);
    return (!bounded || sums->square <= greatest) && (sums->square - sum) % 2 == 0;
}

bool exq_score_sums_agree(const exq_score_sums *sums, uint64_t *offset)
{
    const exq_u128 each = sums->sum / sums->people;
    *offset = (uint64_t)each;
    return sums->sum % sums->people == 0 && sums->square / sums->people == each * each &&
           sums->square % sums->people == 0;
}

/* ------------------------------------------------------------------------------------------------- rounding */

/* The lowest score of a bin in steps, and the power of two that a step is. */
static int64_t lowest(uint32_t bin, int *power)
{
    const uint64_t bits = bits_at(bin, 0);
    const uint64_t exponent = bits >> MANTISSA_BITS & EXPONENT;
    uint64_t steps = bits & ((UINT64_C(1) << MANTISSA_BITS) - 1);
    if (exponent > 0)
        steps |= UINT64_C(1) << MANTISSA_BITS;
    *power = LEAST_EXPONENT + (exponent > 0 ? (int)exponent - 1 : 0);
    return (bits & SIGN) != 0 ? -(int64_t)steps : (int64_t)steps;
}

/* Whole numbers of 256 bits, the low half first; what passes the end is lost, so that subtraction works. */
typedef struct wide {
    exq_u128 low, high;
} wide;

static void wide_add(wide *number, wide more)
{
    number->high += more.high + (__builtin_add_overflow(number->low, more.low, &number->low) ? 1 : 0);
}

static wide wide_negative(wide number)
{
    wide negative = {~number.low, ~number.high};
    wide_add(&negative, (wide){1, 0});
    return negative;
}

static wide wide_product(exq_u128 a, uint64_t b)
{
    const exq_u128 lower = (exq_u128)(uint64_t)a * b, upper = (a >> 64) * b;
    wide product = {lower, 0};
    wide_add(&product, (wide){upper << 64, upper >> 64});
    return product;
}

/* Nearest even: the first 64 bits, the last of which stands for all that follow, are rounded to 53 by conversion. */
static double wide_round(wide number, int power)
{
    const bool negative = number.high >> 127 != 0;
    wide left = negative ? wide_negative(number) : number;
    bool lost = false;
    while (left.high != 0 || left.low >> 64 != 0) {
        lost = lost || (left.low & 1) != 0;
        left.low = left.low >> 1 | left.high << 127;
        left.high >>= 1;
        power++;
    }
    const double rounded = ldexp((double)((uint64_t)left.low | (lost ? 1 : 0)), power);
    return negative ? -rounded : rounded;
}

double exq_score_sums_total(const exq_score_sums *sums, uint32_t bin)
{
    int power = 0;
    const int64_t low = lowest(bin, &power);
    wide total = wide_product(sums->people, (uint64_t)(low < 0 ? -low : low));
    if (low < 0)
        total = wide_negative(total);
    wide_add(&total, (wide){sums->sum, 0});
    return wide_round(total, power);
}

double exq_score_sums_squares(const exq_score_sums *sums, uint32_t bin)
{
    int power = 0;
    const int64_t low = lowest(bin, &power);
    const uint64_t size = (uint64_t)(low < 0 ? -low : low);
    wide total = wide_product((exq_u128)size * size, sums->people);
    wide mixed = wide_product(sums->sum, 2 * size);
    wide_add(&total, low < 0 ? wide_negative(mixed) : mixed);
    wide_add(&total, (wide){sums->square, 0});
    return wide_round(total, 2 * power);
}
