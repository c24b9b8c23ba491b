/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two versions of the lists of the same people: the other lists counted as if they were audited, and each person's
 * numbers under both side by side. The latter have the three parts of sums.h, too - people with a list under either
 * version, all reference people as if nobody had one, those of the first kind as if they had none - so they add up as
 * everything in a tally of lists does.
 */
#ifndef EXQ_LIST_VERSIONS_H
#define EXQ_LIST_VERSIONS_H

#include "list_count.h"

/* The grids of a paired part, then one for each measure. */
typedef enum exq_paired_grid {
    EXQ_PAIRED_PEOPLE,  /* cell: people judged under both, under the one audited alone, under the other alone */
    EXQ_PAIRED_MEASURES /* cell: people who have the number under both, of whom it rose, fell; sums of the outputs, those
                         * audited first, then the products of every two, the upper triangle row by row */
} exq_paired_grid;

enum { EXQ_PAIRED_COUNT, EXQ_PAIRED_ROSE, EXQ_PAIRED_FELL, EXQ_PAIRED_COUNTS };

typedef struct exq_list_versions {
    bool there;
    exq_list_sums other;  /* of the other lists, as of those audited, whose `reference` is theirs as well */
    exq_list_sums paired; /* grids of exq_paired_grid */
} exq_list_versions;

const char *exq_paired_grid_name(size_t grid);

/* Errors: MEMORY. */
EXQ_CHECKED exq_status exq_paired_part_init(exq_list_part *part, const exq_list_shape *shape, exq_error *error);
EXQ_CHECKED exq_status exq_paired_sums_init(exq_list_sums *sums, const exq_list_shape *shape, exq_error *error);

/* What is to be paired. */
typedef struct exq_list_pairing {
    const exq_list_plan *plan;
    const exq_list_world *after, *before; /* of one frame and one set of references */
    exq_list_shape shape;
    const exq_list_settings *settings;
    bool has_truth;
} exq_list_pairing;

/* Fill fresh sums and seal them; the rows of both worlds stay as they are. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_pair_run(const exq_list_pairing *of, exq_list_sums *sums, exq_error *error);

#endif
