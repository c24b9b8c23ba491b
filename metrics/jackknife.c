/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The acceleration of a figure: how its standard error changes with its value, from leaving out one person after the
 * other. People of one cell are alike, so each cell is tried once and counts as many times as it has people.
 */
#include "replicates.h"

/* The influences of one stratum's people on a figure: moments of (n - 1)(mean - figure without the person). */
typedef struct influences {
    double people;
    double mean; /* of the figure with one person less */
    double square, cube;
} influences;

/* `without` holds the figure for each cell that has people, in their order, `stride` apart. */
static influences influences_of(const uint64_t *cells, size_t cell_count, const exq_value *without, size_t stride)
{
    influences out = {0};
    const exq_value *at = without;
    for (size_t c = 0; c < cell_count; c++) {
        if (cells[c] == 0)
            continue;
        out.people += (double)cells[c];
        out.mean += (double)cells[c] * at->v;
        at += stride;
    }
    out.mean /= out.people;
    at = without;
    for (size_t c = 0; c < cell_count; c++) {
        if (cells[c] == 0)
            continue;
        const double influence = (out.people - 1) * (out.mean - at->v);
        out.square += (double)cells[c] * influence * influence;
        out.cube += (double)cells[c] * influence * influence * influence;
        at += stride;
    }
    return out;
}

static size_t used_cells(const uint64_t *cells, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        used += cells[i] > 0;
    return used;
}

/* The first reason why a figure is undefined with one person less. */
static exq_why first_reason(const exq_value *without, size_t count, size_t stride)
{
    for (size_t i = 0; i < count; i++) {
        if (!exq_known(without[i * stride]))
            return without[i * stride].why;
    }
    return EXQ_WHY_NONE;
}

/* sum n^-3 sum l^3 / (6 (sum n^-2 sum l^2)^(3/2)) over strata with n people and influences l: the groups, or everybody.
 * (Davison, Hinkley 1997, section 5.3) */
static exq_value acceleration_of(const exq_bootstrap_plan *plan, const exq_value *without)
{
    const bool everyone = plan->scheme == EXQ_BOOTSTRAP_EVERYONE;
    const size_t strata = everyone ? 1 : plan->group_count;
    const size_t width = everyone ? plan->group_count * plan->cell_count : plan->cell_count;
    double square = 0, cube = 0;
    for (size_t s = 0; s < strata; s++) {
        const uint64_t *cells = plan->cells + s * width;
        const size_t used = used_cells(cells, width);
        if (used == 0)
            continue;
        const influences of = influences_of(cells, width, without, plan->figure_count);
        square += of.square / (of.people * of.people);
        cube += of.cube / (of.people * of.people * of.people);
        without += used * plan->figure_count;
    }
    return exq_some(square > 0 ? cube / (6 * pow(square, 1.5)) : 0);
}

/* One table for each cell that has people, with one of them left out. */
static void evaluate_each(const exq_replicates *tile, exq_value *without)
{
    const exq_bootstrap_plan *plan = tile->plan;
    const size_t cell_count = plan->group_count * plan->cell_count;
    size_t filled = 0;
    for (size_t left_out = 0; left_out < cell_count; left_out++) {
        if (plan->cells[left_out] > 0) {
            double *table = exq_replicates_table(tile, filled++);
            for (size_t c = 0; c < cell_count; c++)
                table[c] = (double)plan->cells[c] - (c == left_out);
        }
        if (filled == tile->capacity || left_out + 1 == cell_count) {
            exq_replicates_evaluate(tile, filled, without);
            without += filled * plan->figure_count;
            filled = 0;
        }
    }
}

bool exq_bootstrap_acceleration(const exq_replicates *tile, exq_arena *arena, exq_bootstrap *out)
{
    const exq_bootstrap_plan *plan = tile->plan;
    const size_t used = used_cells(plan->cells, plan->group_count * plan->cell_count);
    exq_value *without = EXQ_NEW(arena, exq_value, used * plan->figure_count);
    if (without == NULL)
        return false;
    evaluate_each(tile, without);
    for (size_t f = 0; f < plan->figure_count; f++) {
        const exq_why why = first_reason(without + f, used, plan->figure_count);
        out[f].acceleration = why == EXQ_WHY_NONE ? acceleration_of(plan, without + f) : exq_none(why);
    }
    return true;
}
