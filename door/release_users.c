/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions about groups of people: the groups of all, of each stratum, and of people with as long a history.
 */
#include <string.h>

#include "release_tables.h"
#include "withhold.h"

/* The rows of a table in the order of some columns: groups inside strata. */
typedef struct ordered {
    const exq_rollup *table;
    uint32_t *rows;
} ordered;

static exq_status order_rows(exq_lists_release *self, const exq_rollup *table, exq_columns given, exq_columns by,
                             ordered *out, exq_error *error)
{
    exq_columns columns;
    EXQ_TRY(exq_columns_join(given, by, self->scratch, &columns, error));
    *out = (ordered){table, EXQ_NEW(self->scratch, uint32_t, table->row_count)};
    if (out->rows == NULL)
        return exq_fail_memory(error);
    exq_partition_run(&self->partition, &self->finest, table->examples, table->row_count, columns);
    memcpy(out->rows, self->partition.order, table->row_count * sizeof *out->rows);
    return EXQ_OK;
}

static exq_status publish_levels(const exq_lists_release *self, uint32_t cell, exq_columns columns,
                                 const char *const **out, exq_error *error)
{
    const char **levels = EXQ_NEW(self->arena, const char *, columns.count);
    if (levels == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < columns.count; i++)
        levels[i] = self->finest.attributes[columns.at[i]].levels[exq_finest_rank(&self->finest, cell, columns.at[i])];
    *out = levels;
    return EXQ_OK;
}

static exq_status publish_names(const exq_lists_release *self, exq_columns columns, const char *const **out,
                                exq_error *error)
{
    const char **names = EXQ_NEW(self->arena, const char *, columns.count);
    if (names == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < columns.count; i++)
        names[i] = self->finest.attributes[columns.at[i]].name;
    *out = names;
    return EXQ_OK;
}

static exq_cell_run run_of(const exq_rollup *table, size_t row)
{
    return (exq_cell_run){table->cells + table->starts[row], table->starts[row + 1] - table->starts[row]};
}

/* `paired`: also under both versions, if there are two. */
static exq_status publish_people(const exq_lists_release *self, exq_cell_run cells, bool paired, exq_user_row *out,
                                 exq_error *error)
{
    EXQ_TRY(exq_publish_people(&self->publisher, cells, false, out, error));
    return paired ? exq_publish_paired(&self->publisher, cells, out, error) : EXQ_OK;
}

/* Groups `from` to `to` of the rows in order, and those shown of them together. */
static exq_status publish_table(const exq_lists_release *self, const ordered *rows, size_t from, size_t to,
                                exq_columns by, exq_user_table *out, exq_cell_run *runs, exq_error *error)
{
    const exq_rollup *table = rows->table;
    exq_user_row *groups = EXQ_NEW(self->arena, exq_user_row, to - from);
    uint32_t *shown = EXQ_NEW(self->scratch, uint32_t, self->finest.cell_count);
    size_t shown_count = 0;
    if (groups == NULL || shown == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < to - from; g++) {
        const size_t row = rows->rows[from + g];
        const exq_cell_run run = run_of(table, row);
        EXQ_TRY(publish_levels(self, table->examples[row], by, &groups[g].levels, error));
        groups[g].why = table->withheld[row];
        groups[g].withheld = groups[g].why != EXQ_WHY_NONE;
        if (runs != NULL)
            runs[g] = run;
        if (groups[g].withheld)
            continue;
        EXQ_TRY(publish_people(self, run, runs != NULL, &groups[g], error));
        memcpy(shown + shown_count, run.cells, run.count * sizeof *shown);
        shown_count += run.count;
    }
    out->groups = groups;
    out->group_count = to - from;
    EXQ_TRY(publish_people(self, (exq_cell_run){shown, shown_count}, runs != NULL, &out->overall, error));
    return runs == NULL ? EXQ_OK : exq_publish_by_item(&self->publisher, runs, groups, out, error);
}

static bool same_levels(const exq_lists_release *self, exq_columns columns, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < columns.count; i++)
        if (exq_finest_rank(&self->finest, a, columns.at[i]) != exq_finest_rank(&self->finest, b, columns.at[i]))
            return false;
    return true;
}

