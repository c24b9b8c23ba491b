/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps by greed: from the highest bin down, a step ends as soon as it may; what is left at the bottom and may not be a
 * step joins the one above.
 */
#include "score_sheet.h"

#include <stdlib.h>
#include <string.h>

#define IN_NO_PART UINT32_MAX

/* --------------------------------------------------------------------------------------------------- reading */

static int compare_bins(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return (*left > *right) - (*left < *right);
}

static exq_status collect_bins(exq_score_sheet *sheet, exq_arena *scratch, exq_error *error)
{
    const exq_scores *scores = sheet->scores;
    sheet->bins = EXQ_NEW(scratch, uint32_t, scores->count);
    sheet->places = EXQ_NEW(scratch, uint32_t, scores->count);
    if (sheet->bins == NULL || sheet->places == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < scores->count; i++)
        sheet->bins[i] = scores->held[i].bin;
    if (scores->count > 1)
        qsort(sheet->bins, scores->count, sizeof *sheet->bins, compare_bins);
    for (size_t i = 0; i < scores->count; i++)
        if (sheet->bin_count == 0 || sheet->bins[sheet->bin_count - 1] != sheet->bins[i])
            sheet->bins[sheet->bin_count++] = sheet->bins[i];
    for (size_t i = 0; i < scores->count; i++) {
        const uint32_t *at =
            bsearch(&scores->held[i].bin, sheet->bins, sheet->bin_count, sizeof *sheet->bins, compare_bins);
        sheet->places[i] = (uint32_t)(at - sheet->bins);
    }
    return EXQ_OK;
}

static exq_status make_room(exq_score_sheet *sheet, exq_arena *scratch, exq_error *error)
{
    exq_score_sums **const rooms[] = {sheet->all, sheet->own, sheet->rest};
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
            rooms[i][label] = EXQ_NEW(scratch, exq_score_sums, sheet->bin_count);
            if (rooms[i][label] == NULL)
                return exq_fail_memory(error);
        }
    return EXQ_OK;
}

/* Labels that are other decisions say nothing of who is right about a score. */
static exq_score_label kind_of(const exq_finest *finest, uint32_t entry)
{
    const size_t label = finest->entry_slots[entry] / finest->facts->class_count;
    if (finest->facts->counterfactual || label == finest->facts->class_count)
        return EXQ_SCORED_UNLABELLED;
    return label == 1 ? EXQ_SCORED_POSITIVE : EXQ_SCORED_NEGATIVE;
}

