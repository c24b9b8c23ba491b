/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The grids of what is summed of two versions together.
 */
#include "list_versions.h"

#include <stdlib.h>

const char *exq_paired_grid_name(size_t grid)
{
    return grid == EXQ_PAIRED_PEOPLE ? "people" : "measure";
}

exq_status exq_paired_part_init(exq_list_part *part, const exq_list_shape *shape, exq_error *error)
{
    part->count = EXQ_PAIRED_MEASURES + shape->measure_count;
    part->grids = calloc(part->count, sizeof *part->grids);
    if (part->grids == NULL)
        return exq_fail_memory(error);
    exq_grid_init(&part->grids[EXQ_PAIRED_PEOPLE], EXQ_JUDGED_WAYS, 0);
    for (size_t m = 0; m < shape->measure_count; m++) {
        const exq_list_measure *measure = &shape->measures[m];
        exq_grid_init(&part->grids[EXQ_PAIRED_MEASURES + m], EXQ_PAIRED_COUNTS,
                      exq_paired_outputs(measure) + exq_paired_products(measure));
    }
    return EXQ_OK;
}

exq_status exq_paired_sums_init(exq_list_sums *sums, const exq_list_shape *shape, exq_error *error)
{
    EXQ_TRY(exq_paired_part_init(&sums->listed, shape, error));
    EXQ_TRY(exq_paired_part_init(&sums->reference, shape, error));
    return exq_paired_part_init(&sums->emptied, shape, error);
}
