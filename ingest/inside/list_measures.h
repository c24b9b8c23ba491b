/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels asked about people, a batch at a time, by one thread. What they say is summed for the people of one cell, fast
 * and exactly; then it goes to the parts of the tally.
 */
#ifndef EXQ_LIST_MEASURES_H
#define EXQ_LIST_MEASURES_H

#include "asker.h"
#include "list_patterns.h"

/* All that kernels are asked with. */
typedef struct exq_list_settings {
    exq_item_side items;
    const exq_list_options *options;
    const size_t *cutoffs; /* ascending */
    size_t cutoff_count;
    exq_kernel_setting *of_measures; /* one per measure */
} exq_list_settings;

typedef enum exq_counted_part { EXQ_LISTED, EXQ_REFERENCE, EXQ_EMPTIED, EXQ_COUNTED_PARTS } exq_counted_part;

typedef struct exq_list_measures {
    const exq_list_shape *shape;
    const exq_list_settings *settings;
    size_t *order;        /* in which measures are asked: those that share work in turn, those by hits last */
    size_t singly;        /* how many of these are asked about each person */
    exq_list_part *parts; /* where the sums go */
    size_t cell;          /* at hand */
    exq_asker asker;
    exq_list_block block;
    exq_list_patterns patterns;                  /* for the measures by hits */
    exq_lanes *out;                              /* of the measure at hand */
    uint64_t *heard;                             /* measures x reasons: people with a list; of no reason: a number */
    uint64_t without_list[EXQ_COUNTED_PARTS][2]; /* people without a list; [1]: with truth */
} exq_list_measures;

/* Errors: MEMORY (so all below). To be closed even then. */
EXQ_CHECKED exq_status exq_list_measures_open(exq_list_measures *measures, const exq_list_shape *shape,
                                              const exq_list_settings *settings, exq_list_part *parts,
                                              exq_error *error);
void exq_list_measures_close(exq_list_measures *measures);

/* Ask all kernels about someone of the cell at hand; at the latest when that turns. */
EXQ_CHECKED exq_status exq_list_measures_add(exq_list_measures *measures, const exq_list *list, exq_error *error);
/* Someone who has no list, or as if they had none: to them all kernels say the same. */
void exq_list_measures_add_empty(exq_list_measures *measures, exq_counted_part part, const exq_list *list);

/* Move what was summed into the parts; the people that follow are of this cell. */
EXQ_CHECKED exq_status exq_list_measures_turn(exq_list_measures *measures, size_t cell, exq_error *error);

#endif
