/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two versions of a rate, from the cells of both.
 */
#include "rate_versions.h"

exq_cell_name exq_cell_before(exq_cell_name after, bool selected_before)
{
    switch (after) {
    case EXQ_TP:
    case EXQ_FN:
        return selected_before ? EXQ_TP : EXQ_FN;
    case EXQ_FP:
    case EXQ_TN:
        return selected_before ? EXQ_FP : EXQ_TN;
    default:
        return selected_before ? EXQ_US : EXQ_UR;
    }
}

static void add(exq_cells *to, exq_cell_name cell, const exq_row_versions *versions, size_t s, size_t c)
{
    to->people[cell] += versions->people[s][c];
    to->weight[cell] += versions->weight[s][c];
    to->square[cell] += versions->square[s][c];
}

exq_cells exq_cells_after(const exq_row_versions *versions)
{
    exq_cells cells = {0};
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < EXQ_CELLS; c++)
            add(&cells, (exq_cell_name)c, versions, s, c);
    return cells;
}

exq_cells exq_cells_before(const exq_row_versions *versions)
{
    exq_cells cells = {0};
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < EXQ_CELLS; c++)
            add(&cells, exq_cell_before((exq_cell_name)c, s == 1), versions, s, c);
    return cells;
}

exq_row_versions exq_row_versions_rest(const exq_row_versions *all, const exq_row_versions *part)
{
    exq_row_versions rest = *all;
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < EXQ_CELLS; c++) {
            rest.people[s][c] -= part->people[s][c];
            rest.weight[s][c] -= part->weight[s][c];
            rest.square[s][c] -= part->square[s][c];
        }
    return rest;
}

/* ------------------------------------------------------------------------------------------------- together */

static bool is_in(unsigned mask, exq_cell_name cell)
{
    return (mask >> cell & 1) != 0;
}

/* Phi of a fourfold table is biased upwards where it is positive: Newcombe takes n/2 off what it is made of. */
static double phi(double both, double after_only, double before_only, double neither)
{
    const double n = both + after_only + before_only + neither;
    const double product =
        (both + after_only) * (before_only + neither) * (both + before_only) * (after_only + neither);
    double cross = both * neither - after_only * before_only;
    if (cross > 0)
        cross = fmax(cross - n / 2, 0);
    return product > 0 ? cross / sqrt(product) : 0;
}

/* Sums over people of the residuals of both versions and their product; `fourfold` of the people in both denominators. */
static void relate(const exq_quantity *quantity, const exq_row_versions *versions, bool weighted, exq_rate_change *out)
{
    const double p_after = out->after.value.v, p_before = out->before.value.v;
    double after = 0, before = 0, product = 0, fourfold[2][2] = {{0}};
    out->same_people = true;
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < EXQ_CELLS; c++) {
            const exq_cell_name now = (exq_cell_name)c, then = exq_cell_before(now, s == 1);
            const bool in_after = is_in(quantity->den, now), in_before = is_in(quantity->den, then);
            const bool of_after = is_in(quantity->num, now), of_before = is_in(quantity->num, then);
            const double e_after = of_after - p_after * in_after, e_before = of_before - p_before * in_before;
            const double square = versions->square[s][c];
            const uint64_t people = versions->people[s][c];
            after += square * e_after * e_after;
            before += square * e_before * e_before;
            product += square * e_after * e_before;
            fourfold[of_after][of_before] += in_after && in_before ? (double)people : 0;
            out->same_people = out->same_people && (people == 0 || in_after == in_before);
            out->rose += of_after && !of_before ? people : 0;
            out->fell += of_before && !of_after ? people : 0;
        }
    if (out->same_people && !weighted)
        out->correlation = phi(fourfold[1][1], fourfold[1][0], fourfold[0][1], fourfold[0][0]);
    else if (after * before > 0)
        out->correlation = fmax(-1, fmin(1, product / sqrt(after * before)));
}

exq_rate_change exq_rate_change_of(const exq_quantity *quantity, const exq_row_versions *versions,
                                   const exq_cells_of_both *cells, const exq_cells_of_both *everyone, bool weighted)
{
    exq_rate_change out = {
        .after = exq_estimate_of(quantity, &cells->after, &everyone->after, weighted),
        .before = exq_estimate_of(quantity, &cells->before, &everyone->before, weighted),
    };
    const bool known = exq_known(out.after.value) && exq_known(out.before.value);
    out.change = known ? exq_some(out.after.value.v - out.before.value.v)
                       : exq_none(exq_known(out.after.value) ? out.before.value.why : out.after.value.why);
    if (known && quantity->shape == EXQ_PROPORTION)
        relate(quantity, versions, weighted, &out);
    return out;
}

/* --------------------------------------------------------------------------------------------------- ranges */

static exq_range named(exq_range range)
{
    if (range.method != NULL)
        range.method = "newcombe_paired";
    return range;
}

exq_range exq_rate_change_range(const exq_rate_change *change, double level)
{
    if (!exq_known(change->change))
        return exq_range_none(change->change.why);
    if (change->after.of->shape != EXQ_PROPORTION)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    return named(exq_interval_dependent_difference(
        exq_estimate_proportion(&change->after), exq_estimate_proportion(&change->before), change->correlation, level));
}

exq_range exq_rate_gap_range(const exq_rate_change *group, const exq_rate_change *reference, double level)
{
    const exq_range own = exq_rate_change_range(group, level), other = exq_rate_change_range(reference, level);
    if (own.method == NULL || other.method == NULL)
        return own.method == NULL ? own : other;
    const exq_limits limits = exq_mover(group->change.v, (exq_limits){own.lo.v, own.hi.v}, reference->change.v,
                                        (exq_limits){other.lo.v, other.hi.v});
    return (exq_range){exq_some(limits.lo), exq_some(limits.hi), own.method};
}
