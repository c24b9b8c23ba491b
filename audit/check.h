/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks, made ready: limits as exact ratios, every name found, every default filled in.
 */
#ifndef EXQ_CHECK_H
#define EXQ_CHECK_H

#include "arena.h"
#include "verdict.h"
#include "waive.h"

typedef struct exq_planned_check {
    const exq_check *asked;
    exq_limit limit;
    const exq_baseline *baseline; /* NULL: compared with none */
    exq_waiving *waiving; /* the same for all */
    bool missed_fails, unsure_fails, not_computed_fails, withheld_fails;
} exq_planned_check;

/* request->checks, parallel. Errors: USAGE (a metric that does not exist, naming the nearest; a limit that is no decimal
 * number of at most 6 decimals or above EXQ_LIMIT_MOST; limits in the wrong order; a grouping that was not asked for; an id
 * twice), MEMORY. */
EXQ_CHECKED exq_status exq_checks_plan(const exq_request *request, exq_arena *arena, const exq_planned_check **out,
                                       exq_error *error);

#endif
