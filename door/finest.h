/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The finest table of a tally, made ready for rolling up: the cells that hold people, each with the rank of its
 * level in every attribute. Codes depend on the order of first sight; ranks are the order of label bytes,
 * missing last, and are all that the door works with.
 */
#ifndef EXQ_FINEST_H
#define EXQ_FINEST_H

#include "decisions.h"

typedef struct exq_attribute {
    const char *name;
    const char *const *levels; /* by rank; the last, NULL, is the missing level */
    size_t level_count;        /* the missing one included */
} exq_attribute;

typedef struct exq_finest {
    const exq_tally_facts *facts;
    const exq_attribute *attributes; /* facts->attribute_count of them */
    size_t level_most;               /* the largest level_count */
    const exq_cell **cells;
    uint32_t *ranks; /* cell_count x attribute_count */
    size_t cell_count;
    size_t width; /* counts of a row: (K + 1) x K */
    const exq_units *units; /* the persons behind the entries; NULL: every row of data is a person of its own */
    const exq_scores *scores; /* of the people of the entries; NULL: none */
    uint32_t *entry_cells;  /* with units or scores, per entry: its cell, and its place among the counts of a row */
    uint32_t *entry_slots;
} exq_finest;

/* Names and levels go into `arena`, since released rows point to them; all else into `scratch`. Errors:
 * INCONSISTENT (more than 2^53 people, or squares of their rows, beyond which sums in doubles are not exact), MEMORY. */
EXQ_CHECKED exq_status exq_finest_read(const exq_tally *tally, exq_arena *arena, exq_arena *scratch, exq_finest *out,
                                       exq_error *error);

static inline uint32_t exq_finest_rank(const exq_finest *finest, size_t cell, size_t attribute)
{
    return finest->ranks[cell * finest->facts->attribute_count + attribute];
}

/* The place of an entry among the counts of its row: label-major, an unknown label last. */
static inline size_t exq_finest_slot(const exq_finest *finest, const exq_entry *entry)
{
    const size_t class_count = finest->facts->class_count;
    const size_t label = entry->label == EXQ_NO_CODE ? class_count : entry->label;
    return label * class_count + entry->decision;
}

#endif
