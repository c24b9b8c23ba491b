/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of both versions become rows of one, so that every comparison can be made of it.
 */
#include "version_table.h"

#include "rate_versions.h"

/* A row as if this version were the only one. */
static bool make_row(const exq_row *row, const exq_row_versions *versions, bool after, bool weighted, exq_arena *arena,
                     exq_row *out)
{
    enum { WIDTH = 6 }; /* three labels, two decisions */
    *out = (exq_row){.levels = row->levels, .withheld = true, .why = row->withheld ? row->why : EXQ_WHY_BELOW_MIN_CELL};
    if (versions == NULL)
        return true;
    const exq_cells cells = after ? exq_cells_after(versions) : exq_cells_before(versions);
    uint64_t *counts = EXQ_NEW(arena, uint64_t, WIDTH);
    double *weights = EXQ_NEW(arena, double, WIDTH), *squares = EXQ_NEW(arena, double, WIDTH);
    if (counts == NULL || weights == NULL || squares == NULL)
        return false;
    out->withheld = false;
    out->why = EXQ_WHY_NONE;
    for (size_t slot = 0; slot < WIDTH; slot++) {
        const exq_cell_name cell = exq_cell_of(slot / 2, slot % 2, 2, 1);
        counts[slot] = cells.people[cell];
        weights[slot] = cells.weight[cell];
        squares[slot] = cells.square[cell];
        out->people += counts[slot];
    }
    out->counts = counts;
    out->weights = weighted ? weights : NULL;
    out->squares = weighted ? squares : NULL;
    return true;
}

bool exq_version_table(const exq_published *question, bool after, exq_arena *arena, exq_table *out)
{
    const exq_table *table = &question->marginal;
    const exq_row_versions *all = table->overall.versions;
    const size_t count = table->group_count;
    const bool weighted = question->has_weights;
    exq_row *groups = EXQ_NEW(arena, exq_row, count), *rests = EXQ_NEW(arena, exq_row, count);
    if (groups == NULL || rests == NULL)
        return false;
    for (size_t g = 0; g < count; g++) {
        const exq_row *row = &table->groups[g];
        exq_row_versions rest = {0};
        const bool has_rest = row->versions != NULL && all != NULL;
        if (has_rest)
            rest = exq_row_versions_rest(all, row->versions);
        if (!make_row(row, row->versions, after, weighted, arena, &groups[g]) ||
            !make_row(row, has_rest ? &rest : NULL, after, weighted, arena, &rests[g]))
            return false;
    }
    *out = (exq_table){.groups = groups, .rests = rests, .group_count = count};
    return make_row(&table->overall, all, after, weighted, arena, &out->overall);
}
