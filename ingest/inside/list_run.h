/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One run of reading lists, from the request to the tally.
 */
#ifndef EXQ_LIST_RUN_H
#define EXQ_LIST_RUN_H

#include "intake.h"
#include "tally_lists.h"

#define EXQ_MAX_CUTOFF 10000
#define EXQ_MAX_CUTOFFS 32

typedef struct exq_list_run exq_list_run;
struct exq_list_run {
    const exq_list_plan *plan;
    const exq_request *request;
    exq_list_tally *lists; /* under way; its arena keeps what the tally keeps */
    exq_references references;
    exq_list_rows rows;
    exq_source_record *records;              /* of the inputs */
    exq_reference_record *reference_records; /* those of the facts */
    const char **notes;                      /* sentences about all files */
    size_t note_count;
    uint64_t contradictions; /* pairs of the truth that stand there with different grades */
    exq_list_run *other;     /* that of the other version; NULL: there is none */
};

/* Whether the request makes sense. Errors: USAGE. */
EXQ_CHECKED exq_status exq_list_request_check(const exq_list_plan *plan, exq_error *error);

/* The list facts of a plan, all but measures and references, copied into the arena. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_facts_of(const exq_list_plan *plan, exq_arena *arena, exq_list_facts *facts,
                                         exq_error *error);

/* Everything but the lists, into references, facts and frame. Errors: those of tables and frames. */
EXQ_CHECKED exq_status exq_list_run_references(exq_list_run *run, exq_error *error);

/* Keep a sentence about a file. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_run_note(exq_list_run *run, const char *file, const char *sentence, exq_error *error);

/* The measures of the facts and their settings, prepared in `scratch`. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_list_run_settings(exq_list_run *run, exq_arena *scratch, exq_list_settings *out,
                                             exq_error *error);

/* Refuse what is wrong with lists, or does not match the tables. Errors: INCONSISTENT, MALFORMED (no rows), MEMORY. */
EXQ_CHECKED exq_status exq_list_run_judge(const exq_list_run *run, const exq_list_faults *faults, exq_arena *scratch,
                                          exq_error *error);

/* Merge saved tallies and hold the request against them. Errors: USAGE (they do not hold what is asked), INCONSISTENT,
 * those of loading. */
EXQ_CHECKED exq_status exq_list_saved_read(const exq_list_plan *plan, exq_tally **out, exq_error *error);
/* Whether the file is a saved tally of lists. Errors: those of streams. */
EXQ_CHECKED exq_status exq_list_saved_is(const char *path, bool *saved, exq_error *error);

#endif
