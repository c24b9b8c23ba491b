/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waivers: which hold today, what they cover, and what became of them.
 */
#ifndef EXQ_WAIVE_H
#define EXQ_WAIVE_H

#include "arena.h"
#include "document.h"
#include "verdict.h"

/* Parallel to request->waivers. */
typedef struct exq_waiving {
    const exq_waiver *waivers;
    size_t count;
    int64_t today; /* a day number */
    exq_limit *limits; /* of those that have one, with the side of their check */
    bool *in_force;
    bool *used;
} exq_waiving;

/* Errors: USAGE (no date of today, a day that is none, a check that is not there, a limit that is no number), MEMORY. */
EXQ_CHECKED exq_status exq_waivers_plan(const exq_request *request, exq_arena *arena, exq_waiving **out, exq_error *error);

/* Is waiver `index` in force for this check, which has the id `id` in the result, and this group (NULL: for the check as a
 * whole)? */
bool exq_waiver_covers(const exq_waiving *self, size_t index, const exq_check *check, const char *id,
                       const exq_doc_levels *group);

/* Sets document->waivers. False only when out of memory. */
EXQ_CHECKED bool exq_waivers_describe(const exq_waiving *self, exq_document *document, exq_arena *arena);

/* Days from 1970-01-01 to a day written YYYY-MM-DD; false: it is none. */
bool exq_day_number(const char *date, int64_t *out);

#endif
