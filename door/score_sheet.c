/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores of a tally, sorted by the cells and bins they belong to.
 */
#include "score_sheet.h"

#include <stdlib.h>

/* --------------------------------------------------------------------------------------------------- reading */

static int compare_bins(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return (*left > *right) - (*left < *right);
}

static exq_status collect_bins(exq_score_sheet *sheet, exq_arena *scratch, exq_error *error)
{
    const exq_scores *scores = sheet->scores;
    sheet->bins = EXQ_NEW(scratch, uint32_t, scores->count);
    sheet->places = EXQ_NEW(scratch, uint32_t, scores->count);
    if (sheet->bins == NULL || sheet->places == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < scores->count; i++)
        sheet->bins[i] = scores->held[i].bin;
    if (scores->count > 1)
        qsort(sheet->bins, scores->count, sizeof *sheet->bins, compare_bins);
    for (size_t i = 0; i < scores->count; i++)
        if (sheet->bin_count == 0 || sheet->bins[sheet->bin_count - 1] != sheet->bins[i])
            sheet->bins[sheet->bin_count++] = sheet->bins[i];
    for (size_t i = 0; i < scores->count; i++) {
        const uint32_t *at =
            bsearch(&scores->held[i].bin, sheet->bins, sheet->bin_count, sizeof *sheet->bins, compare_bins);
        sheet->places[i] = (uint32_t)(at - sheet->bins);
    }
    return EXQ_OK;
}

static exq_status make_room(exq_score_sheet *sheet, exq_arena *scratch, exq_error *error)
{
    exq_score_sums **const rooms[] = {sheet->all, sheet->own, sheet->rest};
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
            rooms[i][label] = EXQ_NEW(scratch, exq_score_sums, sheet->bin_count);
            if (rooms[i][label] == NULL)
                return exq_fail_memory(error);
        }
    return EXQ_OK;
}

/* Labels that are other decisions say nothing of who is right about a score. */
static exq_score_label kind_of(const exq_finest *finest, uint32_t entry)
{
    const size_t label = finest->entry_slots[entry] / finest->facts->class_count;
    if (finest->facts->counterfactual || label == finest->facts->class_count)
        return EXQ_SCORED_UNLABELLED;
    return label == 1 ? EXQ_SCORED_POSITIVE : EXQ_SCORED_NEGATIVE;
}

exq_status exq_score_sheet_read(const exq_finest *finest, uint64_t min_cell, exq_arena *scratch, exq_score_sheet **out,
                                exq_error *error)
{
    *out = NULL;
    if (finest->scores == NULL)
        return EXQ_OK;
    exq_score_sheet *sheet = EXQ_NEW(scratch, exq_score_sheet, 1);
    if (sheet == NULL)
        return exq_fail_memory(error);
    const size_t count = finest->scores->count;
    *sheet = (exq_score_sheet){.scores = finest->scores,
                               .kinds = EXQ_NEW(scratch, exq_score_label, count),
                               .cell_starts = EXQ_NEW(scratch, size_t, finest->cell_count + 1),
                               .min_cell = min_cell,
                               .left = EXQ_MAX_PUBLISHED_SCORES};
    if (sheet->kinds == NULL || sheet->cell_starts == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(collect_bins(sheet, scratch, error));
    EXQ_TRY(make_room(sheet, scratch, error));
    /* Entries ascend with the cells that they belong to. */
    size_t cell = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t entry = finest->scores->held[i].entry;
        sheet->kinds[i] = kind_of(finest, entry);
        while (cell < finest->entry_cells[entry])
            sheet->cell_starts[++cell] = i;
    }
    while (cell < finest->cell_count)
        sheet->cell_starts[++cell] = count;
    *out = sheet;
    return EXQ_OK;
}