exq_status exq_score_sheet_read(const exq_finest *finest, uint64_t min_cell, exq_arena *scratch, exq_score_sheet **out,
                                exq_error *error)
{
    *out = NULL;
    if (finest->scores == NULL)
        return EXQ_OK;
    exq_score_sheet *sheet = EXQ_NEW(scratch, exq_score_sheet, 1);
    if (sheet == NULL)
        return exq_fail_memory(error);
    const size_t count = finest->scores->count;
    *sheet = (exq_score_sheet){.scores = finest->scores,
                               .kinds = EXQ_NEW(scratch, exq_score_label, count),
                               .cell_starts = EXQ_NEW(scratch, size_t, finest->cell_count + 1),
                               .min_cell = min_cell,
                               .left = EXQ_MAX_PUBLISHED_SCORES};
    if (sheet->kinds == NULL || sheet->cell_starts == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(collect_bins(sheet, scratch, error));
    EXQ_TRY(make_room(sheet, scratch, error));
    /* Entries ascend with the cells that they belong to. */
    size_t cell = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t entry = finest->scores->held[i].entry;
        sheet->kinds[i] = kind_of(finest, entry);
        while (cell < finest->entry_cells[entry])
            sheet->cell_starts[++cell] = i;
    }
    while (cell < finest->cell_count)
        sheet->cell_starts[++cell] = count;
    *out = sheet;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- parts */

/* People who can be told of: each cell is in one part of a view, or in none. */
typedef struct view {
    const uint32_t *parts; /* per cell */
} view;

typedef struct cutting {
    exq_score_sheet *sheet;
    const exq_finest *finest;
    exq_arena *scratch;
    uint32_t **rows; /* per table, per cell: its row */
    view *views;
    size_t view_count;
    bool too_many;
    uint32_t part_count;
    uint64_t *needs;  /* per part: the minimum cell, or all of its people where these are fewer */
    uint64_t *counts; /* of the step at hand */
    uint32_t *touched;
    size_t touched_count;
    size_t open;     /* parts with some people in the step, but too few */
    uint32_t *cells; /* per score held */
    uint32_t *order; /* scores held, by bin */
    size_t *bin_starts;
} cutting;

static exq_status rows_of_cells(const cutting *self, const exq_rollup *table, uint32_t **out, exq_error *error)
{
    *out = EXQ_NEW(self->scratch, uint32_t, self->finest->cell_count);
    if (*out == NULL)
        return exq_fail_memory(error);
    for (uint32_t row = 0; row < table->row_count; row++)
        for (size_t i = table->starts[row]; i < table->starts[row + 1]; i++)
            (*out)[table->cells[i]] = row;
    return EXQ_OK;
}

/* One more view, whose parts are numbered from self->part_count on. NULL: there are too many. */
static exq_status add_view(cutting *self, uint32_t **parts, exq_error *error)
{
    *parts = NULL;
    self->too_many = self->too_many || (self->view_count + 1) * self->finest->cell_count > EXQ_MAX_VIEWED_CELLS;
    if (self->too_many)
        return EXQ_OK;
    *parts = EXQ_NEW(self->scratch, uint32_t, self->finest->cell_count);
    if (*parts == NULL)
        return exq_fail_memory(error);
    self->views[self->view_count++] = (view){*parts};
    return EXQ_OK;
}

static bool is_hidden(const exq_rollup *table, uint32_t row)
{
    return table->withheld[row] != EXQ_WHY_NONE;
}

/* The rows shown, and all others as one. */
static exq_status view_table(cutting *self, const exq_rollup *table, const uint32_t *rows, exq_error *error)
{
    uint32_t *parts = NULL;
    EXQ_TRY(add_view(self, &parts, error));
    for (size_t cell = 0; parts != NULL && cell < self->finest->cell_count; cell++)
        parts[cell] = self->part_count + (is_hidden(table, rows[cell]) ? (uint32_t)table->row_count : rows[cell]);
    self->part_count += (uint32_t)table->row_count + 1;
    return EXQ_OK;
}

/* What shown rows of a coarse table hold of the rows that a finer one hides. */
static exq_status view_pair(cutting *self, const exq_rollup *coarse, const uint32_t *coarse_rows,
                            const exq_rollup *fine, const uint32_t *fine_rows, exq_error *error)
{
    uint32_t *parts = NULL;
    EXQ_TRY(add_view(self, &parts, error));
    for (size_t cell = 0; parts != NULL && cell < self->finest->cell_count; cell++) {
        const bool told = !is_hidden(coarse, coarse_rows[cell]) && is_hidden(fine, fine_rows[cell]);
        parts[cell] = told ? self->part_count + coarse_rows[cell] : IN_NO_PART;
    }
    self->part_count += (uint32_t)coarse->row_count;
    return EXQ_OK;
}

static exq_status is_coarser(const cutting *self, const exq_rollup *one, const exq_rollup *other, bool *out,
                             exq_error *error)
{
    size_t *common = EXQ_NEW(self->scratch, size_t, one->columns.count);
    if (common == NULL)
        return exq_fail_memory(error);
    *out = one->columns.count < other->columns.count &&
           exq_columns_common(one->columns, other->columns, common) == one->columns.count;
    return EXQ_OK;
}

static exq_status view_all(cutting *self, const exq_rollup *const *tables, size_t table_count, exq_error *error)
{
    self->views = EXQ_NEW(self->scratch, view, table_count * (table_count + 1));
    self->rows = EXQ_NEW(self->scratch, uint32_t *, table_count);
    if (self->views == NULL || self->rows == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < table_count; i++)
        EXQ_TRY(rows_of_cells(self, tables[i], &self->rows[i], error));
    for (size_t i = 0; i < table_count; i++) {
        EXQ_TRY(view_table(self, tables[i], self->rows[i], error));
        for (size_t j = 0; j < table_count; j++) {
            bool coarser = false;
            EXQ_TRY(is_coarser(self, tables[i], tables[j], &coarser, error));
            if (coarser && tables[j]->withheld_count > 0)
                EXQ_TRY(view_pair(self, tables[i], self->rows[i], tables[j], self->rows[j], error));
        }
    }
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------------- cutting */

static exq_status sort_by_bin(cutting *self, exq_error *error)
{
    const exq_score_sheet *sheet = self->sheet;
    const size_t count = sheet->scores->count;
    self->cells = EXQ_NEW(self->scratch, uint32_t, count);
    self->order = EXQ_NEW(self->scratch, uint32_t, count);
    self->bin_starts = EXQ_NEW(self->scratch, size_t, sheet->bin_count + 2);
    if (self->cells == NULL || self->order == NULL || self->bin_starts == NULL)
        return exq_fail_memory(error);
    for (uint32_t cell = 0; cell < self->finest->cell_count; cell++)
        for (size_t i = sheet->cell_starts[cell]; i < sheet->cell_starts[cell + 1]; i++)
            self->cells[i] = cell;
    /* While it is filled, the start of a bin stands one place on. */
    for (size_t i = 0; i < count; i++)
        self->bin_starts[sheet->places[i] + 2]++;
    for (size_t bin = 1; bin <= sheet->bin_count; bin++)
        self->bin_starts[bin + 1] += self->bin_starts[bin];
    for (uint32_t i = 0; i < count; i++)
        self->order[self->bin_starts[sheet->places[i] + 1]++] = i;
    return EXQ_OK;
}

static exq_status sum_needs(cutting *self, exq_error *error)
{
    self->needs = EXQ_NEW(self->scratch, uint64_t, self->part_count);
    self->counts = EXQ_NEW(self->scratch, uint64_t, self->part_count);
    self->touched = EXQ_NEW(self->scratch, uint32_t, self->part_count);
    if (self->needs == NULL || self->counts == NULL || self->touched == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < self->sheet->scores->count; i++)
        for (size_t v = 0; v < self->view_count; v++) {
            const uint32_t part = self->views[v].parts[self->cells[i]];
            if (part != IN_NO_PART)
                self->needs[part] += self->sheet->scores->held[i].sums.people;
        }
    for (size_t part = 0; part < self->part_count; part++)
        if (self->needs[part] > self->sheet->min_cell)
            self->needs[part] = self->sheet->min_cell;
    return EXQ_OK;
}

static void count_part(cutting *self, uint32_t part, uint64_t people)
{
    uint64_t *count = &self->counts[part];
    const bool was_open = *count > 0 && *count < self->needs[part];
    if (*count == 0)
        self->touched[self->touched_count++] = part;
    *count += people;
    self->open += *count < self->needs[part];
    self->open -= was_open;
}

static void count_bin(cutting *self, size_t bin)
{
    for (size_t at = self->bin_starts[bin]; at < self->bin_starts[bin + 1]; at++) {
        const uint32_t i = self->order[at];
        for (size_t v = 0; v < self->view_count; v++) {
            const uint32_t part = self->views[v].parts[self->cells[i]];
            if (part != IN_NO_PART)
                count_part(self, part, self->sheet->scores->held[i].sums.people);
        }
    }
}

static void forget_counts(cutting *self)
{
    for (size_t i = 0; i < self->touched_count; i++)
        self->counts[self->touched[i]] = 0;
    self->touched_count = 0;
    self->open = 0;
}

/* Mark the bins at which steps begin. */
static void mark_steps(cutting *self, uint32_t *begins)
{
    const size_t bin_count = self->sheet->bin_count;
    for (size_t bin = bin_count; bin > 0; bin--) {
        count_bin(self, bin - 1);
        begins[bin - 1] = self->open == 0 && self->touched_count > 0;
        if (begins[bin - 1] != 0)
            forget_counts(self);
    }
    size_t top = 0; /* of the step at the bottom, which may still be none */
    while (top < bin_count && begins[top] == 0)
        top++;
    while (self->open > 0 && top < bin_count) {
        begins[top] = 0;
        do
            count_bin(self, top++);
        while (top < bin_count && begins[top] == 0);
    }
}

static exq_status choose_steps(cutting *self, exq_error *error)
{
    exq_score_sheet *sheet = self->sheet;
    EXQ_TRY(sort_by_bin(self, error));
    EXQ_TRY(sum_needs(self, error));
    uint32_t *steps = EXQ_NEW(self->scratch, uint32_t, sheet->bin_count);
    if (steps == NULL)
        return exq_fail_memory(error);
    mark_steps(self, steps);
    uint32_t step = 0;
    for (size_t bin = 0; bin < sheet->bin_count; bin++) {
        step += bin > 0 && steps[bin] != 0;
        steps[bin] = step;
    }
    sheet->steps = steps;
    return EXQ_OK;
}

exq_status exq_score_sheet_cut(exq_score_sheet *sheet, const exq_finest *finest, const exq_rollup *const *tables,
                               size_t table_count, exq_arena *scratch, exq_error *error)
{
    cutting self = {.sheet = sheet, .finest = finest, .scratch = scratch};
    sheet->alone = table_count == 1;
    if (finest->units != NULL)
        return EXQ_OK;
    EXQ_TRY(view_all(&self, tables, table_count, error));
    return self.too_many ? EXQ_OK : choose_steps(&self, error);
}
