/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One number as a result tells it: of a group, of everyone, of a comparison, of the whole catalogue. All that is known of
 * its precision is its range and, of a share of people, their counts.
 */
#ifndef EXQ_TOLD_H
#define EXQ_TOLD_H

#include "document.h"
#include "interval.h"

typedef struct exq_told {
    double value, lo, hi; /* NaN: not told */
    const char *why, *range_why;
    double k, n; /* of a share of people; NaN: it is none */
    exq_count people;
} exq_told;

exq_told exq_told_nothing(void);
/* A rate or measure of a group; false when it has none of that name. */
bool exq_told_of_group(const exq_document *document, const exq_doc_group *group, const char *metric, exq_told *out);
/* With its plain range, or that which holds together with the others of its metric. */
exq_told exq_told_of_disparity(const exq_doc_disparity *disparity, bool alone);
exq_told exq_told_of_catalogue(const exq_doc_catalogue *figure);

bool exq_told_has_range(const exq_told *of);
/* Both are shares of people. */
bool exq_told_as_shares(const exq_told *before, const exq_told *after);

/* The range of the change at `level` of two independent estimates whose ranges are of level `plain`: Newcombe's of two
 * shares, MOVER (Zou and Donner, 2008) of other numbers, the ends moved away from the number as those of a normal estimate
 * would. Both must have a range. */
exq_limits exq_told_change(const exq_told *before, const exq_told *after, double plain, double level);

#endif
