/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A person's history, truth and list; what is odd about them is counted.
 */
#include "list_person.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fixedsum.h"
#include "room.h"

/* ------------------------------------------------------------------------------------------------ attention */

/* Attention at each place of the list. */
static exq_status weigh(exq_person *person, exq_error *error)
{
    const exq_list_plan *plan = person->world->plan;
    exq_list *list = &person->list;
    if (!person->same_attention) {
        if (!exq_room(&person->attention, &person->attention_room, list->length, sizeof *person->attention))
            return exq_fail_memory(error);
        for (size_t i = 0; i < list->length; i++)
            person->attention[i] = 1;
        if (plan->attend != NULL)
            plan->attend(list, plan->options, person->attention);
    }
    for (size_t i = 0; i < list->length; i++)
        if (!(fabs(person->attention[i]) <= EXQ_FIXEDSUM_MOST))
            person->faults |= EXQ_FAULT_ATTENTION;
    list->attention = person->attention;
    return EXQ_OK;
}

/* Most position models look at ranks alone: one list as long as any says all. */
static exq_status weigh_once(exq_person *person, exq_error *error)
{
    size_t most = person->world->most;
    exq_position_model model = person->world->plan->options->position;
    if (model == EXQ_POSITION_CASCADE || model == EXQ_POSITION_ERR)
        return EXQ_OK;
    double *grades = calloc(most, sizeof *grades);
    if (grades == NULL)
        return exq_fail_memory(error);
    person->list = (exq_list){.length = most, .grades = grades};
    exq_status status = weigh(person, error);
    person->list = (exq_list){0};
    person->same_attention = true;
    free(grades);
    return status;
}

exq_status exq_person_open(exq_person *person, const exq_list_world *world, exq_error *error)
{
    *person = (exq_person){
        .world = world,
        .grades = calloc(world->numbers + 1, sizeof(double)),
        .seen = calloc(world->numbers + 1, sizeof(bool)),
        .listed = calloc(world->numbers + 1, sizeof(bool)),
    };
    if (person->grades == NULL || person->seen == NULL || person->listed == NULL)
        return exq_fail_memory(error);
    return weigh_once(person, error);
}

void exq_person_close(exq_person *person)
{
    free(person->numbers);
    free(person->orders);
    free(person->liked);
    free(person->grades);
    free(person->seen);
    free(person->listed);
    free(person->items);
    free(person->list_grades);
    free(person->attention);
    free(person->ideal);
    free(person->history);
    free(person->rows);
    *person = (exq_person){0};
}

static const uint64_t *pairs_of(const exq_pairs *pairs, size_t user, size_t *count)
{
    *count = 0;
    if (pairs == NULL || user >= pairs->user_count)
        return NULL;
    *count = pairs->first[user + 1] - pairs->first[user];
    return pairs->keys + pairs->first[user];
}

static const uint64_t *history_of(const exq_list_world *world, size_t user, size_t *count)
{
    return pairs_of(world->references->has_history ? &world->references->history : NULL, user, count);
}

/* ------------------------------------------------------------------------------------------ history, truth */

exq_status exq_person_history(exq_person *person, size_t user, exq_error *error)
{
    const exq_list_world *world = person->world;
    size_t count = 0;
    const uint64_t *keys = history_of(world, user, &count);
    exq_list *list = &person->list;
    list->history_count = 0;
    if (!exq_room(&person->history, &person->history_room, count, sizeof *person->history))
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = exq_pair_item(keys[i]);
        person->seen[number] = true;
        if (number < world->frame->item_count)
            person->history[list->history_count++] = number;
        else
            person->events[EXQ_LIST_EVENT_HISTORY_OUTSIDE]++;
    }
    list->history = person->history;
    return EXQ_OK;
}

static int compare_descending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left < right) - (left > right);
}

static bool descends(const double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i - 1] < values[i])
            return false;
    return true;
}

exq_status exq_person_truth(exq_person *person, size_t user, exq_error *error)
{
    const exq_list_world *world = person->world;
    size_t count = 0;
    const uint64_t *keys = pairs_of(world->truth, user, &count);
    exq_list *list = &person->list;
    list->relevant_count = 0;
    if (!exq_room(&person->ideal, &person->ideal_room, count, sizeof *person->ideal) ||
        !exq_room(&person->liked, &person->liked_room, count, sizeof *person->liked))
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = exq_pair_item(keys[i]);
        double grade = world->truth->grades[world->truth->first[user] + i];
        person->events[EXQ_LIST_EVENT_NEGATIVE_GRADE] += grade < 0;
        if (!(grade > 0 && grade >= world->relevant_from))
            continue;
        person->grades[number] = grade;
        person->liked[list->relevant_count] = number;
        person->ideal[list->relevant_count++] = grade;
        person->events[EXQ_LIST_EVENT_TRUTH_OUTSIDE] += number >= world->frame->item_count;
        person->events[EXQ_LIST_EVENT_TRUTH_SEEN] += person->seen[number];
    }
    if (!descends(person->ideal, list->relevant_count))
        qsort(person->ideal, list->relevant_count, sizeof *person->ideal, compare_descending);
    list->ideal = person->ideal;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- the list */

