/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A saved tally on its way in, and the members of its JSON, each of which has to be there and of the right kind.
 */
#ifndef EXQ_LOADING_H
#define EXQ_LOADING_H

#include "counts.h"
#include "json.h"
#include "scores.h"
#include "tally.h"
#include "units.h"

/* The facts point into the JSON and the arena until exq_tally_new copies them. */
typedef struct exq_loading {
    const char *name; /* opens the messages */
    const exq_json *root;
    exq_arena *arena;
    exq_tally_facts facts;
    const char **columns;
    exq_counts *counts;
    exq_units *units;   /* NULL: none */
    exq_scores *scores; /* likewise */
    exq_error *error;
} exq_loading;

/* MALFORMED "name: this saved tally is damaged: what. Make it again." */
EXQ_PRINTF(2, 3) exq_status exq_load_refuse(const exq_loading *load, const char *format, ...);

/* A member of an object, of the kind it must have. */
EXQ_CHECKED exq_status exq_load_member(const exq_loading *load, const exq_json *object, const char *key,
                                       exq_json_kind kind, const exq_json **out);
/* A string, or NULL for null. */
EXQ_CHECKED exq_status exq_load_text(const exq_loading *load, const exq_json *object, const char *key,
                                     const char **out);
EXQ_CHECKED exq_status exq_load_truth(const exq_loading *load, const exq_json *object, const char *key, bool *out);
EXQ_CHECKED exq_status exq_load_count(const exq_loading *load, const exq_json *object, const char *key, uint64_t *out);
/* A list of texts in ascending order: each once, or (`repeats`) more often. */
EXQ_CHECKED exq_status exq_load_texts(const exq_loading *load, const exq_json *object, const char *key, bool repeats,
                                      const char *const **out, size_t *count);
/* Every key of an object is one of `known`, which ends with NULL. */
EXQ_CHECKED exq_status exq_load_only(const exq_loading *load, const exq_json *object, const char *const *known);

/* The members "rows" and "sources" into the facts; and one source by itself, which need not have a member `known`. */
EXQ_CHECKED exq_status exq_load_rows(exq_loading *load);
EXQ_CHECKED exq_status exq_load_sources(exq_loading *load);
EXQ_CHECKED exq_status exq_load_source(const exq_loading *load, const exq_json *item, exq_source_record *record);

/* The member "units", after the entries: what persons can have had these rows, or null. */
EXQ_CHECKED exq_status exq_load_units(exq_loading *load);
/* The member "scores", after the entries, which need not be there: scores that their people can have. */
EXQ_CHECKED exq_status exq_load_scores(exq_loading *load);

#endif
