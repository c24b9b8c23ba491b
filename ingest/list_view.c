/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the door sees: the sums of those with a list, and of those left without one, put together cell by cell.
 */
#include <string.h>

#include "tally_lists.h"

/* A row of a grid that may not be there. */
static const uint64_t *counts_at(const exq_grid *grid, uint64_t key)
{
    size_t row = exq_grid_find(grid, key);
    return row == EXQ_NO_ROW ? NULL : exq_grid_counts(grid, row);
}

/* ------------------------------------------------------------------------------------------------- measures */

typedef struct measuring {
    const exq_list_sums *sums;
    exq_list_shape shape;
    exq_list_sum *all; /* cells x measures */
    exq_arena *arena;
} measuring;

/* Add or take the sums of one part to those of a cell. */
static void combine(const exq_grid *grid, size_t cell, bool add, uint64_t *people, exq_fixedsum *sums)
{
    size_t row = exq_grid_find(grid, cell);
    if (row == EXQ_NO_ROW)
        return;
    uint64_t count = exq_grid_counts(grid, row)[0];
    *people = add ? *people + count : *people - count;
    for (size_t i = 0; i < grid->sum_width; i++)
        (add ? exq_fixedsum_merge : exq_fixedsum_subtract)(&sums[i], &exq_grid_sums(grid, row)[i]);
}

static exq_status view_measure(const measuring *of, size_t cell, size_t m, exq_error *error)
{
    const exq_list_measure *measure = &of->shape.measures[m];
    size_t grid = EXQ_GRID_MEASURES + m;
    exq_fixedsum *sums = EXQ_NEW(of->arena, exq_fixedsum, measure->outputs + exq_list_squares(measure));
    exq_list_sum *sum = &of->all[cell * of->shape.measure_count + m];
    if (sums == NULL)
        return exq_fail_memory(error);
    combine(&of->sums->listed.grids[grid], cell, true, &sum->people, sums);
    combine(&of->sums->reference.grids[grid], cell, true, &sum->people, sums);
    combine(&of->sums->emptied.grids[grid], cell, false, &sum->people, sums);
    sum->sums = sums;
    sum->squares = sums + measure->outputs;
    return EXQ_OK;
}

static exq_status view_undefined(const measuring *of, const exq_grid *grid, uint64_t **counts, bool add,
                                 exq_error *error)
{
    for (size_t row = 0; row < grid->rows; row++) {
        size_t place = (size_t)(grid->keys[row] / EXQ_WHY_COUNT);
        size_t why = (size_t)(grid->keys[row] % EXQ_WHY_COUNT);
        if (counts[place] == NULL)
            counts[place] = EXQ_NEW(of->arena, uint64_t, EXQ_WHY_COUNT);
        if (counts[place] == NULL)
            return exq_fail_memory(error);
        of->all[place].undefined = counts[place];
        uint64_t people = exq_grid_counts(grid, row)[0];
        counts[place][why] = add ? counts[place][why] + people : counts[place][why] - people;
    }
    return EXQ_OK;
}

static exq_status view_measures(const measuring *of, exq_error *error)
{
    size_t places = of->shape.cells * of->shape.measure_count;
    uint64_t **counts = EXQ_NEW(of->arena, uint64_t *, places);
    if (counts == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < places; i++)
        EXQ_TRY(view_measure(of, i / of->shape.measure_count, i % of->shape.measure_count, error));
    EXQ_TRY(view_undefined(of, &of->sums->listed.grids[EXQ_GRID_UNDEFINED], counts, true, error));
    EXQ_TRY(view_undefined(of, &of->sums->reference.grids[EXQ_GRID_UNDEFINED], counts, true, error));
    return view_undefined(of, &of->sums->emptied.grids[EXQ_GRID_UNDEFINED], counts, false, error);
}

/* --------------------------------------------------------------------------------------------------- people */

