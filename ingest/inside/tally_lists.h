/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The family of lists: what an exq_tally holds when it is of recommendation lists. The facts and the frame follow
 * from the request and the reference data; the sums are what laws are about.
 */
#ifndef EXQ_TALLY_LISTS_H
#define EXQ_TALLY_LISTS_H

#include "list_versions.h"
#include "loading.h"

#define EXQ_LISTS_SCHEMA "exaequo.tally.lists/1"

typedef struct exq_list_tally {
    exq_arena *arena; /* of facts and frame */
    exq_list_facts facts;
    exq_list_frame frame;
    exq_list_sums sums;
    exq_list_versions versions;
    exq_arena *view_arena;
    exq_lists view; /* what the door sees */
} exq_list_tally;

exq_list_tally *exq_list_tally_new(void); /* NULL: out of memory */
void exq_list_tally_free(exq_list_tally *lists);

/* Make the view of the sums as they are. The tally is unchanged when it fails. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_tally_view(exq_list_tally *lists, exq_error *error);

/* What two tallies of lists differ in, as a word for people; NULL when they can be added. Either may be NULL. */
const char *exq_list_tally_difference(const exq_list_tally *a, const exq_list_tally *b);

/* total += part, or -= part. The total is unchanged when it fails. Errors: INCONSISTENT (a person's list would be
 * counted twice, or taken away without being there), MEMORY. */
EXQ_CHECKED exq_status exq_list_tally_add(exq_list_tally *total, const exq_list_tally *part, exq_error *error);
EXQ_CHECKED exq_status exq_list_tally_take(exq_list_tally *total, const exq_list_tally *part, exq_error *error);

/* The facts that every tally has, for one of lists; takes `lists` over when it succeeds. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_tally_of_lists(const exq_tally_facts *facts, exq_list_tally *lists, exq_tally **out,
                                          exq_error *error);

/* The members of the document into `root`; false when out of memory. */
bool exq_list_tally_save(exq_json *root, const exq_tally *tally);
/* Whether a document says that it is a tally of lists; and what it says, doubted. */
bool exq_list_tally_recognise(const exq_loading *load);
EXQ_CHECKED exq_status exq_list_tally_load(exq_loading *load, exq_tally **out);

#endif
