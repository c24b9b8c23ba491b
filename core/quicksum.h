/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums of many numbers of middling size - most utilities, shares and counts of one list - and of their products, a few
 * instructions each. A number that is a whole multiple of 2^-61 below 4 is taken as that whole number; sums are exact,
 * and go into an exq_fixedsum once the many are through. Other numbers are for exq_fixedsum itself.
 */
#ifndef EXQ_QUICKSUM_H
#define EXQ_QUICKSUM_H

#include <math.h>

#include "fixedsum.h"
#include "rounding.h"

__extension__ typedef __int128 exq_i128;

/* Two's complement in units of 2^-122: room for 2^65 products. */
typedef struct exq_quicksum {
    exq_u128 low;
    int64_t high;
} exq_quicksum;

#define EXQ_QUICK_BITS 61
#define EXQ_QUICK_ONE (INT64_C(1) << EXQ_QUICK_BITS) /* to sum numbers, sum their products with 1 */
#define EXQ_QUICK_MOST 4.0

/* The number in units of 2^-61; false when it is none, or too large. */
static inline bool exq_quick_of(double value, int64_t *quick)
{
    const double scaled = value * (double)EXQ_QUICK_ONE;
    if (!(fabs(value) < EXQ_QUICK_MOST))
        return false;
    *quick = (int64_t)scaled;
    return (double)*quick == scaled;
}

static inline void exq_quicksum_add(exq_quicksum *sum, exq_i128 product)
{
    const exq_u128 low = sum->low + (exq_u128)product;
    sum->high += (product < 0 ? -1 : 0) + (low < sum->low);
    sum->low = low;
}

static inline void exq_quicksum_add_product(exq_quicksum *sum, int64_t a, int64_t b)
{
    exq_quicksum_add(sum, (exq_i128)a * b);
}

/* sum += product * 2^shift, 0 <= shift < 128 */
static inline void exq_quicksum_add_shifted(exq_quicksum *sum, exq_i128 product, int shift)
{
    if (shift == 0) {
        exq_quicksum_add(sum, product);
        return;
    }
    const exq_u128 low = sum->low + ((exq_u128)product << shift);
    sum->high += (int64_t)(product >> (128 - shift)) + (low < sum->low);
    sum->low = low;
}

/* sum += product * times: limb by limb, the third of a negative product being all ones. */
static inline void exq_quicksum_add_times(exq_quicksum *sum, exq_i128 product, uint64_t times)
{
    const exq_u128 lower = (exq_u128)(uint64_t)product * times;
    const exq_u128 upper = (exq_u128)(uint64_t)(product >> 64) * times + (uint64_t)(lower >> 64);
    const exq_u128 low = sum->low + (upper << 64 | (uint64_t)lower);
    const uint64_t high = (uint64_t)(upper >> 64) - (product < 0 ? times : 0) + (low < sum->low);
    sum->high = (int64_t)((uint64_t)sum->high + high);
    sum->low = low;
}

/* Numbers of another size: with a shift of 0 to EXQ_QUICK_SHIFTS those up to 2^shift, in units of 2^(shift - 61). */
enum { EXQ_QUICK_SHIFTS = 16 };

/* Many at once, an even count. Not 0: some number cannot be taken, and what stands for it is anything. `any`: some number
 * is not 0. */
uint64_t exq_quick_of_many(const double *values, size_t count, int shift, int64_t *quick, bool *any);

/* Whether a number can be taken so. */
bool exq_quick_fits(double value, int shift);

/* The shift that takes in the largest of them, or the last. */
int exq_quick_shift(const double *values, size_t count);

/* Move the sum into another: it is 0 again. */
void exq_quicksum_move(exq_quicksum *sum, exq_fixedsum *to);

#endif
