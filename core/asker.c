/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is asked about, and what is summed up of their lists beforehand.
 */
#include "asker.h"

#include <stdlib.h>
#include <string.h>

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

/* ------------------------------------------------------------------------------------------ open and close */

exq_status exq_asker_open(exq_asker *asker, const exq_item_side *items, const exq_list_options *options,
                          const size_t *cutoffs, size_t cutoff_count, exq_error *error)
{
    const size_t count = items->grouping_count;
    size_t rows = 0;
    for (size_t g = 0; g < count; g++)
        rows += EXQ_KERNEL_ROWS * items->groupings[g].group_count;
    *asker = (exq_asker){
        .items = items,
        .options = options,
        .summers = calloc(count + 1, sizeof *asker->summers),
        .groups = calloc(count + 1, sizeof *asker->groups),
        .group_rooms = calloc(count + 1, sizeof *asker->group_rooms),
        .room_rows = calloc(rows + 1, sizeof *asker->room_rows),
    };
    if (asker->summers == NULL || asker->groups == NULL || asker->group_rooms == NULL || asker->room_rows == NULL)
        return exq_fail_memory(error);
    asker->batch.groups = asker->groups;
    exq_lanes *row = asker->room_rows;
    for (size_t g = 0; g < count; g++) {
        EXQ_TRY(exq_group_summer_open(&asker->summers[g], &items->groupings[g], cutoffs, cutoff_count, error));
        asker->group_rooms[g].groups = row;
        row += EXQ_KERNEL_ROWS * items->groupings[g].group_count;
    }
    return EXQ_OK;
}

static void free_copy(exq_list_copy *copy)
{
    free(copy->items);
    free(copy->hits);
    free(copy->history);
    free(copy->grades);
    free(copy->attention);
    free(copy->ideal);
}

void exq_asker_close(exq_asker *asker)
{
    EXQ_EACH_LIST (p)
        free_copy(&asker->copies[p]);
    for (size_t g = 0; asker->summers != NULL && g < asker->items->grouping_count; g++)
        exq_group_summer_close(&asker->summers[g]);
    free(asker->summers);
    free(asker->groups);
    free(asker->group_rooms);
    free(asker->room_rows);
}

/* ---------------------------------------------------------------------------------------------------- taking */

static bool make_room(exq_list_copy *to, const exq_list *list)
{
    if (list->length <= to->places && list->history_count <= to->had && list->relevant_count <= to->liked &&
        to->items != NULL)
        return true;
    free_copy(to);
    to->places = list->length > to->places ? list->length : to->places;
    to->had = list->history_count > to->had ? list->history_count : to->had;
    to->liked = list->relevant_count > to->liked ? list->relevant_count : to->liked;
    to->items = malloc((to->places + 1) * sizeof *to->items);
    to->hits = malloc((to->places + 1) * sizeof *to->hits);
    to->history = malloc((to->had + 1) * sizeof *to->history);
    to->grades = malloc((to->places + 1) * sizeof *to->grades);
    to->attention = malloc((to->places + 1) * sizeof *to->attention);
    to->ideal = malloc((to->liked + 1) * sizeof *to->ideal);
    return to->items != NULL && to->hits != NULL && to->history != NULL && to->grades != NULL &&
           to->attention != NULL && to->ideal != NULL;
}

static exq_list copy_list(const exq_list_copy *to, const exq_list *list)
{
    exq_list out = *list;
    if (list->length > 0) {
        memcpy(to->items, list->items, list->length * sizeof *to->items);
        memcpy(to->grades, list->grades, list->length * sizeof *to->grades);
        memcpy(to->attention, list->attention, list->length * sizeof *to->attention);
    }
    if (list->history_count > 0)
        memcpy(to->history, list->history, list->history_count * sizeof *to->history);
    if (list->relevant_count > 0)
        memcpy(to->ideal, list->ideal, list->relevant_count * sizeof *to->ideal);
    out.hit_count = 0;
    for (size_t r = 0; r < list->length; r++) {
        to->hits[out.hit_count] = (uint32_t)r;
        out.hit_count += list->grades[r] > 0;
    }
    out.items = to->items;
    out.grades = to->grades;
    out.attention = to->attention;
    out.history = to->history;
    out.ideal = to->ideal;
    out.hits = to->hits;
    return out;
}

exq_status exq_asker_take(exq_asker *asker, const exq_list *list, exq_error *error)
{
    const size_t lane = asker->batch.count;
    exq_list *own = &asker->batch.of[lane];
    if (!make_room(&asker->copies[lane], list))
        return exq_fail_memory(error);
    *own = copy_list(&asker->copies[lane], list);
    for (size_t over = 0; over < EXQ_OVERS; over++) {
        const exq_standing standing = exq_standing_of((exq_kernel_over)over, asker->options, own);
        asker->standings[over][lane] = standing;
        asker->asked[over] += standing.why == EXQ_WHY_NONE && standing.is_asked;
    }
    asker->batch.count++;
    asker->is_summed = false;
    asker->shares = NULL;
    return EXQ_OK;
}

