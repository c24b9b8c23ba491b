/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may not be shown: rows of too few people, and rows that would give those away. The rule of door.h, over
 * all tables of a release at once, since a reader has them side by side.
 */
#ifndef EXQ_WITHHOLD_H
#define EXQ_WITHHOLD_H

#include "rollup.h"

/*
 * Mark the rows to withhold in `tables`, besides those that are already (counted, each with other columns, in the order of
 * exq_columns_compare). `strata` are the ascending columns within whose levels the rule holds as well; none
 * when there are no strata.
 *
 * A margin is a set of people whose number a reader can know: everyone; those of one stratum; those who agree
 * in the columns that two tables share, where one of them shows all its rows inside; and all others of that
 * table together, as what is left of everyone. In each margin of each table the withheld rows must be none, or
 * at least two holding at least `min_cell` people. Else the smallest shown row inside is withheld too (by
 * people, then in canonical order); where none is left inside, the smallest one inside of the table that tells
 * the margin. At last no row that was too small may be a sum or difference of shown rows and everyone; else the
 * smallest row needed for that is withheld too. All repeated until nothing changes. It ends: rows are only ever
 * withheld. Errors: MEMORY.
 */
EXQ_CHECKED exq_status exq_withhold(exq_rollup *tables, size_t table_count, exq_columns strata, uint64_t min_cell,
                                    const exq_finest *finest, exq_arena *scratch, exq_error *error);

#endif
