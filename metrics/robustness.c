/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Robustness of a comparison of two shares in whole people: nothing here may be off by one, so all is done in 128 bits.
 * (800 x .5 - 352 is 48 people, not 49.)
 */
#include "robustness.h"

/* Signed, since either group may be ahead: below 2^53 * 2^53 * 10^6 < 2^126. */
__extension__ typedef __int128 wide;

exq_flip_flop exq_flip_flop_of(exq_share a, exq_share b)
{
    if (a.n == 0 || b.n == 0)
        return (exq_flip_flop){0};
    const wide difference = (wide)a.k * (wide)b.n - (wide)b.k * (wide)a.n;
    const wide lead = difference < 0 ? -difference : difference;
    const uint64_t to_flip = (uint64_t)(lead / ((wide)a.n + (wide)b.n)) + 1;
    return (exq_flip_flop){true, to_flip, to_flip == 1};
}

/* ceil(numerator / denominator), 0 when negative. */
static uint64_t round_up(wide numerator, wide denominator)
{
    return numerator > 0 ? (uint64_t)((numerator + denominator - 1) / denominator) : 0;
}

exq_shortfall exq_shortfall_of(exq_share group, exq_share reference, exq_ratio limit)
{
    if (group.n == 0 || reference.n == 0)
        return (exq_shortfall){.exact = (double)NAN, .expected = (double)NAN};
    const wide wanted = (wide)limit.num * (wide)reference.k * (wide)group.n;
    const wide lack = wanted - (wide)limit.den * (wide)group.k * (wide)reference.n;
    const wide per_added = (wide)limit.den * (wide)reference.n;
    const wide per_swapped = per_added + (wide)limit.num * (wide)group.n;
    const wide all = (wide)group.n + (wide)reference.n;
    const wide selected = (wide)group.k + (wide)reference.k;
    return (exq_shortfall){
        .defined = true,
        .added = round_up(lack, per_added),
        .swapped = round_up(lack, per_swapped),
        .exact = (double)lack / (double)per_added,
        .expected = (double)((wide)group.n * selected - (wide)group.k * all) / (double)all,
    };
}

exq_value exq_e_value(exq_value ratio)
{
    if (!exq_known(ratio))
        return ratio;
    if (!(ratio.v > 0))
        return exq_none(EXQ_WHY_RATE_ZERO);
    const double r = ratio.v < 1 ? 1 / ratio.v : ratio.v;
    return exq_some(r + sqrt(r * (r - 1)));
}