/* Whether the ranks of a list, sorted, are 1, 2, 3 ... as far as they are kept, and by their trace all the way. */
static bool ranks_are_whole(const exq_list_world *world, size_t user, const exq_list_row *rows, size_t count)
{
    const exq_list_rows *all = world->rows;
    size_t length = all->length[user];
    if (count != (length < all->keep ? length : all->keep))
        return false;
    for (size_t i = 0; i < count; i++)
        if (rows[i].order != i + 1)
            return false;
    return all->traces[user] == world->traces[length];
}

static bool make_room(exq_person *person, size_t count)
{
    return exq_room(&person->items, &person->item_room, count, sizeof *person->items) &&
           exq_room(&person->numbers, &person->number_room, count, sizeof *person->numbers) &&
           exq_room(&person->orders, &person->order_room, count, sizeof *person->orders) &&
           exq_room(&person->list_grades, &person->list_room, count, sizeof *person->list_grades) &&
           exq_room(&person->rows, &person->row_room, count, sizeof *person->rows);
}

/* One more item of the list, within the places that are looked at. */
static void look_at(exq_person *person, uint32_t number, uint64_t order)
{
    bool outside = number >= person->world->frame->item_count;
    size_t place = person->list.length++;
    person->numbers[place] = number;
    person->orders[place] = order;
    person->items[place] = outside ? EXQ_NO_ITEM : number;
    person->list_grades[place] = person->grades[number];
    person->events[EXQ_LIST_EVENT_SEEN_ITEM] += person->seen[number];
    person->events[EXQ_LIST_EVENT_OUTSIDE_ITEM] += outside;
}

/* Take the items of the sorted rows, each once. */
static void take_items(exq_person *person, const exq_list_row *rows, size_t count)
{
    const exq_list_world *world = person->world;
    const uint32_t *item_of = world->references->item_of;
    person->list.length = 0;
    person->length = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = item_of[rows[i].item];
        if (person->listed[number]) {
            person->events[EXQ_LIST_EVENT_DUPLICATE_ITEM]++;
            person->faults |= world->rows->keep != SIZE_MAX ? EXQ_FAULT_DUPLICATES : EXQ_FAULT_NONE;
            continue;
        }
        person->listed[number] = true;
        if (person->length++ >= world->most)
            continue;
        look_at(person, number, rows[i].order);
        bool tied = !world->rows->ranked && i > 0 && rows[i - 1].order == rows[i].order;
        person->events[EXQ_LIST_EVENT_TIED_SCORE] += tied;
    }
    for (size_t i = 0; i < count; i++)
        person->listed[item_of[rows[i].item]] = false;
}

exq_status exq_person_list(exq_person *person, size_t user, exq_error *error)
{
    const exq_list_rows *all = person->world->rows;
    const exq_list_row *begin = all->rows + all->first[user];
    size_t count = all->first[user + 1] - all->first[user];
    person->faults = EXQ_FAULT_NONE;
    if (!make_room(person, count))
        return exq_fail_memory(error);
    if (count > 0)
        memcpy(person->rows, begin, count * sizeof *begin);
    count = exq_list_rows_sort(all, person->rows, count);
    if (all->ranked && !ranks_are_whole(person->world, user, person->rows, count))
        person->faults |= EXQ_FAULT_RANKS;
    take_items(person, person->rows, count);
    if (all->keep != SIZE_MAX)
        person->length = all->length[user];
    person->list.items = person->items;
    person->list.grades = person->list_grades;
    return weigh(person, error);
}

void exq_person_forget(exq_person *person, size_t user)
{
    size_t count = 0;
    const uint64_t *keys = history_of(person->world, user, &count);
    for (size_t i = 0; i < count; i++)
        person->seen[exq_pair_item(keys[i])] = false;
    for (size_t i = 0; i < person->list.relevant_count; i++)
        person->grades[person->liked[i]] = 0;
    person->list = (exq_list){0};
    memset(person->events, 0, sizeof person->events);
}
