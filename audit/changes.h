/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed between two results about different people: each number of a group, and each comparison of groups, before
 * and after, with the range of the change of two independent estimates. Such ranges are wider than those of the same people
 * judged under both versions.
 */
#ifndef EXQ_CHANGES_H
#define EXQ_CHANGES_H

#include "document.h"

/* Which way is better for the person: +1 more, -1 less, 0 not known. Of a comparison that of the rate behind it. */
int exq_better_of(const exq_document *document, const char *rate, exq_arena *arena);

/* How far a comparison is from equality: of differences its size, of ratios 1 - min(x, 1/x). */
double exq_distance_from_parity(double x, double parity);

/* The value of a comparison at which the groups are equal, 0 or 1. */
double exq_parity_of(const char *metric, exq_arena *arena);

/* Fill `out` with changes from `before` to `after`, which can be compared (comparable.h) and name the groups and questions
 * of `after`. The names are said as they are. All of it is in `arena`. False only when out of memory. */
EXQ_CHECKED bool exq_changes_between(const exq_document *before, const char *before_name, const exq_document *after,
                                     const char *after_name, exq_arena *arena, exq_doc_versions *out);

#endif
