/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linear equations between the rows of all tables: where two tables meet, the rows of a part sum to the same
 * number in both, and the rows of the first table sum to everyone. Withheld rows are the unknowns. They are
 * eliminated (Gauss, Jordan), exactly, modulo a prime: an equation left with one unknown gives it away, and the
 * shown rows in that equation are those the calculation needs.
 */
#include "deduce.h"

static const uint64_t PRIME = (UINT64_C(1) << 31) - 1;

/* One column for each row of all tables: the unknown ones first, then the shown ones. */
typedef struct equations {
    const exq_rollup *tables;
    size_t table_count;
    size_t *column_of; /* of each row, tables one behind the other */
    exq_place *places; /* of each column, back */
    size_t *part;      /* the columns of one part of a meeting */
    size_t unknowns;
    size_t columns;
    uint32_t *numbers; /* rank x columns, and one more row to work on */
    size_t *pivots;    /* of each equation, the unknown it is solved for */
    size_t rank;
} equations;

static bool is_shown(const exq_rollup *table, size_t row)
{
    return table->withheld[row] == EXQ_WHY_NONE;
}

static void count_columns(equations *self)
{
    for (size_t i = 0; i < self->table_count; i++) {
        self->columns += self->tables[i].row_count;
        self->unknowns += self->tables[i].withheld_count;
    }
}

static exq_status number_columns(equations *self, exq_arena *arena, exq_error *error)
{
    self->column_of = EXQ_NEW(arena, size_t, self->columns);
    self->places = EXQ_NEW(arena, exq_place, self->columns);
    self->part = EXQ_NEW(arena, size_t, self->columns);
    self->numbers = EXQ_NEW(arena, uint32_t, (self->unknowns + 1) * self->columns);
    self->pivots = EXQ_NEW(arena, size_t, self->unknowns);
    if (self->column_of == NULL || self->places == NULL || self->part == NULL || self->numbers == NULL ||
        self->pivots == NULL)
        return exq_fail_memory(error);
    size_t unknown = 0;
    size_t shown = self->unknowns;
    for (size_t i = 0, any = 0; i < self->table_count; i++) {
        for (size_t row = 0; row < self->tables[i].row_count; row++, any++) {
            const size_t column = is_shown(&self->tables[i], row) ? shown++ : unknown++;
            self->column_of[any] = column;
            self->places[column] = (exq_place){i, row};
        }
    }
    return EXQ_OK;
}

static uint32_t *equation(const equations *self, size_t index)
{
    return self->numbers + index * self->columns;
}

/* Take out of `target` the unknown that equation `index` is solved for. */
static void eliminate(const equations *self, uint32_t *target, size_t index)
{
    const uint64_t factor = target[self->pivots[index]];
    if (factor == 0)
        return;
    const uint32_t *source = equation(self, index);
    for (size_t i = 0; i < self->columns; i++)
        target[i] = (uint32_t)((target[i] + (PRIME - factor) * source[i]) % PRIME);
}

/* a^(p - 2), the inverse of a modulo p (Fermat). */
static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;
    for (uint64_t exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = result * a % PRIME;
        a = a * a % PRIME;
    }
    return result;
}

/* Keep the equation worked on if it says something new; then start another. */
static void close_equation(equations *self)
{
    uint32_t *fresh = equation(self, self->rank);
    for (size_t i = 0; i < self->rank; i++)
        eliminate(self, fresh, i);
    size_t pivot = 0;
    while (pivot < self->unknowns && fresh[pivot] == 0)
        pivot++;
    if (pivot < self->unknowns) {
        const uint64_t scale = inverse(fresh[pivot]);
        for (size_t i = 0; i < self->columns; i++)
            fresh[i] = (uint32_t)(fresh[i] * scale % PRIME);
        self->pivots[self->rank++] = pivot;
    }
    uint32_t *next = equation(self, self->rank);
    for (size_t i = 0; i < self->columns; i++)
        next[i] = 0;
}

/* Everyone is the sum of the rows of any table; the number itself, being known, need not stand in the equation. */
static void learn_everyone(equations *self)
{
    uint32_t *fresh = equation(self, self->rank);
    for (size_t row = 0; row < self->tables[0].row_count; row++)
        fresh[self->column_of[row]] = 1;
    close_equation(self);
}

