/* SPDX-License-Identifier: Apache-2.0 */
/*
 * User cells are the finest table, so groups of people are found, and withheld, as those of decisions are.
 */
#include "release_tables.h"

#include <string.h>

#include "door.h"
#include "withhold.h"

/* ------------------------------------------------------------------------------------------------- the cells */

static exq_status read_attributes(exq_lists_release *self, exq_error *error)
{
    const exq_tally_facts *facts = self->finest.facts;
    const exq_lists *lists = self->publisher.lists;
    exq_attribute *attributes = EXQ_NEW(self->scratch, exq_attribute, facts->attribute_count);
    if (attributes == NULL)
        return exq_fail_memory(error);
    for (size_t a = 0; a < facts->attribute_count; a++) {
        const exq_levels *levels = &lists->attributes[a];
        const char **names = EXQ_NEW(self->arena, const char *, levels->count + 1);
        attributes[a].name = exq_arena_string(self->arena, facts->attributes[a]);
        if (names == NULL || attributes[a].name == NULL)
            return exq_fail_memory(error);
        for (size_t l = 0; l < levels->count; l++) {
            names[l] = exq_arena_string(self->arena, levels->names[l]);
            if (names[l] == NULL)
                return exq_fail_memory(error);
        }
        attributes[a].levels = names;
        attributes[a].level_count = levels->count + 1;
        if (attributes[a].level_count > self->finest.level_most)
            self->finest.level_most = attributes[a].level_count;
    }
    self->finest.attributes = attributes;
    return EXQ_OK;
}

