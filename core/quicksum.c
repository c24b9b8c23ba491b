/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From doubles to whole numbers, two at a time; from units of 2^-116 to those of 2^-128.
 */
#include "quicksum.h"

/* Two side by side. */
typedef double reals __attribute__((vector_size(16), aligned(8), may_alias));
typedef uint64_t words __attribute__((vector_size(16), aligned(8), may_alias));

/* A double that is added to a far larger one is rounded to the last bit of that, where it can be read off as a whole
 * number. Done for the upper half, 2^-27 and above, and for what is left of the number. */
void exq_quick_of_many(const double *values, size_t count, int64_t *quick, uint64_t *traits, uint64_t *odd)
{
    enum { UPPER = 27, SHIFT = 58 - UPPER, WIDTH = UPPER + 5 /* of the upper half: 32 is 2^5 */ };
    const reals to_upper = {0x1.8p25, 0x1.8p25}, to_lower = {0x1.8p-6, 0x1.8p-6};
    const uint64_t most = (UINT64_C(1) << WIDTH) - 1;
    for (size_t i = 0; i < count; i += 2) {
        const reals value = *(const reals *)(values + i);
        const reals upper = value + to_upper, rest = value - (upper - to_upper), lower = rest + to_lower;
        const words half = (words)upper - (words)to_upper;
        const words whole = (half << SHIFT) + ((words)lower - (words)to_lower);
        *(words *)(quick + i) = whole;
        *(words *)(traits + i) |= whole ^ whole << 1;
        const reals left = rest - (lower - to_lower); /* 0 has two signs */
        *(words *)(odd + i) |= (words)left << 1 | ((half + most) | (most - half)) >> (WIDTH + 1);
    }
}

void exq_quicksum_move(exq_quicksum *sum, exq_fixedsum *to)
{
    enum { SHIFT = 128 - 2 * 58, BITS = 64 };
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