/* In a part, the rows of the one table less those of the other make nothing. Parts without unknowns say
 * nothing. */
static void learn_part(equations *self, size_t count, size_t one_count)
{
    bool has_unknown = false;
    for (size_t i = 0; i < count; i++)
        has_unknown = has_unknown || self->part[i] < self->unknowns;
    if (!has_unknown)
        return;
    uint32_t *fresh = equation(self, self->rank);
    for (size_t i = 0; i < count; i++)
        fresh[self->part[i]] = i < one_count ? 1 : (uint32_t)(PRIME - 1);
    close_equation(self);
}

/* `one` and `other` are the tables' first places in column_of. */
static void learn_meeting(equations *self, const exq_partition *partition, size_t one, size_t one_rows, size_t other,
                          size_t other_rows)
{
    size_t count = 0;
    size_t one_count = 0;
    for (size_t i = 0; i < one_rows + other_rows; i++) {
        const size_t item = partition->order[i];
        one_count += item < one_rows;
        self->part[count++] = self->column_of[item < one_rows ? one + item : other + item - one_rows];
        const bool ends =
            i + 1 == one_rows + other_rows || partition->parts[partition->order[i + 1]] != partition->parts[item];
        if (ends) {
            learn_part(self, count, one_count);
            count = one_count = 0;
        }
    }
}

static void learn_all(equations *self, exq_meeting *meeting)
{
    learn_everyone(self);
    for (size_t i = 0, i_start = 0; i < self->table_count; i++) {
        size_t j_start = i_start + self->tables[i].row_count;
        for (size_t j = i + 1; j < self->table_count; j++) {
            exq_meeting_of(meeting, &self->tables[i], &self->tables[j]);
            learn_meeting(self, &meeting->partition, i_start, self->tables[i].row_count, j_start,
                          self->tables[j].row_count);
            j_start += self->tables[j].row_count;
        }
        i_start += self->tables[i].row_count;
    }
    for (size_t i = self->rank; i > 0; i--) {
        for (size_t j = i; j < self->rank; j++)
            eliminate(self, equation(self, i - 1), j);
    }
}

static bool has_one_unknown(const equations *self, size_t index)
{
    const uint32_t *numbers = equation(self, index);
    for (size_t i = 0; i < self->unknowns; i++) {
        if (numbers[i] != 0 && i != self->pivots[index])
            return false;
    }
    return true;
}

static exq_why why_of(const equations *self, size_t column)
{
    const exq_place place = self->places[column];
    return self->tables[place.table].withheld[place.row];
}

static uint64_t people_of(const equations *self, size_t column)
{
    const exq_place place = self->places[column];
    return self->tables[place.table].people[place.row];
}

/* Columns of shown rows stand in the order of tables and rows, so the first of equals is the one to name. */
static bool find_smallest_shown(const equations *self, size_t index, exq_place *out)
{
    const uint32_t *numbers = equation(self, index);
    size_t smallest = self->columns;
    for (size_t i = self->unknowns; i < self->columns; i++) {
        if (numbers[i] != 0 && (smallest == self->columns || people_of(self, i) < people_of(self, smallest)))
            smallest = i;
    }
    if (smallest == self->columns)
        return false;
    *out = self->places[smallest];
    return true;
}

static exq_status solve(equations *self, exq_meeting *meeting, exq_arena *arena, bool *found, exq_place *needed,
                        exq_error *error)
{
    EXQ_TRY(number_columns(self, arena, error));
    learn_all(self, meeting);
    for (size_t i = 0; i < self->rank && !*found; i++) {
        if (why_of(self, self->pivots[i]) == EXQ_WHY_BELOW_MIN_CELL && has_one_unknown(self, i))
            *found = find_smallest_shown(self, i, needed);
    }
    return EXQ_OK;
}

exq_status exq_deduce(const exq_rollup *tables, size_t table_count, exq_meeting *meeting, bool *found,
                      exq_place *needed, exq_error *error)
{
    *found = false;
    equations self = {.tables = tables, .table_count = table_count};
    count_columns(&self);
    if (self.unknowns == 0 || self.columns > EXQ_DEDUCE_MOST / (self.unknowns + 1))
        return EXQ_OK;
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    const exq_status status = solve(&self, meeting, arena, found, needed, error);
    exq_arena_free(arena);
    return status;
}