/* The groups inside each stratum. */
static exq_status publish_strata(exq_lists_release *self, const exq_rollup *table, exq_columns given, exq_columns by,
                                 const exq_user_table **out, size_t *count, exq_error *error)
{
    ordered rows;
    EXQ_TRY(order_rows(self, table, given, by, &rows, error));
    exq_user_table *strata = EXQ_NEW(self->arena, exq_user_table, table->row_count);
    if (strata == NULL)
        return exq_fail_memory(error);
    for (size_t from = 0, to; from < table->row_count; from = to) {
        const uint32_t first = table->examples[rows.rows[from]];
        for (to = from + 1; to < table->row_count && same_levels(self, given, first, table->examples[rows.rows[to]]);)
            to++;
        exq_user_table *stratum = &strata[(*count)++];
        EXQ_TRY(publish_levels(self, first, given, &stratum->strata_levels, error));
        EXQ_TRY(publish_table(self, &rows, from, to, by, stratum, NULL, error));
    }
    *out = strata;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------ equal histories */

static bool has_column(exq_columns columns, size_t column)
{
    for (size_t i = 0; i < columns.count; i++)
        if (columns.at[i] == column)
            return true;
    return false;
}

/* Nobody of a withheld group is told of here either. */
static void withhold_groups(const exq_lists_release *self, exq_columns by, const exq_rollup *groups, exq_rollup *table)
{
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t g = 0; g < groups->row_count; g++)
            if (groups->withheld[g] != EXQ_WHY_NONE && table->withheld[row] == EXQ_WHY_NONE &&
                same_levels(self, by, groups->examples[g], table->examples[row]))
                table->withheld[row] = groups->withheld[g];
}

/* The groups within each length of history. Only what is pooled over the lengths is ever told of them, so their rows answer
 * for themselves: within each group those withheld are none, or hold `min_cell` people. */
static exq_status publish_histories(exq_lists_release *self, size_t q, const uint32_t *kept, const exq_rollup *groups,
                                    exq_user_question *out, exq_error *error)
{
    const exq_tally_facts *facts = self->finest.facts;
    size_t column = 0;
    while (column < facts->attribute_count && strcmp(facts->attributes[column], EXQ_HISTORY_COLUMN) != 0)
        column++;
    const exq_columns by = self->by[q], history = {&column, 1};
    if (column == facts->attribute_count || has_column(by, column))
        return EXQ_OK;
    exq_rollup *table = EXQ_NEW(self->scratch, exq_rollup, 1);
    exq_columns columns, within;
    if (table == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_release_sorted(self, by, history, &columns, error));
    EXQ_TRY(exq_columns_sort(by, self->scratch, &within, error));
    EXQ_TRY(exq_rollup_rows(table, columns, &self->finest, &self->partition, self->scratch, error));
    EXQ_TRY(exq_release_count(self, kept, table, error));
    EXQ_TRY(exq_withhold(table, 1, within, self->plan->min_cell, &self->finest, self->scratch, error));
    withhold_groups(self, by, groups, table);
    return publish_strata(self, table, history, by, &out->histories, &out->history_count, error);
}

static exq_status publish_question(exq_lists_release *self, size_t q, exq_user_question *out, exq_error *error)
{
    const exq_columns none = {NULL, 0}, by = self->by[q];
    const exq_rollup *groups, *strata;
    ordered rows;
    EXQ_TRY(exq_release_table(self, none, by, &groups, error));
    EXQ_TRY(order_rows(self, groups, none, by, &rows, error));
    self->runs[q] = EXQ_NEW(self->scratch, exq_cell_run, groups->row_count);
    if (self->runs[q] == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(publish_names(self, by, &out->by, error));
    out->by_count = by.count;
    EXQ_TRY(publish_names(self, self->given, &out->given, error));
    out->given_count = self->given.count;
    EXQ_TRY(publish_table(self, &rows, 0, groups->row_count, by, &out->marginal, self->runs[q], error));
    EXQ_TRY(publish_histories(self, q, self->publisher.kept, groups, out, error));
    if (self->given.count == 0)
        return EXQ_OK;
    EXQ_TRY(exq_release_table(self, self->given, by, &strata, error));
    return publish_strata(self, strata, self->given, by, &out->strata, &out->stratum_count, error);
}

static size_t withheld_of(const exq_user_table *table)
{
    size_t count = 0;
    for (size_t g = 0; g < table->group_count; g++)
        count += table->groups[g].withheld;
    return count;
}

exq_status exq_release_users(exq_lists_release *self, exq_published_lists *out, exq_error *error)
{
    exq_user_question *questions = EXQ_NEW(self->arena, exq_user_question, self->plan->by_user_count);
    self->runs = EXQ_NEW(self->scratch, exq_cell_run *, self->plan->by_user_count);
    if (questions == NULL || self->runs == NULL)
        return exq_fail_memory(error);
    for (size_t q = 0; q < self->plan->by_user_count; q++) {
        EXQ_TRY(publish_question(self, q, &questions[q], error));
        out->withheld_groups += withheld_of(&questions[q].marginal);
        for (size_t s = 0; s < questions[q].stratum_count; s++)
            out->withheld_groups += withheld_of(&questions[q].strata[s]);
    }
    out->users = questions;
    out->user_count = self->plan->by_user_count;
    return EXQ_OK;
}
