/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader as an attacker: which withheld rows follow from all that is shown, by adding and subtracting?
 * Several tables side by side can give a row away though every single margin is safe.
 */
#ifndef EXQ_DEDUCE_H
#define EXQ_DEDUCE_H

#include "meeting.h"

/* A row of one of the tables. */
typedef struct exq_place {
    size_t table;
    size_t row;
} exq_place;

/*
 * Look for a row withheld for its few people that can be worked out; `found` says whether there is one, and
 * `needed` is then the smallest shown row (by people, then table, then row) without which that calculation
 * fails. The number of everyone counts as known.
 *
 * Two limits. Beyond EXQ_DEDUCE_MOST numbers in the equations nothing is looked for, since the time grows with
 * the cube of the withheld rows: there the margins alone protect. And equations between three tables or more
 * that hold only because some combination of their levels occurs nowhere are not among them. Errors: MEMORY.
 */
#define EXQ_DEDUCE_MOST (1 << 22)
EXQ_CHECKED exq_status exq_deduce(const exq_rollup *tables, size_t table_count, exq_meeting *meeting, bool *found,
                                  exq_place *needed, exq_error *error);

#endif
