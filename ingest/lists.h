/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading recommendation lists: lists, truth, history and attribute tables in, one tally out. Everything but the lists
 * is reference data: it is read first, is the same for all shards, and the tally keeps its digests. The lists are what
 * tallies add and take away, person by person: all rows of one person must lie in one shard.
 */
#ifndef EXQ_LISTS_H
#define EXQ_LISTS_H

#include "kernel.h"
#include "tally.h"

/* What to read and what to sum. Text fields as in exq_request. */
typedef struct exq_list_plan {
    const exq_request *request;    /* request->lists: files, columns, cutoffs, groupings, policies */
    const char *const *attributes; /* columns of the users table, and `@history`, `@popularity`: sorted by name */
    size_t attribute_count;
    const exq_grouping *item_groupings; /* of columns of the items table, and `@popularity` */
    size_t item_grouping_count;
    const exq_kernel *const *kernels; /* each at every cutoff, and for each item grouping if it is by grouping; kernels
                                          that need truth or history which is not there are left out */
    size_t kernel_count;
    const exq_list_options *options;
    const char *variants; /* the options as text: tallies of different variants are not merged */
    /* Attention at ranks 1 to list->length under the position model; NULL: 1 everywhere. */
    void (*attend)(const exq_list *list, const exq_list_options *options, double *weights);
    bool pairs;   /* count pairs of a relevant item and one that is not, as lists order them */
    bool ratings; /* sum scores and relevance of all rows: both columns are needed */
} exq_list_plan;

/* Read and count all inputs, which may also be saved tallies of lists: then the rest of the request is held against
 * theirs. Errors: USAGE (a column that was named and does not occur, options that contradict each other), MALFORMED
 * (unreadable ranks, scores, ids), INCONSISTENT (ranks with holes or duplicates, an item twice in a list, two rows of
 * one user in the users table, too many users or items that a table does not know - naming the column that would match
 * best), IO, MEMORY. */
EXQ_CHECKED exq_status exq_ingest_lists(const exq_list_plan *plan, exq_tally **out, exq_error *error);

/* Whether the request is about lists: it names a user column, or its first input is a saved tally of lists. Standard
 * input is not looked into. */
EXQ_CHECKED exq_status exq_ingest_is_lists(const exq_request *request, bool *lists, exq_error *error);

/* On which side columns lie, for `--by`: reads the headers of the users and items table alone. */
typedef enum exq_side { EXQ_SIDE_NONE, EXQ_SIDE_USER, EXQ_SIDE_ITEM, EXQ_SIDE_BOTH } exq_side;
EXQ_CHECKED exq_status exq_ingest_sides(const exq_request *request, const char *const *columns, size_t column_count,
                                        exq_side *out, exq_error *error);

/* --------------------------------------------------------------------------------- what may be told of a tally */

/* What happens to rows and references without refusing the run: EVENT(id, name in the JSON, sentence). */
typedef enum exq_list_event {
#define EVENT(id, name, sentence) EXQ_LIST_EVENT_##id,
#include "list_events.def"
#undef EVENT
    EXQ_LIST_EVENT_COUNT
} exq_list_event;
const char *exq_list_event_name(exq_list_event event);
const char *exq_list_event_sentence(exq_list_event event);

/* What a reference file was read for. */
typedef enum exq_reference_role {
    EXQ_REFERENCE_TRUTH,
    EXQ_REFERENCE_HISTORY,
    EXQ_REFERENCE_USERS,
    EXQ_REFERENCE_ITEMS
} exq_reference_role;

typedef struct exq_reference_record {
    exq_reference_role role;
    exq_source_record source;
} exq_reference_record;

/* One kernel at one cutoff, for one item grouping or none. */
#define EXQ_NO_GROUPING SIZE_MAX
typedef struct exq_list_measure {
    const char *kernel; /* its id */
    size_t cutoff;
    size_t grouping; /* index among the item groupings, or EXQ_NO_GROUPING */
    size_t outputs;
    bool products;
    exq_kernel_over over;
} exq_list_measure;

/* exq_tally_facts.lists. The user attributes are exq_tally_facts.attributes. Borrowed from the tally. */
struct exq_list_facts {
    const char *user, *item, *rank, *relevance; /* columns; rank NULL: from exq_tally_facts.score */
    const size_t *cutoffs;                      /* ascending, each once */
    size_t cutoff_count;
    bool has_users, has_items; /* tables */
    bool has_truth, has_history;
    bool has_pairs, has_ratings;
    const char *const *item_columns; /* sorted by name */
    size_t item_column_count;
    const exq_grouping *item_groupings;
    size_t item_grouping_count;
    const char *position_model; /* as asked; "log" unless given */
    const char *variants;
    const char *split_on;
    const char *relevant_from;
    exq_sharing sharing;
    exq_duplicates duplicates;
    exq_ties ties;
    exq_tail tail;
    uint64_t tail_most;
    const exq_list_measure *measures;
    size_t measure_count;
    const exq_reference_record *references; /* as they were read: users, items, truth, history */
    size_t reference_count;
};

#endif
