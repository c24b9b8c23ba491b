/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting people one by one: each is put together, judged by all kernels, and added to the parts of the tally.
 */
#ifndef EXQ_LIST_COUNT_H
#define EXQ_LIST_COUNT_H

#include "list_measures.h"
#include "list_part.h"
#include "list_person.h"
#include "list_slices.h"
#include "list_uses.h"

typedef struct exq_list_count {
    const exq_list_plan *plan;
    const exq_list_facts *facts;
    const exq_list_world *world;
    exq_list_shape shape;
    exq_slices slices; /* if pairs are counted */
    const exq_list_settings *settings;
    exq_use_code code;
    exq_list_use *uses; /* where the rows of the world lie: each person's turn into uses */
} exq_list_count;

/* What was wrong with lists, in numbers of them; and which items they show. */
typedef struct exq_list_faults {
    uint64_t ranks;      /* a rank is missing or stands twice */
    uint64_t duplicates; /* an item stands twice, which is forbidden */
    uint64_t kernels;    /* a kernel gave no ordinary number */
    bool *shown;         /* per number of an item; to be freed */
} exq_list_faults;

/* The sums of a tally. */
typedef struct exq_list_sums {
    exq_list_part listed;
    exq_list_part reference;
    exq_list_part emptied;
} exq_list_sums;

EXQ_CHECKED exq_status exq_list_sums_init(exq_list_sums *sums, const exq_list_shape *shape, exq_error *error);
void exq_list_sums_free(exq_list_sums *sums);

/* Fill fresh sums and seal them; the rows are of no more use after it. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_count_run(const exq_list_count *count, exq_list_sums *sums, exq_list_faults *faults,
                                          exq_error *error);

#endif
