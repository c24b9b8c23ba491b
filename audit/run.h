/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An audit in the making. The tally is secret and dies with the run; the document lives on in the arena.
 */
#ifndef EXQ_RUN_H
#define EXQ_RUN_H

#include "document.h"
#include "plan.h"

typedef struct exq_run {
    const exq_plan *plan;
    const exq_tally_facts *facts;
    exq_release release;
    const char *const *show; /* show.h */
    size_t show_count;
    exq_arena *arena;
} exq_run;

/* document->data and document->conventions; false only when out of memory. */
EXQ_CHECKED bool exq_describe_data(const exq_run *run, exq_document *document);
EXQ_CHECKED bool exq_describe_conventions(const exq_run *run, exq_document *document);
/* The unit of document->uncertainty; after the questions. Likewise. */
EXQ_CHECKED bool exq_describe_units(const exq_run *run, exq_document *document);

#endif
