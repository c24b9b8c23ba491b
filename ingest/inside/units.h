/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left of who had which rows, once persons are forgotten. Where one person can have several rows, the rows are
 * no independent sample, and two sums over persons say how far they are from one:
 *
 *   signatures   of a set of entries: how many persons have rows in exactly these;
 *   moments      of two entries that some person has rows in both of: the sum over persons of the rows in the one times
 *                those in the other (of an entry and itself: the sum of squares).
 *
 * Entries are numbered as in the counts they belong to. Both sums are additive over persons: a tally must hold all rows
 * of its persons, so shards are cut between persons, never through one.
 */
#ifndef EXQ_UNITS_H
#define EXQ_UNITS_H

#include "bags.h"
#include "counts.h"

/* Beyond these the rows of a person lie in more places than a table of groups has. */
#define EXQ_MAX_MOMENTS 4000000

typedef struct exq_units {
    exq_bags signatures; /* ascending sets of entries, none empty */
    exq_bags moments;    /* two entries, the lower first */
} exq_units;

exq_units *exq_units_new(void); /* NULL: out of memory */
void exq_units_free(exq_units *units);

/* One more person, with `rows` in each of `count` ascending entries. Errors: USAGE (too many moments), INCONSISTENT,
 * MEMORY. */
EXQ_CHECKED exq_status exq_units_add_person(exq_units *units, const uint32_t *entries, const uint32_t *rows,
                                            size_t count, exq_error *error);

/* total += part, whose entry e is entry places[e] of the total. Entries of one place fall together, those of EXQ_DROP
 * are left out. Errors: as above. */
EXQ_CHECKED exq_status exq_units_merge(exq_units *total, const exq_units *part, const uint32_t *places,
                                       exq_error *error);
/* total -= part. Errors: INCONSISTENT when part is not contained in total (`total` is then of no more use), MEMORY. */
EXQ_CHECKED exq_status exq_units_subtract(exq_units *total, const exq_units *part, const uint32_t *places,
                                          exq_error *error);

/* The same under the numbers of `places`, in the one form that equal units have: sorted, no sum of 0. */
EXQ_CHECKED exq_status exq_units_canonical(const exq_units *units, const uint32_t *places, exq_units **out,
                                           exq_error *error);

/* Can persons have had these rows? Every entry is in a signature, of no more persons than rows; two entries have a
 * moment if and only if a signature holds both; no moment is less than its persons, its rows and the squares allow. */
EXQ_CHECKED exq_status exq_units_check(const exq_units *units, const exq_counts *counts, bool *possible,
                                       exq_error *error);

/* What to say when less than all rows of a person are taken away. */
extern const char exq_part_of_a_person[];

#endif
