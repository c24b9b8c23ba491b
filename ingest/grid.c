/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grids while they grow: rows in the order of first sight, found through a table of slots. Small keys are their own
 * slot; others are hashed. Sealing sorts the rows and lets the slots go.
 */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"

enum { FIRST_SLOTS = 1024, MOST_DIRECT = 4 * 1024 * 1024 };

void exq_grid_init(exq_grid *grid, size_t count_width, size_t sum_width)
{
    *grid = (exq_grid){.count_width = count_width, .sum_width = sum_width, .direct = true};
}

void exq_grid_free(exq_grid *grid)
{
    free(grid->keys);
    free(grid->counts);
    free(grid->sums);
    free(grid->slots);
    exq_grid_init(grid, grid->count_width, grid->sum_width);
}

/* ----------------------------------------------------------------------------------------------- the slots */

static size_t hash_slot(const exq_grid *grid, uint64_t key)
{
    uint64_t mixed = (key ^ key >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 20) & (grid->slot_count - 1);
}

/* The slot of a key, or the empty one where it belongs. Only for keys within `slot_count` when direct. */
static uint32_t *slot_of(const exq_grid *grid, uint64_t key)
{
    if (grid->direct)
        return &grid->slots[key];
    size_t at = hash_slot(grid, key);
    while (grid->slots[at] != 0 && grid->keys[grid->slots[at] - 1] != key)
        at = (at + 1) & (grid->slot_count - 1);
    return &grid->slots[at];
}

static bool index_rows(exq_grid *grid, size_t slot_count, bool direct)
{
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    free(grid->slots);
    grid->slots = slots;
    grid->slot_count = slot_count;
    grid->direct = direct;
    for (size_t row = 0; row < grid->rows; row++)
        *slot_of(grid, grid->keys[row]) = (uint32_t)row + 1;
    return true;
}

/* Slots enough for one more row, which has this key. */
static bool make_slots(exq_grid *grid, uint64_t key)
{
    if (grid->direct && key < MOST_DIRECT) {
        if (key < grid->slot_count)
            return true;
        size_t slot_count = grid->slot_count == 0 ? FIRST_SLOTS : grid->slot_count;
        while (slot_count <= key)
            slot_count *= 2;
        return index_rows(grid, slot_count, true);
    }
    if (!grid->direct && grid->rows < grid->slot_count / 2)
        return true;
    size_t slot_count = FIRST_SLOTS;
    while (slot_count / 4 <= grid->rows)
        slot_count *= 2;
    return index_rows(grid, slot_count, false);
}

static bool make_rows(exq_grid *grid, size_t rows)
{
    return exq_room(&grid->keys, &grid->key_room, rows, sizeof *grid->keys) &&
           exq_room(&grid->counts, &grid->count_room, rows * grid->count_width, sizeof *grid->counts) &&
           exq_room(&grid->sums, &grid->sum_room, rows * grid->sum_width, sizeof *grid->sums);
}

/* A row of zeros behind the others. The caller has made room. */
static size_t append_row(exq_grid *grid, uint64_t key)
{
    size_t row = grid->rows++;
    grid->keys[row] = key;
    if (grid->count_width > 0)
        memset(exq_grid_counts(grid, row), 0, grid->count_width * sizeof *grid->counts);
    if (grid->sum_width > 0)
        memset(exq_grid_sums(grid, row), 0, grid->sum_width * sizeof *grid->sums);
    return row;
}

size_t exq_grid_new_row(exq_grid *grid, uint64_t key)
{
    if (!make_slots(grid, key))
        return EXQ_NO_ROW;
    uint32_t *slot = slot_of(grid, key);
    if (*slot != 0)
        return *slot - 1;
    if (grid->rows == EXQ_MAX_GRID_ROWS || !make_rows(grid, grid->rows + 1))
        return EXQ_NO_ROW;
    size_t row = append_row(grid, key);
    *slot = (uint32_t)row + 1;
    return row;
}

size_t exq_grid_append(exq_grid *grid, uint64_t key)
{
    if (grid->rows == EXQ_MAX_GRID_ROWS || !make_rows(grid, grid->rows + 1))
        return EXQ_NO_ROW;
    return append_row(grid, key);
}

/* ------------------------------------------------------------------------------------------------- sealing */

typedef struct placed {
    uint64_t key;
    size_t row;
} placed;

static int compare_placed(const void *a, const void *b)
{
    const placed *left = a;
    const placed *right = b;
    return (left->key > right->key) - (left->key < right->key);
}

static bool has_counts(const exq_grid *grid, size_t row)
{
    for (size_t i = 0; i < grid->count_width; i++)
        if (exq_grid_counts(grid, row)[i] != 0)
            return true;
    return false;
}

static bool has_sums(const exq_grid *grid, size_t row)
{
    for (size_t i = 0; i < grid->sum_width; i++)
        if (!exq_fixedsum_is_zero(&exq_grid_sums(grid, row)[i]))
            return true;
    return false;
}

static void copy_row(const exq_grid *from, size_t row, exq_grid *to, size_t place)
{
    if (from->count_width > 0)
        memcpy(exq_grid_counts(to, place), exq_grid_counts(from, row), from->count_width * sizeof *from->counts);
    if (from->sum_width > 0)
        memcpy(exq_grid_sums(to, place), exq_grid_sums(from, row), from->sum_width * sizeof *from->sums);
}

