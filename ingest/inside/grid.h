/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sparse tables of sums: rows known by one number, each with a few counts and a few fixed-point sums. Everything
 * additive in a tally of lists is such a grid, so adding, taking away and saving are said once.
 */
#ifndef EXQ_GRID_H
#define EXQ_GRID_H

#include "fixedsum.h"

/* Beyond this no row is counted: columns, cells or cutoffs are too many for a tally. */
#define EXQ_MAX_GRID_ROWS 100000000

typedef struct exq_grid {
    size_t count_width;
    size_t sum_width;
    size_t rows;
    uint64_t *keys;
    uint64_t *counts;   /* rows x count_width */
    exq_fixedsum *sums; /* rows x sum_width */
    size_t key_room, count_room, sum_room;
    uint32_t *slots; /* row + 1, or 0; NULL while the grid is sealed */
    size_t slot_count;
    bool direct; /* the slot of a key is the key itself */
} exq_grid;

#define EXQ_NO_ROW SIZE_MAX

void exq_grid_init(exq_grid *grid, size_t count_width, size_t sum_width);
void exq_grid_free(exq_grid *grid);

/* The row of a key, made of zeros if new; EXQ_NO_ROW when out of memory. Not for sealed grids. */
size_t exq_grid_new_row(exq_grid *grid, uint64_t key);
/* The same, at hand for keys up to a few million that are not new: these are found without hashing. */
static inline size_t exq_grid_row(exq_grid *grid, uint64_t key)
{
    const bool known = grid->direct && key < grid->slot_count && grid->slots[key] != 0;
    return known ? grid->slots[key] - 1 : exq_grid_new_row(grid, key);
}

/* The same for a sealed grid and a key that is above all it has: it stays sealed. */
size_t exq_grid_append(exq_grid *grid, uint64_t key);
/* Move the rows of a sealed grid, whose keys are all above, behind those of another. False when out of memory. */
bool exq_grid_concatenate(exq_grid *grid, exq_grid *more);

static inline uint64_t *exq_grid_counts(const exq_grid *grid, size_t row)
{
    return grid->counts + row * grid->count_width;
}

static inline exq_fixedsum *exq_grid_sums(const exq_grid *grid, size_t row)
{
    return grid->sums + row * grid->sum_width;
}

/* The row of a key in a sealed grid, or EXQ_NO_ROW. */
size_t exq_grid_find(const exq_grid *grid, uint64_t key);

/* Canonical: rows that hold something, sorted by key. Errors: MEMORY, after which the grid is as it was. */
EXQ_CHECKED exq_status exq_grid_seal(exq_grid *grid, exq_error *error);

/* out = a + b, or a - b, all sealed; `out` fresh. The caller sees to it that counts fit 64 bits. Errors: INCONSISTENT
 * when a count would become negative, or sums be left where no count is; MEMORY. */
EXQ_CHECKED exq_status exq_grid_add(const exq_grid *a, const exq_grid *b, exq_grid *out, exq_error *error);
EXQ_CHECKED exq_status exq_grid_take(const exq_grid *a, const exq_grid *b, exq_grid *out, exq_error *error);

bool exq_grid_equal(const exq_grid *a, const exq_grid *b);

/* A sealed grid as text, and back into one fresh from exq_grid_init: EXQ_MALFORMED, without a message, when the text is
 * not what printing gives or a key is not below `key_limit`; EXQ_MEMORY. */
void exq_grid_print(const exq_grid *grid, exq_buffer *out);
EXQ_CHECKED exq_status exq_grid_parse(const char *text, uint64_t key_limit, exq_grid *out);

#endif
