/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The subgroup search of an audit: which tables it asks of the door, and what was found in them.
 */
#ifndef EXQ_SEARCHED_H
#define EXQ_SEARCHED_H

#include "run.h"

/* out->searched: every crossing of up to request->search_depth of the attributes, fewer columns first, then in their order.
 * Errors: USAGE (lists, or more than EXQ_MAX_SEARCHED crossings), MEMORY. */
EXQ_CHECKED exq_status exq_search_plan(const exq_request *request, const exq_ingest_plan *ingest, exq_arena *arena,
                                       exq_release_plan *out, exq_error *error);

/* Errors: USAGE (several rows of one person, which the search cannot tell apart). */
EXQ_CHECKED exq_status exq_search_check(const exq_request *request, const exq_tally_facts *facts, exq_error *error);

/* document->search: every rate shown, class by class; nothing when no search was asked for. False only when out of memory. */
EXQ_CHECKED bool exq_search_describe(const exq_run *run, exq_document *document);

#endif