/* The people of a row who are known from all of `with` and from none of `without`. */
static uint64_t people_of(const uint64_t *counts, size_t with, size_t without)
{
    uint64_t people = 0;
    for (size_t known = 0; counts != NULL && known < EXQ_KNOWN; known++)
        if ((known & with) == with && (known & without) == 0)
            people += counts[known];
    return people;
}

static exq_status view_cell(const exq_list_tally *lists, const measuring *of, size_t cell, exq_user_cell *out,
                            exq_arena *arena, exq_error *error)
{
    const uint64_t *listed = counts_at(&of->sums->listed.grids[EXQ_GRID_PEOPLE], cell);
    const uint64_t *reference = counts_at(&of->sums->reference.grids[EXQ_GRID_PEOPLE], cell);
    size_t cutoffs = of->shape.cutoffs;
    uint64_t *rest = EXQ_NEW(arena, uint64_t, cutoffs + EXQ_LIST_EVENT_COUNT);
    if (rest == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < cutoffs + EXQ_LIST_EVENT_COUNT; i++)
        rest[i] = (listed == NULL ? 0 : listed[EXQ_KNOWN + i]) + (reference == NULL ? 0 : reference[EXQ_KNOWN + i]);
    uint64_t judged_lists = people_of(listed, EXQ_KNOWN_TRUTH, 0);
    *out = (exq_user_cell){
        .codes = lists->frame.cell_codes + cell * lists->frame.attribute_count,
        .people = people_of(reference, 0, 0) + people_of(listed, 0, EXQ_KNOWN_REFERENCE),
        .lists = people_of(listed, 0, 0),
        .judged = lists->facts.has_truth ? people_of(reference, EXQ_KNOWN_TRUTH, 0) : judged_lists,
        .judged_lists = judged_lists,
        .without_truth = people_of(listed, 0, EXQ_KNOWN_TRUTH),
        .unknown = lists->facts.has_users ? people_of(listed, 0, EXQ_KNOWN_TABLE) : 0,
        .with_history = people_of(reference, EXQ_KNOWN_HISTORY, 0),
        .history_lists = people_of(listed, EXQ_KNOWN_HISTORY, 0),
        .short_lists = rest,
        .events = rest + cutoffs,
        .sums = of->all + cell * of->shape.measure_count,
    };
    out->without_list = out->judged - judged_lists;
    return EXQ_OK;
}

