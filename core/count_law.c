/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saddle-point densities. With ln n! = n ln n - n + tail(n), the logarithms of a density's factorials fall into the
 * tails, which are small, and deviances k ln(k/E) - (k - E) of each count k from its expectation E. Everything is
 * positive and of the size of the result, so nothing cancels; k - E is the quotient of two integers and rounds once.
 */
#include "count_law.h"

#include <math.h>

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

static double log_of(double constant, const exq_count_table *table)
{
    double sum = 0;
    for (size_t c = 0; c < table->cell_count; c++)
        sum += deviance((double)table->cells[c].count, table->cells[c].excess, table->cells[c].expected);
    for (size_t c = 0; c < table->cell_count; c++)
        constant -= tail(table->cells[c].count);
    return constant - sum;
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

exq_count_table exq_hypergeometric_table(const exq_hypergeometric *law, uint64_t k)
{
    const uint64_t all = law->group + law->rest;
    const uint64_t left = all - law->drawn;
    /* The four cells of the table have the same excess over their expectations, up to the sign. */
    const signed_wide numerator = (signed_wide)((wide)k * all) - (signed_wide)((wide)law->group * law->drawn);
    const double excess = (double)numerator / (double)all;
    const double group = (double)law->group / (double)all;
    const double rest = (double)law->rest / (double)all;
    const uint64_t group_left = law->group - k;
    return (exq_count_table){
        .cell_count = 4,
        .cells = {{k, excess, group * (double)law->drawn, false},
                  {group_left, -excess, group * (double)left, true},
                  {law->drawn - k, -excess, rest * (double)law->drawn, true},
                  {left - group_left, excess, rest * (double)left, false}}
    };
}

double exq_hypergeometric_log(const exq_hypergeometric *law, uint64_t k)
{
    if (k < law->least || k > law->most)
        return -INFINITY;
    if (law->group + law->rest == 0)
        return 0;
    const exq_count_table table = exq_hypergeometric_table(law, k);
    return log_of(law->constant, &table);
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

exq_count_table exq_binomial_table(const exq_binomial *law, uint64_t k)
{
    const double n = (double)law->n;
    const double whole = (double)law->whole;
    const signed_wide numerator = (signed_wide)((wide)k * law->whole) - (signed_wide)((wide)law->n * law->part);
    const double excess = (double)numerator / whole;
    return (exq_count_table){
        .cell_count = 2,
        .cells = {{k, excess, n * ((double)law->part / whole), false},
                  {law->n - k, -excess, n * ((double)(law->whole - law->part) / whole), true}}
    };
}

double exq_binomial_log(const exq_binomial *law, uint64_t k)
{
    const bool certain = law->part == 0 || law->part == law->whole;
    if (k > law->n || (certain && k != law->mode))
        return -INFINITY;
    const exq_count_table table = exq_binomial_table(law, k);
    return log_of(law->constant, &table);
}

/* --------------------------------------------------------------------------------------- near the mode */

/*
 * From the mode m to k, each cell gives tail(m) - tail(k) + deviance(m) - deviance(k).
 *
 * With u = excess / expected a deviance is expected h(u), h(u) = (1 + u) ln(1 + u) - u, and from h'' = 1 / (1 + u)
 * u^2 / 2 / (1 + max(u, 0) / 3) <= h(u) <= u^2 / 2 / (1 + min(u, 0)); for u > 0 the former is Bernstein's. 1 + u is
 * count / expected.
 *
 * The tail rises, by less than ln(n) / 2 does, for Stirling's error falls. So to a cell that rises by d it gives
 * -d / (2 m) to 0, and to one that falls 0 to d / (2 (m - d)).
 */
static double change(const exq_count_cell *cell, double step)
{
    return cell->falls ? -step : step;
}

static double least_deviances(const exq_count_table *mode, double step)
{
    double sum = 0;
    for (size_t c = 0; c < mode->cell_count; c++) {
        const double excess = mode->cells[c].excess + change(&mode->cells[c], step);
        sum += excess * excess / (2 * mode->cells[c].expected + (excess > 0 ? excess * (2. / 3) : 0));
    }
    return sum;
}

static double most_deviances(const exq_count_table *mode, double step)
{
    double sum = 0;
    for (size_t c = 0; c < mode->cell_count; c++) {
        const double by = change(&mode->cells[c], step), expected = mode->cells[c].expected;
        const double excess = mode->cells[c].excess + by, count = (double)mode->cells[c].count + by;
        sum += excess * excess / (2 * (count < expected ? count : expected));
    }
    return sum;
}

/* Far more than rounding errors of a log-density of this size. */
static double slack(double bound)
{
    return 1e-9 * (1 + fabs(bound));
}

exq_count_squeeze exq_count_squeeze_of(exq_count_table mode)
{
    return (exq_count_squeeze){mode, least_deviances(&mode, 0), most_deviances(&mode, 0)};
}

double exq_count_squeeze_most(const exq_count_squeeze *of, double step)
{
    double sum = of->most_deviances - least_deviances(&of->mode, step);
    for (size_t c = 0; c < of->mode.cell_count; c++) {
        const double by = change(&of->mode.cells[c], step);
        if (by < 0)
            sum -= by / (2 * ((double)of->mode.cells[c].count + by));
    }
    return sum + slack(sum);
}

double exq_count_squeeze_least(const exq_count_squeeze *of, double step)
{
    double sum = of->least_deviances - most_deviances(&of->mode, step);
    for (size_t c = 0; c < of->mode.cell_count; c++) {
        const double by = change(&of->mode.cells[c], step);
        if (by > 0)
            sum -= by / (2 * (double)of->mode.cells[c].count);
    }
    return sum - slack(sum);
}
