/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of decisions under two versions. The people are those of the row, so nothing more is withheld than the row is -
 * but where a few rows of it are decided by the version audited alone, what both decided would give these away: then it is
 * not told, nor is that of all rows together.
 */
#ifndef EXQ_PUBLISH_VERSIONS_H
#define EXQ_PUBLISH_VERSIONS_H

#include "published.h"
#include "rollup.h"

/* Sums of weights, exact until they are rounded once. */
typedef struct exq_weights_by_version {
    exq_exactsum weight[2][EXQ_CELLS], square[2][EXQ_CELLS];
} exq_weights_by_version;

/* The attribute that says what another version decided. */
typedef struct exq_other_version {
    size_t attribute;
    int *selected; /* per rank of a level: 1, 0, or -1: not decided */
    uint64_t min_cell;
    exq_weights_by_version *own, *all; /* workspace: of a row, of all shown */
} exq_other_version;

/* NULL: the tally is of one version. Errors: MEMORY (so below). */
EXQ_CHECKED exq_status exq_other_version_find(const exq_finest *finest, uint64_t min_cell, exq_arena *scratch,
                                              const exq_other_version **out, exq_error *error);

/* Fill `versions` of published groups, which are `rows` of the table, and of the shown ones together. */
EXQ_CHECKED exq_status exq_publish_versions(const exq_other_version *other, const exq_finest *finest,
                                            const exq_rollup *table, const uint32_t *rows, size_t row_count,
                                            exq_arena *arena, exq_row *groups, exq_row *overall, exq_error *error);

#endif
