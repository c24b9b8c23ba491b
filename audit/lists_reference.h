/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reference of groups of people or of items.
 */
#ifndef EXQ_LISTS_REFERENCE_H
#define EXQ_LISTS_REFERENCE_H

#include "lists_describe.h"
#include "reference.h"

typedef struct exq_lists_reference {
    exq_reference_kind kind;
    size_t group; /* EXQ_OVERALL, EXQ_REST; EXQ_NOBODY: the best of each number, or no group at all */
} exq_lists_reference;

/* Shown, and not of a missing level unless that is asked for. */
bool exq_lists_is_compared(const exq_lists_run *run, const exq_row *row, size_t by_count);

/* `rows` say levels, people and what is withheld. Errors: USAGE (a level that does not occur), MEMORY. */
EXQ_CHECKED exq_status exq_lists_reference_find(const exq_lists_run *run, const exq_grouping *grouping,
                                                const exq_row *rows, size_t row_count, exq_lists_reference *out,
                                                exq_error *error);

#endif
