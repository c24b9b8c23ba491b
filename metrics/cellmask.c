/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the K x K counts of a published row to the six cells of one class, and sums over masks of them.
 */
#include "cellmask.h"

exq_cells exq_cells_of(const exq_row *row, size_t class_count, size_t class_index)
{
    exq_cells cells = {0};
    if (row->counts == NULL)
        return cells;
    cells.scores = row->scores;
    cells.persons = row->persons != NULL ? &row->persons[class_index] : NULL;
    for (size_t label = 0; label <= class_count; label++) {
        for (size_t decision = 0; decision < class_count; decision++) {
            size_t at = label * class_count + decision;
            exq_cell_name cell = exq_cell_of(label, decision, class_count, class_index);
            double people = (double)row->counts[at];
            cells.people[cell] += row->counts[at];
            cells.weight[cell] += row->weights != NULL ? row->weights[at] : people;
            cells.square[cell] += row->squares != NULL ? row->squares[at] : people;
        }
    }
    return cells;
}

exq_sum exq_cells_sum(const exq_cells *cells, unsigned mask)
{
    exq_sum sum = {0};
    for (unsigned cell = 0; cell < EXQ_CELLS; cell++) {
        if ((mask & (1u << cell)) == 0)
            continue;
        sum.people += cells->people[cell];
        sum.weight += cells->weight[cell];
        sum.square += cells->square[cell];
    }
    return sum;
}

bool exq_cells_selected_labels(const exq_cells *cells)
{
    return cells->people[EXQ_UR] > 0 && exq_cells_sum(cells, FN | TN).people == 0 &&
           exq_cells_sum(cells, TP | FP).people > 0;
}

const char *exq_mask_text(unsigned mask, exq_arena *arena)
{
    static const char *const names[EXQ_CELLS] = {"TP", "FP", "FN", "TN", "US", "UR"};
    const char *text = NULL;
    bool several = false;
    for (unsigned cell = 0; cell < EXQ_CELLS; cell++) {
        if ((mask & (1u << cell)) == 0)
            continue;
        several = text != NULL;
        text = several ? exq_arena_format(arena, "%s + %s", text, names[cell]) : names[cell];
        if (text == NULL)
            return NULL;
    }
    return several ? exq_arena_format(arena, "(%s)", text) : text;
}
