/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counts, and exact sums of weights, by what the other version decided.
 */
#include "publish_versions.h"

#include <string.h>

exq_status exq_other_version_find(const exq_finest *finest, uint64_t min_cell, exq_arena *scratch,
                                  const exq_other_version **out, exq_error *error)
{
    const exq_tally_facts *facts = finest->facts;
    size_t a = 0;
    *out = NULL;
    while (a < facts->attribute_count &&
           strncmp(facts->attributes[a], EXQ_AGAINST_COLUMN, strlen(EXQ_AGAINST_COLUMN)) != 0)
        a++;
    if (a == facts->attribute_count || !facts->binary)
        return EXQ_OK;
    const exq_attribute *attribute = &finest->attributes[a];
    exq_other_version *other = EXQ_NEW(scratch, exq_other_version, 1);
    int *selected = EXQ_NEW(scratch, int, attribute->level_count);
    if (other == NULL || selected == NULL)
        return exq_fail_memory(error);
    for (size_t rank = 0; rank < attribute->level_count; rank++) {
        const char *level = attribute->levels[rank];
        selected[rank] = level != NULL && strcmp(level, EXQ_AGAINST_SELECTED) == 0   ? 1
                         : level != NULL && strcmp(level, EXQ_AGAINST_REJECTED) == 0 ? 0
                                                                                     : -1;
    }
    *other = (exq_other_version){.attribute = a,
                                 .selected = selected,
                                 .min_cell = min_cell,
                                 .own = EXQ_NEW(scratch, exq_weights_by_version, 1),
                                 .all = EXQ_NEW(scratch, exq_weights_by_version, 1)};
    if (other->own == NULL || other->all == NULL)
        return exq_fail_memory(error);
    *out = other;
    return EXQ_OK;
}

static void add_entry(const exq_finest *finest, const exq_entry *entry, int selected, exq_row_versions *out,
                      exq_weights_by_version *sums)
{
    const size_t slot = exq_finest_slot(finest, entry);
    const exq_cell_name cell = exq_cell_of(slot / 2, slot % 2, 2, 1);
    if (selected < 0) {
        out->alone += entry->count;
        return;
    }
    out->people[selected][cell] += entry->count;
    if (entry->weight == NULL)
        return;
    exq_exactsum_merge(&sums->weight[selected][cell], entry->weight);
    exq_exactsum_merge(&sums->square[selected][cell], entry->square);
}

static void add_row(const exq_other_version *other, const exq_finest *finest, const exq_rollup *table, size_t row,
                    exq_row_versions *out, exq_weights_by_version *sums)
{
    for (size_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
        const uint32_t at = table->cells[i];
        const exq_cell *cell = finest->cells[at];
        const int selected = other->selected[exq_finest_rank(finest, at, other->attribute)];
        for (size_t e = 0; e < cell->entry_count; e++)
            add_entry(finest, &cell->entries[e], selected, out, sums);
    }
}

static void round_sums(const exq_finest *finest, const exq_weights_by_version *sums, exq_row_versions *out)
{
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < EXQ_CELLS; c++) {
            const bool weighted = finest->facts->has_weights;
            const double people = (double)out->people[s][c];
            out->weight[s][c] = weighted ? exq_exactsum_round(&sums->weight[s][c]) : people;
            out->square[s][c] = weighted ? exq_exactsum_round(&sums->square[s][c]) : people;
        }
}

exq_status exq_publish_versions(const exq_other_version *other, const exq_finest *finest, const exq_rollup *table,
                                const uint32_t *rows, size_t row_count, exq_arena *arena, exq_row *groups,
                                exq_row *overall, exq_error *error)
{
    exq_row_versions *all = EXQ_NEW(arena, exq_row_versions, 1);
    bool told = true;
    if (all == NULL)
        return exq_fail_memory(error);
    memset(other->all, 0, sizeof *other->all);
    for (size_t i = 0; i < row_count; i++) {
        if (groups[i].withheld)
            continue;
        exq_row_versions *versions = EXQ_NEW(arena, exq_row_versions, 1);
        if (versions == NULL)
            return exq_fail_memory(error);
        memset(other->own, 0, sizeof *other->own);
        add_row(other, finest, table, rows[i], versions, other->own);
        add_row(other, finest, table, rows[i], all, other->all);
        round_sums(finest, other->own, versions);
        if (versions->alone == 0 || versions->alone >= other->min_cell)
            groups[i].versions = versions;
        told = told && groups[i].versions != NULL;
    }
    round_sums(finest, other->all, all);
    if (told)
        overall->versions = all;
    return EXQ_OK;
}
