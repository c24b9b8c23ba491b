/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an exq_tally is made of: facts that may be told, counts that may not. Only ingest and the door may see it.
 */
#ifndef EXQ_TALLY_STRUCT_H
#define EXQ_TALLY_STRUCT_H

#include "counts.h"
#include "decisions.h"
#include "scores.h"
#include "units.h"

#define EXQ_TALLY_SCHEMA "exaequo.tally/1"

/* Sentences about the inputs, sorted, repeated as often as they were given: so that subtract can undo merge. */
typedef struct exq_notes {
    const char **texts;
    size_t count;
    size_t room;
} exq_notes;

struct exq_tally {
    exq_tally_facts facts;        /* points into what follows */
    exq_arena *arena;             /* texts of the facts */
    const char **columns;         /* attributes, label, decision: the names the counts use in messages */
    exq_counts *counts;           /* canonical */
    exq_units *units;             /* canonical; NULL: every row is a person of its own */
    exq_scores *scores;           /* canonical; NULL: none, or not kept */
    struct exq_list_tally *lists; /* tally_lists.h; NULL: decisions, which have counts */
    exq_source_record *sources;   /* sorted by name, then digest */
    size_t source_room;
    exq_notes notes;    /* of the inputs; saved with the tally */
    exq_notes warnings; /* the notes, once each */
    exq_entry *entries; /* views of the counts for the door */
    exq_cell *cells;
    size_t cell_count;
};

/* What was counted: counts in any order and of any words, and what hangs on their entries. All borrowed. */
typedef struct exq_counted {
    const exq_counts *counts;
    const exq_units *units;   /* NULL: none */
    const exq_scores *scores; /* NULL: none */
} exq_counted;

/* A tally of what was counted under `classing`, with the roles, rows, sources and warnings of `facts`, all copied; classes
 * and rows_used follow from the counts. NULL `counted`: lists, which have no counts. Errors: INCONSISTENT (sums of scores
 * beyond 128 bits), MEMORY. */
EXQ_CHECKED exq_status exq_tally_new(const exq_tally_facts *facts, const exq_counted *counted,
                                     const exq_classing *classing, exq_tally **out, exq_error *error);

/* Replace what a tally has counted, made canonical under `classing`: classes, rows_used and views follow. The tally is
 * unchanged when it fails. Errors: as above. */
EXQ_CHECKED exq_status exq_tally_recount(exq_tally *tally, const exq_counted *counted, const exq_classing *classing,
                                         exq_error *error);

/* The classing of counts that are in classes already: two fixed ones, or the words that occur. */
EXQ_CHECKED exq_status exq_tally_classing(const exq_tally *tally, const exq_counts *counts, exq_classing *out,
                                          exq_error *error);

/* Add a source record (copied) or a sentence (copied), in order. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_tally_add_source(exq_tally *tally, const exq_source_record *source, exq_error *error);
EXQ_CHECKED exq_status exq_tally_add_note(exq_tally *tally, const char *note, exq_error *error);
/* Remove one equal source record or sentence, if there is one. */
bool exq_tally_remove_source(exq_tally *tally, const exq_source_record *source);
bool exq_tally_remove_note(exq_tally *tally, const char *note);
/* Bring facts.warnings in line with the notes. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_tally_list_warnings(exq_tally *tally, exq_error *error);

#endif
