/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parity null: the selected dealt out to the groups at random. Comparisons with what was observed are of
 * fractions of integers, since a draw that ties with the observation counts and a rounded quotient would not know.
 */
#include "parity_null.h"

#include "sampling.h"

/* -------------------------------------------------------------------------------------------- fractions */

/* num / den, den above 0, each below 2^106: products of two counts. */
typedef struct fraction {
    exq_u128 num, den;
} fraction;

/* Sign of x - y, by their continued fractions: no product is formed, so nothing overflows. */
static int compare(fraction x, fraction y)
{
    for (int sign = 1;; sign = -sign) {
        const exq_u128 whole_x = x.num / x.den, whole_y = y.num / y.den;
        if (whole_x != whole_y)
            return whole_x < whole_y ? -sign : sign;
        const exq_u128 rest_x = x.num % x.den, rest_y = y.num % y.den;
        if (rest_x == 0 || rest_y == 0)
            return sign * ((rest_x > rest_y) - (rest_x < rest_y));
        /* The smaller remainder makes the larger inverse. */
        x = (fraction){x.den, rest_x};
        y = (fraction){y.den, rest_y};
    }
}

static exq_u128 in_units(fraction x)
{
    return (exq_u128)((double)x.num / (double)x.den * 0x1p53);
}

/* ------------------------------------------------------------------------------------------------ draws */

/* The two figures of one table. */
typedef struct figures {
    fraction ratio;      /* lowest rate over highest */
    fraction difference; /* highest less lowest */
} figures;

/* Of groups with these sizes and `selected` people each; somebody is selected, some group has people. */
static figures figures_of(const exq_share *groups, size_t count, const uint64_t *selected)
{
    exq_share lowest = {1, 0}, highest = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const exq_share at = {selected[i], groups[i].n};
        if (at.n == 0)
            continue;
        if (highest.n == 0)
            lowest = highest = at;
        if (exq_compare_shares(at, lowest) < 0)
            lowest = at;
        if (exq_compare_shares(at, highest) > 0)
            highest = at;
    }
    const exq_u128 low = (exq_u128)lowest.k * highest.n, high = (exq_u128)highest.k * lowest.n;
    return (figures){
        .ratio = {low,        high                          },
          .difference = {high - low, (exq_u128)lowest.n * highest.n}
    };
}

static uint64_t selected_of(const exq_share *groups, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += groups[i].k;
    return sum;
}

void exq_parity_null_draw(const exq_share *groups, size_t count, exq_ratio limit, uint64_t seed, uint64_t first,
                          uint64_t last, uint64_t *scratch, exq_parity_null_counts *counts)
{
    const fraction as_limit = {limit.num, limit.den};
    const uint64_t selected = selected_of(groups, count);
    uint64_t *sizes = scratch, *dealt = scratch + count;
    for (size_t i = 0; i < count; i++) {
        sizes[i] = groups[i].n;
        dealt[i] = groups[i].k;
    }
    const figures observed = figures_of(groups, count, dealt);
    for (uint64_t draw = first; draw < last; draw++) {
        exq_random random;
        exq_random_init(&random, seed, draw);
        exq_sample_groups(&random, sizes, count, selected, dealt);
        const figures found = figures_of(groups, count, dealt);
        counts->draws++;
        counts->ratio_as_low += compare(found.ratio, observed.ratio) <= 0;
        counts->difference_as_high += compare(found.difference, observed.difference) >= 0;
        counts->below_limit += compare(found.ratio, as_limit) < 0;
        counts->ratio_sum += in_units(found.ratio);
        counts->difference_sum += in_units(found.difference);
    }
}

void exq_parity_null_add(exq_parity_null_counts *total, const exq_parity_null_counts *part)
{
    total->draws += part->draws;
    total->ratio_as_low += part->ratio_as_low;
    total->difference_as_high += part->difference_as_high;
    total->below_limit += part->below_limit;
    total->ratio_sum += part->ratio_sum;
    total->difference_sum += part->difference_sum;
}

/* ---------------------------------------------------------------------------------------------- verdict */

static exq_why why_none(const exq_share *groups, size_t count)
{
    size_t with_people = 0;
    for (size_t i = 0; i < count; i++)
        with_people += groups[i].n > 0;
    if (with_people < 2)
        return EXQ_WHY_ONE_GROUP;
    return selected_of(groups, count) > 0 ? EXQ_WHY_NONE : EXQ_WHY_NOBODY_SELECTED;
}

exq_parity_null exq_parity_null_of(const exq_share *groups, size_t count, const exq_parity_null_counts *counts)
{
    exq_why why = why_none(groups, count);
    if (why == EXQ_WHY_NONE && counts->draws == 0)
        why = EXQ_WHY_NO_INTERVAL;
    if (why != EXQ_WHY_NONE) {
        const exq_value none = exq_none(why);
        return (exq_parity_null){none, none, none, none, none};
    }
    const double draws = (double)counts->draws;
    return (exq_parity_null){
        .ratio_p = exq_some(((double)counts->ratio_as_low + 1) / (draws + 1)),
        .ratio_mean = exq_some((double)counts->ratio_sum * 0x1p-53 / draws),
        .below_limit = exq_some((double)counts->below_limit / draws),
        .difference_p = exq_some(((double)counts->difference_as_high + 1) / (draws + 1)),
        .difference_mean = exq_some((double)counts->difference_sum * 0x1p-53 / draws),
    };
}

exq_parity_null exq_parity_null_test(const exq_share *groups, size_t count, exq_ratio limit, uint64_t seed,
                                     uint64_t draws, uint64_t *scratch)
{
    exq_parity_null_counts counts = {0};
    if (why_none(groups, count) == EXQ_WHY_NONE)
        exq_parity_null_draw(groups, count, limit, seed, 0, draws, scratch, &counts);
    return exq_parity_null_of(groups, count, &counts);
}
