/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps by greed: from the highest bin down, a step ends as soon as it may; what is left at the bottom and may not be a
 * step joins the one above. The two sides of the decision are cut one by one.
 */
#include <string.h>

#include "number.h"
#include "score_sheet.h"
#include "withhold.h"

#define IN_NO_PART UINT32_MAX

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
    uint64_t *needs;  /* per part: the minimum cell, or all of its people on this side where these are fewer */
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

static exq_status view_all(cutting *self, const exq_rollup *tables, size_t table_count, exq_error *error)
{
    self->views = EXQ_NEW(self->scratch, view, table_count * (table_count + 1));
    self->rows = EXQ_NEW(self->scratch, uint32_t *, table_count);
    if (self->views == NULL || self->rows == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < table_count; i++)
        EXQ_TRY(rows_of_cells(self, &tables[i], &self->rows[i], error));
    for (size_t i = 0; i < table_count; i++) {
        EXQ_TRY(view_table(self, &tables[i], self->rows[i], error));
        for (size_t j = 0; j < table_count; j++) {
            bool coarser = false;
            EXQ_TRY(is_coarser(self, &tables[i], &tables[j], &coarser, error));
            if (coarser && tables[j].withheld_count > 0)
                EXQ_TRY(view_pair(self, &tables[i], self->rows[i], &tables[j], self->rows[j], error));
        }
    }
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- curves */

static exq_status withhold_curves(exq_score_sheet *sheet, const exq_finest *finest, const exq_rollup *const *tables,
                                  size_t table_count, exq_arena *scratch, exq_error *error)
{
    exq_rollup *curves = EXQ_NEW(scratch, exq_rollup, table_count);
    if (curves == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < table_count; i++) {
        curves[i] = *tables[i];
        curves[i].withheld = EXQ_NEW(scratch, exq_why, tables[i]->row_count);
        if (curves[i].withheld == NULL)
            return exq_fail_memory(error);
        for (size_t row = 0; row < tables[i]->row_count; row++)
            curves[i].withheld[row] = tables[i]->withheld[row];
    }
    sheet->curves = curves;
    sheet->table_count = table_count;
    const uint64_t cells = sheet->alone ? EXQ_CURVE_CELLS : EXQ_SHARED_CURVE_CELLS;
    const uint64_t least = sheet->min_cell > UINT64_MAX / cells ? UINT64_MAX : sheet->min_cell * cells;
    return exq_withhold(curves, table_count, (exq_columns){0}, least, finest, scratch, error);
}

bool exq_score_sheet_tells(const exq_score_sheet *sheet, const exq_rollup *table, uint32_t row)
{
    for (size_t i = 0; i < sheet->table_count; i++)
        if (sheet->curves[i].cells == table->cells)
            return !is_hidden(&sheet->curves[i], row);
    return false;
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

static exq_status make_counts(cutting *self, exq_error *error)
{
    self->needs = EXQ_NEW(self->scratch, uint64_t, self->part_count);
    self->counts = EXQ_NEW(self->scratch, uint64_t, self->part_count);
    self->touched = EXQ_NEW(self->scratch, uint32_t, self->part_count);
    return self->needs == NULL || self->counts == NULL || self->touched == NULL ? exq_fail_memory(error) : EXQ_OK;
}

/* What each part must have in a step of the bins from `first` to before `end`. */
static void sum_needs(cutting *self, size_t first, size_t end)
{
    memset(self->needs, 0, self->part_count * sizeof *self->needs);
    for (size_t at = self->bin_starts[first]; at < self->bin_starts[end]; at++)
        for (size_t v = 0; v < self->view_count; v++) {
            const uint32_t i = self->order[at], part = self->views[v].parts[self->cells[i]];
            if (part != IN_NO_PART)
                self->needs[part] += self->sheet->scores->held[i].sums.people;
        }
    for (size_t part = 0; part < self->part_count; part++)
        if (self->needs[part] > self->sheet->min_cell)
            self->needs[part] = self->sheet->min_cell;
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

/* Has each label nobody, or enough, in every part? */
static bool are_labels_apart(cutting *self)
{
    const exq_scores *scores = self->sheet->scores;
    bool apart = true;
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
        memset(self->needs, 0, self->part_count * sizeof *self->needs);
        for (size_t i = 0; i < scores->count; i++)
            for (size_t v = 0; self->sheet->kinds[i] == label && v < self->view_count; v++) {
                const uint32_t part = self->views[v].parts[self->cells[i]];
                if (part != IN_NO_PART)
                    self->needs[part] += scores->held[i].sums.people;
            }
        for (size_t part = 0; part < self->part_count; part++)
            apart = apart && (self->needs[part] == 0 || self->needs[part] >= self->sheet->min_cell);
    }
    return apart;
}

/* Mark the bins at which steps begin, among those from `first` to before `end`. */
static void mark_steps(cutting *self, size_t first, size_t end, uint32_t *begins)
{
    sum_needs(self, first, end);
    for (size_t bin = end; bin > first; bin--) {
        count_bin(self, bin - 1);
        begins[bin - 1] = self->open == 0 && self->touched_count > 0;
        if (begins[bin - 1] != 0)
            forget_counts(self);
    }
    size_t top = first; /* of the step at the bottom, which may still be none */
    while (top < end && begins[top] == 0)
        top++;
    while (self->open > 0 && top < end) {
        begins[top] = 0;
        do
            count_bin(self, top++);
        while (top < end && begins[top] == 0);
    }
    forget_counts(self);
    begins[first] = 1;
}

/* Whether scores of the bin are selected: 1 all, -1 none, 0 some or not known. */
static int side_of(const cutting *self, size_t bin, bool above)
{
    const exq_score_sheet *sheet = self->sheet;
    exq_score_sums sums = {0};
    uint64_t low = 0, high = 0;
    bool summed = true;
    for (size_t at = self->bin_starts[bin]; at < self->bin_starts[bin + 1]; at++)
        summed = summed && exq_score_sums_merge(&sums, &sheet->scores->held[self->order[at]].sums);
    if (!exq_score_bin_most(sheet->bins[bin], &high))
        return 0;
    if (summed && sums.people > 0 && exq_score_sums_agree(&sums, &low))
        high = low;
    else
        low = 0;
    const double least = exq_score_at(sheet->bins[bin], low), most = exq_score_at(sheet->bins[bin], high);
    if (above ? least > sheet->threshold : least >= sheet->threshold)
        return 1;
    return (above ? most <= sheet->threshold : most < sheet->threshold) ? -1 : 0;
}

static void find_threshold(const cutting *self)
{
    exq_score_sheet *sheet = self->sheet;
    const char *text = self->finest->facts->threshold;
    const bool above = text != NULL && text[0] == '>';
    text = text != NULL ? text + above : NULL;
    if (text == NULL || !exq_number_parse(text, strlen(text), &sheet->threshold))
        return;
    size_t bin = 0;
    while (bin < sheet->bin_count && side_of(self, bin, above) < 0)
        bin++;
    if (bin < sheet->bin_count && side_of(self, bin, above) > 0)
        sheet->selected_from = bin;
}

static exq_status choose_steps(cutting *self, exq_error *error)
{
    exq_score_sheet *sheet = self->sheet;
    EXQ_TRY(sort_by_bin(self, error));
    EXQ_TRY(make_counts(self, error));
    uint32_t *steps = EXQ_NEW(self->scratch, uint32_t, sheet->bin_count);
    if (steps == NULL)
        return exq_fail_memory(error);
    sheet->labels_apart = are_labels_apart(self);
    find_threshold(self);
    if (sheet->selected_from > 0)
        mark_steps(self, 0, sheet->selected_from, steps);
    if (sheet->bin_count > 0)
        mark_steps(self, sheet->selected_from, sheet->bin_count, steps);
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
    EXQ_TRY(withhold_curves(sheet, finest, tables, table_count, scratch, error));
    EXQ_TRY(view_all(&self, sheet->curves, table_count, error));
    return self.too_many ? EXQ_OK : choose_steps(&self, error);
}
