/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is asked about, and what is summed up of their list beforehand.
 */
#include "asker.h"

#include <stdlib.h>

/* Why a person is not among those over whom kernels are averaged. */
static exq_why left_out(exq_kernel_over over, const exq_list_options *options, const exq_list *list)
{
    if (over == EXQ_OVER_EVERYONE)
        return EXQ_WHY_NONE;
    if (over == EXQ_OVER_JUDGED && list->relevant_count == 0 && !options->no_truth_is_zero)
        return EXQ_WHY_NO_TRUTH;
    if (list->length == 0 && (over != EXQ_OVER_JUDGED || options->no_list_is_left_out))
        return EXQ_WHY_NO_RECOMMENDATIONS;
    if (over == EXQ_OVER_HISTORY && list->history_count == 0)
        return EXQ_WHY_NO_HISTORY;
    return EXQ_WHY_NONE;
}

exq_standing exq_standing_of(exq_kernel_over over, const exq_list_options *options, const exq_list *list)
{
    const bool can_please = over != EXQ_OVER_JUDGED || list->relevant_count > 0;
    return (exq_standing){left_out(over, options, list), list->length > 0 && can_please};
}

exq_status exq_asker_open(exq_asker *asker, const exq_item_side *items, const exq_list_options *options,
                          exq_error *error)
{
    size_t size = 0;
    for (size_t g = 0; g < items->grouping_count; g++)
        size += EXQ_KERNEL_ROWS * items->groupings[g].group_count;
    *asker = (exq_asker){
        .items = items,
        .options = options,
        .rooms = calloc(items->grouping_count + 1, sizeof *asker->rooms),
        .room_rows = calloc(size + 1, sizeof *asker->room_rows),
        .met = calloc(items->grouping_count + 1, sizeof *asker->met),
        .groups = calloc(items->grouping_count + 1, sizeof *asker->groups),
    };
    if (asker->rooms == NULL || asker->room_rows == NULL || asker->met == NULL || asker->groups == NULL)
        return exq_fail_memory(error);
    double *rows = asker->room_rows;
    for (size_t g = 0; g < items->grouping_count; g++) {
        EXQ_TRY(exq_kinds_met_open(&asker->met[g], &items->groupings[g], error));
        asker->rooms[g].groups = rows;
        rows += EXQ_KERNEL_ROWS * items->groupings[g].group_count;
    }
    return EXQ_OK;
}

void exq_asker_close(exq_asker *asker)
{
    for (size_t g = 0; asker->met != NULL && g < asker->items->grouping_count; g++)
        exq_kinds_met_close(&asker->met[g]);
    free(asker->met);
    free(asker->rooms);
    free(asker->room_rows);
    free(asker->groups);
    free(asker->sums);
    free(asker->hits);
}

static exq_status make_room(exq_asker *asker, size_t places, exq_error *error)
{
    size_t size = 0;
    if (asker->sums != NULL && places <= asker->places)
        return EXQ_OK;
    for (size_t g = 0; g < asker->items->grouping_count; g++)
        size += exq_group_sums_room(&asker->items->groupings[g], places);
    free(asker->sums);
    free(asker->hits);
    asker->sums = malloc(size + 1);
    asker->hits = malloc((places + 1) * sizeof *asker->hits);
    asker->places = places;
    return asker->sums != NULL && asker->hits != NULL ? EXQ_OK : exq_fail_memory(error);
}

exq_status exq_asker_take(exq_asker *asker, const exq_list *list, exq_error *error)
{
    EXQ_TRY(make_room(asker, list->length, error));
    asker->list = *list;
    asker->list.hit_count = 0;
    for (size_t r = 0; r < list->length; r++) {
        asker->hits[asker->list.hit_count] = (uint32_t)r;
        asker->list.hit_count += list->grades[r] > 0;
    }
    char *sums = asker->sums;
    for (size_t g = 0; list->length > 0 && g < asker->items->grouping_count; g++) {
        asker->groups[g] = exq_group_sums_of(&asker->met[g], list, sums);
        sums += exq_group_sums_room(&asker->items->groupings[g], list->length);
    }
    asker->list.hits = asker->hits;
    asker->list.groups = asker->groups;
    for (size_t g = 0; g <= asker->items->grouping_count; g++)
        asker->rooms[g].shared = NULL;
    for (size_t over = 0; over < EXQ_OVERS; over++)
        asker->standings[over] = exq_standing_of((exq_kernel_over)over, asker->options, list);
    return EXQ_OK;
}
