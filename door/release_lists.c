/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The release of a tally of lists: user cells are the finest table, so groups of people are found, and withheld, as those
 * of decisions are. Then all is published: people, items, both crossed, the catalogue.
 */
#include "release_lists.h"

#include <string.h>

#include "door.h"
#include "publish_lists.h"
#include "withhold.h"

typedef struct release {
    const exq_lists_release_plan *plan;
    exq_lists_publisher publisher;
    exq_arena *arena, *scratch;
    exq_finest finest;
    exq_partition partition;
    exq_columns given;
    exq_columns strata;
    exq_columns *by;
    exq_rollup *tables; /* distinct, coarse ones first */
    size_t table_count;
    exq_cell_run **runs; /* of each question: the cells of each group */
} release;

/* ------------------------------------------------------------------------------------------------- the cells */

static exq_status read_attributes(release *self, exq_error *error)
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
static exq_status read_cells(release *self, uint32_t **kept, exq_error *error)
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

static exq_status find_columns(const release *self, const char *const *names, size_t count, exq_columns *out,
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

static size_t table_place(const release *self, exq_columns columns)
{
    size_t place = 0;
    while (place < self->table_count && exq_columns_compare(self->tables[place].columns, columns) < 0)
        place++;
    return place;
}

/* The table of some columns, in whatever order these were asked for. */
static exq_status sorted_with(const release *self, exq_columns by, exq_columns given, exq_columns *out,
                              exq_error *error)
{
    exq_columns both;
    EXQ_TRY(exq_columns_join(by, given, self->scratch, &both, error));
    return exq_columns_sort(both, self->scratch, out, error);
}

static exq_status count_people(const release *self, const uint32_t *kept, exq_rollup *table, exq_error *error)
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

static exq_status add_table(release *self, const uint32_t *kept, exq_columns by, exq_columns given, exq_error *error)
{
    exq_columns columns;
    EXQ_TRY(sorted_with(self, by, given, &columns, error));
    const size_t place = table_place(self, columns);
    exq_rollup *table = &self->tables[place];
    if (place < self->table_count && exq_columns_compare(table->columns, columns) == 0)
        return EXQ_OK;
    memmove(table + 1, table, (self->table_count - place) * sizeof *table);
    self->table_count++;
    EXQ_TRY(exq_rollup_rows(table, columns, &self->finest, &self->partition, self->scratch, error));
    return count_people(self, kept, table, error);
}

static exq_status check_size(const release *self, const exq_grouping *by, exq_columns columns, exq_error *error)
{
    exq_columns sorted;
    EXQ_TRY(sorted_with(self, columns, (exq_columns){NULL, 0}, &sorted, error));
    const size_t rows = self->tables[table_place(self, sorted)].row_count;
    if (rows <= EXQ_MAX_GROUPS)
        return EXQ_OK;
    return exq_fail(
        error, EXQ_USAGE,
        "--by-user %s makes more than 1,000 groups of people. Is it an identifier? Choose a coarser column.",
        by->columns[0]);
}

static exq_status roll_up(release *self, const uint32_t *kept, exq_error *error)
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

/* ------------------------------------------------------------------------------------------------ publishing */

/* The rows of a table in the order of some columns: groups inside strata. */
typedef struct ordered {
    const exq_rollup *table;
    uint32_t *rows;
} ordered;

static exq_status order_rows(release *self, const exq_rollup *table, exq_columns given, exq_columns by, ordered *out,
                             exq_error *error)
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

/* The table of these columns, counted and withheld with all others. */
static exq_status table_of(const release *self, exq_columns given, exq_columns by, const exq_rollup **out,
                           exq_error *error)
{
    exq_columns sorted;
    EXQ_TRY(sorted_with(self, by, given, &sorted, error));
    *out = &self->tables[table_place(self, sorted)];
    return EXQ_OK;
}

static exq_status publish_levels(const release *self, uint32_t cell, exq_columns columns, const char *const **out,
                                 exq_error *error)
{
    const char **levels = EXQ_NEW(self->arena, const char *, columns.count);
    if (levels == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < columns.count; i++)
        levels[i] = self->finest.attributes[columns.at[i]].levels[exq_finest_rank(&self->finest, cell, columns.at[i])];
    *out = levels;
    return EXQ_OK;
}

static exq_status publish_names(const release *self, exq_columns columns, const char *const **out, exq_error *error)
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
static exq_status publish_people(const release *self, exq_cell_run cells, bool paired, exq_user_row *out,
                                 exq_error *error)
{
    EXQ_TRY(exq_publish_people(&self->publisher, cells, false, out, error));
    return paired ? exq_publish_paired(&self->publisher, cells, out, error) : EXQ_OK;
}

/* Groups `from` to `to` of the rows in order, and those shown of them together. */
static exq_status publish_table(const release *self, const ordered *rows, size_t from, size_t to, exq_columns by,
                                exq_user_table *out, exq_cell_run *runs, exq_error *error)
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

static bool same_levels(const release *self, exq_columns columns, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < columns.count; i++)
        if (exq_finest_rank(&self->finest, a, columns.at[i]) != exq_finest_rank(&self->finest, b, columns.at[i]))
            return false;
    return true;
}

