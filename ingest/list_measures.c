/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking kernels, and moving the sums of what they say into the grids of the cell.
 */
#include "list_measures.h"

#include <stdlib.h>
#include <string.h>

static exq_status row_of(exq_list_measures *own, exq_counted_part part, size_t grid, uint64_t key, size_t *row,
                         exq_error *error)
{
    *row = exq_grid_row(&own->parts[part].grids[grid], key);
    return *row == EXQ_NO_ROW ? exq_fail_memory(error) : EXQ_OK;
}

/* ------------------------------------------------------------------------------------------- some people */

/* Ask about the people that were taken what their patterns did not tell. */
static void ask(exq_list_measures *own)
{
    exq_why whys[EXQ_BATCH];
    for (size_t i = 0; i < own->singly; i++) {
        const size_t m = own->order[i];
        uint64_t *heard = own->heard + m * EXQ_WHY_COUNT;
        if (exq_asker_ask(&own->asker, &own->settings->of_measures[m], own->out, whys))
            heard[EXQ_WHY_NONE] += EXQ_BATCH;
        else
            for (size_t p = 0; p < own->asker.batch.count; p++)
                heard[whys[p]]++;
        exq_list_block_take(&own->block, m, own->out);
    }
    exq_asker_clear(&own->asker);
}

exq_status exq_list_measures_add(exq_list_measures *own, const exq_list *list, exq_error *error)
{
    EXQ_TRY(exq_asker_take(&own->asker, list, error));
    exq_list_patterns_take(&own->patterns, &own->asker);
    if (own->asker.batch.count == EXQ_BATCH)
        ask(own);
    return EXQ_OK;
}

void exq_list_measures_add_empty(exq_list_measures *own, exq_counted_part part, const exq_list *list)
{
    own->without_list[part][list->relevant_count > 0]++;
}

/* ---------------------------------------------------------------------------------------------- one cell */

static exq_status flush_undefined(exq_list_measures *own, exq_counted_part part, size_t m, exq_why why, uint64_t people,
                                  exq_error *error)
{
    size_t row = 0;
    uint64_t key = exq_undefined_key(own->shape, own->cell, m, why);
    if (people == 0)
        return EXQ_OK;
    EXQ_TRY(row_of(own, part, EXQ_GRID_UNDEFINED, key, &row, error));
    exq_grid_counts(&own->parts[part].grids[EXQ_GRID_UNDEFINED], row)[0] += people;
    return EXQ_OK;
}

/* Adds `people` to those of the measure, whose place among the rows of its grid is `row`. */
static exq_status flush_people(exq_list_measures *own, exq_counted_part part, size_t m, uint64_t people, size_t *row,
                               exq_error *error)
{
    EXQ_TRY(row_of(own, part, EXQ_GRID_MEASURES + m, own->cell, row, error));
    exq_grid_counts(&own->parts[part].grids[EXQ_GRID_MEASURES + m], *row)[0] += people;
    return EXQ_OK;
}

static exq_status flush_listed(exq_list_measures *own, size_t m, exq_error *error)
{
    uint64_t *heard = own->heard + m * EXQ_WHY_COUNT;
    size_t row = 0;
    if (heard[EXQ_WHY_NONE] > 0) {
        EXQ_TRY(flush_people(own, EXQ_LISTED, m, heard[EXQ_WHY_NONE], &row, error));
        exq_list_block_move(&own->block, m, exq_grid_sums(&own->parts[EXQ_LISTED].grids[EXQ_GRID_MEASURES + m], row));
    }
    for (size_t why = EXQ_WHY_NONE + 1; why < EXQ_WHY_COUNT; why++)
        EXQ_TRY(flush_undefined(own, EXQ_LISTED, m, (exq_why)why, heard[why], error));
    memset(heard, 0, EXQ_WHY_COUNT * sizeof *heard);
    return EXQ_OK;
}

