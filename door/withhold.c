/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Primary and complementary withholding. The margins of a table come from the other tables: two tables meet in
 * the columns they share, so the rows of both are parted by these, and a part is a margin where the other table
 * shows it whole.
 */
#include "withhold.h"

#include <stdlib.h>

#include "deduce.h"

/* What is withheld of one table inside one margin. */
typedef struct margin {
    size_t withheld_rows;
    uint64_t withheld_people; /* at least so many: persons of several rows count in none of them */
    bool told; /* the other table shows it whole, so its number of people is known */
} margin;

typedef struct withholding {
    exq_rollup *tables;
    size_t table_count;
    uint32_t **by_size; /* of each table: its rows, smallest first */
    uint64_t min_cell;
    exq_meeting meeting;
    margin *margins; /* one a part; behind them the remainder */
} withholding;

typedef struct sized_row {
    uint64_t people;
    uint32_t row;
} sized_row;

static int compare_sizes(const void *a, const void *b)
{
    const sized_row *left = a;
    const sized_row *right = b;
    if (left->people != right->people)
        return left->people < right->people ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static exq_status sort_by_size(const exq_rollup *table, exq_arena *scratch, uint32_t **out, exq_error *error)
{
    sized_row *rows = EXQ_NEW(scratch, sized_row, table->row_count);
    *out = EXQ_NEW(scratch, uint32_t, table->row_count);
    if (rows == NULL || *out == NULL)
        return exq_fail_memory(error);
    for (uint32_t i = 0; i < table->row_count; i++)
        rows[i] = (sized_row){table->people[i], i};
    qsort(rows, table->row_count, sizeof *rows, compare_sizes);
    for (size_t i = 0; i < table->row_count; i++)
        (*out)[i] = rows[i].row;
    return EXQ_OK;
}

static exq_status prepare(withholding *self, const exq_finest *finest, exq_arena *scratch, exq_error *error)
{
    size_t most_rows = 0;
    self->by_size = EXQ_NEW(scratch, uint32_t *, self->table_count);
    if (self->by_size == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < self->table_count; i++) {
        const exq_rollup *table = &self->tables[i];
        if (table->row_count > most_rows)
            most_rows = table->row_count;
        EXQ_TRY(sort_by_size(table, scratch, &self->by_size[i], error));
    }
    self->margins = EXQ_NEW(scratch, margin, most_rows + 1);
    if (self->margins == NULL)
        return exq_fail_memory(error);
    return exq_meeting_init(&self->meeting, self->tables, self->table_count, finest, scratch, error);
}

static bool is_shown(const exq_rollup *table, size_t row)
{
    return table->withheld[row] == EXQ_WHY_NONE;
}

static void withhold_row(exq_rollup *table, size_t row, exq_why why)
{
    table->withheld[row] = why;
    table->withheld_count++;
}

static void withhold_small_rows(exq_rollup *table, uint64_t min_cell)
{
    for (size_t row = 0; row < table->row_count; row++) {
        if (is_shown(table, row) && table->people[row] < min_cell)
            withhold_row(table, row, EXQ_WHY_BELOW_MIN_CELL);
    }
}

/* One withheld row can be worked out from its margin, and several with few people say too much about them. */
static bool gives_away(const withholding *self, const margin *around)
{
    return around->withheld_rows == 1 || (around->withheld_rows > 1 && around->withheld_people < self->min_cell);
}

static void add_withheld(margin *around, const exq_rollup *table, size_t row)
{
    around->withheld_rows++;
    around->withheld_people += table->alone[row];
}

/* The margin a row of the table lies in: its part where that is told, else the remainder. */
static margin *margin_of(const withholding *self, size_t row)
{
    margin *own = &self->margins[self->meeting.partition.parts[row]];
    return own->told ? own : &self->margins[self->meeting.partition.part_count];
}

/* Sum up what is withheld of the table in the parts laid out; the rows of the teller, if any, stand behind its
 * own. */
static void sum_margins(withholding *self, const exq_rollup *table, const exq_rollup *teller)
{
    for (size_t part = 0; part <= self->meeting.partition.part_count; part++)
        self->margins[part] = (margin){.told = true};
    for (size_t row = 0; teller != NULL && row < teller->row_count; row++) {
        if (!is_shown(teller, row))
            self->margins[self->meeting.partition.parts[table->row_count + row]].told = false;
    }
    for (size_t row = 0; row < table->row_count; row++) {
        if (!is_shown(table, row))
            add_withheld(margin_of(self, row), table, row);
    }
}

/* Withhold rows of the table, smallest first, until no margin gives one away or none is left to withhold. */
static bool withhold_in_table(withholding *self, size_t table_index)
{
    exq_rollup *table = &self->tables[table_index];
    bool changed = false;
    for (size_t i = 0; i < table->row_count; i++) {
        const size_t row = self->by_size[table_index][i];
        margin *around = margin_of(self, row);
        if (is_shown(table, row) && gives_away(self, around)) {
            withhold_row(table, row, EXQ_WHY_COMPLEMENTARY);
            add_withheld(around, table, row);
            changed = true;
        }
    }
    return changed;
}

/* Where the table has no shown row left in a margin, the teller must stop telling it: its smallest row inside
 * goes. */
static bool withhold_in_teller(withholding *self, size_t table_rows, size_t teller_index)
{
    exq_rollup *teller = &self->tables[teller_index];
    bool changed = false;
    for (size_t i = 0; i < teller->row_count; i++) {
        const size_t row = self->by_size[teller_index][i];
        margin *around = &self->margins[self->meeting.partition.parts[table_rows + row]];
        if (around->told && gives_away(self, around)) {
            withhold_row(teller, row, EXQ_WHY_COMPLEMENTARY);
            around->told = false;
            changed = true;
        }
    }
    return changed;
}

/* Everyone and the strata are known whatever is shown. */
static bool enforce_known(withholding *self, size_t table, exq_columns columns)
{
    if (self->tables[table].withheld_count == 0)
        return false;
    exq_meeting_by(&self->meeting, &self->tables[table], columns);
    sum_margins(self, &self->tables[table], NULL);
    return withhold_in_table(self, table);
}

static bool enforce_told(withholding *self, size_t table, size_t teller)
{
    if (table == teller || self->tables[table].withheld_count == 0)
        return false;
    exq_meeting_of(&self->meeting, &self->tables[table], &self->tables[teller]);
    sum_margins(self, &self->tables[table], &self->tables[teller]);
    bool changed = withhold_in_table(self, table);
    changed |= withhold_in_teller(self, self->tables[table].row_count, teller);
    return changed;
}

/* Does the table tell the strata apart? */
static bool has_strata(const withholding *self, size_t table, exq_columns strata)
{
    return strata.count > 0 &&
           exq_columns_common(self->tables[table].columns, strata, self->meeting.shared) == strata.count;
}

static void enforce_margins(withholding *self, exq_columns strata)
{
    const exq_columns everyone = {NULL, 0};
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < self->table_count; i++) {
            changed |= enforce_known(self, i, everyone);
            if (has_strata(self, i, strata))
                changed |= enforce_known(self, i, strata);
            for (size_t j = 0; j < self->table_count; j++)
                changed |= enforce_told(self, i, j);
        }
    }
}

exq_status exq_withhold(exq_rollup *tables, size_t table_count, exq_columns strata, uint64_t min_cell,
                        const exq_finest *finest, exq_arena *scratch, exq_error *error)
{
    withholding self = {.tables = tables, .table_count = table_count, .min_cell = min_cell};
    EXQ_TRY(prepare(&self, finest, scratch, error));
    for (size_t i = 0; i < table_count; i++)
        withhold_small_rows(&tables[i], min_cell);

    bool found = true;
    while (found) {
        exq_place needed;
        enforce_margins(&self, strata);
        EXQ_TRY(exq_deduce(tables, table_count, &self.meeting, &found, &needed, error));
        if (found)
            withhold_row(&tables[needed.table], needed.row, EXQ_WHY_COMPLEMENTARY);
    }
    return EXQ_OK;
}
