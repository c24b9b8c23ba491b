/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The people of a row: cells of users added up exactly, and rounded once.
 */
#include <string.h>

#include "publish_lists.h"

size_t exq_measure_squares(const exq_list_measure *measure)
{
    return measure->products ? measure->outputs * (measure->outputs + 1) / 2 : measure->outputs;
}

exq_status exq_lists_publisher_init(exq_lists_publisher *self, exq_error *error)
{
    const exq_list_facts *facts = self->facts->lists;
    size_t sums = 1, squares = 1;
    for (size_t m = 0; m < facts->measure_count; m++) {
        const exq_list_measure *measure = &facts->measures[m];
        sums = measure->outputs > sums ? measure->outputs : sums;
        squares = exq_measure_squares(measure) > squares ? exq_measure_squares(measure) : squares;
    }
    self->sums = EXQ_NEW(self->scratch, exq_fixedsum, sums);
    self->squares = EXQ_NEW(self->scratch, exq_fixedsum, squares);
    return self->sums == NULL || self->squares == NULL ? exq_fail_memory(error) : EXQ_OK;
}

exq_status exq_publish_measures(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error)
{
    const exq_list_facts *facts = self->facts->lists;
    exq_measure_name *names = EXQ_NEW(self->arena, exq_measure_name, facts->measure_count);
    size_t *cutoffs = EXQ_NEW(self->arena, size_t, facts->cutoff_count);
    if (names == NULL || cutoffs == NULL)
        return exq_fail_memory(error);
    for (size_t m = 0; m < facts->measure_count; m++) {
        const exq_list_measure *measure = &facts->measures[m];
        names[m] = (exq_measure_name){.kernel = exq_arena_string(self->arena, measure->kernel),
                                      .cutoff = measure->cutoff,
                                      .grouping = measure->grouping == EXQ_NO_GROUPING ? SIZE_MAX : measure->grouping,
                                      .outputs = measure->outputs,
                                      .products = measure->products};
        if (names[m].kernel == NULL)
            return exq_fail_memory(error);
    }
    memcpy(cutoffs, facts->cutoffs, facts->cutoff_count * sizeof *cutoffs);
    out->measures = names;
    out->measure_count = facts->measure_count;
    out->cutoffs = cutoffs;
    out->cutoff_count = facts->cutoff_count;
    return EXQ_OK;
}

static double *round_all(exq_arena *arena, const exq_fixedsum *sums, size_t count)
{
    double *rounded = EXQ_NEW(arena, double, count);
    for (size_t i = 0; rounded != NULL && i < count; i++)
        rounded[i] = exq_fixedsum_round(&sums[i]);
    return rounded;
}

/* What each group of items got: it crosses people and items, which has a door of its own. */
static bool is_by_group(const exq_list_measure *measure)
{
    return measure->grouping != EXQ_NO_GROUPING && (measure->products || measure->outputs > 1);
}

static exq_status publish_measure(const exq_lists_publisher *self, size_t m, exq_cell_run cells, bool whole,
                                  exq_measured *out, exq_error *error)
{
    const exq_list_measure *measure = &self->facts->lists->measures[m];
    const size_t squares = exq_measure_squares(measure);
    uint64_t *undefined = EXQ_NEW(self->arena, uint64_t, EXQ_WHY_COUNT);
    if (undefined == NULL)
        return exq_fail_memory(error);
    memset(self->sums, 0, measure->outputs * sizeof *self->sums);
    memset(self->squares, 0, squares * sizeof *self->squares);
    for (size_t c = 0; c < cells.count; c++) {
        const exq_list_sum *sum = &self->lists->cells[self->kept[cells.cells[c]]].sums[m];
        out->people += sum->people;
        for (size_t i = 0; sum->undefined != NULL && i < EXQ_WHY_COUNT; i++)
            undefined[i] += sum->undefined[i];
        for (size_t i = 0; i < measure->outputs; i++)
            exq_fixedsum_merge(&self->sums[i], &sum->sums[i]);
        for (size_t i = 0; i < squares; i++)
            exq_fixedsum_merge(&self->squares[i], &sum->squares[i]);
    }
    if (out->people > 0 && out->people < self->min_cell) {
        *out = (exq_measured){0};
        return EXQ_OK;
    }
    out->undefined = undefined;
    if (!whole && is_by_group(measure))
        return EXQ_OK;
    out->sums = round_all(self->arena, self->sums, measure->outputs);
    out->squares = round_all(self->arena, self->squares, squares);
    return out->sums == NULL || out->squares == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static void add_counts(const exq_lists_publisher *self, const exq_user_cell *cell, exq_user_row *out,
                       uint64_t *short_lists, uint64_t *events)
{
    out->people += cell->people;
    out->lists += cell->lists;
    out->judged += cell->judged;
    out->without_truth += cell->without_truth;
    out->without_list += cell->without_list;
    out->unknown += cell->unknown;
    for (size_t k = 0; k < self->facts->lists->cutoff_count; k++)
        short_lists[k] += cell->short_lists[k];
    for (size_t e = 0; e < EXQ_LIST_EVENT_COUNT; e++)
        events[e] += cell->events[e];
}

exq_status exq_publish_people(const exq_lists_publisher *self, exq_cell_run cells, bool whole, exq_user_row *out,
                              exq_error *error)
{
    const exq_list_facts *facts = self->facts->lists;
    uint64_t *short_lists = EXQ_NEW(self->arena, uint64_t, facts->cutoff_count);
    uint64_t *events = EXQ_NEW(self->arena, uint64_t, EXQ_LIST_EVENT_COUNT);
    exq_measured *measures = EXQ_NEW(self->arena, exq_measured, facts->measure_count);
    if (short_lists == NULL || events == NULL || measures == NULL)
        return exq_fail_memory(error);
    for (size_t c = 0; c < cells.count; c++)
        add_counts(self, &self->lists->cells[self->kept[cells.cells[c]]], out, short_lists, events);
    for (size_t m = 0; m < facts->measure_count; m++)
        EXQ_TRY(publish_measure(self, m, cells, whole, &measures[m], error));
    out->short_lists = short_lists;
    out->events = events;
    out->measures = measures;
    return EXQ_OK;
}
