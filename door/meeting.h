/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where two tables meet: in the columns they share. Rows that agree in these hold, taken together, the same
 * people in one table as in the other, and that is all that one table can tell about the other.
 */
#ifndef EXQ_MEETING_H
#define EXQ_MEETING_H

#include "rollup.h"

typedef struct exq_meeting {
    const exq_finest *finest;
    exq_partition partition; /* of the rows of the one table, then those of the other */
    uint32_t *items;
    size_t *shared;
} exq_meeting;

/* Room for any two of the tables. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_meeting_init(exq_meeting *meeting, const exq_rollup *tables, size_t table_count,
                                        const exq_finest *finest, exq_arena *scratch, exq_error *error);

/* Part the rows of `one` and, behind them, those of `other` by the columns both have. */
void exq_meeting_of(exq_meeting *meeting, const exq_rollup *one, const exq_rollup *other);

/* Part the rows of one table by some columns of it. */
void exq_meeting_by(exq_meeting *meeting, const exq_rollup *one, exq_columns columns);

#endif
