/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests of two shares by the normal and the chi-square distribution, and which test a pair gets.
 */
#include "significance.h"

#include "distributions.h"

__extension__ typedef __int128 wide;

exq_p_value exq_p_of_log(double log_p)
{
    log_p = fmin(log_p, 0);
    return (exq_p_value){exp(log_p), log_p / M_LN10};
}

/* The 2 x 2 table: its margins, and the difference of its diagonal products, which is exact. */
typedef struct table {
    double a, b, selected, rejected;
    double cross; /* k_a n_b - k_b n_a */
} table;

static table table_of(exq_share a, exq_share b)
{
    return (table){
        .a = (double)a.n,
        .b = (double)b.n,
        .selected = (double)(a.k + b.k),
        .rejected = (double)(a.n - a.k + (b.n - b.k)),
        .cross = (double)((wide)a.k * (wide)b.n - (wide)b.k * (wide)a.n),
    };
}

static bool has_empty_margin(const table *of)
{
    return of->a == 0 || of->b == 0 || of->selected == 0 || of->rejected == 0;
}

exq_value exq_pooled_z(exq_share a, exq_share b, exq_p_value *p)
{
    const table of = table_of(a, b);
    if (has_empty_margin(&of)) {
        *p = exq_p_of_log(0);
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    }
    const double all = of.a + of.b;
    const double z = of.cross / of.a / of.b / sqrt(of.selected / of.a * of.rejected / of.b / all);
    *p = exq_p_of_log(M_LN2 + exq_normal_upper_log(fabs(z)));
    return exq_some(z);
}

exq_value exq_yates(exq_share a, exq_share b, exq_p_value *p)
{
    const table of = table_of(a, b);
    if (has_empty_margin(&of)) {
        *p = exq_p_of_log(0);
        return exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    }
    const double all = of.a + of.b;
    const double distance =
        fmax(fabs(of.cross) / all - 0.5, 0); /* from the expected count, the same in all four cells */
    const double expected = of.a / all * of.selected;
    const double chi2 = distance * distance / expected * (all / of.b) * (all / of.rejected);
    *p = exq_p_of_log(exq_chi2_upper_log(chi2, 1));
    return exq_some(chi2);
}

static bool few_enough_for_fisher(exq_share a, exq_share b)
{
    const uint64_t most_people_by_fisher = 100000;
    return a.n + b.n <= most_people_by_fisher;
}

exq_p_value exq_pair_p(exq_share a, exq_share b)
{
    if (few_enough_for_fisher(a, b))
        return exq_fisher_two_sided(a, b);
    exq_p_value p;
    exq_pooled_z(a, b, &p);
    return p;
}

const char *exq_pair_p_method(exq_share a, exq_share b)
{
    return few_enough_for_fisher(a, b) ? "fisher" : "pooled_z";
}
