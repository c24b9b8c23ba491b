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

static bool is_last_of_a_cutoff(const exq_list_world *world, size_t place)
{
    const exq_lists_request *lists = &world->plan->request->lists;
    for (size_t i = 0; i < lists->at_count; i++)
        if (lists->at[i] == place + 1)
            return true;
    return false;
}

/* Whether the item at this place, and the one below, are to share what they get: their score is one, and no cut-off
 * counts the upper alone. */
static bool shares_with_next(const exq_person *person, size_t place)
{
    return place + 1 < person->list.length && person->orders[place] == person->orders[place + 1] &&
           !is_last_of_a_cutoff(person->world, place);
}

/* What a reader who sees items of one score in any order gives to each, on average. */
static exq_status share_among_tied(exq_person *person, exq_error *error)
{
    const size_t length = person->list.length;
    if (!exq_room(&person->shared, &person->shared_room, length, sizeof *person->shared))
        return exq_fail_memory(error);
    for (size_t begin = 0, end = 0; begin < length; begin = end) {
        double sum = 0;
        do
            sum += person->attention[end];
        while (shares_with_next(person, end++));
        for (size_t i = begin; i < end; i++)
            person->shared[i] = sum / (double)(end - begin);
    }
    person->list.attention = person->shared;
    return EXQ_OK;
}

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
    if (!exq_attention_is_by_place(person->world->plan->options->position))
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
        .marks = calloc(world->numbers + 1, sizeof *person->marks),
        .grades = calloc(world->numbers + 1, sizeof *person->grades),
    };
    if (person->marks == NULL || person->grades == NULL)
        return exq_fail_memory(error);
    return weigh_once(person, error);
}

void exq_person_close(exq_person *person)
{
    free(person->numbers);
    free(person->orders);
    free(person->liked);
    free(person->marks);
    free(person->grades);
    free(person->items);
    free(person->list_grades);
    free(person->hits);
    free(person->attention);
    free(person->shared);
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
    return *count > 0 ? pairs->keys + pairs->first[user] : NULL; /* of nobody there is no array */
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
        person->marks[number] |= EXQ_ITEM_SEEN;
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
        person->marks[number] |= EXQ_ITEM_LIKED;
        person->grades[number] = grade;
        person->liked[list->relevant_count] = number;
        person->ideal[list->relevant_count++] = grade;
        person->events[EXQ_LIST_EVENT_TRUTH_OUTSIDE] += number >= world->frame->item_count;
        person->events[EXQ_LIST_EVENT_TRUTH_SEEN] += exq_person_saw(person, number);
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
           exq_room(&person->hits, &person->hit_room, count, sizeof *person->hits) &&
           exq_room(&person->rows, &person->row_room, count, sizeof *person->rows);
}

/* Take the items of the sorted rows, each once; all that follow those that are looked at are only counted. */
static void take_items(exq_person *person, const exq_list_row *rows, size_t count)
{
    const exq_list_world *world = person->world;
    const uint32_t *item_of = world->references->item_of;
    size_t length = 0, tied = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t number = item_of[rows[i].item];
        if ((person->marks[number] & EXQ_ITEM_LISTED) != 0) {
            person->events[EXQ_LIST_EVENT_DUPLICATE_ITEM]++;
            person->faults |= world->rows->keep != SIZE_MAX ? EXQ_FAULT_DUPLICATES : EXQ_FAULT_NONE;
            continue;
        }
        person->marks[number] |= EXQ_ITEM_LISTED;
        if (length < world->most) {
            person->numbers[length] = number;
            person->orders[length] = rows[i].order;
            tied += !world->rows->ranked && i > 0 && rows[i - 1].order == rows[i].order;
        }
        length++;
    }
    for (size_t i = 0; i < count; i++)
        person->marks[item_of[rows[i].item]] &= (uint8_t)~EXQ_ITEM_LISTED;
    person->length = length;
    person->tied = tied;
    person->events[EXQ_LIST_EVENT_TIED_SCORE] += tied;
    person->list.length = length < world->most ? length : world->most;
}

/* What is known of the items that are looked at. */
static void look_at_items(exq_person *person)
{
    const size_t item_count = person->world->frame->item_count;
    size_t hits = 0, seen = 0, outside = 0;
    for (size_t place = 0; place < person->list.length; place++) {
        const uint32_t number = person->numbers[place];
        const uint8_t marks = person->marks[number];
        person->items[place] = number < item_count ? number : EXQ_NO_ITEM;
        person->list_grades[place] = 0;
        person->hits[hits] = (uint32_t)place;
        hits += (marks & EXQ_ITEM_LIKED) != 0;
        seen += (marks & EXQ_ITEM_SEEN) != 0;
        outside += number >= item_count;
    }
    for (size_t h = 0; h < hits; h++)
        person->list_grades[person->hits[h]] = person->grades[person->numbers[person->hits[h]]];
    person->list.hit_count = hits;
    person->events[EXQ_LIST_EVENT_SEEN_ITEM] += seen;
    person->events[EXQ_LIST_EVENT_OUTSIDE_ITEM] += outside;
}

/* The rows of a user, best first: where they lie when their ranks are whole, so in order; else in a copy. */
static const exq_list_row *sorted_rows(exq_person *person, size_t user, size_t *count)
{
    const exq_list_rows *all = person->world->rows;
    const exq_list_row *rows = all->rows + all->first[user];
    *count = all->first[user + 1] - all->first[user];
    if (all->ranked && ranks_are_whole(person->world, user, rows, *count))
        return rows;
    if (*count > 0)
        memcpy(person->rows, rows, *count * sizeof *rows);
    *count = exq_list_rows_sort(all, person->rows, *count);
    if (all->ranked && !ranks_are_whole(person->world, user, person->rows, *count))
        person->faults |= EXQ_FAULT_RANKS;
    return person->rows;
}

exq_status exq_person_list(exq_person *person, size_t user, exq_error *error)
{
    const exq_list_rows *all = person->world->rows;
    size_t count = all->first[user + 1] - all->first[user];
    person->faults = EXQ_FAULT_NONE;
    if (!make_room(person, count))
        return exq_fail_memory(error);
    const exq_list_row *rows = sorted_rows(person, user, &count);
    take_items(person, rows, count);
    look_at_items(person);
    if (all->keep != SIZE_MAX)
        person->length = all->length[user];
    person->list.items = person->items;
    person->list.grades = person->list_grades;
    person->list.hits = person->hits;
    EXQ_TRY(weigh(person, error));
    const bool shared = all->ties == EXQ_TIES_EXPECTED && person->same_attention && person->tied > 0;
    return shared ? share_among_tied(person, error) : EXQ_OK;
}

void exq_person_forget(exq_person *person, size_t user)
{
    size_t count = 0;
    const uint64_t *keys = history_of(person->world, user, &count);
    for (size_t i = 0; i < count; i++)
        person->marks[exq_pair_item(keys[i])] = 0;
    for (size_t i = 0; i < person->list.relevant_count; i++)
        person->marks[person->liked[i]] = 0;
    person->list = (exq_list){0};
    memset(person->events, 0, sizeof person->events);
}