/* The groups inside each stratum. */
static exq_status publish_strata(release *self, const exq_rollup *table, exq_columns given, exq_columns by,
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
static void withhold_groups(const release *self, exq_columns by, const exq_rollup *groups, exq_rollup *table)
{
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t g = 0; g < groups->row_count; g++)
            if (groups->withheld[g] != EXQ_WHY_NONE && table->withheld[row] == EXQ_WHY_NONE &&
                same_levels(self, by, groups->examples[g], table->examples[row]))
                table->withheld[row] = groups->withheld[g];
}

/* The groups within each length of history. Only what is pooled over the lengths is ever told of them, so their rows answer
 * for themselves: within each group those withheld are none, or hold `min_cell` people. */
static exq_status publish_histories(release *self, size_t q, const uint32_t *kept, const exq_rollup *groups,
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
    EXQ_TRY(sorted_with(self, by, history, &columns, error));
    EXQ_TRY(exq_columns_sort(by, self->scratch, &within, error));
    EXQ_TRY(exq_rollup_rows(table, columns, &self->finest, &self->partition, self->scratch, error));
    EXQ_TRY(count_people(self, kept, table, error));
    EXQ_TRY(exq_withhold(table, 1, within, self->plan->min_cell, &self->finest, self->scratch, error));
    withhold_groups(self, by, groups, table);
    return publish_strata(self, table, history, by, &out->histories, &out->history_count, error);
}

static exq_status publish_question(release *self, size_t q, exq_user_question *out, exq_error *error)
{
    const exq_columns none = {NULL, 0}, by = self->by[q];
    const exq_rollup *groups, *strata;
    ordered rows;
    EXQ_TRY(table_of(self, none, by, &groups, error));
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
    EXQ_TRY(table_of(self, self->given, by, &strata, error));
    return publish_strata(self, strata, self->given, by, &out->strata, &out->stratum_count, error);
}

static size_t withheld_of(const exq_user_table *table)
{
    size_t count = 0;
    for (size_t g = 0; g < table->group_count; g++)
        count += table->groups[g].withheld;
    return count;
}

static exq_status publish_users(release *self, exq_published_lists *out, exq_error *error)
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

static bool same_grouping(const exq_grouping *a, const exq_grouping *b)
{
    if (a->column_count != b->column_count)
        return false;
    for (size_t i = 0; i < a->column_count; i++)
        if (strcmp(a->columns[i], b->columns[i]) != 0)
            return false;
    return true;
}

static exq_status find_item_grouping(const release *self, const exq_grouping *by, size_t *out, exq_error *error)
{
    const exq_list_facts *facts = self->finest.facts->lists;
    for (*out = 0; *out < facts->item_grouping_count; (*out)++)
        if (same_grouping(&facts->item_groupings[*out], by))
            return EXQ_OK;
    return exq_fail(error, EXQ_USAGE,
                    "the grouping of items by %s is not in the tally. Count the lists again with --by-item %s.",
                    by->columns[0], by->columns[0]);
}

