/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The release, step by step: read the cells, find the tables behind the questions (the same columns in another
 * order are the same table), roll them up, withhold over all of them at once, publish. Everything on the way
 * lies in an arena of its own that ends with the release, so no secret outlives it.
 */
#include "door.h"

#include <string.h>

#include "person_sums.h"
#include "publish.h"
#include "withhold.h"

typedef struct release {
    const exq_release_plan *plan;
    exq_arena *arena;
    exq_arena *scratch;
    exq_finest finest;
    exq_partition partition;
    exq_columns given;         /* as asked */
    exq_columns strata;        /* ascending */
    exq_columns *by;           /* as asked; one a question */
    exq_columns *by_table;     /* ascending: the table behind the question */
    exq_columns *strata_table; /* by and given, ascending; equal to by_table without given */
    exq_columns *searched;     /* as asked; one a searched table */
    exq_columns *searched_table;
    exq_rollup *tables; /* distinct, coarse ones first */
    size_t table_count;
} release;

/* "race, sex" */
static const char *list_names(const char *const *names, size_t count, const char *separator, exq_arena *scratch)
{
    const char *list = count == 0 ? "" : names[0];
    for (size_t i = 1; i < count && list != NULL; i++)
        list = exq_arena_format(scratch, "%s%s%s", list, separator, names[i]);
    return list;
}

static exq_status find_columns(const release *self, const char *const *names, size_t count, exq_columns *out,
                               exq_error *error)
{
    const exq_tally_facts *facts = self->finest.facts;
    size_t *at = EXQ_NEW(self->scratch, size_t, count);
    if (at == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        size_t a = 0;
        while (a < facts->attribute_count && strcmp(facts->attributes[a], names[i]) != 0)
            a++;
        if (a < facts->attribute_count) {
            at[i] = a;
            continue;
        }
        const char *held = list_names(facts->attributes, facts->attribute_count, ", ", self->scratch);
        if (held == NULL)
            return exq_fail_memory(error);
        return exq_fail(error, EXQ_USAGE,
                        "column %s is not in the tally, which holds %s. Ask for one of these, or count the "
                        "data again with it.",
                        names[i], facts->attribute_count == 0 ? "none" : held);
    }
    *out = (exq_columns){at, count};
    return EXQ_OK;
}

static exq_status find_questions(release *self, exq_error *error)
{
    const exq_release_plan *plan = self->plan;
    self->by = EXQ_NEW(self->scratch, exq_columns, plan->by_count);
    self->by_table = EXQ_NEW(self->scratch, exq_columns, plan->by_count);
    self->strata_table = EXQ_NEW(self->scratch, exq_columns, plan->by_count);
    if (self->by == NULL || self->by_table == NULL || self->strata_table == NULL)
        return exq_fail_memory(error);

    EXQ_TRY(find_columns(self, plan->given, plan->given_count, &self->given, error));
    EXQ_TRY(exq_columns_sort(self->given, self->scratch, &self->strata, error));
    for (size_t i = 0; i < plan->by_count; i++) {
        const exq_grouping *by = &plan->by[i];
        exq_columns both;
        EXQ_TRY(find_columns(self, by->columns, by->column_count, &self->by[i], error));
        EXQ_TRY(exq_columns_sort(self->by[i], self->scratch, &self->by_table[i], error));
        EXQ_TRY(exq_columns_join(self->by[i], self->given, self->scratch, &both, error));
        EXQ_TRY(exq_columns_sort(both, self->scratch, &self->strata_table[i], error));
    }
    return EXQ_OK;
}

static exq_status find_searched(release *self, exq_error *error)
{
    const exq_release_plan *plan = self->plan;
    self->searched = EXQ_NEW(self->scratch, exq_columns, plan->searched_count);
    self->searched_table = EXQ_NEW(self->scratch, exq_columns, plan->searched_count);
    if (self->searched == NULL || self->searched_table == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < plan->searched_count; i++) {
        const exq_grouping *by = &plan->searched[i];
        EXQ_TRY(find_columns(self, by->columns, by->column_count, &self->searched[i], error));
        EXQ_TRY(exq_columns_sort(self->searched[i], self->scratch, &self->searched_table[i], error));
    }
    return EXQ_OK;
}

static exq_status check_groups(release *self, exq_columns columns, const char *const *names, size_t count, size_t *rows,
                               exq_error *error)
{
    exq_rollup table;
    EXQ_TRY(exq_rollup_rows(&table, columns, &self->finest, &self->partition, self->scratch, error));
    *rows = table.row_count;
    if (table.row_count <= EXQ_MAX_GROUPS)
        return EXQ_OK;
    if (count == 1)
        return exq_fail(error, EXQ_USAGE, "column %s has more than 1,000 groups: is it an identifier?", names[0]);
    const char *list = list_names(names, count, ",", self->scratch);
    if (list == NULL)
        return exq_fail_memory(error);
    return exq_fail(error, EXQ_USAGE,
                    "columns %s have more than 1,000 groups together. Cross fewer columns, or coarser ones.", list);
}

