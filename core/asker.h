/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one way to ask kernels: an asker takes lists until it has a batch, makes what all kernels use of them, and asks
 * about all of them together. The policies about people stand here alone.
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

/* Where a list that was taken lies, and for how much there is room. */
typedef struct exq_list_copy {
    uint32_t *items, *hits, *history;
    double *grades, *attention, *ideal;
    size_t places, had, liked;
} exq_list_copy;

/* One a thread. */
typedef struct exq_asker {
    const exq_item_side *items;
    const exq_list_options *options;
    exq_batch batch; /* taken, with hits and groups */
    exq_list_copy copies[EXQ_BATCH];
    exq_standing standings[EXQ_OVERS][EXQ_BATCH];
    exq_group_summer *summers; /* one per grouping */
    exq_group_sums *groups;    /* likewise: of the batch, once it is summed */
    bool is_summed;
    exq_group_room *group_rooms;
    exq_lanes *room_rows;
    exq_kernel_room rooms[EXQ_BATCH]; /* of kernels without grouping */
    size_t asked[EXQ_OVERS];          /* lists that kernels over some people are asked about */
    /* what was asked last */
    const char *shares;
    const exq_item_grouping *grouping;
    size_t cutoff;
} exq_asker;

/* At some cut-offs, ascending, which are borrowed. Errors: MEMORY (so below). To be closed even then. */
EXQ_CHECKED exq_status exq_asker_open(exq_asker *asker, const exq_item_side *items, const exq_list_options *options,
                                      const size_t *cutoffs, size_t cutoff_count, exq_error *error);
void exq_asker_close(exq_asker *asker);

/* One more list to ask about, of EXQ_BATCH at most: it is copied, and its hits need not be filled in. */
EXQ_CHECKED exq_status exq_asker_take(exq_asker *asker, const exq_list *list, exq_error *error);

/* Ask a kernel about all lists that were taken, at one cut-off, or at several, ascending; kernels that share their work may
 * be asked in turn at each. `out` holds exq_kernel_outputs rows. Of lists that have no number, for which `whys` says the
 * reason, and of those past the last, for which it says none, all outputs are 0. False when there are such. */
bool exq_asker_ask(exq_asker *asker, const exq_kernel_setting *setting, exq_lanes *out, exq_why *whys);

/* Ask a kernel that is not by grouping about the list that was taken last. */
exq_why exq_asker_ask_last(exq_asker *asker, const exq_kernel_setting *setting, double *out);

/* Forget the lists. */
void exq_asker_clear(exq_asker *asker);

#endif