static exq_status view_people(const exq_list_tally *lists, const measuring *of, exq_lists *view, exq_arena *arena,
                              exq_error *error)
{
    exq_user_cell *cells = EXQ_NEW(arena, exq_user_cell, of->shape.cells);
    uint64_t *buckets = EXQ_NEW(arena, uint64_t, EXQ_BUCKETS);
    if (cells == NULL || buckets == NULL)
        return exq_fail_memory(error);
    for (size_t cell = 0; cell < of->shape.cells; cell++)
        EXQ_TRY(view_cell(lists, of, cell, &cells[cell], arena, error));
    for (size_t b = 0; b < EXQ_BUCKETS; b++) {
        const uint64_t *count = counts_at(&of->sums->listed.grids[EXQ_GRID_BUCKETS], b);
        buckets[b] = count == NULL ? 0 : *count;
    }
    view->attributes = lists->frame.attributes;
    view->cells = cells;
    view->cell_count = of->shape.cells;
    view->bucket_lists = buckets;
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------------- places */

static exq_status view_places(const exq_list_sums *sums, const exq_list_shape *shape, exq_lists *view, exq_arena *arena,
                              exq_error *error)
{
    const exq_grid *grid = &sums->listed.grids[EXQ_GRID_PLACES];
    exq_list_place *places = EXQ_NEW(arena, exq_list_place, grid->rows);
    if (places == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < grid->rows; row++) {
        const uint64_t *counts = exq_grid_counts(grid, row);
        uint64_t key = grid->keys[row];
        places[row] = (exq_list_place){
            .cell = (uint32_t)(key / shape->most / shape->signatures),
            .signature = (uint32_t)(key / shape->most % shape->signatures),
            .rank = (uint32_t)(key % shape->most) + 1,
            .shown = counts[0],
            .relevant = counts[1],
            .fresh = counts[2],
            .grades = exq_grid_sums(grid, row)[0],
        };
    }
    view->places = places;
    view->place_count = grid->rows;
    return EXQ_OK;
}

static void add_liked(exq_list_liked *to, const exq_grid *grid, size_t row, bool truth, bool history)
{
    const uint64_t *counts = exq_grid_counts(grid, row);
    if (truth) {
        to->truth += counts[0];
        to->fresh += counts[1];
        exq_fixedsum_merge(&to->grades, exq_grid_sums(grid, row));
    }
    if (history)
        to->history += counts[2];
}

/* Truth that stands in the lists is that of everyone, too. */
static exq_status view_totals(const exq_list_sums *sums, const exq_list_shape *shape, bool has_truth, exq_lists *view,
                              exq_arena *arena, exq_error *error)
{
    const exq_grid *all = &sums->reference.grids[EXQ_GRID_LIKED];
    const exq_grid *listed = &sums->listed.grids[EXQ_GRID_LIKED];
    exq_list_total *totals = EXQ_NEW(arena, exq_list_total, all->rows + listed->rows);
    if (totals == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t i = 0, j = 0; i < all->rows || j < listed->rows; count++) {
        bool from_all = j == listed->rows || (i < all->rows && all->keys[i] <= listed->keys[j]);
        bool from_listed = i == all->rows || (j < listed->rows && listed->keys[j] <= all->keys[i]);
        uint64_t key = from_all ? all->keys[i] : listed->keys[j];
        totals[count].cell = (uint32_t)(key / shape->signatures);
        totals[count].signature = (uint32_t)(key % shape->signatures);
        if (from_all)
            add_liked(&totals[count].everyone, all, i++, true, true);
        if (from_listed) {
            add_liked(&totals[count].everyone, listed, j, !has_truth, false);
            add_liked(&totals[count].listed, listed, j++, true, true);
        }
    }
    view->totals = totals;
    view->total_count = count;
    return EXQ_OK;
}

static exq_status view_use(const exq_grid *grid, size_t parts, const exq_item_use **out, size_t *count,
                           exq_arena *arena, exq_error *error)
{
    exq_item_use *use = EXQ_NEW(arena, exq_item_use, grid->rows);
    if (use == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < grid->rows; row++)
        use[row] = (exq_item_use){
            .item = (uint32_t)(grid->keys[row] / parts),
            .part = (uint32_t)(grid->keys[row] % parts),
            .shown = exq_grid_counts(grid, row),
            .exposure = exq_grid_sums(grid, row),
        };
    *out = use;
    *count = grid->rows;
    return EXQ_OK;
}

static exq_status view_pairs(const exq_list_sums *sums, const exq_list_shape *shape, exq_lists *view, exq_arena *arena,
                             exq_error *error)
{
    const exq_grid *grid = &sums->listed.grids[EXQ_GRID_PAIRS];
    exq_list_pairs *pairs = EXQ_NEW(arena, exq_list_pairs, grid->rows);
    if (pairs == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < grid->rows; row++)
        pairs[row] = (exq_list_pairs){
            .cell = (uint32_t)(grid->keys[row] / shape->signatures / shape->signatures),
            .relevant = (uint32_t)(grid->keys[row] / shape->signatures % shape->signatures),
            .other = (uint32_t)(grid->keys[row] % shape->signatures),
            .count = exq_grid_counts(grid, row)[0],
            .twice_won = exq_grid_counts(grid, row)[1],
        };
    view->pairs = pairs;
    view->pair_count = grid->rows;
    return EXQ_OK;
}

static exq_status view_pairs_of(const exq_list_sums *sums, const exq_list_shape *shape, exq_lists *view,
                                exq_arena *arena, exq_error *error)
{
    const exq_grid *grid = &sums->listed.grids[EXQ_GRID_PAIRS_OF];
    exq_list_pairs_of *pairs = EXQ_NEW(arena, exq_list_pairs_of, grid->rows);
    if (pairs == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < grid->rows; row++)
        pairs[row] = (exq_list_pairs_of){
            .bucket = (uint32_t)(grid->keys[row] / shape->item_groups),
            .group = (uint32_t)(grid->keys[row] % shape->item_groups),
            .sums = exq_grid_sums(grid, row),
        };
    view->pairs_of = pairs;
    view->pairs_of_count = grid->rows;
    return EXQ_OK;
}

static exq_status view_ratings(const exq_list_sums *sums, const exq_list_shape *shape, exq_lists *view,
                               exq_arena *arena, exq_error *error)
{
    const exq_grid *grid = &sums->listed.grids[EXQ_GRID_RATINGS];
    exq_item_rated *ratings = EXQ_NEW(arena, exq_item_rated, grid->rows);
    if (ratings == NULL)
        return exq_fail_memory(error);
    for (size_t row = 0; row < grid->rows; row++)
        ratings[row] = (exq_item_rated){
            .item = (uint32_t)(grid->keys[row] / shape->cells),
            .cell = (uint32_t)(grid->keys[row] % shape->cells),
            .count = exq_grid_counts(grid, row)[0],
            .predicted = exq_grid_sums(grid, row)[0],
            .rated = exq_grid_sums(grid, row)[1],
        };
    view->ratings = ratings;
    view->rating_count = grid->rows;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- view */

static void view_items(const exq_list_frame *frame, exq_lists *view)
{
    view->item_count = frame->item_count;
    view->signature_of = frame->signature_of;
    view->popularity = frame->popularity;
    view->head = frame->head;
    view->history_people = frame->history_people;
    view->item_columns = frame->item_columns;
    view->signature_codes = frame->signature_codes;
    view->signature_items = frame->signature_items;
    view->signature_count = frame->signature_count;
    view->groupings = frame->groupings;
}

static exq_status view_sums(const exq_list_tally *lists, const exq_list_sums *sums, exq_lists *view, exq_arena *arena,
                            exq_error *error)
{
    measuring of = {
        .sums = sums,
        .shape = exq_list_shape_of(&lists->facts, &lists->frame),
        .arena = arena,
    };
    const exq_grid *grids = sums->listed.grids;
    of.all = EXQ_NEW(arena, exq_list_sum, of.shape.cells * of.shape.measure_count);
    if (of.all == NULL)
        return exq_fail_memory(error);
    view_items(&lists->frame, view);
    EXQ_TRY(view_measures(&of, error));
    EXQ_TRY(view_people(lists, &of, view, arena, error));
    EXQ_TRY(view_places(sums, &of.shape, view, arena, error));
    EXQ_TRY(view_totals(sums, &of.shape, lists->facts.has_truth, view, arena, error));
    EXQ_TRY(view_pairs(sums, &of.shape, view, arena, error));
    EXQ_TRY(view_pairs_of(sums, &of.shape, view, arena, error));
    EXQ_TRY(view_ratings(sums, &of.shape, view, arena, error));
    EXQ_TRY(view_use(&grids[EXQ_GRID_BY_CELL], of.shape.cells, &view->by_cell, &view->by_cell_count, arena, error));
    return view_use(&grids[EXQ_GRID_BY_BUCKET], EXQ_BUCKETS, &view->by_bucket, &view->by_bucket_count, arena, error);
}

/* ------------------------------------------------------------------------------------------------ two versions */

static exq_status view_paired(const exq_list_sums *paired, const exq_list_measure *measure, size_t grid, size_t cell,
                              exq_arena *arena, exq_list_paired *out, exq_error *error)
{
    const exq_list_part *const parts[] = {&paired->listed, &paired->reference, &paired->emptied};
    const size_t outputs = exq_paired_outputs(measure), products = exq_paired_products(measure);
    exq_fixedsum *sums = EXQ_NEW(arena, exq_fixedsum, outputs + products);
    if (sums == NULL)
        return exq_fail_memory(error);
    for (size_t p = 0; p < 3; p++) {
        const exq_grid *of = &parts[p]->grids[grid];
        const uint64_t *counts = counts_at(of, cell);
        if (counts == NULL)
            continue;
        out->people = p < 2 ? out->people + counts[EXQ_PAIRED_COUNT] : out->people - counts[EXQ_PAIRED_COUNT];
        out->rose += counts[EXQ_PAIRED_ROSE]; /* with one and the same empty list nothing rises or falls */
        out->fell += counts[EXQ_PAIRED_FELL];
        for (size_t i = 0; i < outputs + products; i++)
            (p < 2 ? exq_fixedsum_merge : exq_fixedsum_subtract)(&sums[i],
                                                                 &exq_grid_sums(of, exq_grid_find(of, cell))[i]);
    }
    out->sums = sums;
    out->products = sums + outputs;
    return EXQ_OK;
}

static void view_judged(const exq_list_sums *paired, size_t cell, uint64_t *ways)
{
    const exq_list_part *const parts[] = {&paired->listed, &paired->reference, &paired->emptied};
    for (size_t p = 0; p < 3; p++) {
        const uint64_t *counts = counts_at(&parts[p]->grids[EXQ_PAIRED_PEOPLE], cell);
        for (size_t way = 0; counts != NULL && way < EXQ_JUDGED_WAYS; way++)
            ways[way] = p < 2 ? ways[way] + counts[way] : ways[way] - counts[way];
    }
}

static exq_status view_versions(const exq_list_tally *lists, exq_lists *view, exq_arena *arena, exq_error *error)
{
    const exq_list_sums *sums = &lists->versions.paired;
    const size_t cells = lists->frame.cell_count, measures = lists->facts.measure_count;
    exq_lists *other = EXQ_NEW(arena, exq_lists, 1);
    exq_list_paired *paired = EXQ_NEW(arena, exq_list_paired, cells * measures);
    uint64_t *ways = EXQ_NEW(arena, uint64_t, cells * EXQ_JUDGED_WAYS);
    if (other == NULL || paired == NULL || ways == NULL)
        return exq_fail_memory(error);
    const exq_list_sums others = {lists->versions.other.listed, lists->sums.reference, lists->versions.other.emptied};
    EXQ_TRY(view_sums(lists, &others, other, arena, error));
    for (size_t cell = 0; cell < cells; cell++) {
        view_judged(sums, cell, ways + cell * EXQ_JUDGED_WAYS);
        for (size_t m = 0; m < measures; m++)
            EXQ_TRY(view_paired(sums, &lists->facts.measures[m], EXQ_PAIRED_MEASURES + m, cell, arena,
                                &paired[cell * measures + m], error));
    }
    view->other = other;
    view->paired = paired;
    view->judged_ways = ways;
    return EXQ_OK;
}

static exq_status view_all(const exq_list_tally *lists, exq_lists *view, exq_arena *arena, exq_error *error)
{
    EXQ_TRY(view_sums(lists, &lists->sums, view, arena, error));
    return lists->versions.there ? view_versions(lists, view, arena, error) : EXQ_OK;
}

exq_status exq_list_tally_view(exq_list_tally *lists, exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    exq_lists view = {0};
    exq_status status = arena == NULL ? exq_fail_memory(error) : view_all(lists, &view, arena, error);
    if (status != EXQ_OK) {
        exq_arena_free(arena);
        return status;
    }
    exq_arena_free(lists->view_arena);
    lists->view_arena = arena;
    lists->view = view;
    return EXQ_OK;
}
