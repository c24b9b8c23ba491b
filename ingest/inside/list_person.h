/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One person at a time: history, truth and list put together as a kernel wants them, from where they lie by user.
 */
#ifndef EXQ_LIST_PERSON_H
#define EXQ_LIST_PERSON_H

#include "list_rows.h"

/* Where people are taken from; the same for all threads. */
typedef struct exq_list_world {
    const exq_list_plan *plan;
    const exq_list_frame *frame;
    const exq_references *references;
    const exq_list_rows *rows; /* grouped */
    const exq_pairs *truth;    /* of the references or of the rows, sorted; NULL: none */
    double relevant_from;      /* a lower grade is none; 0: every grade above 0 counts */
    const uint64_t *traces;    /* sums of the traces of ranks 1 to n, up to the longest list */
    size_t most;               /* the largest cutoff: places that are looked at */
    size_t numbers;            /* items have numbers below: places in the catalogue, codes outside */
} exq_list_world;

/* What is wrong with lists. */
typedef enum exq_list_fault {
    EXQ_FAULT_NONE = 0,
    EXQ_FAULT_RANKS = 1,      /* a rank is missing or stands twice */
    EXQ_FAULT_DUPLICATES = 2, /* an item stands twice, which is forbidden */
    EXQ_FAULT_ATTENTION = 4,  /* the position model gave no ordinary number */
} exq_list_fault;

/* What an item is to the person at hand, as bits. Most items are nothing: few bytes tell so, and stay near. */
enum { EXQ_ITEM_SEEN = 1 /* in the history */, EXQ_ITEM_LIKED = 2, EXQ_ITEM_LISTED = 4 };

typedef struct exq_person {
    const exq_list_world *world;
    exq_list list;     /* what kernels see */
    size_t length;     /* of the whole list, not of what is looked at */
    uint32_t *numbers; /* of the items of the list */
    uint64_t *orders;  /* of their places: equal where scores are */
    uint32_t *liked;   /* of the relevant items */
    size_t tied;       /* places whose score is that of the one before */
    unsigned faults;   /* of the list */
    uint64_t events[EXQ_LIST_EVENT_COUNT];
    /* per number: marked for one person, unmarked after them */
    uint8_t *marks;
    double *grades;      /* relevance of those that are liked */
    double *attention;   /* at each place */
    double *shared;      /* the same, shared among items of one score */
    bool same_attention; /* for all lists: the position model looks at ranks alone */
    /* room */
    uint32_t *items;
    double *list_grades, *ideal;
    uint32_t *hits;
    uint32_t *history;
    exq_list_row *rows;
    size_t number_room, order_room, liked_room, item_room, list_room, hit_room, ideal_room, history_room, row_room,
        attention_room, shared_room;
} exq_person;

/* Errors: MEMORY (so all below). To be closed even then. */
EXQ_CHECKED exq_status exq_person_open(exq_person *person, const exq_list_world *world, exq_error *error);
void exq_person_close(exq_person *person);

/* In this order; events add up until they are taken. A person without what is asked for has none. */
EXQ_CHECKED exq_status exq_person_history(exq_person *person, size_t user, exq_error *error);
EXQ_CHECKED exq_status exq_person_truth(exq_person *person, size_t user, exq_error *error);
EXQ_CHECKED exq_status exq_person_list(exq_person *person, size_t user, exq_error *error);
/* Ready for the next. */
void exq_person_forget(exq_person *person, size_t user);

static inline bool exq_person_saw(const exq_person *person, uint32_t number)
{
    return (person->marks[number] & EXQ_ITEM_SEEN) != 0;
}

static inline bool exq_has_list(const exq_list_rows *rows, size_t user)
{
    return user < rows->user_count && rows->length[user] > 0;
}

#endif
