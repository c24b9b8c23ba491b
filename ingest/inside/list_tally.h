/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a tally of lists, for ingest and the door alone. People fall into user cells (combinations of levels of
 * all attributes), items into signatures (distinct cells of all item columns); what is summed are kernels by user cell,
 * and counts by user cell, signature and rank. All of it covers the reference people too: kernels are asked about
 * everyone who is in the reference data or has a list. Everything is in canonical order, and borrowed from the tally
 * until it changes.
 */
#ifndef EXQ_LIST_TALLY_H
#define EXQ_LIST_TALLY_H

#include "dictionary.h"
#include "fixedsum.h"
#include "lists.h"

#define EXQ_BUCKETS 20 /* people by a hash of their id, for delete-a-bucket jackknives */

/* One kernel setting summed over one user cell. */
typedef struct exq_list_sum {
    uint64_t people;             /* for whom it is defined */
    const uint64_t *undefined;   /* people without it, by reason: EXQ_WHY_COUNT counts; NULL: none */
    const exq_fixedsum *sums;    /* of each output */
    const exq_fixedsum *squares; /* of each output; with products: of every two, the upper triangle row by row
                                    (00, 01, 02, 11, 12, 22) */
} exq_list_sum;

typedef struct exq_user_cell {
    const uint32_t *codes;       /* one per attribute: index among its levels; EXQ_NO_CODE: missing */
    uint64_t people;             /* everyone: in the users table, the truth, the history or the lists */
    uint64_t lists;              /* people with a list */
    uint64_t judged;             /* people with truth, with or without a list */
    uint64_t judged_lists;       /* people with both */
    uint64_t without_truth;      /* people with a list and nothing to judge it by */
    uint64_t without_list;       /* people with truth and no list */
    uint64_t unknown;            /* people with a list who are not in the users table, when there is one */
    uint64_t with_history;       /* people with a history */
    uint64_t history_lists;      /* people with a list and a history */
    const uint64_t *short_lists; /* one per cutoff: lists of fewer items */
    const uint64_t *events;      /* EXQ_LIST_EVENT_COUNT */
    const exq_list_sum *sums;    /* one per measure of the facts */
} exq_user_cell;

/* How often items of a signature stood at a rank in the lists of a user cell. */
typedef struct exq_list_place {
    uint32_t cell;
    uint32_t signature; /* signature_count: items outside the catalogue */
    uint32_t rank;      /* from 1 */
    uint64_t shown;
    uint64_t relevant;
    uint64_t fresh; /* relevant and not in the person's history */
    exq_fixedsum grades;
} exq_list_place;

/* What people had and liked of a signature: of everyone in the cell, and of those with a list. */
typedef struct exq_list_liked {
    uint64_t truth;   /* (person, item) pairs found relevant */
    uint64_t fresh;   /* those not in the person's history */
    uint64_t history; /* (person, item) pairs of the history */
    exq_fixedsum grades;
} exq_list_liked;

typedef struct exq_list_total {
    uint32_t cell;
    uint32_t signature; /* signature_count: items outside the catalogue */
    exq_list_liked everyone;
    exq_list_liked listed; /* candidates of those with a list: lists x items of the signature - listed.history */
} exq_list_total;

/* The groups that one item grouping makes of the signatures. */
typedef struct exq_signature_grouping {
    exq_item_grouping of;             /* by signature instead of item; catalogue_share as for items */
    const char *const *const *levels; /* group_count x columns of the grouping; NULL: missing. Sorted, missing last */
} exq_signature_grouping;

/* One item in one part of the people: a user cell, or a bucket. */
typedef struct exq_item_use {
    uint32_t item;
    uint32_t part;
    const uint64_t *shown;        /* one per cutoff */
    const exq_fixedsum *exposure; /* one per cutoff: attention under the position model */
} exq_item_use;

/* Pairs of places in one list, up to the largest cutoff: a relevant item of one signature, and one that is not, of
 * another. The relevant one should stand above. */
typedef struct exq_list_pairs {
    uint32_t cell;
    uint32_t relevant; /* signatures; signature_count: outside the catalogue */
    uint32_t other;
    uint64_t count;
    uint64_t twice_won; /* a tie of scores counts half, so twice as an integer */
} exq_list_pairs;

