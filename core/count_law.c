/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saddle-point densities. With ln n! = n ln n - n + tail(n), the logarithms of a density's factorials fall into the
 * tails, which are small, and deviances k ln(k/E) - (k - E) of each count k from its expectation E. Everything is
 * positive and of the size of the result, so nothing cancels; k - E is the quotient of two integers and rounds once.
 */
#include "count_law.h"

#include <math.h>
#include <stdbool.h>

__extension__ typedef __int128 signed_wide;
__extension__ typedef unsigned __int128 wide;

/* ln n! - (n ln n - n); 0 for n = 0. */
static double tail(uint64_t n)
{
    /* Stirling's error, ln n! - (n ln n - n + ln(2 pi n) / 2), of 1 to 15. */
    static const double errors[] = {
        0,
        0.08106146679532725822,
        0.04134069595540929409,
        0.02767792568499833915,
        0.02079067210376509311,
        0.01664469118982119216,
        0.01387612882307074800,
        0.01189670994589177010,
        0.01041126526197209650,
        0.00925546218271273292,
        0.00833056343336287126,
        0.00757367548795184079,
        0.00694284010720952987,
        0.00640899418800420707,
        0.00595137011275884774,
        0.00555473355196280137,
    };
    if (n == 0)
        return 0;
    double half_log = 0.5 * log(2 * M_PI * (double)n);
    if (n <= 15)
        return half_log + errors[n];
    double square = (double)n * (double)n;
    double series = 1.0 / 1188 - 691.0 / 360360 / square;
    series = 1.0 / 1680 - series / square;
    series = 1.0 / 1260 - series / square;
    series = 1.0 / 360 - series / square;
    series = 1.0 / 12 - series / square;
    return half_log + series / (double)n;
}

/* k ln(k / expected) - excess, where excess = k - expected. */
static double deviance(double k, double excess, double expected)
{
    if (k == 0)
        return expected;
    double v = excess / (k + expected);
    if (fabs(v) >= 0.1)
        return k * log(k / expected) - excess;
    /* ln((1 + v) / (1 - v)) as a series, its first term joined with the excess. */
    double sum = excess * v;
    double term = 2 * k * v;
    for (int odd = 3;; odd += 2) {
        term *= v * v;
        double next = sum + term / odd;
        if (next == sum)
            return sum;
        sum = next;
    }
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* ------------------------------------------------------------------------------------- hypergeometric */

exq_hypergeometric exq_hypergeometric_of(uint64_t group, uint64_t rest, uint64_t drawn)
{
    const uint64_t all = group + rest;
    exq_hypergeometric law = {
        .group = group,
        .rest = rest,
        .drawn = drawn,
        .least = drawn > rest ? drawn - rest : 0,
        .most = lesser(group, drawn),
        .mode = (uint64_t)((wide)(group + 1) * (drawn + 1) / (all + 2)),
        .constant = tail(group) + tail(rest) + tail(drawn) + tail(all - drawn) - tail(all),
    };
    return law;
}

double exq_hypergeometric_log(const exq_hypergeometric *law, uint64_t k)
{
    if (k < law->least || k > law->most)
        return -INFINITY;
    const uint64_t all = law->group + law->rest;
    if (all == 0)
        return 0;
    const uint64_t left = all - law->drawn;
    /* The four cells of the table have the same excess over their expectations, up to the sign. */
    const signed_wide numerator = (signed_wide)((wide)k * all) - (signed_wide)((wide)law->group * law->drawn);
    const double excess = (double)numerator / (double)all;
    const double group = (double)law->group / (double)all;
    const double rest = (double)law->rest / (double)all;
    const uint64_t group_left = law->group - k;
    const uint64_t rest_drawn = law->drawn - k;
    const uint64_t rest_left = left - group_left;
    double sum = deviance((double)k, excess, group * (double)law->drawn);
    sum += deviance((double)group_left, -excess, group * (double)left);
    sum += deviance((double)rest_drawn, -excess, rest * (double)law->drawn);
    sum += deviance((double)rest_left, excess, rest * (double)left);
    return law->constant - tail(k) - tail(group_left) - tail(rest_drawn) - tail(rest_left) - sum;
}

/* -------------------------------------------------------------------------------------------- binomial */

exq_binomial exq_binomial_of(uint64_t n, uint64_t part, uint64_t whole)
{
    return (exq_binomial){
        .n = n,
        .part = part,
        .whole = whole,
        .mode = lesser((uint64_t)((wide)(n + 1) * part / whole), n),
        .constant = tail(n),
    };
}

double exq_binomial_log(const exq_binomial *law, uint64_t k)
{
    const bool certain = law->part == 0 || law->part == law->whole;
    if (k > law->n || (certain && k != law->mode))
        return -INFINITY;
    const double n = (double)law->n;
    const double whole = (double)law->whole;
    const signed_wide numerator = (signed_wide)((wide)k * law->whole) - (signed_wide)((wide)law->n * law->part);
    const double excess = (double)numerator / whole;
    double sum = deviance((double)k, excess, n * ((double)law->part / whole));
    sum += deviance((double)(law->n - k), -excess, n * ((double)(law->whole - law->part) / whole));
    return law->constant - tail(k) - tail(law->n - k) - sum;
}
