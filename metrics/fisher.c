/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fisher's exact test. Given the margins, the tables form one row, likeliest in the middle; those no likelier than the
 * observed one are its two ends. The end of each is found by halving, and its terms are summed outward as ratios to the
 * observed likelihood, until they no longer count; so neither a tiny p nor a large table costs digits or time.
 */
#include "significance.h"

#include "count_law.h"

/* Likelihoods this close, relative, are taken as equal, as R does: rounding must not tell twins apart. */
static const double same = 1e-7;

/* The tables of the test: how likely each is, beside the observed one. */
typedef struct row_of_tables {
    exq_hypergeometric law;
    double observed; /* ln of its likelihood */
} row_of_tables;

static double log_ratio(const row_of_tables *tables, uint64_t k)
{
    return exq_hypergeometric_log(&tables->law, k) - tables->observed;
}

/* The count nearest to the mode, from `end` on, whose table is no likelier than the observed one; the table of `end` is
 * known to be so, that of the mode not to be. */
static uint64_t nearest(const row_of_tables *tables, uint64_t end)
{
    uint64_t out = end;
    uint64_t in = tables->law.mode;
    while ((out < in ? in - out : out - in) > 1) {
        const uint64_t middle = out < in ? out + (in - out) / 2 : in + (out - in) / 2;
        if (log_ratio(tables, middle) <= same)
            out = middle;
        else
            in = middle;
    }
    return out;
}

/* P(k + 1) / P(k), and the inverse of P(k) / P(k - 1). */
static double step_up(const exq_hypergeometric *law, uint64_t k)
{
    return (double)(law->group - k) / (double)(k + 1) * (double)(law->drawn - k) /
           (double)(law->rest - law->drawn + k + 1);
}

/* The sum from `start` outward, as a ratio to the observed likelihood; tables as likely as it count `weight_of_same`.
 * */
static double sum_outward(const row_of_tables *tables, uint64_t start, double weight_of_same)
{
    const exq_hypergeometric *law = &tables->law;
    const double negligible = 1e-18;
    const bool down = start < law->mode;
    const uint64_t end = down ? law->least : law->most;
    double term = exp(log_ratio(tables, start));
    double sum = 0;
    for (uint64_t k = start;; k = down ? k - 1 : k + 1) {
        sum += term >= 1 - same ? term * weight_of_same : term;
        if (k == end || term < negligible * sum)
            return sum;
        term *= down ? 1 / step_up(law, k - 1) : step_up(law, k);
    }
}

static exq_p_value fisher(exq_share a, exq_share b, double weight_of_same)
{
    row_of_tables tables = {.law = exq_hypergeometric_of(a.n, b.n, a.k + b.k)};
    const exq_hypergeometric *law = &tables.law;
    tables.observed = exq_hypergeometric_log(law, a.k);
    double sum = 0;
    if (log_ratio(&tables, law->mode) <= same) {
        /* The observed table is as likely as any: all tables are in, and only the likeliest can be its equals. */
        double as_likely = exp(tables.observed);
        for (uint64_t k = a.k; k > law->least && log_ratio(&tables, k - 1) >= -same; k--)
            as_likely += exp(exq_hypergeometric_log(law, k - 1));
        for (uint64_t k = a.k; k < law->most && log_ratio(&tables, k + 1) >= -same; k++)
            as_likely += exp(exq_hypergeometric_log(law, k + 1));
        return exq_p_of_log(log1p(-(1 - weight_of_same) * fmin(as_likely, 1)));
    }
    if (law->least < law->mode && log_ratio(&tables, law->least) <= same)
        sum += sum_outward(&tables, nearest(&tables, law->least), weight_of_same);
    if (law->most > law->mode && log_ratio(&tables, law->most) <= same)
        sum += sum_outward(&tables, nearest(&tables, law->most), weight_of_same);
    return exq_p_of_log(tables.observed + log(sum));
}

exq_p_value exq_fisher_two_sided(exq_share a, exq_share b)
{
    return fisher(a, b, 1);
}

exq_p_value exq_fisher_mid_p(exq_share a, exq_share b)
{
    return fisher(a, b, 0.5);
}
