/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From units of 2^-116 to those of 2^-128.
 */
#include "quicksum.h"

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
