/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The product P C in tiles. The cells of a table are sorted by row, so that a run of cells touches a run of
 * rows and P is a staircase: only tiles on it are made, and no dense P ever stands in memory.
 */
#include "rollup.h"

#include <string.h>

#include "linalg.h"

enum { TILE_CELLS = 512, TILE_ROWS = 64, TILE_NUMBERS = 64 * 1024 };

/* The workspace of one product: sums (rows x width) = rollup (rows x cells) * counts (cells x width). */
typedef struct tile {
    size_t most_rows;
    size_t most_cells;
    double *rollup;
    double *counts;
    double *sums;
} tile;

/* A run of cells, and the rows they lie in. */
typedef struct stretch {
    size_t first_cell;
    size_t cell_count;
    size_t first_row;
    size_t row_count;
} stretch;

exq_status exq_rollup_rows(exq_rollup *table, exq_columns columns, const exq_finest *finest, exq_partition *partition,
                           exq_arena *scratch, exq_error *error)
{
    const size_t cell_count = finest->cell_count;
    *table = (exq_rollup){.columns = columns, .cells = EXQ_NEW(scratch, uint32_t, cell_count)};
    if (table->cells == NULL)
        return exq_fail_memory(error);
    for (uint32_t i = 0; i < cell_count; i++)
        table->cells[i] = i;
    exq_partition_run(partition, finest, table->cells, cell_count, columns);

    table->row_count = partition->part_count;
    table->starts = EXQ_NEW(scratch, size_t, table->row_count + 1);
    table->examples = EXQ_NEW(scratch, uint32_t, table->row_count);
    if (table->starts == NULL || table->examples == NULL)
        return exq_fail_memory(error);
    memcpy(table->cells, partition->order, cell_count * sizeof *table->cells);
    for (size_t i = cell_count; i > 0; i--) {
        const uint32_t cell = table->cells[i - 1];
        table->starts[partition->parts[cell]] = i - 1;
        table->examples[partition->parts[cell]] = cell;
    }
    table->starts[table->row_count] = cell_count;
    return EXQ_OK;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static exq_status tile_init(tile *work, const exq_rollup *table, const exq_finest *finest, exq_arena *scratch,
                            exq_error *error)
{
    const size_t width = finest->width;
    const size_t fitting = width < TILE_NUMBERS ? TILE_NUMBERS / width : 1;
    work->most_cells = smaller(smaller(fitting, TILE_CELLS), finest->cell_count);
    work->most_rows = smaller(smaller(fitting, TILE_ROWS), table->row_count);
    work->rollup = EXQ_NEW(scratch, double, work->most_rows * work->most_cells);
    work->counts = EXQ_NEW(scratch, double, work->most_cells *width);
    work->sums = EXQ_NEW(scratch, double, work->most_rows *width);
    if (work->rollup == NULL || work->counts == NULL || work->sums == NULL)
        return exq_fail_memory(error);
    return EXQ_OK;
}

/* The longest stretch from `first_cell` on that fits into the tile; `row` is the row of that cell. */
static stretch stretch_from(const exq_rollup *table, const tile *work, size_t first_cell, size_t row)
{
    const size_t full = table->starts[smaller(row + work->most_rows, table->row_count)];
    const size_t end = smaller(full, first_cell + work->most_cells);
    size_t end_row = row + 1;
    while (table->starts[end_row] < end)
        end_row++;
    return (stretch){first_cell, end - first_cell, row, end_row - row};
}

static void fill_tile(const exq_rollup *table, const exq_finest *finest, stretch run, tile *work)
{
    memset(work->rollup, 0, run.row_count * run.cell_count * sizeof *work->rollup);
    memset(work->counts, 0, run.cell_count * finest->width * sizeof *work->counts);
    size_t row = 0;
    for (size_t i = 0; i < run.cell_count; i++) {
        while (table->starts[run.first_row + row + 1] <= run.first_cell + i)
            row++;
        work->rollup[row * run.cell_count + i] = 1.0;

        const exq_cell *cell = finest->cells[table->cells[run.first_cell + i]];
        double *counts = work->counts + i * finest->width;
        for (size_t j = 0; j < cell->entry_count; j++)
            counts[exq_finest_slot(finest, &cell->entries[j])] += (double)cell->entries[j].count;
    }
}

static exq_status count_stretch(exq_rollup *table, const exq_finest *finest, stretch run, tile *work, exq_error *error)
{
    const size_t width = finest->width;
    fill_tile(table, finest, run, work);
    EXQ_TRY(exq_linalg_product(run.row_count, run.cell_count, width, work->rollup, work->counts, work->sums, error));
    uint64_t *counts = table->counts + run.first_row * width;
    for (size_t i = 0; i < run.row_count * width; i++) {
        const uint64_t sum = (uint64_t)work->sums[i];
        counts[i] += sum;
        table->people[run.first_row + i / width] += sum;
    }
    return EXQ_OK;
}

exq_status exq_rollup_count(exq_rollup *table, const exq_finest *finest, exq_arena *scratch, exq_error *error)
{
    size_t counts_count = 0;
    if (__builtin_mul_overflow(table->row_count, finest->width, &counts_count))
        return exq_fail_memory(error);
    table->counts = EXQ_NEW(scratch, uint64_t, counts_count);
    table->people = EXQ_NEW(scratch, uint64_t, table->row_count);
    table->alone = table->people;
    table->withheld = EXQ_NEW(scratch, exq_why, table->row_count);
    if (table->counts == NULL || table->people == NULL || table->withheld == NULL)
        return exq_fail_memory(error);
    if (finest->cell_count == 0)
        return EXQ_OK;
    tile work;
    EXQ_TRY(tile_init(&work, table, finest, scratch, error));

    size_t row = 0;
    for (size_t cell = 0; cell < finest->cell_count;) {
        while (table->starts[row + 1] <= cell)
            row++;
        const stretch next = stretch_from(table, &work, cell, row);
        EXQ_TRY(count_stretch(table, finest, next, &work, error));
        cell += next.cell_count;
    }
    return EXQ_OK;
}

void exq_rollup_weigh(const exq_rollup *table, const exq_finest *finest, size_t row, exq_exactsum *weights,
                      exq_exactsum *squares)
{
    for (size_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
        const exq_cell *cell = finest->cells[table->cells[i]];
        for (size_t j = 0; j < cell->entry_count; j++) {
            const size_t slot = exq_finest_slot(finest, &cell->entries[j]);
            exq_exactsum_merge(&weights[slot], cell->entries[j].weight);
            exq_exactsum_merge(&squares[slot], cell->entries[j].square);
        }
    }
}
