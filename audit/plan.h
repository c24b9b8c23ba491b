/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plan of an audit: the request, checked once and made explicit, so that what follows need not ask whether it
 * makes sense. Everything that can be judged without reading data is judged here.
 */
#ifndef EXQ_PLAN_H
#define EXQ_PLAN_H

#include "arena.h"
#include "door.h"
#include "ingest.h"
#include "metrics.h"

/* A search may cross the columns in so many ways. */
#define EXQ_MAX_SEARCHED 300

typedef struct exq_plan {
    const exq_request *request;
    exq_ingest_plan ingest;
    exq_release_plan release;
    double level;
    exq_rate_interval rate_interval;
    exq_ratio_interval ratio_interval;
} exq_plan;

/* Errors: USAGE (no grouping, a column twice in one grouping or both grouped and given, a level outside (0.5, 1),
 * an unknown metric to show, a reference for a grouping that was not asked, more replicates than memory should
 * hold), MEMORY. */
EXQ_CHECKED exq_status exq_plan_make(const exq_request *request, exq_arena *arena, exq_plan *out, exq_error *error);

/* What is common to decisions and lists: groupings, references, metrics, checks, levels. Errors: as above. */
EXQ_CHECKED exq_status exq_plan_begin(const exq_request *request, exq_arena *arena, exq_plan *out, exq_error *error);

/* "race,sex": the columns of a grouping as they were asked for. */
char *exq_grouping_text(const exq_grouping *grouping, exq_arena *arena);

#endif