static size_t withheld_cells(const exq_cross_question *cross, const exq_published_lists *of)
{
    size_t count = 0;
    for (size_t k = 0; k < of->cutoff_count; k++)
        for (size_t r = 0; r < of->users[cross->users].marginal.group_count; r++)
            for (size_t g = 0; cross->rows[k][r].cells != NULL && g < of->items[cross->items].group_count; g++)
                count += cross->rows[k][r].cells[g].withheld;
    return count;
}

static exq_status publish_crosses(const release *self, exq_published_lists *out, exq_error *error)
{
    const size_t count = self->plan->by_user_count * self->plan->by_item_count;
    exq_cross_question *crosses = EXQ_NEW(self->arena, exq_cross_question, count);
    if (crosses == NULL)
        return exq_fail_memory(error);
    for (size_t q = 0; q < self->plan->by_user_count; q++) {
        for (size_t i = 0; i < self->plan->by_item_count; i++) {
            exq_cross_question *cross = &crosses[out->cross_count++];
            cross->users = q;
            EXQ_TRY(find_item_grouping(self, &self->plan->by_item[i], &cross->items, error));
            EXQ_TRY(exq_publish_cross(&self->publisher, out->users[q].marginal.groups, self->runs[q],
                                      out->users[q].marginal.group_count, out, cross, error));
            out->withheld_cells += withheld_cells(cross, out);
        }
    }
    out->crosses = crosses;
    return EXQ_OK;
}

static exq_status publish_everyone(const release *self, exq_published_lists *out, exq_error *error)
{
    uint32_t *all = EXQ_NEW(self->scratch, uint32_t, self->finest.cell_count);
    if (all == NULL)
        return exq_fail_memory(error);
    for (uint32_t c = 0; c < self->finest.cell_count; c++)
        all[c] = c;
    const exq_cell_run everyone = {all, self->finest.cell_count};
    EXQ_TRY(exq_publish_people(&self->publisher, everyone, true, &out->everyone, error));
    return exq_publish_paired(&self->publisher, everyone, &out->everyone, error);
}

static exq_status run(release *self, exq_published_lists *out, exq_error *error)
{
    uint32_t *kept = NULL;
    EXQ_TRY(exq_lists_publisher_init(&self->publisher, error));
    EXQ_TRY(read_attributes(self, error));
    EXQ_TRY(read_cells(self, &kept, error));
    EXQ_TRY(exq_partition_init(&self->partition, &self->finest, self->finest.cell_count, self->scratch, error));
    EXQ_TRY(roll_up(self, kept, error));
    self->publisher.kept = kept;
    EXQ_TRY(exq_publish_measures(&self->publisher, out, error));
    EXQ_TRY(publish_everyone(self, out, error));
    EXQ_TRY(publish_users(self, out, error));
    EXQ_TRY(exq_publish_items(&self->publisher, out, error));
    EXQ_TRY(publish_crosses(self, out, error));
    EXQ_TRY(exq_publish_spreads(&self->publisher, out, error));
    EXQ_TRY(exq_publish_other(&self->publisher, out, error));
    out->has_pairs = self->finest.facts->lists->has_pairs;
    out->has_ratings = self->finest.facts->lists->has_ratings;
    out->rows_read = self->finest.facts->rows_read;
    out->rows_used = self->finest.facts->rows_used;
    out->anything_withheld = out->withheld_groups + out->withheld_cells > 0;
    return EXQ_OK;
}

exq_status exq_release_lists(const exq_tally *tally, const exq_lists_release_plan *plan, exq_arena *arena,
                             exq_published_lists *out, exq_error *error)
{
    *out = (exq_published_lists){0};
    release self = {.plan = plan, .arena = arena, .scratch = exq_arena_new()};
    if (self.scratch == NULL)
        return exq_fail_memory(error);
    self.finest.facts = exq_tally_facts_of(tally);
    self.publisher = (exq_lists_publisher){.facts = self.finest.facts,
                                           .lists = exq_lists_of(tally),
                                           .min_cell = plan->min_cell,
                                           .reducers = plan->reducers,
                                           .arena = arena,
                                           .scratch = self.scratch};
    const exq_status status = run(&self, out, error);
    if (status != EXQ_OK)
        *out = (exq_published_lists){0};
    exq_arena_free(self.scratch);
    return status;
}