void exq_asker_clear(exq_asker *asker)
{
    for (size_t p = 0; p < asker->batch.count; p++)
        asker->batch.of[p] = (exq_list){0};
    asker->batch.count = 0;
    memset(asker->asked, 0, sizeof asker->asked);
    asker->shares = NULL;
}

/* ---------------------------------------------------------------------------------------------------- asking */

static void sum_groups(exq_asker *asker)
{
    for (size_t g = 0; g < asker->items->grouping_count; g++)
        asker->groups[g] = exq_group_summer_sum(&asker->summers[g], &asker->batch);
    asker->is_summed = true;
}

/* Whether the kernel that was asked last worked out the same. */
static bool is_asked_again(exq_asker *asker, const exq_kernel_setting *setting)
{
    const char *shares = setting->kernel->shares;
    const bool again = shares != NULL && asker->shares == shares && asker->grouping == setting->grouping &&
                       asker->cutoff == setting->cutoff;
    asker->shares = shares;
    asker->grouping = setting->grouping;
    asker->cutoff = setting->cutoff;
    return again;
}

static bool is_asked_about(const exq_asker *asker, exq_kernel_over over, size_t lane)
{
    const exq_standing *standing = &asker->standings[over][lane];
    return lane < asker->batch.count && standing->why == EXQ_WHY_NONE && standing->is_asked;
}

static void ask_together(exq_asker *asker, const exq_kernel_setting *setting, bool again, exq_lanes *out, exq_why *whys)
{
    exq_group_room *room = &asker->group_rooms[setting->grouping - asker->items->groupings];
    if (!asker->is_summed)
        sum_groups(asker);
    room->again = again;
    setting->kernel->compute_all(setting, &asker->batch, room, out, whys);
}

static exq_why ask_one(exq_asker *asker, const exq_kernel_setting *setting, bool again, size_t lane, double *out)
{
    asker->rooms[lane].again = again;
    return setting->kernel->compute(setting, &asker->batch.of[lane], &asker->rooms[lane], out);
}

static void ask_each(exq_asker *asker, const exq_kernel_setting *setting, bool again, exq_lanes *out, exq_why *whys)
{
    double own[EXQ_MOST_OUTPUTS] = {0};
    for (size_t p = 0; p < asker->batch.count; p++) {
        if (!is_asked_about(asker, setting->kernel->over, p))
            continue;
        whys[p] = ask_one(asker, setting, again, p, own);
        for (size_t i = 0; i < setting->kernel->outputs; i++)
            out[i].of[p] = own[i];
    }
}

/* What stands of lists that have no number becomes 0. */
static void silence(const exq_asker *asker, const exq_kernel_setting *setting, exq_lanes *out, exq_why *whys)
{
    const exq_standing *standings = asker->standings[setting->kernel->over];
    const size_t outputs = exq_kernel_outputs(setting);
    EXQ_EACH_LIST (p) {
        const bool asked = is_asked_about(asker, setting->kernel->over, p);
        if (!asked)
            whys[p] = p < asker->batch.count ? standings[p].why : EXQ_WHY_NONE;
        for (size_t i = 0; i < outputs && (!asked || whys[p] != EXQ_WHY_NONE); i++)
            out[i].of[p] = 0;
    }
}

bool exq_asker_ask(exq_asker *asker, const exq_kernel_setting *setting, exq_lanes *out, exq_why *whys)
{
    _Static_assert(EXQ_WHY_NONE == 0, "whys begin as none");
    const bool again = is_asked_again(asker, setting);
    int any = EXQ_WHY_NONE;
    memset(whys, 0, EXQ_BATCH * sizeof *whys);
    if (setting->kernel->by_grouping)
        ask_together(asker, setting, again, out, whys);
    else
        ask_each(asker, setting, again, out, whys);
    EXQ_EACH_LIST (p)
        any |= (int)whys[p];
    const bool all = any == EXQ_WHY_NONE && asker->asked[setting->kernel->over] == EXQ_BATCH;
    if (!all)
        silence(asker, setting, out, whys);
    return all;
}

exq_why exq_asker_ask_last(exq_asker *asker, const exq_kernel_setting *setting, double *out)
{
    const size_t lane = asker->batch.count - 1;
    const exq_standing *standing = &asker->standings[setting->kernel->over][lane];
    if (standing->why != EXQ_WHY_NONE)
        return standing->why;
    if (!standing->is_asked) {
        memset(out, 0, setting->kernel->outputs * sizeof *out);
        return EXQ_WHY_NONE;
    }
    return ask_one(asker, setting, is_asked_again(asker, setting), lane, out);
}