static exq_status check_searched(release *self, exq_error *error)
{
    const exq_release_plan *plan = self->plan;
    size_t nodes = 0;
    for (size_t i = 0; i < plan->searched_count; i++) {
        size_t rows = 0;
        EXQ_TRY(check_groups(self, self->searched_table[i], plan->searched[i].columns, plan->searched[i].column_count,
                             &rows, error));
        nodes += rows;
    }
    if (nodes > EXQ_MAX_NODES)
        return exq_fail(error, EXQ_USAGE,
                        "the search would look at %zu groups, more than 100,000. Search less deep, or fewer columns.",
                        nodes);
    return EXQ_OK;
}

static exq_status check_sizes(release *self, exq_error *error)
{
    const exq_release_plan *plan = self->plan;
    size_t rows = 0;
    for (size_t i = 0; i < plan->by_count; i++)
        EXQ_TRY(check_groups(self, self->by_table[i], plan->by[i].columns, plan->by[i].column_count, &rows, error));
    EXQ_TRY(check_groups(self, self->strata, plan->given, plan->given_count, &rows, error));
    EXQ_TRY(check_searched(self, error));
    if (self->finest.cell_count > EXQ_MAX_CELLS)
        return exq_fail(error, EXQ_USAGE,
                        "the columns counted have more than 1,000,000 groups together. Count fewer at once.");
    return EXQ_OK;
}

/* The place of the columns among the tables, or where they belong. */
static size_t table_place(const release *self, exq_columns columns)
{
    size_t place = 0;
    while (place < self->table_count && exq_columns_compare(self->tables[place].columns, columns) < 0)
        place++;
    return place;
}

static const exq_rollup *table_of(const release *self, exq_columns columns)
{
    return &self->tables[table_place(self, columns)];
}

static exq_status add_table(release *self, exq_columns columns, exq_error *error)
{
    const size_t place = table_place(self, columns);
    exq_rollup *table = &self->tables[place];
    if (place < self->table_count && exq_columns_compare(table->columns, columns) == 0)
        return EXQ_OK;
    memmove(table + 1, table, (self->table_count - place) * sizeof *table);
    self->table_count++;
    EXQ_TRY(exq_rollup_rows(table, columns, &self->finest, &self->partition, self->scratch, error));
    EXQ_TRY(exq_rollup_count(table, &self->finest, self->scratch, error));
    return self->finest.units != NULL ? exq_person_sums_count(table, &self->finest, self->scratch, error) : EXQ_OK;
}

static exq_status roll_up(release *self, exq_error *error)
{
    self->tables = EXQ_NEW(self->scratch, exq_rollup, 2 * self->plan->by_count + self->plan->searched_count);
    if (self->tables == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < self->plan->by_count; i++) {
        EXQ_TRY(add_table(self, self->by_table[i], error));
        EXQ_TRY(add_table(self, self->strata_table[i], error));
    }
    for (size_t i = 0; i < self->plan->searched_count; i++)
        EXQ_TRY(add_table(self, self->searched_table[i], error));
    return EXQ_OK;
}

static exq_status copy_classes(const release *self, const char *const **out, exq_error *error)
{
    const exq_tally_facts *facts = self->finest.facts;
    const char **classes = EXQ_NEW(self->arena, const char *, facts->class_count);
    if (classes == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < facts->class_count; i++) {
        classes[i] = exq_arena_string(self->arena, facts->classes[i]);
        if (classes[i] == NULL)
            return exq_fail_memory(error);
    }
    *out = classes;
    return EXQ_OK;
}

static size_t count_withheld(const exq_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->group_count; i++)
        count += table->groups[i].withheld;
    return count;
}

static exq_status publish_searched(release *self, const char *const *classes, exq_release *out, exq_error *error)
{
    exq_published *searched = EXQ_NEW(self->arena, exq_published, self->plan->searched_count);
    if (searched == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < self->plan->searched_count; i++) {
        const exq_question question = {.by = self->searched[i], .marginal = table_of(self, self->searched_table[i])};
        EXQ_TRY(exq_publish_question(&question, &self->finest, classes, &self->partition, self->arena, self->scratch,
                                     &searched[i], error));
        out->withheld_searched += count_withheld(&searched[i].marginal);
    }
    out->searched = searched;
    out->searched_count = self->plan->searched_count;
    return EXQ_OK;
}

