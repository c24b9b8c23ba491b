/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of grids: their widths, and what is done to all of them alike.
 */
#include "list_part.h"

#include <stdlib.h>

size_t exq_list_squares(const exq_list_measure *measure)
{
    return measure->products ? measure->outputs * (measure->outputs + 1) / 2 : measure->outputs;
}

static size_t item_groups_of(const exq_list_facts *facts, const exq_list_frame *frame)
{
    size_t count = 0;
    for (size_t g = 0; g < facts->item_grouping_count; g++)
        count += frame->groupings[g].of.group_count;
    return count;
}

exq_list_shape exq_list_shape_of(const exq_list_facts *facts, const exq_list_frame *frame)
{
    return (exq_list_shape){
        .cells = frame->cell_count,
        .signatures = frame->signature_count + 1,
        .items = frame->item_count,
        .item_groups = item_groups_of(facts, frame),
        .cutoffs = facts->cutoff_count,
        .most = facts->cutoffs[facts->cutoff_count - 1],
        .measures = facts->measures,
        .measure_count = facts->measure_count,
    };
}

uint64_t exq_list_key_limit(const exq_list_shape *shape, size_t grid)
{
    switch (grid) {
    case EXQ_GRID_BUCKETS:
        return EXQ_BUCKETS;
    case EXQ_GRID_PLACES:
        return exq_liked_key(shape, shape->cells, 0) * shape->most;
    case EXQ_GRID_LIKED:
        return exq_liked_key(shape, shape->cells, 0);
    case EXQ_GRID_PAIRS:
        return exq_pair_key(shape, shape->cells, 0, 0);
    case EXQ_GRID_PAIRS_OF:
        return exq_pairs_of_key(shape, EXQ_BUCKETS, 0);
    case EXQ_GRID_BY_CELL:
    case EXQ_GRID_RATINGS:
        return (uint64_t)shape->items * shape->cells;
    case EXQ_GRID_BY_BUCKET:
        return (uint64_t)shape->items * EXQ_BUCKETS;
    case EXQ_GRID_UNDEFINED:
        return (uint64_t)shape->cells * shape->measure_count * EXQ_WHY_COUNT;
    default:
        return shape->cells;
    }
}

const char *exq_list_grid_name(size_t grid)
{
    static const char *const names[] = {"people",    "buckets",   "places", "liked",    "by_cell",
                                        "by_bucket", "undefined", "pairs",  "pairs_of", "ratings"};
    return grid < EXQ_GRID_MEASURES ? names[grid] : "measure";
}

static void init_grid(exq_grid *grid, const exq_list_shape *shape, size_t number)
{
    static const size_t widths[EXQ_GRID_MEASURES][2] = {
        [EXQ_GRID_BUCKETS] = {1, 0             },
          [EXQ_GRID_PLACES] = {3, 1             },
          [EXQ_GRID_LIKED] = {3, 1             },
        [EXQ_GRID_UNDEFINED] = {1, 0             },
          [EXQ_GRID_PAIRS] = {2, 0             },
          [EXQ_GRID_PAIRS_OF] = {1, EXQ_PAIRS_SUMS},
        [EXQ_GRID_RATINGS] = {1, 2             },
    };
    if (number == EXQ_GRID_PEOPLE)
        exq_grid_init(grid, EXQ_KNOWN + shape->cutoffs + EXQ_LIST_EVENT_COUNT, 0);
    else if (number == EXQ_GRID_BY_CELL || number == EXQ_GRID_BY_BUCKET)
        exq_grid_init(grid, shape->cutoffs, shape->cutoffs);
    else if (number < EXQ_GRID_MEASURES)
        exq_grid_init(grid, widths[number][0], widths[number][1]);
    else {
        const exq_list_measure *measure = &shape->measures[number - EXQ_GRID_MEASURES];
        exq_grid_init(grid, 1, measure->outputs + exq_list_squares(measure));
    }
}

exq_status exq_list_part_init(exq_list_part *part, const exq_list_shape *shape, exq_error *error)
{
    part->count = EXQ_GRID_MEASURES + shape->measure_count;
    part->grids = calloc(part->count, sizeof *part->grids);
    if (part->grids == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < part->count; g++)
        init_grid(&part->grids[g], shape, g);
    return EXQ_OK;
}

void exq_list_part_free(exq_list_part *part)
{
    for (size_t g = 0; part->grids != NULL && g < part->count; g++)
        exq_grid_free(&part->grids[g]);
    free(part->grids);
    *part = (exq_list_part){0};
}

exq_status exq_list_part_seal(exq_list_part *part, exq_error *error)
{
    for (size_t g = 0; g < part->count; g++)
        EXQ_TRY(exq_grid_seal(&part->grids[g], error));
    return EXQ_OK;
}

typedef exq_status (*law)(const exq_grid *a, const exq_grid *b, exq_grid *out, exq_error *error);

static exq_status combine(law with, const exq_list_part *a, const exq_list_part *b, exq_list_part *out,
                          exq_error *error)
{
    for (size_t g = 0; g < a->count; g++)
        EXQ_TRY(with(&a->grids[g], &b->grids[g], &out->grids[g], error));
    return EXQ_OK;
}

exq_status exq_list_part_add(const exq_list_part *a, const exq_list_part *b, exq_list_part *out, exq_error *error)
{
    return combine(exq_grid_add, a, b, out, error);
}

exq_status exq_list_part_take(const exq_list_part *a, const exq_list_part *b, exq_list_part *out, exq_error *error)
{
    return combine(exq_grid_take, a, b, out, error);
}

bool exq_list_part_equal(const exq_list_part *a, const exq_list_part *b)
{
    bool equal = a->count == b->count;
    for (size_t g = 0; equal && g < a->count; g++)
        equal = exq_grid_equal(&a->grids[g], &b->grids[g]);
    return equal;
}