/* People without a list count with zeros, or do not count. */
static exq_status flush_empty(exq_list_measures *own, exq_counted_part part, size_t judged, exq_error *error)
{
    uint64_t people = own->without_list[part][judged];
    const exq_list empty = {.relevant_count = judged};
    size_t row = 0;
    for (size_t m = 0; people > 0 && m < own->shape->measure_count; m++) {
        exq_why why = exq_standing_of(own->shape->measures[m].over, own->settings->options, &empty).why;
        if (why == EXQ_WHY_NONE)
            EXQ_TRY(flush_people(own, part, m, people, &row, error));
        else
            EXQ_TRY(flush_undefined(own, part, m, why, people, error));
    }
    own->without_list[part][judged] = 0;
    return EXQ_OK;
}

exq_status exq_list_measures_turn(exq_list_measures *own, size_t cell, exq_error *error)
{
    if (own->asker.batch.count > 0)
        ask(own);
    exq_list_patterns_end(&own->patterns);
    for (size_t m = 0; m < own->shape->measure_count; m++)
        EXQ_TRY(flush_listed(own, m, error));
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        for (size_t judged = 0; judged < 2; judged++)
            EXQ_TRY(flush_empty(own, (exq_counted_part)part, judged, error));
    own->cell = cell;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------ open and close */

/* Whether measures a and b share what they work out: at the same cut-off, for the same groups. */
static bool share_work(const exq_list_settings *settings, size_t a, size_t b)
{
    const exq_kernel_setting *left = &settings->of_measures[a], *right = &settings->of_measures[b];
    return left->kernel->shares != NULL && left->kernel->shares == right->kernel->shares &&
           left->grouping == right->grouping && left->cutoff == right->cutoff;
}

/* Those by hits, or the others: as they come, but each followed by those that share its work. Returns how many. */
static size_t put_in_order(const exq_list_measures *own, bool by_hits, bool *placed, size_t *order)
{
    const size_t count = own->shape->measure_count;
    size_t next = 0;
    for (size_t m = 0; m < count; m++) {
        if (own->settings->of_measures[m].kernel->by_hits != by_hits)
            continue;
        for (size_t other = m; other < count; other++)
            if (!placed[other] && (other == m || share_work(own->settings, m, other))) {
                placed[other] = true;
                order[next++] = other;
            }
    }
    return next;
}

static exq_status open_order(exq_list_measures *own, exq_error *error)
{
    bool *placed = calloc(own->shape->measure_count + 1, sizeof *placed);
    own->order = calloc(own->shape->measure_count + 1, sizeof *own->order);
    const bool enough = placed != NULL && own->order != NULL;
    if (enough) {
        own->singly = put_in_order(own, false, placed, own->order);
        (void)put_in_order(own, true, placed, own->order + own->singly);
    }
    free(placed);
    return enough ? EXQ_OK : exq_fail_memory(error);
}

static size_t most_outputs(const exq_list_shape *shape)
{
    size_t most = 0;
    for (size_t m = 0; m < shape->measure_count; m++)
        most = shape->measures[m].outputs > most ? shape->measures[m].outputs : most;
    return most;
}

exq_status exq_list_measures_open(exq_list_measures *own, const exq_list_shape *shape,
                                  const exq_list_settings *settings, exq_list_part *parts, exq_error *error)
{
    *own = (exq_list_measures){.shape = shape, .settings = settings, .parts = parts};
    EXQ_TRY(exq_asker_open(&own->asker, &settings->items, settings->options, settings->cutoffs, settings->cutoff_count,
                           error));
    EXQ_TRY(exq_list_block_open(&own->block, shape, error));
    own->heard = calloc(shape->measure_count * EXQ_WHY_COUNT + 1, sizeof *own->heard);
    own->out = calloc(most_outputs(shape) + 1, sizeof *own->out);
    if (own->heard == NULL || own->out == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(open_order(own, error));
    const exq_list_patterns_use use = {
        .measures = own->order + own->singly,
        .measure_count = shape->measure_count - own->singly,
        .of_measures = settings->of_measures,
        .most = shape->most,
        .block = &own->block,
        .heard = own->heard,
    };
    return exq_list_patterns_open(&own->patterns, &use, error);
}

void exq_list_measures_close(exq_list_measures *own)
{
    exq_asker_close(&own->asker);
    exq_list_block_close(&own->block);
    exq_list_patterns_close(&own->patterns);
    free(own->order);
    free(own->heard);
    free(own->out);
}