/* The same by bucket and group of items, shares of items counting in part: of all, and of those whose other is of the group. */
enum { EXQ_PAIRS_ALL, EXQ_PAIRS_ALL_WON, EXQ_PAIRS_INTRA, EXQ_PAIRS_INTRA_WON, EXQ_PAIRS_SUMS };
typedef struct exq_list_pairs_of {
    uint32_t bucket;
    uint32_t group;           /* counted on through all groupings of items */
    const exq_fixedsum *sums; /* EXQ_PAIRS_SUMS */
} exq_list_pairs_of;

/* What an item was predicted and rated by a user cell, over all rows that say both. */
typedef struct exq_item_rated {
    uint32_t item;
    uint32_t cell;
    uint64_t count;
    exq_fixedsum predicted; /* scores */
    exq_fixedsum rated;     /* relevance */
} exq_item_rated;

/* Distinct levels of an attribute or item column, sorted by bytes. */
typedef struct exq_levels {
    const char *const *names;
    size_t count;
} exq_levels;

/* One measure of the people of a user cell under two versions: the outputs of each, those audited first. */
typedef struct exq_list_paired {
    uint64_t people;              /* who have it under both */
    uint64_t rose, fell;          /* whose number it did; 0 unless it has one output */
    const exq_fixedsum *sums;     /* of 2 x outputs */
    const exq_fixedsum *products; /* of every two of these, the upper triangle row by row */
} exq_list_paired;

/* Under which of two versions people are judged. */
enum { EXQ_JUDGED_BOTH, EXQ_JUDGED_AFTER, EXQ_JUDGED_BEFORE, EXQ_JUDGED_WAYS };

/* Whether people have this number one by one: what groups of items got of them is not paired. */
static inline bool exq_is_paired(const exq_list_measure *measure)
{
    return measure->outputs == 1 || (measure->outputs == 2 && measure->grouping == EXQ_NO_GROUPING);
}

/* Outputs under both versions, and the products of every two of these. */
static inline size_t exq_paired_outputs(const exq_list_measure *measure)
{
    return exq_is_paired(measure) ? 2 * measure->outputs : 0;
}
static inline size_t exq_paired_products(const exq_list_measure *measure)
{
    const size_t outputs = exq_paired_outputs(measure);
    return outputs * (outputs + 1) / 2;
}

typedef struct exq_lists exq_lists;
struct exq_lists {
    /* people */
    const exq_levels *attributes; /* parallel to exq_tally_facts.attributes */
    const exq_user_cell *cells;   /* sorted by codes, missing last */
    size_t cell_count;
    const uint64_t *bucket_lists; /* EXQ_BUCKETS: people with a list */
    /* items. The catalogue: the items table, else all items of history and truth, else nothing (0 items) */
    size_t item_count;
    const uint32_t *signature_of; /* per item */
    const uint64_t *popularity;   /* per item: people with it in their history; NULL without history */
    const bool *head;             /* per item: in the short head, by the tail definition; NULL without history */
    uint64_t history_people;
    const exq_levels *item_columns;  /* parallel to exq_list_facts.item_columns: raw cells, not split */
    const uint32_t *signature_codes; /* signature_count x item_column_count; EXQ_NO_CODE: missing */
    const uint64_t *signature_items; /* per signature: items of the catalogue */
    size_t signature_count;
    const exq_signature_grouping *groupings; /* parallel to exq_list_facts.item_groupings */
    /* what was recommended */
    const exq_list_place *places; /* sorted by cell, signature, rank; ranks up to the largest cutoff */
    size_t place_count;
    const exq_list_total *totals; /* sorted by cell, signature */
    size_t total_count;
    const exq_item_use *by_cell; /* sorted by item, cell */
    size_t by_cell_count;
    const exq_item_use *by_bucket; /* sorted by item, bucket */
    size_t by_bucket_count;
    const exq_list_pairs *pairs; /* sorted by cell, relevant, other; when they were asked for */
    size_t pair_count;
    const exq_list_pairs_of *pairs_of; /* sorted by bucket, group; likewise */
    size_t pairs_of_count;
    const exq_item_rated *ratings; /* sorted by item, cell; when they were asked for */
    size_t rating_count;
    /* another version; all NULL: there is none */
    const exq_lists *other;        /* its lists, as if they were audited */
    const exq_list_paired *paired; /* cell_count x measures */
    const uint64_t *judged_ways;   /* cell_count x EXQ_JUDGED_WAYS: people */
};

/* NULL for a tally of decisions. */
const exq_lists *exq_lists_of(const exq_tally *tally);

#endif
