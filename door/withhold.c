/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Primary and complementary withholding. The margins of a table come from the other tables: two tables meet in
 * the columns they share, so the rows of both are parted by these, and a part is a margin where the other table
 * shows it whole.
 */
#include "withhold.h"

#include <stdlib.h>

/* What is withheld of one table inside one margin. */
typedef struct margin {
    size_t withheld_rows;
    uint64_t withheld_people;
    bool told; /* the other table shows it whole, so its number of people is known */
} margin;

typedef struct withholding {
    exq_rollup *tables;
    size_t table_count;
    uint32_t **by_size; /* of each table: its rows, smallest first */
    uint64_t min_cell;
    const exq_finest *finest;
    exq_partition partition;
    uint32_t *items; /* rows of two tables, one behind the other, as cells */
    margin *margins; /* one a part; behind them the remainder */
    size_t *shared;  /* columns in which two tables meet */
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

static exq_status prepare(withholding *self, exq_arena *scratch, exq_error *error)
{
    size_t most_rows = 0;
    size_t most_columns = 0;
    self->by_size = EXQ_NEW(scratch, uint32_t *, self->table_count);
    if (self->by_size == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < self->table_count; i++) {
        const exq_rollup *table = &self->tables[i];
        if (table->row_count > most_rows)
            most_rows = table->row_count;
        if (table->columns.count > most_columns)
            most_columns = table->columns.count;
        EXQ_TRY(sort_by_size(table, scratch, &self->by_size[i], error));
    }
    self->items = EXQ_NEW(scratch, uint32_t, 2 * most_rows);
    self->margins = EXQ_NEW(scratch, margin, most_rows + 1);
    self->shared = EXQ_NEW(scratch, size_t, most_columns);
    if (self->items == NULL || self->margins == NULL || self->shared == NULL)
        return exq_fail_memory(error);
    return exq_partition_init(&self->partition, self->finest, 2 * most_rows, scratch, error);
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
        if (table->people[row] < min_cell)
            withhold_row(table, row, EXQ_WHY_BELOW_MIN_CELL);
    }
}

/* One withheld row can be worked out from its margin, and several with few people say too much about them. */
static bool gives_away(const withholding *self, const margin *around)
{
    return around->withheld_rows == 1 || (around->withheld_rows > 1 && around->withheld_people < self->min_cell);
}

static void add_withheld(margin *around, uint64_t people)
{
    around->withheld_rows++;
    around->withheld_people += people;
}

/* The margin a row of the table lies in: its part where that is told, else the remainder. */
static margin *margin_of(const withholding *self, size_t row)
{
    margin *own = &self->margins[self->partition.parts[row]];
    return own->told ? own : &self->margins[self->partition.part_count];
}

/* Part the rows of the table, and those of the teller behind them, by the columns; sum up what is withheld. */
static void lay_margins(withholding *self, const exq_rollup *table, const exq_rollup *teller, exq_columns columns)
{
    size_t count = 0;
    for (size_t row = 0; row < table->row_count; row++)
        self->items[count++] = table->examples[row];
    for (size_t row = 0; teller != NULL && row < teller->row_count; row++)
        self->items[count++] = teller->examples[row];
    exq_partition_run(&self->partition, self->finest, self->items, count, columns);

    for (size_t part = 0; part <= self->partition.part_count; part++)
        self->margins[part] = (margin){.told = true};
    for (size_t row = 0; teller != NULL && row < teller->row_count; row++) {
        if (!is_shown(teller, row))
            self->margins[self->partition.parts[table->row_count + row]].told = false;
    }
    for (size_t row = 0; row < table->row_count; row++) {
        if (!is_shown(table, row))
            add_withheld(margin_of(self, row), table->people[row]);
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
            add_withheld(around, table->people[row]);
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
        margin *around = &self->margins[self->partition.parts[table_rows + row]];
        if (around->told && gives_away(self, around)) {
            withhold_row(teller, row, EXQ_WHY_COMPLEMENTARY);
            around->told = false;
            changed = true;
        }
    }
    return changed;
}

/* Likewise for the remainder, which is known from what the teller shows: the smallest row of its told parts
 * goes, so that another part joins the remainder. */
static bool widen_remainder(withholding *self, size_t table_rows, size_t teller_index)
{
    exq_rollup *teller = &self->tables[teller_index];
    if (!gives_away(self, &self->margins[self->partition.part_count]))
        return false;
    for (size_t i = 0; i < teller->row_count; i++) {
        const size_t row = self->by_size[teller_index][i];
        if (self->margins[self->partition.parts[table_rows + row]].told) {
            withhold_row(teller, row, EXQ_WHY_COMPLEMENTARY);
            return true;
        }
    }
    return false;
}

/* Everyone and the strata are known whatever is shown. */
static bool enforce_known(withholding *self, size_t table, exq_columns columns)
{
    if (self->tables[table].withheld_count == 0)
        return false;
    lay_margins(self, &self->tables[table], NULL, columns);
    return withhold_in_table(self, table);
}

static bool enforce_told(withholding *self, size_t table, size_t teller)
{
    if (table == teller || self->tables[table].withheld_count == 0)
        return false;
    const size_t count = exq_columns_common(self->tables[table].columns, self->tables[teller].columns, self->shared);
    lay_margins(self, &self->tables[table], &self->tables[teller], (exq_columns){self->shared, count});
    const size_t table_rows = self->tables[table].row_count;
    bool changed = withhold_in_table(self, table);
    changed |= withhold_in_teller(self, table_rows, teller);
    return changed || widen_remainder(self, table_rows, teller);
}

/* Does the table tell the strata apart? */
static bool has_strata(const withholding *self, size_t table, exq_columns strata)
{
    return strata.count > 0 && exq_columns_common(self->tables[table].columns, strata, self->shared) == strata.count;
}

exq_status exq_withhold(exq_rollup *tables, size_t table_count, exq_columns strata, uint64_t min_cell,
                        const exq_finest *finest, exq_arena *scratch, exq_error *error)
{
    withholding self = {.tables = tables, .table_count = table_count, .min_cell = min_cell, .finest = finest};
    EXQ_TRY(prepare(&self, scratch, error));
    for (size_t i = 0; i < table_count; i++)
        withhold_small_rows(&tables[i], min_cell);

    const exq_columns everyone = {NULL, 0};
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < table_count; i++) {
            changed |= enforce_known(&self, i, everyone);
            if (has_strata(&self, i, strata))
                changed |= enforce_known(&self, i, strata);
            for (size_t j = 0; j < table_count; j++)
                changed |= enforce_told(&self, i, j);
        }
    }
    return EXQ_OK;
}
