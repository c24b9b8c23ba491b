/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plan of an audit of recommendation lists: sides of groupings, kernels, variants.
 */
#ifndef EXQ_LISTS_PLAN_H
#define EXQ_LISTS_PLAN_H

#include "lists.h"
#include "lists_options.h"
#include "plan.h"
#include "release_lists.h"

typedef struct exq_lists_plan {
    exq_plan base; /* its request has all groupings, of people, then of items, as those asked for */
    exq_list_plan ingest;
    exq_lists_release_plan release;
    exq_list_options options;
    const exq_compat *compat; /* NULL: our own variants */
    exq_request request;      /* with groupings on their sides */
} exq_lists_plan;

/* Errors: USAGE (no grouping, one that lies on neither or on both sides, an unknown position model or tool, those of
 * exq_plan_begin), those of reading headers and position tables, MEMORY. `out` must stay where it is. */
EXQ_CHECKED exq_status exq_lists_plan_make(const exq_request *request, exq_arena *arena, exq_lists_plan *out,
                                           exq_error *error);

/* position_model as text into `options`. Errors: USAGE; IO and MALFORMED of table=FILE; MEMORY. */
EXQ_CHECKED exq_status exq_lists_position(const char *text, exq_arena *arena, exq_list_options *options,
                                          exq_error *error);

/* All options as one text, for tallies and for the result; NULL when out of memory. */
char *exq_lists_variants(const exq_list_options *options, exq_arena *arena);

/* Their names in the result. */
const char *exq_position_name(exq_position_model model);
const char *exq_gain_name(exq_gain gain);
const char *exq_map_by_name(exq_map_denominator by);

#endif
