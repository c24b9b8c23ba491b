/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frame of a tally of lists: the cells of users, the items and their signatures. It follows from the reference data
 * alone, so tallies with the same references have the same frame, and their sums are added place by place.
 */
#ifndef EXQ_LIST_FRAME_H
#define EXQ_LIST_FRAME_H

#include "list_tally.h"
#include "pairs.h"
#include "traits.h"

#define EXQ_MAX_USER_CELLS 100000
#define EXQ_MAX_SIGNATURES 1000000

typedef struct exq_list_frame {
    /* people */
    const exq_levels *attributes; /* parallel to the attributes of the facts */
    size_t attribute_count;
    const uint32_t *cell_codes; /* cell_count x attribute_count, sorted; EXQ_NO_CODE: missing */
    size_t cell_count;
    /* items, in the order of their ids */
    size_t item_count;
    const uint32_t *signature_of;
    const uint64_t *popularity; /* NULL without history */
    const bool *head;
    const exq_band *band;
    uint64_t history_people;
    const exq_levels *item_columns; /* parallel to the item columns of the facts */
    size_t item_column_count;
    const char *const *splits; /* per item column: what stands between the values of a cell; NULL: one value */
    const uint32_t *signature_codes;
    const uint64_t *signature_items;
    size_t signature_count;
    const exq_signature_grouping *groupings; /* parallel to the item groupings of the facts */
} exq_list_frame;

/* What is known of the reference people and items while reading: codes of dictionaries, from which the frame
 * follows. */
typedef struct exq_references {
    exq_dictionary *users;
    exq_dictionary *items;
    exq_traits user_traits; /* of the columns that are attributes; no rows without a table */
    exq_traits item_traits;
    exq_pairs history;
    exq_pairs truth;
    bool has_history, has_truth, has_users, has_items;
    size_t user_count; /* users with lower codes are in the reference data */
    size_t item_count; /* items with lower codes are the catalogue */
    uint32_t *item_of; /* of every item: its place in the catalogue; of others: their code */
    size_t item_room;
    uint32_t *cell_of; /* of every reference user; EXQ_NO_CODE: left out, since an attribute is missing */
    uint32_t stranger; /* the cell of people whom no reference knows; or EXQ_NO_CODE */
} exq_references;

/* The places of the catalogue in the order of ids; `item_of` of all items so far. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_catalogue_order(exq_references *references, exq_error *error);
/* Items met later are outside the catalogue. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_catalogue_extend(exq_references *references, exq_error *error);

/* Popularity, bands, signatures and groupings of the items. `columns` are the item columns, sorted; history and
 * truth have been sorted. Errors: USAGE (too many signatures), MEMORY. */
EXQ_CHECKED exq_status exq_frame_items(exq_list_frame *frame, const exq_references *references,
                                       const exq_lists_request *request, const char *const *columns,
                                       size_t column_count, exq_arena *arena, exq_error *error);

/* Which items are head, which band they are in: from the popularity. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_frame_bands(exq_list_frame *frame, exq_tail tail, uint64_t tail_most, exq_arena *arena,
                                       exq_error *error);

/* The groups of signatures, from the codes and levels of the frame. Errors: USAGE (too many groups), MEMORY. */
EXQ_CHECKED exq_status exq_frame_groups(exq_list_frame *frame, const exq_grouping *groupings, size_t grouping_count,
                                        const char *const *columns, exq_sharing sharing, exq_arena *arena,
                                        exq_error *error);

/* The cells of people. `attributes` are columns of the users table and made columns, sorted. Errors: INCONSISTENT
 * (missing attributes that the request forbids), USAGE (too many cells), MEMORY. */
EXQ_CHECKED exq_status exq_frame_people(exq_list_frame *frame, exq_references *references, exq_missing missing,
                                        const char *const *attributes, size_t attribute_count, exq_arena *arena,
                                        exq_error *error);

#endif
