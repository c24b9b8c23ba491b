/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One walk over the signatures counts persons, one over the moments sums what their rows have in common. What a row's
 * rest holds follows from the whole part: persons without data in the row have all of theirs in the rest, and only
 * those with data in it have to be looked at again.
 */
#include "person_sums.h"

#include <stdlib.h>
#include <string.h>

static exq_status rows_of_cells(const exq_rollup *table, const exq_finest *finest, exq_arena *scratch, uint32_t **out,
                                exq_error *error)
{
    *out = EXQ_NEW(scratch, uint32_t, finest->cell_count);
    if (*out == NULL)
        return exq_fail_memory(error);
    for (uint32_t row = 0; row < table->row_count; row++)
        for (size_t i = table->starts[row]; i < table->starts[row + 1]; i++)
            (*out)[table->cells[i]] = row;
    return EXQ_OK;
}

exq_status exq_person_sums_count(exq_rollup *table, const exq_finest *finest, exq_arena *scratch, exq_error *error)
{
    uint32_t *rows = NULL;
    size_t *last = EXQ_NEW(scratch, size_t, table->row_count); /* 1 + the last signature that was met in a row */
    table->alone = EXQ_NEW(scratch, uint64_t, table->row_count);
    if (last == NULL || table->alone == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(rows_of_cells(table, finest, scratch, &rows, error));
    memset(table->people, 0, table->row_count * sizeof *table->people);
    const exq_bags *signatures = &finest->units->signatures;
    for (size_t s = 0; s < signatures->count; s++) {
        size_t length = 0, met = 0;
        const uint32_t *entries = exq_bags_get(signatures, s, &length);
        uint32_t row = 0;
        for (size_t i = 0; i < length; i++) {
            row = rows[finest->entry_cells[entries[i]]];
            if (last[row] == s + 1)
                continue;
            last[row] = s + 1;
            table->people[row] += signatures->sums[s];
            met++;
        }
        if (met == 1)
            table->alone[row] += signatures->sums[s];
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ preparing */

typedef struct summing {
    const exq_rollup *table;
    const exq_finest *finest;
    const uint32_t *parts;
    size_t class_count;
    uint32_t *row_of_cell;
    uint32_t *part_of; /* per shown row */
    exq_person_sums *out;
    /* of the signature at hand */
    uint32_t *touched; /* shown rows */
    size_t touched_count;
    unsigned char *sets; /* shown rows x K: cells with data */
    uint32_t *holders;   /* parts x K x EXQ_CELLS: touched rows with data in the cell */
    size_t *last;        /* per part: 1 + the last signature that was met in it */
} summing;

static size_t number_shown(const exq_rollup *table, uint32_t *shown)
{
    uint32_t count = 0;
    for (size_t row = 0; row < table->row_count; row++)
        shown[row] = table->withheld[row] == EXQ_WHY_NONE ? count++ : EXQ_NOT_SHOWN;
    return count;
}

static exq_status prepare(summing *self, size_t part_count, exq_arena *arena, exq_arena *scratch, exq_error *error)
{
    const size_t classes = self->class_count;
    exq_person_sums *out = self->out;
    out->shown = EXQ_NEW(scratch, uint32_t, self->table->row_count);
    if (out->shown == NULL)
        return exq_fail_memory(error);
    const size_t shown = number_shown(self->table, out->shown);
    out->own = EXQ_NEW(arena, exq_persons_of_row, shown * classes);
    out->rests = EXQ_NEW(arena, exq_persons_of_row, shown * classes);
    out->rest_crossings = EXQ_NEW(arena, exq_moments, shown * classes);
    out->overall = EXQ_NEW(arena, exq_persons_of_row, part_count * classes);
    self->part_of = EXQ_NEW(scratch, uint32_t, shown);
    self->touched = EXQ_NEW(scratch, uint32_t, shown);
    self->sets = EXQ_NEW(scratch, unsigned char, shown *classes);
    self->holders = EXQ_NEW(scratch, uint32_t, part_count * classes * EXQ_CELLS);
    self->last = EXQ_NEW(scratch, size_t, part_count);
    if (out->own == NULL || out->rests == NULL || out->rest_crossings == NULL || out->overall == NULL ||
        self->part_of == NULL || self->touched == NULL || self->sets == NULL || self->holders == NULL ||
        self->last == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < self->table->row_count; row++)
        if (out->shown[row] != EXQ_NOT_SHOWN)
            self->part_of[out->shown[row]] = self->parts[row];
    return rows_of_cells(self->table, self->finest, scratch, &self->row_of_cell, error);
}

/* The shown row of an entry, or EXQ_NOT_SHOWN. */
static uint32_t shown_row(const summing *self, uint32_t entry)
{
    return self->out->shown[self->row_of_cell[self->finest->entry_cells[entry]]];
}

static exq_cell_name cell_of(const summing *self, uint32_t entry, size_t class_index)
{
    const size_t slot = self->finest->entry_slots[entry];
    return exq_cell_of(slot / self->class_count, slot % self->class_count, self->class_count, class_index);
}

/* ------------------------------------------------------------------------------------------------- persons */

static void touch(summing *self, uint32_t entry)
{
    const uint32_t row = shown_row(self, entry);
    if (row == EXQ_NOT_SHOWN)
        return;
    unsigned char *sets = self->sets + row * self->class_count;
    uint32_t *holders = self->holders + self->part_of[row] * self->class_count * EXQ_CELLS;
    if (sets[0] == 0)
        self->touched[self->touched_count++] = row;
    for (size_t c = 0; c < self->class_count; c++) {
        const exq_cell_name cell = cell_of(self, entry, c);
        holders[c * EXQ_CELLS + cell] += (sets[c] >> cell & 1) == 0;
        sets[c] |= (unsigned char)(1u << cell);
    }
}

/* The cells held by more rows than these of `own`. */
static unsigned held_by_others(const uint32_t *holders, unsigned own)
{
    unsigned set = 0;
    for (unsigned cell = 0; cell < EXQ_CELLS; cell++)
        set |= (unsigned)(holders[cell] > (own >> cell & 1)) << cell;
    return set;
}

/* `rests` hold, until the end, what they differ by from the whole part. Differences below 0 wrap round, and back. */
static void count_signature(summing *self, size_t signature, uint64_t persons)
{
    const size_t classes = self->class_count;
    for (size_t i = 0; i < self->touched_count; i++) {
        const uint32_t row = self->touched[i], part = self->part_of[row];
        const bool first = self->last[part] != signature + 1;
        self->last[part] = signature + 1;
        for (size_t c = 0; c < classes; c++) {
            const uint32_t *holders = self->holders + (part * classes + c) * EXQ_CELLS;
            const unsigned own = self->sets[row * classes + c];
            const unsigned all = held_by_others(holders, 0), others = held_by_others(holders, own);
            if (first)
                self->out->overall[part * classes + c].touching[all] += persons;
            self->out->own[row * classes + c].touching[own] += persons;
            self->out->rests[row * classes + c].touching[all] -= persons;
            self->out->rests[row * classes + c].touching[others] += persons;
        }
    }
}

static void forget_signature(summing *self)
{
    for (size_t i = 0; i < self->touched_count; i++) {
        const uint32_t row = self->touched[i];
        memset(self->sets + row * self->class_count, 0, self->class_count);
        memset(self->holders + self->part_of[row] * self->class_count * EXQ_CELLS, 0,
               self->class_count * EXQ_CELLS * sizeof *self->holders);
    }
    self->touched_count = 0;
}

static void count_persons(summing *self)
{
    const exq_bags *signatures = &self->finest->units->signatures;
    for (size_t s = 0; s < signatures->count; s++) {
        size_t length = 0;
        const uint32_t *entries = exq_bags_get(signatures, s, &length);
        for (size_t i = 0; i < length; i++)
            touch(self, entries[i]);
        count_signature(self, s, signatures->sums[s]);
        forget_signature(self);
    }
}

/* ------------------------------------------------------------------------------------------------- moments */

/* The shown rows of two entries, when they are different rows of one part; the lower first. */
static bool shared_by(const summing *self, const uint32_t *pair, uint32_t *first, uint32_t *second)
{
    const uint32_t a = shown_row(self, pair[0]), b = shown_row(self, pair[1]);
    if (a == b || a == EXQ_NOT_SHOWN || b == EXQ_NOT_SHOWN || self->part_of[a] != self->part_of[b])
        return false;
    *first = a < b ? a : b;
    *second = a < b ? b : a;
    return true;
}

static int compare_shared(const void *a, const void *b)
{
    const exq_shared_rows *left = a;
    const exq_shared_rows *right = b;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    return (left->second > right->second) - (left->second < right->second);
}

static exq_status find_shared(summing *self, exq_arena *arena, exq_arena *scratch, exq_error *error)
{
    const exq_bags *moments = &self->finest->units->moments;
    exq_shared_rows *shared = EXQ_NEW(scratch, exq_shared_rows, moments->count);
    if (shared == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t i = 0; i < moments->count; i++)
        count += shared_by(self, moments->items + 2 * i, &shared[count].first, &shared[count].second);
    if (count > 1)
        qsort(shared, count, sizeof *shared, compare_shared);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare_shared(&shared[kept - 1], &shared[i]) != 0)
            shared[kept++] = shared[i];
    exq_moments *sums = EXQ_NEW(arena, exq_moments, kept * self->class_count);
    if (sums == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < kept; i++)
        shared[i].moments = sums + i * self->class_count;
    self->out->shared = shared;
    self->out->shared_count = kept;
    return EXQ_OK;
}

/* Both entries in one row, of a row or of a whole part: the product stands on both sides of the diagonal. */
static void add_inside(const summing *self, const uint32_t *pair, double sum, exq_persons_of_row *rows)
{
    for (size_t c = 0; c < self->class_count; c++) {
        const exq_cell_name a = cell_of(self, pair[0], c), b = cell_of(self, pair[1], c);
        rows[c].moments.of[a][b] += sum;
        if (pair[0] != pair[1])
            rows[c].moments.of[b][a] += sum;
    }
}

static void add_across(const summing *self, uint32_t one, uint32_t other, double sum, exq_moments *moments)
{
    for (size_t c = 0; c < self->class_count; c++)
        moments[c].of[cell_of(self, one, c)][cell_of(self, other, c)] += sum;
}

static void add_moment(const summing *self, const uint32_t *pair, double sum)
{
    const size_t classes = self->class_count;
    const exq_person_sums *out = self->out;
    const uint32_t a = shown_row(self, pair[0]), b = shown_row(self, pair[1]);
    exq_shared_rows key = {0};
    if (a == b && a != EXQ_NOT_SHOWN) {
        add_inside(self, pair, sum, out->own + a * classes);
        add_inside(self, pair, sum, out->overall + self->part_of[a] * classes);
    } else if (shared_by(self, pair, &key.first, &key.second)) {
        const exq_shared_rows *shared = bsearch(&key, out->shared, out->shared_count, sizeof key, compare_shared);
        add_inside(self, pair, sum, out->overall + self->part_of[a] * classes);
        add_across(self, pair[0], pair[1], sum, out->rest_crossings + a * classes);
        add_across(self, pair[1], pair[0], sum, out->rest_crossings + b * classes);
        add_across(self, pair[a < b ? 0 : 1], pair[a < b ? 1 : 0], sum, shared->moments);
    }
}

/* Rows n of the part and m of the row: the rest has n - m, so its moments are n n - m m - m (n - m) - (n - m) m. */
static void complete_rests(const summing *self)
{
    const size_t classes = self->class_count;
    for (size_t row = 0; row < self->table->row_count; row++) {
        if (self->out->shown[row] == EXQ_NOT_SHOWN)
            continue;
        for (size_t c = 0; c < classes; c++) {
            const size_t at = self->out->shown[row] * classes + c;
            const exq_persons_of_row *all = &self->out->overall[self->parts[row] * classes + c];
            const exq_persons_of_row *own = &self->out->own[at];
            const exq_moments *crossing = &self->out->rest_crossings[at];
            exq_persons_of_row *rest = &self->out->rests[at];
            for (size_t i = 0; i < EXQ_CELLS; i++)
                for (size_t j = 0; j < EXQ_CELLS; j++)
                    rest->moments.of[i][j] =
                        all->moments.of[i][j] - own->moments.of[i][j] - crossing->of[i][j] - crossing->of[j][i];
            rest->touching[0] = 0; /* nobody of the part is in its rest without data there */
            for (size_t set = 1; set < 1u << EXQ_CELLS; set++)
                rest->touching[set] += all->touching[set];
        }
    }
}

exq_status exq_person_sums_of(const exq_rollup *table, const uint32_t *parts, size_t part_count,
                              const exq_finest *finest, exq_arena *arena, exq_arena *scratch, exq_person_sums *out,
                              exq_error *error)
{
    *out = (exq_person_sums){0};
    summing self = {
        .table = table,
        .finest = finest,
        .parts = parts,
        .class_count = finest->facts->class_count,
        .out = out,
    };
    EXQ_TRY(prepare(&self, part_count, arena, scratch, error));
    count_persons(&self);
    EXQ_TRY(find_shared(&self, arena, scratch, error));
    const exq_bags *moments = &finest->units->moments;
    for (size_t i = 0; i < moments->count; i++)
        add_moment(&self, moments->items + 2 * i, (double)moments->sums[i]);
    complete_rests(&self);
    return EXQ_OK;
}

size_t exq_person_sums_from(const exq_person_sums *sums, uint32_t first)
{
    size_t low = 0, high = sums->shared_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sums->shared[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
