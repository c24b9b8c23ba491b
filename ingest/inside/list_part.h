/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is additive in a tally of lists: a set of grids, in places that the frame gives. There are three such parts.
 * `listed` sums over people with a list; it is what shards have of their own. `reference` sums over all reference
 * people as if nobody had a list; it is the same in all shards. `emptied` sums over the reference people who have a
 * list, as if they had none: reference - emptied is those who are left without, and with `listed` makes everyone.
 */
#ifndef EXQ_LIST_PART_H
#define EXQ_LIST_PART_H

#include "grid.h"
#include "list_frame.h"

/* Where a person is known from, as bits. */
enum {
    EXQ_KNOWN_TABLE = 1,
    EXQ_KNOWN_TRUTH = 2,
    EXQ_KNOWN_HISTORY = 4,
    EXQ_KNOWN_REFERENCE = 8, /* from any file but the lists */
    EXQ_KNOWN = 16
};

/* The grids, then one for each measure. */
typedef enum exq_list_grid {
    EXQ_GRID_PEOPLE,    /* cell: people by where they are known from, short lists by cutoff, events */
    EXQ_GRID_BUCKETS,   /* bucket: people */
    EXQ_GRID_PLACES,    /* cell, signature, rank: shown, relevant, fresh; grades */
    EXQ_GRID_LIKED,     /* cell, signature: truth, fresh, history; grades */
    EXQ_GRID_BY_CELL,   /* item, cell: shown by cutoff; exposure by cutoff */
    EXQ_GRID_BY_BUCKET, /* item, bucket: likewise */
    EXQ_GRID_UNDEFINED, /* cell, measure, reason: people */
    EXQ_GRID_PAIRS,     /* cell, signature, signature: pairs, twice those that are won */
    EXQ_GRID_PAIRS_OF,  /* bucket, group of a grouping of items: pairs and those won, with any other and within the group */
    EXQ_GRID_RATINGS,   /* item, cell: rows; predicted, rated */
    EXQ_GRID_MEASURES   /* cell: people; sums, squares or products */
} exq_list_grid;

typedef struct exq_list_shape {
    size_t cells;
    size_t signatures; /* one more than the frame has: outside the catalogue */
    size_t items;
    size_t item_groups; /* of all groupings */
    size_t cutoffs;
    size_t most; /* the largest cutoff */
    const exq_list_measure *measures;
    size_t measure_count;
} exq_list_shape;

typedef struct exq_list_part {
    exq_grid *grids;
    size_t count;
} exq_list_part;

exq_list_shape exq_list_shape_of(const exq_list_facts *facts, const exq_list_frame *frame);

/* The sums of a measure: of its outputs, then of their squares or products. */
size_t exq_list_squares(const exq_list_measure *measure);

/* Keys of a grid lie below this. */
uint64_t exq_list_key_limit(const exq_list_shape *shape, size_t grid);
const char *exq_list_grid_name(size_t grid);

/* Errors: USAGE (more places than can be numbered), MEMORY. */
EXQ_CHECKED exq_status exq_list_part_init(exq_list_part *part, const exq_list_shape *shape, exq_error *error);
void exq_list_part_free(exq_list_part *part);
EXQ_CHECKED exq_status exq_list_part_seal(exq_list_part *part, exq_error *error);

/* out = a + b or a - b, all sealed; `out` has been initialised. Errors: those of grids. */
EXQ_CHECKED exq_status exq_list_part_add(const exq_list_part *a, const exq_list_part *b, exq_list_part *out,
                                         exq_error *error);
EXQ_CHECKED exq_status exq_list_part_take(const exq_list_part *a, const exq_list_part *b, exq_list_part *out,
                                          exq_error *error);
bool exq_list_part_equal(const exq_list_part *a, const exq_list_part *b);

static inline uint64_t exq_liked_key(const exq_list_shape *shape, size_t cell, size_t signature)
{
    return (uint64_t)cell * shape->signatures + signature;
}

static inline uint64_t exq_place_key(const exq_list_shape *shape, size_t cell, size_t signature, size_t rank)
{
    return exq_liked_key(shape, cell, signature) * shape->most + (rank - 1);
}

static inline uint64_t exq_pair_key(const exq_list_shape *shape, size_t cell, size_t relevant, size_t other)
{
    return exq_liked_key(shape, cell, relevant) * shape->signatures + other;
}

/* `group` counts on through all groupings. */
static inline uint64_t exq_pairs_of_key(const exq_list_shape *shape, size_t bucket, size_t group)
{
    return (uint64_t)bucket * shape->item_groups + group;
}

static inline uint64_t exq_undefined_key(const exq_list_shape *shape, size_t cell, size_t measure, exq_why why)
{
    return ((uint64_t)cell * shape->measure_count + measure) * EXQ_WHY_COUNT + why;
}

#endif
