/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a decisions tally, for ingest and the door alone. Entries are sparse: one for each combination of
 * attribute levels, label and decision that occurred. Codes are those of the dictionaries; EXQ_NO_CODE is the missing
 * level or the unknown label. After exq_decisions_finish the classes are final and entries are in canonical order:
 * by level bytes attribute by attribute (missing last), then label (unknown last), then decision.
 */
#ifndef EXQ_DECISIONS_H
#define EXQ_DECISIONS_H

#include "dictionary.h"
#include "exactsum.h"
#include "scores.h"
#include "tally.h"
#include "units.h"

typedef struct exq_entry {
    uint64_t count;
    const exq_exactsum *weight; /* sum w and sum w^2; NULL when unweighted */
    const exq_exactsum *square;
    uint32_t label;    /* class code, EXQ_NO_CODE: unknown */
    uint32_t decision; /* class code */
} exq_entry;

/* One cell of the finest table: a combination of levels of all attributes, with its entries. */
typedef struct exq_cell {
    const uint32_t *codes; /* one per attribute of exq_tally_facts.attributes; EXQ_NO_CODE: missing */
    const exq_entry *entries;
    size_t entry_count;
} exq_cell;

/* The cells in canonical order; borrowed from the tally until it changes. */
const exq_cell *exq_decisions_cells(const exq_tally *tally, size_t *count);

/* The persons behind the entries, which are numbered through all cells in their order; NULL: every row is a person of its
 * own. */
const exq_units *exq_decisions_units(const exq_tally *tally);

/* The scores of the people of the entries, sorted by entry and bin; NULL: none, or they are not kept. */
const exq_scores *exq_decisions_scores(const exq_tally *tally);

/* The levels of attribute `a` of the tally: dictionary codes to text. */
const exq_dictionary *exq_decisions_levels(const exq_tally *tally, size_t a);

#endif
