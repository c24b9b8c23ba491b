/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing out the rows of a question: groups in the order of their labels, everyone else beside each, all shown
 * groups together. Overall and rest are made of shown rows alone, and weighted sums are rounded once, from
 * exact ones.
 */
#include "publish.h"

#include <stdlib.h>
#include <string.h>

#include "person_sums.h"

/* Exact sums of weights and of their squares, `width` of each. */
typedef struct sums {
    exq_exactsum *weights;
    exq_exactsum *squares;
} sums;

typedef struct publisher {
    const exq_finest *finest;
    const exq_rollup *table;
    exq_columns by;
    exq_arena *arena;
    uint64_t *all_counts; /* of the shown rows of the table at hand; width of them */
    uint64_t *rest_counts;
    sums all_sums; /* likewise; weighted data only */
    sums own_sums;
    sums rest_sums;
    exq_person_sums persons;        /* data of persons with several rows only */
    uint32_t *places;               /* likewise, per shown row of the rollup: its place among the rows published */
    const exq_other_version *other; /* NULL: there is none, or these rows do not tell of it */
    exq_score_sheet *scores;        /* likewise */
    exq_arena *scratch;
    const exq_scale *scale; /* of the last table with scores */
} publisher;

static exq_status sums_init(sums *self, size_t width, exq_arena *scratch, exq_error *error)
{
    self->weights = EXQ_NEW(scratch, exq_exactsum, width);
    self->squares = EXQ_NEW(scratch, exq_exactsum, width);
    return self->weights == NULL || self->squares == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static void sums_clear(const sums *self, size_t width)
{
    memset(self->weights, 0, width * sizeof *self->weights);
    memset(self->squares, 0, width * sizeof *self->squares);
}

/* difference = all - part */
static void sums_subtract(const sums *all, const sums *part, size_t width, const sums *difference)
{
    memcpy(difference->weights, all->weights, width * sizeof *all->weights);
    memcpy(difference->squares, all->squares, width * sizeof *all->squares);
    for (size_t slot = 0; slot < width; slot++) {
        exq_exactsum_subtract(&difference->weights[slot], &part->weights[slot]);
        exq_exactsum_subtract(&difference->squares[slot], &part->squares[slot]);
    }
}

static exq_status publisher_init(publisher *self, exq_arena *scratch, exq_error *error)
{
    const size_t width = self->finest->width;
    self->all_counts = EXQ_NEW(scratch, uint64_t, width);
    self->rest_counts = EXQ_NEW(scratch, uint64_t, width);
    if (self->all_counts == NULL || self->rest_counts == NULL)
        return exq_fail_memory(error);
    if (!self->finest->facts->has_weights)
        return EXQ_OK;
    EXQ_TRY(sums_init(&self->all_sums, width, scratch, error));
    EXQ_TRY(sums_init(&self->own_sums, width, scratch, error));
    return sums_init(&self->rest_sums, width, scratch, error);
}

static exq_status publish_levels(const exq_finest *finest, uint32_t cell, exq_columns columns, exq_arena *arena,
                                 const char *const **out, exq_error *error)
{
    const char **levels = EXQ_NEW(arena, const char *, columns.count);
    if (levels == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < columns.count; i++) {
        const size_t a = columns.at[i];
        levels[i] = finest->attributes[a].levels[exq_finest_rank(finest, cell, a)];
    }
    *out = levels;
    return EXQ_OK;
}

static exq_status publish_names(const exq_finest *finest, exq_columns columns, exq_arena *arena,
                                const char *const **out, exq_error *error)
{
    const char **names = EXQ_NEW(arena, const char *, columns.count);
    if (names == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < columns.count; i++)
        names[i] = finest->attributes[columns.at[i]].name;
    *out = names;
    return EXQ_OK;
}

static exq_status publish_counts(const publisher *self, const uint64_t *counts, exq_row *row, exq_error *error)
{
    const size_t width = self->finest->width;
    uint64_t *copy = EXQ_NEW(self->arena, uint64_t, width);
    if (copy == NULL)
        return exq_fail_memory(error);
    for (size_t slot = 0; slot < width; slot++) {
        copy[slot] = counts[slot];
        row->people += counts[slot];
    }
    row->counts = copy;
    return EXQ_OK;
}

static exq_status publish_sums(const publisher *self, const sums *exact, exq_row *row, exq_error *error)
{
    const size_t width = self->finest->width;
    double *weights = EXQ_NEW(self->arena, double, width);
    double *squares = EXQ_NEW(self->arena, double, width);
    if (weights == NULL || squares == NULL)
        return exq_fail_memory(error);
    for (size_t slot = 0; slot < width; slot++) {
        weights[slot] = exq_exactsum_round(&exact->weights[slot]);
        squares[slot] = exq_exactsum_round(&exact->squares[slot]);
    }
    row->weights = weights;
    row->squares = squares;
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- persons */

/* Sum up the persons of a table whose rows stand in `parts`. */
static exq_status sum_persons(publisher *self, const uint32_t *parts, size_t part_count, exq_arena *scratch,
                              exq_error *error)
{
    if (self->finest->units == NULL)
        return EXQ_OK;
    self->places = EXQ_NEW(scratch, uint32_t, self->table->row_count);
    if (self->places == NULL)
        return exq_fail_memory(error);
    return exq_person_sums_of(self->table, parts, part_count, self->finest, self->arena, scratch, &self->persons,
                              error);
}

/* People are persons, where rows are not. */
static void publish_persons(const exq_persons_of_row *persons, exq_row *row)
{
    row->persons = persons;
    row->people = exq_persons_count(persons);
}

static size_t class_place(const publisher *self, size_t row)
{
    return self->persons.shown[row] * self->finest->facts->class_count;
}

static int compare_crossings(const void *a, const void *b)
{
    const exq_crossing *left = a;
    const exq_crossing *right = b;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    return left->second < right->second ? -1 : left->second > right->second;
}

/* The rows may be published in another order than they were summed in: then the one that came second is first. */
static exq_status publish_crossing(const publisher *self, const exq_shared_rows *shared, exq_crossing *out,
                                   exq_error *error)
{
    const size_t first = self->places[shared->first], second = self->places[shared->second];
    *out = (exq_crossing){first, second, shared->moments};
    if (first < second)
        return EXQ_OK;
    const size_t classes = self->finest->facts->class_count;
    exq_moments *turned = EXQ_NEW(self->arena, exq_moments, classes);
    if (turned == NULL)
        return exq_fail_memory(error);
    for (size_t c = 0; c < classes; c++)
        for (size_t i = 0; i < EXQ_CELLS; i++)
            for (size_t j = 0; j < EXQ_CELLS; j++)
                turned[c].of[i][j] = shared->moments[c].of[j][i];
    *out = (exq_crossing){second, first, turned};
    return EXQ_OK;
}

static exq_status publish_crossings(const publisher *self, const uint32_t *rows, size_t row_count, exq_table *out,
                                    exq_error *error)
{
    const exq_person_sums *persons = &self->persons;
    const exq_moments **rests = EXQ_NEW(self->arena, const exq_moments *, row_count);
    if (rests == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t i = 0; i < row_count; i++) {
        const uint32_t shown = persons->shown[rows[i]];
        if (shown == EXQ_NOT_SHOWN)
            continue;
        rests[i] = persons->rest_crossings + class_place(self, rows[i]);
        self->places[shown] = (uint32_t)i;
        count += exq_person_sums_from(persons, shown + 1) - exq_person_sums_from(persons, shown);
    }
    exq_crossing *crossings = EXQ_NEW(self->arena, exq_crossing, count);
    if (crossings == NULL)
        return exq_fail_memory(error);
    count = 0;
    for (size_t i = 0; i < row_count; i++) {
        const uint32_t shown = persons->shown[rows[i]];
        if (shown == EXQ_NOT_SHOWN)
            continue;
        const size_t end = exq_person_sums_from(persons, shown + 1);
        for (size_t at = exq_person_sums_from(persons, shown); at < end; at++)
            EXQ_TRY(publish_crossing(self, &persons->shared[at], &crossings[count++], error));
    }
    if (count > 1)
        qsort(crossings, count, sizeof *crossings, compare_crossings);
    out->crossings = crossings;
    out->crossing_count = count;
    out->rest_crossings = rests;
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------------- rows */

/* All shown rows together. */
static exq_status publish_overall(const publisher *self, const uint32_t *rows, size_t row_count, size_t part,
                                  exq_row *out, exq_error *error)
{
    const exq_rollup *table = self->table;
    const size_t width = self->finest->width;
    const bool weighted = self->finest->facts->has_weights;
    memset(self->all_counts, 0, width * sizeof *self->all_counts);
    if (weighted)
        sums_clear(&self->all_sums, width);
    for (size_t i = 0; i < row_count; i++) {
        if (table->withheld[rows[i]] != EXQ_WHY_NONE)
            continue;
        for (size_t slot = 0; slot < width; slot++)
            self->all_counts[slot] += table->counts[rows[i] * width + slot];
        if (weighted)
            exq_rollup_weigh(table, self->finest, rows[i], self->all_sums.weights, self->all_sums.squares);
    }
    EXQ_TRY(publish_counts(self, self->all_counts, out, error));
    if (self->finest->units != NULL)
        publish_persons(self->persons.overall + part * self->finest->facts->class_count, out);
    return weighted ? publish_sums(self, &self->all_sums, out, error) : EXQ_OK;
}

/* A group and everyone shown but the group; needs the overall sums. */
static exq_status publish_group(const publisher *self, size_t row, exq_row *group, exq_row *rest, exq_error *error)
{
    const exq_rollup *table = self->table;
    const size_t width = self->finest->width;
    EXQ_TRY(publish_levels(self->finest, table->examples[row], self->by, self->arena, &group->levels, error));
    group->why = rest->why = table->withheld[row];
    group->withheld = rest->withheld = table->withheld[row] != EXQ_WHY_NONE;
    if (group->withheld)
        return EXQ_OK;

    const uint64_t *counts = table->counts + row * width;
    for (size_t slot = 0; slot < width; slot++)
        self->rest_counts[slot] = self->all_counts[slot] - counts[slot];
    EXQ_TRY(publish_counts(self, counts, group, error));
    EXQ_TRY(publish_counts(self, self->rest_counts, rest, error));
    if (self->finest->units != NULL) {
        publish_persons(self->persons.own + class_place(self, row), group);
        publish_persons(self->persons.rests + class_place(self, row), rest);
    }
    if (!self->finest->facts->has_weights)
        return EXQ_OK;

    sums_clear(&self->own_sums, width);
    exq_rollup_weigh(table, self->finest, row, self->own_sums.weights, self->own_sums.squares);
    sums_subtract(&self->all_sums, &self->own_sums, width, &self->rest_sums);
    EXQ_TRY(publish_sums(self, &self->own_sums, group, error));
    return publish_sums(self, &self->rest_sums, rest, error);
}

static exq_status publish_table(publisher *self, const uint32_t *rows, size_t row_count, size_t part,
                                exq_table *out, exq_error *error)
{
    exq_row *groups = EXQ_NEW(self->arena, exq_row, row_count);
    exq_row *rests = EXQ_NEW(self->arena, exq_row, row_count);
    if (groups == NULL || rests == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(publish_overall(self, rows, row_count, part, &out->overall, error));
    for (size_t i = 0; i < row_count; i++)
        EXQ_TRY(publish_group(self, rows[i], &groups[i], &rests[i], error));
    if (self->other != NULL)
        EXQ_TRY(exq_publish_versions(self->other, self->finest, self->table, rows, row_count, self->arena, groups,
                                     &out->overall, error));
    if (self->scores != NULL)
        EXQ_TRY(exq_publish_scores(self->scores, self->table, rows, row_count, self->arena, self->scratch, groups, rests,
                                   &out->overall, &self->scale, error));
    out->groups = groups;
    out->rests = rests;
    out->group_count = row_count;
    return self->finest->units != NULL ? publish_crossings(self, rows, row_count, out, error) : EXQ_OK;
}

/* The rows in the order of their labels in `columns`. */
static exq_status sort_rows(const exq_finest *finest, const exq_rollup *table, exq_columns columns,
                            exq_partition *partition, exq_arena *scratch, uint32_t **out, exq_error *error)
{
    *out = EXQ_NEW(scratch, uint32_t, table->row_count);
    if (*out == NULL)
        return exq_fail_memory(error);
    exq_partition_run(partition, finest, table->examples, table->row_count, columns);
    if (table->row_count > 0)
        memcpy(*out, partition->order, table->row_count * sizeof **out);
    return EXQ_OK;
}

static exq_status publish_strata(publisher *self, exq_columns given, exq_partition *partition, exq_arena *scratch,
                                 exq_published *out, exq_error *error)
{
    const exq_rollup *table = self->table;
    exq_columns columns;
    uint32_t *rows = NULL;
    EXQ_TRY(exq_columns_join(given, self->by, scratch, &columns, error));
    EXQ_TRY(sort_rows(self->finest, table, columns, partition, scratch, &rows, error));
    exq_partition_run(partition, self->finest, table->examples, table->row_count, given);
    EXQ_TRY(sum_persons(self, partition->parts, partition->part_count, scratch, error));

    exq_table *strata = EXQ_NEW(self->arena, exq_table, partition->part_count);
    if (strata == NULL)
        return exq_fail_memory(error);
    size_t start = 0;
    for (size_t stratum = 0; stratum < partition->part_count; stratum++) {
        size_t end = start;
        while (end < table->row_count && partition->parts[rows[end]] == stratum)
            end++;
        EXQ_TRY(publish_levels(self->finest, table->examples[rows[start]], given, self->arena,
                               &strata[stratum].strata_levels, error));
        EXQ_TRY(publish_table(self, rows + start, end - start, stratum, &strata[stratum], error));
        start = end;
    }
    out->strata = strata;
    out->stratum_count = partition->part_count;
    return EXQ_OK;
}

exq_status exq_publish_question(const exq_question *question, const exq_finest *finest, const char *const *classes,
                                exq_partition *partition, exq_arena *arena, exq_arena *scratch, exq_published *out,
                                exq_error *error)
{
    *out = (exq_published){
        .by_count = question->by.count,
        .given_count = question->given.count,
        .class_count = finest->facts->class_count,
        .classes = classes,
        .has_labels = finest->facts->has_labels,
        .has_weights = finest->facts->has_weights,
        .has_units = finest->units != NULL,
    };
    EXQ_TRY(publish_names(finest, question->by, arena, &out->by, error));
    EXQ_TRY(publish_names(finest, question->given, arena, &out->given, error));

    publisher self = {.finest = finest,
                      .table = question->marginal,
                      .by = question->by,
                      .arena = arena,
                      .other = question->other,
                      .scores = question->scores,
                      .scratch = scratch};
    EXQ_TRY(publisher_init(&self, scratch, error));
    uint32_t *rows = NULL;
    EXQ_TRY(sort_rows(finest, self.table, self.by, partition, scratch, &rows, error));
    exq_partition_run(partition, finest, self.table->examples, self.table->row_count, (exq_columns){NULL, 0});
    EXQ_TRY(sum_persons(&self, partition->parts, 1, scratch, error));
    EXQ_TRY(publish_table(&self, rows, self.table->row_count, 0, &out->marginal, error));
    out->scale = self.scale;
    if (question->strata == NULL)
        return EXQ_OK;
    self.table = question->strata;
    self.other = NULL;
    self.scores = NULL;
    return publish_strata(&self, question->given, partition, scratch, out, error);
}
