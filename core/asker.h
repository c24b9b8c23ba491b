/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one way to ask kernels: an asker takes one list after the other, makes what all kernels use of it, and asks them.
 * The policies about people stand here alone.
 */
#ifndef EXQ_ASKER_H
#define EXQ_ASKER_H

#include "group_sums.h"

/* How a person stands to all kernels over some people. */
typedef struct exq_standing {
    exq_why why;   /* they are left out */
    bool is_asked; /* else they count with zeros: nothing is recommended, or nothing could please */
} exq_standing;

exq_standing exq_standing_of(exq_kernel_over over, const exq_list_options *options, const exq_list *list);

/* One a thread. */
typedef struct exq_asker {
    const exq_item_side *items;
    const exq_list_options *options;
    exq_list list; /* at hand, with hits and groups */
    exq_standing standings[EXQ_OVERS];
    exq_kernel_room *rooms; /* one per grouping, and one for kernels without */
    double *room_rows;
    exq_kinds_met *met;     /* one per grouping */
    exq_group_sums *groups; /* likewise */
    char *sums;             /* where they lie */
    uint32_t *hits;
    size_t places; /* of the longest list there is room for */
} exq_asker;

/* Errors: MEMORY (so below). To be closed even then. */
EXQ_CHECKED exq_status exq_asker_open(exq_asker *asker, const exq_item_side *items, const exq_list_options *options,
                                      exq_error *error);
void exq_asker_close(exq_asker *asker);

/* The list to ask about: copied, what it points to is borrowed. Its hits and groups need not be filled in. */
EXQ_CHECKED exq_status exq_asker_take(exq_asker *asker, const exq_list *list, exq_error *error);

/* Where the kernel works, and whether what it shares stands there. */
static inline exq_kernel_room *exq_asker_room(exq_asker *asker, const exq_kernel_setting *setting)
{
    exq_kernel_room *room =
        &asker->rooms[setting->grouping == NULL ? asker->items->grouping_count
                                                : (size_t)(setting->grouping - asker->items->groupings)];
    const char *shares = setting->kernel->shares;
    room->again = shares != NULL && room->shared == shares && room->cutoff == setting->cutoff;
    room->shared = shares;
    room->cutoff = setting->cutoff;
    return room;
}

/* Ask a kernel at one cut-off, or at several, ascending; kernels that share their work may be asked in turn at each.
 * `out` holds exq_kernel_outputs doubles. */
static inline exq_why exq_asker_ask(exq_asker *asker, const exq_kernel_setting *setting, double *out)
{
    const exq_standing *standing = &asker->standings[setting->kernel->over];
    if (standing->why != EXQ_WHY_NONE)
        return standing->why;
    if (standing->is_asked) {
        exq_kernel_room *room = exq_asker_room(asker, setting);
        return setting->kernel->compute(setting, &asker->list, room, out);
    }
    for (size_t i = 0, count = exq_kernel_outputs(setting); i < count; i++)
        out[i] = 0;
    return EXQ_WHY_NONE;
}

#endif
