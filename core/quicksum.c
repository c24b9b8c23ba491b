/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From doubles to whole numbers, two at a time; from units of 2^-122 to those of 2^-128.
 */
#include "quicksum.h"

/* Two side by side. */
typedef double reals __attribute__((vector_size(16), aligned(8), may_alias));
typedef uint64_t words __attribute__((vector_size(16), aligned(8), may_alias));

static double units_of(int shift)
{
    return (double)(INT64_C(1) << (EXQ_QUICK_BITS - shift));
}

/* A double that is added to a far larger one is rounded to the last bit of that, where it can be read off as a whole
 * number. Done for the upper half, 2^31 units and above, and for what is left of the number. */
uint64_t exq_quick_of_many(const double *values, size_t count, int shift, int64_t *quick, bool *any)
{
    enum { LOWER = 31, UPPER = EXQ_QUICK_BITS - LOWER };
    const double unit = units_of(shift);
    const reals units = {unit, unit}, to_upper = {0x1.8p83, 0x1.8p83}, to_lower = {0x1.8p52, 0x1.8p52};
    const uint64_t most = UINT64_C(1) << UPPER;
    words some = {0, 0}, odd = {0, 0};
    for (size_t i = 0; i < count; i += 2) {
        const reals value = *(const reals *)(values + i) * units;
        const reals upper = value + to_upper, rest = value - (upper - to_upper), lower = rest + to_lower;
        const words half = (words)upper - (words)to_upper;
        const words whole = (half << LOWER) + ((words)lower - (words)to_lower);
        *(words *)(quick + i) = whole;
        some |= whole;
        const reals left = rest - (lower - to_lower); /* 0 has two signs */
        odd |= (words)left << 1 | ((half + most) | (most - half)) >> 63;
    }
    *any = (some[0] | some[1]) != 0;
    return odd[0] | odd[1];
}

bool exq_quick_fits(double value, int shift)
{
    const double scaled = value * units_of(shift);
    return fabs(scaled) <= (double)EXQ_QUICK_ONE && (double)(int64_t)scaled == scaled;
}

int exq_quick_shift(const double *values, size_t count)
{
    double most = 0;
    int exponent = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, fabs(values[i]));
    (void)frexp(most, &exponent);
    return exponent < 0 || !isfinite(most) ? 0 : exponent < EXQ_QUICK_SHIFTS ? exponent : EXQ_QUICK_SHIFTS;
}

void exq_quicksum_move(exq_quicksum *sum, exq_fixedsum *to)
{
    enum { SHIFT = 128 - 2 * EXQ_QUICK_BITS, BITS = 64 };
    if (sum->low == 0 && sum->high == 0)
        return;
    const uint64_t low = (uint64_t)sum->low, middle = (uint64_t)(sum->low >> BITS), high = (uint64_t)sum->high;
    const exq_fixedsum term = {
        {low << SHIFT, middle << SHIFT | low >> (BITS - SHIFT), high << SHIFT | middle >> (BITS - SHIFT),
         (uint64_t)(sum->high >> (BITS - SHIFT))}
    };
    exq_fixedsum_merge(to, &term);
    *sum = (exq_quicksum){0};
}
