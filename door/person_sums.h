/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The persons behind the rows of a table, where one person can have several rows of data: how many they are, for the
 * minimum cell, and the sums over them that go with a shown row. A person counts once in every row that holds data of
 * theirs.
 */
#ifndef EXQ_PERSON_SUMS_H
#define EXQ_PERSON_SUMS_H

#include "published.h"
#include "rollup.h"

/* Set `people` and `alone` of a table by persons. Only with units. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_person_sums_count(exq_rollup *table, const exq_finest *finest, exq_arena *scratch,
                                             exq_error *error);

#define EXQ_NOT_SHOWN UINT32_MAX

/* Two shown rows of one part that share persons. */
typedef struct exq_shared_rows {
    uint32_t first, second; /* as numbered by `shown` */
    exq_moments *moments;   /* one a class */
} exq_shared_rows;

/* Of the shown rows of a table, which stands in parts (its strata): each row and its rest, and each part as a whole.
 * Nothing of a withheld row is in them. */
typedef struct exq_person_sums {
    uint32_t *shown;             /* per row: its number among those shown, or EXQ_NOT_SHOWN */
    exq_persons_of_row *own;     /* shown rows x K */
    exq_persons_of_row *rests;   /* likewise: the other shown rows of the part */
    exq_moments *rest_crossings; /* likewise: the row and its rest */
    exq_persons_of_row *overall; /* parts x K */
    exq_shared_rows *shared;     /* sorted by first, then second */
    size_t shared_count;
} exq_person_sums;

/* `parts` gives the part of each row. What may be published is allocated in `arena`. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_person_sums_of(const exq_rollup *table, const uint32_t *parts, size_t part_count,
                                          const exq_finest *finest, exq_arena *arena, exq_arena *scratch,
                                          exq_person_sums *out, exq_error *error);

/* The persons with data in a row: those whose set of cells is not empty. */
static inline uint64_t exq_persons_count(const exq_persons_of_row *row)
{
    uint64_t count = 0;
    for (size_t set = 1; set < 1u << EXQ_CELLS; set++)
        count += row->touching[set];
    return count;
}

/* The first of the shared rows with this row as their first, or where it would stand. */
size_t exq_person_sums_from(const exq_person_sums *sums, uint32_t first);

#endif