static bool is_asked(const release *self, const exq_rollup *table)
{
    for (size_t i = 0; i < self->plan->by_count; i++)
        if (table_of(self, self->by_table[i]) == table)
            return true;
    return false;
}

static exq_status read_scores(release *self, exq_score_sheet **out, exq_error *error)
{
    const exq_rollup **tables = EXQ_NEW(self->scratch, const exq_rollup *, self->table_count);
    if (tables == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_score_sheet_read(&self->finest, self->plan->min_cell, self->scratch, out, error));
    if (*out == NULL)
        return EXQ_OK;
    size_t count = 0;
    for (size_t i = 0; i < self->table_count; i++)
        if (is_asked(self, &self->tables[i]))
            tables[count++] = &self->tables[i];
    return exq_score_sheet_cut(*out, &self->finest, tables, count, self->scratch, error);
}

static exq_status publish(release *self, exq_release *out, exq_error *error)
{
    exq_published *questions = EXQ_NEW(self->arena, exq_published, self->plan->by_count);
    if (questions == NULL)
        return exq_fail_memory(error);
    const char *const *classes = NULL;
    const exq_other_version *other = NULL;
    exq_score_sheet *scores = NULL;
    EXQ_TRY(copy_classes(self, &classes, error));
    EXQ_TRY(read_scores(self, &scores, error));
    EXQ_TRY(exq_other_version_find(&self->finest, self->plan->min_cell, self->scratch, &other, error));
    EXQ_TRY(publish_searched(self, classes, out, error));
    for (size_t i = 0; i < self->plan->by_count; i++) {
        const exq_question question = {
            .by = self->by[i],
            .given = self->given,
            .marginal = table_of(self, self->by_table[i]),
            .strata = self->given.count == 0 ? NULL : table_of(self, self->strata_table[i]),
            .other = other,
            .scores = scores,
        };
        EXQ_TRY(exq_publish_question(&question, &self->finest, classes, &self->partition, self->arena, self->scratch,
                                     &questions[i], error));
        out->withheld_groups += count_withheld(&questions[i].marginal);
        for (size_t j = 0; j < questions[i].stratum_count; j++)
            out->withheld_groups += count_withheld(&questions[i].strata[j]);
    }
    out->questions = questions;
    out->question_count = self->plan->by_count;
    out->anything_withheld = out->withheld_groups > 0;
    return EXQ_OK;
}

/* How many rows there are may be said only as far as shown groups say it: the difference would be the withheld
 * people. */
static void count_rows(const exq_tally_facts *facts, exq_release *out)
{
    out->rows_read = facts->rows_read;
    out->rows_used = facts->rows_used;
    if (!out->anything_withheld)
        return;
    out->rows_used = 0;
    for (size_t i = 0; i < out->question_count; i++) {
        const uint64_t rows = exq_row_count(&out->questions[i].marginal.overall, facts->class_count);
        if (rows > out->rows_used)
            out->rows_used = rows;
    }
    out->rows_read = out->rows_used;
    for (size_t i = 0; i < EXQ_EXCLUDED_COUNT; i++)
        out->rows_read += facts->rows_excluded[i];
}

/* Likewise: the persons of the question that shows most of them. */
static void count_persons(exq_release *out)
{
    for (size_t i = 0; i < out->question_count; i++) {
        const exq_row *overall = &out->questions[i].marginal.overall;
        if (overall->persons != NULL && overall->people > out->persons)
            out->persons = overall->people;
    }
}

static exq_status run(release *self, const exq_tally *tally, exq_release *out, exq_error *error)
{
    EXQ_TRY(exq_finest_read(tally, self->arena, self->scratch, &self->finest, error));
    EXQ_TRY(exq_partition_init(&self->partition, &self->finest, self->finest.cell_count, self->scratch, error));
    EXQ_TRY(find_questions(self, error));
    EXQ_TRY(find_searched(self, error));
    EXQ_TRY(check_sizes(self, error));
    EXQ_TRY(roll_up(self, error));
    EXQ_TRY(exq_withhold(self->tables, self->table_count, self->strata, self->plan->min_cell, &self->finest,
                         self->scratch, error));
    EXQ_TRY(publish(self, out, error));
    count_rows(self->finest.facts, out);
    count_persons(out);
    return EXQ_OK;
}

exq_status exq_release_tally(const exq_tally *tally, const exq_release_plan *plan, exq_arena *arena, exq_release *out,
                             exq_error *error)
{
    *out = (exq_release){0};
    release self = {.plan = plan, .arena = arena, .scratch = exq_arena_new()};
    if (self.scratch == NULL)
        return exq_fail_memory(error);
    const exq_status status = run(&self, tally, out, error);
    if (status != EXQ_OK)
        *out = (exq_release){0};
    exq_arena_free(self.scratch);
    return status;
}