/* Cells that hold nobody stay behind when people are taken away: they are left out. */
static exq_status read_cells(exq_lists_release *self, uint32_t **kept, exq_error *error)
{
    const size_t width = self->finest.facts->attribute_count;
    const exq_lists *lists = self->publisher.lists;
    *kept = EXQ_NEW(self->scratch, uint32_t, lists->cell_count);
    self->finest.ranks = EXQ_NEW(self->scratch, uint32_t, lists->cell_count * width);
    if (*kept == NULL || self->finest.ranks == NULL)
        return exq_fail_memory(error);
    for (uint32_t c = 0; c < lists->cell_count; c++) {
        if (lists->cells[c].people == 0)
            continue;
        uint32_t *ranks = self->finest.ranks + self->finest.cell_count * width;
        for (size_t a = 0; a < width; a++) {
            const uint32_t code = lists->cells[c].codes[a];
            ranks[a] = code == EXQ_NO_CODE ? (uint32_t)self->finest.attributes[a].level_count - 1 : code;
        }
        (*kept)[self->finest.cell_count++] = c;
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ the tables */

static exq_status find_columns(const exq_lists_release *self, const char *const *names, size_t count, exq_columns *out,
                               exq_error *error)
{
    const exq_tally_facts *facts = self->finest.facts;
    size_t *at = EXQ_NEW(self->scratch, size_t, count);
    if (at == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        while (at[i] < facts->attribute_count && strcmp(facts->attributes[at[i]], names[i]) != 0)
            at[i]++;
        if (at[i] == facts->attribute_count)
            return exq_fail(error, EXQ_USAGE,
                            "column %s of the users is not in the tally. Count the lists again with --by-user %s.",
                            names[i], names[i]);
    }
    *out = (exq_columns){at, count};
    return EXQ_OK;
}

static size_t table_place(const exq_lists_release *self, exq_columns columns)
{
    size_t place = 0;
    while (place < self->table_count && exq_columns_compare(self->tables[place].columns, columns) < 0)
        place++;
    return place;
}

exq_status exq_release_sorted(const exq_lists_release *self, exq_columns by, exq_columns given, exq_columns *out,
                              exq_error *error)
{
    exq_columns both;
    EXQ_TRY(exq_columns_join(by, given, self->scratch, &both, error));
    return exq_columns_sort(both, self->scratch, out, error);
}

exq_status exq_release_count(const exq_lists_release *self, const uint32_t *kept, exq_rollup *table, exq_error *error)
{
    table->people = EXQ_NEW(self->scratch, uint64_t, table->row_count);
    table->withheld = EXQ_NEW(self->scratch, exq_why, table->row_count);
    table->alone = table->people;
    if (table->people == NULL || table->withheld == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t i = table->starts[row]; i < table->starts[row + 1]; i++)
            table->people[row] += self->publisher.lists->cells[kept[table->cells[i]]].people;
    return EXQ_OK;
}

static exq_status add_table(exq_lists_release *self, const uint32_t *kept, exq_columns by, exq_columns given,
                            exq_error *error)
{
    exq_columns columns;
    EXQ_TRY(exq_release_sorted(self, by, given, &columns, error));
    const size_t place = table_place(self, columns);
    exq_rollup *table = &self->tables[place];
    if (place < self->table_count && exq_columns_compare(table->columns, columns) == 0)
        return EXQ_OK;
    memmove(table + 1, table, (self->table_count - place) * sizeof *table);
    self->table_count++;
    EXQ_TRY(exq_rollup_rows(table, columns, &self->finest, &self->partition, self->scratch, error));
    return exq_release_count(self, kept, table, error);
}

static exq_status check_size(const exq_lists_release *self, const exq_grouping *by, exq_columns columns,
                             exq_error *error)
{
    exq_columns sorted;
    EXQ_TRY(exq_release_sorted(self, columns, (exq_columns){NULL, 0}, &sorted, error));
    const size_t rows = self->tables[table_place(self, sorted)].row_count;
    if (rows <= EXQ_MAX_GROUPS)
        return EXQ_OK;
    return exq_fail(
        error, EXQ_USAGE,
        "--by-user %s makes more than 1,000 groups of people. Is it an identifier? Choose a coarser column.",
        by->columns[0]);
}

static exq_status roll_up(exq_lists_release *self, const uint32_t *kept, exq_error *error)
{
    const exq_lists_release_plan *plan = self->plan;
    const exq_columns none = {NULL, 0};
    self->by = EXQ_NEW(self->scratch, exq_columns, plan->by_user_count);
    self->tables = EXQ_NEW(self->scratch, exq_rollup, 2 * plan->by_user_count + 1);
    if (self->by == NULL || self->tables == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(find_columns(self, plan->given, plan->given_count, &self->given, error));
    EXQ_TRY(exq_columns_sort(self->given, self->scratch, &self->strata, error));
    for (size_t q = 0; q < plan->by_user_count; q++) {
        const exq_grouping *by = &plan->by_user[q];
        EXQ_TRY(find_columns(self, by->columns, by->column_count, &self->by[q], error));
        EXQ_TRY(add_table(self, kept, self->by[q], none, error));
        EXQ_TRY(check_size(self, by, self->by[q], error));
        EXQ_TRY(add_table(self, kept, self->by[q], self->given, error));
    }
    return self->table_count == 0 ? EXQ_OK
                                  : exq_withhold(self->tables, self->table_count, self->strata, plan->min_cell,
                                                 &self->finest, self->scratch, error);
}

exq_status exq_release_roll_up(exq_lists_release *self, exq_error *error)
{
    uint32_t *kept = NULL;
    EXQ_TRY(read_attributes(self, error));
    EXQ_TRY(read_cells(self, &kept, error));
    EXQ_TRY(exq_partition_init(&self->partition, &self->finest, self->finest.cell_count, self->scratch, error));
    EXQ_TRY(roll_up(self, kept, error));
    self->publisher.kept = kept;
    return EXQ_OK;
}

exq_status exq_release_table(const exq_lists_release *self, exq_columns given, exq_columns by, const exq_rollup **out,
                             exq_error *error)
{
    exq_columns sorted;
    EXQ_TRY(exq_release_sorted(self, by, given, &sorted, error));
    *out = &self->tables[table_place(self, sorted)];
    return EXQ_OK;
}
