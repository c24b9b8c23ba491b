/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The squares of what each person moves, from sums of products.
 */
#include "lists_part.h"

/* sum (a - e b)(a - f b) */
static double products(exq_pair_sums of, double e, double f)
{
    return of.aa - (e + f) * of.ab + e * f * of.bb;
}

/* sum (x' - x)^2 with x' moved by `own` in the part alone and x by `common` in all: each (a - e b) times its factor. */
static double squares(exq_pair_sums part, exq_pair_sums all, double own, double common)
{
    const double e = part.a / part.b, f = all.a / all.b;
    const double sum = own * own * products(part, e, e) - 2 * own * common * products(part, e, f) +
                       common * common * products(all, f, f);
    return fmax(sum, 0) * (double)all.n / ((double)all.n - 1);
}

exq_part_variance exq_part_against_all(exq_pair_sums part, exq_pair_sums all)
{
    return (exq_part_variance){
        .difference = squares(part, all, 1 / part.b, 1 / all.b),
        .log_ratio = part.a > 0 && all.a > 0 ? squares(part, all, 1 / part.a, 1 / all.a) : (double)NAN,
    };
}