exq_status exq_grid_seal(exq_grid *grid, exq_error *error)
{
    exq_grid sorted;
    exq_grid_init(&sorted, grid->count_width, grid->sum_width);
    placed *order = malloc((grid->rows + 1) * sizeof *order);
    if (order == NULL || !make_rows(&sorted, grid->rows)) {
        free(order);
        exq_grid_free(&sorted);
        return exq_fail_memory(error);
    }
    size_t count = 0;
    for (size_t row = 0; row < grid->rows; row++)
        if (has_counts(grid, row) || has_sums(grid, row))
            order[count++] = (placed){grid->keys[row], row};
    qsort(order, count, sizeof *order, compare_placed);
    for (size_t i = 0; i < count; i++)
        copy_row(grid, order[i].row, &sorted, append_row(&sorted, order[i].key));
    free(order);
    exq_grid_free(grid);
    *grid = sorted;
    return EXQ_OK;
}

static void copy_array(void *to, const void *from, size_t count, size_t size)
{
    if (count > 0)
        memcpy(to, from, count * size);
}

bool exq_grid_concatenate(exq_grid *grid, exq_grid *more)
{
    if (more->rows > EXQ_MAX_GRID_ROWS - grid->rows)
        return false;
    if (grid->rows == 0) {
        exq_grid_free(grid);
        *grid = *more;
        exq_grid_init(more, grid->count_width, grid->sum_width);
        return true;
    }
    if (!make_rows(grid, grid->rows + more->rows))
        return false;
    copy_array(grid->keys + grid->rows, more->keys, more->rows, sizeof *grid->keys);
    copy_array(exq_grid_counts(grid, grid->rows), more->counts, more->rows * more->count_width, sizeof *grid->counts);
    copy_array(exq_grid_sums(grid, grid->rows), more->sums, more->rows * more->sum_width, sizeof *grid->sums);
    grid->rows += more->rows;
    exq_grid_free(more);
    return true;
}

size_t exq_grid_find(const exq_grid *grid, uint64_t key)
{
    size_t low = 0;
    size_t high = grid->rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < grid->rows && grid->keys[low] == key ? low : EXQ_NO_ROW;
}

/* --------------------------------------------------------------------------------------- sums, differences */

static void add_row(exq_grid *to, size_t place, const exq_grid *from, size_t row)
{
    for (size_t i = 0; i < from->count_width; i++)
        exq_grid_counts(to, place)[i] += exq_grid_counts(from, row)[i];
    for (size_t i = 0; i < from->sum_width; i++)
        exq_fixedsum_merge(&exq_grid_sums(to, place)[i], &exq_grid_sums(from, row)[i]);
}

exq_status exq_grid_add(const exq_grid *a, const exq_grid *b, exq_grid *out, exq_error *error)
{
    exq_grid_init(out, a->count_width, a->sum_width);
    if (!make_rows(out, a->rows + b->rows))
        return exq_fail_memory(error);
    size_t i = 0;
    size_t j = 0;
    while (i < a->rows || j < b->rows) {
        bool from_a = j == b->rows || (i < a->rows && a->keys[i] <= b->keys[j]);
        bool from_b = i == a->rows || (j < b->rows && b->keys[j] <= a->keys[i]);
        size_t place = append_row(out, from_a ? a->keys[i] : b->keys[j]);
        if (from_a)
            add_row(out, place, a, i++);
        if (from_b)
            add_row(out, place, b, j++);
    }
    return EXQ_OK;
}

static bool take_row(exq_grid *from, size_t place, const exq_grid *part, size_t row)
{
    for (size_t i = 0; i < part->count_width; i++) {
        uint64_t *count = &exq_grid_counts(from, place)[i];
        if (__builtin_sub_overflow(*count, exq_grid_counts(part, row)[i], count))
            return false;
    }
    for (size_t i = 0; i < part->sum_width; i++)
        exq_fixedsum_subtract(&exq_grid_sums(from, place)[i], &exq_grid_sums(part, row)[i]);
    return true;
}

exq_status exq_grid_take(const exq_grid *a, const exq_grid *b, exq_grid *out, exq_error *error)
{
    exq_grid_init(out, a->count_width, a->sum_width);
    if (!make_rows(out, a->rows))
        return exq_fail_memory(error);
    bool contained = true;
    size_t j = 0;
    for (size_t i = 0; contained && i < a->rows; i++) {
        size_t place = append_row(out, a->keys[i]);
        copy_row(a, i, out, place);
        if (j < b->rows && b->keys[j] == a->keys[i])
            contained = take_row(out, place, b, j++);
        if (!has_counts(out, place)) {
            contained = contained && !has_sums(out, place);
            out->rows--;
        }
    }
    if (contained && j == b->rows)
        return EXQ_OK;
    exq_grid_free(out);
    return exq_fail(error, EXQ_INCONSISTENT,
                    "the lists to take away are not all in the tally: a count would become "
                    "negative. Nothing was taken away.");
}

bool exq_grid_equal(const exq_grid *a, const exq_grid *b)
{
    if (a->count_width != b->count_width || a->sum_width != b->sum_width || a->rows != b->rows)
        return false;
    return a->rows == 0 ||
           (memcmp(a->keys, b->keys, a->rows * sizeof *a->keys) == 0 &&
            (a->count_width == 0 || memcmp(a->counts, b->counts, a->rows * a->count_width * sizeof *a->counts) == 0) &&
            (a->sum_width == 0 || memcmp(a->sums, b->sums, a->rows * a->sum_width * sizeof *a->sums) == 0));
}
